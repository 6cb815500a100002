import { parseDate } from '../../base/civil-time.js';
import type { FeedContext } from './feed-context.js';
import { References } from './feed-context.js';
import { expandFrequencies } from './frequencies.js';
import { appendTrips, readStopTimes } from './read-calls.js';
import type { StopTimes } from './stop-times.js';
import { readCancellations } from './read-cancellations.js';
import { readFacilities } from './read-facilities.js';
import { readFreight, type TripLookup } from './read-freight.js';
import { readServices } from './read-services.js';
import { readTrips, readVehicles } from './read-trips.js';
import { NONE } from '../../base/none.js';

/** Reads one party's GTFS feed with its freight tables and appends it to the network; faults are collected. */
export function readFeed(shared: Omit<FeedContext, 'stops' | 'vehicles' | 'trips'>): void {
  const context: FeedContext = {
    ...shared,
    stops: new References('stop', 'stops.txt'),
    vehicles: new References('vehicle', 'vehicles.txt'),
    trips: new References('trip', 'trips.txt'),
  };
  checkAgency(context);
  readFacilities(context);
  readVehicles(context);
  const drafts = readTrips(context, readServices(context));
  const rows = readStopTimes(context, drafts);
  const firstTrip = context.network.trips.id.length;
  appendTrips(context, drafts, rows);
  const copies = expandFrequencies(context, firstTrip);
  const lookup = tripLookup(rows, firstTrip, copies);
  readFreight(context, lookup);
  readCancellations(context, lookup);
  checkService(context, firstTrip);
}

function tripLookup(rows: StopTimes, firstTrip: number, copies: ReadonlyMap<number, readonly number[]>): TripLookup {
  return {
    tripsOf: (draft) => copies.get(firstTrip + draft) ?? [firstTrip + draft],
    callCount: (draft) => rows.firstRow[draft + 1] - rows.firstRow[draft],
    callOf: (draft, sequence) => {
      const order = rows.order.subarray(rows.firstRow[draft], rows.firstRow[draft + 1]);
      const at = order.findIndex((row) => rows.sequence[row] === sequence);
      return at < 0 ? NONE : at;
    },
  };
}

function checkAgency(context: FeedContext): void {
  const table = context.folder.open('agency.txt', context.faults);
  if (!table) return;
  const zone = table.column('agency_timezone');
  const { timezone } = context.calendar;
  while (table.next()) {
    const text = table.text(zone);
    if (text === '' || sameClock(text, timezone)) continue;
    const message = 'the agency has another time zone; its times are read as local to the workspace';
    table.fault(zone, { code: 'timezone_differs', severity: 'warning', message, allowed: timezone });
  }
}

/** True when two zone names show the same wall clock in winter and summer (Asia/Calcutta is Asia/Kolkata). */
function sameClock(a: string, b: string): boolean {
  const clock = (zone: string) =>
    ['2026-01-15', '2026-07-15'].map((date) => {
      const ms = (parseDate(date) as number) * 86_400_000;
      return new Date(ms).toLocaleString('en', { timeZone: zone });
    });
  try {
    return clock(a).join() === clock(b).join();
  } catch {
    return false;
  }
}

function checkService(context: FeedContext, firstTrip: number): void {
  const { runs } = context.network.trips;
  const { dayCount } = context.calendar;
  for (let cell = firstTrip * dayCount; cell < runs.length; cell++) if (runs[cell] === 1) return;
  context.faults.add({
    code: 'no_service',
    severity: 'warning',
    file: `${context.folder.name}/calendar.txt`,
    message: 'no trip runs on any day of the horizon',
    suggestion: 'Compare start and days of interline.yaml with the dates of the feed.',
  });
}
