import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { NONE } from '../../base/none.js';
import type { Workspace } from '../../domain/workspace.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { duckDbMessage, openDuckDb, sqlFile, vectorItems } from '../tables/duckdb-session.js';
import type { FaultList } from '../tables/fault-list.js';
import { DeferredFaults } from '../tables/deferred-faults.js';
import { idPiecesOf, type IdPieces } from '../tables/id-pieces.js';
import {
  NO_ORIGIN,
  REQUIRED_SHIPMENT_COLUMNS,
  SHIPMENT_COLUMNS,
  ShipmentReferences,
  ShipmentRows,
} from './shipment-rows.js';
import type { RowReport, RowValues, ShipmentColumn } from './shipment-rows.js';
import { GOODS_ALLOWED, parseGoods } from '../tables/values.js';

/** In columns of numbers: nothing stood there, or something that is no number. */
const ABSENT = -1e300;
const MALFORMED = -2e300;

const CODED = ['party', 'product', 'origin', 'destination_pin', 'goods'] as const;
const NUMBERS = ['weight_g', 'volume_ml', 'longest_side_cm', 'value', 'cod_amount'] as const;
const INSTANTS = ['ready_at', 'promised_by'] as const;

/**
 * Reads a Parquet file of shipments. DuckDB decodes it and turns texts into codes, so that whole chunks of numbers
 * arrive as they lie in memory and no string is made for a row.
 */
export async function readShipmentsParquet(
  path: string,
  file: string,
  workspace: Workspace,
  faults: FaultList,
): Promise<ShipmentRows> {
  const session = await openDuckDb(path);
  const { connection } = session;
  try {
    const source = `read_parquet(${sqlFile(path)})`;
    const types = await columnTypes(connection, source, file, faults);
    if (!types) return new ShipmentRows(workspace, 0, 0);
    const pieces = await idPiecesOf(connection, source, types.has('shipment_id'));
    const texts = await codedTexts(connection, source, types);
    const rows = new ShipmentRows(workspace, pieces.rowCount + 1, pieces.byteCount + 16);
    const deferred = new DeferredFaults(file, faults);
    const reader = new ChunkReader(workspace, rows, deferred, pieces, texts);
    const result = await connection.stream(selectSql(source, types, pieces, workspace));
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      reader.read(chunk);
    }
    await deferred.report(connection, path, new Set(types.keys()));
    return rows;
  } catch (error) {
    const message = `the file cannot be read as Parquet: ${duckDbMessage(error)}`;
    faults.add({ code: 'bad_parquet', file, message, allowed: 'a Parquet file, or CSV with a name that ends in .csv' });
    return new ShipmentRows(workspace, 0, 0);
  } finally {
    await session.close();
  }
}

/** Types of the columns that are known, by name; undefined, with faults, when a required one is missing. */
async function columnTypes(
  connection: DuckDBConnection,
  source: string,
  file: string,
  faults: FaultList,
): Promise<Map<ShipmentColumn, string> | undefined> {
  const described = await connection.runAndReadAll(`describe select * from ${source}`);
  const types = new Map<ShipmentColumn, string>();
  const names: string[] = [];
  for (const [name, type] of described.getRows() as [string, string][]) {
    names.push(name);
    const known = SHIPMENT_COLUMNS.find((column) => column === name);
    if (known) types.set(known, type);
    else {
      const message = 'the column is not known and is ignored';
      const suggestion = didYouMean(name, SHIPMENT_COLUMNS);
      faults.add({ code: 'unknown_column', severity: 'warning', file, column: name, message, suggestion });
    }
  }
  const missing = REQUIRED_SHIPMENT_COLUMNS.filter((column) => !types.has(column));
  for (const column of missing) {
    const suggestion = didYouMean(column, names)?.replace('Did you mean', 'Is it the column');
    faults.add({ code: 'missing_column', file, column, message: `the column ${column} is missing`, suggestion });
  }
  return missing.length > 0 ? undefined : types;
}

/** Makes an enumeration type of each column of names, and returns the names by code. */
async function codedTexts(
  connection: DuckDBConnection,
  source: string,
  types: ReadonlyMap<ShipmentColumn, string>,
): Promise<Map<ShipmentColumn, string[]>> {
  const texts = new Map<ShipmentColumn, string[]>();
  for (const column of CODED) {
    if (!types.has(column)) continue;
    const distinct = `select distinct trim(${column}::varchar) as name from ${source} where ${column} is not null order by 1`;
    await connection.run(`create type ${column}_name as enum (${distinct})`);
    const names = await connection.runAndReadAll(`select unnest(enum_range(null::${column}_name))`);
    texts.set(
      column,
      (names.getRows() as [string][]).map(([name]) => name),
    );
  }
  return texts;
}

function selectSql(
  source: string,
  types: ReadonlyMap<ShipmentColumn, string>,
  pieces: IdPieces,
  workspace: Workspace,
): string {
  const coded = CODED.map((column) =>
    types.has(column)
      ? `coalesce(enum_code(trim(${column}::varchar)::${column}_name)::integer, ${NONE})`
      : `${NONE}::integer`,
  );
  const numbers = NUMBERS.map((column) =>
    types.has(column) ? checked(column, `try_cast(${column} as double)`) : `${ABSENT}::double`,
  );
  const instants = INSTANTS.map((column) =>
    types.has(column)
      ? checked(column, `ceil((${epochMs(column, types.get(column) ?? '')} - ${workspace.calendar.startMs}) / 1000.0)`)
      : `${ABSENT}::double`,
  );
  return `select ${[...coded, ...instants, ...numbers, ...pieces.select].join(', ')} from ${source}`;
}

function checked(column: ShipmentColumn, value: string): string {
  return `case when ${column} is null or ${column}::varchar = '' then ${ABSENT}::double
    else coalesce(${value}, ${MALFORMED})::double end`;
}

/** Milliseconds since the epoch; null for what is not an instant, as a timestamp without a zone is not. */
function epochMs(column: ShipmentColumn, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `epoch_ms(${column})`;
  if (type !== 'VARCHAR') return 'null::bigint';
  return `case when regexp_matches(${column}, '([Zz]|[+-]\\d\\d:?\\d\\d)$') then epoch_ms(try_cast(${column} as timestamptz)) end`;
}

/** Moves chunks of the query into rows. Columns of a chunk: coded, instants, numbers, pieces of the id. */
class ChunkReader {
  private readonly partyOf: Int32Array;
  private readonly productOf: Int32Array;
  private readonly postalCodeOf: Int32Array;
  private readonly goodsOf: Int32Array; // NONE for a text with unknown goods
  private readonly originOf: Map<number, number>[] = []; // by party: code to origin
  private readonly references: ShipmentReferences;
  private readonly originTexts: readonly string[];
  private readonly values: RowValues = {
    party: 0, product: 0, origin: 0, destination: 0, readySec: 0, promisedSec: Number.NaN, weightG: 1,
    volumeMl: Number.NaN, longestSideCm: Number.NaN, value: 0, codAmount: 0, goods: 0,
  }; // prettier-ignore
  private readonly report: RowReport = (column, fault) => this.faults.add(this.rows.count, column, fault);
  private readonly reportAdded: RowReport = (column, fault) => this.faults.add(this.rows.count - 1, column, fault);

  constructor(
    private readonly workspace: Workspace,
    private readonly rows: ShipmentRows,
    private readonly faults: DeferredFaults,
    private readonly pieces: IdPieces,
    texts: ReadonlyMap<ShipmentColumn, readonly string[]>,
  ) {
    this.references = new ShipmentReferences(workspace);
    const { parties, products, postalCodes } = this.references;
    const of = (column: ShipmentColumn) => texts.get(column) ?? [];
    this.partyOf = Int32Array.from(of('party'), (text) => parties.findText(text));
    this.productOf = Int32Array.from(of('product'), (text) => (text === '' ? 0 : products.findText(text)));
    this.postalCodeOf = Int32Array.from(of('destination_pin'), (text) => postalCodes.findText(text));
    this.goodsOf = Int32Array.from(of('goods'), (text) => {
      const { mask, unknown } = parseGoods(text);
      return unknown.length > 0 ? NONE : mask;
    });
    this.originTexts = of('origin');
    for (let party = 0; party < workspace.parties.length; party++) this.originOf.push(new Map());
  }

  read(chunk: DuckDBDataChunk): void {
    const column = (index: number) => vectorItems(chunk.getColumnVector(index));
    const [party, product, origin, destination, goods] = [0, 1, 2, 3, 4].map(column) as Int32Array[] as FiveCodes;
    const [ready, promised, weight, volume, side, value, cod] = [5, 6, 7, 8, 9, 10, 11].map(column) as SevenNumbers;
    const { values, rows } = this;
    const { minorPerMajor } = this.workspace;
    this.pieces.open(chunk, 12);
    for (let row = 0; row < chunk.rowCount; row++) {
      this.pieces.append(row, rows);
      if (rows.idLength === 0) this.missing('shipment_id');
      values.party = this.known('party', this.partyOf, party[row]);
      values.product = product[row] === NONE ? 0 : this.known('product', this.productOf, product[row]);
      values.destination = this.known('destination_pin', this.postalCodeOf, destination[row]);
      values.origin = this.origin(values.party, origin[row]);
      values.goods = goods[row] === NONE ? 0 : this.goods(goods[row]);
      values.readySec = this.number('ready_at', ready[row], 0, true);
      values.promisedSec = this.number('promised_by', promised[row], Number.NaN);
      values.weightG = this.number('weight_g', weight[row], 1, true);
      values.volumeMl = this.number('volume_ml', volume[row], Number.NaN);
      values.longestSideCm = this.number('longest_side_cm', side[row], Number.NaN);
      values.value = minorPerMajor * this.number('value', value[row], 0);
      values.codAmount = minorPerMajor * this.number('cod_amount', cod[row], 0);
      rows.add(values, this.reportAdded);
    }
  }

  private known(column: ShipmentColumn, indices: Int32Array, code: number): number {
    if (code === NONE) {
      this.missing(column);
      return 0;
    }
    const index = indices[code];
    if (index !== NONE) return index;
    const message =
      column === 'destination_pin' ? 'there is no such postal code in any feed' : `there is no such ${column}`;
    const allowed = column === 'destination_pin' ? 'a postal code of any feed' : `a ${column} of interline.yaml`;
    this.report(column, { code: 'unknown_reference', message, allowed });
    return 0;
  }

  private origin(party: number, code: number): number {
    if (code === NONE) {
      this.missing('origin');
      return 0;
    }
    const known = this.originOf[party];
    let origin = known?.get(code);
    if (origin === undefined) {
      origin = this.references.originText(party, this.originTexts[code]);
      known?.set(code, origin);
    }
    if (origin !== NO_ORIGIN) return origin;
    const message = 'is neither a facility of the party nor a postal code of any feed';
    this.report('origin', {
      code: 'unknown_reference',
      message,
      allowed: "a stop_id of the shipment's party, or a postal code",
    });
    return 0;
  }

  private goods(code: number): number {
    const mask = this.goodsOf[code];
    if (mask !== NONE) return mask;
    this.report('goods', { code: 'unknown_value', message: 'is no kind of goods', allowed: GOODS_ALLOWED });
    return 0;
  }

  private number(column: ShipmentColumn, value: number, fallback: number, required = false): number {
    if (value > ABSENT) return value;
    if (value === ABSENT) {
      if (required) this.missing(column);
    } else if (column === 'ready_at' || column === 'promised_by') {
      const allowed = 'a timestamp with time zone, or text such as 2026-11-23T18:00:00+05:30';
      this.report(column, { code: 'bad_instant', message: 'is not an instant', allowed });
    } else {
      this.report(column, { code: 'bad_number', message: 'must be a number', allowed: 'a number of at least 0' });
    }
    return fallback;
  }

  private missing(column: ShipmentColumn): void {
    this.report(column, { code: 'missing_value', message: 'a value is needed here' });
  }
}

type FiveCodes = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
type SevenNumbers = [
  Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array,
]; // prettier-ignore
