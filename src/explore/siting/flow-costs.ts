import { DAY_SEC } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Interchange } from '../../domain/agreement.js';
import type { Workspace } from '../../domain/workspace.js';
import type { CrossFlow } from './cross-flows.js';
import type { WayNetwork } from './way-network.js';
import type { TwoWays, WayFinder, Ways } from './ways.js';

/** Columns of shape [flow], so that millions of costs are worked out without making objects. */
interface FlowColumns {
  readonly origin: Uint32Array; // node
  readonly partnerHub: Uint32Array; // node
  readonly parcels: Float64Array;
  readonly kg: Float64Array;
  readonly chargeableKg: Float64Array;
  readonly partnerDelivery: Float64Array;
  readonly partnerSec: Float64Array; // a parcel
  readonly dueSec: Float64Array; // what a parcel may take
  readonly latePerSec: Float64Array; // of all parcels
}

/** What flows pay, in whole minor money; Infinity where there is no way. */
export class FlowCosts {
  private readonly workspace: Workspace;
  private readonly finder: WayFinder;
  private readonly flows: readonly CrossFlow[];
  private readonly columns: FlowColumns;
  private readonly byDirection = new Map<string, Uint32Array>();

  constructor(workspace: Workspace, flows: readonly CrossFlow[], network: WayNetwork, finder: WayFinder) {
    this.workspace = workspace;
    this.flows = flows;
    this.finder = finder;
    this.columns = columnsOf(workspace, flows, network);
  }

  /** Of all flows over an interchange point: to it, the dock, from it, delivery, and lateness. Shape [flow]. */
  over({ facilities, directions, transferSec }: Interchange): Float64Array {
    const costs = new Float64Array(this.flows.length).fill(Infinity);
    for (const { from, to } of directions) {
      const [given, received] = [facilities.get(from), facilities.get(to)];
      if (given === undefined || received === undefined) continue;
      const before = this.finder.to(given, 'own');
      const after = this.finder.from(received, 'partner');
      this.fill(costs, this.along(from, to), { transferSec, before, after });
    }
    const dock = this.workspace.agreement?.tariff.interchangePerParcel ?? 0;
    const { parcels, partnerDelivery } = this.columns;
    return costs.map((cost, flow) => Math.round(cost + dock * parcels[flow] + partnerDelivery[flow]));
  }

  /** Of all flows without any point: over their own network where that delivers, or outside both. Shape [flow]. */
  without(): Float64Array {
    const { origin, parcels, kg, dueSec, latePerSec } = this.columns;
    return Float64Array.from(this.flows, ({ ownHub, ownSec, ownDelivery, outside }, flow) => {
      if (ownHub === NONE) return Math.round(outside);
      const { cheap, fast } = this.finder.to(ownHub, 'own');
      const node = origin[flow];
      const cost = (ways: Ways): number => {
        const sec = ways.sec[node] + ownSec / parcels[flow];
        const carriage = ways.perKg[node] * kg[flow] + ways.perParcel[node] * parcels[flow];
        return carriage + lateness(sec - dueSec[flow], latePerSec[flow]);
      };
      return Math.round(Math.min(outside, ownDelivery + Math.min(cost(cheap), cost(fast))));
    });
  }

  /** Flows of a party that its partner delivers. */
  private along(party: number, partner: number): Uint32Array {
    const key = `${party} ${partner}`;
    const known = this.byDirection.get(key);
    if (known !== undefined) return known;
    const numbers = Uint32Array.from(this.flows.keys());
    const along = numbers.filter((at) => this.flows[at].party === party && this.flows[at].partner === partner);
    this.byDirection.set(key, along);
    return along;
  }

  /** Lowers costs to carriage and lateness by whichever of cheap and fast ways on either side come to least. */
  private fill(
    costs: Float64Array,
    along: Uint32Array,
    by: { readonly before: TwoWays; readonly after: TwoWays; readonly transferSec: number },
  ): void {
    const { origin, partnerHub, parcels, kg, chargeableKg, partnerSec, dueSec, latePerSec } = this.columns;
    for (const first of [by.before.cheap, by.before.fast]) {
      for (const second of [by.after.cheap, by.after.fast]) {
        for (const flow of along) {
          const from = origin[flow];
          const to = partnerHub[flow];
          const over = first.sec[from] + by.transferSec + second.sec[to] + partnerSec[flow] - dueSec[flow];
          const cost =
            first.perKg[from] * kg[flow] +
            first.perParcel[from] * parcels[flow] +
            second.perKg[to] * chargeableKg[flow] +
            lateness(over, latePerSec[flow]);
          if (cost < costs[flow]) costs[flow] = cost;
        }
      }
    }
  }
}

/** A way that does not exist takes for ever, and costs as much even where being late is free. */
function lateness(overSec: number, latePerSec: number): number {
  if (overSec <= 0) return 0;
  return overSec === Infinity ? Infinity : overSec * latePerSec;
}

function columnsOf(workspace: Workspace, flows: readonly CrossFlow[], { nodeOf }: WayNetwork): FlowColumns {
  const column = (value: (flow: CrossFlow) => number): Float64Array => Float64Array.from(flows, value);
  const products = workspace.products;
  return {
    origin: Uint32Array.from(flows, ({ origin }) => nodeOf[origin]),
    partnerHub: Uint32Array.from(flows, ({ partnerHub }) => nodeOf[partnerHub]),
    parcels: column(({ parcels }) => parcels),
    kg: column(({ kg }) => kg),
    chargeableKg: column((flow) => flow.chargeableKg),
    partnerDelivery: column(({ partnerDelivery }) => partnerDelivery),
    partnerSec: column(({ partnerSec, parcels }) => partnerSec / parcels),
    dueSec: column(({ product }) => products[product].days * DAY_SEC),
    latePerSec: column(({ product, parcels }) => (products[product].latePerDay / DAY_SEC) * parcels),
  };
}
