import {
  ADDRESSEE,
  NOBODY,
  SENDER,
  type Custodian,
  type CustodyEvent,
  type Deviation,
  type Folded,
  type TimelineStep,
  type Tracked,
} from '../../domain/custody-event.js';
import { EVENT_RULES, phaseOf } from './event-rules.js';
import { CLOCK_AHEAD_MS, compareEvents, mergeCopies, momentOf, type Merged } from './event-order.js';

/**
 * The state of one shipment from all its events. Any order and any number of copies of the same events give the same
 * result. Nothing that is in them throws: what cannot be is in the timeline with a deviation and changes nothing.
 * O(events · log events).
 */
export function foldEvents(events: Iterable<CustodyEvent>): Tracked {
  const merged = mergeCopies(events);
  const byId = new Map(merged.map(({ event }) => [event.id, event]));
  const voided = new Set(
    merged.flatMap(({ event }) => (voidsSomething(event, byId.get(event.voids ?? '')) ? [event.voids] : [])),
  );
  merged.sort((a, b) => compareEvents(a.event, b.event));
  const timeline: TimelineStep[] = [];
  let now: Facts = BEFORE_ANYTHING;
  for (const one of merged) {
    const done = voided.has(one.event.id)
      ? { facts: now, outcome: 'voided' as const, deviations: [] }
      : happen(now, one, voided);
    timeline.push(stepOf(one, now, done));
    now = done.facts;
  }
  return { ...now, responsible: responsibleOf(now), timeline };
}

/**
 * The state with one more event, when that needs only the state so far: undefined when the event is late, is a copy, or
 * has to do with a void, and everything must be folded again. O(events), without sorting.
 */
export function foldOn(tracked: Tracked, event: CustodyEvent): Tracked | undefined {
  const involves = (other: CustodyEvent): boolean =>
    other.id === event.id || (other.kind === 'voided' && other.voids === event.id);
  if (tracked.timeline.some(({ event: other }) => involves(other))) return undefined;
  const next = foldNext(foldedOf(tracked), event);
  return next && { ...next.folded.tracked, timeline: [...tracked.timeline, next.step] };
}

/** Where a fold stands that has everything of a shipment so far. */
export function foldedOf({ timeline, ...tracked }: Tracked): Folded {
  return { tracked, last: timeline.at(-1)?.event };
}

/** Where the fold of nothing stands. */
export function foldedNothing(): Folded {
  return { tracked: { ...BEFORE_ANYTHING, responsible: responsibleOf(BEFORE_ANYTHING) }, last: undefined };
}

/**
 * Folds on by one event without the ones before it, in O(1): undefined when it is late or is a void, and everything must be
 * folded again. The caller knows that no event so far has its id, and no void names it; otherwise too.
 */
export function foldNext(
  { tracked, last }: Folded,
  event: CustodyEvent,
): { readonly folded: Folded; readonly step: TimelineStep } | undefined {
  if (event.kind === 'voided' || (last && compareEvents(last, event) >= 0)) return undefined;
  const { responsible: _, ...facts } = tracked;
  const one: Merged<CustodyEvent> = { event, conflicting: false };
  const done = happen(facts, one, NO_VOIDS);
  const after = { ...done.facts, responsible: responsibleOf(done.facts) };
  return { folded: { tracked: after, last: event }, step: stepOf(one, facts, done) };
}

const NO_VOIDS: ReadonlySet<string> = new Set();

type Facts = Omit<Tracked, 'timeline' | 'responsible'>;

interface Done {
  readonly facts: Facts;
  readonly outcome: TimelineStep['outcome'];
  readonly deviations: readonly Deviation[];
}

const BEFORE_ANYTHING: Facts = {
  state: undefined,
  custodian: SENDER,
  direction: 'forward',
  place: undefined,
  sinceMs: undefined,
  lastSeenMs: undefined,
  damaged: false,
  container: undefined,
  tenderedTo: undefined,
  handover: undefined,
};

function happen(
  before: Facts,
  { event, conflicting }: Merged<CustodyEvent>,
  voided: ReadonlySet<string | undefined>,
): Done {
  const deviations: Deviation[] = [];
  if (conflicting) {
    deviations.push({
      code: 'conflicting_copy',
      words: `${event.id} was sent with different contents; the first counts`,
    });
  }
  if (event.deviceMs > event.serverMs + CLOCK_AHEAD_MS) {
    const minutes = Math.round((event.deviceMs - event.serverMs) / 60_000);
    deviations.push({
      code: 'clock_ahead',
      words: `the device's clock was ${minutes} minutes ahead; the server's counts`,
    });
  }
  if (event.kind === 'voided' && !voided.has(event.voids)) {
    const words = 'it voids no event that its own party made';
    deviations.push({ code: 'void_without_effect', words });
  }
  // A partner's first scan of what is tendered to it may say `accepted`, as a post's says posted.
  if (event.kind === 'accepted' && before.tenderedTo === event.party) return receive(before, event, deviations);
  const rule = EVENT_RULES[event.kind];
  const phase = phaseOf(before.state);
  const untendered = event.kind === 'refused' && before.tenderedTo !== event.party;
  if (!rule.in.includes(phase) || untendered) {
    const words = untendered
      ? `${event.party} cannot refuse what is not tendered to it`
      : `${event.kind} cannot happen to what is ${before.state ?? 'not yet known'}`;
    return {
      facts: before,
      outcome: 'impossible',
      deviations: [...deviations, { code: 'impossible_transition', words }],
    };
  }
  if (event.kind === 'received') return receive(before, event, deviations);
  if (rule.seen && isParty(before.custodian) && before.custodian !== event.party && event.kind !== 'refused') {
    const words = `${event.party} has it in hand without a received scan; ${before.custodian} answers for it`;
    deviations.push({ code: 'scan_without_custody', words });
  }
  const facts = moved(before, event);
  return { facts, outcome: rule.to === undefined ? 'noted' : 'moved', deviations };
}

/** Custody passes at the received scan, whatever was scanned or forgotten before. */
function receive(before: Facts, event: CustodyEvent, deviations: Deviation[]): Done {
  const { custodian, tenderedTo } = before;
  const atMs = momentOf(event);
  if (custodian === event.party && tenderedTo === undefined && before.state !== 'lost') {
    return { facts: { ...before, lastSeenMs: atMs }, outcome: 'noted', deviations }; // seen again by who has it
  }
  if (isParty(custodian) && custodian !== event.party) {
    if (tenderedTo === undefined) {
      const words = `${event.party} received it without a tender by ${custodian}`;
      deviations.push({ code: 'received_without_tender', words });
    } else if (tenderedTo !== event.party) {
      deviations.push({
        code: 'received_from_other',
        words: `it was tendered to ${tenderedTo}, not to ${event.party}`,
      });
    } else if (event.counterparty !== undefined && event.counterparty !== custodian) {
      const words = `${event.party} says it came from ${event.counterparty}, but ${custodian} had it`;
      deviations.push({ code: 'received_from_other', words });
    }
  }
  const facts: Facts = {
    ...before,
    state: 'received',
    custodian: event.party,
    place: event.place ?? before.place,
    sinceMs: atMs,
    lastSeenMs: atMs,
    container: event.container ?? before.container,
    tenderedTo: undefined,
    handover: event.handover ?? before.handover,
  };
  return { facts, outcome: 'moved', deviations };
}

/** The facts after an event that can happen and is no received scan. */
function moved(before: Facts, event: CustodyEvent): Facts {
  const { seen, to } = EVENT_RULES[event.kind];
  const atMs = momentOf(event);
  const ends = event.kind === 'delivered' && before.direction === 'return' ? 'returned' : to;
  const found = to === undefined && seen && before.state === 'lost' ? 'at_facility' : undefined;
  const state = ends ?? found ?? before.state;
  const takes = seen && before.custodian === SENDER && ['new', 'booked'].includes(phaseOf(before.state));
  const tendered = event.kind === 'tendered';
  // A tender stands until it is taken or refused, or the giver moves the shipment on itself.
  const withdrawn = event.kind === 'refused' || (seen && to !== undefined && event.party === before.custodian);
  return {
    state,
    custodian: custodianAfter(state, takes ? event.party : before.custodian),
    direction: event.kind === 'return_started' || event.kind === 'returned' ? 'return' : before.direction,
    place: seen ? (event.place ?? before.place) : before.place,
    sinceMs: ends !== undefined || found !== undefined ? atMs : before.sinceMs,
    lastSeenMs: seen ? atMs : before.lastSeenMs,
    damaged: before.damaged || event.kind === 'damaged',
    container: containerAfter(before.container, event, state),
    tenderedTo: tendered
      ? event.counterparty
      : withdrawn || phaseOf(state) !== 'carried'
        ? undefined
        : before.tenderedTo,
    handover: tendered ? event.handover : withdrawn ? undefined : before.handover,
  };
}

function custodianAfter(state: Tracked['state'], custodian: Custodian): Custodian {
  if (state === 'delivered') return ADDRESSEE;
  if (state === 'returned' || state === 'cancelled') return SENDER;
  return state === 'disposed' ? NOBODY : custodian;
}

function containerAfter(
  container: string | undefined,
  event: CustodyEvent,
  state: Tracked['state'],
): string | undefined {
  if (event.kind === 'packed') return event.container;
  return event.kind === 'unpacked' || ['delivered', 'returned', 'disposed'].includes(state ?? '')
    ? undefined
    : container;
}

/** Who has to act: whom it is offered to, otherwise who has it; nobody when its life has ended. */
function responsibleOf({ state, custodian, tenderedTo }: Facts): Custodian {
  if (['delivered', 'returned', 'disposed', 'cancelled'].includes(state ?? '')) return NOBODY;
  return tenderedTo ?? custodian;
}

function stepOf({ event }: Merged<CustodyEvent>, before: Facts, { facts, outcome, deviations }: Done): TimelineStep {
  return {
    event,
    atMs: momentOf(event),
    outcome,
    state: facts.state,
    custodianBefore: before.custodian,
    custodianAfter: facts.custodian,
    responsible: responsibleOf(facts),
    deviations,
  };
}

function isParty(custodian: Custodian): boolean {
  return !custodian.startsWith('@');
}

/** A party can take back what it said itself, but not a void: an event is voided or it is not. */
function voidsSomething(event: CustodyEvent, target: CustodyEvent | undefined): boolean {
  return event.kind === 'voided' && target !== undefined && target.kind !== 'voided' && target.party === event.party;
}
