import { sql } from 'kysely';
import type { Tx } from '../database/store.js';

/** What a plan needs to know of a shipment. */
export interface PlannableShipment {
  readonly id: string;
  readonly product: string;
  readonly origin: string; // or the facility where it lies or is unloaded next, `PARTY:STOP`
  readonly destination_pin: string; // of one that goes back, where to
  readonly office: string | null; // of exchange, of one that brings an export there
  readonly ready_at: Date; // there
  /** True when it is yet to be unloaded there, and sorted. */
  readonly riding: boolean;
  readonly promised_by: Date | null;
  readonly weight_g: number;
  readonly volume_ml: number;
  readonly longest_side_cm: number | null;
  readonly goods: string[];
  readonly cod_minor: number;
  readonly value_minor: number;
  /** True when it is on its way, so that it stays on the route that it has. */
  readonly moving: boolean;
}

export interface PlannableQuery {
  readonly ownerId: string; // the acting carrier
  readonly readyBefore: Date | undefined;
  /** A plan whose shipments that are on their way count too, because they take room. */
  readonly basedOn: string | undefined;
}

/** True of a shipment `s` that was redirected or turned back since it was booked. */
const TURNED = sql<boolean>`exists (select from former_promises f where f.shipment_id = s.id)`;

/**
 * True of a shipment `s` with its state `c` when it waits to travel: before it sets out; where it lies at a facility, of whichever carrier,
 * with no plan; and when it was redirected or turned back and has no plan yet, also at the office it was delivered from, or riding.
 */
export const WAITS = sql<boolean>`(
  coalesce(c.state, 'booked') in ('booked', 'accepted')
  or (not exists (select from assignments a where a.shipment_id = s.id and a.replaced_at is null)
    and (c.state in ('at_facility', 'received')
      or (c.state in ('at_delivery_office', 'attempted', 'awaiting_collection', 'in_transit') and ${TURNED}))))`;

/**
 * Where the latest plan that had a shipment `s` leave the place it was last seen at has it unloaded next, and when; nothing of one that does
 * not ride, or set out by no plan.
 */
const UNLOADED = sql`(
  select n.step ->> 'place' as place, to_timestamp((n.step ->> 'atMs')::bigint / 1000.0) as at
  from assignments a
  cross join lateral (
    select max(d.number) as number from jsonb_array_elements(a.steps) with ordinality d (step, number)
    where d.step ->> 'kind' = 'departed' and d.step ->> 'place' = c.place) left_at
  cross join lateral jsonb_array_elements(a.steps) with ordinality n (step, number)
  where c.state = 'in_transit' and a.shipment_id = s.id and n.number > left_at.number and n.step ->> 'kind' = 'arrived'
  order by a.assigned_at desc, n.number limit 1)`;

/** The acting carrier's shipments that wait to travel, and of an earlier plan those that travel, oldest first. */
export async function listPlannableShipments(tx: Tx, query: PlannableQuery): Promise<PlannableShipment[]> {
  const { ownerId, readyBefore = null, basedOn = null } = query;
  const { rows } = await sql<PlannableShipment>`
    select s.id, s.product, coalesce(s.return_to_pin, s.destination_pin) as destination_pin, s.promised_by, s.weight_g,
      s.volume_ml, s.longest_side_cm, s.goods, s.cod_minor, s.value_minor, not s.waits as moving,
      s.waits and s.state = 'in_transit' as riding,
      case when s.return_to_pin is null then (select x.office from exports x where x.shipment_id = s.id) end as office,
      case when not s.waits or not s.set_out then s.origin when s.state = 'in_transit' then n.place else s.place end as origin,
      case when not s.waits or not s.set_out then s.ready_at
        else greatest(s.ready_at, case when s.state = 'in_transit' then n.at else s.since_at end) end as ready_at
    from (
      select s.*, c.state, c.place, c.since_at, ${WAITS} as waits, coalesce(c.state, 'booked') not in ('booked', 'accepted') as set_out
      from shipments s
      left join custody_states c on c.shipment_id = s.id
      where s.owner_id = ${ownerId} and s.status <> 'cancelled'
    ) s
    left join lateral (select u.* from custody_states c cross join lateral ${UNLOADED} u where c.shipment_id = s.id and s.waits) n on true
    where (s.waits and (${readyBefore}::timestamptz is null or s.ready_at < ${readyBefore})
        and (not s.set_out or s.place is not null) and (s.state is distinct from 'in_transit' or n.place is not null))
      or (${basedOn}::text is not null and not s.waits
        and s.state not in ('delivered', 'returned', 'lost', 'disposed', 'cancelled')
        and exists (select from plan_routes r where r.plan_id = ${basedOn} and r.shipment_id = s.id))
    order by s.id`.execute(tx);
  return rows;
}

/** Which of some shipments are the acting carrier's own and in a plan. */
export async function findPlannedShipments(
  tx: Tx,
  planId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly shipment_id: string }>`
    select shipment_id from plan_routes where plan_id = ${planId} and shipment_id = any(${[...ids]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ shipment_id }) => shipment_id));
}
