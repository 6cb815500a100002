import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture, latestReady, legsTo } from '../../engine/promise/earliest-arrival.js';
import type { Access } from '../network/access.js';
import type { Reach } from '../network/access-reach.js';

/** Legs of the core looked at before asking whether anything earlier can still be found. */
const CHUNK_LEGS = 2048;

/** A parcel at a place, not before a moment. */
export interface Start {
  readonly node: number;
  readonly sec: number;
}

/** When it is ready at another place, and the legs that lead there. */
export interface Arrival {
  readonly readySec: number;
  readonly legs: readonly number[]; // of the access layout
}

/** Earliest moment at which a parcel is ready at a node; undefined when never in the horizon. O(legs of the core and two pockets). */
export function earliestArrival(access: Access, reach: Reach, start: Start, target: number): Arrival | undefined {
  const { pockets } = access;
  const [from, to] = [pockets.pocketOf[start.node], pockets.pocketOf[target]];
  const { readySec } = reach.scan;
  readySec[start.node] = start.sec;
  const localStart = from === NONE ? 0 : scanPocket(access, reach, from, start.sec);
  let arrival: Arrival | undefined;
  if (from !== NONE && from === to) {
    // Leaving a pocket and coming back never helps.
    if (readySec[target] !== UNREACHED) {
      arrival = { readySec: readySec[target], legs: legsTo(access.legs, reach.scan, localStart, target) };
    }
  } else {
    const gate = from === NONE ? start.node : pockets.gate[from];
    arrival = throughCore(access, reach, { gate, localStart }, target);
  }
  clear(access, reach, from, to);
  return arrival;
}

/**
 * Latest second at which the parcel may be ready at each of `nodes` and still be ready at a node by `by.sec`; NONE where no second from
 * `fromSec` on will do.
 */
export function latestBefore(
  access: Access,
  reach: Reach,
  by: Start,
  from: { readonly sec: number; readonly nodes: readonly number[] },
): number[] {
  const { pockets, legs, firstLeg } = access;
  const { latestSec } = reach.back;
  const target = pockets.pocketOf[by.node];
  latestSec[by.node] = by.sec;
  const scanned = new Set([target]);
  if (target !== NONE) scanPocketBack(access, reach, target, from.sec);
  const coreGoal = target === NONE ? by.node : pockets.gate[target];
  const start = firstDeparture(legs.departSec, from.sec, 0, firstLeg[1]);
  latestReady(legs, reach.back, start, firstDeparture(legs.departSec, latestSec[coreGoal] + 1, start, firstLeg[1]));
  for (const node of from.nodes) {
    const pocket = pockets.pocketOf[node];
    if (pocket === NONE || scanned.has(pocket)) continue;
    scanned.add(pocket);
    scanPocketBack(access, reach, pocket, from.sec);
  }
  const latest = from.nodes.map((node) => (latestSec[node] < from.sec ? NONE : latestSec[node]));
  latestSec.fill(NONE, 0, pockets.coreCount);
  for (const pocket of scanned) {
    if (pocket !== NONE) latestSec.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
  }
  return latest;
}

/** From the gate of the first pocket over the core, and into the target's pocket where it lies in one. */
function throughCore(
  access: Access,
  reach: Reach,
  { gate, localStart }: { readonly gate: number; readonly localStart: number },
  target: number,
): Arrival | undefined {
  const { pockets, legs, firstLeg } = access;
  const { readySec } = reach.scan;
  if (readySec[gate] === UNREACHED) return undefined;
  const pocket = pockets.pocketOf[target];
  const goal = pocket === NONE ? target : pockets.gate[pocket];
  const coreStart = firstDeparture(legs.departSec, readySec[gate], 0, firstLeg[1]);
  for (let at = coreStart; ;) {
    // Nothing that departs after the goal is reached brings it there sooner.
    const stop =
      readySec[goal] === UNREACHED ? firstLeg[1] : firstDeparture(legs.departSec, readySec[goal], at, firstLeg[1]);
    if (at >= stop) break;
    const next = Math.min(stop, at + CHUNK_LEGS);
    earliestReady(legs, reach.scan, coreStart, next, at);
    at = next;
  }
  if (readySec[goal] === UNREACHED) return undefined;
  const way = [...legsTo(legs, reach.scan, localStart, gate), ...legsTo(legs, reach.scan, coreStart, goal, gate)];
  if (pocket === NONE) return { readySec: readySec[target], legs: way };
  const start = scanPocket(access, reach, pocket, readySec[goal]);
  if (readySec[target] === UNREACHED) return undefined;
  return { readySec: readySec[target], legs: [...way, ...legsTo(legs, reach.scan, start, target, goal)] };
}

/** Scans a pocket from a moment on; answers with the first leg of the scan. */
function scanPocket({ legs, firstLeg }: Access, reach: Reach, pocket: number, sec: number): number {
  const end = firstLeg[pocket + 2];
  const start = firstDeparture(legs.departSec, sec, firstLeg[pocket + 1], end);
  earliestReady(legs, reach.scan, start, end);
  return start;
}

function scanPocketBack({ legs, firstLeg }: Access, reach: Reach, pocket: number, sec: number): void {
  const end = firstLeg[pocket + 2];
  latestReady(legs, reach.back, firstDeparture(legs.departSec, sec, firstLeg[pocket + 1], end), end);
}

/** Leaves the scan as the next search wants it. */
function clear({ pockets }: Access, reach: Reach, ...inPockets: readonly number[]): void {
  const { readySec, via } = reach.scan;
  readySec.fill(UNREACHED, 0, pockets.coreCount);
  via.fill(NONE, 0, pockets.coreCount);
  for (const pocket of inPockets) {
    if (pocket === NONE) continue;
    readySec.fill(UNREACHED, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
    via.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
  }
}
