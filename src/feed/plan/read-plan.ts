import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { EarlierPlan, OpenedRun, Plan, RouteParts } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { fileSource } from '../tables/byte-source.js';
import { duckDbMessage, eachChunk, openDuckDb, sqlFile, vectorItems } from '../tables/duckdb-session.js';
import { FaultList } from '../tables/fault-list.js';
import { RouteParser, RoutePartsBuilder } from './route-text.js';
import { readPlanParcels } from './read-plan-parcels.js';
import { Table } from '../tables/table.js';
import { PLAN_FILES } from './write-plan.js';

const COLUMNS = ['shipment_id', 'status', 'carried_by', 'linehaul', 'last_mile', 'due', 'arrives', 'cost', 'reason'];
const FILE = PLAN_FILES.routes;

/**
 * Reads the plan in a folder. Everything is checked against the workspace and its shipments, so that an edited plan, or
 * one of other shipments, gives an InputError with row and value; whether the plan is feasible is the audit's business.
 */
export async function readPlan(dir: string, workspace: Workspace, shipments: Shipments): Promise<Plan> {
  return (await readFolder(dir, { workspace, shipments, faults: new FaultList(), earlier: false })).plan;
}

/**
 * Reads a plan of which the workspace or the shipments may have changed since: rows are found by shipment_id, those of
 * shipments that are gone are passed over, and parts of routes that lead nowhere any more have no steps.
 */
export async function readEarlierPlan(dir: string, workspace: Workspace, shipments: Shipments): Promise<EarlierPlan> {
  return readFolder(dir, { workspace, shipments, faults: new FaultList(), earlier: true });
}

interface PlanContext {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly faults: FaultList;
  readonly earlier: boolean; // of a workspace that may have changed since
}

async function readFolder(dir: string, context: PlanContext): Promise<EarlierPlan> {
  const { workspace, shipments, faults, earlier } = context;
  const path = join(dir, FILE);
  for (const file of [FILE, PLAN_FILES.parts]) {
    if (existsSync(join(dir, file))) continue;
    const allowed = 'a folder written by interline plan';
    faults.add({ code: 'missing_file', file, message: 'the folder holds no plan', value: dir, allowed });
  }
  faults.warningsOrThrow();
  const session = await openDuckDb(path);
  const { connection } = session;
  try {
    const source = `read_parquet(${sqlFile(path)})`;
    if (await hasShape(connection, source, earlier ? undefined : shipments.count, faults)) {
      const parts = await readParts(join(dir, PLAN_FILES.parts), context);
      const { known, ...columns } = await readPlanParcels(connection, source, { ...context, partCount: parts.count });
      const runFaults = earlier ? new FaultList() : faults; // runs that are gone are no fault of an earlier plan
      const openedRuns = readOpenedRuns(join(dir, PLAN_FILES.openedRuns), workspace, runFaults);
      faults.warningsOrThrow();
      return { plan: { parts, ...columns, openedRuns }, known };
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
  count: number | undefined, // that there must be
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
  if (count === undefined || rows === count) return true;
  const message = 'the plan is of other shipments: it has another number of rows';
  faults.add({ code: 'foreign_plan', file: FILE, value: String(rows), message, allowed: `${count} rows` });
  return false;
}

/** Parses the parts of routes, which stand in the order of their numbers. */
async function readParts(path: string, { workspace, faults, earlier }: PlanContext): Promise<RouteParts> {
  const session = await openDuckDb(path);
  try {
    const result = await session.connection.stream(
      `select part::integer, steps::varchar from read_parquet(${sqlFile(path)})`,
    );
    const parser = new RouteParser(workspace);
    const table = new RoutePartsBuilder();
    let line = 0;
    await eachChunk(result, (chunk) => {
      const numbers = vectorItems(chunk.getColumnVector(0));
      const texts = chunk.getColumnVector(1) as DuckDBVector<string>;
      for (let row = 0; row < chunk.rowCount; row++) {
        const text = texts.getItem(row) ?? '';
        const steps = parser.parse(text);
        const at = { file: PLAN_FILES.parts, line: ++line };
        if (typeof steps === 'string' && !earlier) {
          const allowed = 'steps of trips, interchanges and deliveries of the workspace';
          faults.add({ code: 'bad_route', ...at, column: 'steps', value: text, message: steps, allowed });
        }
        const part = table.add(typeof steps === 'string' ? [] : steps);
        if (numbers[row] === part) continue;
        const message = 'parts are numbered from 0 in the order of the file';
        faults.add({
          code: 'bad_plan',
          ...at,
          column: 'part',
          value: String(numbers[row]),
          message,
          allowed: `${part}`,
        });
      }
    });
    return table.build();
  } catch (error) {
    const message = `cannot be read as parts of routes: ${duckDbMessage(error)}`;
    faults.add({ code: 'bad_parquet', file: PLAN_FILES.parts, message });
    return new RoutePartsBuilder().build();
  } finally {
    await session.close();
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
