import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DraftTrip, type FeedDraft, gtfsTime } from './feed-draft.js';
import { dayAfter, START } from './terms.js';
import type { Vehicle } from './vehicles.js';

/** GTFS route types by mode. */
const ROUTE_TYPE = { road: 3, rail: 2, air: 1100 } as const;

/** Own mail is as light for its room as what the vehicles are built for, a little lighter. */
const OWN_LITRES_PER_KG = 5;

const LOCAL_KINDS: ReadonlySet<string> = new Set(['FEED', 'GDS', 'DSRUN']);
const KIND_NAMES: Readonly<Record<string, string>> = {
  ROAD: 'mail lorry',
  RAIL: 'mail train',
  AIR: 'night flight',
  FEED: 'feeder',
  GDS: 'branch office run',
  SHUTTLE: 'shuttle',
  TRUCK: 'linehaul lorry',
  TRAIN: 'parcel train',
  DSRUN: 'station run',
};
const PLACE_SUFFIX = / (mail hub|fulfilment centre \d+ \(synthetic\)|sort centre \d+ \(synthetic\))$/;

type Cell = string | number;

/** Writes a draft as a GTFS folder with freight tables. Same draft, same bytes. */
export function writeFeed(dir: string, draft: FeedDraft, start = START): void {
  mkdirSync(dir, { recursive: true });
  const write = (name: string, header: string, rows: Iterable<readonly Cell[]>) =>
    writeFileSync(join(dir, name), tableText(header, rows));
  const idOf = (facility: number) => draft.facilities[facility]?.id;
  write('agency.txt', 'agency_name,agency_url,agency_timezone', [
    [draft.agency, 'https://example.org', 'Asia/Kolkata'],
  ]);
  write('feed_info.txt', 'feed_publisher_name,feed_publisher_url,feed_lang', [
    [`${draft.agency}: generated example, no real timetable`, 'https://example.org', 'en'],
  ]);
  const valid = [-22, 69].map((days) => dayAfter(start, days).replaceAll('-', ''));
  write('calendar.txt', 'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date', [
    ['daily', 1, 1, 1, 1, 1, 1, 1, ...valid],
    ['workdays', 1, 1, 1, 1, 1, 1, 0, ...valid],
  ]);
  write(
    'stops.txt',
    'stop_id,stop_name,stop_lat,stop_lon',
    rowsOf(draft.facilities, ({ id, name, lat, lon }) => [id, name, lat.toFixed(5), lon.toFixed(5)]),
  );
  write(
    'facilities.txt',
    'stop_id,kind,pin,sort_minutes,parcels_per_hour,cost_per_parcel',
    rowsOf(draft.facilities, (facility) => [
      facility.id,
      facility.kind,
      facility.pin,
      facility.sortMinutes,
      facility.parcelsPerHour === 0 ? '' : facility.parcelsPerHour,
      facility.handlingCost,
    ]),
  );
  writeTrips(write, draft, idOf);
  write(
    'delivery.txt',
    'stop_id,pin,days,load_by,deliver_by,extra_days,parcels_per_day,cost_per_parcel,weight_kg_max,cod',
    rowsOf(draft.deliveries, (row) => [
      idOf(row.facility),
      row.pin,
      row.workdaysOnly ? 'Mon-Sat' : 'daily',
      gtfsTime(row.loadBySec),
      gtfsTime(row.deliverBySec),
      row.extraDays,
      row.parcelsPerDay,
      row.cost,
      row.weightKgMax,
      row.cod ? 1 : 0,
    ]),
  );
  write(
    'pickup.txt',
    'stop_id,pin,days,accept_by',
    rowsOf(draft.pickups, (row) => [idOf(row.facility), row.pin, 'Mon-Sat', gtfsTime(row.acceptBySec)]),
  );
}

type WriteTable = (name: string, header: string, rows: Iterable<readonly Cell[]>) => void;

function writeTrips(write: WriteTable, draft: FeedDraft, idOf: (facility: number) => string): void {
  const routes = new Map(draft.trips.map((trip) => [routeId(trip), trip]));
  write(
    'routes.txt',
    'route_id,route_short_name,route_long_name,route_type',
    [...routes].map(([id, trip]) => [id, '', routeName(draft, trip), ROUTE_TYPE[trip.mode]]),
  );
  write(
    'trips.txt',
    'route_id,service_id,trip_id,vehicle_id,handling',
    rowsOf(draft.trips, (trip) => [
      routeId(trip),
      trip.workdaysOnly ? 'workdays' : 'daily',
      trip.id,
      trip.vehicle?.id ?? '',
      trip.mode === 'air' ? 'lithium dangerous' : '',
    ]),
  );
  write('stop_times.txt', 'trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled', callRows());
  const vehicles = new Map<string, Vehicle>();
  for (const { vehicle } of draft.trips) if (vehicle) vehicles.set(vehicle.id, vehicle);
  write(
    'vehicles.txt',
    'vehicle_id,mode,capacity_kg,capacity_litres,cost_per_run,cost_per_km,cost_per_kg_km,co2_g_per_tonne_km',
    [...vehicles.values()].map((vehicle) => [
      vehicle.id,
      vehicle.mode,
      vehicle.capacityKg,
      vehicle.capacityKg * vehicle.litresPerKg,
      vehicle.costPerRun,
      vehicle.costPerKm,
      vehicle.costPerKgKm,
      vehicle.co2GPerTonneKm,
    ]),
  );
  write('own_traffic.txt', 'trip_id,stop_sequence,days,kg,litres', ownRows());

  function* callRows(): Generator<readonly Cell[]> {
    for (const trip of draft.trips) {
      for (let call = 0; call < trip.calls.length; call++) {
        const { facility, arriveSec, departSec, km } = trip.calls[call];
        yield [trip.id, gtfsTime(arriveSec), gtfsTime(departSec), idOf(facility), call + 1, km];
      }
    }
  }
  function* ownRows(): Generator<readonly Cell[]> {
    for (const trip of draft.trips) {
      for (let call = 0; call < trip.ownKg.length; call++) {
        const kg = trip.ownKg[call];
        if (kg > 0) yield [trip.id, call + 1, 'daily', kg, kg * OWN_LITRES_PER_KG];
      }
    }
  }
}

/** Local runs share a route by kind; a linehaul service and its later runs of the day are one of their own. */
function routeId(trip: DraftTrip): string {
  const [kind, ...rest] = trip.id.split('-') as [string, ...string[]];
  if (LOCAL_KINDS.has(kind)) return kind;
  return [kind, ...(rest.length > 2 ? rest.slice(0, 2) : rest)].join('-');
}

/** `Delhi to Guwahati night flight`, `Delhi shuttle` within a city, `Delhi round night flight`, or the kind alone for local runs. */
function routeName(draft: FeedDraft, trip: DraftTrip): string {
  const kind = trip.id.slice(0, trip.id.indexOf('-'));
  const name = KIND_NAMES[kind] ?? kind;
  if (LOCAL_KINDS.has(kind)) return name;
  const places = trip.calls.map((call) => draft.facilities[call.facility]?.name.replace(PLACE_SUFFIX, ''));
  const [from, to] = [places[0], places.at(-1)];
  if (from !== to) return `${from} to ${to} ${name}`;
  return places.every((place) => place === from) ? `${from} ${name}` : `${from} round ${name}`;
}

function* rowsOf<T>(items: readonly T[], cells: (item: T) => readonly Cell[]): Generator<readonly Cell[]> {
  for (const item of items) yield cells(item);
}

export function tableText(header: string, rows: Iterable<readonly Cell[]>): string {
  const lines = [header];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\n')}\n`;
}

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
