import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

/** Serials of one service of a carrier, and those of them that were given. */
export type SeriesRow = Selectable<Tables['export_series']>;

interface OfService {
  readonly ownerId: string;
  readonly mode: Mode;
  readonly service: string;
}

/** Serials of items are eight digits. */
const SERIAL_MAX = 99_999_999;

/** Every series of a service, ranges of the carrier's first, by number, locked until the transaction ends; begun where there is none. */
export async function lockSeries(tx: Tx, of: OfService): Promise<SeriesRow[]> {
  const { ownerId, mode, service } = of;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`series ${ownerId} ${mode} ${service}`}, 0))`.execute(tx);
  const rows = await seriesOf(tx, of);
  if (rows.length > 0) return rows;
  const begun = { first: 1, last: SERIAL_MAX, given: JSON.stringify([]) as Json };
  await tx
    .insertInto('export_series')
    .values({ owner_id: ownerId, mode, service, ...begun })
    .execute();
  return seriesOf(tx, of);
}

/** The same without beginning one, to add a range. */
export async function lockRanges(tx: Tx, of: OfService): Promise<SeriesRow[]> {
  const { ownerId, mode, service } = of;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`series ${ownerId} ${mode} ${service}`}, 0))`.execute(tx);
  return seriesOf(tx, of);
}

function seriesOf(tx: Tx, { ownerId, mode, service }: OfService): Promise<SeriesRow[]> {
  return tx
    .selectFrom('export_series')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('mode', '=', mode)
    .where('service', '=', service)
    .orderBy('is_allotted', 'desc')
    .orderBy('first')
    .execute();
}

/** Every series of the acting carrier. */
export function listSeries(tx: Tx, ownerId: string): Promise<SeriesRow[]> {
  return tx
    .selectFrom('export_series')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .orderBy('service')
    .orderBy('first')
    .execute();
}

export async function saveGiven(tx: Tx, row: SeriesRow, given: Json): Promise<void> {
  await tx
    .updateTable('export_series')
    .set({ given: JSON.stringify(given) as Json })
    .where('owner_id', '=', row.owner_id)
    .where('mode', '=', row.mode)
    .where('service', '=', row.service)
    .where('first', '=', row.first)
    .execute();
}

/** Adds a range that overlaps none; what was begun without one is closed. */
export async function addRange(
  tx: Tx,
  { ownerId, mode, service }: OfService,
  range: {
    readonly first: number;
    readonly last: number;
    readonly note: string | undefined;
    readonly addedBy: string;
    readonly now: Date;
  },
): Promise<void> {
  const { first, last, note, addedBy, now } = range;
  await tx
    .updateTable('export_series')
    .set({ closed_at: now })
    .where('owner_id', '=', ownerId)
    .where('mode', '=', mode)
    .where('service', '=', service)
    .where('is_allotted', '=', false)
    .where('closed_at', 'is', null)
    .execute();
  const values = { first, last, note: note ?? null, added_by: addedBy, added_at: now, is_allotted: true };
  await tx
    .insertInto('export_series')
    .values({ owner_id: ownerId, mode, service, given: JSON.stringify([]) as Json, ...values })
    .execute();
}
