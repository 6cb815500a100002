import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode, PlanState } from '../database/column-types.js';

/** A plan as all its parties may know it; figures, routes and files of each party are apart. */
export type PlanRow = Selectable<Tables['plans']>;

export interface NewPlan {
  readonly id: string;
  readonly mode: Mode;
  readonly requestedBy: string;
  readonly partyIds: readonly string[];
  readonly agreementVersionId: string | undefined;
  readonly basedOn: string | undefined;
  readonly pinned: readonly string[];
  readonly readyBefore: Date | undefined;
  readonly gap: number;
  readonly seconds: number;
  readonly assigns: boolean;
  readonly createdBy: string;
}

/** Adds a plan that is to be made. */
export async function addPlan(tx: Tx, plan: NewPlan, now: Date): Promise<void> {
  await tx
    .insertInto('plans')
    .values({
      id: plan.id,
      mode: plan.mode,
      requested_by: plan.requestedBy,
      party_ids: [...plan.partyIds],
      agreement_version_id: plan.agreementVersionId ?? null,
      based_on: plan.basedOn ?? null,
      pinned: [...plan.pinned],
      ready_before: plan.readyBefore ?? null,
      gap: plan.gap,
      seconds: plan.seconds,
      assigns: plan.assigns,
      progress: null,
      summary: null,
      fault: null,
      created_by: plan.createdBy,
      created_at: now,
      started_at: null,
      ended_at: null,
      cancel_asked_at: null,
      finish_asked_at: null,
    })
    .execute();
}

/** Plans that the acting party is a party of, newest first. */
export async function listPlans(
  tx: Tx,
  {
    limit,
    before,
    state,
  }: { readonly limit: number; readonly before?: string | undefined; readonly state?: PlanState | undefined },
): Promise<PlanRow[]> {
  let query = tx.selectFrom('plans').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (state !== undefined) query = query.where('state', '=', state);
  return query.execute();
}

/** A plan that the acting party is a party of. */
export function findPlan(tx: Tx, id: string): Promise<PlanRow | undefined> {
  return tx.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Begins an attempt at a plan that the acting party asked for; undefined where there is nothing to do any more. The attempt's number
 * tells it from that of a process that was thought dead.
 */
export async function beginPlan(tx: Tx, id: string, now: Date): Promise<PlanRow | undefined> {
  const row = await tx
    .updateTable('plans')
    .set(({ eb }) => ({ state: 'running', attempt: eb('attempt', '+', 1), started_at: now, progress: null }))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
  return row;
}

/** What an attempt at a plan holds: its own number while the plan is being made. */
export interface PlanAttempt {
  readonly id: string;
  readonly attempt: number;
}

/**
 * Tells how far an attempt is. Tells back whether it is to go on, to end with the best so far, or to stop because somebody wants so or
 * another attempt has begun.
 */
export async function notePlanProgress(
  tx: Tx,
  { id, attempt }: PlanAttempt,
  progress: Json,
): Promise<'go_on' | 'finish' | 'cancel' | 'lost'> {
  const row = await tx
    .updateTable('plans')
    .set({ progress: sql<Json>`${JSON.stringify(progress)}::jsonb` })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .returning(['cancel_asked_at', 'finish_asked_at'])
    .executeTakeFirst();
  if (row === undefined) return 'lost';
  if (row.cancel_asked_at !== null) return 'cancel';
  return row.finish_asked_at === null ? 'go_on' : 'finish';
}

/** How a plan ended. */
export interface PlanEnding {
  readonly state: Exclude<PlanState, 'queued' | 'running'>;
  readonly summary?: Json;
  readonly fault?: string;
}

/** Ends an attempt; false where the plan has ended already or another attempt has begun. */
export async function endPlan(tx: Tx, { id, attempt }: PlanAttempt, ending: PlanEnding, now: Date): Promise<boolean> {
  const { state, summary, fault = null } = ending;
  const { numUpdatedRows } = await tx
    .updateTable('plans')
    .set({
      state,
      fault,
      summary: summary === undefined ? null : sql<Json>`${JSON.stringify(summary)}::jsonb`,
      ended_at: now,
    })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Asks for a plan to be cancelled; one that waits is cancelled at once. */
export async function cancelPlan(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`
    update plans set cancel_asked_at = coalesce(cancel_asked_at, ${now}),
      state = case when state = 'queued' then 'cancelled' else state end,
      ended_at = case when state = 'queued' then ${now}::timestamptz else ended_at end
    where id = ${id} and state in ('queued', 'running')`.execute(tx);
}

/** The acting party's figures of a plan, and when it had its shipments travel by it. */
export async function findPlanPart(tx: Tx, planId: string): Promise<Selectable<Tables['plan_parts']> | undefined> {
  return tx.selectFrom('plan_parts').selectAll().where('plan_id', '=', planId).executeTakeFirst();
}

/** The acting party's parts of some plans, by plan. */
export async function listPlanParts(
  tx: Tx,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, Selectable<Tables['plan_parts']>>> {
  const rows = await tx
    .selectFrom('plan_parts')
    .selectAll()
    .where('plan_id', '=', sql<string>`any(${[...planIds]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.plan_id, row]));
}

/** Forgets what an earlier attempt left of the acting party's part of a plan. */
export async function clearPlanPart(tx: Tx, planId: string): Promise<void> {
  await tx.deleteFrom('plan_routes').where('plan_id', '=', planId).execute();
  await tx.deleteFrom('plan_causes').where('plan_id', '=', planId).execute();
  await tx.deleteFrom('plan_parts').where('plan_id', '=', planId).execute();
}

/** Adds the acting party's figures of a plan. */
export async function addPlanPart(tx: Tx, planId: string, partyId: string, figures: Json): Promise<void> {
  await sql`
    insert into plan_parts (plan_id, party_id, figures)
    values (${planId}, ${partyId}, ${JSON.stringify(figures)}::jsonb)`.execute(tx);
}

/** Adds routes of the acting party's shipments, given as a JSON list of rows with the columns' names. */
export async function addPlanRoutes(tx: Tx, planId: string, partyId: string, rows: string): Promise<void> {
  await sql`
    insert into plan_routes (plan_id, shipment_id, owner_id, status, carried_by, reason, due_at, arrives_at, cost_minor,
      cause, route, steps, tenders)
    select ${planId}, shipment_id, ${partyId}, status, carried_by, reason, due_at, arrives_at, cost_minor, cause, route,
      steps, tenders
    from json_to_recordset(${rows}::json) as (shipment_id text, status text, carried_by text, reason text,
      due_at timestamptz, arrives_at timestamptz, cost_minor double precision, cause integer, route text, steps jsonb, tenders jsonb)`.execute(
    tx,
  );
}

export type PlanRoute = Selectable<Tables['plan_routes']>;

/** The route of one of the acting party's shipments. */
export function findPlanRoute(tx: Tx, planId: string, shipmentId: string): Promise<PlanRoute | undefined> {
  return tx
    .selectFrom('plan_routes')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('shipment_id', '=', shipmentId)
    .executeTakeFirst();
}

/** What differs between two plans for the acting party's shipments, as many at a time as are wanted. */
export interface RouteChange {
  readonly before: Pick<PlanRoute, 'route' | 'status' | 'reason' | 'carried_by'> | undefined;
  readonly after: Pick<PlanRoute, 'route' | 'status' | 'reason' | 'carried_by'> | undefined;
  readonly parcels: number;
  readonly costMinor: number; // after less before
}

/** Changes between two plans, parcels with the same change together. */
export async function listRouteChanges(tx: Tx, beforeId: string, afterId: string): Promise<RouteChange[]> {
  const { rows } = await sql<{
    before: RouteChange['before'] | null;
    after: RouteChange['after'] | null;
    parcels: number;
    cost: number;
  }>`
    select
      case when b.shipment_id is not null then json_build_object('route', b.route, 'status', b.status,
        'reason', b.reason, 'carried_by', b.carried_by) end as before,
      case when a.shipment_id is not null then json_build_object('route', a.route, 'status', a.status,
        'reason', a.reason, 'carried_by', a.carried_by) end as after,
      count(*)::integer as parcels,
      sum(coalesce(a.cost_minor, 0) - coalesce(b.cost_minor, 0)) as cost
    from (select * from plan_routes where plan_id = ${beforeId}) b
    full join (select * from plan_routes where plan_id = ${afterId}) a on a.shipment_id = b.shipment_id
    where (a.route, a.status, a.carried_by) is distinct from (b.route, b.status, b.carried_by)
    group by b.shipment_id is not null, a.shipment_id is not null, b.route, b.status, b.reason, b.carried_by,
      a.route, a.status, a.reason, a.carried_by
    order by 3 desc, b.route, a.route`.execute(tx);
  return rows.map(({ before, after, parcels, cost }) => ({
    before: before ?? undefined,
    after: after ?? undefined,
    parcels,
    costMinor: cost,
  }));
}
