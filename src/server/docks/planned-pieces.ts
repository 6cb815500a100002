import { listPlannedTenders } from '../../store/plans/assignments.js';
import type { Owner } from '../../store/docks/containers.js';
import { findDockShipments } from '../../store/docks/dock-shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { DockParty } from './dock-of.js';
import { loadYard } from './yard-slice.js';

/** Shipments that the plan tenders at an interchange at one moment. */
export async function plannedPieces(
  tx: Tx,
  tender: {
    readonly giverId: string;
    readonly receiverId: string;
    readonly interchange: string;
    readonly tender_at: string;
  },
): Promise<string[]> {
  const from = new Date(tender.tender_at);
  const until = new Date(from.getTime() + 1);
  const tenders = await listPlannedTenders(tx, { interchange: tender.interchange, from, until });
  return tenders
    .filter(({ giver_id, receiver_id }) => giver_id === tender.giverId && receiver_id === tender.receiverId)
    .map(({ shipment_id }) => shipment_id);
}

/** Of some shipments what the acting party has: the closed containers that they are in, outermost, and what is loose. */
export async function packedOf(
  tx: Tx,
  by: { readonly owner: Owner; readonly acting: DockParty },
  shipmentIds: readonly string[],
): Promise<{ readonly pieces: readonly string[]; readonly containers: readonly string[] }> {
  const shipments = await findDockShipments(tx, shipmentIds);
  const { yard, held } = await loadYard(tx, by, { containerIds: [], shipments });
  const pieces: string[] = [];
  const containers = new Set<string>();
  for (const { id } of shipments) {
    const piece = yard.pieces.get(id);
    if (piece === undefined || piece.party !== by.owner.code || held.has(id)) continue;
    let outer = piece.container === undefined ? undefined : yard.containers.get(piece.container);
    while (outer?.container !== undefined) outer = yard.containers.get(outer.container);
    if (outer === undefined) pieces.push(id);
    else if (outer.status !== 'open') containers.add(outer.id);
  }
  return { pieces, containers: [...containers] };
}
