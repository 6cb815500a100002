import { dayOfSec, formatInstant } from '../../base/civil-time.js';
import type { Reason } from '../../domain/plan.js';
import type { Said } from '../../domain/said.js';
import type { Workspace } from '../../domain/workspace.js';
import { itineraryOf, type Happening } from './itinerary.js';
import type { Stage } from './promise-route.js';
import type { Offer, PromiseAnswer } from './promise.js';
import type { PromiseRequest } from './promise-request.js';

/** An answer as programs are told it: instants in RFC 3339 with the local offset, money in minor units. */
export interface PromiseData {
  readonly synthetic: boolean;
  readonly currency: string;
  readonly from: string; // postal code, or `party:facility`
  readonly to: string;
  readonly ready_at: string;
  readonly product: string;
  /** Version of the agreement that the ways with a partner stand on. */
  readonly agreement: { readonly agreement: string; readonly version: number } | null;
  readonly best: OfferData | null;
  readonly offers: readonly OfferData[];
  readonly ineligible: readonly IneligibleData[];
}

export interface OfferData {
  readonly party: string;
  readonly interlined: boolean;
  readonly delivered_by_party: string;
  /** Of the delivery round: when it sets out at the earliest, and by when the parcel is delivered. */
  readonly window: { readonly from: string; readonly until: string };
  readonly days: number; // from the day it is ready to the day it is delivered
  readonly cut_off: string; // ready by then, it is delivered no later
  readonly entry: { readonly at: string; readonly place_id: string };
  /** What the partner charges by the agreement's tariff. */
  readonly charges: {
    readonly linehaul_minor: number;
    readonly interchange_minor: number;
    readonly delivery_minor: number;
    readonly cod_minor: number;
    readonly total_minor: number;
  };
  readonly itinerary: readonly {
    readonly at: string;
    readonly what: Happening['what'];
    readonly party: string;
    readonly place: string;
    readonly place_id: string;
    readonly by: string;
    readonly detail: string;
  }[];
}

/** A way that is closed, with a reason of docs/promise.md. */
export interface IneligibleData {
  readonly party: string;
  readonly interlined: boolean;
  readonly code: Reason;
  readonly words: string;
  readonly said: Said;
}

/** An answer as data, the same from the command line and from the server. */
export function promiseData(workspace: Workspace, request: PromiseRequest, answer: PromiseAnswer): PromiseData {
  const { agreement } = workspace;
  const offers = answer.offers.map((offer) => offerData(workspace, request, offer));
  return {
    synthetic: workspace.synthetic,
    currency: workspace.currency,
    from: fromText(workspace, request),
    to: workspace.network.postalCodes[request.to],
    ready_at: formatInstant(workspace.calendar, request.atSec),
    product: workspace.products[request.product].id,
    agreement: agreement === undefined ? null : { agreement: agreement.id, version: agreement.version },
    best: offers[0] ?? null,
    offers,
    ineligible: answer.refusals.map(({ party, interlined, reason, detail, said }) => ({
      party: workspace.parties[party].id,
      interlined,
      code: reason,
      words: detail,
      said,
    })),
  };
}

/** An offer as programs are told it. */
export function offerData(workspace: Workspace, request: PromiseRequest, offer: Offer): OfferData {
  const { calendar, network, parties } = workspace;
  const at = (sec: number): string => formatInstant(calendar, sec);
  const { charge, entry, stages } = offer;
  const last = stages[stages.length - 1];
  return {
    party: parties[offer.party].id,
    interlined: offer.interlined,
    delivered_by_party: parties[last.party].id,
    window: { from: at(last.departSec), until: at(offer.deliveredSec) },
    days: daysOf(workspace, request, offer),
    cut_off: at(offer.cutoffSec),
    entry: { at: at(entry.sec), place_id: network.facilities.id[entry.facility] },
    charges: {
      linehaul_minor: Math.round(charge.linehaul),
      interchange_minor: Math.round(charge.interchange),
      delivery_minor: Math.round(charge.delivery),
      cod_minor: Math.round(charge.cod),
      total_minor: Math.round(charge.total),
    },
    itinerary: itineraryOf(workspace, stepsOf(offer)).map(({ sec, what, party, place, placeId, by, detail }) => ({
      at: at(sec),
      what,
      party,
      place,
      place_id: placeId,
      by,
      detail,
    })),
  };
}

/** The postal code it is posted in, or the facility it starts at as `party:facility`. */
export function fromText({ network, parties }: Workspace, { from }: PromiseRequest): string {
  if (from.kind === 'code') return network.postalCodes[from.index];
  return `${parties[network.facilities.party[from.index]].id}:${network.facilities.id[from.index]}`;
}

/** Days from the day a parcel is posted to the day it is delivered. */
export function daysOf({ calendar }: Workspace, { atSec }: PromiseRequest, { deliveredSec }: Offer): number {
  return dayOfSec(calendar, deliveredSec) - dayOfSec(calendar, atSec);
}

/** All steps of an offer in order, as plans write them. */
export function stepsOf({ stages }: Offer): Stage['steps'] {
  return stages.flatMap((stage) => stage.steps);
}
