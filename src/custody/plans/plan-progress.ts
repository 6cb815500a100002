import type { EventKind, TimelineStep, Tracked } from '../../domain/custody-event.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import { EVENT_RULES } from '../events/event-rules.js';

/** How far along its planned route a shipment was seen. */
export interface Progress {
  readonly next: PlannedStep | undefined; // the first step that nobody has seen done
  readonly doneBy: readonly (TimelineStep | undefined)[]; // of each step, the event that showed it
  readonly doneCount: number; // steps that are behind it, seen or not
  readonly here: TimelineStep | undefined; // the last event that shows where it is; undefined when it has left since
}

/**
 * Events matched to planned steps, in order: each shows the first step after those seen before that is of its kind and
 * at its place. Steps in between were done without a scan.
 */
export function progressOf({ timeline }: Tracked, steps: readonly PlannedStep[]): Progress {
  let done = 0; // steps that are behind it
  const doneBy: (TimelineStep | undefined)[] = steps.map(() => undefined);
  let here: TimelineStep | undefined;
  for (const step of timeline) {
    if (step.outcome === 'voided' || step.outcome === 'impossible') continue;
    const { kind, place } = step.event;
    if (kind === 'departed' || kind === 'out_for_delivery') here = undefined;
    else if (place !== undefined && EVENT_RULES[kind].seen) here = step;
    const exact = steps.findIndex((planned, index) => index >= done && isDoneBy(planned, kind, place));
    const at =
      exact >= 0 ? exact : steps.findIndex((planned, index) => index >= done && isReachedBy(planned, kind, place));
    if (at < 0) continue;
    doneBy[at] = step;
    done = at + 1;
  }
  return { next: steps[done], doneBy, doneCount: done, here };
}

function isDoneBy(planned: PlannedStep, kind: EventKind, place: string | undefined): boolean {
  if (planned.kind === 'delivered') return kind === 'delivered' || kind === 'attempted';
  return planned.kind === kind && planned.place === place;
}

/** Whatever is done with it at a place shows that it came there. */
function isReachedBy(planned: PlannedStep, kind: EventKind, place: string | undefined): boolean {
  return planned.kind === 'arrived' && planned.place === place && EVENT_RULES[kind].seen;
}
