import { setImmediate } from 'node:timers/promises';
import { findExceptions, type ExceptionRules, type ExceptionsOf } from '../../custody/exceptions/find-exceptions.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { nextCheckMs } from '../../custody/exceptions/next-check.js';
import type { Agreement } from '../../domain/agreement.js';
import type { PlannedStep, ShipmentException } from '../../domain/shipment-exception.js';
import { listPlannedSteps } from '../../store/plans/assignments.js';
import { listCarriedUnder } from '../../store/plans/carriages.js';
import { listStates, type CustodyState } from '../../store/custody/custody-states.js';
import { listEvents } from '../../store/custody/events.js';
import {
  listToCheck,
  setChecks,
  takeDueChecks,
  type DueCheck,
  type ToCheck,
} from '../../store/exceptions/exception-checks.js';
import {
  findExceptionSettings,
  listOpenExceptions,
  saveExceptions,
  type FoundException,
  type OpenException,
} from '../../store/exceptions/exceptions.js';
import { newId } from '../../store/database/ids.js';
import { partyCodes } from '../../store/people/organisations.js';
import { findShipment } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import { agreementOfVersion } from '../agreements/kept-agreements.js';
import type { ServerContext } from '../context.js';
import { moveWithShipments } from '../exports/move-with-shipments.js';
import { noticesOf, notify, type ShipmentChange } from '../notices/notify.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import { onwardPromise } from '../shipments/onward-promise.js';
import { rulesOf } from './exception-rules.js';

/** Shipments that are taken at once, and that one transaction looks at: few, because an embedded database does nothing else meanwhile. */
const TAKEN_AT_ONCE = 2000;
const CHECKED_AT_ONCE = 100;
/** Shipments that a killed process had taken come again after this. */
const LEASE_MS = 5 * 60_000;

/** Without a timetable to ask, nothing speaks against a promise. */
type Server = Pick<ServerContext, 'store' | 'now'> & Partial<Pick<ServerContext, 'reference' | 'quotes'>>;

/** Looks at every shipment whose log has grown or whose time has come, until none is left; returns how many. */
export async function checkDueShipments(server: Server, signal?: AbortSignal): Promise<number> {
  const { store } = server;
  let count = 0;
  for (;;) {
    if (signal?.aborted === true) return count;
    const now = server.now();
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    const due = await store.asWorker((tx) => takeDueChecks(tx, { now, leaseUntil, limit: TAKEN_AT_ONCE }));
    const desk = due.length === 0 ? undefined : await server.quotes?.at(now);
    for (const { ownerId, mode, ids } of groupsOf(due)) {
      const checking = { ownerId, mode, now, desk, reference: server.reference };
      await store.asParty({ partyId: ownerId, mode }, (tx) => checkShipments(tx, checking, ids));
    }
    count += due.length;
    if (due.length === 0) return count;
  }
}

interface Group {
  readonly ownerId: string;
  readonly mode: Mode;
  readonly ids: string[];
}

/** Of one owner and mode, so many as one transaction looks at. */
function groupsOf(due: readonly DueCheck[]): Group[] {
  const groups: Group[] = [];
  for (const { ownerId, mode, shipmentId } of due) {
    let group = groups.findLast((one) => one.ownerId === ownerId && one.mode === mode);
    if (group === undefined || group.ids.length === CHECKED_AT_ONCE) {
      group = { ownerId, mode, ids: [] };
      groups.push(group);
    }
    group.ids.push(shipmentId);
  }
  return groups;
}

interface Checking {
  readonly ownerId: string;
  readonly mode: Mode;
  readonly now: Date;
  readonly desk: OpenDesk | undefined; // where new promises are asked for
  readonly reference: ServerContext['reference'] | undefined;
}

/** Brings the kept exceptions of some shipments of one owner up to what the rules find now, and tells who may know. */
async function checkShipments(tx: Tx, checking: Checking, ids: readonly string[]): Promise<void> {
  const { ownerId, mode, now } = checking;
  const settings = await findExceptionSettings(tx, ownerId);
  const versions = await listCarriedUnder(tx, ids);
  const agreements = await agreementsOf(tx, checking, new Set(versions.values()));
  const states = await listStates(tx, ids);
  const logs = await listEvents(tx, ids);
  const shipments = await listToCheck(tx, ids);
  const steps = await listPlannedSteps(tx, ids);
  const open = byShipment(await listOpenExceptions(tx, ids));
  const idOfCode = new Map([...(await partyCodes(tx))].map(([id, code]) => [code, id]));
  const changes = { opened: [] as FoundException[], changed: [] as FoundException[], cleared: [] as string[] };
  const told: { to: readonly string[]; change: ShipmentChange }[] = [];
  const checks: { shipmentId: string; atMs: number | undefined }[] = [];
  for (const id of ids) {
    const [state, shipment] = [states.get(id), shipments.get(id)];
    if (state === undefined || shipment === undefined) {
      checks.push({ shipmentId: id, atMs: undefined });
      continue;
    }
    const rules = rulesOf(settings, agreements.get(versions.get(id) ?? ''));
    const folded = foldEvents(logs.get(id) ?? []);
    const of = await exceptionsOf(tx, checking, rules, { folded, state, shipment, steps: steps.get(id) ?? [] });
    checks.push({ shipmentId: id, atMs: nextCheckMs(of, rules, now.getTime()) });
    compare(open.get(id) ?? [], { of, rules, now, state, idOfCode }, (kind, row) => {
      if (kind === 'cleared') changes.cleared.push(row.id);
      else changes[kind].push(row);
      told.push({ to: audienceOf(state, row.responsibleId), change: changeOf(kind, row) });
    });
  }
  await saveExceptions(tx, { ownerId, mode, now }, changes);
  await setChecks(tx, checks);
  await notify(tx, noticesOf({ type: 'exception.changed', mode, at: now }, told));
  await moveWithShipments(tx, checking, ids);
}

/** The agreements under which partners carry shipments, by their versions. */
async function agreementsOf(
  tx: Tx,
  { reference }: Checking,
  versionIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Agreement>> {
  const agreements = new Map<string, Agreement>();
  for (const id of reference === undefined ? [] : versionIds) {
    const agreement = reference && (await agreementOfVersion(tx, id, reference));
    if (agreement !== undefined) agreements.set(id, agreement);
  }
  return agreements;
}

interface Known {
  readonly folded: ExceptionsOf['tracked'];
  readonly state: CustodyState;
  readonly shipment: ToCheck;
  readonly steps: readonly PlannedStep[];
}

/** What the rules look at. The timetable is asked for a new promise only where they want one, because that takes a while. */
async function exceptionsOf(tx: Tx, checking: Checking, rules: ExceptionRules, known: Known): Promise<ExceptionsOf> {
  const { folded, state, shipment, steps } = known;
  // A shipment from before there were events is as its row says.
  const tracked = folded.timeline.length === 0 ? { ...folded, state: state.state } : folded;
  const dueMs = shipment.promisedBy?.getTime();
  const of = { tracked, steps, dueMs, bookedG: shipment.weightG };
  let wanted = false;
  const ask = (): number | undefined => {
    wanted = true;
    return undefined;
  };
  findExceptions({ ...of, newPromise: ask }, rules, checking.now.getTime());
  if (!wanted) return { ...of, newPromise: ask };
  await setImmediate(); // requests go first
  const promisedMs = await newPromiseMs(tx, checking, state, dueMs);
  return { ...of, newPromise: () => promisedMs };
}

/** When it is delivered at the earliest now. Where the timetable cannot tell, nothing speaks against the old promise. */
async function newPromiseMs(
  tx: Tx,
  { desk, reference, ownerId, now }: Checking,
  state: CustodyState,
  dueMs: number | undefined,
): Promise<number | undefined> {
  if (desk === undefined || reference === undefined) return dueMs;
  const shipment = await findShipment(tx, state.shipmentId);
  const code = (await partyCodes(tx)).get(ownerId);
  const party = reference.parties.findIndex((one) => one.code === code);
  // Of one that ends at an office of exchange the timetable for deliveries cannot tell.
  if (shipment === undefined || party < 0 || shipment.export_id !== null) return dueMs;
  const onward = { shipment, tracked: state, party, destinationPin: shipment.destination_pin, now };
  const promise = onwardPromise(desk, reference, onward);
  if (promise.status === 'unknown') return dueMs;
  return promise.status === 'promised' && promise.promisedBy !== undefined ? Date.parse(promise.promisedBy) : undefined;
}

function byShipment(rows: readonly OpenException[]): ReadonlyMap<string, readonly OpenException[]> {
  const groups = new Map<string, OpenException[]>();
  for (const row of rows) groups.set(row.shipment_id, [...(groups.get(row.shipment_id) ?? []), row]);
  return groups;
}

interface Comparing {
  readonly of: ExceptionsOf;
  readonly rules: ExceptionRules;
  readonly now: Date;
  readonly state: CustodyState;
  readonly idOfCode: ReadonlyMap<string, string>;
}

type ChangeKind = 'opened' | 'changed' | 'cleared';

/** Tells what is new, what is otherwise now, and what is gone, of the exceptions of one shipment. */
function compare(
  open: readonly OpenException[],
  { of, rules, now, state, idOfCode }: Comparing,
  tell: (kind: ChangeKind, row: FoundException) => void,
): void {
  const { shipmentId, shipperId } = state;
  const known = new Map(open.map((row) => [row.key, row]));
  const dueAt = of.dueMs === undefined ? undefined : new Date(of.dueMs);
  const rowOf = (id: string, found: FoundException['found']): FoundException => {
    return { id, shipmentId, shipperId, responsibleId: idOfCode.get(found.responsible), dueAt, found };
  };
  for (const found of findExceptions(of, rules, now.getTime())) {
    const before = known.get(found.key);
    known.delete(found.key);
    if (before === undefined) tell('opened', rowOf(newId('exception', now.getTime()), found));
    else if (!isSame(before, found) || before.due_at?.getTime() !== of.dueMs) tell('changed', rowOf(before.id, found));
  }
  for (const { id, key, code, severity, responsible } of known.values()) {
    const words = { words: '', evidence: [], clears: '', sinceMs: 0 }; // of what is gone, nothing of it is kept again
    tell('cleared', rowOf(id, { key, code, severity, responsible, ...words }));
  }
}

/** Words say how long ago something was, so they differ each time and do not count. */
function isSame(before: OpenException, found: ShipmentException): boolean {
  return (
    before.severity === found.severity &&
    before.responsible === found.responsible &&
    before.new_promise_at?.getTime() === found.newPromiseMs
  );
}

/** Owner, shipper, and who is responsible where it carries the shipment. */
function audienceOf({ ownerId, shipperId, partnerIds }: CustodyState, responsibleId: string | undefined): string[] {
  const partner = responsibleId !== undefined && partnerIds.includes(responsibleId) ? [responsibleId] : [];
  return [...new Set([ownerId, ...(shipperId === undefined ? [] : [shipperId]), ...partner])];
}

function changeOf(kind: ChangeKind, { id, shipmentId, found }: FoundException): ShipmentChange {
  return { id: shipmentId, exception_id: id, code: found.code, severity: found.severity, change: kind };
}
