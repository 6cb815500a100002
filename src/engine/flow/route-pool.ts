import { NONE } from '../../base/none.js';
import type { FlowProblem } from './flow-problem.js';

/** Value of `RoutePool.idle` of a route that takes no part in sharing until it is found again. */
export const RETIRED = 2;

/**
 * Every route found so far, grouped by commodity as linked lists, with the flow each carries. Routes are only added.
 * A route's moves are `moves[firstMove[r] .. firstMove[r] + moveCount[r]]`, and the resources that they use are
 * `uses[firstUse[r] .. firstUse[r + 1]]`.
 */
export class RoutePool {
  count = 0;
  /** Resources under the flows as they stand; kept up to date by `setFlow`. */
  readonly load: Float64Array; // [resource]
  /** What resources would carry if every commodity took each of its routes in full. */
  readonly possibleLoad: Float64Array; // [resource]
  private readonly problem: FlowProblem;
  firstUse: Uint32Array; // [route + 1]
  uses: Uint32Array; // resource
  head: Int32Array; // [commodity] newest route, or NONE
  next: Int32Array; // [route] older route of the same commodity, or NONE
  cost: Float64Array; // [route] per unit, without prices
  flow: Float64Array; // [route] units
  firstMove: Uint32Array; // [route]
  moveCount: Uint16Array; // [route]
  hash: Int32Array; // [route]
  idle: Uint8Array; // [route] sharings in a row that left it without flow; RETIRED: out of the next ones
  moves: Uint32Array;
  outside: Float64Array; // [commodity] units that take no route
  private movesUsed = 0;

  constructor(problem: FlowProblem) {
    this.problem = problem;
    const commodityCount = problem.commodities.count;
    this.load = new Float64Array(problem.resources.count);
    this.possibleLoad = new Float64Array(problem.resources.count);
    const routes = Math.max(1024, commodityCount * 2);
    this.head = new Int32Array(commodityCount).fill(NONE);
    this.next = new Int32Array(routes);
    this.cost = new Float64Array(routes);
    this.flow = new Float64Array(routes);
    this.firstMove = new Uint32Array(routes);
    this.moveCount = new Uint16Array(routes);
    this.hash = new Int32Array(routes);
    this.idle = new Uint8Array(routes);
    this.moves = new Uint32Array(routes * 6);
    this.firstUse = new Uint32Array(routes + 1);
    this.uses = new Uint32Array(routes * 8);
    this.outside = new Float64Array(commodityCount);
  }

  /** Adds a route unless the commodity has it already, retired or not; its index either way. */
  add(commodity: number, cost: number, moves: Uint32Array, length: number): number {
    const hash = hashMoves(moves, length);
    for (let route = this.head[commodity]; route !== NONE; route = this.next[route]) {
      if (this.hash[route] !== hash || !this.sameMoves(route, moves, length)) continue;
      this.idle[route] = 0;
      return route;
    }
    if (this.count === this.cost.length) this.growRoutes();
    while (this.movesUsed + length > this.moves.length) this.moves = grown(this.moves);
    const route = this.count++;
    this.next[route] = this.head[commodity];
    this.head[commodity] = route;
    this.cost[route] = cost;
    this.flow[route] = 0;
    this.hash[route] = hash;
    this.firstMove[route] = this.movesUsed;
    this.moveCount[route] = length;
    for (let i = 0; i < length; i++) this.moves[this.movesUsed++] = moves[i];
    this.addUses(commodity, route, moves, length);
    return route;
  }

  private addUses(commodity: number, route: number, moves: Uint32Array, length: number): void {
    const { firstUse, uses, commodities, resources } = this.problem;
    const { amount, kind, kindCount } = resources;
    const row = commodities.useClass[commodity] * kindCount;
    const demand = commodities.demand[commodity];
    let end = this.firstUse[route];
    for (let i = 0; i < length; i++) {
      const move = moves[i];
      const moveEnd = firstUse[move + 1];
      for (let u = firstUse[move]; u < moveEnd; u++) {
        const r = uses[u];
        const a = amount[row + kind[r]];
        if (a === 0) continue;
        if (end === this.uses.length) this.uses = grown(this.uses);
        this.uses[end++] = r;
        this.possibleLoad[r] = this.possibleLoad[r] + demand * a;
      }
    }
    this.firstUse[route + 1] = end;
  }

  /** Sets the flow of a commodity's route and keeps the loads up to date. */
  setFlow(commodity: number, route: number, flow: number): void {
    const change = flow - this.flow[route];
    if (change === 0) return;
    this.flow[route] = flow;
    const { commodities, resources } = this.problem;
    const { amount, kind, kindCount } = resources;
    const row = commodities.useClass[commodity] * kindCount;
    const end = this.firstUse[route + 1];
    for (let u = this.firstUse[route]; u < end; u++) {
      const r = this.uses[u];
      this.load[r] = this.load[r] + change * amount[row + kind[r]];
    }
  }

  /** What the flows cost as they stand, without prices and runs; below any plan's cost where they overfill something. */
  flowCost(): number {
    const { count, outsideCost } = this.problem.commodities;
    let sum = 0;
    for (let route = 0; route < this.count; route++) {
      if (this.flow[route] > 0) sum += this.flow[route] * this.cost[route];
    }
    for (let k = 0; k < count; k++) {
      if (this.outside[k] > 0) sum += this.outside[k] * outsideCost[k];
    }
    return sum;
  }

  /** Takes routes out of a commodity's list where `isGone` says so; their flow goes outside. True when any went. */
  withdraw(commodity: number, isGone: (moves: Uint32Array) => boolean): boolean {
    let any = false;
    let before: number = NONE;
    for (let route = this.head[commodity]; route !== NONE;) {
      const next = this.next[route];
      const first = this.firstMove[route];
      if (isGone(this.moves.subarray(first, first + this.moveCount[route]))) {
        this.outside[commodity] = this.outside[commodity] + this.flow[route];
        this.setFlow(commodity, route, 0);
        if (before === NONE) this.head[commodity] = next;
        else this.next[before] = next;
        any = true;
      } else before = route;
      route = next;
    }
    return any;
  }

  /** Makes flows and what is outside add up to the demand as it is now. */
  fitDemand(commodity: number): void {
    let missing = this.problem.commodities.demand[commodity] - this.outside[commodity];
    for (let route = this.head[commodity]; route !== NONE; route = this.next[route]) {
      missing -= this.flow[route];
    }
    if (missing !== 0) this.addPossible(commodity, missing);
    const outside = this.outside[commodity] + missing;
    this.outside[commodity] = Math.max(0, outside);
    let surplus = Math.max(0, -outside);
    for (let route = this.head[commodity]; route !== NONE && surplus > 0;) {
      const cut = Math.min(surplus, this.flow[route]);
      this.setFlow(commodity, route, this.flow[route] - cut);
      surplus -= cut;
      route = this.next[route];
    }
  }

  /** Tells all resources of a commodity's routes that its demand is another. */
  private addPossible(commodity: number, change: number): void {
    const { commodities, resources } = this.problem;
    const { amount, kind, kindCount } = resources;
    const row = commodities.useClass[commodity] * kindCount;
    for (let route = this.head[commodity]; route !== NONE; route = this.next[route]) {
      for (let u = this.firstUse[route]; u < this.firstUse[route + 1]; u++) {
        const r = this.uses[u];
        this.possibleLoad[r] = this.possibleLoad[r] + change * amount[row + kind[r]];
      }
    }
  }

  private sameMoves(route: number, moves: Uint32Array, length: number): boolean {
    if (this.moveCount[route] !== length) return false;
    const first = this.firstMove[route];
    for (let i = 0; i < length; i++) if (this.moves[first + i] !== moves[i]) return false;
    return true;
  }

  private growRoutes(): void {
    this.next = grown(this.next);
    this.cost = grown(this.cost);
    this.flow = grown(this.flow);
    this.firstMove = grown(this.firstMove);
    this.moveCount = grown(this.moveCount);
    this.hash = grown(this.hash);
    this.idle = grown(this.idle);
    const firstUse = new Uint32Array(this.cost.length + 1);
    firstUse.set(this.firstUse);
    this.firstUse = firstUse;
  }
}

/** Order-dependent hash of a list of moves (multiply by 31 and add, as in Java's List.hashCode). */
export function hashMoves(moves: Uint32Array, length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) hash = (Math.imul(hash, 31) + moves[i]) | 0;
  return hash;
}

type Column = Int32Array | Uint8Array | Uint32Array | Uint16Array | Float64Array;

function grown<T extends Column>(column: T): T {
  const larger = new (column.constructor as new (length: number) => T)(Math.ceil(column.length * 1.6) + 16);
  larger.set(column);
  return larger;
}
