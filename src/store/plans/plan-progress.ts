import { sql } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { PlanAttempt } from './plans.js';
import type { Tx } from '../database/store.js';

/** A round of the search for a plan: cost and bound as shares of the first whole plan's cost. */
export interface NewPlanRound {
  readonly round: number;
  readonly seconds: number; // since the search began
  readonly best_index: number | null;
  readonly bound_index: number | null;
}

/** Adds rounds of an attempt that the acting party asked for. */
export async function addPlanRounds(
  tx: Tx,
  { id, attempt }: PlanAttempt,
  rounds: readonly NewPlanRound[],
): Promise<void> {
  if (rounds.length === 0) return;
  await tx
    .insertInto('plan_rounds')
    .values(rounds.map((one) => ({ plan_id: id, attempt, ...one })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Rounds of the attempt that counts, in order, after a round; of a plan that the acting party is a party of. */
export function listPlanRounds(
  tx: Tx,
  { id, attempt }: PlanAttempt,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<NewPlanRound[]> {
  return tx
    .selectFrom('plan_rounds')
    .select(['round', 'seconds', 'best_index', 'bound_index'])
    .where('plan_id', '=', id)
    .where('attempt', '=', attempt)
    .where('round', '>', after)
    .orderBy('round')
    .limit(limit)
    .execute();
}

/** Asks for a plan that is being made to end with the best found so far. */
export async function finishPlan(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`
    update plans set finish_asked_at = coalesce(finish_asked_at, ${now})
    where id = ${id} and state = 'running'`.execute(tx);
}

/** Adds what keeps the acting party's parcels of a plan from being on time, by position. */
export async function addPlanCauses(tx: Tx, planId: string, partyId: string, causes: readonly Json[]): Promise<void> {
  if (causes.length === 0) return;
  await sql`
    insert into plan_causes (plan_id, party_id, cause, facts)
    select ${planId}, ${partyId}, (position - 1)::integer, facts
    from jsonb_array_elements(${JSON.stringify(causes)}::jsonb) with ordinality as told (facts, position)`.execute(tx);
}

/** What keeps the acting party's parcels of a plan from being on time, most parcels first. */
export function listPlanCauses(tx: Tx, planId: string): Promise<{ readonly cause: number; readonly facts: Json }[]> {
  return tx
    .selectFrom('plan_causes')
    .select(['cause', 'facts'])
    .where('plan_id', '=', planId)
    .orderBy('cause')
    .execute();
}

/** One of the acting party's shipments in a plan. */
export interface PlannedShipment {
  readonly id: string;
  readonly reference: string | null;
  readonly product: string;
  readonly origin: string;
  readonly destination_pin: string;
  readonly weight_g: number;
  readonly status: string;
  readonly carried_by: string;
  readonly reason: string | null;
  readonly cause: number | null;
  readonly due_at: Date;
  readonly arrives_at: Date | null;
  readonly cost_minor: number;
}

/** The acting party's shipments of a plan that are late or left out, newest first; of one cause where one is given. */
export async function listLateShipments(
  tx: Tx,
  planId: string,
  {
    cause = null,
    before = null,
    limit,
  }: { readonly cause?: number | null; readonly before?: string | null; readonly limit: number },
): Promise<PlannedShipment[]> {
  const { rows } = await sql<PlannedShipment>`
    select s.id, s.reference, s.product, s.origin, s.destination_pin, s.weight_g, r.status, r.carried_by, r.reason,
      r.cause, r.due_at, r.arrives_at, r.cost_minor
    from plan_routes r join shipments s on s.id = r.shipment_id
    where r.plan_id = ${planId} and r.cause is not null
      and (${cause}::integer is null or r.cause = ${cause})
      and (${before}::text is null or r.shipment_id < ${before} collate "C")
    order by r.shipment_id desc
    limit ${limit}`.execute(tx);
  return rows;
}
