import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatDate } from '../../base/civil-time.js';
import type { Fault } from '../../base/input-error.js';
import { NONE } from '../../base/none.js';
import { FaultList } from '../tables/fault-list.js';
import { openFeedFolder, type FeedFolder } from './feed-folder.js';
import { LUGGAGE_LITRES_PER_KG, readLuggage } from './luggage.js';
import { readWorkspace, SETTINGS_FILE } from '../read-workspace.js';
import { SHIPMENT_COLUMNS } from '../shipments/shipment-rows.js';
import { csvField } from '../shipments/shipments-writer.js';

const FEED_FOLDER = 'network';
const HORIZON_DAYS = 8;
/** Tables that are taken over as they are. */
const TABLES = [
  'agency.txt', 'feed_info.txt', 'stops.txt', 'routes.txt', 'trips.txt', 'stop_times.txt', 'calendar.txt',
  'calendar_dates.txt', 'frequencies.txt', 'vehicles.txt', 'facilities.txt', 'delivery.txt', 'pickup.txt', 'options.txt',
  'own_traffic.txt',
]; // prettier-ignore

export interface ImportOptions {
  readonly from: string; // a GTFS zip or folder
  readonly out: string; // workspace folder to write
  readonly luggageCsv?: string | undefined; // composition of trains, see luggage.ts
  readonly currency?: string | undefined; // of the workspace; INR when not given
}

/** What an import has made, as read back from the new workspace. */
export interface ImportSummary {
  readonly party: string;
  readonly start: string; // first service day, YYYY-MM-DD
  readonly days: number;
  readonly stops: number;
  readonly trips: number;
  readonly stopTimes: number;
  readonly departures: number; // of the horizon
  readonly tripsWithLuggage: number;
  readonly luggageKg: number; // of all trips together
  readonly warnings: readonly Fault[];
}

/**
 * Makes a workspace of one party from any published GTFS feed: the tables are taken over, trips get luggage capacities
 * where a table of them is given, settings start on the feed's first day of service, and shipments are an empty table to
 * fill. Throws an InputError with every fault when the feed is not usable.
 */
export async function importGtfs({ from, out, luggageCsv, currency = 'INR' }: ImportOptions): Promise<ImportSummary> {
  const faults = new FaultList();
  const folder = openFeedFolder(from, basename(from), faults);
  faults.warningsOrThrow();
  const feed = folder as FeedFolder;
  const { party, name, timezone } = readAgency(feed, faults);
  const start = firstServiceDay(feed, faults);
  const luggage = luggageCsv === undefined ? undefined : readLuggage(luggageCsv, basename(luggageCsv), faults);
  faults.warningsOrThrow();
  mkdirSync(join(out, FEED_FOLDER), { recursive: true });
  for (const table of TABLES) {
    const bytes = feed.bytes(table);
    if (bytes) writeFileSync(join(out, FEED_FOLDER, table), bytes);
  }
  const loaded = luggage ? writeLuggage(feed, join(out, FEED_FOLDER), luggage, faults) : [];
  const settings = [
    `name: ${JSON.stringify(name)}`,
    `timezone: ${timezone}`,
    `currency: ${currency}`,
    `start: ${start}`,
    `days: ${HORIZON_DAYS}`,
    'parties:',
    `  ${party}: { name: ${JSON.stringify(name)}, feed: ${FEED_FOLDER} }`,
    'shipments: shipments.csv',
    ...(luggage
      ? ['notes:', '  - Luggage capacities are rounded ratings by type of coach, not official figures.']
      : []),
  ];
  writeFileSync(join(out, SETTINGS_FILE), `${settings.join('\n')}\n`);
  writeFileSync(join(out, 'shipments.csv'), `${SHIPMENT_COLUMNS.join(',')}\n`);
  const { workspace, warnings } = await readWorkspace(out);
  const { facilities, trips, calls } = workspace.network;
  return {
    party,
    start,
    days: HORIZON_DAYS,
    stops: facilities.count,
    trips: trips.count,
    stopTimes: calls.count,
    departures: trips.runs.reduce((sum, runs) => sum + runs, 0),
    tripsWithLuggage: loaded.length,
    luggageKg: loaded.reduce((sum, kg) => sum + kg, 0),
    warnings,
  };
}

function readAgency(feed: FeedFolder, faults: FaultList): { party: string; name: string; timezone: string } {
  const table = feed.open('agency.txt', faults);
  if (!table) {
    const message = 'the feed has no agency.txt, which names its time zone';
    faults.add({ code: 'missing_file', file: `${feed.name}/agency.txt`, message });
    return { party: 'carrier', name: 'Carrier', timezone: 'UTC' };
  }
  const nameColumn = table.column('agency_name');
  const zone = table.column('agency_timezone', 'required');
  const found = table.next();
  const name = (found && table.text(nameColumn)) || 'Carrier';
  const timezone = (found && table.requiredText(zone)) || 'UTC';
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return { party: slug || 'carrier', name, timezone };
}

/** The first date on which calendar.txt or calendar_dates.txt lets anything run. */
function firstServiceDay(feed: FeedFolder, faults: FaultList): string {
  let first = Infinity;
  const calendar = feed.open('calendar.txt', faults);
  const start = calendar?.column('start_date') ?? NONE;
  while (calendar?.next()) first = Math.min(first, calendar.date(start) ?? Infinity);
  const dates = feed.open('calendar_dates.txt', faults);
  const date = dates?.column('date') ?? NONE;
  const type = dates?.column('exception_type') ?? NONE;
  while (dates?.next()) if (dates.text(type) === '1') first = Math.min(first, dates.date(date) ?? Infinity);
  if (first === Infinity) {
    const message = 'the feed has no day of service';
    faults.add({
      code: 'missing_file',
      file: `${feed.name}/calendar.txt`,
      message,
      allowed: 'calendar.txt or calendar_dates.txt',
    });
    return '2000-01-03';
  }
  return formatDate(first);
}

/** Rewrites trips.txt with a vehicle for each trip that has luggage room, and vehicles.txt; kg of those trips. */
function writeLuggage(
  feed: FeedFolder,
  dir: string,
  luggage: ReadonlyMap<string, number>,
  faults: FaultList,
): number[] {
  const table = feed.open('trips.txt', faults);
  if (!table) return [];
  const id = table.column('trip_id', 'required');
  const shortName = table.column('trip_short_name');
  const known = table.column('vehicle_id');
  const names = known === NONE ? [...table.names, 'vehicle_id'] : table.names;
  const lines = [names.map(csvField).join(',')];
  const loaded: number[] = [];
  while (table.next()) {
    const kg = luggage.get(table.text(id)) ?? luggage.get(table.text(shortName));
    if (kg !== undefined) loaded.push(kg);
    const vehicle = kg === undefined ? '' : vehicleId(kg);
    const row = table.names.map((_, column) => csvField(table.text(column)));
    if (known === NONE) row.push(vehicle);
    else if (vehicle !== '') row[known] = vehicle;
    lines.push(row.join(','));
  }
  writeFileSync(join(dir, 'trips.txt'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(dir, 'vehicles.txt'),
    vehiclesText(
      feed,
      [...new Set(loaded)].toSorted((a, b) => a - b),
      faults,
    ),
  );
  return loaded;
}

/** The feed's own vehicles, and one for each luggage capacity. */
function vehiclesText(feed: FeedFolder, capacitiesKg: readonly number[], faults: FaultList): string {
  const table = feed.open('vehicles.txt', faults);
  const names = [...(table?.names ?? [])];
  for (const name of ['vehicle_id', 'mode', 'capacity_kg', 'capacity_litres'])
    if (!names.includes(name)) names.push(name);
  const lines = [names.map(csvField).join(',')];
  while (table?.next()) lines.push(names.map((_, column) => csvField(table.text(column))).join(','));
  for (const kg of capacitiesKg) {
    const row: Record<string, string> = {
      vehicle_id: vehicleId(kg),
      mode: 'rail',
      capacity_kg: String(kg),
      capacity_litres: String(kg * LUGGAGE_LITRES_PER_KG),
    };
    lines.push(names.map((name) => row[name] ?? '').join(','));
  }
  return `${lines.join('\n')}\n`;
}

function vehicleId(kg: number): string {
  return `luggage-${kg}-kg`;
}
