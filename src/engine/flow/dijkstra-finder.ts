import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import type { FlowProblem, PriceRequest, RouteFinder, Room, TakeRoute } from './flow-problem.js';
import { ShortestPaths, type Graph } from './shortest-paths.js';

/** Parts that are priced one after another while the first routes are gathered. */
const PARTS = 12;

/** Less room than this on an arc counts as none when parts of units may be routed. */
const ROOM_MIN = 1e-6;

/**
 * A flow problem on a plain graph: move `a` is arc `a`, which uses resource `a` alone, one for one. Commodities are in
 * order of their source.
 */
export interface GraphProblem {
  readonly flow: FlowProblem;
  readonly graph: Graph;
  readonly arcCost: Float64Array; // [arc] per unit
  readonly source: Uint32Array; // [commodity] node, ascending
  readonly target: Uint32Array; // [commodity] node
}

/** Finds cheapest routes on a plain graph: one search of Dijkstra's from each source, for all its commodities. */
export class DijkstraFinder implements RouteFinder {
  readonly parts: Uint32Array;
  private readonly problem: GraphProblem;
  private readonly paths: ShortestPaths;
  private readonly firstOfSource: Uint32Array; // [sources + 1] commodity
  private readonly length: Float64Array; // [arc] for the search
  private readonly moves: Uint32Array;

  constructor(problem: GraphProblem) {
    const { graph, source, flow } = problem;
    this.problem = problem;
    this.paths = new ShortestPaths(graph);
    this.length = new Float64Array(graph.arcTo.length);
    this.moves = new Uint32Array(graph.nodeCount);
    const starts: number[] = [];
    for (let k = 0; k < source.length; k++) {
      assert(k === 0 || source[k - 1] <= source[k], 'commodities are in order of their source');
      if (k === 0 || source[k] !== source[k - 1]) starts.push(k);
    }
    this.firstOfSource = Uint32Array.from([...starts, flow.commodities.count]);
    const partCount = Math.max(1, Math.min(PARTS, starts.length));
    this.parts = Uint32Array.from({ length: partCount + 1 }, (_, part) => {
      return this.firstOfSource[Math.floor((part * starts.length) / partCount)];
    });
  }

  forget(_commodity: number): void {
    // Every search hands out all it finds.
  }

  isBlocked(_commodity: number, moves: Uint32Array): boolean {
    return moves.some((arc) => this.problem.arcCost[arc] === Infinity);
  }

  async price({ prices, cheapest, firstPart, endPart, sink, meanwhile, stop }: PriceRequest): Promise<boolean> {
    meanwhile?.();
    const { arcCost, target } = this.problem;
    for (let arc = 0; arc < arcCost.length; arc++) this.length[arc] = arcCost[arc] + prices[arc];
    const [begin, end] = [this.parts[firstPart], this.parts[endPart]];
    for (let s = 0; s + 1 < this.firstOfSource.length; s++) {
      const [first, last] = [this.firstOfSource[s], this.firstOfSource[s + 1]];
      if (first < begin || first >= end) continue;
      if (stop()) return false;
      this.search(first, target.subarray(first, last));
      for (let k = first; k < last; k++) {
        cheapest[k] = this.paths.distance[target[k]];
        if (cheapest[k] !== Infinity) this.handOut(k, sink);
      }
    }
    return true;
  }

  insert(room: Room, commodities: Uint32Array, take: TakeRoute, stop: () => boolean): void {
    const { source } = this.problem;
    room.tight.length = 0;
    for (let i = 0; i < commodities.length;) {
      const start = i;
      while (i < commodities.length && source[commodities[i]] === source[commodities[start]]) i++;
      this.insertFromSource(room, commodities.subarray(start, i), take, stop);
    }
    room.tight.length = 0;
  }

  /** Searches again while commodities of one source are left and each pass still placed something. */
  private insertFromSource(room: Room, commodities: Uint32Array, take: TakeRoute, stop: () => boolean): void {
    const { arcCost, target, flow } = this.problem;
    const roomMin = flow.whole ? 1 : ROOM_MIN;
    let waiting = [...commodities];
    while (waiting.length > 0 && !stop()) {
      for (let arc = 0; arc < arcCost.length; arc++) {
        this.length[arc] = room.left[arc] >= roomMin ? arcCost[arc] : Infinity;
      }
      this.search(
        waiting[0],
        Uint32Array.from(waiting, (k) => target[k]),
      );
      const reached = waiting.filter((k) => this.paths.distance[target[k]] < flow.commodities.outsideCost[k]);
      waiting = reached.filter((k) => this.handOut(k, take) > ROOM_MIN);
    }
  }

  private search(commodity: number, targets: Uint32Array): void {
    this.paths.search(this.problem.source[commodity], targets, this.length);
  }

  /** Traces the route of a commodity back from its target and passes it on in order of travel. */
  private handOut<T>(k: number, receive: (k: number, cost: number, moves: Uint32Array, length: number) => T): T {
    const { arcCost, graph, source, target } = this.problem;
    let at = this.moves.length;
    let cost = 0;
    for (let node = target[k]; node !== source[k]; node = graph.arcFrom[this.moves[at]]) {
      const arc = this.paths.arcInto[node];
      assert(arc !== NONE, 'a node that was reached has an arc into it');
      this.moves[--at] = arc;
      cost += arcCost[arc];
    }
    return receive(k, cost, this.moves.subarray(at), this.moves.length - at);
  }
}
