import { NONE } from '../../base/none.js';
import { timedGraphOf, type TimedGraph } from '../../engine/timed/timed-graph.js';
import { NO_GROUPS } from './group-sets.js';
import type { Access } from './access.js';
import type { LegCosts } from './leg-costs.js';

/** A moment and facility where parcels are ready to start. */
export interface Sources {
  readonly facility: Uint32Array;
  readonly sec: Int32Array;
}

/**
 * The part of a timetable in which parcels choose their way, as a graph in time order: the core, and every pocket in
 * which parcels start or in which more than one trip leads to an office. Offices of all other pockets are reached from
 * their gate (see last-mile.ts).
 */
export interface Linehaul {
  readonly graph: TimedGraph;
  readonly legAt: Uint32Array; // [graph leg] access leg
  readonly placeOf: Int32Array; // [facility] place of the graph, or NONE
}

/** Builds the graph of all legs that at least one group may use. */
export function linehaulOf(access: Access, costs: LegCosts, sources: Sources): Linehaul {
  const { legs, facilityOf } = access;
  const { legAt, graphLeg } = legsOfGraph(access, costs, sources);
  const placeOf = new Int32Array(facilityOf.length).fill(NONE);
  let placeCount = 0;
  const place = (facility: number): number => {
    if (placeOf[facility] === NONE) placeOf[facility] = placeCount++;
    return placeOf[facility];
  };
  const from = legAt.map((at) => place(facilityOf[legs.from[at]]));
  const to = legAt.map((at) => place(facilityOf[legs.to[at]]));
  const sourcePlace = sources.facility.map((facility) => place(facility));
  const columns = {
    departSec: new Int32Array(legAt.length),
    readySec: new Int32Array(legAt.length),
    through: new Int32Array(legAt.length),
  };
  for (let leg = 0; leg < legAt.length; leg++) {
    const at = legAt[leg];
    const before = legs.through[at];
    columns.departSec[leg] = legs.departSec[at];
    columns.readySec[leg] = legs.readySec[at];
    columns.through[leg] = before === NONE ? NONE : graphLeg[before];
  }
  const graph = timedGraphOf({ placeCount, from, to, ...columns }, { place: sourcePlace, sec: sources.sec });
  return { graph, legAt, placeOf };
}

/** Access legs of the core and of pockets in which parcels start, and each access leg's number among them or NONE. */
function legsOfGraph(access: Access, costs: LegCosts, sources: Sources): { legAt: Uint32Array; graphLeg: Int32Array } {
  const { pockets, nodeOf, firstLeg, legOf } = access;
  const segments = new Set([0]);
  for (const facility of sources.facility) {
    const pocket = pockets.pocketOf[nodeOf[facility]];
    if (pocket !== NONE) segments.add(pocket + 1);
  }
  for (const pocket of pocketsWithChoice(access)) segments.add(pocket + 1);
  const legAt: number[] = [];
  const graphLeg = new Int32Array(legOf.length).fill(NONE);
  for (const segment of [...segments].sort((a, b) => a - b)) {
    for (let at = firstLeg[segment]; at < firstLeg[segment + 1]; at++) {
      if (costs.groupsOn(at) !== NO_GROUPS) graphLeg[at] = legAt.push(at) - 1;
    }
  }
  return { legAt: Uint32Array.from(legAt), graphLeg };
}

/** Pockets in which some office is reached by more than one trip, so that there is a choice to make below the gate. */
function pocketsWithChoice({ pockets, firstLeg, legs, call, tripOf }: Access): number[] {
  const tripTo = new Int32Array(pockets.newNode.length).fill(NONE);
  const found: number[] = [];
  for (let pocket = 0; pocket < pockets.pocketCount; pocket++) {
    let choice = false;
    for (let at = firstLeg[pocket + 1]; at < firstLeg[pocket + 2] && !choice; at++) {
      const node = legs.to[at];
      if (node === pockets.gate[pocket]) continue;
      const tender = call[at] >= tripOf.length;
      const trip = tender ? NONE : tripOf[call[at]];
      choice = tender || (tripTo[node] !== NONE && tripTo[node] !== trip);
      tripTo[node] = trip;
    }
    if (choice) found.push(pocket);
  }
  return found;
}
