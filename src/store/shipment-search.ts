import { sql, type RawBuilder } from 'kysely';
import { firstIdAt } from './ids.js';
import { preferLookups } from './prefer-lookups.js';
import { driverOf } from './shipment-drivers.js';
import type { Acting, ShipmentFilter, Side } from './shipment-filter.js';
import { findByText, type TextHits } from './shipments-by-text.js';
import { asCarried, asOwn, COLUMNS, OWN_COLUMNS, withStates, type SeenShipment } from './shipments.js';
import type { Tx } from './store.js';

export interface ShipmentPage {
  readonly limit: number;
  /** Only what is older than the shipment with this id. */
  readonly before: string | undefined;
  readonly filter: ShipmentFilter;
}

/** Shipments of one page, and the id before which the next one starts; none where there is no more. */
export interface FoundShipments {
  readonly rows: readonly SeenShipment[];
  readonly next: string | undefined;
}

/**
 * Shipments that one page looks through at most on each side. What an index does not answer is looked for along the list, so a page
 * of a rare combination may be short, or empty, and go on all the same; none takes long.
 */
const LOOKED_AT_MAX = 2000;

/** A page of the shipments that the acting party sees, newest first. */
export async function searchShipments(tx: Tx, acting: Acting, page: ShipmentPage): Promise<FoundShipments> {
  const { limit, filter } = page;
  await preferLookups(tx);
  const hits = filter.text === undefined ? undefined : await findByText(tx, acting, filter.text);
  const sides: SideOfPage[] = [];
  for (const side of sidesOf(acting, filter)) sides.push(await pageOfSide(tx, acting, { side, page, hits }));
  // Where one side was not looked through as far as the other, both end there, so that nothing is left out.
  const floor = sides
    .flatMap(({ lookedTo }) => lookedTo ?? [])
    .toSorted()
    .at(-1);
  const found = sides
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => floor === undefined || id >= floor)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const rows = await withStates(tx, found.slice(0, limit));
  return { rows, next: found.length > limit ? rows.at(-1)?.id : floor };
}

/** Two lists, each along its own index, are merged: one condition for both would read the whole table. */
function sidesOf({ kind }: Acting, { direction, reference, upload_id: upload }: ShipmentFilter): Side[] {
  if (kind === 'shipper') return direction === 'carried' ? [] : ['own'];
  // A partner is not told references or uploads, so it finds nothing by them either.
  const both: Side[] = reference === undefined && upload === undefined ? ['own', 'carried'] : ['own'];
  return both.filter((side) => direction === undefined || side === direction);
}

interface SideOfPage {
  readonly rows: readonly SeenShipment[];
  /** The last shipment that was looked at, where there may be more behind it. */
  readonly lookedTo: string | undefined;
}

async function pageOfSide(
  tx: Tx,
  acting: Acting,
  of: { readonly side: Side; readonly page: ShipmentPage; readonly hits: TextHits | undefined },
): Promise<SideOfPage> {
  const { side, page, hits } = of;
  const { limit, filter } = page;
  const ids = hits?.[side];
  const until = filter.booked_until && firstIdAt('shipment', filter.booked_until.getTime());
  const range = {
    before: [page.before, until].flatMap((id) => id ?? []).toSorted()[0],
    from: filter.booked_from && firstIdAt('shipment', filter.booked_from.getTime()),
  };
  const { driver, answers } = driverOf(acting, { side, filter, range, ids });
  const rest = answers === undefined ? filter : { ...filter, [answers]: undefined };
  const left = conditionsOf(side, rest);
  // One more than the page has tells whether there is more.
  const lookedAt = left.length === 0 ? limit + 1 : LOOKED_AT_MAX;
  const columns = side === 'own' ? [...COLUMNS, ...OWN_COLUMNS] : [...COLUMNS, 'agreement_version_id', 'received_at'];
  const { rows } = await sql<SeenShipment>`
    select ${sql.join(columns.map((column) => sql.ref(`c.${column}`)))}
    from (${driver(lookedAt)}) d
    cross join lateral (select * from ${sql.table(side === 'own' ? 'shipments' : 'carried_shipments')} s where s.id = d.id limit 1) c
    where ${left.length === 0 ? sql`true` : sql.join(left, sql` and `)}
    order by d.id desc limit ${limit + 1}`.execute(tx);
  const found = rows.map(side === 'own' ? asOwn : asCarried);
  if (found.length > limit || left.length === 0) return { rows: found, lookedTo: undefined };
  const last = await sql<{ id: string }>`
    select id from (${driver(LOOKED_AT_MAX)}) d order by id desc offset ${LOOKED_AT_MAX - 1} limit 1`.execute(tx);
  return { rows: found, lookedTo: last.rows[0]?.id };
}

/**
 * What is left to be asked of each shipment of a list. Other tables are asked by expressions, which are looked up row by row until the
 * page is full.
 */
function conditionsOf(side: Side, filter: ShipmentFilter): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  for (const column of ['status', 'product', 'origin', 'destination_pin'] as const) {
    const value = filter[column];
    if (value !== undefined) conditions.push(sql`${sql.ref(`c.${column}`)} = ${value}`);
  }
  if (filter.promised_from !== undefined) conditions.push(sql`c.promised_by >= ${filter.promised_from}`);
  if (filter.promised_until !== undefined) conditions.push(sql`c.promised_by < ${filter.promised_until}`);
  const { text, exception, partner_id: partner } = filter;
  if (text !== undefined) {
    const number = text.replaceAll(/[\s-]/g, '').toUpperCase();
    const reference = side === 'own' ? sql` or strpos(lower(c.reference), ${text.trim().toLowerCase()}) > 0` : sql``;
    conditions.push(sql`(strpos(c.tracking_number, ${number}) > 0${reference})`);
  }
  if (partner !== undefined) {
    const carries = sql<boolean>`coalesce((
      select true from carriages k where k.shipment_id = c.id and k.partner_id = ${partner} limit 1), false)`;
    conditions.push(side === 'own' ? carries : sql`c.owner_id = ${partner}`);
  }
  conditions.push(...conditionsOfState(filter));
  if (exception !== undefined) {
    const code = exception === 'any' ? sql`` : sql` and e.code = ${exception}`;
    conditions.push(sql`coalesce((
      select true from shipment_exceptions e where e.shipment_id = c.id and e.cleared_at is null${code} limit 1), false)`);
  }
  return conditions;
}

function conditionsOfState({ states, custodian, place }: ShipmentFilter): RawBuilder<boolean>[] {
  const asked: RawBuilder<boolean>[] = [];
  if (states !== undefined) asked.push(sql`t.state = any(${[...states]}::text[])`);
  if (custodian !== undefined) asked.push(sql`t.custodian = ${custodian}`);
  if (place !== undefined) asked.push(sql`t.place = ${place}`);
  if (asked.length === 0) return [];
  return [
    sql`coalesce((select ${sql.join(asked, sql` and `)} from custody_states t where t.shipment_id = c.id), false)`,
  ];
}
