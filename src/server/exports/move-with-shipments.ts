import { listExportsByShipment } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import { tablesOf } from './export-desk.js';
import { recordExportEvents } from './export-events.js';
import { followingEvents } from './follow-shipments.js';

/** Moves the exports that some shipments of a carrier bring to offices of exchange, by what the logs of the shipments say. */
export async function moveWithShipments(
  tx: Tx,
  { ownerId, mode, now }: { readonly ownerId: string; readonly mode: Mode; readonly now: Date },
  shipmentIds: readonly string[],
): Promise<void> {
  const events = await followingEvents(tx, await listExportsByShipment(tx, shipmentIds));
  if (events.length === 0) return;
  const { tables } = await tablesOf(tx, ownerId);
  const asking = { acting: { partyId: ownerId, mode }, principal: { actorId: 'custody' }, now };
  await recordExportEvents(tx, { open: { tables, carrier: { id: ownerId } }, asking }, events);
}
