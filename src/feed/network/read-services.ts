import { weekdayBit } from '../../base/civil-time.js';
import { ByteDictionary } from '../tables/byte-dictionary.js';
import type { FeedContext } from './feed-context.js';
import type { Table } from '../tables/table.js';

const WEEKDAY_COLUMNS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Service calendars of a feed over the days of the horizon. */
export interface Services {
  readonly ids: ByteDictionary;
  /** By index of `ids`: [dayCount] 1 on the days of the horizon on which the service runs. */
  readonly runs: readonly Uint8Array[];
}

/** Reads calendar.txt and calendar_dates.txt; at least one of them must be there. */
export function readServices(context: FeedContext): Services {
  const ids = new ByteDictionary();
  const runs: Uint8Array[] = [];
  const calendar = context.folder.open('calendar.txt', context.faults);
  const dates = context.folder.open('calendar_dates.txt', context.faults);
  if (calendar) readCalendarRows(context, calendar, ids, runs);
  if (dates) readExceptions(context, dates, ids, runs);
  if (!calendar && !dates) {
    const message = 'the feed has neither calendar.txt nor calendar_dates.txt';
    context.faults.add({ code: 'missing_file', file: `${context.folder.name}/calendar.txt`, message });
  }
  return { ids, runs };
}

function readCalendarRows(context: FeedContext, table: Table, ids: ByteDictionary, runs: Uint8Array[]): void {
  const { firstDay, dayCount } = context.calendar;
  const id = table.column('service_id', 'required');
  const weekdays = WEEKDAY_COLUMNS.map((name) => table.column(name, 'required'));
  const start = table.column('start_date', 'required');
  const end = table.column('end_date', 'required');
  while (table.next()) {
    const service = table.requiredText(id);
    if (service === '') continue;
    if (ids.addText(service) < runs.length) {
      table.fault(id, { code: 'duplicate_id', message: 'the service is given twice; the first one counts' });
      continue;
    }
    const from = table.date(start);
    const until = table.date(end);
    if (from !== undefined && until !== undefined && until < from) {
      table.fault(end, { code: 'bad_date', message: 'the service ends before it starts' });
    }
    let mask = 0;
    weekdays.forEach((column, day) => (mask |= table.number(column, 0, { max: 1, whole: true }) << day));
    runs.push(
      Uint8Array.from({ length: dayCount }, (_, day) => {
        const date = firstDay + day;
        const inside = date >= (from ?? Infinity) && date <= (until ?? -Infinity);
        return inside && (mask & weekdayBit(date)) !== 0 ? 1 : 0;
      }),
    );
  }
}

function readExceptions(context: FeedContext, table: Table, ids: ByteDictionary, runs: Uint8Array[]): void {
  const { firstDay, dayCount } = context.calendar;
  const id = table.column('service_id', 'required');
  const date = table.column('date', 'required');
  const type = table.column('exception_type', 'required');
  while (table.next()) {
    const name = table.requiredText(id);
    const day = table.date(date);
    const exception = table.number(type, 0, { min: 1, max: 2, whole: true });
    if (name === '' || day === undefined || exception === 0) continue;
    // A service may consist of nothing but exceptions.
    const service = ids.addText(name);
    if (service === runs.length) runs.push(new Uint8Array(dayCount));
    if (day >= firstDay && day < firstDay + dayCount) runs[service][day - firstDay] = 2 - exception;
  }
}
