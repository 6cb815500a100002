import type { z } from '@hono/zod-openapi';
import type { DiscrepancyCode } from '../../../domain/handover.js';
import type { DockCodeSchema } from '../../../wire/docks/docks.js';
import { classify, classifyLoading, type IndexedList, type Verdict } from '../scan/classify.js';
import type { KeptAct, KeptDay, WireDock } from './dock-store.js';
import { indexOf, withStep, type ScanList, type Step } from '../scan/scan-list.js';
import type { Rest, Result } from './send-queue.js';

export type Advice = z.infer<typeof DockCodeSchema>;

/** A scan as it is shown: what it was, and what the server has said of it since. */
export interface Told {
  readonly key: number; // ascending
  readonly atMs: number;
  readonly handoverId: string;
  readonly verdict: Verdict;
  /** Acts that were recorded of it. */
  readonly actIds: readonly string[];
  readonly problems: readonly DiscrepancyCode[];
  /** What the server knows of a code that the device does not. */
  readonly advice: Advice | undefined;
}

/** Everything that the dock's pages show. */
export interface DockState {
  readonly organisationId: string;
  /** Facilities of whoever works here; undefined until they are known. */
  readonly docks: readonly WireDock[] | undefined;
  readonly today: string | undefined; // YYYY-MM-DD
  /** The day that is shown; undefined until it is known. */
  readonly day: KeptDay | undefined;
  /** Why what is shown could not be brought up to date. */
  readonly error: unknown;
  readonly isOnline: boolean;
  readonly isSending: boolean;
  /** Why sending rests; undefined before anything was sent. */
  readonly rest: Rest | undefined;
  readonly acts: readonly KeptAct[];
  /** Lists as they are with all that waits, by handover. */
  readonly lists: ReadonlyMap<string, IndexedList>;
  readonly openId: string | undefined;
  /** What was loaded onto the open departure. */
  readonly marks: ReadonlySet<string>;
  readonly told: readonly Told[]; // newest first
}

export function emptyState(organisationId: string, isOnline: boolean): DockState {
  return {
    organisationId,
    docks: undefined,
    today: undefined,
    day: undefined,
    error: undefined,
    isOnline,
    isSending: false,
    rest: undefined,
    acts: [],
    lists: new Map(),
    openId: undefined,
    marks: new Set(),
    told: [],
  };
}

/** What the device keeps, as it is when the page opens or the server has told something new. */
export function withKept(
  state: DockState,
  { acts, lists }: { readonly acts: readonly KeptAct[]; readonly lists: readonly ScanList[] },
): DockState {
  const waiting = acts.filter(({ refusal }) => refusal === undefined);
  const indexed = new Map<string, IndexedList>();
  for (const list of lists) {
    const index = indexOf(list);
    const steps = waiting.filter(({ handoverId }) => handoverId === list.id);
    indexed.set(list.id, { list: steps.reduce((before, { step }) => withStep(before, index, step), list), index });
  }
  return { ...state, acts, lists: indexed };
}

/** Another handover is shown; what was scanned in the one before is not. */
export function withOpen(state: DockState, openId: string | undefined, marks: readonly string[]): DockState {
  return { ...state, openId, marks: new Set(marks), told: state.openId === openId ? state.told : [] };
}

/** An act that has been kept. */
export function withAct(state: DockState, act: KeptAct): DockState {
  const lists = new Map(state.lists);
  const found = lists.get(act.handoverId);
  if (found !== undefined) lists.set(act.handoverId, { ...found, list: withStep(found.list, found.index, act.step) });
  return { ...state, acts: [...state.acts, act], lists };
}

/** What is recorded of a scan. */
export interface Recording {
  readonly handoverId: string;
  readonly step: Step;
}

/** Scans that are shown at most. */
const TOLD_MAX = 30;

/**
 * What a scan does to the open handover. An arrival's is recorded when it is expected; a departure's is marked; anything else waits for
 * somebody to decide.
 */
export function withScan(
  state: DockState,
  text: string,
  atMs: number,
): { readonly state: DockState; readonly told: Told | undefined; readonly record: Recording | undefined } {
  const open = state.openId === undefined ? undefined : state.lists.get(state.openId);
  if (open === undefined) return { state, told: undefined, record: undefined };
  const others = [...state.lists.values()].filter(
    ({ list }) => list.id !== state.openId && isSameSide(state, open, list),
  );
  const isArrival = isArriving(state, open.list);
  const verdict = isArrival
    ? classify(text, open, others)
    : classifyLoading(text, open, { marks: state.marks, others });
  const key = (state.told[0]?.key ?? 0) + 1;
  const told = { key, atMs, handoverId: open.list.id, verdict, actIds: [], problems: [], advice: undefined };
  const marks =
    !isArrival && verdict.kind === 'good' && verdict.step.kind === 'scan'
      ? new Set([...state.marks, verdict.step.name])
      : state.marks;
  const next = { ...state, marks, told: [told, ...state.told].slice(0, TOLD_MAX) };
  const record = isArrival && verdict.kind === 'good' ? { handoverId: open.list.id, step: verdict.step } : undefined;
  return { state: next, told, record };
}

/** Whether the open handover comes to whoever works here. */
export function isArriving({ organisationId }: DockState, list: ScanList): boolean {
  return list.receiver_id === organisationId;
}

function isSameSide(state: DockState, open: IndexedList, list: ScanList): boolean {
  const isArrival = isArriving(state, open.list);
  return isArriving(state, list) === isArrival && list.phase !== 'settled';
}

/** An act was recorded of a scan that is shown. */
export function withRecorded(state: DockState, key: number, actId: string): DockState {
  return changeTold(state, key, (told) => ({ ...told, actIds: [...told.actIds, actId] }));
}

export function withAdvice(state: DockState, key: number, advice: Advice): DockState {
  return changeTold(state, key, (told) => ({ ...told, advice }));
}

/** What the server said of scans, beside those that are shown. */
export function withResults(state: DockState, results: readonly Result[]): DockState {
  const byId = new Map(results.map((result) => [result.id, result]));
  const told = state.told.map((one) => {
    const codes = one.actIds.flatMap((id) => byId.get(id)?.discrepancies ?? []);
    return codes.length === 0 ? one : { ...one, problems: [...new Set([...one.problems, ...codes])] };
  });
  return { ...state, told };
}

function changeTold(state: DockState, key: number, change: (told: Told) => Told): DockState {
  return { ...state, told: state.told.map((one) => (one.key === key ? change(one) : one)) };
}

/** What the banner says of the connection and of what waits. */
export type Connection =
  | { readonly kind: 'offline' | 'waiting' | 'sending' | 'signed_out'; readonly count: number }
  | { readonly kind: 'sent' };

export function connectionOf({ isOnline, isSending, rest, acts }: DockState): Connection {
  const count = acts.filter(({ refusal }) => refusal === undefined).length;
  if (rest === 'signed_out' && count > 0) return { kind: 'signed_out', count };
  if (!isOnline) return { kind: 'offline', count };
  if (count === 0) return { kind: 'sent' };
  return { kind: isSending ? 'sending' : rest === 'unreachable' ? 'offline' : 'waiting', count };
}
