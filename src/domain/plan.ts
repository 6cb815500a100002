import { NONE } from '../base/none.js';

export const STATUSES = ['on_time', 'late', 'unplanned'] as const;
export type Status = (typeof STATUSES)[number];

/** Why a parcel is late or unplanned; index 0 means it is neither. */
export const REASONS = [
  '',
  'no_capacity',
  'no_service',
  'missed_cutoff',
  'window_closed',
  'goods_refused',
  'too_heavy',
  'too_large',
  'cod_not_offered',
  'beyond_horizon',
  'cheaper_late', // on time was possible, but dearer than being late
] as const;
export type Reason = (typeof REASONS)[number];

/** What keeps parcels of a plan from being on time. */
export const CAUSE_KINDS = [
  'block', // the partner's grant on a departure
  'office_share', // the partner's grant in a round of an office
  'window', // parcels of an interchange's window
  'vehicle', // what a vehicle holds
  'office_day', // what an office delivers in a day
  'sorting_hour', // what a facility sorts in an hour
  'cut_off', // ready after the last departure in time
  'timetable', // no departure of the horizon is in time
  'price', // being late is cheaper
  'term', // a clause, a limit or the lack of a service
  'search', // there was room: a longer search may find it
  'many', // causes that are too many to tell one by one
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** Who carries a parcel: its legs in the networks, a purchase outside them, or nobody. */
export const CARRIAGES = ['network', 'spot', 'none'] as const;
export type Carriage = (typeof CARRIAGES)[number];

/**
 * One step of a route. `ride`: on trip `trip` of service day `day` from call position `call` to `call + 1`.
 * `transfer`: tendered at interchange `interchange`, direction `direction`, at `sec`. `deliver`: by the delivery round
 * of service day `day` of row `delivery` of the network's deliveries.
 */
export type Step =
  | { readonly kind: 'ride'; readonly trip: number; readonly day: number; readonly call: number }
  | { readonly kind: 'transfer'; readonly interchange: number; readonly direction: number; readonly sec: number }
  | { readonly kind: 'deliver'; readonly delivery: number; readonly day: number };

/**
 * Distinct parts of routes as columns, because there can be millions. Steps of part `p` are
 * `firstStep[p] .. firstStep[p + 1]`; `stepOf` reads one as an object.
 */
export interface RouteParts {
  readonly count: number;
  readonly firstStep: Uint32Array; // [count + 1] step
  readonly stepKind: Uint8Array; // [step] index into STEP_KINDS
  readonly stepWhat: Uint32Array; // [step] trip, interchange or delivery row
  readonly stepDay: Int32Array; // [step] service day, or the direction of a transfer
  readonly stepAt: Int32Array; // [step] call position of a ride, second of a transfer, 0 for a delivery
}

export const STEP_KINDS = ['ride', 'transfer', 'deliver'] as const;

/** Step number `step` of the table as an object. */
export function stepOf(parts: RouteParts, step: number): Step {
  const what = parts.stepWhat[step];
  const day = parts.stepDay[step];
  const at = parts.stepAt[step];
  switch (STEP_KINDS[parts.stepKind[step]]) {
    case 'ride':
      return { kind: 'ride', trip: what, day, call: at };
    case 'transfer':
      return { kind: 'transfer', interchange: what, direction: day, sec: at };
    default:
      return { kind: 'deliver', delivery: what, day };
  }
}

/** All steps of one part, in travel order; none of NONE. */
export function stepsOf(parts: RouteParts, part: number): Step[] {
  const steps: Step[] = [];
  if (part === NONE) return steps;
  for (let step = parts.firstStep[part]; step < parts.firstStep[part + 1]; step++) {
    steps.push(stepOf(parts, step));
  }
  return steps;
}

/** All steps of a shipment's route, in travel order; none when it takes no route. */
export function routeOf({ parts, linehaul, lastMile }: Plan, shipment: number): Step[] {
  return [...stepsOf(parts, linehaul[shipment]), ...stepsOf(parts, lastMile[shipment])];
}

/**
 * A plan: every shipment's route in two parts, each an index into one table. Millions of parcels share few ways between
 * hubs and few rounds below them, but nearly every one combines them in a way of its own.
 */
export interface Plan {
  readonly parts: RouteParts;
  /** Columns of length [shipment count]. */
  readonly linehaul: Int32Array; // part from the origin to where the last mile begins, NONE when it begins at the origin
  readonly lastMile: Int32Array; // part that ends with the delivery, NONE when the shipment takes no route
  readonly carriage: Uint8Array; // index into CARRIAGES
  readonly status: Uint8Array; // index into STATUSES
  readonly reason: Uint8Array; // index into REASONS
  readonly dueSec: Int32Array;
  readonly arriveSec: Int32Array; // delivered, or UNREACHED
  readonly cost: Float64Array; // minor money, as docs/model.md defines it
  /** Optional runs that were opened, by (option row, service day) with how many. */
  readonly openedRuns: readonly OpenedRun[];
}

/** A plan that was made before a workspace or its shipments changed. */
export interface EarlierPlan {
  readonly plan: Plan; // rows as the shipments are now
  readonly known: Uint8Array; // [shipment] 1 where the plan speaks of it; elsewhere its columns say nothing
}

export interface OpenedRun {
  readonly option: number;
  readonly day: number;
  readonly runs: number;
}

/** Prices that prove a bound: minor money per gram, millilitre or parcel of the named resources; others are free. */
export interface Certificate {
  readonly bound: number; // minor money
  readonly resources: readonly string[]; // names as docs/model.md gives them
  readonly prices: readonly number[];
}
