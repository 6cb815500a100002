import { formatInstant, formatLocal } from '../../base/civil-time.js';
import { NONE, UNREACHED } from '../../base/none.js';
import { GOODS } from '../../domain/network.js';
import type { Reason } from '../../domain/plan.js';
import { inEnglish, type Said, type SaidCode } from '../../domain/said.js';
import type { Workspace } from '../../domain/workspace.js';
import { earliestReady, firstDeparture } from '../../engine/promise/earliest-arrival.js';
import { entriesFrom, entryFrom, roundsTo, rowRounds } from '../network/access-ends.js';
import type { Reach, Usage } from '../network/access-reach.js';
import { reachFor } from './promise-desk.js';
import type { PromiseDesk } from './promise-desk.js';
import type { PromiseRequest } from './promise-request.js';
import { earliestDelivery } from './promise-search.js';
import { TRANSFER } from '../network/timetable.js';

export interface Why {
  readonly reason: Reason;
  readonly detail: string; // in English
  readonly said: Said; // the same as data
}

/** A reason with what is said of it; `shown` holds values as people read them where they are not told as they are. */
export function whyOf(
  reason: Reason,
  code: SaidCode,
  values: Said['values'] = {},
  shown: Readonly<Record<string, string>> = {},
): Why {
  const said = { code, values };
  return { reason, detail: inEnglish(said, shown), said };
}

/** The clause of the agreement that keeps a parcel from its partners; undefined when none does. docs/model.md section 4. */
export function whyNotInterlined(workspace: Workspace, request: PromiseRequest): Why | undefined {
  const product = workspace.products[request.product]?.id ?? '';
  const terms = workspace.agreement?.products.find((entry) => entry.product === request.product);
  if (!terms) return whyOf('no_service', 'no_terms', { product });
  if (request.g > terms.weightKgMax * 1000) {
    return whyOf('too_heavy', 'terms_weight', { product, kg: terms.weightKgMax });
  }
  if (request.longestSideCm > terms.longestSideCmMax) {
    return whyOf('too_large', 'terms_size', { product, cm: terms.longestSideCmMax });
  }
  const refused = GOODS.filter((_, bit) => (request.goods & terms.goodsRefused & (1 << bit)) !== 0);
  if (refused.length > 0) {
    return whyOf('goods_refused', 'terms_goods', { product, goods: refused.join(', ') });
  }
  if (request.codAmount > 0 && (!terms.codAllowed || request.codAmount > terms.codAmountMax)) {
    if (!terms.codAllowed) return whyOf('cod_not_offered', 'terms_no_cod', { product });
    const amount = `${terms.codAmountMax / workspace.minorPerMajor} ${workspace.currency}`;
    return whyOf('cod_not_offered', 'terms_cod', { product, amount });
  }
  return undefined;
}

/** Why a search found nothing, from the ends of the route to its middle; the first that applies. */
export function whyNotServed(desk: PromiseDesk, request: PromiseRequest, usage: Usage): Why {
  return (
    whyNotCollected(desk, request, usage) ??
    whyNotDelivered(desk, request, usage) ??
    whyNotCarried(desk, request, usage)
  );
}

/** Says what an earlier posting would have met. */
export function whyMissed(desk: PromiseDesk, cutoffSec: number, deliveredSec: number): Why {
  const { calendar } = desk.access.workspace;
  const [cutoff_at, delivered_at] = [formatInstant(calendar, cutoffSec), formatInstant(calendar, deliveredSec)];
  const shown = { cutoff_at: formatLocal(calendar, cutoffSec), delivered_at: formatLocal(calendar, deliveredSec) };
  return whyOf('missed_cutoff', 'posted_sooner', { cutoff_at, delivered_at }, shown);
}

/** Why a party takes nothing in there after that moment; undefined when it does. */
export function whyNotCollected(desk: PromiseDesk, request: PromiseRequest, usage: Usage): Why | undefined {
  if (request.from.kind === 'facility') return undefined;
  const { access } = desk;
  const { parties, network, calendar } = access.workspace;
  const party = parties[usage.party]?.id ?? '';
  const pin = network.postalCodes[request.from.index];
  const { done } = entriesFrom(access, usage.party, request.from.index).next();
  if (done === true) return whyOf('no_service', 'not_collected', { party, pin });
  if (entryFrom(access, usage.party, request.from.index, request.atSec) !== undefined) return undefined;
  const last = Math.max(...[...entriesFrom(access, usage.party, request.from.index)].map((entry) => entry.sec));
  const values = { party, pin, last_at: formatInstant(calendar, last) };
  return whyOf('beyond_horizon', 'last_collected', values, { last_at: formatLocal(calendar, last) });
}

function whyNotDelivered(desk: PromiseDesk, request: PromiseRequest, usage: Usage): Why | undefined {
  const { access } = desk;
  const { network, parties } = access.workspace;
  const { deliveries, facilities } = network;
  const pin = network.postalCodes[request.to];
  const reach = reachFor(desk, usage);
  const all = access.deliveries.row.subarray(
    access.deliveries.first[request.to],
    access.deliveries.first[request.to + 1],
  );
  const rows = [...all].filter((row) => usage.interlined || facilities.party[deliveries.facility[row]] === usage.party);
  if (rows.length === 0) {
    if (usage.interlined) return whyOf('no_service', 'nobody_delivers', { pin });
    return whyOf('no_service', 'not_delivered', { party: parties[usage.party]?.id ?? '', pin });
  }
  const taken = (handover: { weightG: number; cod: boolean }): boolean =>
    rows.some((row) => rowRounds(access, reach, row, handover).length > 0);
  const { g, codAmount } = request;
  if (taken({ weightG: g, cod: codAmount > 0 })) return undefined;
  if (codAmount > 0 && taken({ weightG: g, cod: false })) {
    return whyOf('cod_not_offered', 'no_cod', { pin });
  }
  if (taken({ weightG: 0, cod: false })) {
    const most = Math.max(...rows.map((row) => deliveries.weightKgMax[row]));
    return whyOf('too_heavy', 'office_weight', { kg: most, pin });
  }
  return whyOf('no_capacity', 'no_round', { pin });
}

function whyNotCarried(desk: PromiseDesk, request: PromiseRequest, usage: Usage): Why {
  const { access } = desk;
  const { workspace } = access;
  const sec = (entryOfRequest(desk, request, usage) ?? { sec: 0 }).sec;
  const found = (other: Usage, atSec: number): boolean => {
    const entry = entryOfRequest(desk, request, other);
    if (entry === undefined) return false;
    const node = access.nodeOf[entry.facility];
    const handover = { weightG: request.g, cod: request.codAmount > 0 };
    return (
      earliestDelivery(access, { reach: reachFor(desk, other), node, sec: atSec, code: request.to, handover }) !==
      undefined
    );
  };
  const names = GOODS.filter((_, bit) => (usage.goods & (1 << bit)) !== 0).join(', ');
  if (usage.goods !== 0 && found({ ...usage, goods: 0 }, sec)) {
    return whyOf('goods_refused', 'departures_refuse', { goods: names });
  }
  if (usage.band > 0 && found({ ...usage, band: 0 }, sec)) {
    return whyOf('no_capacity', 'block_small');
  }
  const reach = reachFor(desk, usage);
  if (usage.interlined && missesEveryTender(desk, request, usage, reach)) {
    return whyOf('window_closed', 'windows_past');
  }
  if (found(usage, 0) || connected(desk, request, usage, reach)) {
    const { calendar } = workspace;
    const endSec = calendar.dayStartSec[calendar.dayCount];
    const shown = { end_at: formatLocal(calendar, endSec) };
    return whyOf('beyond_horizon', 'beyond', { end_at: formatInstant(calendar, endSec) }, shown);
  }
  return whyOf('no_service', 'no_departures');
}

function entryOfRequest(
  desk: PromiseDesk,
  request: PromiseRequest,
  usage: Usage,
): { facility: number; sec: number } | undefined {
  if (request.from.kind === 'facility') return { facility: request.from.index, sec: request.atSec };
  return entryFrom(desk.access, usage.party, request.from.index, request.atSec);
}

/** True when some interchange point is reached, but every one too late for its tenders. */
function missesEveryTender(desk: PromiseDesk, request: PromiseRequest, usage: Usage, reach: Reach): boolean {
  const { access } = desk;
  const { legs, legOf, timetable } = access;
  const entry = entryOfRequest(desk, request, usage);
  if (entry === undefined) return false;
  const ready = reach.scan.readySec;
  ready[access.nodeOf[entry.facility]] = entry.sec;
  for (const [first, end] of segmentsFrom(desk, entry.facility)) {
    earliestReady(legs, reach.scan, firstDeparture(legs.departSec, entry.sec, first, end), end);
  }
  let reached = false;
  let inTime = false;
  for (let at = 0; at < legs.legCount; at++) {
    if (timetable.kind[legOf[at]] !== TRANSFER) continue;
    const sec = ready[legs.from[at]];
    if (sec !== UNREACHED) reached = true;
    if (sec <= legs.departSec[at]) inTime = true;
  }
  ready.fill(UNREACHED);
  reach.scan.via.fill(NONE);
  return reached && !inTime;
}

/** True when legs lead from the origin to an office that delivers, whatever their times. */
function connected(desk: PromiseDesk, request: PromiseRequest, usage: Usage, reach: Reach): boolean {
  const { access } = desk;
  const { legs, nodeOf } = access;
  const entry = entryOfRequest(desk, request, usage);
  if (entry === undefined) return false;
  const seen = new Set([nodeOf[entry.facility]]);
  for (const [first, end] of segmentsFrom(desk, entry.facility)) {
    for (let before = 0; before !== seen.size;) {
      before = seen.size;
      for (let at = first; at < end; at++) {
        if (reach.open[at] === 1 && seen.has(legs.from[at])) seen.add(legs.to[at]);
      }
    }
  }
  const rounds = roundsTo(access, reach, request.to, { weightG: request.g, cod: request.codAmount > 0 });
  return rounds.some((round) => seen.has(round.node));
}

/** Leg ranges a parcel from a facility may ride before the last pocket: its own pocket's, then the core's. */
function segmentsFrom(desk: PromiseDesk, facility: number): (readonly [first: number, end: number])[] {
  const { firstLeg, pockets, nodeOf } = desk.access;
  const pocket = pockets.pocketOf[nodeOf[facility]];
  const core = [0, firstLeg[1]] as const;
  return pocket === NONE ? [core] : [[firstLeg[pocket + 1], firstLeg[pocket + 2]], core];
}
