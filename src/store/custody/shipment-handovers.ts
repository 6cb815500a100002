import type { Selectable } from 'kysely';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

/** A manifest that a shipment is on, as far as the acting party sees it. */
export type ShipmentHandover = Pick<
  Selectable<Tables['manifests']>,
  'id' | 'interchange' | 'giver' | 'receiver' | 'departure' | 'tender_at'
> &
  Pick<Selectable<Tables['manifest_items']>, 'status' | 'container'>;

/** Manifests that a shipment is or was on, the last one first. */
export async function listShipmentHandovers(tx: Tx, shipmentId: string): Promise<ShipmentHandover[]> {
  return tx
    .selectFrom('manifest_items as i')
    .innerJoin('manifests as m', 'm.id', 'i.manifest_id')
    .select(['m.id', 'm.interchange', 'm.giver', 'm.receiver', 'm.departure', 'm.tender_at', 'i.status', 'i.container'])
    .where('i.item', '=', shipmentId)
    .where('i.kind', '=', 'piece')
    .orderBy('m.id', 'desc')
    .execute();
}

/** A tender that a plan expects of a shipment. */
export type ShipmentTender = Pick<
  Selectable<Tables['planned_tenders']>,
  'giver_id' | 'receiver_id' | 'interchange' | 'tender_at' | 'ready_at'
>;

/** Tenders of a shipment that the acting party is to give or receive, or that are of its own, in order. */
export async function listShipmentTenders(tx: Tx, shipmentId: string): Promise<ShipmentTender[]> {
  return tx
    .selectFrom('planned_tenders')
    .select(['giver_id', 'receiver_id', 'interchange', 'tender_at', 'ready_at'])
    .where('shipment_id', '=', shipmentId)
    .orderBy('tender_at')
    .execute();
}
