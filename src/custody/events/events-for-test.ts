import type { Prng } from '../../base/prng.js';
import { EVENT_KINDS, type CustodyEvent, type EventKind } from '../../domain/custody-event.js';

export const START_MS = Date.UTC(2026, 10, 23);
export const MINUTE_MS = 60_000;

/** For tests: an event at a minute after the start, its id made of kind and minute unless given. */
export function eventAt(
  minute: number,
  kind: EventKind,
  party = 'ats',
  more: Partial<CustodyEvent> = {},
): CustodyEvent {
  const deviceMs = START_MS + minute * MINUTE_MS;
  const id = `${kind}-${party}-${minute}`;
  return { id, shipment: 'S1', kind, party, deviceMs, serverMs: deviceMs + 5000, source: 'scan', ...more };
}

/** For tests: the usual life of a parcel that the carrier takes to an interchange and the post delivers. */
export function usualLife(): CustodyEvent[] {
  return [
    eventAt(0, 'booked'),
    eventAt(10, 'labelled'),
    eventAt(60, 'accepted', 'ats', { place: 'ats:FC-DEL' }),
    eventAt(90, 'packed', 'ats', { container: 'BAG-1', place: 'ats:FC-DEL' }),
    eventAt(100, 'departed', 'ats', { place: 'ats:FC-DEL' }),
    eventAt(180, 'arrived', 'ats', { place: 'ats:SC-DEL' }),
    eventAt(240, 'tendered', 'ats', { place: 'ats:SC-DEL', counterparty: 'post', handover: 'M1' }),
    eventAt(250, 'received', 'post', { place: 'post:HUB-DEL', counterparty: 'ats', handover: 'M1' }),
    eventAt(260, 'unpacked', 'post', { container: 'BAG-1', place: 'post:HUB-DEL' }),
    eventAt(400, 'departed', 'post', { place: 'post:HUB-DEL' }),
    eventAt(1400, 'at_delivery_office', 'post', { place: 'post:PO-1' }),
    eventAt(1500, 'out_for_delivery', 'post', { place: 'post:PO-1' }),
    eventAt(1600, 'attempted', 'post', { reason: 'consignee_absent' }),
    eventAt(2900, 'out_for_delivery', 'post', { place: 'post:PO-1' }),
    eventAt(3000, 'delivered', 'post', { personal: { signed_by: 'A. Made-up' } }),
  ];
}

/** For tests: anything, likely or not: ties, clocks that are ahead, voids, copies that differ. */
export function wildEvents(random: Prng, count: number): CustodyEvent[] {
  const events: CustodyEvent[] = [];
  while (events.length < count) {
    const copied = events.length > 0 && random.chance(0.25) ? random.pick(events) : undefined;
    if (copied) {
      const differs = random.chance(0.2) ? { place: 'ats:ELSEWHERE' } : {};
      events.push({ ...copied, ...differs, serverMs: copied.serverMs + random.below(3) * 1000 });
      continue;
    }
    const minute = random.below(12); // few moments, so that many coincide
    const party = random.pick(['ats', 'post', 'third']);
    const event = eventAt(minute, random.pick(EVENT_KINDS), party, {
      id: `e${events.length}`,
      ...(random.chance(0.5) ? { place: `${party}:F${random.below(3)}` } : {}),
      ...(random.chance(0.5) ? { counterparty: random.pick(['ats', 'post']), handover: 'M1' } : {}),
      ...(random.chance(0.1) ? { serverMs: START_MS - 60 * MINUTE_MS } : {}),
      ...(random.chance(0.5) ? { voids: `e${random.below(count)}` } : {}),
    });
    events.push(event);
  }
  return events;
}

/** For tests: the same items in another order. */
export function shuffled<T>(items: readonly T[], random: Prng): T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [result[at], result[other]] = [result[other], result[at]];
  }
  return result;
}
