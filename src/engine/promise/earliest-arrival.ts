import { NONE, UNREACHED } from '../../base/none.js';

/**
 * Legs in order of departure; legs of one departure that leave at the same second keep their travel order. A parcel
 * that is ready at `from` by `departSec` can ride, and is ready at `to` at `readySec` when it is unloaded there; or it
 * stays aboard for the leg whose `through` names this one. Columns of length `legCount`.
 */
export interface Legs {
  readonly legCount: number;
  readonly from: Uint32Array; // node
  readonly to: Uint32Array; // node
  readonly departSec: Int32Array;
  readonly readySec: Int32Array; // at or after departSec
  readonly through: Int32Array; // leg of the same departure that ends where this one starts, or NONE
}

/** What a scan forward in time reads and writes; made once and used again. */
export interface ForwardScan {
  readonly open: Uint8Array; // [legCount] 1 where the parcel may ride
  readonly readySec: Int32Array; // [nodeCount] in: when it is ready at its sources, else UNREACHED; out: earliest
  readonly via: Int32Array; // [nodeCount] out: leg that brings it there, written where readySec improves
  readonly aboard: Uint8Array; // [legCount] out: 1 where it can be aboard
}

/**
 * Earliest moment a parcel is ready at every node, over legs `first .. end`; results in `scan.readySec`, seconds.
 * O(end - first). Connection Scan Algorithm (Dibbelt, Pajor, Strasser, Wagner 2018, section 4), with one deviation: a
 * leg that takes no time may feed legs of the same second that were already passed, so these are read again.
 * A scan of `first .. middle` goes on with `resumeAt` = `middle`.
 */
export function earliestReady(legs: Legs, scan: ForwardScan, first: number, end: number, resumeAt = first): void {
  const { from, to, departSec, readySec: legReadySec, through } = legs;
  const { open, readySec, via, aboard } = scan;
  for (let leg = resumeAt; leg < end; leg++) {
    if (open[leg] === 0) {
      aboard[leg] = 0;
      continue;
    }
    const before = through[leg];
    const depart = departSec[leg];
    if (readySec[from[leg]] > depart && (before < first || aboard[before] === 0)) {
      aboard[leg] = 0;
      continue;
    }
    aboard[leg] = 1;
    const head = to[leg];
    const ready = legReadySec[leg];
    if (ready >= readySec[head]) continue;
    readySec[head] = ready;
    via[head] = leg;
    if (ready === depart) leg = firstOfSecond(departSec, leg, first) - 1;
  }
}

/** What a scan backward in time reads and writes. */
export interface BackwardScan {
  readonly open: Uint8Array; // [legCount] 1 where the parcel may ride
  readonly latestSec: Int32Array; // [nodeCount] in: ready by then at its goals, else NONE; out: latest that still works
  readonly stay: Uint8Array; // [legCount] scratch
}

/**
 * Latest moment a parcel may be ready at every node and still be in time at a goal, over legs `first .. end`; results
 * in `scan.latestSec`, seconds, NONE where it is too late. O(end - first). The mirror image of `earliestReady`.
 */
export function latestReady(legs: Legs, scan: BackwardScan, first: number, end: number): void {
  const { from, to, departSec, readySec, through } = legs;
  const { open, latestSec, stay } = scan;
  stay.fill(0, first, end);
  let instantSec = UNREACHED; // second in which a leg that takes no time was passed
  for (let leg = end - 1; leg >= first; leg--) {
    if (open[leg] === 0) continue;
    const ready = readySec[leg];
    if (ready === departSec[leg]) instantSec = ready;
    if (stay[leg] === 0 && ready > latestSec[to[leg]]) continue;
    const before = through[leg];
    if (before >= first) stay[before] = 1;
    const tail = from[leg];
    const depart = departSec[leg];
    if (depart <= latestSec[tail]) continue;
    latestSec[tail] = depart;
    if (depart === instantSec) leg = endOfSecond(departSec, leg, end);
  }
}

/** Index of the first leg at or after `first` that departs at `sec` or later; `end` when none does. O(log legs). */
export function firstDeparture(departSec: Int32Array, sec: number, first: number, end: number): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (departSec[middle] < sec) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Legs of the way to `node` in travel order, after `earliestReady` over legs from `first` on; it begins at a source or
 * at `start`. It stays aboard where it can, so that it is unloaded as seldom as the earliest moment allows.
 */
export function legsTo(legs: Legs, scan: ForwardScan, first: number, node: number, start = NONE): number[] {
  const { from, departSec, through } = legs;
  const { readySec, via, aboard } = scan;
  const begins = (at: number): boolean => at === start || via[at] === NONE;
  const way: number[] = [];
  for (let at = node; !begins(at);) {
    let leg = via[at];
    way.push(leg);
    while (through[leg] >= first && aboard[through[leg]] === 1) {
      const tail = from[leg];
      if (begins(tail) && readySec[tail] <= departSec[leg]) break;
      leg = through[leg];
      way.push(leg);
    }
    at = from[leg];
  }
  return way.reverse();
}

function firstOfSecond(departSec: Int32Array, leg: number, first: number): number {
  let start = leg;
  while (start > first && departSec[start - 1] === departSec[leg]) start--;
  return start;
}

function endOfSecond(departSec: Int32Array, leg: number, end: number): number {
  let next = leg + 1;
  while (next < end && departSec[next] === departSec[leg]) next++;
  return next;
}
