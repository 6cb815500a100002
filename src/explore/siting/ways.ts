import { NONE } from '../../base/none.js';
import { graphOf, ShortestPaths, type Graph } from '../../engine/flow/shortest-paths.js';
import type { WayNetwork } from './way-network.js';

/** Ways between one facility and all nodes. Columns of shape [node]; seconds are Infinity where there is no way. */
export interface Ways {
  readonly perKg: Float64Array; // minor money per kilogram, or per chargeable kilogram for a partner
  readonly perParcel: Float64Array; // minor money
  readonly sec: Float64Array;
}

/** Who pays: the party whose trips they are, or its partner by the tariff. */
export type Payer = 'own' | 'partner';

/** Two ways that are best in one respect each: what is cheap by rail may be late, what is fast by air dear. */
export interface TwoWays {
  readonly cheap: Ways;
  readonly fast: Ways;
}

/** Finds ways, each once. */
export class WayFinder {
  private readonly network: WayNetwork;
  private readonly forth: ShortestPaths;
  private readonly back: ShortestPaths;
  private readonly forthGraph: Graph;
  private readonly backGraph: Graph;
  private readonly all: Uint32Array;
  private readonly cheapLength: Readonly<Record<Payer, Float64Array>>;
  private readonly fastLength: Readonly<Record<Payer, Float64Array>>;
  private readonly known = new Map<string, TwoWays>();

  /** `kg` is what a parcel weighs when cheap ways are looked for. */
  constructor(network: WayNetwork, kg: number) {
    const { nodeCount, arcs } = network;
    this.network = network;
    this.forthGraph = graphOf(nodeCount, arcs.from, arcs.to);
    this.backGraph = graphOf(nodeCount, arcs.to, arcs.from);
    this.forth = new ShortestPaths(this.forthGraph);
    this.back = new ShortestPaths(this.backGraph);
    this.all = Uint32Array.from({ length: nodeCount }, (_, node) => node);
    this.cheapLength = {
      own: arcs.ownPerKg.map((perKg, arc) => perKg * kg + arcs.handling[arc]),
      partner: arcs.tariffPerKg.map((perKg) => perKg * kg),
    };
    this.fastLength = {
      own: arcs.sec,
      partner: arcs.sec.map((sec, arc) => (arcs.tariffPerKg[arc] === Infinity ? Infinity : sec)),
    };
  }

  /** Ways from all nodes to a facility. */
  to(facility: number, payer: Payer): TwoWays {
    return this.find(facility, payer, 'to');
  }

  /** Ways from a facility to all nodes. */
  from(facility: number, payer: Payer): TwoWays {
    return this.find(facility, payer, 'from');
  }

  private find(facility: number, payer: Payer, direction: 'to' | 'from'): TwoWays {
    const key = `${facility} ${payer} ${direction}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const ways = {
      cheap: this.search(facility, payer, direction, this.cheapLength[payer]),
      fast: this.search(facility, payer, direction, this.fastLength[payer]),
    };
    this.known.set(key, ways);
    return ways;
  }

  private search(facility: number, payer: Payer, direction: 'to' | 'from', length: Float64Array): Ways {
    const { nodeOf, nodeCount, arcs } = this.network;
    const [paths, graph] = direction === 'to' ? [this.back, this.backGraph] : [this.forth, this.forthGraph];
    paths.search(nodeOf[facility], this.all, length);
    const ways = {
      perKg: new Float64Array(nodeCount),
      perParcel: new Float64Array(nodeCount),
      sec: new Float64Array(nodeCount).fill(Infinity),
    };
    const perKg = payer === 'own' ? arcs.ownPerKg : arcs.tariffPerKg;
    ways.sec[nodeOf[facility]] = 0;
    for (const node of this.all) {
      if (paths.distance[node] === Infinity) continue;
      const chain: number[] = [];
      for (let at = node; ways.sec[at] === Infinity; at = graph.arcFrom[paths.arcInto[at]]) chain.push(at);
      for (const next of chain.reverse()) {
        const arc = paths.arcInto[next];
        if (arc === NONE) break;
        const before = graph.arcFrom[arc];
        ways.perKg[next] = ways.perKg[before] + perKg[arc];
        ways.perParcel[next] = ways.perParcel[before] + (payer === 'own' ? arcs.handling[arc] : 0);
        ways.sec[next] = ways.sec[before] + arcs.sec[arc];
      }
    }
    return ways;
  }
}
