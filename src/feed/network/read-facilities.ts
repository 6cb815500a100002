import { DAILY } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { FACILITY_KINDS, UNLIMITED } from '../../domain/network.js';
import { requiredTable, type FeedContext } from './feed-context.js';
import type { Column, Table } from '../tables/table.js';

const DEFAULT_KIND = FACILITY_KINDS.indexOf('hub');

/** Reads stops.txt and facilities.txt: a facility for every stop or station that vehicles or people use. */
export function readFacilities(context: FeedContext): void {
  readStops(context);
  const table = context.folder.open('facilities.txt', context.faults);
  if (table) readFacilityRows(context, table);
}

function readStops(context: FeedContext): void {
  const table = requiredTable(context, 'stops.txt');
  if (!table) return;
  const { facilities } = context.network;
  const id = table.column('stop_id', 'required');
  const name = table.column('stop_name');
  const lat = table.column('stop_lat');
  const lon = table.column('stop_lon');
  const type = table.column('location_type');
  while (table.next()) {
    // Entrances, nodes within a station and boarding areas are not places a vehicle calls at.
    if (table.number(type, 0, { max: 4, whole: true }) > 1) continue;
    const facility = facilities.id.length;
    if (!context.stops.define(table, id, facility)) continue;
    const position = readPosition(table, lat, lon);
    facilities.id.push(table.text(id));
    facilities.name.push(table.text(name) || table.text(id));
    facilities.party.push(context.party);
    facilities.kind.push(DEFAULT_KIND);
    facilities.lon.push(position.lon);
    facilities.lat.push(position.lat);
    facilities.postalCode.push(NONE);
    facilities.sortSec.push(0);
    facilities.parcelsPerHour.push(UNLIMITED);
    facilities.handlingCost.push(0);
    facilities.opensSec.push(0);
    facilities.closesSec.push(0);
    facilities.days.push(DAILY);
  }
}

/** Degrees, or NaN where the table has none that can be used: such stops are placed by their neighbours later. */
function readPosition(table: Table, latColumn: Column, lonColumn: Column): { lon: number; lat: number } {
  const nowhere = { lon: Number.NaN, lat: Number.NaN };
  const swapped = 'Latitude and longitude may be swapped.';
  const lat = table.number(latColumn, Number.NaN, { min: -90, max: 90, suggestion: swapped });
  const lon = table.number(lonColumn, Number.NaN, { min: -180, max: 180, suggestion: swapped });
  const given = !table.isEmpty(latColumn) && !table.isEmpty(lonColumn);
  if (given && (Number.isNaN(lat) || Number.isNaN(lon))) return nowhere;
  if (!Number.isNaN(lat) && !Number.isNaN(lon) && (lat !== 0 || lon !== 0)) return { lon, lat };
  table.fault(latColumn, {
    code: 'no_position',
    severity: 'warning',
    message: 'the stop has no position; it is placed between its neighbours on the timetable',
    allowed: 'degrees other than 0, 0',
  });
  return nowhere;
}

function readFacilityRows(context: FeedContext, table: Table): void {
  const { facilities } = context.network;
  const stop = table.column('stop_id', 'required');
  const kind = table.column('kind');
  const pin = table.column('pin');
  const sort = table.column('sort_minutes');
  const perHour = table.column('parcels_per_hour');
  const cost = table.column('cost_per_parcel');
  const opens = table.column('opens');
  const closes = table.column('closes');
  const days = table.column('days');
  table.warnUnknownColumns();
  const seen = new Set<number>();
  while (table.next()) {
    const facility = context.stops.resolve(table, stop);
    if (facility === NONE) continue;
    if (seen.has(facility)) {
      table.fault(stop, { code: 'duplicate_id', message: 'the facility is given twice' });
      continue;
    }
    seen.add(facility);
    facilities.kind[facility] = table.oneOf(kind, FACILITY_KINDS, DEFAULT_KIND);
    facilities.postalCode[facility] = context.network.postalCode(table.text(pin));
    const suggestion = 'The column is in minutes.';
    facilities.sortSec[facility] = Math.round(60 * table.number(sort, 0, { max: 7 * 1440, suggestion }));
    facilities.parcelsPerHour[facility] = limit(table, perHour);
    facilities.handlingCost[facility] = table.money(cost, 0, context.minorPerMajor);
    facilities.opensSec[facility] = table.clock(opens, 0);
    facilities.closesSec[facility] = readCloses(table, closes, facilities.opensSec[facility]);
    facilities.days[facility] = table.days(days, DAILY);
  }
}

function readCloses(table: Table, column: Column, opensSec: number): number {
  const closesSec = table.clock(column, opensSec);
  if (closesSec >= opensSec) return closesSec;
  const message = 'closes before it opens';
  const suggestion = 'A facility that closes after midnight closes past 24:00, for example 26:00.';
  table.fault(column, { code: 'window_empty', message, suggestion });
  return opensSec;
}

/** A capacity: UNLIMITED when not given, and a warning when it lets nothing through. */
export function limit(table: Table, column: Column): number {
  const value = table.number(column, UNLIMITED);
  if (value === 0) {
    const message = 'lets nothing through';
    const suggestion = 'Leave the field empty for no limit.';
    table.fault(column, { code: 'zero_capacity', severity: 'warning', message, suggestion });
  }
  return value;
}
