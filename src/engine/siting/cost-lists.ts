import { assert } from '../../base/assert.js';

/**
 * What customers pay at sites, as one list per customer, cheapest first. Sites that are no cheaper than what the customer
 * pays already are left out: they can never serve it. Costs are whole numbers, so that sums are exact.
 */
export interface CostLists {
  readonly customerCount: number;
  readonly siteCount: number;
  /** Cost of each customer when nothing is opened, e.g. at the cheapest existing site; shape [customerCount]. */
  readonly servedCost: Float64Array;
  readonly first: Uint32Array; // [customerCount + 1] entry
  readonly site: Uint16Array; // [entry] site
  readonly cost: Float64Array; // [entry] ascending within a customer, then by site
}

/** What lists are made from. */
export interface CostTable {
  readonly customerCount: number;
  readonly siteCount: number; // at most 65,535
  readonly servedCost: Float64Array; // [customerCount] whole, at least 0; read after the customer's costs are filled
  /** Writes the costs of one customer, shape [siteCount]; whole, at least 0, Infinity where the site cannot serve. */
  readonly fillCosts: (customer: number, costs: Float64Array) => void;
}

const SITES_MAX = 65_535;
const ENTRIES_AT_FIRST = 1 << 16;

/** Sorted lists of a table. O(customers · sites · log sites); memory for the entries that are kept, 10 bytes each. */
export function costListsOf(table: CostTable): CostLists {
  const { customerCount, siteCount, servedCost, fillCosts } = table;
  assert(siteCount <= SITES_MAX, `${siteCount} sites are more than ${SITES_MAX}`);
  assert(servedCost.length === customerCount, 'every customer needs a cost without new sites');
  const costs = new Float64Array(siteCount);
  const keys = new Float64Array(siteCount);
  const first = new Uint32Array(customerCount + 1);
  let site = new Uint16Array(ENTRIES_AT_FIRST);
  let cost = new Float64Array(ENTRIES_AT_FIRST);
  let count = 0;
  for (let customer = 0; customer < customerCount; customer++) {
    fillCosts(customer, costs);
    const kept = sortedKeys(costs, servedCost[customer], keys);
    if (count + kept > site.length) {
      const room = Math.max(2 * site.length, count + kept);
      site = grown(site, new Uint16Array(room));
      cost = grown(cost, new Float64Array(room));
    }
    for (let at = 0; at < kept; at++, count++) {
      const whole = Math.floor(keys[at] / siteCount);
      site[count] = keys[at] - whole * siteCount;
      cost[count] = whole;
    }
    first[customer + 1] = count;
  }
  return { customerCount, siteCount, servedCost, first, site: site.slice(0, count), cost: cost.slice(0, count) };
}

/** Packs cost and site into one number each, `cost · sites + site`, for the sites below a cost; returns how many. */
function sortedKeys(costs: Float64Array, below: number, keys: Float64Array): number {
  let kept = 0;
  for (let site = 0; site < costs.length; site++) {
    if (costs[site] < below) keys[kept++] = costs[site] * costs.length + site;
  }
  const used = keys.subarray(0, kept).sort();
  assert(kept === 0 || used[kept - 1] <= Number.MAX_SAFE_INTEGER, 'costs are too large to be exact');
  return kept;
}

function grown<T extends Uint16Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/**
 * The lists once some sites are open for good and others are out of the question: what customers pay at the open ones
 * becomes their served cost, and only entries of `alive` sites below it are kept. O(entries).
 */
export function restrictLists(lists: CostLists, alive: Uint8Array, opened: readonly number[]): CostLists {
  const { customerCount, siteCount, first, site, cost } = lists;
  const servedCost = lists.servedCost.slice();
  const isOpened = new Uint8Array(siteCount);
  for (const one of opened) isOpened[one] = 1;
  const kept = new Uint32Array(customerCount + 1);
  for (let customer = 0; customer < customerCount; customer++) {
    let count = kept[customer];
    for (let entry = first[customer]; entry < first[customer + 1]; entry++) {
      if (isOpened[site[entry]] === 1) {
        servedCost[customer] = cost[entry];
        break;
      }
      count += alive[site[entry]];
    }
    kept[customer + 1] = count;
  }
  const entries = kept[customerCount];
  const restricted = { customerCount, siteCount, servedCost, first: kept };
  const keptSite = new Uint16Array(entries);
  const keptCost = new Float64Array(entries);
  for (let customer = 0; customer < customerCount; customer++) {
    let to = kept[customer];
    for (let entry = first[customer]; to < kept[customer + 1]; entry++) {
      if (alive[site[entry]] === 0) continue;
      keptSite[to] = site[entry];
      keptCost[to++] = cost[entry];
    }
  }
  return { ...restricted, site: keptSite, cost: keptCost };
}

/** What all customers pay when these sites are opened. */
export function costOfOpening(lists: CostLists, sites: readonly number[]): number {
  const { customerCount, siteCount, servedCost, first, site, cost } = lists;
  const isOpen = new Uint8Array(siteCount);
  for (const one of sites) isOpen[one] = 1;
  let total = 0;
  for (let customer = 0; customer < customerCount; customer++) {
    const end = first[customer + 1];
    let entry = first[customer];
    while (entry < end && isOpen[site[entry]] === 0) entry++;
    total += entry < end ? cost[entry] : servedCost[customer];
  }
  return total;
}
