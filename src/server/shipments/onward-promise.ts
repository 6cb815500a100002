import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import { whyNotInterlined } from '../../planner/promise/promise-reasons.js';
import { deliveredSec } from '../../planner/promise/promise.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import type { CustodyState } from '../../store/custody/custody-states.js';
import type { NewShipment, SeenShipment } from '../../store/shipments/shipments.js';
import { isInHorizon, questionOf } from '../quotes/promise-question.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import type { ReferenceData } from '../reference-data.js';

/** From where a parcel goes on, and where to. */
export interface Onward {
  readonly shipment: SeenShipment;
  readonly tracked: CustodyState | undefined;
  readonly party: number; // whose shipment it is
  readonly destinationPin: string;
  readonly now: Date;
}

export type OnwardPromise =
  | ({ readonly status: 'promised' } & Pick<NewShipment, 'promisedBy' | 'promisedUnder'>)
  /** The timetable leads there, or would, but says nothing for now: no place was seen, or now is outside it. */
  | { readonly status: 'unknown' }
  | { readonly status: 'unreachable' };

/** When a parcel that is on its way, or still to set out, is delivered at another postal code at the earliest. */
export function onwardPromise(open: OpenDesk, reference: ReferenceData, onward: Onward): OnwardPromise {
  const { desk, workspace, version } = open;
  const question = onwardQuestion(reference, onward);
  if (question === undefined || !isInHorizon(workspace, question.atSec)) return { status: 'unknown' };
  const band = bandOf(workspace.bands, question.g, question.ml);
  if (band === NONE) return { status: 'unreachable' };
  const by = (interlined: boolean): number | undefined =>
    deliveredSec(desk, question, { party: onward.party, interlined, goods: question.goods, band });
  const alone = by(false);
  const mayInterline = workspace.agreement !== undefined && whyNotInterlined(workspace, question) === undefined;
  const joint = mayInterline ? by(true) : undefined;
  const earliest = Math.min(alone ?? Infinity, joint ?? Infinity);
  if (earliest === Infinity) return { status: 'unreachable' };
  return {
    status: 'promised',
    promisedBy: new Date(workspace.calendar.startMs + earliest * 1000).toISOString(),
    promisedUnder: earliest === alone ? undefined : version,
  };
}

function onwardQuestion(reference: ReferenceData, onward: Onward): PromiseRequest | undefined {
  const { shipment, tracked, party, destinationPin, now } = onward;
  const readyAt = new Date(Math.max(shipment.ready_at.getTime(), now.getTime())).toISOString();
  const longestSideCm = shipment.longest_side_cm ?? undefined;
  const parcel = { ...shipment, longest_side_cm: longestSideCm, destination_pin: destinationPin, ready_at: readyAt };
  const question = questionOf(reference, party, parcel);
  if (question === undefined || tracked?.place === undefined) return isUnderWay(tracked) ? undefined : question;
  const place = facilityOf(reference, tracked.place);
  return place === undefined ? undefined : { ...question, from: { kind: 'facility', index: place } };
}

function isUnderWay(tracked: CustodyState | undefined): boolean {
  return tracked?.state !== undefined && tracked.state !== 'booked';
}

/** Index of the facility of a place as events name it, `PARTY:STOP`. */
export function facilityOf({ parties, agreementContext }: ReferenceData, place: string): number | undefined {
  const colon = place.indexOf(':');
  const party = parties.findIndex(({ code }) => code === place.slice(0, colon));
  return agreementContext.facilities[party]?.get(place.slice(colon + 1));
}
