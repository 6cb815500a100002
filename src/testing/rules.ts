import { DAY_SEC, dayOfSec, HOUR_SEC, weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import type { CapacityClause, Quantity } from '../domain/agreement.js';
import { UNLIMITED } from '../domain/network.js';
import { bandOf } from '../domain/shipments.js';
import type { Shipments } from '../domain/shipments.js';
import type { Band, Product, Workspace } from '../domain/workspace.js';

/**
 * The rules of docs/model.md in their plainest form, for oracles on small worlds: each question is answered from the
 * raw tables every time it is asked. Slow on purpose, and sharing nothing with the planner or the audit.
 */

/** A shipment with what the rules make of it. */
export interface Parcel {
  readonly index: number;
  readonly party: number;
  readonly product: Product;
  readonly band: Band | undefined; // undefined: too large for all
  readonly weightG: number;
  readonly goods: number;
  readonly codAmount: number;
  readonly interlined: boolean;
  readonly start: { readonly facility: number; readonly sec: number } | undefined; // undefined: nobody collects it
  readonly destination: number;
  readonly dueSec: number;
  readonly spot: { readonly cost: number; readonly sec: number } | undefined; // lateness included
}

/** Everything the rules say about shipment `index` before it is routed. */
export function parcelOf(workspace: Workspace, shipments: Shipments, index: number): Parcel {
  const product = workspace.products[shipments.product[index]];
  const weightG = shipments.weightG[index];
  const band = workspace.bands[bandOf(workspace.bands, weightG, shipments.volumeMl[index])];
  const readySec = shipments.readySec[index];
  const readyDay = dayOfSec(workspace.calendar, readySec);
  const promised = shipments.promisedSec[index];
  const dueSec = promised === NONE ? endOfDay(workspace, readyDay + product.days) : promised;
  const spotSec = endOfDay(workspace, readyDay + (product.spot?.days ?? 0));
  return {
    index,
    party: shipments.party[index],
    product,
    band,
    weightG,
    goods: shipments.goods[index],
    codAmount: shipments.codAmount[index],
    interlined: isInterlined(workspace, shipments, index),
    start: startOf(workspace, shipments, index),
    destination: shipments.destination[index],
    dueSec,
    spot:
      product.spot && band
        ? {
            cost: product.spot.perParcel + (product.spot.perKg * band.g) / 1000 + lateCost(product, dueSec, spotSec),
            sec: spotSec,
          }
        : undefined,
  };
}

/** Minor money for delivering at `sec` what is due at `dueSec`. */
export function lateCost(product: Product, dueSec: number, sec: number): number {
  return sec <= dueSec ? 0 : Math.ceil((sec - dueSec) / DAY_SEC) * product.latePerDay;
}

/** When a parcel unloaded at `sec` may be loaded again; undefined when the facility never opens again. */
export function readyAfterSort(workspace: Workspace, facility: number, sec: number): number | undefined {
  const { facilities } = workspace.network;
  const sortSec = facilities.sortSec[facility];
  const opens = facilities.opensSec[facility];
  const closes = facilities.closesSec[facility];
  if (opens === closes) return sec + sortSec;
  const today = dayOfSec(workspace.calendar, sec);
  for (let day = today - 3; day <= today + 8; day++) {
    if (!falls(workspace, facilities.days[facility], day)) continue;
    const start = dayStart(workspace, day);
    if (sec < start + closes) return Math.max(sec, start + opens) + sortSec;
  }
  return undefined;
}

/** The clause that opens a leg to partners: the last that fits. */
export function clauseOfLeg(
  workspace: Workspace,
  leg: { trip: number; day: number; from: number; to: number },
): CapacityClause | undefined {
  const { trips } = workspace.network;
  return workspace.agreement?.capacity.findLast(
    (clause) =>
      clause.party === trips.party[leg.trip] &&
      clause.pattern !== 'delivery' &&
      matches(clause.pattern, trips.id[leg.trip]) &&
      falls(workspace, clause.days, leg.day) &&
      (clause.legs === 'all' || clause.legs.some(({ from, to }) => from === leg.from && to === leg.to)),
  );
}

/** The clause that opens a facility's round of `day` to partners. */
export function clauseOfDelivery(workspace: Workspace, facility: number, day: number): CapacityClause | undefined {
  const party = workspace.network.facilities.party[facility];
  return workspace.agreement?.capacity.findLast(
    (clause) => clause.party === party && clause.pattern === 'delivery' && falls(workspace, clause.days, day),
  );
}

/** What a clause leaves of a measure at `atSec`, in whole units of `1 / unitsPer`; `whole` is the owner's capacity. */
export function blockOf(
  workspace: Workspace,
  clause: CapacityClause,
  of: { quantity: Quantity | undefined; whole: number; unitsPer: number; atSec: number },
): number {
  if (!of.quantity) return UNLIMITED;
  const lead = (of.atSec - workspace.plannedAtSec) / HOUR_SEC;
  const step = clause.release.toSorted((a, b) => a.hours - b.hours).find(({ hours }) => hours >= lead);
  const keep = step ? step.keep : 1;
  if (keep === 0) return 0;
  return wholeUnits(
    (of.quantity.kind === 'amount' ? of.quantity.amount : of.quantity.share * of.whole) * keep * of.unitsPer,
  );
}

/** What a carrier's own mail takes of a leg, all rows together. */
export function ownTrafficOf(
  workspace: Workspace,
  leg: { trip: number; day: number; call: number },
): { kg: number; litres: number } {
  const { ownTraffic } = workspace.network;
  let [kg, litres] = [0, 0];
  for (let row = 0; row < ownTraffic.count; row++) {
    if (ownTraffic.trip[row] !== leg.trip || ownTraffic.call[row] !== leg.call) continue;
    if (!falls(workspace, ownTraffic.days[row], leg.day)) continue;
    kg += ownTraffic.kg[row];
    litres += ownTraffic.litres[row];
  }
  return { kg, litres };
}

/** Parcels a facility can deliver a day: the largest of its rows. */
export function perDayOf(workspace: Workspace, facility: number): number {
  const { deliveries } = workspace.network;
  let most = 0;
  for (let row = 0; row < deliveries.count; row++) {
    if (deliveries.facility[row] === facility) most = Math.max(most, deliveries.parcelsPerDay[row]);
  }
  return most;
}

/** Rounded down, forgiving a millionth, never below 0. */
export function wholeUnits(amount: number): number {
  return amount === UNLIMITED ? UNLIMITED : Math.max(0, Math.floor(amount + 1e-6));
}

/** Seconds from the horizon's start to the start of any day, also outside the calendar. */
export function dayStart(workspace: Workspace, day: number): number {
  return workspace.calendar.dayStartSec[day] ?? day * DAY_SEC;
}

/** True when a service day is one of a weekday mask. */
export function falls(workspace: Workspace, mask: number, day: number): boolean {
  return (mask & weekdayBit(workspace.calendar.firstDay + day)) !== 0;
}

function endOfDay(workspace: Workspace, day: number): number {
  return dayStart(workspace, day) + DAY_SEC - 1;
}

function matches(pattern: string, id: string): boolean {
  const [head, ...rest] = pattern.split('*') as [string, ...string[]];
  if (!id.startsWith(head)) return false;
  const tail = rest.pop();
  if (tail === undefined) return id === head;
  let at = head.length;
  for (const part of rest) {
    const found = id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return id.length - tail.length >= at && id.endsWith(tail);
}

function isInterlined(workspace: Workspace, shipments: Shipments, index: number): boolean {
  const terms = workspace.agreement?.products.find((row) => row.product === shipments.product[index]);
  if (!terms) return false;
  const codAmount = shipments.codAmount[index];
  return (
    shipments.weightG[index] <= terms.weightKgMax * 1000 &&
    shipments.longestSideCm[index] <= terms.longestSideCmMax &&
    (shipments.goods[index] & terms.goodsRefused) === 0 &&
    (codAmount === 0 || (terms.codAllowed && codAmount <= terms.codAmountMax))
  );
}

function startOf(workspace: Workspace, shipments: Shipments, index: number): Parcel['start'] {
  const origin = shipments.origin[index];
  const readySec = shipments.readySec[index];
  if (origin >= 0) return { facility: origin, sec: readySec };
  const { pickups, facilities } = workspace.network;
  let start: Parcel['start'];
  for (let row = 0; row < pickups.count; row++) {
    const facility = pickups.facility[row];
    if (pickups.postalCode[row] !== -1 - origin) continue;
    if (facilities.party[facility] !== shipments.party[index]) continue;
    for (let day = 0; day < workspace.calendar.dayCount; day++) {
      const sec = dayStart(workspace, day) + pickups.acceptBySec[row];
      if (!falls(workspace, pickups.days[row], day) || sec < readySec) continue;
      if (!start || sec < start.sec) start = { facility, sec };
    }
  }
  return start;
}
