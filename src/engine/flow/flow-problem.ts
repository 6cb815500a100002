/**
 * A multicommodity flow problem as the master sees it: commodities choose among routes, a route is a list of *moves*,
 * and moves use resources. Where routes come from is the business of a `RouteFinder`.
 */
export interface FlowProblem {
  readonly commodities: Commodities;
  readonly resources: Resources;
  /** Resources that move `m` uses are `uses[firstUse[m] .. firstUse[m + 1]]`. */
  readonly firstUse: Uint32Array; // [moveCount + 1]
  readonly uses: Uint32Array; // resource
  readonly extensions: Extensions;
  /** True when only whole units of demand may be routed. */
  readonly whole: boolean;
}

/** Columns of length `count`. Money is in the problem's own unit throughout. */
export interface Commodities {
  readonly count: number;
  readonly demand: Float64Array; // units (parcels)
  readonly useClass: Uint32Array; // row of Resources.amount
  readonly outsideCost: Float64Array; // per unit that takes no route; Infinity when it must
}

/** What is scarce. Columns of length `count`. */
export interface Resources {
  readonly count: number;
  readonly capacity: Float64Array;
  readonly kind: Uint8Array; // column of `amount`
  readonly kindCount: number;
  /** [classCount * kindCount] what one unit of a class uses of a resource of a kind; 0 where it does not count. */
  readonly amount: Float64Array;
}

/**
 * Capacity that can be bought in whole runs: each run of extension `e` costs `cost[e]` and adds `added[i]` to resource
 * `resource[i]` for `i` in `first[e] .. first[e + 1]`.
 */
export interface Extensions {
  readonly count: number;
  readonly cost: Float64Array;
  readonly runsMax: Float64Array;
  readonly first: Uint32Array; // [count + 1]
  readonly resource: Uint32Array;
  readonly added: Float64Array;
}

export const NO_EXTENSIONS: Extensions = {
  count: 0,
  cost: new Float64Array(0),
  runsMax: new Float64Array(0),
  first: new Uint32Array(1),
  resource: new Uint32Array(0),
  added: new Float64Array(0),
};

/** Receives the cheapest route of a commodity: cost per unit without prices, and its moves in `moves[0 .. length]`. */
export type RouteSink = (commodity: number, cost: number, moves: Uint32Array, length: number) => void;

/** Finds cheapest routes; the timetable scan and Dijkstra's algorithm both are one. */
export interface RouteFinder {
  /** Commodities fall into parts that can be priced apart: part `p` is `parts[p] .. parts[p + 1]`. */
  readonly parts: Uint32Array;
  /**
   * For every commodity of the parts `firstPart .. endPart` a lower bound on the cost of its cheapest route at these
   * resource prices, into `cheapest` (Infinity when it has none), and the route itself to the sink unless it was handed
   * out lately. False when `stop` cut it short: then some of `cheapest` is as it was.
   */
  price(request: PriceRequest): Promise<boolean>;
  /** Some of a commodity's routes were withdrawn: they are handed out again when they are cheapest again. */
  forget(commodity: number): void;
  /** True when a commodity's route takes a move that it may not take any more. */
  isBlocked(commodity: number, moves: Uint32Array): boolean;
  /**
   * Cheapest routes of the given commodities (ascending) over moves that still have room for one unit. `take` routes
   * what it can and answers how many units are still left; a commodity is tried again while some are and room remains.
   * Ends early when `stop` says so, which is asked before every search.
   */
  insert(room: Room, commodities: Uint32Array, take: TakeRoute, stop: () => boolean): void;
}

export interface PriceRequest {
  readonly prices: Float64Array; // [resource]
  readonly cheapest: Float64Array; // [commodity] out
  readonly firstPart: number;
  readonly endPart: number;
  readonly sink: RouteSink;
  /** [resource] price per unit above capacity: where a source's own demand exceeds it, more routes are handed out. */
  readonly spread?: Float64Array | undefined;
  /** Work of the caller's, to do in its thread before it prices: where other threads price too, these begin first. */
  readonly meanwhile?: (() => void) | undefined;
  /** Asked at least once a source; true ends the pricing. */
  readonly stop: () => boolean;
}

export type TakeRoute = (commodity: number, cost: number, moves: Uint32Array, length: number) => number;

/** What is left of each resource while whole parcels are placed. */
export interface Room {
  readonly left: Float64Array; // [resource]
  /** Resources whose room fell below some class's amount since it was last asked; the finder empties it. */
  readonly tight: number[];
}

/** Sum over resources of price times what one unit of a class uses, along moves. */
export function routePrice(
  problem: FlowProblem,
  useClass: number,
  moves: Uint32Array,
  length: number,
  prices: Float64Array,
): number {
  const { firstUse, uses, resources } = problem;
  const row = useClass * resources.kindCount;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    const move = moves[i];
    for (let u = firstUse[move]; u < firstUse[move + 1]; u++) {
      const resource = uses[u];
      sum += prices[resource] * resources.amount[row + resources.kind[resource]];
    }
  }
  return sum;
}
