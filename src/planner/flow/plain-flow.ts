import { NO_EXTENSIONS } from '../../engine/flow/flow-problem.js';
import { DijkstraFinder, type GraphProblem } from '../../engine/flow/dijkstra-finder.js';
import { priceDirectedFlow, type FlowOptions } from '../../engine/flow/price-directed-flow.js';
import { graphOf } from '../../engine/flow/shortest-paths.js';

/** A directed multicommodity flow problem on a plain graph, in which all demand must be routed. Nodes count from 0. */
export interface FlowInstance {
  readonly nodeCount: number;
  readonly arcCount: number;
  readonly arcFrom: Uint32Array; // [arcCount] node
  readonly arcTo: Uint32Array; // [arcCount] node
  readonly arcCost: Float64Array; // [arcCount] per unit of flow
  readonly arcCapacity: Float64Array; // [arcCount] units of flow, all commodities together
  readonly commodityCount: number;
  readonly commodityFrom: Uint32Array; // [commodityCount] node
  readonly commodityTo: Uint32Array; // [commodityCount] node
  readonly commodityDemand: Float64Array; // [commodityCount] units of flow
}

/** The cheapest flow found and what is proved about every flow. */
export interface PlainFlow {
  readonly cost: number; // Infinity when no flow of all demand was found
  readonly bound: number; // no flow costs less
  readonly gap: number; // (cost - bound) / bound
}

/** What a unit costs that is not routed, in multiples of the dearest simple path: enough that none ever pays. */
const UNROUTED_FACTOR = 10_000;

/**
 * Solves a plain instance with the solver that plans networks, and Dijkstra's algorithm as its route finder. Flows may
 * be split into parts of units.
 */
export async function solvePlainFlow(instance: FlowInstance, options: FlowOptions): Promise<PlainFlow> {
  const problem = graphProblemOf(instance);
  const { best, bound } = await priceDirectedFlow(problem.flow, new DijkstraFinder(problem), options);
  const routed = best.outside.every((units) => units <= 1e-6);
  const cost = routed ? best.cost : Infinity;
  return { cost, bound, gap: bound > 0 ? (cost - bound) / bound : cost - bound };
}

function graphProblemOf(instance: FlowInstance): GraphProblem {
  const { nodeCount, arcCount, arcFrom, arcTo, arcCost, arcCapacity } = instance;
  const { commodityFrom, commodityTo, commodityDemand } = instance;
  const order = Array.from({ length: instance.commodityCount }, (_, k) => k)
    .filter((k) => commodityDemand[k] > 0 && commodityFrom[k] !== commodityTo[k])
    .sort((a, b) => commodityFrom[a] - commodityFrom[b] || a - b);
  const unrouted = UNROUTED_FACTOR * Math.max(1, nodeCount * arcCost.reduce((most, cost) => Math.max(most, cost), 0));
  const arcs = Uint32Array.from({ length: arcCount + 1 }, (_, arc) => arc);
  return {
    flow: {
      commodities: {
        count: order.length,
        demand: Float64Array.from(order, (k) => commodityDemand[k]),
        useClass: new Uint32Array(order.length),
        outsideCost: new Float64Array(order.length).fill(unrouted),
      },
      resources: {
        count: arcCount,
        capacity: arcCapacity,
        kind: new Uint8Array(arcCount),
        kindCount: 1,
        amount: Float64Array.of(1),
      },
      firstUse: arcs,
      uses: arcs.subarray(0, arcCount),
      extensions: NO_EXTENSIONS,
      whole: false,
    },
    graph: graphOf(nodeCount, arcFrom, arcTo),
    arcCost,
    source: Uint32Array.from(order, (k) => commodityFrom[k]),
    target: Uint32Array.from(order, (k) => commodityTo[k]),
  };
}
