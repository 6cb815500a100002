import { randomBytes } from 'node:crypto';
import { assert } from '../../base/assert.js';
import { continueLog, type ContinuedLog, type LogState } from '../../custody/log/continue-log.js';
import { foldedNothing } from '../../custody/events/fold-events.js';
import { compareTexts } from '../../custody/events/event-order.js';
import type { Custodian, CustodyEvent, Deviation, State } from '../../domain/custody-event.js';
import { foldedOfState, lockStates, type CustodyState } from '../../store/custody/custody-states.js';
import {
  addOpenings,
  appendEvents,
  listEvents,
  noteCustody,
  type CustodyTaken,
  type MovedState,
} from '../../store/custody/events.js';
import type { Acting, Tx } from '../../store/database/store.js';
import { ProblemError } from '../http/problem-error.js';
import { noticesOf, notify } from '../notices/notify.js';
import { codesFor } from './known-codes.js';

/** For whom events are recorded, and when. */
export interface Recording {
  readonly acting: Acting & { readonly partyId: string };
  readonly now: Date;
}

/** What became of one event, and of its shipment after all that were recorded with it. */
export interface RecordedEvent {
  readonly id: string;
  readonly shipment: string;
  readonly sequence: number; // of its record in the log of the shipment
  readonly status: 'recorded' | 'known'; // known: a copy of what the log has already
  readonly state: State | undefined;
  readonly custodian: Custodian;
  readonly deviations: readonly Deviation[];
}

/**
 * Adds events to the custody logs of their shipments, within a transaction that acts for the party that says so; a shipper's
 * are its carrier's. Copies of what a log has are left out. Any number of transactions may do so at once: shipments
 * are locked in the order of their ids. Returns what became of each, as given. Throws `not_found` for shipments that the party
 * neither owns nor carries.
 */
export async function recordEvents(
  tx: Tx,
  recording: Recording,
  events: readonly CustodyEvent[],
): Promise<RecordedEvent[]> {
  if (events.length === 0) return [];
  const byShipment = byShipmentOf(events);
  const states = await lockStates(tx, [...byShipment.keys()].toSorted());
  return recordLocked(tx, recording, { states, byShipment, events });
}

/** Events by shipment, in the order in which they were given. */
export function byShipmentOf(events: readonly CustodyEvent[]): Map<string, CustodyEvent[]> {
  const groups = new Map<string, CustodyEvent[]>();
  for (const event of events) {
    const group = groups.get(event.shipment);
    if (group === undefined) groups.set(event.shipment, [event]);
    else group.push(event);
  }
  return groups;
}

/**
 * The same where the states are locked already. States may also have been read only: then the transaction fails, as `movedMeanwhile`
 * tells, when one of them is not what it was any more.
 */
export async function recordLocked(
  tx: Tx,
  { acting, now }: Recording,
  {
    states,
    byShipment,
    events,
  }: {
    readonly states: ReadonlyMap<string, CustodyState>;
    readonly byShipment: ReadonlyMap<string, readonly CustodyEvent[]>;
    readonly events: readonly CustodyEvent[];
  },
): Promise<RecordedEvent[]> {
  const codes = await codesFor(tx, acting.partyId, states);
  const by = { nowMs: now.getTime(), newSalt };
  const continued = new Map<string, ContinuedLog>();
  const whole: string[] = [];
  for (const [shipment, own] of byShipment) {
    const state = states.get(shipment);
    checkSpeaker(own, state, { acting, codes });
    const done = continueLog(shipment, logStateOf(state), own, by);
    if (done === undefined) whole.push(shipment);
    else continued.set(shipment, done);
  }
  const logs = await listEvents(tx, whole);
  for (const shipment of whole) {
    const earlier = logs.get(shipment) ?? [];
    const own = byShipment.get(shipment) ?? [];
    const done = continueLog(shipment, logStateOf(states.get(shipment)), own, { ...by, earlier });
    assert(done !== undefined, 'a log with all its events can always be continued');
    continued.set(shipment, done);
  }
  await keep(tx, acting, { states, continued, codes });
  const results = resultsOf(events, continued);
  await tell(tx, { acting, now }, { states, events, results });
  return results;
}

/** Tells all parties of the shipments what was recorded; that one is booked or cancelled is told by those who do it. */
async function tell(
  tx: Tx,
  { acting, now }: Recording,
  {
    states,
    events,
    results,
  }: {
    readonly states: ReadonlyMap<string, CustodyState>;
    readonly events: readonly CustodyEvent[];
    readonly results: readonly RecordedEvent[];
  },
): Promise<void> {
  const told = results.flatMap(({ id, shipment, status, state, custodian }, index) => {
    const parties = states.get(shipment);
    const { kind, deviceMs, place } = events[index];
    if (status === 'known' || parties === undefined || kind === 'cancelled') return [];
    const { ownerId, shipperId, partnerIds } = parties;
    const to = [ownerId, ...(shipperId === undefined ? [] : [shipperId]), ...partnerIds];
    const at = new Date(deviceMs).toISOString();
    const change = { id: shipment, event: id, kind, at, place: place ?? null, state: state ?? null, custodian };
    return [{ to, change }];
  });
  await notify(tx, noticesOf({ type: 'shipment.events', mode: acting.mode, at: now }, told));
}

/** Events are said by who acts; of a shipper by its carrier. A shipment without a state is one that is just being booked. */
function checkSpeaker(
  events: readonly CustodyEvent[],
  state: CustodyState | undefined,
  { acting, codes }: { readonly acting: Recording['acting']; readonly codes: ReadonlyMap<string, string> },
): void {
  if (state === undefined && !events.some(({ kind }) => kind === 'booked')) throw new ProblemError('not_found');
  const own = codes.get(acting.partyId) ?? (state && codes.get(state.ownerId));
  for (const { party } of events) {
    assert(own === undefined || party === own, `${own} cannot record an event of ${party}`);
  }
}

async function keep(
  tx: Tx,
  acting: Recording['acting'],
  {
    states,
    continued,
    codes,
  }: {
    readonly states: ReadonlyMap<string, CustodyState>;
    readonly continued: ReadonlyMap<string, ContinuedLog>;
    readonly codes: ReadonlyMap<string, string>;
  },
): Promise<void> {
  const moved: MovedState[] = [];
  const taken: CustodyTaken[] = [];
  for (const [shipmentId, { state, records, custody }] of continued) {
    const last = records.at(-1);
    if (last === undefined) continue; // nothing but copies
    const before = states.get(shipmentId);
    const { sequence, hash, recordedMs } = last;
    const { folded, known } = state;
    const fingerprints = known.slice(before?.known.length ?? 0);
    const of = { before: before?.sequence, written: before?.written };
    moved.push({ shipmentId, ...of, sequence, hash, recordedMs, folded, fingerprints, records });
    const partners = new Set(before?.partnerIds.map((id) => codes.get(id) ?? ''));
    for (const partner of partners) {
      const receivedMs = custody.sinceMs.get(partner);
      if (custody.whole || receivedMs !== undefined) {
        taken.push({ shipmentId, partner, receivedMs, whole: custody.whole });
      }
    }
  }
  if (moved.length === 0) return;
  moved.sort((a, b) => compareTexts(a.shipmentId, b.shipmentId)); // everybody locks in this order
  const logs = [...continued.values()];
  await appendEvents(tx, moved);
  await noteCustody(tx, taken);
  const openings = logs.flatMap(({ records }) =>
    records.flatMap(({ event, sequence, openings: own }) =>
      own.map((opening) => ({ ...opening, shipmentId: event.shipment, sequence })),
    ),
  );
  await addOpenings(tx, acting, openings);
}

function resultsOf(events: readonly CustodyEvent[], continued: ReadonlyMap<string, ContinuedLog>): RecordedEvent[] {
  const told = new Map<string, number>(); // of each shipment, how many were told
  return events.map(({ id, shipment }) => {
    const log = continued.get(shipment);
    const index = told.get(shipment) ?? 0;
    const logged = log?.logged[index];
    assert(log !== undefined && logged !== undefined, `event ${id} was not looked at`);
    told.set(shipment, index + 1);
    const { state, custodian } = log.state.folded.tracked;
    return { id, shipment, ...logged, state, custodian };
  });
}

function logStateOf(state: CustodyState | undefined): LogState {
  if (state === undefined || state.hash === undefined) {
    return { head: undefined, recordedMs: undefined, folded: foldedNothing(), known: '' };
  }
  const { shipmentId: shipment, sequence, hash, recordedMs, known } = state;
  return { head: { shipment, sequence, hash }, recordedMs, folded: foldedOfState(state), known };
}

function newSalt(): string {
  return randomBytes(16).toString('hex');
}
