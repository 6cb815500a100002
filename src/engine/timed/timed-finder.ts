import { NONE } from '../../base/none.js';
import type { PriceRequest, RouteFinder, Room, TakeRoute } from '../flow/flow-problem.js';
import { BLOCKED } from './scan.js';
import { blockFull } from './timed-costs.js';
import type { TimedProblem } from './timed-demand.js';
import { TaskSpread } from './task-spread.js';
import { forgetRoutes, noKnownRoutes, TimedPricer, type KnownRoutes } from './timed-pricer.js';

/** Parts that are priced one after another while the first routes are gathered. */
const PARTS = 12;

/** How often the leftovers of one task are scanned again after routes filled up under them. */
const PASSES_MAX = 8;

/** Prices tasks one after another in this thread; places leftovers over what room is left. */
export class TimedFinder implements RouteFinder {
  readonly problem: TimedProblem;
  protected readonly pricer: TimedPricer;
  protected readonly known: KnownRoutes;
  readonly parts: Uint32Array;
  protected readonly partTask: Uint32Array; // [part + 1] task
  private readonly noPrices: Float64Array;
  private readonly taskSpread: TaskSpread;

  constructor(problem: TimedProblem) {
    this.problem = problem;
    this.pricer = new TimedPricer(problem);
    this.taskSpread = new TaskSpread(problem, this.pricer);
    this.known = noKnownRoutes(problem);
    const { taskCount, firstCommodity } = problem.timed;
    const partCount = Math.max(1, Math.min(PARTS, taskCount));
    this.partTask = Uint32Array.from({ length: partCount + 1 }, (_, p) => Math.floor((p * taskCount) / partCount));
    this.parts = Uint32Array.from(this.partTask, (task) => firstCommodity[task]);
    this.noPrices = new Float64Array(problem.flow.resources.count);
  }

  async price(request: PriceRequest): Promise<boolean> {
    const { prices, cheapest, firstPart, endPart, sink, spread, meanwhile, stop } = request;
    if (stop()) return false;
    meanwhile?.();
    this.pricer.priceAt(prices);
    for (let task = this.partTask[firstPart]; task < this.partTask[endPart]; task++) {
      if (stop()) return false;
      this.pricer.priceTask(task, prices, cheapest, this.known, sink);
      if (spread) this.taskSpread.run(task, prices, spread, this.known, sink);
    }
    return true;
  }

  forget(commodity: number): void {
    forgetRoutes(this.known, commodity);
  }

  isBlocked(commodity: number, moves: Uint32Array): boolean {
    const { timed, flow } = this.problem;
    const useClass = flow.commodities.useClass[commodity];
    const lane = useClass % timed.lanes;
    const base = timed.baseCost[(useClass - lane) / timed.lanes];
    for (const move of moves) {
      if (move < timed.graph.itemCount && base[move * timed.lanes + lane] >= BLOCKED) return true;
    }
    return false;
  }

  insert(room: Room, commodities: Uint32Array, take: TakeRoute, stop: () => boolean): void {
    const { timed, flow } = this.problem;
    if (stop()) return;
    this.pricer.priceAt(this.noPrices);
    const largest = largestAmounts(flow.resources);
    room.tight.length = 0;
    for (let r = 0; r < flow.resources.count; r++) {
      const left = room.left[r];
      if (left < largest[flow.resources.kind[r]]) blockFull(this.problem, r, left, this.pricer.cost);
    }
    let task = 0;
    for (let i = 0; i < commodities.length;) {
      while (timed.firstCommodity[task + 1] <= commodities[i]) task++;
      const start = i;
      while (i < commodities.length && commodities[i] < timed.firstCommodity[task + 1]) i++;
      this.insertTask(task, commodities.subarray(start, i), room, take, stop);
    }
  }

  private insertTask(task: number, commodities: Uint32Array, room: Room, take: TakeRoute, stop: () => boolean): void {
    const { timed, flow } = this.problem;
    let waiting = commodities;
    for (let pass = 0; pass < PASSES_MAX && waiting.length > 0 && !stop(); pass++) {
      this.pricer.scanTask(task);
      const again: number[] = [];
      for (const k of waiting) {
        const option = this.bestRoomyOption(k, room);
        if (option === NONE) continue;
        if (this.pricer.optionValue(k, option, this.noPrices) >= flow.commodities.outsideCost[k]) continue;
        const routeCost = this.pricer.trace(k, option, timed.taskSource[task]);
        const { moves, length } = this.pricer.route;
        if (take(k, routeCost, moves, length) > 1e-6) again.push(k);
      }
      for (const r of room.tight) blockFull(this.problem, r, room.left[r], this.pricer.cost);
      room.tight.length = 0;
      waiting = Uint32Array.from(again);
    }
  }

  /** The cheapest option whose own resources have room for one more. */
  private bestRoomyOption(k: number, room: Room): number {
    const { timed, flow } = this.problem;
    const { firstUse, uses, resources, commodities } = flow;
    const row = commodities.useClass[k] * resources.kindCount;
    const destination = timed.destination[k];
    let best = NONE;
    let bestValue: number = BLOCKED;
    const end = timed.firstOption[destination + 1];
    for (let option = timed.firstOption[destination]; option < end; option++) {
      const value = this.pricer.optionValue(k, option, this.noPrices);
      if (value >= bestValue) continue;
      const move = timed.graph.itemCount + option;
      let roomy = true;
      for (let u = firstUse[move]; u < firstUse[move + 1] && roomy; u++) {
        const r = uses[u];
        roomy = room.left[r] >= resources.amount[row + resources.kind[r]];
      }
      if (!roomy) continue;
      best = option;
      bestValue = value;
    }
    return best;
  }
}

function largestAmounts(resources: TimedProblem['flow']['resources']): Float64Array {
  const largest = new Float64Array(resources.kindCount);
  resources.amount.forEach((amount, cell) => {
    const kind = cell % resources.kindCount;
    largest[kind] = Math.max(largest[kind], amount);
  });
  return largest;
}
