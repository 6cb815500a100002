import { sql } from 'kysely';
import type { Tx } from './store.js';

/** What a plan needs to know of a shipment. */
export interface PlannableShipment {
  readonly id: string;
  readonly product: string;
  readonly origin: string; // or the facility where it lies
  readonly destination_pin: string; // of one that goes back, where to
  readonly ready_at: Date; // there
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

/**
 * True of a shipment `s`, its state `c` and its carrier `o` when it waits to travel: before it sets out, and where it lies at a facility of
 * its own carrier with no plan, as after it was redirected or turned back.
 */
export const WAITS = sql<boolean>`(
  coalesce(c.state, 'booked') in ('booked', 'accepted')
  or (c.state = 'at_facility' and c.custodian = o.code and starts_with(c.place, o.code || ':')
    and not exists (select from assignments a where a.shipment_id = s.id and a.replaced_at is null)))`;

/** The acting carrier's shipments that wait to travel, and of an earlier plan those that travel, oldest first. */
export async function listPlannableShipments(tx: Tx, query: PlannableQuery): Promise<PlannableShipment[]> {
  const { ownerId, readyBefore = null, basedOn = null } = query;
  const { rows } = await sql<PlannableShipment>`
    select s.id, s.product, coalesce(s.return_to_pin, s.destination_pin) as destination_pin, s.promised_by, s.weight_g,
      s.volume_ml, s.longest_side_cm, s.goods, s.cod_minor, s.value_minor, not ${WAITS} as moving,
      case when c.state = 'at_facility' and ${WAITS} then substr(c.place, length(o.code) + 2) else s.origin end as origin,
      case when c.state = 'at_facility' and ${WAITS} then greatest(s.ready_at, c.since_at) else s.ready_at end as ready_at
    from shipments s
    join organisations o on o.id = s.owner_id
    left join custody_states c on c.shipment_id = s.id
    where s.owner_id = ${ownerId} and s.status <> 'cancelled'
      and (
        (${WAITS} and (${readyBefore}::timestamptz is null or s.ready_at < ${readyBefore}))
        or (${basedOn}::text is not null
          and coalesce(c.state, 'booked') not in ('delivered', 'returned', 'lost', 'disposed', 'cancelled')
          and exists (select from plan_routes r where r.plan_id = ${basedOn} and r.shipment_id = s.id)))
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
