import { graphOf, ShortestPaths } from '../flow/shortest-paths.js';
import { costListsOf, type CostLists } from './cost-lists.js';

/** An undirected graph in which every vertex is a customer and a site; columns of length `edgeCount`. */
export interface MedianGraph {
  readonly vertexCount: number;
  readonly edgeCount: number;
  readonly from: Uint32Array; // vertex
  readonly to: Uint32Array; // vertex
  readonly length: Float64Array; // whole, at least 0
}

/**
 * Cost lists of a graph: what a vertex pays at another is the length of the shortest path to it. A vertex that reaches no
 * open one pays more than all vertices can pay together otherwise. O(vertices · edges · log vertices).
 */
export function graphLists(graph: MedianGraph): CostLists {
  const { vertexCount, edgeCount, from, to, length } = graph;
  const arcFrom = new Uint32Array(2 * edgeCount);
  const arcTo = new Uint32Array(2 * edgeCount);
  const arcLength = new Float64Array(2 * edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    arcFrom[2 * edge] = arcTo[2 * edge + 1] = from[edge];
    arcTo[2 * edge] = arcFrom[2 * edge + 1] = to[edge];
    arcLength[2 * edge] = arcLength[2 * edge + 1] = length[edge];
  }
  const paths = new ShortestPaths(graphOf(vertexCount, arcFrom, arcTo));
  const all = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex);
  const servedCost = new Float64Array(vertexCount);
  const alone = unservedCost(graph);
  return costListsOf({
    customerCount: vertexCount,
    siteCount: vertexCount,
    servedCost,
    fillCosts(vertex, costs) {
      paths.search(vertex, all, arcLength);
      costs.set(paths.distance);
      const farthest = costs.reduce((most, cost) => Math.max(most, cost), 0);
      servedCost[vertex] = Number.isFinite(farthest) ? farthest : alone;
    },
  });
}

/** More than all vertices together can pay when each is served. */
function unservedCost({ vertexCount, length }: MedianGraph): number {
  return 1 + vertexCount * longestPath(vertexCount, length);
}

/** No shortest path is longer. */
function longestPath(vertexCount: number, length: Float64Array): number {
  return (vertexCount - 1) * length.reduce((most, one) => Math.max(most, one), 0);
}

/** True when sums over a graph with `size` sites to open stay exact. */
export function isExact(graph: MedianGraph, size: number): boolean {
  const { vertexCount } = graph;
  const paid = partCount(graph) > 1 ? unservedCost(graph) : longestPath(vertexCount, graph.length);
  return (paid + 1) * vertexCount * (size + 2) < Number.MAX_SAFE_INTEGER;
}

/** How many parts a graph falls into that no path joins. */
export function partCount({ vertexCount, edgeCount, from, to }: MedianGraph): number {
  const root = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex);
  const find = (vertex: number): number => {
    let at = vertex;
    while (root[at] !== at) at = root[at] = root[root[at]];
    return at;
  };
  let parts = vertexCount;
  for (let edge = 0; edge < edgeCount; edge++) {
    const [a, b] = [find(from[edge]), find(to[edge])];
    if (a === b) continue;
    root[a] = b;
    parts--;
  }
  return parts;
}
