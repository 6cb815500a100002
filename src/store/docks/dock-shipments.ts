import { sql } from 'kysely';
import { GOODS } from '../../domain/network.js';
import type { Tx } from '../database/store.js';

/** What a dock knows of a shipment that the acting party owns or carries. */
export interface DockShipment {
  readonly id: string;
  readonly trackingNumber: string;
  readonly ownerId: string;
  readonly weightG: number;
  readonly goods: number; // goods mask
}

/** Shipments that the acting party owns or carries, by what a scanner reads: their ids or tracking numbers. */
export async function findDockShipments(tx: Tx, names: readonly string[]): Promise<DockShipment[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<Row>`
    select id, tracking_number, owner_id, weight_g, goods from shipments where id = any(${[...names]}::text[])
    union select id, tracking_number, owner_id, weight_g, goods from shipments
      where tracking_number = any(${[...names]}::text[])
    union select id, tracking_number, owner_id, weight_g, goods from carried_shipments
      where id = any(${[...names]}::text[])
    union select id, tracking_number, owner_id, weight_g, goods from carried_shipments
      where tracking_number = any(${[...names]}::text[])
    order by id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    trackingNumber: row.tracking_number,
    ownerId: row.owner_id,
    weightG: row.weight_g,
    goods: row.goods.reduce((mask, name) => mask | (1 << GOODS.indexOf(name as (typeof GOODS)[number])), 0),
  }));
}

interface Row {
  readonly id: string;
  readonly tracking_number: string;
  readonly owner_id: string;
  readonly weight_g: number;
  readonly goods: string[];
}
