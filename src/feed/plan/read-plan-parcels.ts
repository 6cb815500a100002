import type { DuckDBConnection, DuckDBDataChunk, DuckDBVector } from '@duckdb/node-api';
import { NONE, UNREACHED } from '../../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { eachChunk, sqlList, vectorItems } from '../tables/duckdb-session.js';
import type { FaultList } from '../tables/fault-list.js';
import { ShipmentFinder } from '../shipments/shipment-finder.js';
import { PLAN_FILES } from './write-plan.js';

/** In columns of numbers: nothing stood there, or something that does not belong there. */
const ABSENT = -1e300;
const FILE = PLAN_FILES.routes;

/** What the columns of parcels are read with. */
export interface ParcelContext {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly faults: FaultList;
  readonly partCount: number;
  readonly earlier: boolean; // rows may be missing, gone or in another order
}

type ParcelColumns = Omit<Plan, 'parts' | 'openedRuns'> & { readonly known: Uint8Array };

/** Reads the columns of a plan that has a row for every shipment; what does not fit is a fault with row and value. */
export async function readPlanParcels(
  connection: DuckDBConnection,
  source: string,
  context: ParcelContext,
): Promise<ParcelColumns> {
  const { startMs } = context.workspace.calendar;
  const { minorPerMajor } = context.workspace;
  const named = (names: readonly string[], column: string) =>
    `coalesce(list_position(${sqlList(names)}, ${column}::varchar)::integer, 0) - 1`;
  const sec = (column: string) => `coalesce((epoch_ms(${column}) - ${startMs}) / 1000.0, ${ABSENT})::double`;
  const part = (column: string) => `coalesce(try_cast(${column} as integer), ${NONE})`;
  const result = await connection.stream(`select ${named(STATUSES, 'status')}, ${named(CARRIAGES, 'carried_by')},
    ${named(REASONS, "coalesce(reason, '')")}, ${part('linehaul')}, ${part('last_mile')},
    ${sec('due')}, ${sec('arrives')}, coalesce(cost * ${minorPerMajor}, ${ABSENT})::double, shipment_id
    from ${source}`);
  const reader = new ParcelReader(context);
  await eachChunk(result, (chunk) => reader.read(chunk));
  return reader.columns;
}

class ParcelReader {
  readonly columns: ParcelColumns;
  private at = 0; // row of the file
  private readonly rows: ShipmentFinder;

  constructor(private readonly context: ParcelContext) {
    const { count } = context.shipments;
    this.rows = new ShipmentFinder(context.shipments.id);
    this.columns = {
      linehaul: new Int32Array(count).fill(NONE),
      lastMile: new Int32Array(count).fill(NONE),
      carriage: new Uint8Array(count),
      status: new Uint8Array(count),
      reason: new Uint8Array(count),
      dueSec: new Int32Array(count),
      arriveSec: new Int32Array(count).fill(UNREACHED),
      cost: new Float64Array(count),
      known: new Uint8Array(count),
    };
  }

  read(chunk: DuckDBDataChunk): void {
    const [status, carriage, reason, linehaul, lastMile, due, arrives, cost] = Array.from({ length: 8 }, (_, index) =>
      vectorItems(chunk.getColumnVector(index)),
    ) as EightColumns;
    const ids = chunk.getColumnVector(8) as DuckDBVector<string>;
    const { columns } = this;
    for (let row = 0; row < chunk.rowCount; row++, this.at++) {
      const at = this.rowOf(ids.getItem(row) ?? '');
      if (at === NONE) continue;
      columns.known[at] = 1;
      columns.status[at] = this.known('status', status[row]);
      columns.carriage[at] = this.known('carried_by', carriage[row]);
      columns.reason[at] = this.known('reason', reason[row]);
      columns.linehaul[at] = this.part('linehaul', linehaul[row]);
      columns.lastMile[at] = this.part('last_mile', lastMile[row]);
      if (lastMile[row] === NONE && CARRIAGES[carriage[row]] === 'network') {
        this.report('last_mile', 'is missing for a parcel in the networks');
      }
      columns.dueSec[at] = this.second('due', due[row], 0);
      columns.arriveSec[at] = arrives[row] === ABSENT ? UNREACHED : this.second('arrives', arrives[row], UNREACHED);
      columns.cost[at] = this.money(cost[row]);
    }
  }

  /** Row of a shipment; NONE where an earlier plan speaks of one that is gone. */
  private rowOf(id: string): number {
    const { rows, at, context } = this;
    if (context.earlier) return rows.find(id);
    if (id !== rows.idOf(at)) {
      this.report('shipment_id', `stands where the shipments file has ${rows.idOf(at)}`, id, 'foreign_plan');
    }
    return at;
  }

  private known(column: string, index: number): number {
    if (index === NONE) this.report(column, 'is not one of the names allowed here');
    return Math.max(0, index);
  }

  private part(column: string, part: number): number {
    if (part >= NONE && part < this.context.partCount) return part;
    this.report(column, `is no part of ${PLAN_FILES.parts}`, String(part), 'bad_route');
    return NONE;
  }

  private second(column: string, value: number, fallback: number): number {
    if (Math.abs(value) < UNREACHED) return Math.round(value);
    this.report(column, 'is not an instant near the horizon');
    return fallback;
  }

  private money(minor: number): number {
    // Major units in the file are a division away from the minor ones; a millionth of a minor unit is noise.
    if (minor > -1e15 && minor < 1e15) return Math.round(minor * 1e6) / 1e6;
    this.report('cost', 'is not an amount of money');
    return 0;
  }

  private report(column: string, message: string, value?: string, code = 'bad_plan'): void {
    this.context.faults.add({ code, file: FILE, line: this.at + 1, column, message, value });
  }
}

type EightColumns = [
  Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Float64Array, Float64Array, Float64Array,
]; // prettier-ignore
