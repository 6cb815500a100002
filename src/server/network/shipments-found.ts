import type { z } from '@hono/zod-openapi';
import { idPattern } from '../../domain/ids.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import { findShipment, type SeenShipment } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import type * as wire from '../../wire/network/network.js';

type Found = z.infer<typeof wire.FoundSchema>['data'][number];

/** Shorter texts are no numbers of shipments. */
const NUMBER_LENGTH_MIN = 6;
const SAME_REFERENCE_MAX = 3;

interface AskingCarrier {
  readonly partyId: string;
  readonly mode: Mode;
}

/** Shipments that the acting party may see with an id, tracking number or reference that is this whole text. */
export async function shipmentsFound(tx: Tx, carrier: AskingCarrier, text: string): Promise<Found[]> {
  const sought = text.trim();
  if (sought.length < NUMBER_LENGTH_MIN) return [];
  const byId = idPattern('shipment').test(sought) ? await findShipment(tx, sought) : undefined;
  const found = byId === undefined ? await byNumber(tx, carrier, sought) : [byId];
  return found.map(({ id, tracking_number, reference, destination_pin }) => ({
    kind: 'shipment',
    id,
    name: reference ?? tracking_number,
    about: `${tracking_number} → ${destination_pin}`,
    party: null,
    column: null,
  }));
}

async function byNumber(tx: Tx, { partyId, mode }: AskingCarrier, sought: string): Promise<SeenShipment[]> {
  const acting = { partyId, mode, kind: 'carrier' as const };
  const page = { limit: SAME_REFERENCE_MAX, before: undefined };
  const numbered = await searchShipments(tx, acting, { ...page, filter: { tracking_number: sought.toUpperCase() } });
  if (numbered.rows.length > 0) return [...numbered.rows];
  return [...(await searchShipments(tx, acting, { ...page, filter: { reference: sought } })).rows];
}
