import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Agreement, ProductTerms } from '../../domain/agreement.js';
import type { TermValue } from '../../domain/clause-values.js';
import { GOODS } from '../../domain/network.js';
import type { Certificate } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { weekOf } from './grant-lines.js';
import { PricedNetwork } from '../../workers/priced-network.js';

/** What may keep a parcel of a product from the partner; goods apart from each other. */
interface Term {
  readonly index: number; // in the agreement's products
  readonly key: 'weight_kg_max' | 'longest_side_cm' | 'goods_refused' | 'cod';
  readonly says: string;
  readonly without: string; // the product accepted without it
  readonly refuses: (shipments: Shipments, i: number) => boolean;
}

/**
 * What every term of every product is worth: the parcels that this term alone keeps from the partner, and how much cheaper
 * their cheapest ways would be with it, at the prices of all that is scarce. No more than that can be won, because more
 * parcels would raise the prices. Two pricings of the whole network.
 */
export async function termValues(
  workspace: Workspace,
  shipments: Shipments,
  certificate: Certificate,
  network: PricedNetwork,
  threads: number,
): Promise<TermValue[]> {
  const { agreement, products, calendar, minorPerMajor } = workspace;
  if (!agreement) return [];
  const refused = refusedByOne(workspace, shipments);
  const counted = new Set(refused.of);
  counted.delete(NONE);
  if (counted.size === 0) return [];
  const open = PricedNetwork.open({ ...workspace, agreement: withoutTerms(agreement) }, shipments, threads);
  try {
    const [ways, openWays] = [
      await network.ways(network.pricesOf(certificate)),
      await open.ways(open.pricesOf(certificate)),
    ];
    const saved = refused.terms.map(() => ({ parcels: 0, better: 0, byDay: new Float64Array(calendar.dayCount) }));
    refused.of.forEach((term, i) => {
      if (term === NONE) return;
      const [k, other] = [network.commodityOf(i), open.commodityOf(i)];
      saved[term].parcels++;
      if (other === NONE) return;
      const before = k === NONE ? products[shipments.product[i]].unplannedCost : ways[k];
      const saving = before - openWays[other];
      if (saving <= 0) return;
      saved[term].better++;
      const day = Math.max(0, Math.min(calendar.dayCount - 1, dayOfSec(calendar, shipments.readySec[i])));
      const { byDay } = saved[term];
      byDay[day] = byDay[day] + saving;
    });
    return refused.terms
      .map(({ index, key, says, without }, t) => ({
        clause: `products[${index}].${key}`,
        product: products[agreement.products[index].product].id,
        says,
        without,
        parcels: saved[t].parcels,
        better: saved[t].better,
        worth: weekOf(workspace, saved[t].byDay) / minorPerMajor,
      }))
      .filter(({ parcels }) => parcels > 0)
      .toSorted((a, b) => b.worth - a.worth);
  } finally {
    await open.close();
  }
}

/** Terms by number, and of every shipment the one that alone refuses it, or NONE. */
function refusedByOne(workspace: Workspace, shipments: Shipments): { terms: readonly Term[]; of: Int32Array } {
  const products = workspace.agreement?.products ?? [];
  const terms = products.flatMap((product, index) => termsOf(workspace, product, index));
  const ofProduct = workspace.products.map((_, product) => {
    const index = products.findIndex((one) => one.product === product);
    return Array.from(terms.keys()).filter((term) => terms[term].index === index);
  });
  const of = new Int32Array(shipments.count).fill(NONE);
  for (let i = 0; i < shipments.count; i++) {
    const against = ofProduct[shipments.product[i]].filter((term) => terms[term].refuses(shipments, i));
    if (against.length === 1) of[i] = against[0];
  }
  return { terms, of };
}

function termsOf({ products, minorPerMajor }: Workspace, terms: ProductTerms, index: number): Term[] {
  const { weightKgMax, longestSideCmMax, goodsRefused, codAllowed, codAmountMax } = terms;
  const product = products[terms.product].id;
  const goods = GOODS.flatMap((name, bit): Term[] => {
    if (((goodsRefused >> bit) & 1) === 0) return [];
    const refuses: Term['refuses'] = (shipments, i) => ((shipments.goods[i] >> bit) & 1) === 1;
    return [{ index, key: 'goods_refused', says: `no ${name}`, without: `${name} in ${product}`, refuses }];
  });
  const cod = `cash on delivery up to ${(codAmountMax / minorPerMajor).toLocaleString('en')}`;
  return [
    {
      index,
      key: 'weight_kg_max',
      says: `up to ${weightKgMax} kg`,
      without: `more than ${weightKgMax} kg in ${product}`,
      refuses: (shipments, i) => shipments.weightG[i] > weightKgMax * 1000,
    },
    {
      index,
      key: 'longest_side_cm',
      says: `longest side up to ${longestSideCmMax} cm`,
      without: `sides above ${longestSideCmMax} cm in ${product}`,
      refuses: (shipments, i) => shipments.longestSideCm[i] > longestSideCmMax,
    },
    ...goods,
    {
      index,
      key: 'cod',
      says: codAllowed ? cod : 'no cash on delivery',
      without: `${codAllowed ? 'more ' : ''}cash on delivery in ${product}`,
      refuses: (shipments, i) => shipments.codAmount[i] > (codAllowed ? codAmountMax : 0),
    },
  ];
}

function withoutTerms(agreement: Agreement): Agreement {
  const products = agreement.products.map((terms) => ({
    ...terms,
    weightKgMax: Infinity,
    longestSideCmMax: Infinity,
    goodsRefused: 0,
    codAllowed: true,
    codAmountMax: Infinity,
  }));
  return { ...agreement, products };
}
