import { sql, type RawBuilder } from 'kysely';
import type { Acting, Side } from './shipment-filter.js';
import type { Tx } from '../database/store.js';

/** What is found of each side by indices; nothing where neither has any, so that shipments are looked through instead. */
export type TextHits = Readonly<Partial<Record<Side, readonly string[]>>>;

/** Hits that are taken of each index: who types so little gets the rest by typing more. */
const HITS_MAX = 500;

/**
 * Ids of shipments that are called so: whose tracking number begins or ends with a text, or whose reference begins with it. A partner is
 * not told references, so it finds nothing by them. An id of a shipment finds that one.
 */
export async function findByText(tx: Tx, { partyId, kind, mode }: Acting, text: string): Promise<TextHits> {
  const number = text.replaceAll(/[\s-]/g, '').toUpperCase();
  const reference = text.trim().toLowerCase();
  const reversed = number.split('').toReversed().join('');
  // A shipper's shipments are its carrier's; the policies leave only its own.
  const owner =
    kind === 'carrier'
      ? sql`${partyId}`
      : sql`(select carrier_id from organisations where organisations.id = ${partyId})`;
  const own = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(select s.id from shipments s where s.owner_id = ${owner} and s.mode = ${mode} and ${condition} limit ${HITS_MAX})`;
  const carried = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`(select s.id from carried_shipments s where ${condition} limit ${HITS_MAX})`;
  const idLike = sql`s.id = ${reference}`;
  const ownHits = await idsOf(tx, [
    own(idLike),
    own(beginsWith('s.tracking_number', number)),
    own(beginsWith('s.number_reversed', reversed)),
    own(beginsWith('s.reference_folded', reference)),
  ]);
  const carriedHits =
    kind === 'shipper' ? [] : await idsOf(tx, [carried(idLike), carried(beginsWith('s.tracking_number', number))]);
  return ownHits.length + carriedHits.length === 0 ? {} : { own: ownHits, carried: carriedHits };
}

async function idsOf(tx: Tx, parts: readonly RawBuilder<unknown>[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${sql.join(parts, sql` union `)}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** As a range, which an index answers beneath the policies. The column compares by bytes. */
function beginsWith(column: string, text: string): RawBuilder<unknown> {
  const name = sql.ref(column);
  return sql`${name} >= ${text} and ${name} < ${`${text}\u{10FFFF}`}`;
}
