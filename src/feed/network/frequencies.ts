import { formatClock } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { FeedContext } from './feed-context.js';
import type { Table } from '../tables/table.js';

/** More departures a day of one trip than this are taken for a mistake in the headway. */
const DEPARTURES_MAX = 1500;

/**
 * Reads frequencies.txt: a trip that repeats becomes one trip for each of its departures, named `TRIP~HH:MM`, and does
 * not run itself. Returns the copies of each such trip.
 */
export function expandFrequencies(context: FeedContext, firstTrip: number): Map<number, number[]> {
  const copies = new Map<number, number[]>();
  const table = context.folder.open('frequencies.txt', context.faults);
  if (!table) return copies;
  const trip = table.column('trip_id', 'required');
  const start = table.column('start_time', 'required');
  const end = table.column('end_time', 'required');
  const headway = table.column('headway_secs', 'required');
  while (table.next()) {
    const draft = context.trips.resolve(table, trip);
    const startSec = table.clock(start, 0);
    const endSec = table.clock(end, 0);
    const everySec = table.number(headway, 0, { min: 1, whole: true });
    if (draft === NONE || everySec === 0) continue;
    const template = firstTrip + draft;
    const list = copies.get(template) ?? [];
    copies.set(template, list);
    const departures = Math.ceil((endSec - startSec) / everySec);
    if (departures > DEPARTURES_MAX || list.length + departures > DEPARTURES_MAX) {
      reportMany(table, headway);
      continue;
    }
    for (let sec = startSec; sec < endSec; sec += everySec) list.push(copyTrip(context, template, sec));
  }
  for (const template of copies.keys()) stop(context, template);
  return copies;
}

function reportMany(table: Table, column: number): void {
  const message = `makes more than ${DEPARTURES_MAX} departures a day of one trip`;
  table.fault(column, { code: 'out_of_range', message, suggestion: 'The headway is in seconds.' });
}

/** A copy of a trip that leaves its first stop at `startSec`. */
function copyTrip(context: FeedContext, template: number, startSec: number): number {
  const { trips, calls } = context.network;
  const { dayCount } = context.calendar;
  const copy = trips.id.length;
  const first = trips.firstCall[template];
  const end = trips.firstCall[template + 1] ?? calls.facility.length;
  const shiftSec = startSec - (first < end ? calls.departSec[first] : 0);
  trips.id.push(`${trips.id[template]}~${formatClock(startSec)}`);
  trips.name.push(trips.name[template]);
  trips.party.push(context.party);
  trips.vehicle.push(trips.vehicle[template]);
  trips.refuses.push(trips.refuses[template]);
  trips.firstCall.push(calls.facility.length);
  for (let day = 0; day < dayCount; day++) trips.runs.push(trips.runs[template * dayCount + day]);
  for (let call = first; call < end; call++) {
    calls.facility.push(calls.facility[call]);
    calls.arriveSec.push(calls.arriveSec[call] + shiftSec);
    calls.departSec.push(calls.departSec[call] + shiftSec);
    calls.km.push(calls.km[call]);
  }
  return copy;
}

function stop(context: FeedContext, template: number): void {
  const { dayCount } = context.calendar;
  context.network.trips.runs.fill(0, template * dayCount, (template + 1) * dayCount);
}
