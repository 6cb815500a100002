import { canonicalJson } from '../../base/canonical-json.js';
import type { CustodyEvent, Deviation, Folded, TimelineStep } from '../../domain/custody-event.js';
import type { ChainHead, PersonalOpening } from '../../domain/custody-record.js';
import { genesisOf, hashOfRecordText, sealEvent } from './custody-log.js';
import { compareEvents, contentOf } from '../events/event-order.js';
import { foldedOf, foldEvents, foldNext } from '../events/fold-events.js';

/** Where the log of a shipment and its fold stand: what is kept between one request and the next. */
export interface LogState {
  readonly head: ChainHead | undefined;
  readonly recordedMs: number | undefined; // of the last record
  readonly folded: Folded;
  /** Fingerprints of the ids of all events, and of those that were voided, one after another. */
  readonly known: string;
}

/** A record that continues a log. */
export interface ContinuingRecord {
  readonly event: CustodyEvent;
  readonly sequence: number;
  readonly recordedMs: number;
  readonly bodyText: string; // canonical JSON of the sealed event
  readonly previous: string;
  readonly hash: string;
  readonly openings: readonly PersonalOpening[];
}

/** What became of one event. */
export interface LoggedEvent {
  readonly status: 'recorded' | 'known'; // known: a copy of what the log holds already
  readonly sequence: number;
  readonly deviations: readonly Deviation[];
}

export interface ContinuedLog {
  readonly state: LogState;
  readonly records: readonly ContinuingRecord[];
  readonly logged: readonly LoggedEvent[]; // of the events as they were given
  /** Since when parties have had custody: of all that ever had it when `whole`, otherwise of those that took it now. */
  readonly custody: { readonly whole: boolean; readonly sinceMs: ReadonlyMap<string, number> };
}

/**
 * Adds events of one shipment to its log, in the order of their moments, and folds them into its state. The state is always that of
 * `foldEvents` over the whole log. Usually that needs nothing but where it stood; `undefined` when it needs all earlier
 * events, in the order of the log: because one is late, may be a copy, or has to do with a void.
 */
export function continueLog(
  shipment: string,
  state: LogState,
  events: readonly CustodyEvent[],
  by: {
    readonly nowMs: number;
    readonly newSalt: () => string;
    readonly earlier?: readonly CustodyEvent[] | undefined;
  },
): ContinuedLog | undefined {
  const order = events.map((_, index) => index).sort((a, b) => compareEvents(events[a], events[b]));
  const writer = new LogWriter(shipment, state, by);
  return by.earlier === undefined
    ? continueInOrder(writer, events, order)
    : continueWhole(writer, events, { order, earlier: by.earlier });
}

/** Eight digits that differ for different ids almost always (FNV-1a). Where they do not, the log itself is looked at. */
export function fingerprintOf(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function continueInOrder(
  writer: LogWriter,
  events: readonly CustodyEvent[],
  order: readonly number[],
): ContinuedLog | undefined {
  const logged: LoggedEvent[] = [];
  const sinceMs = new Map<string, number>();
  let { folded, known } = writer.state;
  for (const index of order) {
    const event = events[index];
    const fingerprint = fingerprintOf(event.id);
    const next = known.includes(fingerprint) ? undefined : foldNext(folded, event);
    if (next === undefined) return undefined;
    folded = next.folded;
    known += fingerprint;
    noteCustody(sinceMs, next.step);
    logged[index] = { status: 'recorded', sequence: writer.append(event), deviations: next.step.deviations };
  }
  return writer.done(folded, known, { logged, custody: { whole: false, sinceMs } });
}

function continueWhole(
  writer: LogWriter,
  events: readonly CustodyEvent[],
  { order, earlier }: { readonly order: readonly number[]; readonly earlier: readonly CustodyEvent[] },
): ContinuedLog {
  const all = [...earlier];
  const sequences = new Map(earlier.map((event, sequence) => [contentOf(event), sequence]));
  let { known } = writer.state;
  const placed = new Map<number, Omit<LoggedEvent, 'deviations'>>();
  for (const index of order) {
    const event = events[index];
    const content = contentOf(event);
    const copied = sequences.get(content);
    if (copied !== undefined) {
      placed.set(index, { status: 'known', sequence: copied });
      continue;
    }
    const sequence = writer.append(event);
    sequences.set(content, sequence);
    all.push(event);
    known += fingerprintOf(event.id) + (event.voids === undefined ? '' : fingerprintOf(event.voids));
    placed.set(index, { status: 'recorded', sequence });
  }
  const tracked = foldEvents(all);
  const steps = new Map(tracked.timeline.map((step) => [step.event.id, step]));
  const sinceMs = new Map<string, number>();
  for (const step of tracked.timeline) noteCustody(sinceMs, step);
  const logged = events.map(({ id }, index) => ({
    ...(placed.get(index) ?? { status: 'known' as const, sequence: -1 }),
    deviations: steps.get(id)?.deviations ?? [],
  }));
  return writer.done(foldedOf(tracked), known, { logged, custody: { whole: true, sinceMs } });
}

function noteCustody(sinceMs: Map<string, number>, { atMs, custodianBefore, custodianAfter }: TimelineStep): void {
  if (custodianAfter !== custodianBefore && !custodianAfter.startsWith('@') && !sinceMs.has(custodianAfter)) {
    sinceMs.set(custodianAfter, atMs);
  }
}

/** Chains records one after another. */
class LogWriter {
  private readonly records: ContinuingRecord[] = [];
  private sequence: number;
  private hash: string;
  private readonly recordedMs: number;
  private readonly newSalt: () => string;

  constructor(
    private readonly shipment: string,
    readonly state: LogState,
    { nowMs, newSalt }: { readonly nowMs: number; readonly newSalt: () => string },
  ) {
    this.sequence = state.head?.sequence ?? -1;
    this.hash = state.head?.hash ?? genesisOf(shipment);
    this.recordedMs = Math.max(nowMs, state.recordedMs ?? nowMs); // clocks of servers differ; a log goes forward
    this.newSalt = newSalt;
  }

  /** Returns the sequence of the new record. */
  append(event: CustodyEvent): number {
    const { body, openings } = sealEvent(event, this.newSalt);
    const bodyText = canonicalJson(body);
    const sequence = ++this.sequence;
    const { shipment, recordedMs, hash: previous } = this;
    this.hash = hashOfRecordText({ shipment, sequence, previous, recordedMs }, bodyText);
    this.records.push({ event, sequence, recordedMs, bodyText, previous, hash: this.hash, openings });
    return sequence;
  }

  done(folded: Folded, known: string, rest: Pick<ContinuedLog, 'logged' | 'custody'>): ContinuedLog {
    const { shipment, sequence, hash, records } = this;
    const head = records.length === 0 ? this.state.head : { shipment, sequence, hash };
    const recordedMs = records.length === 0 ? this.state.recordedMs : this.recordedMs;
    return { state: { head, recordedMs, folded, known }, records, ...rest };
  }
}
