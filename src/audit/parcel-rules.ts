import { DAY_SEC, dayOfSec } from '../base/civil-time.js';
import { NONE, UNREACHED } from '../base/none.js';
import type { ProductTerms } from '../domain/agreement.js';
import type { Shipments } from '../domain/shipments.js';
import type { Product } from '../domain/workspace.js';
import type { Rules } from './rules.js';

/** What docs/model.md says of a shipment before it is routed (sections 2, 4, 5 and 7); `index` is the shipment's row. */
export interface ParcelRules {
  /** Smallest band that holds it, NONE when it is too large. */
  readonly band: (index: number) => number;
  /** Facility where it starts, NONE when nobody collects it. */
  readonly startFacility: (index: number) => number;
  /** When it is ready there. */
  readonly startSec: (index: number) => number;
  readonly interlined: (index: number) => boolean;
  readonly dueSec: (index: number) => number;
  /** When spot carriage delivers it, and for how much without lateness; UNREACHED and Infinity where there is none. */
  readonly spotSec: (index: number) => number;
  readonly spotCost: (index: number, band: number) => number;
}

/** Minor money for delivery at `sec` of what is due at `dueSec`. */
export function latenessCost(product: Product, dueSec: number, sec: number): number {
  return sec > dueSec ? product.latePerDay * Math.ceil((sec - dueSec) / DAY_SEC) : 0;
}

/** The rules over a table of shipments. */
export function parcelRulesOf(rules: Rules, shipments: Shipments): ParcelRules {
  const { bands, products, calendar } = rules.workspace;
  const entry = entriesOf(rules, shipments);
  const productOf = (index: number): Product => products[shipments.product[index]];
  const endOfDayAfter = (index: number, days: number): number =>
    rules.dayStart(dayOfSec(calendar, shipments.readySec[index]) + days) + DAY_SEC - 1;
  return {
    band: (index) => {
      const g = shipments.weightG[index];
      const ml = shipments.volumeMl[index];
      return bands.findIndex((band) => g <= band.g && ml <= band.ml);
    },
    startFacility: (index) => entry(index).facility,
    startSec: (index) => entry(index).sec,
    interlined: interlinedIn(rules, shipments),
    dueSec: (index) => {
      const promised = shipments.promisedSec[index];
      return promised === NONE ? endOfDayAfter(index, productOf(index).days) : promised;
    },
    spotSec: (index) => {
      const { spot } = productOf(index);
      return spot ? endOfDayAfter(index, spot.days) : UNREACHED;
    },
    spotCost: (index, band) => {
      const { spot } = productOf(index);
      return spot ? spot.perParcel + (spot.perKg * (bands[band]?.g ?? Infinity)) / 1000 : Infinity;
    },
  };
}

interface Entry {
  readonly facility: number;
  readonly sec: number;
}

const NOWHERE: Entry = { facility: NONE, sec: UNREACHED };

/** Where and when parcels enter; collections are looked up once per party, code and moment. */
function entriesOf(rules: Rules, shipments: Shipments): (index: number) => Entry {
  const { pickups, facilities } = rules.workspace.network;
  const rowsOfCode = new Map<number, number[]>();
  for (let row = 0; row < pickups.count; row++) {
    const code = pickups.postalCode[row];
    const rows = rowsOfCode.get(code);
    if (rows) rows.push(row);
    else rowsOfCode.set(code, [row]);
  }
  const collect = (party: number, code: number, readySec: number): Entry => {
    let best = NOWHERE;
    for (const row of rowsOfCode.get(code) ?? []) {
      const facility = pickups.facility[row];
      if (facilities.party[facility] !== party) continue;
      for (let day = 0; day < rules.dayCount; day++) {
        const sec = rules.dayStart(day) + pickups.acceptBySec[row];
        if (sec < readySec || !rules.falls(pickups.days[row], day)) continue;
        if (sec < best.sec) best = { facility, sec };
        break;
      }
    }
    return best;
  };
  const known = new Map<string, Entry>();
  return (index) => {
    const origin = shipments.origin[index];
    const readySec = shipments.readySec[index];
    if (origin >= 0) return { facility: origin, sec: readySec };
    const party = shipments.party[index];
    const key = `${party} ${origin} ${readySec}`;
    let entry = known.get(key);
    if (!entry) {
      entry = collect(party, -1 - origin, readySec);
      known.set(key, entry);
    }
    return entry;
  };
}

function interlinedIn(rules: Rules, shipments: Shipments): (index: number) => boolean {
  const { agreement, products } = rules.workspace;
  const termsOf: (ProductTerms | undefined)[] = products.map((_, product) =>
    agreement?.products.find((terms) => terms.product === product),
  );
  return (index) => {
    const terms = termsOf[shipments.product[index]];
    if (!terms) return false;
    if (shipments.weightG[index] > terms.weightKgMax * 1000) return false;
    if (shipments.longestSideCm[index] > terms.longestSideCmMax) return false;
    if ((shipments.goods[index] & terms.goodsRefused) !== 0) return false;
    const cod = shipments.codAmount[index];
    return cod === 0 || (terms.codAllowed && cod <= terms.codAmountMax);
  };
}
