import { sql } from 'kysely';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import { WAITS } from './plannable-shipments.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** A plan that a carrier has its shipments travel by. */
export interface Assigning {
  readonly planId: string;
  readonly partyId: string; // the acting carrier
  readonly mode: Mode;
  readonly agreementVersionId: string | undefined;
  readonly now: Date;
}

/**
 * Has the acting carrier's shipments travel as a plan says, and tells how many. One that is cancelled, or on its way already, keeps
 * what it had. What it had before is kept as history; partners that the new way needs are to carry it, and those that only the
 * former one needed are not any more.
 */
export async function assignPlan(tx: Tx, assigning: Assigning): Promise<number> {
  const { planId, partyId, mode, agreementVersionId, now } = assigning;
  await sql`
    create temporary table taken on commit drop as
    select r.shipment_id, r.steps, r.tenders
    from plan_routes r
    join shipments s on s.id = r.shipment_id and s.owner_id = ${partyId} and s.status <> 'cancelled'
    join organisations o on o.id = s.owner_id
    left join custody_states c on c.shipment_id = s.id
    where r.plan_id = ${planId} and ${WAITS}
      and not exists (select from assignments a where a.shipment_id = r.shipment_id and a.replaced_at is null
        and a.plan_id = ${planId})`.execute(tx);
  await sql`create unique index on taken (shipment_id)`.execute(tx);
  await sql`
    update assignments set replaced_at = ${now}
    from taken where taken.shipment_id = assignments.shipment_id and replaced_at is null`.execute(tx);
  await sql`
    insert into assignments (shipment_id, plan_id, owner_id, mode, assigned_at, steps)
    select shipment_id, ${planId}, ${partyId}, ${mode}, ${now}, steps from taken`.execute(tx);
  await sql`
    delete from carriages c using taken t, organisations o
    where c.shipment_id = t.shipment_id and o.id = c.partner_id and c.received_at is null
      and not exists (select from jsonb_array_elements(t.tenders) n where n ->> 'receiver_id' = c.partner_id)
      and exists (select from assignments a cross join lateral jsonb_array_elements(a.steps) s
        where a.shipment_id = t.shipment_id and a.plan_id <> ${planId}
          and s ->> 'kind' = 'received' and starts_with(s ->> 'place', o.code || ':'))`.execute(tx);
  await sql`delete from planned_tenders p using taken t where p.shipment_id = t.shipment_id`.execute(tx);
  await sql`
    insert into planned_tenders (shipment_id, plan_id, mode, owner_id, giver_id, receiver_id, interchange, tender_at, ready_at)
    select t.shipment_id, ${planId}, ${mode}, ${partyId}, n.giver_id, n.receiver_id, n.interchange, n.tender_at, n.ready_at
    from taken t cross join lateral jsonb_to_recordset(t.tenders)
      as n (giver_id text, receiver_id text, interchange text, tender_at timestamptz, ready_at timestamptz)`.execute(
    tx,
  );
  if (agreementVersionId !== undefined) {
    await sql`
      insert into carriages (partner_id, shipment_id, owner_id, mode, agreement_version_id, assigned_at)
      select distinct n ->> 'receiver_id', t.shipment_id, ${partyId}, ${mode}, ${agreementVersionId}, ${now}::timestamptz
      from taken t cross join lateral jsonb_array_elements(t.tenders) n
      where n ->> 'receiver_id' <> ${partyId}
      on conflict do nothing`.execute(tx);
  }
  // What is expected of them is another thing now, so they are looked at again.
  await sql`
    insert into exception_marks (shipment_ids)
    select array_agg(shipment_id) from (select shipment_id, row_number() over (order by shipment_id) as row from taken) ranked
    group by row / 1000`.execute(tx);
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from taken`.execute(tx);
  const count = rows[0]?.count ?? 0;
  await sql`
    update plan_parts set assigned_at = ${now}, assigned_count = ${count}
    where plan_id = ${planId} and party_id = ${partyId}`.execute(tx);
  return count;
}

/**
 * Lets a shipment of the acting carrier go without a plan: what it had is kept as history. Partners keep seeing it until the next
 * plan, because it may ride to one of them already.
 */
export async function dropAssignment(tx: Tx, shipmentId: string, now: Date): Promise<void> {
  await tx
    .updateTable('assignments')
    .set({ replaced_at: now })
    .where('shipment_id', '=', shipmentId)
    .where('replaced_at', 'is', null)
    .execute();
  await tx.deleteFrom('planned_tenders').where('shipment_id', '=', shipmentId).execute();
}

/** Steps that shipments of the acting carrier are to take, by shipment; those without a plan are absent. */
export async function listPlannedSteps(
  tx: Tx,
  shipmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PlannedStep[]>> {
  const rows = await tx
    .selectFrom('assignments')
    .select(['shipment_id', 'steps'])
    .where('shipment_id', 'in', shipmentIds.length === 0 ? [''] : [...shipmentIds])
    .where('replaced_at', 'is', null)
    .execute();
  return new Map(rows.map(({ shipment_id, steps }) => [shipment_id, steps as unknown as PlannedStep[]]));
}

/** Those of some shipments of the acting carrier that travel by a plan. */
export async function listOnPlan(tx: Tx, planId: string, shipmentIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('assignments')
    .select('shipment_id')
    .where('plan_id', '=', planId)
    .where('replaced_at', 'is', null)
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .execute();
  return rows.map(({ shipment_id }) => shipment_id);
}

/** Which plans a shipment of the acting carrier was to travel by, the last one first. */
export async function listAssignments(
  tx: Tx,
  shipmentId: string,
): Promise<{ readonly planId: string; readonly assignedAt: Date; readonly replacedAt: Date | undefined }[]> {
  const rows = await tx
    .selectFrom('assignments')
    .select(['plan_id', 'assigned_at', 'replaced_at'])
    .where('shipment_id', '=', shipmentId)
    .orderBy('assigned_at', 'desc')
    .execute();
  return rows.map(({ plan_id, assigned_at, replaced_at }) => ({
    planId: plan_id,
    assignedAt: assigned_at,
    replacedAt: replaced_at ?? undefined,
  }));
}

/** What is to be tendered at interchange points between two instants, as far as the acting party gives, receives or owns it. */
export async function listPlannedTenders(
  tx: Tx,
  { interchange, from, until }: { readonly interchange?: string; readonly from: Date; readonly until: Date },
): Promise<
  { shipment_id: string; giver_id: string; receiver_id: string; interchange: string; tender_at: Date; ready_at: Date }[]
> {
  let query = tx
    .selectFrom('planned_tenders')
    .select(['shipment_id', 'giver_id', 'receiver_id', 'interchange', 'tender_at', 'ready_at'])
    .where('tender_at', '>=', from)
    .where('tender_at', '<', until)
    .orderBy('tender_at')
    .orderBy('shipment_id');
  if (interchange !== undefined) query = query.where('interchange', '=', interchange);
  return query.execute();
}

/** What is to be tendered between two instants, counted by interchange, parties and moment, as far as the acting party gives or receives it. */
export async function countPlannedTenders(
  tx: Tx,
  partyId: string,
  {
    interchanges,
    from,
    until,
  }: { readonly interchanges: readonly string[]; readonly from: Date; readonly until: Date },
): Promise<readonly PlannedCount[]> {
  if (interchanges.length === 0) return [];
  const { rows } = await sql<PlannedCount>`
    select giver_id as "giverId", receiver_id as "receiverId", interchange, tender_at as "tenderAt", count(*)::integer as count
    from planned_tenders
    where (giver_id = ${partyId} or receiver_id = ${partyId}) and interchange = any(${[...interchanges]}::text[])
      and tender_at >= ${from} and tender_at < ${until}
    group by 1, 2, 3, 4 order by tender_at, interchange, giver_id`.execute(tx);
  return rows;
}

export interface PlannedCount {
  readonly giverId: string;
  readonly receiverId: string;
  readonly interchange: string;
  readonly tenderAt: Date;
  readonly count: number;
}

/** Tenders of shipments that the acting party is to make, from an instant on. */
export async function listTendersOf(
  tx: Tx,
  partyId: string,
  { shipmentIds, from }: { readonly shipmentIds: readonly string[]; readonly from: Date },
): Promise<readonly { readonly shipmentId: string; readonly interchange: string; readonly tenderAt: Date }[]> {
  if (shipmentIds.length === 0) return [];
  const rows = await tx
    .selectFrom('planned_tenders')
    .select(['shipment_id', 'interchange', 'tender_at'])
    .where('giver_id', '=', partyId)
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .where('tender_at', '>=', from)
    .orderBy('tender_at')
    .execute();
  return rows.map(({ shipment_id, interchange, tender_at }) => ({
    shipmentId: shipment_id,
    interchange,
    tenderAt: tender_at,
  }));
}
