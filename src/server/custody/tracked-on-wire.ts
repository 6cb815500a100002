import type { z } from '@hono/zod-openapi';
import type { TrackedState } from '../../domain/custody-event.js';
import type { TrackedSchema } from '../../wire/custody/events.js';

/** A state as it is told. */
export function trackedOnWire(tracked: TrackedState): z.input<typeof TrackedSchema> {
  return {
    state: tracked.state ?? null,
    custodian: tracked.custodian,
    responsible: tracked.responsible,
    direction: tracked.direction,
    place: tracked.place ?? null,
    since: instantOf(tracked.sinceMs),
    last_seen_at: instantOf(tracked.lastSeenMs),
    damaged: tracked.damaged,
    container: tracked.container ?? null,
    tendered_to: tracked.tenderedTo ?? null,
    handover: tracked.handover ?? null,
  };
}

function instantOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
