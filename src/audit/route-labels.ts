import { NONE } from '../base/none.js';
import type { BlockEvents } from './block-events.js';
import type { FacilityBlocks } from './facility-blocks.js';

/** What movements cost a class of parcels, by rank, prices included; Infinity where it may not go. */
export interface MovementCosts {
  readonly carry: Float64Array; // [rank] from end to end
  readonly unload: Float64Array; // [rank] made ready at its far end
}

/**
 * Least cost from one start to any facility by any time, for one class of parcels. Blocks are scanned only when
 * something is asked that lies in or behind them: one pass over a block's events in time order, label by label.
 * Neither the start nor the costs may change between `begin` and the last `costBy`.
 */
export class RouteLabels {
  readonly #blocks: FacilityBlocks;
  readonly #events: BlockEvents;
  readonly #best: Float64Array; // [member] least cost so far in a scan
  readonly #slotCost: Float64Array; // [slot] least cost of being ready at the member from then on
  readonly #carried: Float64Array; // [rank] least cost of being aboard at its far end
  readonly #scanOf: Int32Array; // [block] number of the scan that last did it
  readonly #sinceSec: Int32Array; // [block] nothing before it was looked at
  #scan = 0;
  #costs: MovementCosts = { carry: new Float64Array(), unload: new Float64Array() };
  #start = NONE;
  #startSec = 0;
  /** Facilities between the start and its root, with the block through which each is reached. */
  #upward = new Map<number, number>();
  /** Where those blocks are entered. */
  #entryOf = new Map<number, number>();

  constructor(blocks: FacilityBlocks, events: BlockEvents) {
    this.#blocks = blocks;
    this.#events = events;
    this.#best = new Float64Array(events.firstSlot.length - 1);
    this.#slotCost = new Float64Array(events.slotSec.length);
    this.#carried = new Float64Array(events.before.length);
    this.#scanOf = new Int32Array(blocks.count);
    this.#sinceSec = new Int32Array(blocks.count);
  }

  /** Starts anew, with a parcel ready at a facility at a time. */
  begin(costs: MovementCosts, facility: number, sec: number): void {
    this.#scan++;
    this.#costs = costs;
    this.#start = facility;
    this.#startSec = sec;
    this.#upward = new Map();
    this.#entryOf = new Map();
    for (let at = facility; ;) {
      const block = this.#blocks.above[at];
      if (block === NONE) break;
      this.#entryOf.set(block, at);
      at = this.#blocks.top[block];
      this.#upward.set(at, block);
    }
  }

  /** Least cost of being ready at a facility at or before `sec`; Infinity when that cannot be. */
  costBy(facility: number, sec: number): number {
    if (facility === this.#start) return sec >= this.#startSec ? 0 : Infinity;
    const block = this.#blockTo(facility);
    if (block === NONE || !this.#ensure(block)) return Infinity;
    const { firstSlot, slotSec } = this.#events;
    const member = this.#memberIn(block, facility);
    let low = firstSlot[member];
    let high = firstSlot[member + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (slotSec[middle] <= sec) low = middle + 1;
      else high = middle;
    }
    const slot = low - 1;
    if (slot < firstSlot[member]) return Infinity;
    return slotSec[slot] < this.#sinceSec[block] ? Infinity : this.#slotCost[slot];
  }

  /** The block through which a facility is reached from the start, NONE when the facility is a root not on the way. */
  #blockTo(facility: number): number {
    return this.#upward.get(facility) ?? this.#blocks.above[facility];
  }

  #memberIn(block: number, facility: number): number {
    const { topMember, aboveMember } = this.#events;
    return this.#blocks.top[block] === facility ? topMember[block] : aboveMember[facility];
  }

  /** Scans a block unless this scan has; false when nothing leads to it. */
  #ensure(block: number): boolean {
    const path: number[] = [];
    for (let at = block; this.#scanOf[at] !== this.#scan;) {
      path.push(at);
      const entry = this.#entryAt(at);
      if (entry === this.#start) break;
      at = this.#blockTo(entry);
      if (at === NONE) return false;
    }
    for (let at = path.pop(); at !== undefined; at = path.pop()) this.#scanBlock(at, this.#entryAt(at));
    return true;
  }

  #entryAt(block: number): number {
    return this.#entryOf.get(block) ?? this.#blocks.top[block];
  }

  /** Label setting over time-ordered events, entering the block at one facility whose labels are known. */
  #scanBlock(block: number, entry: number): void {
    const { eventRank, eventSec, firstEvent, firstMember, fromMember, toMember, slotOf } = this.#events;
    const { departSec, readySec, before } = this.#events;
    const { carry, unload } = this.#costs;
    const [best, slotCost, carried] = [this.#best, this.#slotCost, this.#carried];
    this.#scanOf[block] = this.#scan;
    best.fill(Infinity, firstMember[block], firstMember[block + 1]);
    const supply = this.#supply(entry);
    const entryMember = this.#memberIn(block, entry);
    this.#sinceSec[block] = supply.firstSec;
    const end = firstEvent[block + 1];
    let event = firstAtOrAfter(eventSec, firstEvent[block], end, supply.firstSec);
    let [groupSec, groupStart, again] = [Number.NaN, event, false];
    for (; event <= end; event++) {
      const sec = event === end ? Number.NaN : eventSec[event];
      if (sec !== groupSec) {
        // A leg that takes no time can feed another of the same second: go over that second until nothing changes.
        if (again) event = groupStart;
        again = false;
        if (event === end) break;
        groupSec = eventSec[event];
        groupStart = event;
        best[entryMember] = supply.costAt(groupSec);
      }
      const leg = eventRank[event];
      if (leg >= 0) {
        const previous = before[leg];
        let cost = best[fromMember[leg]];
        if (previous !== NONE && departSec[previous] >= supply.firstSec) {
          const aboard = carried[previous];
          if (aboard < cost) cost = aboard;
        }
        cost += carry[leg];
        carried[leg] = cost;
        if (readySec[leg] > departSec[leg]) continue;
        const to = toMember[leg];
        if (cost + unload[leg] >= best[to]) continue;
        best[to] = cost + unload[leg];
        again = true;
        continue;
      }
      const done = -1 - leg;
      const to = toMember[done];
      if (departSec[done] >= supply.firstSec && departSec[done] < groupSec) {
        const cost = carried[done] + unload[done];
        if (cost < best[to]) best[to] = cost;
      }
      slotCost[slotOf[done]] = best[to];
    }
  }

  /** Labels of the facility where a block is entered, to be asked at rising times. */
  #supply(entry: number): { firstSec: number; costAt: (sec: number) => number } {
    if (entry === this.#start) {
      return { firstSec: this.#startSec, costAt: (sec) => (sec >= this.#startSec ? 0 : Infinity) };
    }
    const { firstSlot, slotSec } = this.#events;
    const block = this.#blockTo(entry);
    const member = this.#memberIn(block, entry);
    const end = firstSlot[member + 1];
    let slot = firstAtOrAfter(slotSec, firstSlot[member], end, this.#sinceSec[block]);
    while (slot < end && this.#slotCost[slot] === Infinity) slot++;
    const firstSec = slot < end ? slotSec[slot] : NEVER_SEC;
    let cost = Infinity;
    return {
      firstSec,
      costAt: (sec) => {
        while (slot < end && slotSec[slot] <= sec) cost = this.#slotCost[slot++];
        return cost;
      },
    };
  }
}

const NEVER_SEC = 0x7fffffff;

/** First position in a rising column whose value is at least `value`. */
function firstAtOrAfter(column: Int32Array, from: number, until: number, value: number): number {
  let [low, high] = [from, until];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
