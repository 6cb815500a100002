import { sql } from 'kysely';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** That a partner carries a shipment on, under one version of an agreement. */
export interface Carriage {
  readonly partnerId: string;
  readonly shipmentId: string;
  readonly ownerId: string;
  readonly mode: Mode;
  readonly agreementVersionId: string;
  readonly assignedAt: Date;
  /** When custody passed to the partner. */
  readonly receivedAt: Date | undefined;
}

/** Lets a partner carry a shipment of the acting carrier. Throws where it does already (`carriages_pkey`). */
export async function addCarriage(tx: Tx, carriage: Omit<Carriage, 'receivedAt'>): Promise<void> {
  const { partnerId, shipmentId, ownerId, mode, agreementVersionId, assignedAt } = carriage;
  await tx
    .insertInto('carriages')
    .values({
      partner_id: partnerId,
      shipment_id: shipmentId,
      owner_id: ownerId,
      mode,
      agreement_version_id: agreementVersionId,
      assigned_at: assignedAt,
      received_at: null,
    })
    .execute();
}

/** Carriages of a shipment: all to its owner and shipper, its own to a partner. */
export async function listCarriages(tx: Tx, shipmentId: string): Promise<Carriage[]> {
  const rows = await tx
    .selectFrom('carriages')
    .selectAll()
    .where('shipment_id', '=', shipmentId)
    .orderBy('partner_id')
    .execute();
  return rows.map((row) => ({
    partnerId: row.partner_id,
    shipmentId: row.shipment_id,
    ownerId: row.owner_id,
    mode: row.mode,
    agreementVersionId: row.agreement_version_id,
    assignedAt: row.assigned_at,
    receivedAt: row.received_at ?? undefined,
  }));
}

/** The version of an agreement under which each of some shipments is carried on, by the partner that was asked last. */
export async function listCarriedUnder(tx: Tx, shipmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('carriages')
    .distinctOn('shipment_id')
    .select(['shipment_id', 'agreement_version_id'])
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .orderBy('shipment_id')
    .orderBy('assigned_at', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.shipment_id, row.agreement_version_id]));
}

/** Notes that custody of a shipment has passed to the acting partner; the first time counts. False when it carries none such. */
export async function receiveCarriage(tx: Tx, shipmentId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('carriages')
    .set({ received_at: sql<Date>`coalesce(received_at, ${now})` })
    .where('shipment_id', '=', shipmentId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lets a partner carry those of some shipments that the acting carrier owns, where it does not yet, and returns their ids. */
export async function addCarriages(
  tx: Tx,
  carriages: Omit<Carriage, 'receivedAt' | 'shipmentId'> & { readonly shipmentIds: readonly string[] },
): Promise<string[]> {
  const { partnerId, shipmentIds, ownerId, mode, agreementVersionId, assignedAt } = carriages;
  const { rows } = await sql<{ shipment_id: string }>`
    insert into carriages (partner_id, shipment_id, owner_id, mode, agreement_version_id, assigned_at, received_at)
    select ${partnerId}, s.id, s.owner_id, s.mode, ${agreementVersionId}, ${assignedAt}, null
    from shipments s
    where s.id = any(${[...shipmentIds]}::text[]) and s.owner_id = ${ownerId} and s.mode = ${mode}
    on conflict (partner_id, shipment_id) do nothing
    returning shipment_id`.execute(tx);
  return rows.map(({ shipment_id }) => shipment_id).toSorted();
}
