import { sql, type Selectable } from 'kysely';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

export type ExportEventRow = Selectable<Tables['export_events']>;

/** An event to be kept; its number is the next one of its export. */
export type NewExportEvent = Omit<ExportEventRow, 'number' | 'recorded_at' | 'recorded_by'>;

/** What an export is after events. */
export interface StateChange {
  readonly id: string;
  readonly state: string;
  readonly sinceAt: Date;
  readonly dueAt: Date | undefined;
}

/** Keeps events, numbered on in their order; exports must be locked. */
export async function addExportEvents(
  tx: Tx,
  { recordedBy, now }: { readonly recordedBy: string; readonly now: Date },
  events: readonly NewExportEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map((event, order) => ({ ...event, order })));
  await sql`
    insert into export_events (export_id, number, kind, at, recorded_at, recorded_by, place, reason, measure, upu, is_past)
    select r.export_id,
      coalesce((select max(number) from export_events e where e.export_id = r.export_id), 0)
        + row_number() over (partition by r.export_id order by r."order"),
      r.kind, r.at, ${now}, ${recordedBy}, r.place, r.reason, r.measure, r.upu, r.is_past
    from jsonb_to_recordset(${rows}::jsonb) as r("order" integer, export_id text, kind text, at timestamptz, place text, reason text,
      measure text, upu text, is_past boolean)`.execute(tx);
}

/** Sets states; what was overdue is so no more where the state is another one. */
export async function changeStates(tx: Tx, changes: readonly StateChange[], now: Date): Promise<void> {
  if (changes.length === 0) return;
  const rows = JSON.stringify(
    changes.map(({ id, state, sinceAt, dueAt }) => ({ id, state, since_at: sinceAt, due_at: dueAt ?? null })),
  );
  await sql`
    update exports e set state = r.state, since_at = r.since_at, due_at = r.due_at, overdue_at = null, changed_at = ${now}
    from jsonb_to_recordset(${rows}::jsonb) as r(id text, state text, since_at timestamptz, due_at timestamptz)
    where e.id = r.id`.execute(tx);
}

/** Events of some exports, in the order in which they were kept. */
export function listExportEvents(tx: Tx, ids: readonly string[]): Promise<ExportEventRow[]> {
  return tx
    .selectFrom('export_events')
    .selectAll()
    .where('export_id', 'in', ids.length === 0 ? [''] : [...ids])
    .orderBy('export_id')
    .orderBy('number')
    .execute();
}

export interface DueExport {
  readonly id: string;
  readonly ownerId: string;
  readonly mode: Mode;
}

/** Exports whose deadline has passed and that nobody was told of, for whoever does jobs. */
export async function listOverdue(tx: Tx, now: Date, limit: number): Promise<DueExport[]> {
  const { rows } = await sql<{ id: string; owner_id: string; mode: Mode }>`
    select id, owner_id, mode from exports where due_at < ${now} and overdue_at is null order by due_at limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ id, owner_id, mode }) => ({ id, ownerId: owner_id, mode }));
}

/** An export that is overdue now. */
export interface NotedOverdue {
  readonly id: string;
  readonly state: string;
  readonly item: string;
  readonly dueAt: Date;
  readonly shipperId: string | null;
  readonly parties: string[];
}

/** Notes that somebody is told; those that were overdue still, with who may know. */
export async function noteOverdue(tx: Tx, ids: readonly string[], now: Date): Promise<NotedOverdue[]> {
  const rows = await tx
    .updateTable('exports')
    .set({ overdue_at: now })
    .where('id', 'in', ids.length === 0 ? [''] : [...ids])
    .where('overdue_at', 'is', null)
    .where('due_at', '<', now)
    .returning(['id', 'state', 'item', 'due_at', 'owner_id', 'shipper_id'])
    .execute();
  return rows.map(({ id, state, item, due_at, owner_id, shipper_id }) => ({
    id,
    state,
    item: item ?? '',
    dueAt: due_at ?? now,
    shipperId: shipper_id,
    parties: shipper_id === null ? [owner_id] : [owner_id, shipper_id],
  }));
}
