import { HOUR_SEC } from '../base/civil-time.js';
import { linehaulCharge } from '../domain/tariff.js';
import type { Band } from '../domain/workspace.js';
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
    const [trip, day, call] = [legs.what[leg] as number, legs.day[leg] as number, legs.at[leg] as number];
    const position = (trips.firstCall[trip] as number) + call;
    const cell = position * rules.dayCount + day;
    km[leg] = (calls.km[position + 1] as number) - (calls.km[position] as number);
    ownPerKg[leg] = (vehicles.costPerKgKm[trips.vehicle[trip] as number] ?? 0) * (km[leg] as number);
    const clause = rules.clauseOfLeg(trip, day, call);
    partner[leg] = clause === undefined ? CLOSED : clause.type === 'hard' ? PREPAID : OPEN;
    priceG[leg] = prices.leg.kg.get(cell) ?? 0;
    priceMl[leg] = prices.leg.l.get(cell) ?? 0;
    blockPriceG[leg] = prices.leg['block-kg'].get(cell) ?? 0;
    blockPriceMl[leg] = prices.leg['block-l'].get(cell) ?? 0;
    if (prices.hour.size === 0) continue;
    const hour = Math.floor((legs.arriveSec[leg] as number) / HOUR_SEC);
    hourPrice[leg] = prices.hour.get(`${legs.to[leg]} ${hour}`) ?? 0;
  }
  for (let leg = rideCount; leg < legs.count; leg++) {
    const window = (legs.at[leg] as number) % WINDOWS_MAX;
    windowPrice[leg] = prices.window.get(`${legs.what[leg]} ${legs.day[leg]} ${window}`) ?? 0;
  }
  const costs: MovementCosts = { carry: new Float64Array(legs.count), unload: new Float64Array(legs.count) };
  const tariff = rules.workspace.agreement?.tariff;
  const toKind = (leg: number): number => facilities.kind[legs.to[leg] as number] as number;
  const costsFor = (of: ParcelClass): MovementCosts => {
    const { carry, unload } = costs;
    const { g, ml } = rules.workspace.bands[of.band] as Band;
    for (let leg = 0; leg < rideCount; leg++) {
      const trip = legs.what[leg] as number;
      let cost = (priceG[leg] as number) * g + (priceMl[leg] as number) * ml;
      const open = partner[leg] as number;
      if (((trips.refuses[trip] as number) & of.goods) !== 0) cost = Infinity;
      else if (trips.party[trip] === of.party) cost += ((ownPerKg[leg] as number) * g) / 1000;
      else if (open === CLOSED || !of.interlined || !tariff) cost = Infinity;
      else {
        cost += (blockPriceG[leg] as number) * g + (blockPriceMl[leg] as number) * ml;
        if (open === OPEN) cost += linehaulCharge(tariff, { km: km[leg] as number, toKind: toKind(leg) }, g, ml);
      }
      const rank = rankOf[leg] as number;
      carry[rank] = cost;
      const to = legs.to[leg] as number;
      const handling = facilities.party[to] === of.party ? (facilities.handlingCost[to] as number) : 0;
      unload[rank] = handling + (hourPrice[leg] as number);
    }
    for (let leg = rideCount; leg < legs.count; leg++) {
      const direction = Math.floor((legs.at[leg] as number) / WINDOWS_MAX);
      const rank = rankOf[leg] as number;
      carry[rank] = of.interlined
        ? transferCost(rules, { interchange: legs.what[leg] as number, direction }, of.party) +
          (windowPrice[leg] as number)
        : Infinity;
      unload[rank] = 0;
    }
    return costs;
  };
  return { costsFor };
}
