import { sql } from 'kysely';
import { columnOf } from '../database/columns.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** A shipment that is to be looked at, and for whom. */
export interface DueCheck {
  readonly shipmentId: string;
  readonly ownerId: string;
  readonly mode: Mode;
}

/** Statements that added events are taken so many at a time, whatever the number of shipments that each was about. */
const MARKS_AT_ONCE = 100;

/**
 * Takes shipments whose log has grown, or whose time has come, for the process that does jobs. They come again at `leaseUntil`
 * unless they were looked at by then.
 */
export async function takeDueChecks(
  tx: Tx,
  { now, leaseUntil, limit }: { readonly now: Date; readonly leaseUntil: Date; readonly limit: number },
): Promise<DueCheck[]> {
  await sql`
    with taken as (
      delete from exception_marks where id in (
        select id from exception_marks order by id limit ${MARKS_AT_ONCE} for update skip locked)
      returning shipment_ids
    ), named as (
      select distinct unnest(shipment_ids) as shipment_id from taken
    )
    insert into exception_checks (shipment_id, owner_id, mode, check_at)
    select s.shipment_id, s.owner_id, s.mode, ${now}::timestamptz from named join custody_states s using (shipment_id)
    on conflict (shipment_id) do update set check_at = least(exception_checks.check_at, excluded.check_at)`.execute(tx);
  const { rows } = await sql<{ shipment_id: string; owner_id: string; mode: Mode }>`
    update exception_checks set check_at = ${leaseUntil}
    where shipment_id in (
      select shipment_id from exception_checks where check_at <= ${now} order by check_at limit ${limit}
      for update skip locked)
    returning shipment_id, owner_id, mode`.execute(tx);
  return rows.map(({ shipment_id, owner_id, mode }) => ({ shipmentId: shipment_id, ownerId: owner_id, mode }));
}

/** Says when shipments of the acting carrier are to be looked at again; never without a moment, until their log grows. */
export async function setChecks(
  tx: Tx,
  checks: readonly { readonly shipmentId: string; readonly atMs: number | undefined }[],
): Promise<void> {
  const never = checks.filter(({ atMs }) => atMs === undefined).map(({ shipmentId }) => shipmentId);
  if (never.length > 0) {
    await sql`delete from exception_checks where shipment_id = any(${never}::text[])`.execute(tx);
  }
  const later = checks.filter(({ atMs }) => atMs !== undefined);
  if (later.length === 0) return;
  const [ids, moments] = [columnOf(later.map(({ shipmentId }) => shipmentId)), columnOf(later.map(({ atMs }) => atMs))];
  await sql`select set_exception_checks(${ids}, ${moments}, ${later.length})`.execute(tx);
}

/** What of a shipment of the acting carrier the rules need. */
export interface ToCheck {
  readonly promisedBy: Date | undefined;
  readonly weightG: number;
}

/** The same of some of them, by id. */
export async function listToCheck(tx: Tx, shipmentIds: readonly string[]): Promise<ReadonlyMap<string, ToCheck>> {
  const rows = await tx
    .selectFrom('shipments')
    .select(['id', 'promised_by', 'weight_g'])
    .where('id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .execute();
  return new Map(
    rows.map(({ id, promised_by, weight_g }) => [id, { promisedBy: promised_by ?? undefined, weightG: weight_g }]),
  );
}
