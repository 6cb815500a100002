import { DAY_SEC, dayOfSec } from '../../base/civil-time.js';
import { UNREACHED } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Band, Product, Workspace } from '../../domain/workspace.js';
import { endOfDay } from './demand.js';

/** What happens to a parcel that takes no route. Money in minor units. */
export interface Outside {
  readonly carriage: 'spot' | 'none';
  readonly cost: number;
}

/** Days begun after due at a delivery. */
export function lateDays(deliveredSec: number, dueSec: number): number {
  return deliveredSec <= dueSec ? 0 : Math.ceil((deliveredSec - dueSec) / DAY_SEC);
}

/** When the spot carrier would deliver a parcel that is ready at `readySec`; undefined without a spot price. */
export function spotSec(workspace: Workspace, product: Product, readySec: number): number | undefined {
  if (!product.spot) return undefined;
  return endOfDay(workspace, dayOfSec(workspace.calendar, readySec) + product.spot.days);
}

/** What a shipment outside both networks does, and when it arrives; `band` is NO_GROUP when none holds it. */
export function outsideCarriage(
  workspace: Workspace,
  shipments: Shipments,
  shipment: number,
  band: number,
  dueSec: number,
): Outside & { readonly arriveSec: number } {
  const product = workspace.products[shipments.product[shipment]];
  const size = workspace.bands[band];
  const delivered = spotSec(workspace, product, shipments.readySec[shipment]);
  if (delivered === undefined || !size) return { carriage: 'none', cost: product.unplannedCost, arriveSec: UNREACHED };
  const outside = outsideOf(product, size, lateDays(delivered, dueSec));
  return { ...outside, arriveSec: outside.carriage === 'spot' ? delivered : UNREACHED };
}

/** The cheaper of spot and staying unplanned; docs/model.md section 7. */
export function outsideOf(product: Product, band: Band, spotLateDays: number): Outside {
  if (product.spot) {
    const cost = product.spot.perParcel + (product.spot.perKg * band.g) / 1000 + spotLateDays * product.latePerDay;
    if (cost <= product.unplannedCost) return { carriage: 'spot', cost };
  }
  return { carriage: 'none', cost: product.unplannedCost };
}
