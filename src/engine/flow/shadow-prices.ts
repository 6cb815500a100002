import { NONE } from '../../base/none.js';
import { ActiveResources } from './contest.js';
import type { FlowProblem } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';
import type { PriceState } from './price-state.js';

/**
 * Multipliers and penalties of the augmented Lagrangian, for the resources that could be full, and how many runs of
 * each extension the flows are worth. The price that a commodity sees is `max(0, multiplier + penalty x excess)`.
 */
export class ShadowPrices {
  readonly active: ActiveResources;
  readonly state: PriceState;
  readonly multiplier: Float64Array; // [resource]
  readonly runs: Float64Array; // [extension] fractional
  readonly penaltyBase: Float64Array; // [resource] price per unit of load at scale 1
  private readonly problem: FlowProblem;
  private readonly pool: RoutePool;
  private readonly room: Float64Array; // [resource] its capacity, or a mean unit's use where it has less
  private penaltyScale = 0;

  constructor(problem: FlowProblem, pool: RoutePool) {
    this.problem = problem;
    this.pool = pool;
    const { count, amount } = problem.resources;
    this.active = new ActiveResources(count);
    this.state = {
      raw: new Float64Array(count),
      penalty: new Float64Array(count),
      kind: new Uint8Array(count),
      amount,
    };
    this.multiplier = new Float64Array(count);
    this.runs = new Float64Array(problem.extensions.count);
    this.penaltyBase = new Float64Array(count);
    this.room = new Float64Array(count);
  }

  /** A penalty of a mean unit's cost where a resource carries twice its capacity. */
  scalePenalties(meanCost: number): void {
    const { commodities, resources } = this.problem;
    const { kindCount, amount, kind, capacity } = resources;
    const meanAmount = new Float64Array(kindCount);
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      const demand = commodities.demand[k];
      const row = commodities.useClass[k] * kindCount;
      units += demand;
      for (let j = 0; j < kindCount; j++) {
        meanAmount[j] = meanAmount[j] + demand * amount[row + j];
      }
    }
    for (let r = 0; r < resources.count; r++) {
      const mean = Math.max(1e-9, meanAmount[kind[r]] / Math.max(1, units));
      const room = Math.max(capacity[r], mean);
      this.room[r] = room;
      this.penaltyBase[r] = Math.max(meanCost, 1e-9) / (room * mean);
    }
  }

  /** Sets penalties to their base times a scale, and prices to what the loads make of them. */
  setPenalties(scale: number): void {
    this.penaltyScale = scale;
    const { possibleLoad } = this.pool;
    const { capacity } = this.problem.resources;
    for (let r = 0; r < capacity.length; r++) {
      if (possibleLoad[r] > capacity[r]) this.active.join(r);
    }
    for (let i = 0; i < this.active.count; i++) this.setPenalty(i);
    this.eachAdded((e, i, added) => {
      const { raw, penalty } = this.state;
      raw[i] = raw[i] - penalty[i] * added * this.runs[e];
    });
  }

  private setPenalty(index: number): void {
    const { state, problem, pool, active } = this;
    const r = active.resource[index];
    const penalty = this.penaltyBase[r] * this.penaltyScale;
    const excess = pool.load[r] - problem.resources.capacity[r];
    state.penalty[index] = penalty;
    state.kind[index] = problem.resources.kind[r];
    state.raw[index] = this.multiplier[r] + penalty * excess;
  }

  /** Lets a resource take part if it could be full by now. */
  joinIfScarce(r: number): void {
    const { active, pool, problem } = this;
    if (active.indexOf[r] !== NONE || pool.possibleLoad[r] <= problem.resources.capacity[r]) return;
    this.setPenalty(active.join(r));
  }

  /** The prices that commodities see, into a column by resource. */
  readPrices(prices: Float64Array): void {
    const { active, state } = this;
    for (let i = 0; i < active.count; i++) prices[active.resource[i]] = Math.max(0, state.raw[i]);
  }

  /** Makes the prices that commodities see the multipliers. */
  adoptPrices(): void {
    this.readPrices(this.multiplier);
  }

  /** One Newton step on the fractional runs of every extension at the current prices. */
  adjustRuns(): void {
    const { extensions } = this.problem;
    const { state } = this;
    if (extensions.count === 0) return;
    const worth = new Float64Array(extensions.count);
    const curvature = new Float64Array(extensions.count);
    this.eachAdded((e, i, added) => {
      worth[e] = worth[e] + Math.max(0, state.raw[i]) * added;
      curvature[e] = curvature[e] + state.penalty[i] * added * added;
    });
    const step = new Float64Array(extensions.count);
    for (let e = 0; e < extensions.count; e++) {
      if (curvature[e] === 0) continue;
      const wanted = this.runs[e] + (worth[e] - extensions.cost[e]) / curvature[e];
      const runs = Math.min(extensions.runsMax[e], Math.max(0, wanted));
      step[e] = runs - this.runs[e];
      this.runs[e] = runs;
    }
    this.eachAdded((e, i, added) => {
      state.raw[i] = state.raw[i] - state.penalty[i] * added * step[e];
    });
  }

  /** Visits what every extension adds to active resources. */
  private eachAdded(visit: (extension: number, activeIndex: number, added: number) => void): void {
    const { extensions } = this.problem;
    for (let e = 0; e < extensions.count; e++) {
      for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
        const index = this.active.indexOf[extensions.resource[i]];
        if (index >= 0) visit(e, index, extensions.added[i]);
      }
    }
  }

  /** Multipliers follow the violation by a step of it, at most one room's worth; `raw` moves with them. */
  updateMultipliers(step: number): void {
    const { active, multiplier, state } = this;
    for (let i = 0; i < active.count; i++) {
      const r = active.resource[i];
      const before = multiplier[r];
      const penalty = state.penalty[i];
      const excess = (state.raw[i] - before) / penalty;
      const limited = Math.min(excess, this.room[r]);
      const after = Math.max(0, before + step * penalty * limited);
      multiplier[r] = after;
      state.raw[i] = state.raw[i] + after - before;
    }
  }
}
