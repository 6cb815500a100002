import type { Shipments } from '../../domain/shipments.js';
import type { PromiseRequest } from './promise-request.js';

/** A shipment as the request of a promise: what it is, where it starts and ends, and since when it is ready. */
export function shipmentRequest(shipments: Shipments, row: number): PromiseRequest {
  const origin = shipments.origin[row];
  return {
    from: origin >= 0 ? { kind: 'facility', index: origin } : { kind: 'code', index: -1 - origin },
    to: shipments.destination[row],
    atSec: shipments.readySec[row],
    g: shipments.weightG[row],
    ml: shipments.volumeMl[row],
    longestSideCm: shipments.longestSideCm[row],
    product: shipments.product[row],
    codAmount: shipments.codAmount[row],
    goods: shipments.goods[row],
  };
}
