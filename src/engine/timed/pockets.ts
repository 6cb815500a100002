import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';

/** Nodes that meet: members of group `g` are `member[firstMember[g]] .. member[firstMember[g + 1] - 1]`. */
export interface Groups {
  readonly nodeCount: number;
  readonly groupCount: number;
  readonly firstMember: Uint32Array; // [groupCount + 1]
  readonly member: Uint32Array; // [firstMember[groupCount]] node
}

/**
 * A core, and pockets of nodes that are joined to the rest at one node only, their gate. Nodes in a new order: the
 * core is `0 .. coreCount - 1`, pocket `p` is `firstOfPocket[p] .. firstOfPocket[p + 1]`; gates are in the core.
 */
export interface Pockets {
  readonly coreCount: number;
  readonly pocketCount: number;
  readonly newNode: Uint32Array; // [nodeCount] node -> place in the new order
  readonly pocketOf: Int32Array; // [nodeCount] by new order; NONE in the core
  readonly gate: Uint32Array; // [pocketCount] node of the new order
  readonly firstOfPocket: Uint32Array; // [pocketCount + 1] node of the new order
}

/**
 * Splits off the largest pockets of at most `sizeMax` nodes. A group counts as one meeting, whatever the order of its
 * members: a node is a gate only when nothing can pass from one side to the other without stopping there.
 * O(nodes + members). Articulation points after Hopcroft and Tarjan (1973), on the graph of nodes and groups.
 */
export function pocketsOf(groups: Groups, sizeMax: number): Pockets {
  const { nodeCount } = groups;
  const tree = searchTree(groups);
  const newNode = new Uint32Array(nodeCount);
  const pocketAt = new Int32Array(nodeCount).fill(NONE);
  const gateOld: number[] = [];
  let coreCount = 0;
  // A subtree is an interval of the search order, so one pass finds the topmost subtrees that qualify.
  for (let at = 0; at < tree.order.length;) {
    const vertex = tree.order[at];
    if (tree.cuts[vertex] === 1 && tree.nodesBelow[vertex] <= sizeMax) {
      const end = at + tree.size[vertex];
      const pocket = gateOld.length;
      gateOld.push(tree.parent[vertex]);
      for (; at < end; at++) {
        const inside = tree.order[at];
        if (inside < nodeCount) pocketAt[inside] = pocket;
      }
    } else {
      if (vertex < nodeCount) newNode[vertex] = coreCount++;
      at++;
    }
  }
  const firstOfPocket = new Uint32Array(gateOld.length + 1);
  for (const pocket of pocketAt) if (pocket !== NONE) firstOfPocket[pocket + 1] = firstOfPocket[pocket + 1] + 1;
  firstOfPocket[0] = coreCount;
  for (let p = 0; p < gateOld.length; p++) {
    firstOfPocket[p + 1] = firstOfPocket[p + 1] + firstOfPocket[p];
  }
  const next = firstOfPocket.slice();
  const pocketOf = new Int32Array(nodeCount).fill(NONE);
  for (let node = 0; node < nodeCount; node++) {
    const pocket = pocketAt[node];
    if (pocket === NONE) continue;
    const place = next[pocket];
    next[pocket] = place + 1;
    newNode[node] = place;
    pocketOf[place] = pocket;
  }
  const gate = Uint32Array.from(gateOld, (node) => newNode[node]);
  return { coreCount, pocketCount: gateOld.length, newNode, pocketOf, gate, firstOfPocket };
}

/** A depth-first search over nodes (`0 .. nodeCount - 1`) and groups (after them). */
interface SearchTree {
  readonly order: Uint32Array; // vertices as first visited
  readonly parent: Int32Array; // [vertex] or NONE
  readonly size: Uint32Array; // [vertex] vertices of its subtree
  readonly nodesBelow: Uint32Array; // [vertex] nodes of its subtree
  readonly cuts: Uint8Array; // [vertex] 1 when its parent is a node that cuts its subtree off
}

function searchTree(groups: Groups): SearchTree {
  const { nodeCount, groupCount } = groups;
  const { firstEdge, edge } = edgesOf(groups);
  const count = nodeCount + groupCount;
  const order = new Uint32Array(count);
  const parent = new Int32Array(count).fill(NONE);
  const found = new Int32Array(count).fill(NONE); // place in `order`
  const low = new Int32Array(count); // earliest vertex that the subtree reaches around its parent
  const size = new Uint32Array(count).fill(1);
  const nodesBelow = new Uint32Array(count).fill(1).fill(0, nodeCount);
  const cuts = new Uint8Array(count);
  const nextEdge = firstEdge.slice();
  const stack: number[] = [];
  let visited = 0;
  const visit = (vertex: number): void => {
    found[vertex] = visited;
    low[vertex] = visited;
    order[visited++] = vertex;
    stack.push(vertex);
  };
  for (const root of rootsByDegree(firstEdge, nodeCount)) {
    if (found[root] !== NONE) continue;
    visit(root);
    while (stack.length > 0) {
      const vertex = stack[stack.length - 1];
      if (nextEdge[vertex] < firstEdge[vertex + 1]) {
        const other = edge[nextEdge[vertex]];
        nextEdge[vertex] = nextEdge[vertex] + 1;
        if (found[other] === NONE) {
          parent[other] = vertex;
          visit(other);
        } else low[vertex] = Math.min(low[vertex], found[other]);
        continue;
      }
      stack.pop();
      const above = parent[vertex];
      if (above === NONE) continue;
      size[above] = size[above] + size[vertex];
      nodesBelow[above] = nodesBelow[above] + nodesBelow[vertex];
      low[above] = Math.min(low[above], low[vertex]);
      const separable = above < nodeCount && low[vertex] >= found[above];
      if (separable && nodesBelow[vertex] > 0) cuts[vertex] = 1;
    }
  }
  assert(visited === count, `search visited ${visited} of ${count} vertices`);
  return { order, parent, size, nodesBelow, cuts };
}

/** Nodes by descending number of groups, so that a search starts in the middle of a network, then the groups. */
function rootsByDegree(firstEdge: Uint32Array, nodeCount: number): Uint32Array {
  const degree = (node: number): number => firstEdge[node + 1] - firstEdge[node];
  const nodes = Uint32Array.from({ length: nodeCount }, (_, node) => node).sort(
    (a, b) => degree(b) - degree(a) || a - b,
  );
  const roots = Uint32Array.from({ length: firstEdge.length - 1 }, (_, vertex) => vertex);
  roots.set(nodes);
  return roots;
}

function edgesOf(groups: Groups): { firstEdge: Uint32Array; edge: Uint32Array } {
  const { nodeCount, groupCount, firstMember, member } = groups;
  const firstEdge = new Uint32Array(nodeCount + groupCount + 1);
  for (let g = 0; g < groupCount; g++) {
    const members = firstMember[g + 1] - firstMember[g];
    firstEdge[nodeCount + g + 1] = members;
  }
  for (const node of member) firstEdge[node + 1] = firstEdge[node + 1] + 1;
  for (let v = 0; v < nodeCount + groupCount; v++) firstEdge[v + 1] = firstEdge[v + 1] + firstEdge[v];
  const edge = new Uint32Array(firstEdge[nodeCount + groupCount]);
  const next = firstEdge.slice();
  for (let g = 0; g < groupCount; g++) {
    for (let m = firstMember[g]; m < firstMember[g + 1]; m++) {
      const node = member[m];
      const group = nodeCount + g;
      edge[next[node]] = group;
      next[node] = next[node] + 1;
      edge[next[group]] = node;
      next[group] = next[group] + 1;
    }
  }
  return { firstEdge, edge };
}
