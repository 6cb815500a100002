import type { DuckDBConnection, DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseDate } from '../base/civil-time.js';
import { NONE, UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { fileSource } from './byte-source.js';
import { duckDbMessage, openDuckDb, sqlFile, sqlList, vectorItems } from './duckdb-session.js';
import { FaultList } from './fault-list.js';
import { RouteParser, RoutesBuilder } from './route-text.js';
import { Table } from './table.js';
import { PLAN_FILES } from './write-plan.js';

const COLUMNS = ['shipment_id', 'status', 'carried_by', 'route', 'due', 'arrives', 'cost', 'reason'];
/** In columns of numbers: nothing stood there, or something that does not belong there. */
const ABSENT = -1e300;
const FILE = PLAN_FILES.routes;

/**
 * Reads the plan in a folder. Everything is checked against the workspace and its shipments, so that an edited plan, or
 * one of other shipments, gives an InputError with row and value; whether the plan is feasible is the audit's business.
 */
export async function readPlan(dir: string, workspace: Workspace, shipments: Shipments): Promise<Plan> {
  const faults = new FaultList();
  const path = join(dir, FILE);
  if (!existsSync(path)) {
    const message = 'the folder holds no plan';
    faults.add({
      code: 'missing_file',
      file: FILE,
      message,
      value: dir,
      allowed: 'a folder written by interline plan',
    });
    faults.warningsOrThrow();
  }
  const session = await openDuckDb(path);
  const { connection } = session;
  try {
    const source = `read_parquet(${sqlFile(path)})`;
    if (await hasShape(connection, source, shipments.count, faults)) {
      const routes = await readRoutes(connection, source, workspace, faults);
      const columns = await readParcels(connection, source, { workspace, shipments, faults, routeOf: routes.routeOf });
      const openedRuns = readOpenedRuns(join(dir, PLAN_FILES.openedRuns), workspace, faults);
      faults.warningsOrThrow();
      return { routes: routes.table.build(), ...columns, openedRuns };
    }
  } catch (error) {
    if (faults.hasErrors) faults.warningsOrThrow();
    faults.add({ code: 'bad_parquet', file: FILE, message: `cannot be read as a plan: ${duckDbMessage(error)}` });
  } finally {
    await session.close();
  }
  faults.warningsOrThrow();
  throw new Error('a plan without its shape has faults');
}

async function hasShape(
  connection: DuckDBConnection,
  source: string,
  count: number,
  faults: FaultList,
): Promise<boolean> {
  const described = await connection.runAndReadAll(`describe select * from ${source}`);
  const names = (described.getRows() as [string][]).map(([name]) => name);
  const missing = COLUMNS.filter((column) => !names.includes(column));
  for (const column of missing) {
    faults.add({ code: 'missing_column', file: FILE, column, message: `the column ${column} is missing` });
  }
  if (missing.length > 0) return false;
  const counted = await connection.runAndReadAll(`select count(*)::integer from ${source}`);
  const rows = counted.getRows()[0]?.[0] as number;
  if (rows === count) return true;
  const message = 'the plan is of other shipments: it has another number of rows';
  faults.add({ code: 'foreign_plan', file: FILE, value: String(rows), message, allowed: `${count} rows` });
  return false;
}

/** Parses every distinct route once. `routeOf` is the index by the code of the enumeration `route_text`. */
async function readRoutes(
  connection: DuckDBConnection,
  source: string,
  workspace: Workspace,
  faults: FaultList,
): Promise<{ table: RoutesBuilder; routeOf: number[] }> {
  // In order of first appearance, so that reading a plan twice gives the same table.
  await connection.run(`create table route as select route as text, min(file_row_number)::integer as first_row
    from ${source.slice(0, -1)}, file_row_number = true) where route is not null group by route order by first_row`);
  // A cast to an enumeration keeps rows in order, as a join does not.
  await connection.run('create type route_text as enum (select text from route order by first_row)');
  const result = await connection.stream(
    'select text, first_row, enum_code(text::route_text)::integer from route order by first_row',
  );
  const parser = new RouteParser(workspace);
  const table = new RoutesBuilder();
  const routeOf: number[] = [];
  await eachChunk(result, (chunk) => {
    const texts = chunk.getColumnVector(0) as DuckDBVector<string>;
    const firstRows = vectorItems(chunk.getColumnVector(1));
    const codes = vectorItems(chunk.getColumnVector(2));
    for (let row = 0; row < chunk.rowCount; row++) {
      const text = texts.getItem(row) ?? '';
      const steps = parser.parse(text);
      routeOf[codes[row]] = typeof steps === 'string' ? NONE : table.add(steps);
      if (typeof steps === 'string') {
        const line = firstRows[row] + 1;
        const allowed = 'steps of trips, interchanges and deliveries of the workspace';
        faults.add({ code: 'bad_route', file: FILE, line, column: 'route', value: text, message: steps, allowed });
      }
    }
  });
  return { table, routeOf };
}

type ParcelColumns = Pick<Plan, 'route' | 'carriage' | 'status' | 'reason' | 'dueSec' | 'arriveSec' | 'cost'>;

async function readParcels(
  connection: DuckDBConnection,
  source: string,
  context: { workspace: Workspace; shipments: Shipments; faults: FaultList; routeOf: readonly number[] },
): Promise<ParcelColumns> {
  const { workspace, shipments, faults, routeOf } = context;
  const { startMs } = workspace.calendar;
  const named = (names: readonly string[], column: string) =>
    `coalesce(list_position(${sqlList(names)}, ${column}::varchar)::integer, 0) - 1`;
  const sec = (column: string) => `coalesce((epoch_ms(${column}) - ${startMs}) / 1000.0, ${ABSENT})::double`;
  const result = await connection.stream(`select ${named(STATUSES, 'status')}, ${named(CARRIAGES, 'carried_by')},
    ${named(REASONS, "coalesce(reason, '')")}, coalesce(enum_code(route::route_text)::integer, ${NONE}), ${sec('due')}, ${sec('arrives')},
    coalesce(cost * ${workspace.minorPerMajor}, ${ABSENT})::double, shipment_id
    from ${source}`);
  const { count } = shipments;
  const idBytes = Buffer.from(shipments.id.bytes.buffer, shipments.id.bytes.byteOffset, shipments.id.bytes.byteLength);
  const idOf = (row: number) => idBytes.toString('utf8', shipments.id.start[row], shipments.id.start[row + 1]);
  const columns: ParcelColumns = {
    route: new Int32Array(count).fill(NONE),
    carriage: new Uint8Array(count),
    status: new Uint8Array(count),
    reason: new Uint8Array(count),
    dueSec: new Int32Array(count),
    arriveSec: new Int32Array(count).fill(UNREACHED),
    cost: new Float64Array(count),
  };
  const names = [...COLUMNS.slice(1, 3), 'reason', 'route', 'due', 'arrives', 'cost'];
  let at = 0;
  await eachChunk(result, (chunk) => {
    const [status, carriage, reason, route, due, arrives, cost] = names.map((_, index) =>
      vectorItems(chunk.getColumnVector(index)),
    ) as Numbers7;
    const ids = chunk.getColumnVector(7) as DuckDBVector<string>;
    const report = (column: string, message: string, value?: string, code = 'bad_plan') =>
      faults.add({ code, file: FILE, line: at + 1, column, message, value });
    for (let row = 0; row < chunk.rowCount; row++, at++) {
      const id = ids.getItem(row) ?? '';
      if (id !== idOf(at)) {
        report('shipment_id', `stands where the shipments file has ${idOf(at)}`, id, 'foreign_plan');
      }
      for (const [column, value] of [
        ['status', status[row]],
        ['carried_by', carriage[row]],
        ['reason', reason[row]],
      ] as const) {
        if (value === NONE) report(column, 'is not one of the names allowed here');
      }
      columns.status[at] = Math.max(0, status[row]);
      columns.carriage[at] = Math.max(0, carriage[row]);
      columns.reason[at] = Math.max(0, reason[row]);
      if (route[row] !== NONE) columns.route[at] = routeOf[route[row]];
      else if (CARRIAGES[carriage[row]] === 'network') report('route', 'is missing for a parcel in the networks');
      columns.dueSec[at] = second(due[row], 0, () => report('due', 'is not an instant near the horizon'));
      columns.arriveSec[at] =
        arrives[row] === ABSENT
          ? UNREACHED
          : second(arrives[row], UNREACHED, () => report('arrives', 'is not an instant near the horizon'));
      columns.cost[at] = money(cost[row], () => report('cost', 'is not an amount of money'));
    }
  });
  return columns;
}

type Numbers7 = [Int32Array, Int32Array, Int32Array, Int32Array, Float64Array, Float64Array, Float64Array];

function second(value: number, fallback: number, report: () => void): number {
  if (Math.abs(value) < UNREACHED) return Math.round(value);
  report();
  return fallback;
}

function money(minor: number, report: () => void): number {
  // Major units in the file are a division away from the minor ones; a millionth of a minor unit is noise.
  if (minor > -1e15 && minor < 1e15) return Math.round(minor * 1e6) / 1e6;
  report();
  return 0;
}

async function eachChunk(
  result: Awaited<ReturnType<DuckDBConnection['stream']>>,
  take: (chunk: DuckDBDataChunk) => void,
): Promise<void> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    take(chunk);
  }
}

/** Optional runs of a plan; none when the folder has no such file. */
function readOpenedRuns(path: string, workspace: Workspace, faults: FaultList): OpenedRun[] {
  if (!existsSync(path)) return [];
  const { network, parties, calendar } = workspace;
  const table = new Table(fileSource(path), PLAN_FILES.openedRuns, faults);
  const option = table.column('option', 'required');
  const party = table.column('party', 'required');
  const trip = table.column('trip_id', 'required');
  const date = table.column('date', 'required');
  const runs = table.column('runs', 'required');
  const opened: OpenedRun[] = [];
  while (table.next()) {
    const row = table.number(option, NONE, { max: Math.max(0, network.options.count - 1), whole: true });
    const index = row === NONE ? NONE : (network.options.trip[row] ?? NONE);
    const named = parties.findIndex(({ id }) => id === table.text(party));
    if (index === NONE || network.trips.id[index] !== table.text(trip) || network.trips.party[index] !== named) {
      const allowed = 'party and trip_id of that row of options.txt';
      table.fault(trip, { code: 'unknown_reference', message: 'there is no such optional run', allowed });
      continue;
    }
    const day = (table.date(date) ?? parseDate('0001-01-01') ?? 0) - calendar.firstDay;
    if (day < 0 || day >= calendar.dayCount) {
      table.fault(date, { code: 'out_of_range', message: 'is no day of the horizon' });
      continue;
    }
    opened.push({ option: row, day, runs: table.number(runs, 0, { whole: true, max: 65_535 }) });
  }
  return opened;
}
