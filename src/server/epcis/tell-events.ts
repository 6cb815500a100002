import { epcisOfCustody } from '../../standards/epcis/custody-event.js';
import type { EpcisEvent } from '../../standards/epcis/event.js';
import { findParcels, listRecorded, type RecordedRow } from '../../store/custody/epcis.js';
import type { Tx } from '../../store/database/store.js';

/** A custody event as EPCIS tells it. */
export interface ToldEvent {
  readonly row: RecordedRow;
  readonly event: EpcisEvent;
}

/** Local time of where parcels are, as it is told in events. */
export const OFFSET_MIN = 330;

/** Custody events as EPCIS tells them; those of shipments whose number the acting party may not know are left out. */
export async function tellEvents(tx: Tx, rows: readonly RecordedRow[]): Promise<ToldEvent[]> {
  const ids = [...new Set(rows.map(({ shipmentId }) => shipmentId))];
  const parcels = await findParcels(tx, { ids, numbers: [] });
  const numbers = new Map(parcels.map(({ id, trackingNumber }) => [id, trackingNumber]));
  const voided = await voidedBy(tx, rows);
  return rows.flatMap((row) => {
    const parcel = numbers.get(row.shipmentId);
    if (parcel === undefined) return [];
    const target = voided.get(keyOf(row.shipmentId, row.event.voids ?? ''))?.event;
    const event = epcisOfCustody(row.event, { parcel, offsetMin: OFFSET_MIN }, target);
    return event === undefined ? [] : [{ row, event }];
  });
}

/** What a told event looks like outside: with the moment at which it was recorded here. */
export function withRecordTime({ row, event }: ToldEvent): EpcisEvent {
  return { ...event, recordTime: new Date(row.recordedMs).toISOString() };
}

/** The events that voids among some rows take back, by shipment and id. */
async function voidedBy(tx: Tx, rows: readonly RecordedRow[]): Promise<ReadonlyMap<string, RecordedRow>> {
  const known = new Map(rows.map((row) => [keyOf(row.shipmentId, row.event.id), row]));
  const shipments = rows
    .filter(({ shipmentId, event }) => event.voids !== undefined && !known.has(keyOf(shipmentId, event.voids)))
    .map(({ shipmentId }) => shipmentId);
  for (const row of await listRecorded(tx, [...new Set(shipments)]))
    known.set(keyOf(row.shipmentId, row.event.id), row);
  return known;
}

function keyOf(shipmentId: string, eventId: string): string {
  return `${shipmentId} ${eventId}`;
}
