import { NONE } from '../../base/none.js';

/** A directed graph in CSR form: arcs leaving `node` are `arc[firstOut[node]] .. arc[firstOut[node + 1] - 1]`. */
export interface Graph {
  readonly nodeCount: number;
  readonly arcFrom: Uint32Array; // [arcCount] node
  readonly arcTo: Uint32Array; // [arcCount] node
  readonly firstOut: Uint32Array; // [nodeCount + 1]
  readonly out: Uint32Array; // [arcCount] arc
}

/** A graph from its arcs. O(nodes + arcs). */
export function graphOf(nodeCount: number, arcFrom: Uint32Array, arcTo: Uint32Array): Graph {
  const firstOut = new Uint32Array(nodeCount + 1);
  for (const node of arcFrom) firstOut[node + 1]++;
  for (let node = 0; node < nodeCount; node++) firstOut[node + 1] += firstOut[node];
  const next = firstOut.slice();
  const out = new Uint32Array(arcFrom.length);
  arcFrom.forEach((node, arc) => (out[next[node]++] = arc));
  return { nodeCount, arcFrom, arcTo, firstOut, out };
}

/**
 * Cheapest paths from one node at a time; lengths are not negative, an arc of infinite length is closed.
 * O(arcs · log nodes) a search. Dijkstra (1959) on a binary heap; stale entries are skipped, not decreased.
 */
export class ShortestPaths {
  readonly distance: Float64Array; // [node] Infinity where not reached; only final for the targets of the last search
  readonly arcInto: Int32Array; // [node] last arc of the path, or NONE
  private readonly graph: Graph;
  private readonly isTarget: Uint8Array; // [node]
  private heapNode: Uint32Array;
  private heapKey: Float64Array;
  private heapSize = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.distance = new Float64Array(graph.nodeCount);
    this.arcInto = new Int32Array(graph.nodeCount);
    this.isTarget = new Uint8Array(graph.nodeCount);
    this.heapNode = new Uint32Array(graph.arcTo.length + 1);
    this.heapKey = new Float64Array(graph.arcTo.length + 1);
  }

  /** Stops as soon as all targets are settled. `length` has shape [arc]. */
  search(source: number, targets: Uint32Array, length: Float64Array): void {
    const { graph, distance, arcInto, isTarget } = this;
    const { firstOut, out, arcTo } = graph;
    distance.fill(Infinity);
    arcInto.fill(NONE);
    let wanted = 0;
    for (const node of targets) {
      if (isTarget[node] === 0) wanted++;
      isTarget[node] = 1;
    }
    distance[source] = 0;
    this.heapSize = 0;
    this.push(source, 0);
    while (this.heapSize > 0 && wanted > 0) {
      const key = this.heapKey[0];
      const node = this.pop();
      if (key > distance[node]) continue;
      if (isTarget[node] === 1) {
        isTarget[node] = 0;
        wanted--;
      }
      for (let i = firstOut[node]; i < firstOut[node + 1]; i++) {
        const arc = out[i];
        const reached = key + length[arc];
        if (reached >= distance[arcTo[arc]]) continue;
        distance[arcTo[arc]] = reached;
        arcInto[arcTo[arc]] = arc;
        this.push(arcTo[arc], reached);
      }
    }
    for (const node of targets) isTarget[node] = 0;
  }

  private push(node: number, key: number): void {
    const { heapNode, heapKey } = this;
    let at = this.heapSize++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heapKey[parent] <= key) break;
      heapNode[at] = heapNode[parent];
      heapKey[at] = heapKey[parent];
      at = parent;
    }
    heapNode[at] = node;
    heapKey[at] = key;
  }

  /** Takes the nearest entry off the heap. */
  private pop(): number {
    const { heapNode, heapKey } = this;
    const nearest = heapNode[0];
    const size = --this.heapSize;
    const node = heapNode[size];
    const key = heapKey[size];
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heapKey[child + 1] < heapKey[child]) child++;
      if (heapKey[child] >= key) break;
      heapNode[at] = heapNode[child];
      heapKey[at] = heapKey[child];
      at = child;
    }
    heapNode[at] = node;
    heapKey[at] = key;
    return nearest;
  }
}
