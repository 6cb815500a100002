import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { formatLocal, type Calendar } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { GOODS } from '../../domain/network.js';
import { openDuckDb, sqlList, sqlText, TableAppender, type DuckDbSession } from '../tables/duckdb-session.js';

/** What the indices of a batch mean. */
export interface ShipmentLists {
  readonly calendar: Calendar;
  readonly minorPerMajor: number;
  readonly parties: readonly string[]; // ids
  readonly products: readonly string[]; // ids
  readonly origins: readonly string[]; // stop_ids of the shipment's party, or postal codes
  readonly postalCodes: readonly string[];
}

/** Some shipments as columns of length `count`, in the order of the file. Reusable after `write` has resolved. */
export interface ShipmentBatch {
  readonly count: number;
  readonly id: (row: number) => string;
  readonly party: Uint8Array; // index into parties
  readonly product: Uint8Array; // index into products
  readonly origin: Uint32Array; // index into origins
  readonly readySec: Int32Array; // since the horizon's start
  readonly destination: Uint32Array; // index into postalCodes
  readonly weightG: Uint32Array;
  readonly volumeMl: Uint32Array;
  readonly longestSideCm: Uint16Array; // 0: not given
  readonly value: Uint32Array; // minor money
  readonly codAmount: Uint32Array; // minor money
  readonly goods: Uint16Array; // goods mask
  readonly promisedSec: Int32Array; // or NONE
}

export interface ShipmentsWriter {
  /** Appends a batch; batches of some ten thousand rows are a good size. */
  write(batch: ShipmentBatch): Promise<void>;
  /** Completes the file. Nothing useful is on disk before it resolves. */
  close(): Promise<void>;
}

/**
 * A writer of shipments to `file`: CSV when its name ends in `.csv`, else Parquet. Streams: what is written does not
 * stay in memory beyond a fixed limit. The same batches give the same bytes.
 */
export async function openShipmentsWriter(file: string, lists: ShipmentLists): Promise<ShipmentsWriter> {
  return file.toLowerCase().endsWith('.csv') ? new CsvWriter(file, lists) : await ParquetWriter.open(file, lists);
}

/** Names of the goods in a mask, separated by spaces, as the files hold them. */
export function goodsText(mask: number): string {
  return GOODS.filter((_, bit) => (mask & (1 << bit)) !== 0).join(' ');
}

class ParquetWriter implements ShipmentsWriter {
  private constructor(
    private readonly file: string,
    private readonly lists: ShipmentLists,
    private readonly session: DuckDbSession,
    private readonly appender: TableAppender,
  ) {}

  static async open(file: string, lists: ShipmentLists): Promise<ParquetWriter> {
    const session = await openDuckDb(file);
    await session.connection.run(`create table batch (id varchar, party utinyint, product utinyint, origin uinteger,
      ready integer, destination uinteger, weight uinteger, volume uinteger, side usmallint, price uinteger,
      cod uinteger, goods usmallint, promised integer)`);
    const appender = await TableAppender.open(session.connection, 'batch');
    return new ParquetWriter(file, lists, session, appender);
  }

  async write(batch: ShipmentBatch): Promise<void> {
    const { id, party, product, origin, readySec, destination, weightG, volumeMl } = batch;
    const { longestSideCm, value, codAmount, goods, promisedSec } = batch;
    this.appender.append(
      // prettier-ignore
      [id, party, product, origin, readySec, destination, weightG, volumeMl, longestSideCm, value, codAmount, goods, promisedSec],
      batch.count,
    );
  }

  async close(): Promise<void> {
    this.appender.close();
    const { connection } = this.session;
    const { parties, products, origins, postalCodes, calendar, minorPerMajor } = this.lists;
    const goods = Array.from({ length: 1 << GOODS.length }, (_, mask) => goodsText(mask));
    for (const [name, list] of Object.entries({ parties, products, origins, postal_codes: postalCodes, goods })) {
      await connection.run(`set variable ${name} = ${sqlList(list)}`);
    }
    const money = (column: string) => `(${column} / ${minorPerMajor})::decimal(14, 2)`;
    const instant = (column: string) => `make_timestamptz((${calendar.startMs} + ${column}::bigint * 1000) * 1000)`;
    await connection.run(`copy (select id as shipment_id,
      list_extract(getvariable('parties'), party + 1) as party,
      list_extract(getvariable('products'), product + 1) as product,
      list_extract(getvariable('origins'), origin + 1) as origin,
      ${instant('ready')} as ready_at,
      list_extract(getvariable('postal_codes'), destination + 1) as destination_pin,
      weight as weight_g, volume as volume_ml, nullif(side, 0) as longest_side_cm,
      ${money('price')} as value, ${money('cod')} as cod_amount,
      list_extract(getvariable('goods'), goods + 1) as goods,
      case when promised = ${NONE} then null else ${instant('promised')} end as promised_by
      from batch) to ${sqlText(this.file)} (format parquet, compression zstd)`);
    await this.session.close();
  }
}

class CsvWriter implements ShipmentsWriter {
  private readonly stream: WriteStream;
  private readonly instants: InstantText;

  constructor(
    file: string,
    private readonly lists: ShipmentLists,
  ) {
    this.stream = createWriteStream(file);
    this.instants = new InstantText(lists.calendar);
    this.stream.write(
      'shipment_id,party,product,origin,ready_at,destination_pin,weight_g,volume_ml,longest_side_cm,value,cod_amount,' +
        'goods,promised_by\n',
    );
  }

  async write(batch: ShipmentBatch): Promise<void> {
    const lines: string[] = [];
    for (let row = 0; row < batch.count; row++) lines.push(this.line(batch, row));
    if (!this.stream.write(lines.join(''))) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'close');
  }

  private line(batch: ShipmentBatch, row: number): string {
    const { parties, products, origins, postalCodes, minorPerMajor } = this.lists;
    const money = (minor: number) => String(minor / minorPerMajor);
    const side = batch.longestSideCm[row];
    const promised = batch.promisedSec[row];
    return `${[
      csvField(batch.id(row)),
      csvField(parties[batch.party[row]]),
      csvField(products[batch.product[row]]),
      csvField(origins[batch.origin[row]]),
      this.instants.at(batch.readySec[row]),
      csvField(postalCodes[batch.destination[row]]),
      batch.weightG[row],
      batch.volumeMl[row],
      side === 0 ? '' : side,
      money(batch.value[row]),
      money(batch.codAmount[row]),
      goodsText(batch.goods[row]),
      promised === NONE ? '' : this.instants.at(promised),
    ].join(',')}\n`;
  }
}

/** RFC 3339 texts in the calendar's zone; the zone's offset is looked up once a quarter of an hour. */
export class InstantText {
  private readonly offsetMinutes = new Map<number, number>();

  constructor(private readonly calendar: Calendar) {}

  /** `2026-11-23T18:00:00+05:30` of a second of the horizon. */
  at(sec: number): string {
    const offset = this.offsetAt(sec);
    const local = new Date(this.calendar.startMs + sec * 1000 + offset * 60_000).toISOString().slice(0, 19);
    const minutes = Math.abs(offset);
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return `${local}${offset < 0 ? '-' : '+'}${clock}`;
  }

  private offsetAt(sec: number): number {
    const quarter = Math.floor((this.calendar.startMs / 1000 + sec) / 900);
    let offset = this.offsetMinutes.get(quarter);
    if (offset === undefined) {
      const start = quarter * 900_000;
      const local = formatLocal(this.calendar, start / 1000 - this.calendar.startMs / 1000).replace(' ', 'T');
      offset = Math.round((Date.parse(`${local}:00Z`) - start) / 60_000);
      this.offsetMinutes.set(quarter, offset);
    }
    return offset;
  }
}

/** A field as RFC 4180 wants it: quoted when it holds a quote, a comma or a line break. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
