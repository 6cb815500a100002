import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDate } from '../../base/civil-time.js';
import { NONE, UNREACHED } from '../../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { openDuckDb, sqlList, sqlText, TableAppender, type DuckDbSession } from '../tables/duckdb-session.js';
import { RouteText } from './route-text.js';
import { csvField } from '../shipments/shipments-writer.js';

/** Names of the files of a plan folder. */
export const PLAN_FILES = {
  summary: 'summary.json',
  routes: 'routes.parquet',
  parts: 'parts.parquet',
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

/** What a plan folder is written from. */
export interface PlanOutput {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly plan: Plan;
  /** Counts the figures: asked once, while routes are on their way to disk. */
  readonly figures: () => PlanFigures;
}

/** `summary` is written as it is. */
export interface PlanFigures {
  readonly summary: object;
  readonly loads: { readonly legs: LegLoadColumns };
}

/** Writes a plan folder, made when it does not exist; files of an earlier plan are replaced. */
export async function writePlan(dir: string, output: PlanOutput): Promise<void> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, PLAN_FILES.openedRuns), openedRunsText(output));
  await writeParts(join(dir, PLAN_FILES.parts), output);
  // The database writes with threads of its own, so this one counts meanwhile.
  await Promise.all([writeRoutes(join(dir, PLAN_FILES.routes), output), writeFigures(dir, output)]);
}

async function writeFigures(dir: string, { workspace, figures }: PlanOutput): Promise<void> {
  const { summary, loads } = figures();
  writeFileSync(join(dir, PLAN_FILES.summary), `${JSON.stringify(summary, null, 2)}\n`);
  await writeLoads(join(dir, PLAN_FILES.loads), workspace, loads.legs);
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

async function writeParts(file: string, { workspace, plan }: PlanOutput): Promise<void> {
  const session = await openDuckDb(file);
  try {
    await session.connection.run('create table part (number integer, text varchar)');
    const text = new RouteText(workspace);
    const { count } = plan.parts;
    await append(session, 'part', count, [rowNumbers(count), (part) => text.of(plan.parts, part)]);
    await session.connection.run(`copy (select number as part, text as steps from part)
      to ${sqlText(file)} (format parquet, compression zstd)`);
  } finally {
    await session.close();
  }
}

async function writeRoutes(file: string, { workspace, shipments, plan }: PlanOutput): Promise<void> {
  const session = await openDuckDb(file);
  try {
    await appendParcels(session, shipments, plan);
    const { startMs } = workspace.calendar;
    const instant = (column: string) => `make_timestamptz((${startMs} + ${column}::bigint * 1000) * 1000)`;
    const named = (names: readonly string[], column: string) => `list_extract(${sqlList(names)}, ${column} + 1)`;
    await session.connection.run(`copy (select id as shipment_id,
      ${named(STATUSES, 'status')} as status, ${named(CARRIAGES, 'carriage')} as carried_by,
      nullif(linehaul, ${NONE}) as linehaul, nullif(last_mile, ${NONE}) as last_mile, ${instant('due')} as due,
      case when arrives = ${UNREACHED} then null else ${instant('arrives')} end as arrives,
      cost / ${workspace.minorPerMajor} as cost, nullif(${named(REASONS, 'reason')}, '') as reason
      from parcel)
      to ${sqlText(file)} (format parquet, compression zstd)`);
  } finally {
    await session.close();
  }
}

async function appendParcels(session: DuckDbSession, shipments: Shipments, plan: Plan): Promise<void> {
  await session.connection.run(`create table parcel (id varchar, status utinyint, carriage utinyint, linehaul integer,
    last_mile integer, due integer, arrives integer, cost double, reason utinyint)`);
  const { status, carriage, linehaul, lastMile, dueSec, arriveSec, cost, reason } = plan;
  const { bytes, start } = shipments.id;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = (row: number) => text.toString('utf8', start[row], start[row + 1]);
  const columns = [id, status, carriage, linehaul, lastMile, dueSec, arriveSec, cost, reason];
  await append(session, 'parcel', shipments.count, columns);
}

async function writeLoads(file: string, workspace: Workspace, legs: LegLoadColumns): Promise<void> {
  const { network, parties, calendar } = workspace;
  const { trips, calls, facilities } = network;
  const session = await openDuckDb(file);
  const { connection } = session;
  try {
    await connection.run(`create table trip (number integer, party varchar, trip_id varchar, first_call integer)`);
    await connection.run(`create table call (number integer, stop_id varchar, arrives integer, departs integer)`);
    await connection.run(`create table leg (trip uinteger, day usmallint, position usmallint, capacity_g double,
      capacity_ml double, own_g double, own_ml double, used_g double, used_ml double, block_g double, block_ml double,
      partner_g double, partner_ml double, parcels uinteger)`);
    await append(session, 'trip', trips.count, [
      rowNumbers(trips.count),
      (trip) => parties[trips.party[trip]]?.id ?? '',
      (trip) => trips.id[trip],
      Int32Array.from(trips.firstCall.subarray(0, trips.count)),
    ]);
    await append(session, 'call', calls.count, [
      rowNumbers(calls.count),
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

function rowNumbers(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
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
