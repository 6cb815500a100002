import type { CustodyEvent, EventKind } from '../../domain/custody-event.js';

/**
 * An event that the service itself makes of what a party did through it, now. Its id follows from what it is, so that one such
 * event is made of a shipment by a party, however often that is asked for.
 */
export function ownEvent(
  kind: EventKind,
  { id, party, now }: { readonly id: string; readonly party: string; readonly now: Date },
): CustodyEvent {
  const nowMs = now.getTime();
  return {
    id: `ev_${kind}_${party}_${id}`,
    shipment: id,
    kind,
    party,
    deviceMs: nowMs,
    serverMs: nowMs,
    source: 'manual',
  };
}
