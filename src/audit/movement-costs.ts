import { HOUR_SEC } from '../base/civil-time.js';
import { linehaulCharge } from '../domain/tariff.js';
import type { Prices } from './certificate-prices.js';
import type { ParcelClass } from './parcel-groups.js';
import { transferCost } from './route-cost.js';
import type { MovementCosts } from './route-labels.js';
import type { Rules } from './rules.js';
import { WINDOWS_MAX } from './timed-legs.js';
import type { TimedLegs } from './timed-legs.js';

/** Cost by movement of classes of parcels at the prices of a certificate. */
export interface CostTable {
  readonly costsFor: (of: ParcelClass) => MovementCosts;
}

const CLOSED = 0;
const OPEN = 1;
const PREPAID = 2;

/** What does not depend on the class is looked up once. The columns of one answer are overwritten by the next. */
export function costTable(rules: Rules, legs: TimedLegs, rankOf: Int32Array, prices: Prices): CostTable {
  const { trips, calls, vehicles, facilities } = rules.workspace.network;
  const { rideCount } = legs;
  const km = new Float64Array(rideCount);
  const ownPerKg = new Float64Array(rideCount); // minor money per kilogram of a parcel of the trip's party
  const partner = new Uint8Array(rideCount); // CLOSED, OPEN or PREPAID
  const priceG = new Float64Array(rideCount);
  const priceMl = new Float64Array(rideCount);
  const blockPriceG = new Float64Array(rideCount);
  const blockPriceMl = new Float64Array(rideCount);
  const hourPrice = new Float64Array(legs.count);
  const windowPrice = new Float64Array(legs.count);
  for (let leg = 0; leg < rideCount; leg++) {
    const [trip, day, call] = [legs.what[leg], legs.day[leg], legs.at[leg]];
    const position = trips.firstCall[trip] + call;
    const cell = position * rules.dayCount + day;
    km[leg] = calls.km[position + 1] - calls.km[position];
    ownPerKg[leg] = (vehicles.costPerKgKm[trips.vehicle[trip]] ?? 0) * km[leg];
    const clause = rules.clauseOfLeg(trip, day, call);
    partner[leg] = clause === undefined ? CLOSED : clause.type === 'hard' ? PREPAID : OPEN;
    priceG[leg] = prices.leg.kg.get(cell) ?? 0;
    priceMl[leg] = prices.leg.l.get(cell) ?? 0;
    blockPriceG[leg] = prices.leg['block-kg'].get(cell) ?? 0;
    blockPriceMl[leg] = prices.leg['block-l'].get(cell) ?? 0;
    if (prices.hour.size === 0) continue;
    const hour = Math.floor(legs.arriveSec[leg] / HOUR_SEC);
    hourPrice[leg] = prices.hour.get(`${legs.to[leg]} ${hour}`) ?? 0;
  }
  for (let leg = rideCount; leg < legs.count; leg++) {
    const window = legs.at[leg] % WINDOWS_MAX;
    windowPrice[leg] = prices.window.get(`${legs.what[leg]} ${legs.day[leg]} ${window}`) ?? 0;
  }
  const costs: MovementCosts = { carry: new Float64Array(legs.count), unload: new Float64Array(legs.count) };
  const tariff = rules.workspace.agreement?.tariff;
  const toKind = (leg: number): number => facilities.kind[legs.to[leg]];
  const costsFor = (of: ParcelClass): MovementCosts => {
    const { carry, unload } = costs;
    const { g, ml } = rules.workspace.bands[of.band];
    for (let leg = 0; leg < rideCount; leg++) {
      const trip = legs.what[leg];
      let cost = priceG[leg] * g + priceMl[leg] * ml;
      const open = partner[leg];
      if ((trips.refuses[trip] & of.goods) !== 0) cost = Infinity;
      else if (trips.party[trip] === of.party) cost += (ownPerKg[leg] * g) / 1000;
      else if (open === CLOSED || !of.interlined || !tariff) cost = Infinity;
      else {
        cost += blockPriceG[leg] * g + blockPriceMl[leg] * ml;
        if (open === OPEN) cost += linehaulCharge(tariff, { km: km[leg], toKind: toKind(leg) }, g, ml);
      }
      const rank = rankOf[leg];
      carry[rank] = cost;
      const to = legs.to[leg];
      const handling = facilities.party[to] === of.party ? facilities.handlingCost[to] : 0;
      unload[rank] = handling + hourPrice[leg];
    }
    for (let leg = rideCount; leg < legs.count; leg++) {
      const direction = Math.floor(legs.at[leg] / WINDOWS_MAX);
      const rank = rankOf[leg];
      carry[rank] = of.interlined
        ? transferCost(rules, { interchange: legs.what[leg], direction }, of.party) + windowPrice[leg]
        : Infinity;
      unload[rank] = 0;
    }
    return costs;
  };
  return { costsFor };
}
