import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';

/** Row of the shipment with an id, NONE when there is none. Compares bytes, so ten million ids take a moment. */
export function findShipment({ id, count }: Shipments, wanted: string): number {
  const bytes = Buffer.from(wanted, 'utf8');
  for (let row = 0; row < count; row++) {
    const start = id.start[row];
    if (id.start[row + 1] - start !== bytes.length) continue;
    let same = 0;
    while (same < bytes.length && id.bytes[start + same] === bytes[same]) same++;
    if (same === bytes.length) return row;
  }
  return NONE;
}
