import { NONE, UNREACHED } from '../../base/none.js';
import { priceDirectedFlow, type FlowResult } from '../../engine/flow/price-directed-flow.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import { lateTicks } from '../../engine/timed/timed-demand.js';
import { accessOf } from '../../planner/network/access.js';
import { outsideOfCommodity } from '../../planner/demand/commodities.js';
import { compile, type Compiled } from '../../planner/compile/compile.js';
import { outsideCarriage } from '../../planner/demand/outside.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { ThreadedFinder } from '../../workers/threaded-finder.js';
import type { World } from '../scenarios/apply-scenario.js';
import { changeDemand, copiesOf } from '../scenarios/change-demand.js';

export interface SearchLimits {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // to search, for one step
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** Parcels of a plan by what becomes of them, and what they cost in minor money at true prices. */
export interface Tally {
  readonly parcels: number;
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
  readonly spot: number;
  readonly cost: number;
}

/**
 * The joint problem of a world whose volume changes. It is compiled once, for the largest volume, so that whatever may
 * ever be full is in it; a step sets the demand in place.
 */
export class GrowingProblem {
  readonly compiled: Compiled;
  readonly names: readonly string[]; // [resource] as docs/model.md section 5 gives them
  /** [resource] as the network and the agreement have it. */
  readonly capacityAsIs: Float64Array;
  private readonly finder: ThreadedFinder;
  private readonly copiesMost: number;
  private copies: Uint32Array; // [shipment of the world]
  private readonly latePerDayAsIs: Int32Array; // [commodity] ticks
  private readonly outsideCostAsIs: Float64Array; // [commodity] ticks
  private lateTimes = 1;

  static open(world: World, timesMost: number, threads: number): GrowingProblem {
    return new GrowingProblem(world, Math.ceil(timesMost - 1e-9), threads);
  }

  private constructor(
    readonly world: World,
    copiesMost: number,
    threads: number,
  ) {
    const { workspace } = world;
    const grown = changeDemand(workspace, world.shipments, [{ ...EVERYTHING, times: copiesMost }]);
    const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), grown, 'joint');
    this.finder = ThreadedFinder.open(compiled.problem, threads);
    this.compiled = { ...compiled, problem: this.finder.problem };
    this.names = compiled.resourceKeys.map((key) => compiled.keys.name(key));
    this.copiesMost = copiesMost;
    this.copies = new Uint32Array(world.shipments.count).fill(copiesMost);
    const { flow, timed } = compiled.problem;
    this.capacityAsIs = flow.resources.capacity.slice();
    this.latePerDayAsIs = timed.latePerDay.slice();
    this.outsideCostAsIs = flow.commodities.outsideCost.slice();
  }

  /** Every shipment `times` over, at most as often as the problem was opened for. */
  setTimes(times: number): void {
    this.copies = copiesOf(new Float64Array(this.world.shipments.count).fill(times));
    const { demand } = this.compiled.problem.flow.commodities;
    demand.fill(0);
    this.copies.forEach((count, shipment) => {
      const commodity = this.commodityOf(shipment);
      if (commodity !== NONE) demand[commodity] = demand[commodity] + count;
    });
  }

  /**
   * Weighs lateness and staying unplanned so many times their price. Costs of the routes of `answer` are brought up to
   * date, so that a search can go on from it.
   */
  setLateTimes(times: number, answer?: FlowResult): void {
    if (times === this.lateTimes) return;
    const { timed, flow } = this.compiled.problem;
    const { commodities } = flow;
    this.lateTimes = times;
    for (let k = 0; k < commodities.count; k++) {
      this.addLateness(answer, k, -1);
      timed.latePerDay[k] = Math.min(LATE_TICKS_MAX, this.latePerDayAsIs[k] * times);
      this.addLateness(answer, k, 1);
      const { carriage } = outsideOfCommodity(this.world.workspace, this.compiled.commodities, k);
      const { spotLateDays } = this.compiled.commodities.termsList[this.compiled.commodities.terms[k]];
      const weighed = carriage === 'none' ? this.outsideCostAsIs[k] : spotLateDays * this.latePerDayAsIs[k];
      commodities.outsideCost[k] = Math.min(BLOCKED - 1, this.outsideCostAsIs[k] + (times - 1) * weighed);
      this.finder.forget(k);
    }
  }

  /** Raises what some resources hold to `times` of what it is; all others are as they are. */
  setCapacities(raised: readonly number[], times: number): void {
    const { capacity } = this.compiled.problem.flow.resources;
    capacity.set(this.capacityAsIs);
    for (const resource of raised) capacity[resource] = Math.floor(this.capacityAsIs[resource] * times + 1e-6);
  }

  /** Searches from an earlier answer at more demand, or anew. */
  async solve({ gap, seconds, signal }: SearchLimits, from: FlowResult | undefined): Promise<FlowResult> {
    const endMs = performance.now() + seconds * 1000;
    const secondsLeft = (): number => (endMs - performance.now()) / 1000;
    return priceDirectedFlow(this.compiled.problem.flow, this.finder, {
      gap,
      roundsMax: ROUNDS_MAX,
      stop: () => signal.aborted || secondsLeft() <= 0,
      secondsLeft,
      onRound: () => undefined,
      from,
    });
  }

  /** What becomes of all parcels in an answer. O(routes + shipments). */
  tally(answer: FlowResult): Tally {
    const { problem, commodities, ticksPerMinor } = this.compiled;
    const { timed, flow } = problem;
    const sum = { parcels: 0, onTime: 0, late: 0, unplanned: 0, spot: 0, cost: 0 };
    let ticks = 0;
    for (let e = 0; e < flow.extensions.count; e++) ticks += answer.best.runs[e] * flow.extensions.cost[e];
    for (let k = 0; k < commodities.count; k++) {
      for (let route = answer.pool.head[k]; route !== NONE; route = answer.pool.next[route]) {
        const units = answer.best.units[route] ?? 0;
        if (units < 0.5) continue;
        const deliveredSec = this.deliveredSec(answer, route);
        const lateness = lateTicks(timed, k, deliveredSec);
        const weight = lateness === 0 ? 1 : timed.latePerDay[k] / this.latePerDayAsIs[k];
        ticks += units * (answer.pool.cost[route] - lateness * (1 - 1 / weight));
        if (deliveredSec <= timed.dueSec[k]) sum.onTime += units;
        else sum.late += units;
      }
      const outside = answer.best.outside[k];
      if (outside > 0) {
        ticks += outside * this.outsideCostAsIs[k];
        const { spotLateDays } = commodities.termsList[commodities.terms[k]];
        const { carriage } = outsideOfCommodity(this.world.workspace, commodities, k);
        countOutside(sum, outside, carriage, spotLateDays > 0);
      }
    }
    sum.cost = ticks / ticksPerMinor;
    this.tallyWithoutRoute(sum);
    sum.parcels = sum.onTime + sum.late + sum.unplanned;
    return sum;
  }

  /** Load of every resource in an answer, in its own units, shape [resource]. */
  loads(answer: FlowResult): Float64Array {
    const { resources, commodities } = this.compiled.problem.flow;
    const load = new Float64Array(resources.count);
    for (let k = 0; k < commodities.count; k++) {
      const row = commodities.useClass[k] * resources.kindCount;
      for (let route = answer.pool.head[k]; route !== NONE; route = answer.pool.next[route]) {
        const units = answer.best.units[route] ?? 0;
        if (units < 0.5) continue;
        for (let u = answer.pool.firstUse[route]; u < answer.pool.firstUse[route + 1]; u++) {
          const resource = answer.pool.uses[u];
          load[resource] = load[resource] + units * resources.amount[row + resources.kind[resource]];
        }
      }
    }
    return load;
  }

  async close(): Promise<void> {
    await this.finder.close();
  }

  /** Adds what lateness costs, or takes it off, to the costs of a commodity's routes. */
  private addLateness(answer: FlowResult | undefined, commodity: number, sign: 1 | -1): void {
    if (answer === undefined) return;
    const { pool } = answer;
    for (let route = pool.head[commodity]; route !== NONE; route = pool.next[route]) {
      const lateness = lateTicks(this.compiled.problem.timed, commodity, this.deliveredSec(answer, route));
      pool.cost[route] = pool.cost[route] + sign * lateness;
    }
  }

  /** When a route delivers: its first move is the delivery. */
  private deliveredSec({ pool }: FlowResult, route: number): number {
    const { timed } = this.compiled.problem;
    return timed.optionSec[pool.moves[pool.firstMove[route]] - timed.graph.itemCount];
  }

  /** Parcels that no route could ever take. */
  private tallyWithoutRoute(sum: Mutable<Tally>): void {
    const { workspace, shipments } = this.world;
    const { classes, demand } = this.compiled;
    for (let i = 0; i < shipments.count; i++) {
      if (this.commodityOf(i) !== NONE) continue;
      const row = i * this.copiesMost;
      const outside = outsideCarriage(workspace, shipments, i, classes.band[row], demand.dueSec[row]);
      const late = outside.arriveSec === UNREACHED || outside.arriveSec > demand.dueSec[row];
      sum.cost += this.copies[i] * outside.cost;
      countOutside(sum, this.copies[i], outside.carriage, late);
    }
  }

  /** Commodity of a shipment of the world: that of its first copy. */
  private commodityOf(shipment: number): number {
    return this.compiled.commodities.ofShipment[shipment * this.copiesMost];
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const EVERYTHING = { party: undefined, product: undefined, from: [], to: [], days: undefined } as const;
const ROUNDS_MAX = 400;
const LATE_TICKS_MAX = Math.floor(BLOCKED / 64); // as in the problem: labels hold sixty-four days of it

function countOutside(sum: Mutable<Tally>, parcels: number, carriage: 'spot' | 'none', late: boolean): void {
  if (carriage === 'none') {
    sum.unplanned += parcels;
    return;
  }
  sum.spot += parcels;
  if (late) sum.late += parcels;
  else sum.onTime += parcels;
}
