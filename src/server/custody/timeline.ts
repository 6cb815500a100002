import type { z } from '@hono/zod-openapi';
import { foldEvents } from '../../custody/events/fold-events.js';
import { statusWord, type StatusView } from '../../custody/events/status-words.js';
import type { TimelineStep, Tracked } from '../../domain/custody-event.js';
import { listEvents, listOpenings } from '../../store/custody/events.js';
import * as wire from '../../wire/custody/events.js';
import { trackedOnWire } from './tracked-on-wire.js';
import type { OperationServer } from '../http/serve-operation.js';
import { getShipment } from '../shipments/shipments.js';

type WireEvent = z.input<typeof wire.TrackedEventSchema>;

/** What happened to a shipment, as one timeline. */
export function serveTimeline(operations: OperationServer): void {
  operations.serve(wire.listShipmentEvents, ({ input, run }) =>
    run(async (tx) => {
      const { id } = await getShipment(tx, input.params.id);
      const events = (await listEvents(tx, [id])).get(id) ?? [];
      const sequences = new Map(events.toReversed().map((event, index) => [event.id, events.length - 1 - index]));
      const personal = new Map<number, Record<string, string>>();
      for (const { sequence, field, value } of await listOpenings(tx, id)) {
        personal.set(sequence, { ...personal.get(sequence), [field]: value });
      }
      const tracked = foldEvents(events);
      const words = wordsOf(input.query.words, tracked);
      const data = tracked.timeline.map((step, index) => {
        const sequence = sequences.get(step.event.id) ?? 0;
        return { ...stepOnWire(step, words[index] ?? null), sequence, personal: personal.get(sequence) ?? {} };
      });
      const word = statusWord(input.query.words, tracked) ?? null;
      return { shipment_id: id, tracked: trackedOnWire(tracked), word, data };
    }),
  );
}

/** The word of a view for the state after each step. */
function wordsOf(view: StatusView, { timeline, ...end }: Tracked): (string | null)[] {
  let direction: Tracked['direction'] = 'forward';
  return timeline.map(({ event, outcome, state }, index) => {
    const happened = outcome === 'moved' || outcome === 'noted';
    if (happened && ['return_started', 'returned'].includes(event.kind)) direction = 'return';
    const then = { ...end, state, direction, timeline: timeline.slice(0, index + 1) };
    return statusWord(view, then) ?? null;
  });
}

function stepOnWire(step: TimelineStep, word: string | null): Omit<WireEvent, 'sequence' | 'personal'> {
  const { event } = step;
  return {
    id: event.id,
    kind: event.kind,
    party: event.party,
    at: new Date(step.atMs).toISOString(),
    device_at: new Date(event.deviceMs).toISOString(),
    server_at: new Date(event.serverMs).toISOString(),
    source: event.source,
    place: event.place ?? null,
    actor: event.actor ?? null,
    code: event.raw === undefined ? null : { ...event.raw },
    reason: event.reason ?? null,
    counterparty: event.counterparty ?? null,
    handover: event.handover ?? null,
    container: event.container ?? null,
    weight_g: event.weightG ?? null,
    voids: event.voids ?? null,
    evidence: (event.evidence ?? []).map((one) => ({ ...one })),
    outcome: step.outcome,
    state: step.state ?? null,
    word,
    custodian_before: step.custodianBefore,
    custodian_after: step.custodianAfter,
    responsible: step.responsible,
    deviations: step.deviations.map((deviation) => ({ ...deviation })),
  };
}
