import { NONE } from '../base/none.js';
import {
  CARRIAGES,
  REASONS,
  STATUSES,
  stepsOf,
  type Carriage,
  type Plan,
  type Reason,
  type Status,
} from '../domain/plan.js';
import { bandOf, type Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { promise, type Offer, type PromiseRequest, type Refusal } from '../planner/promise.js';
import { promiseDesk } from '../planner/promise-desk.js';
import { timetableOf } from '../planner/timetable.js';
import { itineraryOf, type Happening } from './itinerary.js';
import { PlanRoom, type FullResource, type ParcelUse } from './plan-room.js';
import { withRoomOnly } from './timetable-with-room.js';

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
  /** The earliest delivery over what the plan leaves free. */
  readonly alternative: Way | undefined;
  /** Clauses, cut-offs and limits that keep other ways closed. */
  readonly refusals: readonly Refusal[];
}

export interface Way {
  readonly deliveredSec: number;
  readonly onTime: boolean;
  readonly itinerary: readonly Happening[];
}

/** Explains one shipment of a plan, by its row. */
export function explainShipment(workspace: Workspace, shipments: Shipments, plan: Plan, row: number): Explanation {
  const status = STATUSES[plan.status[row]];
  const carriage = CARRIAGES[plan.carriage[row]];
  const route = plan.route[row];
  const steps = route === NONE ? [] : stepsOf(plan.routes, route);
  return {
    status,
    carriage,
    reason: REASONS[plan.reason[row]],
    dueSec: plan.dueSec[row],
    itinerary: itineraryOf(workspace, steps),
    why: status === 'on_time' && carriage === 'network' ? undefined : whyNotOnTime(workspace, shipments, plan, row),
  };
}

function whyNotOnTime(workspace: Workspace, shipments: Shipments, plan: Plan, row: number): WhyNotOnTime {
  const request = requestOf(shipments, row);
  const party = shipments.party[row];
  const timetable = timetableOf(workspace);
  const answer = promise(promiseDesk(workspace, timetable), request);
  const refusals = answer.refusals.filter((refusal) => refusal.party === party);
  const fastest = answer.offers.find((offer) => offer.party === party);
  const dueSec = plan.dueSec[row];
  if (fastest === undefined) return { fastest: undefined, full: [], alternative: undefined, refusals };
  const room = new PlanRoom(workspace, shipments, without(plan, row));
  const use = useOf(workspace, shipments, row);
  const left = withRoomOnly(workspace, timetable, room, use);
  const free = promise(promiseDesk(left.workspace, left.timetable), request).offers.find(
    (offer) => offer.party === party,
  );
  return {
    fastest: wayOf(workspace, fastest, dueSec),
    full: room.fullAlong(stepsOfOffer(fastest), use),
    alternative: free && wayOf(workspace, free, dueSec),
    refusals,
  };
}

/** The plan without one parcel, which does not stand in its own way. */
function without(plan: Plan, row: number): Plan {
  const route = plan.route.slice();
  const carriage = plan.carriage.slice();
  route[row] = NONE;
  carriage[row] = CARRIAGES.indexOf('none');
  return { ...plan, route, carriage };
}

function requestOf(shipments: Shipments, row: number): PromiseRequest {
  const origin = shipments.origin[row];
  return {
    from: origin >= 0 ? { kind: 'facility', index: origin } : { kind: 'code', index: -1 - origin },
    to: shipments.destination[row],
    atSec: shipments.readySec[row],
    g: shipments.weightG[row],
    ml: shipments.volumeMl[row],
    longestSideCm: shipments.longestSideCm[row],
    product: shipments.product[row],
    codAmount: shipments.codAmount[row],
    goods: shipments.goods[row],
  };
}

/** A parcel takes its band's limits; one that no band holds takes nothing, since it cannot be planned. */
function useOf({ bands }: Workspace, shipments: Shipments, row: number): ParcelUse {
  const band = bandOf(bands, shipments.weightG[row], shipments.volumeMl[row]);
  const { g, ml } = band === NONE ? { g: 0, ml: 0 } : bands[band];
  return { party: shipments.party[row], g, ml };
}

function wayOf(workspace: Workspace, offer: Offer, dueSec: number): Way {
  const { deliveredSec } = offer;
  return { deliveredSec, onTime: deliveredSec <= dueSec, itinerary: itineraryOf(workspace, stepsOfOffer(offer)) };
}

function stepsOfOffer(offer: Offer): Offer['stages'][number]['steps'] {
  return offer.stages.flatMap(({ steps }) => steps);
}
