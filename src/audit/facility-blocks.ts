import { NONE } from '../base/none.js';
import type { Workspace } from '../domain/workspace.js';

/**
 * The facilities cut into blocks that touch only in single facilities: the biconnected components of the graph that
 * joins facilities by trips and interchanges, every trip whole in one block (Hopcroft, Tarjan 1973).
 *
 * A cheapest route never returns to a facility where it was ready before, because waiting there is free. So it visits
 * only the blocks between its start and its delivery, which is what makes a nation of village offices tractable.
 * Blocks form a tree: every facility but a root hangs from one block `above` it, every block from its `top` facility.
 */
export interface FacilityBlocks {
  readonly count: number;
  readonly top: Int32Array; // [block] facility
  readonly above: Int32Array; // [facility] block, NONE for a root
  readonly blockOfTrip: Int32Array; // [trip]
  readonly blockOfInterchange: Int32Array; // [interchange]
}

/** Blocks of a workspace; O(calls). */
export function facilityBlocks(workspace: Workspace): FacilityBlocks {
  const { facilities, trips } = workspace.network;
  const interchanges = workspace.agreement?.interchanges ?? [];
  const vertexCount = facilities.count + trips.count + interchanges.length;
  const { first, next } = adjacency(workspace, vertexCount);
  const found = new Int32Array(vertexCount).fill(NONE); // order of discovery
  const low = new Int32Array(vertexCount);
  const parent = new Int32Array(vertexCount).fill(NONE);
  const edge = first.slice();
  const above = new Int32Array(vertexCount).fill(NONE);
  const top: number[] = [];
  const stack: number[] = [];
  let order = 0;
  const close = (child: number, vertex: number): void => {
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      above[member] = top.length;
      if (member === child) break;
    }
    top.push(vertex);
  };
  for (let root = 0; root < facilities.count; root++) {
    if (found[root] !== NONE) continue;
    found[root] = low[root] = order++;
    for (let vertex = root; vertex !== NONE;) {
      const at = edge[vertex];
      if (at < first[vertex + 1]) {
        edge[vertex] = at + 1;
        const other = next[at];
        if (found[other] === NONE) {
          parent[other] = vertex;
          found[other] = low[other] = order++;
          stack.push(other);
          vertex = other;
        } else if (other !== parent[vertex]) low[vertex] = Math.min(low[vertex], found[other]);
        continue;
      }
      const before = parent[vertex];
      if (before !== NONE) {
        low[before] = Math.min(low[before], low[vertex]);
        if (low[vertex] >= found[before]) close(vertex, before);
      }
      vertex = before;
    }
  }
  const firstInterchange = facilities.count + trips.count;
  return {
    count: top.length,
    top: Int32Array.from(top),
    above: above.slice(0, facilities.count),
    blockOfTrip: above.slice(facilities.count, firstInterchange),
    blockOfInterchange: above.slice(firstInterchange),
  };
}

/**
 * Neighbours of facilities, trips and interchanges: consecutive calls are joined, and a trip or interchange is joined to
 * every facility it visits, so that taking out one facility never takes it apart.
 */
function adjacency(workspace: Workspace, vertexCount: number): { first: Uint32Array; next: Int32Array } {
  const { facilities, trips, calls } = workspace.network;
  const pairs: number[] = [];
  for (let trip = 0; trip < trips.count; trip++) {
    const [from, until] = [trips.firstCall[trip], trips.firstCall[trip + 1]];
    for (let call = from; call < until; call++) {
      const facility = calls.facility[call];
      pairs.push(facilities.count + trip, facility);
      if (call > from) pairs.push(calls.facility[call - 1], facility);
    }
  }
  for (const [index, interchange] of (workspace.agreement?.interchanges ?? []).entries()) {
    const meeting = [...interchange.facilities.values()];
    for (const [position, facility] of meeting.entries()) {
      pairs.push(facilities.count + trips.count + index, facility);
      if (position > 0) pairs.push(meeting[position - 1], facility);
    }
  }
  const first = new Uint32Array(vertexCount + 1);
  const raise = (cell: number, by: number): number => (first[cell] = first[cell] + by);
  for (const vertex of pairs) raise(vertex + 1, 1);
  for (let vertex = 0; vertex < vertexCount; vertex++) raise(vertex + 1, first[vertex]);
  const fill = first.slice();
  const next = new Int32Array(pairs.length);
  for (let index = 0; index < pairs.length; index += 2) {
    const [a, b] = [pairs[index], pairs[index + 1]];
    next[fill[a]] = b;
    fill[a] = fill[a] + 1;
    next[fill[b]] = a;
    fill[b] = fill[b] + 1;
  }
  return { first, next };
}
