import { GOODS } from '../../domain/network.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { NO_ORIGIN, ShipmentReferences, ShipmentRows } from '../../feed/shipments/shipment-rows.js';
import type { PlannableShipment } from '../../store/plans/plannable-shipments.js';

/** One party's shipments, and the index that it has in the workspace. */
export interface PartyShipments {
  readonly party: number;
  readonly shipments: readonly PlannableShipment[];
}

export interface ShipmentsOfParties {
  readonly shipments: Shipments;
  readonly moving: number; // so many of the first ones are on their way
  readonly leftOut: number; // of places or products that the workspace does not have
}

/**
 * Shipments of the database as columns of a workspace. Those on their way come first, then those that are to stay on
 * their routes, because where room is lacking the last ones lose their routes first.
 */
export function shipmentsOfParties(
  workspace: Workspace,
  parties: readonly PartyShipments[],
  staying: ReadonlySet<string>,
): ShipmentsOfParties {
  const references = new ShipmentReferences(workspace);
  const products = new Map(workspace.products.map(({ id }, index) => [id, index]));
  const postalCodes = new Map(workspace.network.postalCodes.map((code, index) => [code, index]));
  const all = parties
    .flatMap(({ party, shipments }) => shipments.map((shipment) => ({ party, shipment })))
    .map((one) => ({ ...one, rank: one.shipment.moving ? 0 : staying.has(one.shipment.id) ? 1 : 2 }))
    .toSorted((a, b) => a.rank - b.rank);
  const rows = new ShipmentRows(workspace, all.length, all.length * 32);
  const { sortSec } = workspace.network.facilities;
  let leftOut = 0;
  let moving = 0;
  for (const { party, shipment } of all) {
    const product = products.get(shipment.product);
    const destination = postalCodes.get(shipment.office ?? shipment.destination_pin);
    const origin = references.originText(party, shipment.origin);
    if (product === undefined || destination === undefined || origin === NO_ORIGIN) {
      leftOut++;
      continue;
    }
    const id = Buffer.from(shipment.id);
    rows.appendId(id, 0, id.length);
    const values = {
      party,
      product,
      origin,
      destination,
      readySec: secOf(workspace, shipment.ready_at) + (shipment.riding && origin >= 0 ? sortSec[origin] : 0),
      promisedSec: shipment.promised_by === null ? Number.NaN : Math.max(0, secOf(workspace, shipment.promised_by)),
      weightG: shipment.weight_g,
      volumeMl: shipment.volume_ml,
      longestSideCm: shipment.longest_side_cm ?? Number.NaN,
      value: Math.min(shipment.value_minor, 0xffff_ffff),
      codAmount: Math.min(shipment.cod_minor, 0xffff_ffff),
      goods: shipment.goods.reduce((mask, name) => mask | (1 << GOODS.findIndex((known) => known === name)), 0),
    };
    rows.add(values, () => undefined); // booking has checked them
    if (shipment.moving) moving++;
  }
  return { shipments: rows.finish(), moving, leftOut };
}

function secOf({ calendar }: Workspace, at: Date): number {
  return Math.floor((at.getTime() - calendar.startMs) / 1000);
}
