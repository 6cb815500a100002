import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import type { CostLists } from './cost-lists.js';
import type { BestSets } from './best-sets.js';

const START_SHARE = 0.3; // of the way from the cheapest site's cost to the second's

/**
 * Greedy choice and swaps: looks for cheap sets of `size` sites. What every swap would save is kept for all pairs at
 * once, and after a swap only customers whose two cheapest sites changed are counted again.
 * Resende, Werneck, A fast swap-based local search procedure for location problems (2007); the existing sites count as
 * one more site that is always open.
 */
export class SwapSearch {
  private readonly lists: CostLists;
  private readonly size: number;
  private readonly best: BestSets;
  private readonly slotOf: Int32Array; // [site] its place in the set, or NONE
  private readonly siteAt: Uint32Array; // [slot] site
  private readonly nearest: Int32Array; // [customer] slot of its cheapest site, NONE for an existing one
  private readonly nearestCost: Float64Array; // [customer]
  private readonly secondCost: Float64Array; // [customer] at its second cheapest
  private readonly gain: Float64Array; // [site] saved by opening it
  private readonly loss: Float64Array; // [slot] lost by closing it
  private readonly extra: Float64Array; // [site * size + slot] what is lost less when both happen
  private readonly seen = new Set<string>();

  constructor(lists: CostLists, size: number, best: BestSets) {
    assert(size > 0 && size <= lists.siteCount, `cannot open ${size} of ${lists.siteCount} sites`);
    this.lists = lists;
    this.size = size;
    this.best = best;
    this.slotOf = new Int32Array(lists.siteCount);
    this.siteAt = new Uint32Array(size);
    this.nearest = new Int32Array(lists.customerCount);
    this.nearestCost = new Float64Array(lists.customerCount);
    this.secondCost = new Float64Array(lists.customerCount);
    this.gain = new Float64Array(lists.siteCount);
    this.loss = new Float64Array(size);
    this.extra = new Float64Array(lists.siteCount * size);
  }

  /** Sites one after the other, each the one that saves most; once stopped, any. O(entries · size) at worst. */
  greedy(stop: () => boolean): number[] {
    const { lists, gain } = this;
    const paid = lists.servedCost.slice();
    const isOpen = new Uint8Array(lists.siteCount);
    gain.fill(0);
    for (let customer = 0; customer < lists.customerCount; customer++)
      addSavings(lists, customer, paid[customer], gain);
    const sites: number[] = [];
    while (sites.length < this.size) {
      const site = largest(gain, isOpen);
      isOpen[site] = 1;
      sites.push(site);
      if (stop()) continue;
      for (let customer = 0; customer < lists.customerCount; customer++) {
        const cost = costBelow(lists, customer, site, paid[customer]);
        if (cost === paid[customer]) continue;
        addSavings(lists, customer, paid[customer], gain, -1);
        addSavings(lists, customer, cost, gain);
        paid[customer] = cost;
      }
    }
    return sites;
  }

  /** Swaps, best first, until none saves anything. Offers every set on the way and all neighbours of the last. */
  improve(sites: readonly number[], stop: () => boolean): void {
    if (!this.isNew(sites)) return;
    let cost = this.start(sites);
    this.best.offer(this.siteAt, cost);
    while (!stop()) {
      const swap = this.bestSwap();
      if (swap.saving <= 0) break;
      this.apply(swap.site, swap.slot);
      cost -= swap.saving;
      this.best.offer(this.siteAt, cost);
      if (!this.isNew(this.siteAt)) return;
    }
    this.offerNeighbours(cost);
  }

  /** Multipliers to start a bound from: a little above what each customer pays in the last set. Shape [customer]. */
  startMultipliers(quantum: number): Float64Array {
    return this.nearestCost.map((near, customer) => {
      const second = this.secondCost[customer];
      return Math.floor((near + START_SHARE * (second - near)) / quantum) * quantum;
    });
  }

  private isNew(sites: Iterable<number>): boolean {
    const key = [...sites].sort((a, b) => a - b).join();
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** Opens exactly these sites; returns what all customers pay. */
  private start(sites: readonly number[]): number {
    this.slotOf.fill(NONE);
    sites.forEach((site, slot) => {
      this.slotOf[site] = slot;
      this.siteAt[slot] = site;
    });
    this.gain.fill(0);
    this.loss.fill(0);
    this.extra.fill(0);
    this.nearestCost.fill(NaN);
    let cost = 0;
    for (let customer = 0; customer < this.lists.customerCount; customer++) {
      this.recount(customer);
      cost += this.nearestCost[customer];
    }
    return cost;
  }

  private apply(site: number, slot: number): void {
    this.slotOf[this.siteAt[slot]] = NONE;
    this.slotOf[site] = slot;
    this.siteAt[slot] = site;
    for (let customer = 0; customer < this.lists.customerCount; customer++) this.recount(customer);
  }

  /** Brings one customer's part of gains and losses up to date with the open sites. */
  private recount(customer: number): void {
    const { first, site, cost, servedCost } = this.lists;
    const end = first[customer + 1];
    const served = servedCost[customer];
    const one = nextOpen(site, this.slotOf, first[customer], end);
    const two = one < end ? nextOpen(site, this.slotOf, one + 1, end) : end;
    const nearest = one < end ? this.slotOf[site[one]] : NONE;
    const nearestCost = one < end ? cost[one] : served;
    const secondCost = two < end ? cost[two] : served;
    const before = this.nearestCost[customer];
    if (nearestCost === before && secondCost === this.secondCost[customer] && nearest === this.nearest[customer])
      return;
    if (!Number.isNaN(before)) this.addParts(customer, -1);
    this.nearest[customer] = nearest;
    this.nearestCost[customer] = nearestCost;
    this.secondCost[customer] = secondCost;
    this.addParts(customer, 1);
  }

  /** Adds a customer's part of gain, loss and extra, or takes it away. */
  private addParts(customer: number, sign: number): void {
    const { lists, size, gain, loss, extra } = this;
    const { first, site, cost } = lists;
    const slot = this.nearest[customer];
    const near = this.nearestCost[customer];
    const second = this.secondCost[customer];
    const end = first[customer + 1];
    let entry = first[customer];
    if (slot === NONE) return addSavings(lists, customer, near, gain, sign);
    loss[slot] = loss[slot] + sign * (second - near);
    for (; entry < end && cost[entry] < near; entry++) {
      gain[site[entry]] = gain[site[entry]] + sign * (near - cost[entry]);
      const pair = site[entry] * size + slot;
      extra[pair] = extra[pair] + sign * (second - near);
    }
    for (; entry < end && cost[entry] < second; entry++) {
      const pair = site[entry] * size + slot;
      extra[pair] = extra[pair] + sign * (second - cost[entry]);
    }
  }

  private bestSwap(): { site: number; slot: number; saving: number } {
    const best = { site: NONE, slot: NONE, saving: 0 };
    const { slotOf, size, gain, loss, extra } = this;
    for (let site = 0; site < slotOf.length; site++) {
      if (slotOf[site] !== NONE) continue;
      for (let slot = 0; slot < size; slot++) {
        const saving = gain[site] - loss[slot] + extra[site * size + slot];
        if (saving > best.saving) Object.assign(best, { site, slot, saving });
      }
    }
    return best;
  }

  private offerNeighbours(cost: number): void {
    const { slotOf, size, gain, loss, extra, siteAt, best } = this;
    for (let site = 0; site < slotOf.length; site++) {
      if (slotOf[site] !== NONE) continue;
      for (let slot = 0; slot < size; slot++) {
        const neighbourCost = cost - gain[site] + loss[slot] - extra[site * size + slot];
        if (neighbourCost < best.cutoff) best.offer(siteAt.with(slot, site), neighbourCost);
      }
    }
  }
}

/** First entry from `from` on whose site is open, or `end`. */
function nextOpen(site: Uint16Array, slotOf: Int32Array, from: number, end: number): number {
  let entry = from;
  while (entry < end && slotOf[site[entry]] === NONE) entry++;
  return entry;
}

/** Adds what each site would save a customer who pays `paid`. */
function addSavings(lists: CostLists, customer: number, paid: number, gain: Float64Array, sign = 1): void {
  const { first, site, cost } = lists;
  const end = first[customer + 1];
  for (let entry = first[customer]; entry < end && cost[entry] < paid; entry++) {
    gain[site[entry]] = gain[site[entry]] + sign * (paid - cost[entry]);
  }
}

/** Cost of a customer at a site when that is below what it pays, otherwise what it pays. */
function costBelow(lists: CostLists, customer: number, wanted: number, paid: number): number {
  const { first, site, cost } = lists;
  const end = first[customer + 1];
  for (let entry = first[customer]; entry < end && cost[entry] < paid; entry++) {
    if (site[entry] === wanted) return cost[entry];
  }
  return paid;
}

function largest(values: Float64Array, skip: Uint8Array): number {
  let best = NONE;
  for (let at = 0; at < values.length; at++) {
    if (skip[at] === 0 && (best === NONE || values[at] > values[best])) best = at;
  }
  return best;
}
