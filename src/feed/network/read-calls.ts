import { NONE } from '../../base/none.js';
import { MODES } from '../../domain/network.js';
import { requiredTable, type FeedContext } from './feed-context.js';
import { interpolateTimes, reportBackwards } from './call-times.js';
import { distanceFactor, routeKm } from './route-km.js';
import type { TripDraft } from './read-trips.js';
import type { StopTimes } from './stop-times.js';

/** Kilometres on the ground for each great-circle kilometre, by mode; the last for a trip without a vehicle. */
const DETOUR: Record<(typeof MODES)[number] | 'unknown', number> = {
  road: 1.3,
  rail: 1.2,
  air: 1,
  water: 1.2,
  unknown: 1.3,
};

/** Reads stop_times.txt; rows with a fault in their trip or stop are left out. */
export function readStopTimes(context: FeedContext, drafts: readonly TripDraft[]): StopTimes {
  const columns = readRows(context);
  const { trip, sequence, line } = columns;
  const file = `${context.folder.name}/stop_times.txt`;
  const firstRow = new Uint32Array(drafts.length + 1);
  for (const draft of trip) firstRow[draft + 1] = firstRow[draft + 1] + 1;
  for (let draft = 0; draft < drafts.length; draft++) {
    firstRow[draft + 1] = firstRow[draft + 1] + firstRow[draft];
  }
  const next = firstRow.slice();
  const order = new Uint32Array(trip.length);
  trip.forEach((draft, row) => {
    const at = next[draft];
    order[at] = row;
    next[draft] = at + 1;
  });
  for (let draft = 0; draft < drafts.length; draft++) {
    const rows = order.subarray(firstRow[draft], firstRow[draft + 1]);
    if (!ascends(rows, sequence)) rows.sort((a, b) => sequence[a] - sequence[b]);
    for (let at = 1; at < rows.length; at++) {
      const [row, before] = [rows[at], rows[at - 1]];
      if (sequence[row] !== sequence[before]) continue;
      context.faults.add({
        code: 'duplicate_id',
        file,
        line: line[row],
        column: 'stop_sequence',
        value: String(sequence[row]),
        message: `the trip has this sequence on line ${line[before]} already`,
      });
    }
  }
  return { ...columns, order, firstRow };
}

function ascends(rows: Uint32Array, sequence: readonly number[]): boolean {
  for (let at = 1; at < rows.length; at++) {
    if (sequence[rows[at]] < sequence[rows[at - 1]]) return false;
  }
  return true;
}

function readRows(context: FeedContext): Omit<StopTimes, 'order' | 'firstRow'> {
  const rows = {
    trip: [] as number[],
    sequence: [] as number[],
    facility: [] as number[],
    arriveSec: [] as number[],
    departSec: [] as number[],
    distance: [] as number[],
    line: [] as number[],
  };
  const table = requiredTable(context, 'stop_times.txt');
  if (!table) return rows;
  const trip = table.column('trip_id', 'required');
  const stop = table.column('stop_id', 'required');
  const sequence = table.column('stop_sequence', 'required');
  const arrival = table.column('arrival_time', 'required');
  const departure = table.column('departure_time', 'required');
  const distance = table.column('shape_dist_traveled');
  while (table.next()) {
    const draft = context.trips.resolve(table, trip);
    const facility = context.stops.resolve(table, stop);
    if (table.isEmpty(sequence)) table.requiredText(sequence);
    const position = table.number(sequence, 0, { whole: true });
    const arriveSec = table.clock(arrival, NONE);
    const departSec = table.clock(departure, NONE);
    if (draft === NONE || facility === NONE) continue;
    rows.trip.push(draft);
    rows.sequence.push(position);
    rows.facility.push(facility);
    rows.arriveSec.push(arriveSec === NONE ? departSec : arriveSec);
    rows.departSec.push(departSec === NONE ? arriveSec : departSec);
    rows.distance.push(table.number(distance, Number.NaN));
    rows.line.push(table.line);
  }
  return rows;
}

/**
 * Appends the calls of the drafts to the network, each draft as one trip. Missing times are interpolated, times that
 * go back are faults, kilometres come from the feed's distances or from the map.
 */
export function appendTrips(context: FeedContext, drafts: readonly TripDraft[], rows: StopTimes): void {
  const { network, calendar } = context;
  const { facilities, trips, calls, vehicles } = network;
  placeStops(context, rows);
  const factor = distanceFactor(context, rows, drafts.length);
  const file = `${context.folder.name}/stop_times.txt`;
  const idle = new Uint8Array(calendar.dayCount);
  drafts.forEach((draft, index) => {
    const order = rows.order.subarray(rows.firstRow[index], rows.firstRow[index + 1]);
    const mode = draft.vehicle === NONE ? 'unknown' : (MODES[vehicles.mode[draft.vehicle]] ?? 'unknown');
    const km = routeKm({ order, rows, factor, detour: DETOUR[mode], facilities });
    const times = interpolateTimes(rows, order, km);
    if (order.length < 2) reportShort(context, draft, order.length);
    else if (!times) reportEnds(context, rows, order, file);
    else reportBackwards(context.faults, file, rows, order, times);
    trips.id.push(draft.id);
    trips.name.push(draft.name);
    trips.party.push(context.party);
    trips.vehicle.push(draft.vehicle);
    trips.refuses.push(draft.refuses);
    trips.firstCall.push(calls.facility.length);
    for (const runs of draft.runs && times ? draft.runs : idle) trips.runs.push(runs);
    order.forEach((row, at) => {
      calls.facility.push(rows.facility[row]);
      calls.arriveSec.push(times ? times.arriveSec[at] : 0);
      calls.departSec.push(times ? times.departSec[at] : 0);
      calls.km.push(km[at]);
    });
  });
}

function reportShort(context: FeedContext, draft: TripDraft, calls: number): void {
  context.faults.add({
    code: 'short_trip',
    severity: 'warning',
    file: `${context.folder.name}/trips.txt`,
    line: draft.line,
    column: 'trip_id',
    value: draft.id,
    message: calls === 0 ? 'the trip has no stop times' : 'the trip has a single stop time',
    allowed: 'at least two rows in stop_times.txt',
  });
}

function reportEnds(context: FeedContext, rows: StopTimes, order: Uint32Array, file: string): void {
  const first = order[0];
  const row = rows.departSec[first] === NONE ? first : (order.at(-1) as number);
  context.faults.add({
    code: 'missing_time',
    file,
    line: rows.line[row],
    column: row === first ? 'departure_time' : 'arrival_time',
    message: 'the first and the last stop of a trip need a time',
    allowed: 'HH:MM:SS; times between may be empty and are interpolated',
  });
}

/** Gives stops without a position the mean of the stops before and after them on trips, or of the whole feed. */
function placeStops(context: FeedContext, rows: StopTimes): void {
  const { facilities } = context.network;
  const missing = new Map<number, { lon: number; lat: number; count: number }>();
  const all = { lon: 0, lat: 0, count: 0 };
  for (let facility = 0; facility < facilities.id.length; facility++) {
    if (facilities.party[facility] !== context.party) continue;
    if (Number.isNaN(facilities.lat[facility])) missing.set(facility, { lon: 0, lat: 0, count: 0 });
    else addPosition(all, facilities.lon[facility], facilities.lat[facility]);
  }
  if (missing.size === 0) return;
  for (let at = 0; at < rows.order.length; at++) {
    const row = rows.order[at];
    const sum = missing.get(rows.facility[row]);
    if (!sum) continue;
    for (const beside of [rows.order[at - 1], rows.order[at + 1]]) {
      if (beside === undefined || rows.trip[beside] !== rows.trip[row]) continue;
      const facility = rows.facility[beside];
      if (!Number.isNaN(facilities.lat[facility])) {
        addPosition(sum, facilities.lon[facility], facilities.lat[facility]);
      }
    }
  }
  for (const [facility, sum] of missing) {
    const { lon, lat, count } = sum.count > 0 ? sum : all;
    facilities.lon[facility] = count > 0 ? lon / count : 0;
    facilities.lat[facility] = count > 0 ? lat / count : 0;
  }
}

function addPosition(sum: { lon: number; lat: number; count: number }, lon: number, lat: number): void {
  sum.lon += lon;
  sum.lat += lat;
  sum.count++;
}
