import { sql, type Selectable } from 'kysely';
import type { Folded, OrderKey, TrackedState } from '../../domain/custody-event.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

/** Where the log of a shipment and its fold stand, and whom they concern. */
export interface CustodyState extends TrackedState {
  readonly shipmentId: string;
  readonly mode: Mode;
  readonly ownerId: string;
  readonly shipperId: string | undefined;
  readonly partnerIds: readonly string[]; // who carries it on
  readonly sequence: number; // of the last record; -1 before the first
  readonly hash: string | undefined; // of the last record
  readonly recordedMs: number | undefined; // when it was made
  readonly last: OrderKey | undefined; // of the event that is last in order
  readonly known: string; // fingerprints of ids, as `src/server/custody/record-events.ts` makes them
  /** Names the transaction that wrote it, of a state that is not locked; undefined of one that is. */
  readonly written: string | undefined;
}

/** The states of shipments that the acting party sees, by id, kept from others until the transaction ends. */
export async function lockStates(tx: Tx, ids: readonly string[]): Promise<Map<string, CustodyState>> {
  const { rows } = await sql<Row>`select *, null as written from lock_custody(${ids}::text[])`.execute(tx);
  return byId(rows);
}

/** The state of a shipment that the acting party sees. */
export async function findState(tx: Tx, shipmentId: string): Promise<CustodyState | undefined> {
  return (await listStates(tx, [shipmentId])).get(shipmentId);
}

/** The states of those of some shipments that the acting party sees, by id. */
export async function listStates(tx: Tx, ids: readonly string[]): Promise<Map<string, CustodyState>> {
  const rows = await tx
    .selectFrom('custody_states')
    .selectAll()
    .select(sql<string>`xmin::text`.as('written'))
    .where('shipment_id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  return byId(rows);
}

/** What lists tell of the states of those of some shipments that the acting party sees, by id. */
export async function listTracked(tx: Tx, ids: readonly string[]): Promise<Map<string, TrackedState>> {
  const rows = await tx
    .selectFrom('custody_states')
    .select(['shipment_id', ...TRACKED_COLUMNS])
    .where('shipment_id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.shipment_id, trackedOf(row)]));
}

/** What the next event of a shipment is folded onto. */
export function foldedOfState(state: CustodyState): Folded {
  const { damaged, container, custodian, responsible, direction, place, sinceMs, lastSeenMs, tenderedTo, handover } =
    state;
  return {
    tracked: {
      state: state.state, custodian, responsible, direction, place, sinceMs, lastSeenMs, damaged, container, tenderedTo,
      handover,
    }, // prettier-ignore
    last: state.last,
  };
}

type Row = Selectable<Tables['custody_states']> & { readonly written: string | null };

/** What lists tell of a state. */
export const TRACKED_COLUMNS = [
  'state',
  'custodian',
  'responsible',
  'direction',
  'place',
  'since_at',
  'last_seen_at',
  'damaged',
  'container',
  'tendered_to',
  'handover',
] as const;

function byId(rows: readonly Row[]): Map<string, CustodyState> {
  return new Map(rows.map((row) => [row.shipment_id, stateOf(row)]));
}

function stateOf(row: Row): CustodyState {
  return {
    shipmentId: row.shipment_id,
    mode: row.mode,
    ownerId: row.owner_id,
    shipperId: row.shipper_id ?? undefined,
    partnerIds: row.partner_ids,
    sequence: row.sequence,
    hash: row.hash === null ? undefined : Buffer.from(row.hash).toString('hex'),
    recordedMs: row.recorded_at?.getTime(),
    ...trackedOf(row),
    last: row.last_event === null ? undefined : (JSON.parse(row.last_event) as OrderKey),
    known: row.known,
    written: row.written ?? undefined,
  };
}

/** The columns of a state as they are read. */
export type TrackedRow = Pick<Row, (typeof TRACKED_COLUMNS)[number]>;

export function trackedOf(row: TrackedRow): TrackedState {
  return {
    state: row.state ?? undefined,
    custodian: row.custodian,
    responsible: row.responsible,
    direction: row.direction,
    place: row.place ?? undefined,
    sinceMs: row.since_at?.getTime(),
    lastSeenMs: row.last_seen_at?.getTime(),
    damaged: row.damaged,
    container: row.container ?? undefined,
    tenderedTo: row.tendered_to ?? undefined,
    handover: row.handover ?? undefined,
  };
}
