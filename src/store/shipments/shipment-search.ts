import { sql, type RawBuilder } from 'kysely';
import { firstIdAt } from '../database/ids.js';
import { preferLookups } from '../database/prefer-lookups.js';
import { TRACKED_COLUMNS, trackedOf, type TrackedRow } from '../custody/custody-states.js';
import { driverOf, type Driver } from './shipment-drivers.js';
import type { Acting, ShipmentFilter, Side } from './shipment-filter.js';
import { findByText, type TextHits } from './shipments-by-text.js';
import { COLUMNS, OWN_COLUMNS, type SeenShipment } from './shipments.js';
import type { Tx } from '../database/store.js';

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
  const sides = await pagesOfSides(
    tx,
    sidesOf(acting, filter).map((side) => askedOf(acting, { side, page, hits })),
    limit,
  );
  // Where one side was not looked through as far as the other, both end there, so that nothing is left out.
  const floor = sides
    .flatMap(({ lookedTo }) => lookedTo ?? [])
    .toSorted()
    .at(-1);
  const found = sides
    .flatMap(({ rows }) => rows)
    .filter(({ id }) => floor === undefined || id >= floor)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const rows = found.slice(0, limit).map(seenOf);
  return { rows, next: found.length > limit ? rows.at(-1)?.id : floor };
}

/** Two lists, each along its own index, are merged: one condition for both would read the whole table. */
function sidesOf({ kind }: Acting, { direction, reference, upload_id: upload }: ShipmentFilter): Side[] {
  if (kind === 'shipper') return direction === 'carried' ? [] : ['own'];
  // A partner is not told references or uploads, so it finds nothing by them either.
  const both: Side[] = reference === undefined && upload === undefined ? ['own', 'carried'] : ['own'];
  return both.filter((side) => direction === undefined || side === direction);
}

/** A shipment of a page as it is read, with its state in columns; `tracked_id` is null before its first event. */
type FoundRow = Omit<SeenShipment, 'tracked'> & TrackedRow & { readonly tracked_id: string | null };

function seenOf(row: FoundRow): SeenShipment {
  // The row itself, since copies of hundreds of rows with fifty columns cost more than all else that is done with them here.
  return Object.assign(row, { tracked: row.tracked_id === null ? undefined : trackedOf(row) });
}

/** What is asked of one side. */
interface AskedOfSide {
  readonly side: Side;
  readonly select: RawBuilder<FoundRow>;
  readonly driver: Driver;
  /** True where not every shipment of the list is one of the page. */
  readonly isNarrowed: boolean;
}

interface SideOfPage {
  readonly rows: readonly FoundRow[];
  /** The last shipment that was looked at, where there may be more behind it. */
  readonly lookedTo: string | undefined;
}

/** Both sides by one statement. */
async function pagesOfSides(tx: Tx, asked: readonly AskedOfSide[], limit: number): Promise<SideOfPage[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<FoundRow>`${sql.join(
    asked.map(({ select }) => select),
    sql` union all `,
  )}`.execute(tx);
  const pages: SideOfPage[] = [];
  for (const { side, driver, isNarrowed } of asked) {
    const own = rows.filter(({ standing }) => standing === side);
    const lookedTo = own.length > limit || !isNarrowed ? undefined : await lastLookedAt(tx, driver);
    pages.push({ rows: own, lookedTo });
  }
  return pages;
}

async function lastLookedAt(tx: Tx, driver: Driver): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from (${driver(LOOKED_AT_MAX)}) d order by id desc offset ${LOOKED_AT_MAX - 1} limit 1`.execute(tx);
  return rows[0]?.id;
}

function askedOf(
  acting: Acting,
  of: { readonly side: Side; readonly page: ShipmentPage; readonly hits: TextHits | undefined },
): AskedOfSide {
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
  const select = sql<FoundRow>`(
    select ${COLUMNS_OF[side]}, t.shipment_id as tracked_id, ${TRACKED}
    from (${driver(lookedAt)}) d
    cross join lateral (select * from ${sql.table(TABLE_OF[side])} s where s.id = d.id limit 1) c
    left join lateral (select * from custody_states s where s.shipment_id = d.id limit 1) t on true
    where ${left.length === 0 ? sql`true` : sql.join(left, sql` and `)}
    order by d.id desc limit ${limit + 1})`;
  return { side, select, driver, isNarrowed: left.length > 0 };
}

const TABLE_OF = { own: 'shipments', carried: 'carried_shipments' } as const;

const TRACKED = sql.join(TRACKED_COLUMNS.map((column) => sql.ref(`t.${column}`)));

/** The same of both sides: what one of them does not tell is null. */
const COLUMNS_OF = {
  own: sql`${columnsOf([...COLUMNS, ...OWN_COLUMNS])}, null::text as agreement_version_id, null::timestamptz as received_at,
    (select x.id from exports x where x.shipment_id = d.id limit 1) as export_id, 'own' as standing`,
  carried: sql`${columnsOf(COLUMNS)}, ${sql.join(OWN_COLUMNS.map((column) => sql`null as ${sql.ref(column)}`))},
    c.agreement_version_id, c.received_at, null as export_id, 'carried' as standing`,
};

function columnsOf(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(`c.${column}`)));
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
