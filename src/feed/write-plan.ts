import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDate } from '../base/civil-time.js';
import { UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { openDuckDb, sqlList, sqlText, TableAppender, type DuckDbSession } from './duckdb-session.js';
import { RouteText } from './route-text.js';
import { csvField } from './shipments-writer.js';

/** Names of the files of a plan folder. */
export const PLAN_FILES = {
  summary: 'summary.json',
  routes: 'routes.parquet',
  loads: 'loads.parquet',
  openedRuns: 'opened_runs.csv',
} as const;

/** Loads of the departures' legs, by row; capacities may be UNLIMITED. Grams and millilitres. */
export interface LegLoadColumns {
  readonly count: number;
  readonly trip: Uint32Array;
  readonly day: Uint16Array; // service day of the horizon
  readonly call: Uint16Array; // position in the trip of the call where the leg starts
  readonly capacityG: Float64Array;
  readonly capacityMl: Float64Array;
  readonly ownG: Float64Array; // the carrier's own traffic
  readonly ownMl: Float64Array;
  readonly usedG: Float64Array; // own traffic and all planned parcels
  readonly usedMl: Float64Array;
  readonly blockG: Float64Array; // allotted to partners
  readonly blockMl: Float64Array;
  readonly partnerG: Float64Array; // used by partners
  readonly partnerMl: Float64Array;
  readonly parcels: Uint32Array; // planned parcels aboard
}

/** What a plan folder is written from. `summary` is written as it is. */
export interface PlanOutput {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  readonly summary: object;
  readonly loads: { readonly legs: LegLoadColumns };
}

/** Writes a plan folder, made when it does not exist; files of an earlier plan are replaced. */
export async function writePlan(dir: string, output: PlanOutput): Promise<void> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, PLAN_FILES.summary), `${JSON.stringify(output.summary, null, 2)}\n`);
  writeFileSync(join(dir, PLAN_FILES.openedRuns), openedRunsText(output));
  await writeRoutes(join(dir, PLAN_FILES.routes), output);
  await writeLoads(join(dir, PLAN_FILES.loads), output);
}

function openedRunsText({ workspace, plan }: PlanOutput): string {
  const { network, parties, calendar } = workspace;
  const lines = plan.openedRuns.map(({ option, day, runs }) => {
    const trip = network.options.trip[option];
    const party = parties[network.trips.party[trip]]?.id ?? '';
    const id = csvField(network.trips.id[trip]);
    return `${option},${csvField(party)},${id},${formatDate(calendar.firstDay + day)},${runs}\n`;
  });
  return `option,party,trip_id,date,runs\n${lines.join('')}`;
}

async function writeRoutes(file: string, output: PlanOutput): Promise<void> {
  const { workspace, shipments, plan } = output;
  const session = await openDuckDb(file);
  try {
    await appendRoutes(session, workspace, plan);
    await appendParcels(session, shipments, plan);
    const { startMs } = workspace.calendar;
    const instant = (column: string) => `make_timestamptz((${startMs} + ${column}::bigint * 1000) * 1000)`;
    const named = (names: readonly string[], column: string) => `list_extract(${sqlList(names)}, ${column} + 1)`;
    // A join hands its rows on in any order. One row that holds all routes, looked into by number, keeps the order of
    // the parcels, on one thread; route 0 of the list is none, so parcels without a route get null.
    await session.connection.run('set threads = 1');
    await session.connection.run(`copy (select parcel.id as shipment_id,
      ${named(STATUSES, 'status')} as status, ${named(CARRIAGES, 'carriage')} as carried_by, list_extract(texts, route + 1) as route,
      ${instant('due')} as due,
      case when arrives = ${UNREACHED} then null else ${instant('arrives')} end as arrives,
      cost / ${workspace.minorPerMajor} as cost, nullif(${named(REASONS, 'reason')}, '') as reason
      from parcel, routes)
      to ${sqlText(file)} (format parquet, compression zstd)`);
  } finally {
    await session.close();
  }
}

async function appendRoutes(session: DuckDbSession, workspace: Workspace, plan: Plan): Promise<void> {
  await session.connection.run('create table route (number integer, text varchar)');
  const text = new RouteText(workspace);
  const { count } = plan.routes;
  const appender = await TableAppender.open(session.connection, 'route');
  appender.append(
    [Int32Array.from({ length: count }, (_, route) => route), (route) => text.of(plan.routes, route)],
    count,
  );
  appender.close();
  await session.connection.run('create table routes as select list(text order by number) as texts from route');
  await session.connection.run('drop table route');
}

async function appendParcels(session: DuckDbSession, shipments: Shipments, plan: Plan): Promise<void> {
  await session.connection.run(`create table parcel (id varchar, status utinyint, carriage utinyint, route integer,
    due integer, arrives integer, cost double, reason utinyint)`);
  const appender = await TableAppender.open(session.connection, 'parcel');
  const { status, carriage, route, dueSec, arriveSec, cost, reason } = plan;
  const { bytes, start } = shipments.id;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = (row: number) => text.toString('utf8', start[row], start[row + 1]);
  appender.append([id, status, carriage, route, dueSec, arriveSec, cost, reason], shipments.count);
  appender.close();
}

async function writeLoads(file: string, { workspace, loads }: PlanOutput): Promise<void> {
  const { network, parties, calendar } = workspace;
  const { trips, calls, facilities } = network;
  const { legs } = loads;
  const session = await openDuckDb(file);
  const { connection } = session;
  try {
    await connection.run(`create table trip (number integer, party varchar, trip_id varchar, first_call integer)`);
    await connection.run(`create table call (number integer, stop_id varchar, arrives integer, departs integer)`);
    await connection.run(`create table leg (trip uinteger, day usmallint, position usmallint, capacity_g double,
      capacity_ml double, own_g double, own_ml double, used_g double, used_ml double, block_g double, block_ml double,
      partner_g double, partner_ml double, parcels uinteger)`);
    const number = (count: number) => Int32Array.from({ length: count }, (_, index) => index);
    await append(session, 'trip', trips.count, [
      number(trips.count),
      (trip) => parties[trips.party[trip]]?.id ?? '',
      (trip) => trips.id[trip],
      Int32Array.from(trips.firstCall.subarray(0, trips.count)),
    ]);
    await append(session, 'call', calls.count, [
      number(calls.count),
      (call) => facilities.id[calls.facility[call]],
      calls.arriveSec,
      calls.departSec,
    ]);
    await append(session, 'leg', legs.count, [
      legs.trip, legs.day, legs.call, legs.capacityG, legs.capacityMl, legs.ownG, legs.ownMl, legs.usedG, legs.usedMl,
      legs.blockG, legs.blockMl, legs.partnerG, legs.partnerMl, legs.parcels,
    ]); // prettier-ignore
    await connection.run(`set variable day_start = [${[...calendar.dayStartSec].join(', ')}]`);
    await connection.run(loadsSql(file, calendar.startMs, calendar.firstDay));
  } finally {
    await session.close();
  }
}

async function append(
  session: DuckDbSession,
  table: string,
  count: number,
  columns: Parameters<TableAppender['append']>[0],
): Promise<void> {
  const appender = await TableAppender.open(session.connection, table);
  appender.append(columns, count);
  appender.close();
}

function loadsSql(file: string, startMs: number, firstDay: number): string {
  const start = `list_extract(getvariable('day_start'), leg.day + 1)::bigint`;
  const instant = (column: string) => `make_timestamptz((${startMs} + (${start} + ${column}) * 1000) * 1000)`;
  const finite = (value: string) => `case when isinf(${value}) then null else ${value} / 1000 end`;
  const measures = (unit: string, suffix: string) => `
    ${finite(`capacity_${suffix}`)} as capacity_${unit}, own_${suffix} / 1000 as own_${unit},
    used_${suffix} / 1000 as used_${unit}, ${finite(`(capacity_${suffix} - used_${suffix})`)} as free_${unit},
    ${finite(`block_${suffix}`)} as allotted_${unit}, partner_${suffix} / 1000 as partner_${unit}`;
  return `copy (select trip.party, trip.trip_id, (date '1970-01-01' + (${firstDay} + leg.day)::integer) as date,
    leg.position as call, origin.stop_id as "from", destination.stop_id as "to",
    ${instant('origin.departs')} as departs, ${instant('destination.arrives')} as arrives,
    ${measures('kg', 'g')}, ${measures('litres', 'ml')}, parcels
    from leg
    join trip on leg.trip = trip.number
    join call as origin on trip.first_call + leg.position = origin.number
    join call as destination on trip.first_call + leg.position + 1 = destination.number
    order by leg.trip, leg.day, leg.position)
    to ${sqlText(file)} (format parquet, compression zstd)`;
}
