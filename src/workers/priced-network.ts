import { NONE } from '../base/none.js';
import type { Certificate } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { RouteSink } from '../engine/flow/flow-problem.js';
import { lowerBound } from '../engine/flow/lower-bound.js';
import { accessOf, type Access } from '../planner/network/access.js';
import { compile } from '../planner/compile/compile.js';
import type { Compiled } from '../planner/compile/compile.js';
import { costOutsideProblem } from '../planner/answer/solve.js';
import { timetableOf } from '../planner/network/timetable.js';
import { ThreadedFinder } from './threaded-finder.js';

/** The joint problem of a workspace, to be asked what everything costs at given prices of what is scarce. */
export class PricedNetwork {
  readonly compiled: Compiled;
  readonly names: readonly string[]; // [resource] as docs/model.md section 5 gives them
  private readonly finder: ThreadedFinder;

  static open(workspace: Workspace, shipments: Shipments, threads: number): PricedNetwork {
    return new PricedNetwork(accessOf(workspace, timetableOf(workspace)), shipments, threads);
  }

  constructor(
    access: Access,
    private readonly shipments: Shipments,
    threads: number,
  ) {
    const compiled = compile(access.workspace, access, shipments, 'joint');
    this.compiled = compiled;
    this.names = compiled.resourceKeys.map((key) => compiled.keys.name(key));
    this.finder = ThreadedFinder.open(compiled.problem, threads);
  }

  /** A certificate's prices in ticks, shape [resource]; those of resources that cannot be full here are left out. */
  pricesOf({ resources, prices }: Certificate): Float64Array {
    const { ticksPerMinor } = this.compiled;
    const byName = new Map(resources.map((name, index) => [name, prices[index]]));
    return Float64Array.from(this.names, (name) => (byName.get(name) ?? 0) * ticksPerMinor);
  }

  /**
   * Minor money of the cheapest way of one parcel of each commodity at prices in ticks, shape [commodity], outside the
   * networks where that is cheaper. The routes go to `onRoute`, also where the outside is cheaper.
   */
  async ways(prices: Float64Array, onRoute: RouteSink = () => undefined): Promise<Float64Array> {
    const { commodities } = this.compiled.problem.flow;
    const cheapest = new Float64Array(commodities.count);
    for (let k = 0; k < commodities.count; k++) this.finder.forget(k); // routes handed out before are handed out again
    await this.price(prices, cheapest, onRoute);
    return cheapest.map((ticks, k) => Math.min(ticks, commodities.outsideCost[k]) / this.compiled.ticksPerMinor);
  }

  /** Minor money that no plan can undercut, proven by prices in ticks (docs/model.md section 9). */
  async bound(prices: Float64Array): Promise<number> {
    const { problem, ticksPerMinor, access } = this.compiled;
    const cheapest = new Float64Array(problem.flow.commodities.count);
    await this.price(prices, cheapest, () => undefined);
    const outside = costOutsideProblem(access.workspace, this.compiled, this.shipments);
    return lowerBound(problem.flow, prices, cheapest) / ticksPerMinor + outside;
  }

  /** Party of every commodity's parcels, shape [commodity]. */
  partyOf(commodity: number): number {
    const { classes, commodities } = this.compiled;
    return classes.groups[commodities.group[commodity]].party;
  }

  /** Commodity of a shipment, or NONE when no route could ever take it. */
  commodityOf(shipment: number): number {
    return this.compiled.commodities.ofShipment[shipment] ?? NONE;
  }

  private async price(prices: Float64Array, cheapest: Float64Array, sink: RouteSink): Promise<void> {
    const endPart = this.finder.parts.length - 1;
    await this.finder.price({ prices, cheapest, firstPart: 0, endPart, sink, stop: () => false });
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.finder.close();
  }
}
