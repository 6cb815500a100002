import { assert } from '../../base/assert.js';
import type { CostLists } from './cost-lists.js';

/**
 * Smallest part of a multiplier: a power of two so small that steps stay fine, and so large that every sum of costs and
 * multipliers stays exact in 53 bits. Bounds are then proofs without any rounding margin.
 */
export function quantumOf(lists: CostLists, size: number): number {
  const total = lists.servedCost.reduce((sum, cost) => sum + cost, 0);
  const largest = total * (size + 2) + 1;
  assert(largest <= Number.MAX_SAFE_INTEGER, `customers pay ${total} in all, too much to be exact`);
  const bits = Math.floor(Math.log2(Number.MAX_SAFE_INTEGER / largest));
  return 2 ** -Math.min(30, bits);
}

/** What the relaxation says at some multipliers. */
export interface Relaxed {
  bound: number; // no set costs less
  /** [alive site] reduced cost: what it saves at these multipliers, at most 0; meaningless for other sites. */
  readonly reduced: Float64Array;
  readonly chosen: number[]; // the sites with the lowest reduced cost, ascending
  highestChosen: number; // reduced cost
  lowestLeft: number; // reduced cost of the best site not chosen, Infinity when all are chosen
}

/**
 * The Lagrangian relaxation of "every customer is served once": customers may be served more or less often at the price
 * of their multiplier, so sites can be judged one by one. Only the cheap head of each list is read.
 */
export class Relaxation {
  readonly relaxed: Relaxed;
  private readonly end: Uint32Array; // [customer] first entry that is not below its multiplier
  private readonly isChosen: Uint8Array; // [site]
  private sorted = new Float64Array(0);

  constructor(siteCount: number, customerCount: number) {
    this.relaxed = {
      bound: -Infinity,
      reduced: new Float64Array(siteCount),
      chosen: [],
      highestChosen: 0,
      lowestLeft: Infinity,
    };
    this.end = new Uint32Array(customerCount);
    this.isChosen = new Uint8Array(siteCount);
  }

  /** Solves the relaxation; multipliers are multiples of the quantum, from 0 to the served costs. */
  solve(lists: CostLists, multiplier: Float64Array, sites: readonly number[], size: number): Relaxed {
    const { relaxed } = this;
    const sum = sweep(lists, multiplier, relaxed.reduced, this.end);
    this.choose(sites, size);
    relaxed.bound = sum;
    for (const site of relaxed.chosen) relaxed.bound += relaxed.reduced[site];
    return relaxed;
  }

  /** How often each customer is served too little: 1 less the chosen sites that serve it. Of the last solution. */
  shortfall(lists: CostLists, into: Float64Array): void {
    const { first, site } = lists;
    const { end, isChosen } = this;
    for (let customer = 0; customer < lists.customerCount; customer++) {
      let missing = 1;
      for (let entry = first[customer]; entry < end[customer]; entry++) missing -= isChosen[site[entry]];
      into[customer] = missing;
    }
  }

  private choose(sites: readonly number[], size: number): void {
    const { relaxed, isChosen } = this;
    const { reduced } = relaxed;
    if (this.sorted.length !== sites.length) this.sorted = new Float64Array(sites.length);
    for (let at = 0; at < sites.length; at++) this.sorted[at] = reduced[sites[at]];
    this.sorted.sort();
    const limit = this.sorted[size - 1];
    let ties = size;
    for (let at = 0; at < size && this.sorted[at] < limit; at++) ties--;
    isChosen.fill(0);
    relaxed.chosen.length = 0;
    for (const site of sites) {
      if (reduced[site] > limit || (reduced[site] === limit && ties-- <= 0)) continue;
      isChosen[site] = 1;
      relaxed.chosen.push(site);
    }
    relaxed.highestChosen = limit;
    relaxed.lowestLeft = size < sites.length ? this.sorted[size] : Infinity;
  }
}

/** Reduced costs of all sites, and where each customer's multiplier ends; returns the sum of the multipliers. */
function sweep(lists: CostLists, multiplier: Float64Array, reduced: Float64Array, ends: Uint32Array): number {
  const { customerCount, first, site, cost } = lists;
  reduced.fill(0);
  let sum = 0;
  for (let customer = 0; customer < customerCount; customer++) {
    const limit = multiplier[customer];
    const end = first[customer + 1];
    sum += limit;
    let entry = first[customer];
    for (; entry < end; entry++) {
      const saving = cost[entry] - limit;
      if (saving >= 0) break;
      reduced[site[entry]] += saving;
    }
    ends[customer] = entry;
  }
  return sum;
}
