import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import type { Reason } from '../../domain/plan.js';
import type { Said } from '../../domain/said.js';
import { entriesFrom, entryFrom } from '../network/access-ends.js';
import type { Entry } from '../network/access-ends.js';
import type { Usage } from '../network/access-reach.js';
import type { OriginDeliveries } from './origin-deliveries.js';
import { partnerCharge, stagesOf } from './promise-route.js';
import type { PartnerCharge, Stage } from './promise-route.js';
import { reachFor } from './promise-desk.js';
import type { PromiseDesk } from './promise-desk.js';
import { earliestDelivery, latestStarts } from './promise-search.js';
import type { Delivery, Journey } from './promise-search.js';
import { whyMissed, whyNotInterlined, whyNotServed, whyOf, type Why } from './promise-reasons.js';
import type { PromiseRequest } from './promise-request.js';

/** A way that can be promised. */
export interface Offer {
  readonly status: 'offered';
  readonly party: number; // whose shipment it would be
  readonly interlined: boolean; // uses a partner
  readonly entry: Entry;
  readonly deliveredSec: number;
  readonly stages: readonly Stage[];
  readonly cutoffSec: number; // posted by then, it is delivered no later
  readonly charge: PartnerCharge; // what the partner charges by the tariff
}

/** A way that cannot be promised, and why. */
export interface Refusal {
  readonly status: 'refused';
  readonly party: number;
  readonly interlined: boolean;
  readonly reason: Reason;
  readonly detail: string; // in English
  readonly said: Said; // the same as data
}

export interface PromiseAnswer {
  readonly best: Offer | undefined;
  /** Each party alone, and each party with its partners where that is earlier; the best first. */
  readonly offers: readonly Offer[];
  readonly refusals: readonly Refusal[];
}

/**
 * Earliest delivery by each carrier alone and by all of them together, as docs/model.md sections 1 to 6 allow; or only as a
 * shipment of one of them.
 */
export function promise(desk: PromiseDesk, request: PromiseRequest, onlyParty?: number): PromiseAnswer {
  const { workspace } = desk.access;
  const offers: Offer[] = [];
  const refusals: Refusal[] = [];
  const band = bandOf(workspace.bands, request.g, request.ml);
  workspace.parties.forEach((_, party) => {
    if (!mayStart(desk, request, party) || (onlyParty !== undefined && party !== onlyParty)) return;
    const refuse = (interlined: boolean, why: Why): void => {
      refusals.push({ status: 'refused', party, interlined, ...why });
    };
    if (band === NONE) {
      refuse(false, whyOf('too_large', 'no_band'));
      return;
    }
    const alone = search(desk, request, { party, interlined: false, goods: request.goods, band });
    if (alone.found) offers.push(offerOf(desk, request, alone));
    else refuse(false, whyNotServed(desk, request, alone.usage));
    if (workspace.agreement === undefined) return;
    const barred = whyNotInterlined(workspace, request);
    if (barred) {
      refuse(true, barred);
      return;
    }
    const joint = search(desk, request, { party, interlined: true, goods: request.goods, band });
    if (!joint.found) refuse(true, whyNotServed(desk, request, joint.usage));
    else if (!alone.found || joint.found.deliveredSec < alone.found.deliveredSec) {
      offers.push(offerOf(desk, request, joint));
    }
  });
  offers.sort((a, b) => a.deliveredSec - b.deliveredSec || Number(a.interlined) - Number(b.interlined));
  const best = offers[0];
  const missed = best && missedCutoff(desk, request, best, band);
  if (missed) refusals.push(missed);
  return { best, offers, refusals };
}

/**
 * The earliest way for which the partner charges nothing but tenders and the delivery; undefined where there is none, or nothing of
 * the partner's is needed.
 */
export function thriftyOffer(desk: PromiseDesk, request: PromiseRequest, party: number): Offer | undefined {
  const { workspace } = desk.access;
  const band = bandOf(workspace.bands, request.g, request.ml);
  if (band === NONE || workspace.agreement === undefined || !mayStart(desk, request, party)) return undefined;
  if (whyNotInterlined(workspace, request) !== undefined) return undefined;
  const usage = { party, interlined: true, goods: request.goods, band, thrifty: true };
  const way = search(desk, request, usage);
  return way.found && offerOf(desk, request, way);
}

/** One search: who may carry it, where it starts, and the earliest delivery if there is one. */
interface Search {
  readonly usage: Usage;
  readonly entry: Entry | undefined;
  readonly journey: Journey | undefined;
  readonly found: Delivery | undefined;
}

/** Earliest delivery as one party's shipment, alone or interlined. */
function search(desk: PromiseDesk, request: PromiseRequest, usage: Usage): Search {
  const { access } = desk;
  const entry = entryOf(desk, request, usage.party);
  if (entry === undefined) return { usage, entry, journey: undefined, found: undefined };
  const journey: Journey = {
    reach: reachFor(desk, usage),
    node: access.nodeOf[entry.facility],
    sec: entry.sec,
    code: request.to,
    handover: { weightG: request.g, cod: request.codAmount > 0 },
  };
  return { usage, entry, journey, found: earliestDelivery(access, journey) };
}

/** When the parcel is delivered as one party's shipment, for callers that need nothing else; undefined when never. */
export function deliveredSec(desk: PromiseDesk, request: PromiseRequest, usage: Usage): number | undefined {
  return search(desk, request, usage).found?.deliveredSec;
}

/** Where and when one party takes a parcel in; undefined where it does not. */
export function entryOf(desk: PromiseDesk, request: PromiseRequest, party: number): Entry | undefined {
  if (request.from.kind === 'code') return entryFrom(desk.access, party, request.from.index, request.atSec);
  return { facility: request.from.index, sec: request.atSec, row: NONE };
}

/** Whether a parcel can start there as one party's. */
export function mayStart(desk: PromiseDesk, request: PromiseRequest, party: number): boolean {
  const { facilities } = desk.access.workspace.network;
  return request.from.kind === 'code' || facilities.party[request.from.index] === party;
}

function offerOf(desk: PromiseDesk, request: PromiseRequest, { usage, entry, journey, found }: Search): Offer {
  const { access } = desk;
  const delivery = found as Delivery;
  return {
    status: 'offered',
    party: usage.party,
    interlined: usage.interlined,
    entry: entry as Entry,
    deliveredSec: delivery.deliveredSec,
    stages: stagesOf(access, delivery),
    cutoffSec: cutoff(desk, request, journey as Journey, usage.party, delivery.deliveredSec),
    charge: partnerCharge(access, usage, delivery, request.codAmount),
  };
}

/** Latest second of posting after which the delivery would be later than `byDeliveredSec`. */
function cutoff(
  desk: PromiseDesk,
  request: PromiseRequest,
  journey: Journey,
  party: number,
  byDeliveredSec: number,
): number {
  const { access } = desk;
  if (request.from.kind === 'facility') {
    return latestStarts(access, journey, byDeliveredSec, [journey.node])[0];
  }
  // Of the entries at one moment the first row's counts, wherever it leads.
  const moments = new Map<number, number>();
  for (const entry of entriesFrom(access, party, request.from.index)) {
    if (entry.sec < request.atSec || moments.has(entry.sec)) continue;
    moments.set(entry.sec, access.nodeOf[entry.facility]);
  }
  const latest = latestStarts(access, journey, byDeliveredSec, [...moments.values()]);
  let last = journey.sec;
  [...moments.keys()].forEach((sec, index) => {
    if (sec > last && sec <= latest[index]) last = sec;
  });
  return last;
}

/**
 * Latest second at which a parcel may be ready where it enters and still be delivered by `bySec`, with partners where it may;
 * undefined where no second of the horizon will do.
 */
export function latestReady(
  desk: PromiseDesk,
  request: PromiseRequest,
  { party, entry }: Pick<Offer, 'party' | 'entry'>,
  bySec: number,
): number | undefined {
  const { access } = desk;
  const { workspace } = access;
  const interlined = workspace.agreement !== undefined && whyNotInterlined(workspace, request) === undefined;
  const band = bandOf(workspace.bands, request.g, request.ml);
  const node = access.nodeOf[entry.facility];
  const journey: Journey = {
    reach: reachFor(desk, { party, interlined, goods: request.goods, band }),
    node,
    sec: 0,
    code: request.to,
    handover: { weightG: request.g, cod: request.codAmount > 0 },
  };
  const [latest] = latestStarts(access, journey, bySec, [node]);
  return latest === NONE ? undefined : latest;
}

/** What the best offer's carriers would have delivered earlier, had it been posted sooner on the same day. */
function missedCutoff(desk: PromiseDesk, request: PromiseRequest, best: Offer, band: number): Refusal | undefined {
  const { calendar } = desk.access.workspace;
  const dayStart = calendar.dayStartSec[Math.max(0, dayOfSec(calendar, request.atSec))];
  const { party, interlined } = best;
  const earlier = { ...request, atSec: dayStart };
  const sooner = search(desk, earlier, { party, interlined, goods: request.goods, band });
  if (!sooner.found || sooner.found.deliveredSec >= best.deliveredSec) return undefined;
  const { cutoffSec, deliveredSec } = offerOf(desk, earlier, sooner);
  return {
    status: 'refused',
    party,
    interlined,
    ...whyMissed(desk, cutoffSec, deliveredSec),
  };
}

/** When one party's parcel is delivered at the earliest, alone or with its partners: a promise without its route. */
export interface QuickPromise {
  readonly deliveredSec: number;
  readonly interlined: boolean;
}

/**
 * The same delivery as that of the best offer of `promise`, for parcels by the thousand that leave from few places; undefined
 * when there is none, for reasons that `promise` tells.
 */
export function quickPromise(
  desk: PromiseDesk,
  origins: OriginDeliveries,
  request: PromiseRequest,
  party: number,
): QuickPromise | undefined {
  const { alone, together } = quickDeliveries(desk, origins, request, party);
  if (together === undefined) return undefined;
  return { deliveredSec: together, interlined: together !== alone };
}

/** Seconds of delivery of one party's parcel, alone, and with its partners where that is earlier; undefined when never. */
export function quickDeliveries(
  desk: PromiseDesk,
  origins: OriginDeliveries,
  request: PromiseRequest,
  party: number,
): { readonly alone: number | undefined; readonly together: number | undefined } {
  const { workspace } = desk.access;
  const band = bandOf(workspace.bands, request.g, request.ml);
  const entry = entryOf(desk, request, party);
  if (band === NONE || entry === undefined || !mayStart(desk, request, party)) {
    return { alone: undefined, together: undefined };
  }
  const by = (interlined: boolean): number | undefined => {
    const reach = reachFor(desk, { party, interlined, goods: request.goods, band });
    return origins.deliveredSec(reach, entry, request.to, { weightG: request.g, cod: request.codAmount > 0 });
  };
  const alone = by(false);
  const mayInterline = workspace.agreement !== undefined && whyNotInterlined(workspace, request) === undefined;
  const joint = mayInterline ? by(true) : undefined;
  const together = joint !== undefined && (alone === undefined || joint < alone) ? joint : alone;
  return { alone, together };
}
