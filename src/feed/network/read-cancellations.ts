import { NONE } from '../../base/none.js';
import type { FeedContext } from './feed-context.js';
import type { TripLookup } from './read-freight.js';

/**
 * Reads cancelled.txt: departures that do not run although their service does, `trip_id` and `date` of each. GTFS can
 * only cancel whole services on a day (calendar_dates.txt).
 */
export function readCancellations(context: FeedContext, lookup: TripLookup): void {
  const table = context.folder.open('cancelled.txt', context.faults);
  if (!table) return;
  const { firstDay, dayCount } = context.calendar;
  const { runs } = context.network.trips;
  const trip = table.column('trip_id', 'required');
  const date = table.column('date', 'required');
  table.warnUnknownColumns();
  while (table.next()) {
    const draft = context.trips.resolve(table, trip);
    if (table.isEmpty(date)) table.requiredText(date);
    const day = table.date(date);
    if (draft === NONE || day === undefined || day < firstDay || day >= firstDay + dayCount) continue;
    for (const index of lookup.tripsOf(draft)) {
      if (runs[index * dayCount + day - firstDay] === 1) {
        runs[index * dayCount + day - firstDay] = 0;
        continue;
      }
      const message = 'the trip does not run on that day, so there is nothing to cancel';
      table.fault(date, { code: 'no_service', severity: 'warning', message });
    }
  }
}
