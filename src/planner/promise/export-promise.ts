import { DAY_SEC, HOUR_SEC } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import type { Reason } from '../../domain/plan.js';
import type { Said } from '../../domain/said.js';
import { entriesFrom } from '../network/access-ends.js';
import type { Entry } from '../network/access-ends.js';
import type { Usage } from '../network/access-reach.js';
import { earliestArrival, latestBefore } from './arrival-search.js';
import { reachFor } from './promise-desk.js';
import type { PromiseDesk } from './promise-desk.js';
import { whyNotCollected, whyNotInterlined, whyOf, type Why } from './promise-reasons.js';
import { carriageCharge, stagesOfLegs } from './promise-route.js';
import type { Stage } from './promise-route.js';
import { entryOf, mayStart } from './promise.js';
import type { PromiseRequest } from './promise-request.js';

/** From the least to the most: what is not ours to promise is told as a range. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** An office of exchange: where mail for abroad is closed into despatches, and customs clear it. */
export interface ExchangeOffice {
  readonly code: string;
  readonly facility: number;
  /** Weekdays on which it closes despatches, and when: what is ready by then is presented to customs that day. */
  readonly days: number; // weekday mask
  readonly cutOffSec: number; // of the local day
  readonly clearanceHours: Range; // from the cut-off until it is despatched
}

/** "When would it be there?": a parcel for abroad, and what is known of the way behind the office of exchange. */
export interface ExportRequest<Office extends ExchangeOffice = ExchangeOffice> extends Omit<
  PromiseRequest,
  'to' | 'codAmount'
> {
  readonly offices: readonly Office[];
  readonly transitDays: Range; // from despatch to delivery abroad
}

/** A way over an office of exchange: promised to its cut-off, a range from there. */
export interface ExportOffer<Office extends ExchangeOffice = ExchangeOffice> {
  readonly office: Office;
  readonly party: number; // whose shipment it would be
  readonly interlined: boolean;
  readonly entry: Entry;
  readonly stages: readonly Stage[];
  readonly readySec: number; // at the office
  readonly closesSec: number; // the cut-off that it makes
  readonly postBySec: number; // posted by then, it makes the same one
  /** What partners charge for carrying it there; minor money. */
  readonly charge: { readonly linehaul: number; readonly interchange: number; readonly total: number };
  readonly despatchedSec: Range;
  readonly deliveredSec: Range;
}

export interface ExportRefusal<Office extends ExchangeOffice = ExchangeOffice> {
  readonly office: Office;
  readonly party: number;
  readonly interlined: boolean;
  readonly reason: Reason;
  readonly detail: string; // in English
  readonly said: Said; // the same as data
}

export interface ExportAnswer<Office extends ExchangeOffice = ExchangeOffice> {
  /** The best first: delivered surely soonest, then at the earliest, then ready at the office soonest. */
  readonly offers: readonly ExportOffer<Office>[];
  readonly refusals: readonly ExportRefusal<Office>[];
}

/**
 * How a parcel gets to each office of exchange in time for a cut-off, by each carrier alone and, where a cut-off is earlier then,
 * with its partners; or only as a shipment of one of them. O(offices x legs of the core).
 */
export function exportPromise<Office extends ExchangeOffice>(
  desk: PromiseDesk,
  request: ExportRequest<Office>,
  onlyParty?: number,
): ExportAnswer<Office> {
  const { workspace } = desk.access;
  const offers: ExportOffer<Office>[] = [];
  const refusals: ExportRefusal<Office>[] = [];
  const asked: PromiseRequest = { ...request, to: 0, codAmount: 0 };
  const band = bandOf(workspace.bands, request.g, request.ml);
  workspace.parties.forEach((_, party) => {
    if (!mayStart(desk, asked, party) || (onlyParty !== undefined && party !== onlyParty)) return;
    for (const office of request.offices) {
      const alone = wayTo(desk, request, office, { party, interlined: false, goods: request.goods, band });
      if ('reason' in alone) refusals.push(alone);
      else offers.push(alone);
      if (workspace.agreement === undefined) continue;
      const joint = wayTo(desk, request, office, { party, interlined: true, goods: request.goods, band });
      if ('reason' in joint) refusals.push(joint);
      else if ('reason' in alone || joint.closesSec < alone.closesSec) offers.push(joint);
    }
  });
  offers.sort(
    (a, b) =>
      a.deliveredSec.most - b.deliveredSec.most ||
      a.deliveredSec.least - b.deliveredSec.least ||
      a.readySec - b.readySec ||
      Number(a.interlined) - Number(b.interlined),
  );
  return { offers, refusals };
}

function wayTo<Office extends ExchangeOffice>(
  desk: PromiseDesk,
  request: ExportRequest<Office>,
  office: Office,
  usage: Usage,
): ExportOffer<Office> | ExportRefusal<Office> {
  const { access } = desk;
  const { workspace } = access;
  const { party, interlined } = usage;
  const asked: PromiseRequest = { ...request, to: 0, codAmount: 0 };
  const refuse = (why: Why): ExportRefusal<Office> => ({ office, party, interlined, ...why });
  if (usage.band === NONE) return refuse(whyOf('too_large', 'no_band'));
  const barred = (interlined ? whyNotInterlined(workspace, asked) : undefined) ?? whyNotCollected(desk, asked, usage);
  if (barred !== undefined) return refuse(barred);
  const entry = entryOf(desk, asked, party);
  const place = workspace.network.facilities.id[office.facility];
  if (entry === undefined) return refuse(whyOf('no_service', 'not_collected_there'));
  const reach = reachFor(desk, usage);
  const target = access.nodeOf[office.facility];
  const arrival = earliestArrival(access, reach, { node: access.nodeOf[entry.facility], sec: entry.sec }, target);
  if (arrival === undefined) return refuse(whyOf('no_service', 'not_reached', { place }));
  const closesSec = firstCutOff(desk, office, arrival.readySec);
  if (closesSec === undefined) return refuse(whyOf('beyond_horizon', 'no_despatch', { place }));
  const { linehaul, interchange } = carriageCharge(access, usage, arrival.legs);
  const { clearanceHours: clearance } = office;
  const despatchedSec = rangeFrom(closesSec, closesSec, clearance, HOUR_SEC);
  return {
    office,
    party,
    interlined,
    entry,
    stages: stagesOfLegs(access, arrival.legs),
    readySec: arrival.readySec,
    closesSec,
    postBySec: postBy(desk, { request: asked, usage, entry, target, closesSec }),
    charge: { linehaul, interchange, total: linehaul + interchange },
    despatchedSec,
    deliveredSec: rangeFrom(despatchedSec.least, despatchedSec.most, request.transitDays, DAY_SEC),
  };
}

function rangeFrom(leastSec: number, mostSec: number, { least, most }: Range, unitSec: number): Range {
  return { least: leastSec + least * unitSec, most: mostSec + most * unitSec };
}

/** The first cut-off at or after a moment; undefined when no day of the horizon has one. */
function firstCutOff(desk: PromiseDesk, office: ExchangeOffice, readySec: number): number | undefined {
  const { calendar } = desk.access.workspace;
  for (let day = 0; day < calendar.dayCount; day++) {
    const sec = calendar.dayStartSec[day] + office.cutOffSec;
    if ((desk.access.weekdays[day] & office.days) !== 0 && sec >= readySec) return sec;
  }
  return undefined;
}

/** Latest second of posting with which a parcel still makes a cut-off; the last pickup where it is collected. */
function postBy(
  desk: PromiseDesk,
  of: {
    readonly request: PromiseRequest;
    readonly usage: Usage;
    readonly entry: Entry;
    readonly target: number;
    readonly closesSec: number;
  },
): number {
  const { access } = desk;
  const { request, usage, entry, target, closesSec } = of;
  const reach = reachFor(desk, usage);
  const by = { node: target, sec: closesSec };
  if (request.from.kind === 'facility') {
    return latestBefore(access, reach, by, { sec: entry.sec, nodes: [access.nodeOf[entry.facility]] })[0];
  }
  // Of the entries at one moment the first row's counts, as in a promise.
  const moments = new Map<number, number>();
  for (const other of entriesFrom(access, usage.party, request.from.index)) {
    if (other.sec >= request.atSec && !moments.has(other.sec)) moments.set(other.sec, access.nodeOf[other.facility]);
  }
  const latest = latestBefore(access, reach, by, { sec: entry.sec, nodes: [...moments.values()] });
  let last = entry.sec;
  [...moments.keys()].forEach((sec, index) => {
    if (sec > last && sec <= latest[index]) last = sec;
  });
  return last;
}
