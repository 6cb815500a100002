import { dueMs, step, type ExportEventKind, type ExportState } from '../../exporting/status/export-state.js';
import { hear, milestoneTold } from '../../exporting/status/upu-events.js';
import { shipped } from '../../standards/tables/shipped.js';
import { eventOfMilestone, parseItemEvent } from '../../standards/upu/item-events.js';
import {
  addExportEvents,
  listExportEvents,
  type ExportEventRow,
  type NewExportEvent,
  type StateChange,
} from '../../store/exports/export-events.js';
import { listExportsById, listExportsByItem } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import type { Input } from '../../wire/http/operation.js';
import * as wire from '../../wire/exports/export-events.js';
import type { OperationServer } from '../http/serve-operation.js';
import { notify } from '../notices/notify.js';
import type { ExportDesk, OpenExports } from './export-desk.js';
import { followingEvents } from './follow-shipments.js';
import { getExport, partiesOf, type Asking } from './exports.js';
import { moveExports } from './move-exports.js';
import { moveShipments } from './move-shipments.js';
import type { Moving } from './moving.js';

type Sent = Input<typeof wire.recordExportEvents>['body']['events'][number];
type Result = {
  export_id: string | null;
  status: 'recorded' | 'past' | 'known' | 'refused';
  state: ExportState | null;
  refusal: { code: string; words: string } | null;
};

/** A device's clock may be ahead by so much. */
const AHEAD_MS = 5 * 60_000;

/** What happens to exports: told by the carrier, by other posts, and of a question's answer by the customer. */
export function serveExportEvents(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.recordExportEvents, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      return { results: await recordExportEvents(tx, { open, asking }, input.body.events) };
    });
  });
  operations.serve(wire.listExportEvents, ({ input, run }) =>
    run(async (tx) => {
      const { id } = await getExport(tx, input.params.id);
      return { data: (await listExportEvents(tx, [id])).map(eventOnWire) };
    }),
  );
}

/** Records events in the order of their moments; tells what came of each, in the order in which they were sent. */
export async function recordExportEvents(
  tx: Tx,
  { open, asking }: RecordingExports,
  sent: readonly Sent[],
): Promise<Result[]> {
  const { acting } = asking;
  const exports = await movingOf(tx, open, sent);
  const following = await followingEvents(
    tx,
    [...new Set(exports.values())].map(({ row }) => row),
  );
  if (following.length > 0 && acting.partyId === open.carrier.id) {
    await recordMoving(tx, { open, asking }, { exports, sent: following });
  }
  const results = await recordMoving(tx, { open, asking }, { exports, sent });
  if (acting.partyId === open.carrier.id) await moveShipments(tx, asking, [...new Set(exports.values())]);
  return results;
}

/** Who records, and by which tables. */
export interface RecordingExports {
  readonly open: Pick<OpenExports, 'tables'> & { readonly carrier: Pick<OpenExports['carrier'], 'id'> };
  readonly asking: Pick<Asking, 'acting' | 'now'> & { readonly principal: { readonly actorId: string } };
}

async function recordMoving(
  tx: Tx,
  { open, asking }: RecordingExports,
  { exports, sent }: { readonly exports: ReadonlyMap<string, Moving>; readonly sent: readonly Sent[] },
): Promise<Result[]> {
  const { acting, principal, now } = asking;
  const results: Result[] = sent.map(() => ({ export_id: null, status: 'refused', state: null, refusal: null }));
  const added: NewExportEvent[] = [];
  const moved = new Set<Moving>();
  const order = sent
    .map((_, index) => index)
    .toSorted((a, b) => Date.parse(sent[a]?.at ?? '') - Date.parse(sent[b]?.at ?? '') || a - b);
  for (const index of order) {
    const event = sent[index];
    if (event === undefined) continue;
    const moving = exports.get(event.export_id ?? compact(event.item));
    results[index] = recordOne(moving, event, { partyId: acting.partyId, nowMs: now.getTime() }, (row) => {
      added.push(row);
      if (moving !== undefined) moved.add(moving);
    });
  }
  const changed = [...moved].filter(({ kept, state }) => kept !== state);
  const changes = changed.map(({ row, state, sinceMs }): StateChange => {
    const due = dueMs({ state, sinceMs }, open.tables.deadlines);
    return { id: row.id, state, sinceAt: new Date(sinceMs), dueAt: due === undefined ? undefined : new Date(due) };
  });
  const cleared = await moveExports(tx, changes, { mode: acting.mode, now });
  for (const one of changed) one.kept = one.state;
  await addExportEvents(tx, { recordedBy: principal.actorId, now }, added);
  const notices = [...moved].map(({ row, state }) => ({
    type: 'export.changed' as const,
    to: partiesOf(row),
    mode: row.mode,
    subject: row.id,
    at: now,
    data: { exports: [{ id: row.id, state }] },
  }));
  await notify(tx, [...notices, ...cleared]);
  return results;
}

/** The exports that events name, locked, by id and by item. */
async function movingOf(
  tx: Tx,
  open: RecordingExports['open'],
  sent: readonly Sent[],
): Promise<ReadonlyMap<string, Moving>> {
  const ids = [...new Set(sent.flatMap(({ export_id: id }) => id ?? []))];
  const items = [...new Set(sent.flatMap(({ item }) => (item === undefined ? [] : [compact(item)])))];
  const rows = [
    ...(ids.length === 0 ? [] : await listExportsById(tx, ids, { lock: true })),
    ...(items.length === 0 ? [] : await listExportsByItem(tx, open.carrier.id, items)),
  ];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const events = new Map<string, Set<string>>();
  for (const event of await listExportEvents(tx, [...byId.keys()])) {
    const key = keyOf(event.kind, event.upu, event.at.getTime());
    events.set(event.export_id, (events.get(event.export_id) ?? new Set()).add(key));
  }
  const moving = new Map<string, Moving>();
  for (const row of byId.values()) {
    const one: Moving = {
      row,
      kept: row.state as ExportState,
      state: row.state as ExportState,
      sinceMs: row.since_at.getTime(),
      known: events.get(row.id) ?? new Set(),
    };
    moving.set(row.id, one);
    if (row.item !== null) moving.set(row.item, one);
  }
  return moving;
}

function recordOne(
  moving: Moving | undefined,
  event: Sent,
  { partyId, nowMs }: { readonly partyId: string; readonly nowMs: number },
  add: (row: NewExportEvent) => void,
): Result {
  const refused = (code: string, words: string): Result => ({
    export_id: moving?.row.id ?? null,
    status: 'refused',
    state: moving?.state ?? null,
    refusal: { code, words },
  });
  if (moving === undefined) return refused('not_found', 'There is no such export.');
  const atMs = Date.parse(event.at);
  if (moving.row.owner_id !== partyId && event.kind !== 'replied') {
    return refused('not_yours', 'Its carrier tells what happens to it.');
  }
  if (atMs > nowMs + AHEAD_MS) return refused('in_future', 'Its moment is still to come.');
  const read = readSent(moving.state, event);
  if (read.status === 'refused') return refused(read.code, read.words);
  if (moving.known.has(keyOf(read.kind, event.upu ?? null, atMs)))
    return { export_id: moving.row.id, status: 'known', state: moving.state, refusal: null };
  if (!read.isPast) {
    const stepped = step(moving.state, { kind: read.kind, reason: event.reason });
    if (stepped.status === 'refused') return refused(stepped.code, stepped.words);
    if (stepped.state !== moving.state) [moving.state, moving.sinceMs] = [stepped.state, atMs];
  }
  moving.known.add(keyOf(read.kind, event.upu ?? null, atMs));
  const { place = null, reason = null, measure = null, upu = null } = event;
  const at = new Date(atMs);
  add({
    export_id: moving.row.id,
    kind: read.kind,
    at,
    place,
    reason,
    measure,
    upu: upu?.toUpperCase() ?? null,
    is_past: read.isPast,
  });
  return { export_id: moving.row.id, status: read.isPast ? 'past' : 'recorded', state: moving.state, refusal: null };
}

type ReadEvent =
  | { readonly status: 'read'; readonly kind: ExportEventKind; readonly isPast: boolean }
  | { readonly status: 'refused'; readonly code: string; readonly words: string };

/** What an event is to an export: its own kind, or what the code of a post says. */
function readSent(state: ExportState, { kind, upu, reason, measure }: Sent): ReadEvent {
  if (kind !== undefined) return { status: 'read', kind, isPast: false };
  const meaning = parseItemEvent(shipped.upu(), { code: upu ?? '', reason, measure });
  if (meaning.status === 'refused') {
    const { message, suggestion = '' } = meaning.refusal;
    return { status: 'refused', code: 'unknown_code', words: `${message}. ${suggestion}`.trim() };
  }
  const { milestone } = meaning.value.event;
  const heard = hear(state, milestone, measure?.toUpperCase());
  return { status: 'read', kind: heard.kind, isPast: heard.status === 'past' };
}

function compact(item: string | undefined): string {
  return (item ?? '').replace(/[\s-]/g, '').toUpperCase();
}

function keyOf(kind: string, upu: string | null, atMs: number): string {
  return `${kind} ${upu?.toUpperCase() ?? ''} ${atMs}`;
}

/** Words of CBV 2.0 for what an export's events are. */
const EPCIS: Readonly<Record<string, readonly [bizStep: string, disposition: string]>> = {
  filed: ['commissioning', 'active'],
  booked: ['accepting', 'in_progress'],
  sent_to_fpo: ['departing', 'in_transit'],
  arrived_at_fpo: ['arriving', 'in_progress'],
  presented: ['inspecting', 'in_progress'],
  queried: ['holding', 'non_conformant'],
  examined: ['inspecting', 'in_progress'],
  let_export: ['inspecting', 'conformant'],
  rejected: ['inspecting', 'non_conformant'],
  despatched: ['departing', 'in_transit'],
  arrived_abroad: ['arriving', 'in_progress'],
  held_abroad: ['holding', 'in_progress'],
  released_abroad: ['inspecting', 'conformant'],
  out_for_delivery: ['transporting', 'in_transit'],
  attempted: ['holding', 'in_progress'],
  awaiting_collection: ['holding', 'in_progress'],
  delivered: ['receiving', 'in_progress'],
  returning: ['shipping', 'returned'],
  returned: ['receiving', 'returned'],
};

function eventOnWire(row: ExportEventRow) {
  const milestone = milestoneTold(row.kind as ExportEventKind);
  const written = milestone === undefined ? undefined : eventOfMilestone(shipped.upu(), milestone)?.code;
  const [bizStep, disposition] = EPCIS[row.kind] ?? [];
  return {
    number: row.number,
    kind: row.kind,
    at: row.at.toISOString(),
    recorded_at: row.recorded_at.toISOString(),
    place: row.place,
    reason: row.reason,
    measure: row.measure,
    upu: row.upu ?? written ?? null,
    epcis: bizStep === undefined || disposition === undefined ? null : { biz_step: bizStep, disposition },
    is_past: row.is_past,
  };
}
