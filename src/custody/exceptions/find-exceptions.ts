import type { ExceptionTimes } from '../../domain/agreement.js';
import { NOBODY, SENDER, type TimelineStep, type Tracked } from '../../domain/custody-event.js';
import { inEnglish, type Said } from '../../domain/said.js';
import type { PlannedStep, ShipmentException } from '../../domain/shipment-exception.js';
import { EVENT_RULES, phaseOf } from '../events/event-rules.js';
import { progressOf, type Progress } from '../plans/plan-progress.js';

/** After how long something is an exception. */
export interface ExceptionRules {
  readonly noScanMs: number;
  readonly lostAfterMs: number; // presumed lost, by the agreement's liability
  readonly stuckMs: number; // at an interchange, tendered or received
  readonly slackMs: number; // a departure scan may come so late
  readonly weightToleranceG: number;
}

/** The rules that an agreement gives. */
export function exceptionRules(
  of: ExceptionTimes & { readonly lostAfterDays: number; readonly weightToleranceG: number },
): ExceptionRules {
  const hour = 3_600_000;
  return {
    noScanMs: of.noScanHours * hour,
    lostAfterMs: of.lostAfterDays * 24 * hour,
    stuckMs: of.stuckHours * hour,
    slackMs: of.slackMinutes * 60_000,
    weightToleranceG: of.weightToleranceG,
  };
}

/** What exceptions are looked for in. */
export interface ExceptionsOf {
  readonly tracked: Tracked;
  readonly steps: readonly PlannedStep[]; // of the route that holds now; none when there is no plan
  readonly dueMs: number | undefined; // promised
  readonly bookedG: number | undefined; // weight as booked
  /** When it would be delivered at best from a place and moment on; undefined when there is no way. */
  readonly newPromise: (from: { readonly place: string; readonly atMs: number }) => number | undefined;
}

/**
 * Everything about a shipment that a person should look at now, most severe first, then by key. Depends on nothing but
 * what is given: an exception is there as long as its rule finds it, and events that clear it make it go.
 */
export function findExceptions(of: ExceptionsOf, rules: ExceptionRules, nowMs: number): ShipmentException[] {
  const { tracked, steps } = of;
  const phase = phaseOf(tracked.state);
  const found: ShipmentException[] = [...contradictions(tracked), ...weightMismatch(of, rules)];
  if (phase === 'carried' || phase === 'booked') {
    const progress = progressOf(tracked, steps);
    const missed = missedConnection(tracked, progress, { nowMs, slackMs: rules.slackMs });
    found.push(...missed, ...promise(of, { progress, missed: missed.length > 0, nowMs, slackMs: rules.slackMs }));
  }
  if (phase === 'carried') {
    found.push(...noScan(tracked, rules, nowMs), ...stuck(tracked, rules, nowMs), ...custodyGap(tracked));
  }
  return found.sort((a, b) => SEVERITY[a.severity] - SEVERITY[b.severity] || (a.key < b.key ? -1 : 1));
}

const SEVERITY = { critical: 0, warning: 1, info: 2 };

/** It is where a departure, tender or round was to take it, and that is past. */
function missedConnection(
  tracked: Tracked,
  { next, here }: Progress,
  at: { readonly nowMs: number; readonly slackMs: number },
): ShipmentException[] {
  if (next === undefined || !TAKES_AWAY.has(next.kind)) return [];
  const notHandedIn = tracked.custodian === SENDER;
  if (here?.event.place !== next.place && !notHandedIn) return []; // nobody has seen it there
  const cameTooLate = here !== undefined && here.atMs > next.atMs;
  if (at.nowMs <= next.atMs || (!cameTooLate && at.nowMs <= next.atMs + at.slackMs)) return [];
  const said: Said = {
    code: notHandedIn ? 'missed_not_handed_in' : cameTooLate ? 'missed_came_late' : 'missed_not_seen',
    values: { what: nameOf(next), step: next.kind, place: next.place, planned_ago: instant(next.atMs) },
  };
  return [
    {
      key: `missed_connection ${next.what}`,
      code: 'missed_connection',
      severity: 'warning',
      responsible: tracked.custodian,
      sinceMs: Math.max(next.atMs, here?.atMs ?? next.atMs),
      words: inEnglish(said, { what: next.what, planned_ago: ago(at.nowMs - next.atMs) }),
      said,
      evidence: here ? [here.event.id] : [],
      clears: `a scan that shows it left ${next.place}, or another plan`,
    },
  ];
}

const TAKES_AWAY: ReadonlySet<string> = new Set(['departed', 'tendered', 'out_for_delivery']);

function noScan(
  { lastSeenMs, custodian, state, timeline }: Tracked,
  rules: ExceptionRules,
  nowMs: number,
): ShipmentException[] {
  if (lastSeenMs === undefined || state === 'awaiting_collection') return [];
  const silentMs = nowMs - lastSeenMs;
  if (silentMs <= rules.noScanMs) return [];
  const lost = silentMs > rules.lostAfterMs;
  const said: Said = { code: lost ? 'presumed_lost' : 'no_scan', values: { seen_for: instant(lastSeenMs) } };
  return [
    {
      key: lost ? 'presumed_lost' : 'no_scan',
      code: lost ? 'presumed_lost' : 'no_scan',
      severity: lost ? 'critical' : 'warning',
      responsible: custodian,
      sinceMs: lastSeenMs + (lost ? rules.lostAfterMs : rules.noScanMs),
      words: inEnglish(said, { seen_for: hours(silentMs) }),
      said,
      evidence: lastOf(timeline, ({ atMs }) => atMs === lastSeenMs),
      clears: 'any scan of it',
    },
  ];
}

/** Tendered and not received, or received and not moved on. */
function stuck(
  { state, sinceMs, tenderedTo, custodian, place, timeline }: Tracked,
  rules: ExceptionRules,
  nowMs: number,
): ShipmentException[] {
  if ((state !== 'tendered' && state !== 'received') || sinceMs === undefined || nowMs - sinceMs <= rules.stuckMs)
    return [];
  const moved_for = instant(sinceMs);
  const said: Said =
    state === 'tendered'
      ? { code: 'not_received', values: { party: tenderedTo ?? 'a partner', moved_for } }
      : { code: 'not_moved_on', values: { moved_for } };
  const words = inEnglish(said, { moved_for: hours(nowMs - sinceMs) });
  return [
    {
      key: `stuck_at_interchange ${state} ${sinceMs}`,
      code: 'stuck_at_interchange',
      severity: 'warning',
      responsible: tenderedTo ?? custodian,
      sinceMs: sinceMs + rules.stuckMs,
      words: place === undefined ? words : `${words} at ${place}`,
      said,
      evidence: lastOf(timeline, (step) => step.outcome === 'moved'),
      clears: state === 'tendered' ? 'a received scan, or a refusal' : 'a scan that shows it moved on',
    },
  ];
}

function promise(
  { tracked, steps, dueMs, newPromise }: ExceptionsOf,
  at: { readonly progress: Progress; readonly missed: boolean; readonly nowMs: number; readonly slackMs: number },
): ShipmentException[] {
  const { nowMs, progress } = at;
  if (dueMs === undefined) return [];
  const shared = {
    responsible: tracked.custodian,
    evidence: lastOf(tracked.timeline, (step) => step.outcome === 'moved'),
  };
  if (nowMs > dueMs) {
    const said: Said = { code: 'promise_past', values: { promised_ago: instant(dueMs) } };
    return [
      {
        key: 'promise_broken',
        code: 'promise_broken',
        severity: 'critical',
        sinceMs: dueMs,
        words: inEnglish(said, { promised_ago: ago(nowMs - dueMs) }),
        said,
        clears: 'delivery',
        ...shared,
      },
    ];
  }
  const behind = at.missed || (progress.next !== undefined && nowMs > progress.next.atMs + at.slackMs);
  const place = tracked.place ?? steps.at(0)?.place;
  if (!behind && steps.length === 0) return [];
  const expectedMs = behind
    ? place === undefined
      ? undefined
      : newPromise({ place, atMs: nowMs })
    : steps.at(-1)?.atMs;
  if (expectedMs !== undefined && expectedMs <= dueMs) return [];
  const late = expectedMs === undefined ? undefined : expectedMs - dueMs;
  const said: Said =
    late === undefined
      ? { code: 'behind_no_way', values: {} }
      : { code: behind ? 'behind_late' : 'planned_late', values: { minutes: Math.round(late / 60_000) } };
  return [
    {
      key: 'promise_at_risk',
      code: 'promise_at_risk',
      severity: expectedMs === undefined ? 'critical' : 'warning',
      sinceMs: behind ? (progress.next?.atMs ?? nowMs) : (tracked.sinceMs ?? nowMs),
      words: inEnglish(said, late === undefined ? {} : { minutes: hours(late) }),
      said,
      clears: 'a scan that shows it back on its plan, or another plan or promise',
      newPromiseMs: expectedMs,
      ...shared,
    },
  ];
}

/** Weighings, and the weight as booked, of which two differ by more than the tolerance; of each party the last counts. */
function weightMismatch({ tracked, bookedG }: ExceptionsOf, { weightToleranceG }: ExceptionRules): ShipmentException[] {
  const last = new Map<string, TimelineStep>();
  for (const step of tracked.timeline) {
    if (step.event.weightG !== undefined && step.outcome !== 'voided') last.set(step.event.party, step);
  }
  const weighed = [...last.values()];
  const grams = weighed.map(({ event }) => event.weightG ?? 0);
  const all = bookedG === undefined ? grams : [bookedG, ...grams];
  if (weighed.length === 0 || Math.max(...all) - Math.min(...all) <= weightToleranceG) return [];
  const agree = Math.max(...grams) - Math.min(...grams) <= weightToleranceG;
  const weights = weighed
    .map(({ event }) => `${event.party} ${event.weightG} g`)
    .sort()
    .join(', ');
  const said: Said =
    bookedG === undefined
      ? { code: 'weighed', values: { weights } }
      : { code: 'weighed_booked', values: { weights, booked_g: bookedG } };
  return [
    {
      key: 'weight_mismatch',
      code: 'weight_mismatch',
      severity: 'info',
      responsible: agree ? SENDER : tracked.custodian === NOBODY ? weighed[0].event.party : tracked.custodian,
      sinceMs: Math.max(...weighed.map(({ atMs }) => atMs)),
      words: inEnglish(said),
      said,
      evidence: weighed.map(({ event }) => event.id).sort(),
      clears: `weighings and booking within ${weightToleranceG} g`,
    },
  ];
}

/** Whoever saw it last is not who answers for it. */
function custodyGap({ timeline, custodian }: Tracked): ShipmentException[] {
  const lastSeen = timeline.findLast(
    ({ outcome, event }) => (outcome === 'moved' || outcome === 'noted') && EVENT_RULES[event.kind].seen,
  );
  if (lastSeen === undefined || !lastSeen.deviations.some(({ code }) => code === 'scan_without_custody')) return [];
  const { party, id } = lastSeen.event;
  const said: Said = { code: 'custody_gap', values: { party, custodian } };
  return [
    {
      key: `custody_gap ${party}`,
      code: 'custody_gap',
      severity: 'critical',
      responsible: party,
      sinceMs: lastSeen.atMs,
      words: inEnglish(said),
      said,
      evidence: [id],
      clears: `a received scan by ${party}, or a scan by ${custodian}`,
    },
  ];
}

function contradictions({ timeline }: Tracked): ShipmentException[] {
  return timeline.flatMap(({ event, atMs, deviations, outcome }) => {
    const odd = deviations.filter(({ code }) => code !== 'scan_without_custody' && code !== 'received_without_tender');
    if (odd.length === 0 || outcome === 'voided') return [];
    return [
      {
        key: `contradicting_event ${event.id}`,
        code: 'contradicting_event' as const,
        severity: 'info' as const,
        responsible: event.party,
        sinceMs: atMs,
        words: odd.map(({ words }) => words).join('; '),
        evidence: [event.id],
        clears: `events that explain it, or ${event.party} voiding it`,
      },
    ];
  });
}

function lastOf(timeline: readonly TimelineStep[], fits: (step: TimelineStep) => boolean): string[] {
  const step = timeline.findLast(fits);
  return step ? [step.event.id] : [];
}

/** Of what takes it away: the trip or interchange; a round has no name. */
function nameOf({ kind, what }: PlannedStep): string {
  if (kind === 'departed') return what.replace(/ of [\d-]+$/, '');
  return kind === 'tendered' ? what.replace(/^tender at /, '') : '';
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function hours(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 72 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
}

function ago(ms: number): string {
  return `${hours(ms)} ago`;
}
