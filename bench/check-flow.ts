import { assert } from '#interline/base/assert.js';
import { NONE } from '#interline/base/none.js';
import type { FlowResult } from '#interline/engine/flow/price-directed-flow.js';
import type { TimedProblem } from '#interline/engine/timed/timed-demand.js';

/** Rounding of sums over millions of parcels, as a share of them. */
const TOLERANCE = 1e-9;

/**
 * Everything that is wrong with an answer to a world of one class of parcels in which none stays aboard; empty when it
 * holds. Replays every route that carries parcels, adds up parcels, loads and cost, and recomputes the bound from the
 * prices alone (docs/model.md section 9), in code that shares nothing with the solver.
 */
export function checkFlow(problem: TimedProblem, answer: FlowResult): string[] {
  const { lanes, groupCount } = problem.timed;
  assert(lanes === 1 && groupCount === 1, 'only worlds of one class of parcels are checked');
  const faults = checkParcels(problem, answer);
  const proven = boundOf(problem, answer.prices);
  if (answer.bound > proven * (1 + TOLERANCE)) faults.push(`bound ${answer.bound}, but the prices prove ${proven}`);
  return faults;
}

function checkParcels(problem: TimedProblem, { best, pool }: FlowResult): string[] {
  const { commodities, resources } = problem.flow;
  const faults: string[] = [];
  const loads = new Float64Array(resources.count);
  const taskOf = tasksOf(problem);
  let cost = 0;
  for (let k = 0; k < commodities.count; k++) {
    let placed = best.outside[k];
    cost += placed * commodities.outsideCost[k];
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      const units = best.units[route] ?? 0;
      if (units === 0) continue;
      if (units < 0 || !Number.isInteger(units)) faults.push(`route ${route} carries ${units} parcels`);
      const first = pool.firstMove[route];
      const moves = pool.moves.slice(first, first + pool.moveCount[route]).sort();
      if (!isWay(problem, taskOf[k], k, moves)) faults.push(`route ${route} is no way for its parcels`);
      placed += units;
      cost += units * costOf(problem, k, moves);
      addLoads(problem, moves, units, loads);
    }
    if (placed !== commodities.demand[k])
      faults.push(`${placed} of ${commodities.demand[k]} parcels of ${k} are placed`);
  }
  const overfull = loads.findIndex((load, r) => load > resources.capacity[r]);
  if (overfull >= 0) faults.push(`resource ${overfull} carries ${loads[overfull]} of ${resources.capacity[overfull]}`);
  if (Math.abs(cost - best.cost) > TOLERANCE * cost) faults.push(`cost ${best.cost}, but its parcels cost ${cost}`);
  return faults;
}

function tasksOf({ flow, timed }: TimedProblem): Uint32Array {
  const taskOf = new Uint32Array(flow.commodities.count);
  for (let task = 0; task < timed.taskCount; task++) {
    taskOf.fill(task, timed.firstCommodity[task], timed.firstCommodity[task + 1]);
  }
  return taskOf;
}

/** Whether moves, in time order, lead from where a commodity starts to a delivery at its destination. */
function isWay({ timed }: TimedProblem, task: number, commodity: number, moves: Uint32Array): boolean {
  const { graph, taskSource, firstOption, optionItem, destination } = timed;
  let item = taskSource[task];
  const canWaitFor = (later: number): boolean => later >= item && graph.placeOf[later] === graph.placeOf[item];
  for (const move of moves.subarray(0, -1)) {
    if (!canWaitFor(graph.ride[move])) return false;
    item = move;
  }
  const option = (moves.at(-1) ?? 0) - graph.itemCount;
  const d = destination[commodity];
  const delivers = option >= firstOption[d] && option < firstOption[d + 1];
  return delivers && canWaitFor(optionItem[option]);
}

function costOf({ timed }: TimedProblem, commodity: number, moves: Uint32Array): number {
  const ridden = moves.subarray(0, -1).reduce((sum, item) => sum + timed.baseCost[0]?.[item], 0);
  return ridden + deliveryTicks(timed, commodity, (moves.at(-1) as number) - timed.graph.itemCount);
}

/** Ticks of a delivery and its lateness, without prices. */
export function deliveryTicks(timed: TimedProblem['timed'], commodity: number, option: number): number {
  const lateSec = timed.optionSec[option] - timed.dueSec[commodity];
  const lateDays = Math.max(0, Math.ceil(lateSec / 86400));
  return timed.rateCost[timed.optionRate[option]] + lateDays * timed.latePerDay[commodity];
}

function addLoads({ flow }: TimedProblem, moves: Uint32Array, units: number, loads: Float64Array): void {
  for (const move of moves) visitUses(flow, move, (r, amount) => (loads[r] = loads[r] + units * amount));
}

/** Resources that a move uses, and how much of each one parcel does. */
export function visitUses(
  flow: TimedProblem['flow'],
  move: number,
  visit: (resource: number, amount: number) => void,
): void {
  const { firstUse, uses, resources } = flow;
  for (let u = firstUse[move]; u < firstUse[move + 1]; u++) {
    const r = uses[u];
    visit(r, resources.amount[resources.kind[r]]);
  }
}

/** What prices prove: the cheapest way of every parcel at these prices, less what the capacities are worth. */
function boundOf({ flow, timed }: TimedProblem, prices: Float64Array): number {
  const { graph } = timed;
  const priced = Float64Array.from(flow.firstUse.subarray(1), (_, move) => {
    let ticks = timed.baseCost[0][move] ?? 0;
    visitUses(flow, move, (r, amount) => (ticks += amount * prices[r]));
    return ticks;
  });
  let bound = 0;
  const label = new Float64Array(graph.itemCount);
  for (let task = 0; task < timed.taskCount; task++) {
    const source = timed.taskSource[task];
    label.fill(Infinity, 0, source);
    label[source] = 0;
    for (let item = source + 1; item < graph.itemCount; item++) {
      const ride = label[graph.ride[item]] + priced[item];
      const wait = label[graph.wait[item]];
      label[item] = ride < wait ? ride : wait;
    }
    for (let k = timed.firstCommodity[task]; k < timed.firstCommodity[task + 1]; k++) {
      let cheapest = flow.commodities.outsideCost[k];
      const d = timed.destination[k];
      for (let option = timed.firstOption[d]; option < timed.firstOption[d + 1]; option++) {
        const delivery = deliveryTicks(timed, k, option) + priced[graph.itemCount + option];
        cheapest = Math.min(cheapest, label[timed.optionItem[option]] + delivery);
      }
      bound += cheapest * flow.commodities.demand[k];
    }
  }
  prices.forEach((price, r) => (bound -= price * flow.resources.capacity[r]));
  return bound;
}
