import { NONE } from '../../base/none.js';
import type { FaultList } from '../tables/fault-list.js';
import type { StopTimes } from './stop-times.js';

const DAY_SEC = 86_400;

/** Times of a trip's calls, in travel order. */
export interface CallTimes {
  readonly arriveSec: Int32Array;
  readonly departSec: Int32Array;
}

/**
 * Times of all calls of a trip; those between two known ones in proportion to the kilometres, or to the position where
 * no kilometres are known. Undefined when the first or the last call has no time.
 */
export function interpolateTimes(rows: StopTimes, order: Uint32Array, km: Float64Array): CallTimes | undefined {
  const arriveSec = Int32Array.from(order, (row) => rows.arriveSec[row]);
  const departSec = Int32Array.from(order, (row) => rows.departSec[row]);
  const last = order.length - 1;
  if (departSec[0] === NONE || arriveSec[last] === NONE) return undefined;
  for (let at = 1; at < last; at++) {
    if (arriveSec[at] !== NONE) continue;
    let until = at;
    while (arriveSec[until] === NONE) until++;
    const before = at - 1;
    const [startSec, endSec] = [departSec[before], arriveSec[until]];
    const [startKm, endKm] = [km[before], km[until]];
    for (; at < until; at++) {
      const share = endKm > startKm ? (km[at] - startKm) / (endKm - startKm) : (at - before) / (until - before);
      const sec = Math.round(startSec + share * (endSec - startSec));
      arriveSec[at] = sec;
      departSec[at] = sec;
    }
  }
  return { arriveSec, departSec };
}

/** Adds a fault for the first time of a trip that lies before the one in front of it. */
export function reportBackwards(
  faults: FaultList,
  file: string,
  rows: StopTimes,
  order: Uint32Array,
  { arriveSec, departSec }: CallTimes,
): void {
  for (let at = 0; at < order.length; at++) {
    const arrive = arriveSec[at];
    const depart = departSec[at];
    const before = at === 0 ? arrive : departSec[at - 1];
    if (arrive >= before && depart >= arrive) continue;
    const late = arrive < before ? before - arrive : arrive - depart;
    const column = arrive < before ? 'arrival_time' : 'departure_time';
    faults.add({
      code: 'time_goes_back',
      file,
      line: rows.line[order[at]],
      column,
      value: clockText(arrive < before ? arrive : depart),
      message: arrive < before ? 'arrives before it has left the stop before' : 'departs before it has arrived',
      allowed: `${clockText(arrive < before ? before : arrive)} or later`,
      suggestion: late < DAY_SEC && late > DAY_SEC / 2 ? 'After midnight, times go on past 24:00.' : undefined,
    });
    return;
  }
}

function clockText(sec: number): string {
  const parts = [Math.floor(sec / 3600), Math.floor(sec / 60) % 60, sec % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
