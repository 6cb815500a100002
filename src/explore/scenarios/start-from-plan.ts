import { NONE } from '../../base/none.js';
import { STEP_KINDS, type Certificate, type Plan } from '../../domain/plan.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import { RoutePool } from '../../engine/flow/route-pool.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import { lateTicks } from '../../engine/timed/timed-demand.js';
import type { Compiled } from '../../planner/compile/compile.js';
import { PartMoves } from './part-moves.js';

const DELIVER = STEP_KINDS.indexOf('deliver');

/** A plan to start from, with its prices. */
export interface StartPlan {
  readonly plan: Pick<Plan, 'parts' | 'linehaul' | 'lastMile' | 'openedRuns'>;
  readonly certificate: Certificate;
}

/** Share of the plan's routes that must still be possible; with fewer, starting anew was quicker. */
const PLACED_LEAST = 0.9;
const ENOUGH_TO_JUDGE = 50_000; // parcels

/**
 * Where a search stands that knows the routes and prices of another plan: of the same parcels in a world that differs in
 * clauses or network. Routes that are not possible any more are left out, and their parcels start outside; with too many of
 * those the search had better start anew, and there is nothing to start from. O(shipments x options + steps of parts).
 */
export function startFromPlan(compiled: Compiled, { plan, certificate }: StartPlan): FlowResult | undefined {
  const { problem, commodities } = compiled;
  const pool = new RoutePool(problem.flow);
  const routes = new StartRoutes(compiled, plan, pool);
  // Parcels are counted first, because setting a flow adds it to every load along the route.
  let units = new Float64Array(commodities.count * 2);
  let [routed, placed] = [0, 0];
  for (let i = 0; i < commodities.ofShipment.length; i++) {
    const k = commodities.ofShipment[i];
    if (k === NONE) continue;
    if (plan.lastMile[i] === NONE) continue;
    if (routed++ === ENOUGH_TO_JUDGE && placed < routed * PLACED_LEAST) return undefined;
    const route = routes.routeOf(i, k);
    if (route === NONE) continue;
    placed++;
    if (route >= units.length) units = lengthened(units);
    units[route] = units[route] + 1;
  }
  if (placed < routed * PLACED_LEAST) return undefined;
  for (let k = 0; k < commodities.count; k++) {
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) pool.setFlow(k, route, units[route]);
  }
  const prices = pricesOf(compiled, certificate);
  return {
    best: {
      cost: Infinity,
      units: new Float64Array(0),
      outside: new Float64Array(0),
      runs: new Float64Array(problem.flow.extensions.count),
    },
    pool,
    bound: 0,
    prices,
    multipliers: prices.slice(),
    fractionalRuns: runsOf(compiled, plan.openedRuns),
    rounds: [],
  };
}

function lengthened(column: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(column.length * 2 + 16);
  longer.set(column);
  return longer;
}

/** A certificate's prices in ticks, shape [resource]. */
function pricesOf({ keys, resourceKeys, ticksPerMinor }: Compiled, { resources, prices }: Certificate): Float64Array {
  const byName = new Map(resources.map((name, index) => [name, prices[index]]));
  return Float64Array.from(resourceKeys, (key) => (byName.get(keys.name(key)) ?? 0) * ticksPerMinor);
}

function runsOf({ departures }: Compiled, opened: Plan['openedRuns']): Float64Array {
  return Float64Array.from(
    departures,
    ({ option, day }) => opened.find((one) => one.option === option && one.day === day)?.runs ?? 0,
  );
}

/** Routes of a plan as routes of a problem. */
class StartRoutes {
  private readonly compiled: Compiled;
  private readonly plan: StartPlan['plan'];
  private readonly pool: RoutePool;
  private readonly parts: PartMoves;
  private readonly taskOf: Uint32Array; // [commodity]
  /** Of the shipment before, by commodity: most of a commodity's parcels go one way. */
  private readonly lastLinehaul: Int32Array;
  private readonly lastOption: Int32Array;
  private readonly lastRoute: Int32Array;
  private readonly moves = new Uint32Array(1 << 12);

  constructor(compiled: Compiled, plan: StartPlan['plan'], pool: RoutePool) {
    this.compiled = compiled;
    this.plan = plan;
    this.pool = pool;
    this.parts = new PartMoves(compiled, plan.parts);
    const { count } = compiled.commodities;
    const { taskCount, firstCommodity } = compiled.problem.timed;
    this.taskOf = new Uint32Array(count);
    for (let task = 0; task < taskCount; task++) this.taskOf.fill(task, firstCommodity[task], firstCommodity[task + 1]);
    this.lastLinehaul = new Int32Array(count).fill(NONE);
    this.lastOption = new Int32Array(count).fill(NONE);
    this.lastRoute = new Int32Array(count).fill(NONE);
  }

  /** Route of the pool that a shipment of a commodity takes when it goes as in the plan, or NONE. */
  routeOf(shipment: number, k: number): number {
    const { plan } = this;
    const lastMile = plan.lastMile[shipment];
    if (lastMile === NONE) return NONE;
    const option = this.optionOf(shipment, lastMile, k);
    if (option === NONE) return NONE;
    const linehaul = plan.linehaul[shipment];
    if (this.lastOption[k] === option && this.lastLinehaul[k] === linehaul) return this.lastRoute[k];
    this.lastOption[k] = option;
    this.lastLinehaul[k] = linehaul;
    this.lastRoute[k] = this.add(k, linehaul, option);
    return this.lastRoute[k];
  }

  /** Option of the problem that delivers as a last mile of the plan does, or NONE when there is none such any more. */
  private optionOf(shipment: number, lastMile: number, k: number): number {
    const { parts } = this.plan;
    const { destinations, demand, commodities, problem } = this.compiled;
    const step = parts.firstStep[lastMile + 1] - 1;
    if (parts.stepKind[step] !== DELIVER) return NONE;
    const [row, day] = [parts.stepWhat[step], parts.stepDay[step]];
    const destination = demand.destination[shipment];
    const first = destinations.first[destination];
    const end = destinations.first[destination + 1];
    for (let at = first; at < end; at++) {
      const option = destinations.option[at];
      if (destinations.options.row[option] !== row || destinations.options.day[option] !== day) continue;
      return problem.timed.firstOption[commodities.destination[k]] + at - first;
    }
    return NONE;
  }

  /** Adds a route to the pool; NONE when it does not hold together or may not be taken. */
  private add(k: number, linehaul: number, option: number): number {
    const { timed, flow } = this.compiled.problem;
    const { graph, lanes, groupCount } = timed;
    const source = timed.taskSource[this.taskOf[k]];
    const items = linehaul === NONE ? [] : this.parts.itemsOf(linehaul);
    if (items === undefined) return NONE;
    const useClass = flow.commodities.useClass[k];
    const rate = timed.rateCost[timed.optionRate[option] * groupCount * lanes + useClass];
    if (rate >= BLOCKED) return NONE;
    const base = timed.baseCost[Math.floor(useClass / lanes)];
    const lane = timed.lane[k];
    let cost = rate + lateTicks(timed, k, timed.optionSec[option]);
    let length = 0;
    this.moves[length++] = graph.itemCount + option;
    for (let i = items.length - 1; i >= 0; i--) {
      const ticks = base[items[i] * lanes + lane];
      if (ticks >= BLOCKED || length === this.moves.length) return NONE;
      cost += ticks;
      this.moves[length++] = items[i];
    }
    const last = items.length === 0 ? source : items[items.length - 1];
    if (!this.parts.reaches(last, timed.optionItem[option])) return NONE;
    if (items.length > 0 && !this.parts.boards(source, items[0])) return NONE;
    return this.pool.add(k, cost, this.moves, length);
  }
}
