import { NONE } from '../base/none.js';
import { timedGraphOf, type TimedGraph } from '../engine/timed-graph.js';
import type { Access } from './access.js';
import type { Group } from './classes.js';
import { FORBIDDEN, type Rates } from './rates.js';

/** A moment and facility where parcels are ready to start. */
export interface Sources {
  readonly facility: Uint32Array;
  readonly sec: Int32Array;
}

/**
 * The part of a timetable in which parcels choose their way, as a graph in time order: the core, and every pocket in
 * which parcels start. Offices of all other pockets are reached from their gate (see last-mile.ts).
 */
export interface Linehaul {
  readonly graph: TimedGraph;
  readonly legAt: Uint32Array; // [graph leg] access leg
  readonly placeOf: Int32Array; // [facility] place of the graph, or NONE
}

/** Builds the graph of all legs that at least one group may use. */
export function linehaulOf(access: Access, rates: Rates, groups: readonly Group[], sources: Sources): Linehaul {
  const { pockets, nodeOf, firstLeg, legs, legOf, facilityOf } = access;
  const segments = new Set([0]);
  for (const facility of sources.facility) {
    const pocket = pockets.pocketOf[nodeOf[facility] as number] as number;
    if (pocket !== NONE) segments.add(pocket + 1);
  }
  const included: number[] = [];
  const graphLeg = new Int32Array(legOf.length).fill(NONE);
  for (const segment of [...segments].sort((a, b) => a - b)) {
    for (let at = firstLeg[segment] as number; at < (firstLeg[segment + 1] as number); at++) {
      const leg = legOf[at] as number;
      if (!groups.some((group) => rates.leg(leg, group, 0) < FORBIDDEN)) continue;
      graphLeg[at] = included.length;
      included.push(at);
    }
  }
  const placeOf = new Int32Array(facilityOf.length).fill(NONE);
  let placeCount = 0;
  const place = (facility: number): number => {
    if (placeOf[facility] === NONE) placeOf[facility] = placeCount++;
    return placeOf[facility] as number;
  };
  const legAt = Uint32Array.from(included);
  const from = legAt.map((at) => place(facilityOf[legs.from[at] as number] as number));
  const to = legAt.map((at) => place(facilityOf[legs.to[at] as number] as number));
  const sourcePlace = sources.facility.map((facility) => place(facility));
  const through = Int32Array.from(legAt, (at) => {
    const before = legs.through[at] as number;
    return before === NONE ? NONE : (graphLeg[before] as number);
  });
  const graph = timedGraphOf(
    {
      placeCount,
      from,
      to,
      departSec: Int32Array.from(legAt, (at) => legs.departSec[at] as number),
      readySec: Int32Array.from(legAt, (at) => legs.readySec[at] as number),
      through,
    },
    { place: sourcePlace, sec: sources.sec },
  );
  return { graph, legAt, placeOf };
}
