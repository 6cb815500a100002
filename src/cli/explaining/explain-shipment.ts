import { latenessCost } from '../../audit/parcel-rules.js';
import { routeCost } from '../../audit/route-cost.js';
import { stepFacts } from '../../audit/route-facts.js';
import { rulesOf } from '../../audit/rules.js';
import { NONE } from '../../base/none.js';
import {
  CARRIAGES,
  REASONS,
  STATUSES,
  routeOf,
  type Carriage,
  type Plan,
  type Reason,
  type Status,
  type Step,
} from '../../domain/plan.js';
import { bandOf, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { promise, type Refusal } from '../../planner/promise/promise.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { whyNotInterlined } from '../../planner/promise/promise-reasons.js';
import { shipmentRequest } from '../../planner/promise/shipment-request.js';
import { firstWayWithRoom, type FirstWay } from '../promise/first-way.js';
import { itineraryOf, type Happening } from '../../planner/promise/itinerary.js';
import { PlanRoom, type FullResource, type ParcelUse } from '../../report/plan-room.js';

/** What a plan does with a parcel, and why it is not on time where it is not. */
export interface Explanation {
  readonly status: Status;
  readonly carriage: Carriage;
  readonly reason: Reason;
  readonly dueSec: number;
  readonly itinerary: readonly Happening[];
  readonly why: WhyNotOnTime | undefined; // undefined for a parcel that is on time in the networks
}

export interface WhyNotOnTime {
  /** The earliest delivery that the timetables allow, were nothing else carried. */
  readonly fastest: Way | undefined;
  /** What on that way has no room left in the plan. */
  readonly full: readonly FullResource[];
  /** What the parcel takes of a vehicle: the limits of its size band. */
  readonly takes: { readonly g: number; readonly ml: number };
  /** The earliest delivery over what the plan leaves free. */
  readonly alternative: Way | undefined;
  /** Clauses, cut-offs and limits that keep other ways closed. */
  readonly refusals: readonly Refusal[];
}

export interface Way {
  readonly deliveredSec: number;
  readonly onTime: boolean;
  readonly cost: number; // minor money, with what lateness costs
  readonly itinerary: readonly Happening[];
}

/** Explains one shipment of a plan, by its row. */
export function explainShipment(workspace: Workspace, shipments: Shipments, plan: Plan, row: number): Explanation {
  const status = STATUSES[plan.status[row]];
  const carriage = CARRIAGES[plan.carriage[row]];
  return {
    status,
    carriage,
    reason: REASONS[plan.reason[row]],
    dueSec: plan.dueSec[row],
    itinerary: itineraryOf(workspace, routeOf(plan, row)),
    why: status === 'on_time' && carriage === 'network' ? undefined : whyNotOnTime(workspace, shipments, plan, row),
  };
}

function whyNotOnTime(workspace: Workspace, shipments: Shipments, plan: Plan, row: number): WhyNotOnTime {
  const request = shipmentRequest(shipments, row);
  const party = shipments.party[row];
  const desk = promiseDesk(workspace);
  const answer = promise(desk, request);
  const refusals = answer.refusals.filter((refusal) => refusal.party === party);
  const fastest = answer.offers.find((offer) => offer.party === party);
  const band = bandOf(workspace.bands, shipments.weightG[row], shipments.volumeMl[row]);
  if (fastest === undefined || band === NONE) {
    return { fastest: undefined, full: [], takes: { g: 0, ml: 0 }, alternative: undefined, refusals };
  }
  const { g, ml } = workspace.bands[band];
  const use: ParcelUse = { party, g, ml };
  const room = new PlanRoom(workspace, shipments, without(plan, row));
  const interlined = whyNotInterlined(workspace, request) === undefined;
  const free = firstWayWithRoom(desk, room, { request, use, band, interlined });
  const wayOf = wayTeller(workspace, shipments, row, { band, dueSec: plan.dueSec[row] });
  const steps = fastest.stages.flatMap((stage) => stage.steps);
  return {
    fastest: wayOf({ deliveredSec: fastest.deliveredSec, steps }),
    full: room.fullAlong(steps, use),
    takes: { g, ml },
    alternative: free && wayOf(free),
    refusals,
  };
}

/** The plan without one parcel, which does not stand in its own way. */
function without(plan: Plan, row: number): Plan {
  const linehaul = plan.linehaul.slice();
  const lastMile = plan.lastMile.slice();
  const carriage = plan.carriage.slice();
  linehaul[row] = NONE;
  lastMile[row] = NONE;
  carriage[row] = CARRIAGES.indexOf('none');
  return { ...plan, linehaul, lastMile, carriage };
}

/** Tells of ways that a shipment could have taken. */
function wayTeller(
  workspace: Workspace,
  shipments: Shipments,
  row: number,
  { band, dueSec }: { band: number; dueSec: number },
): (way: FirstWay) => Way {
  const rules = rulesOf(workspace);
  const product = workspace.products[shipments.product[row]];
  const costOf = (steps: readonly Step[]): number =>
    routeCost(rules, stepFacts(rules, steps), shipments.party[row], workspace.bands[band]);
  return ({ deliveredSec, steps }) => ({
    deliveredSec,
    onTime: deliveredSec <= dueSec,
    cost: costOf(steps) + latenessCost(product, dueSec, deliveredSec),
    itinerary: itineraryOf(workspace, steps),
  });
}
