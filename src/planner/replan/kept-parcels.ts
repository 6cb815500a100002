import { NONE } from '../../base/none.js';
import { CARRIAGES, type Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Access } from '../network/access.js';
import { classesOf, NO_GROUP, type Classes } from '../demand/classes.js';
import { LegCosts } from '../network/leg-costs.js';
import { placeParts, type PlacedParts } from './placed-parts.js';
import { FORBIDDEN, ratesOf, type Rates } from '../network/rates.js';
import { sourcesOf } from '../demand/sources.js';

const NETWORK = CARRIAGES.indexOf('network');

/** Which parcels of a plan can keep their routes on a workspace that may have changed since, and what these cost now. */
export class KeptParcels {
  readonly classes: Classes;
  readonly placed: PlacedParts;
  private readonly rates: Rates;
  private readonly legCosts: LegCosts;
  private readonly start: ReturnType<typeof sourcesOf>;
  private readonly partCost: Float64Array; // [part * width + group * bands + band] minor money, NaN when not asked yet
  private readonly width: number;

  constructor(
    private readonly access: Access,
    private readonly shipments: Shipments,
    private readonly plan: Plan,
  ) {
    this.classes = classesOf(access.workspace, shipments, 'joint');
    this.placed = placeParts(access, plan.parts);
    this.rates = ratesOf(access.workspace, access.timetable);
    this.legCosts = new LegCosts(access, this.rates, this.classes.groups);
    this.start = sourcesOf(access, shipments, this.classes);
    this.width = this.classes.groups.length * access.workspace.bands.length;
    this.partCost = new Float64Array(plan.parts.count * this.width).fill(NaN);
  }

  /** True when a parcel's route in the networks still brings it where it goes, and it may take it. */
  holds(row: number): boolean {
    const { plan, classes, placed, start } = this;
    const last = plan.lastMile[row];
    const first = plan.linehaul[row] === NONE ? last : plan.linehaul[row];
    const source = start.source[row];
    if (last === NONE || plan.carriage[row] !== NETWORK || classes.group[row] === NO_GROUP || source === NONE)
      return false;
    if (placed.holds[first] === 0 || placed.holds[last] === 0 || placed.delivery[last] === NONE) return false;
    if (placed.from[first] !== start.sources.facility[source]) return false;
    if (placed.readyBySec[first] < start.sources.sec[source]) return false;
    if (first !== last && !this.joins(first, last)) return false;
    return this.delivers(row, placed.delivery[last]) && this.cost(row) < FORBIDDEN;
  }

  /** When a parcel is delivered whose route holds. */
  deliveredSec(row: number): number {
    return this.placed.endSec[this.plan.lastMile[row]];
  }

  /** Minor money for a parcel whose route holds, without lateness; FORBIDDEN where it may not take it any more. */
  cost(row: number): number {
    const { linehaul, lastMile } = this.plan;
    const rest = this.costOfPart(lastMile[row], row);
    return linehaul[row] === NONE ? rest : rest + this.costOfPart(linehaul[row], row);
  }

  private joins(first: number, last: number): boolean {
    const { placed } = this;
    return placed.to[first] === placed.from[last] && placed.endSec[first] <= placed.readyBySec[last];
  }

  private delivers(row: number, step: number): boolean {
    const { access, shipments, plan } = this;
    const { deliveries } = access.workspace.network;
    const delivery = plan.parts.stepWhat[step];
    return (
      deliveries.postalCode[delivery] === shipments.destination[row] &&
      shipments.weightG[row] <= deliveries.weightKgMax[delivery] * 1000 &&
      (shipments.codAmount[row] === 0 || deliveries.cod[delivery] === 1)
    );
  }

  private costOfPart(part: number, row: number): number {
    const { classes, partCost, width } = this;
    const cell = classes.group[row] * this.access.workspace.bands.length + classes.band[row];
    const at = part * width + cell;
    if (Number.isNaN(partCost[at])) partCost[at] = this.sum(part, cell);
    return partCost[at];
  }

  private sum(part: number, cell: number): number {
    const { access, placed, legCosts, rates, classes } = this;
    const { firstStep } = this.plan.parts;
    const { bands, calendar, network } = access.workspace;
    const groupIndex = Math.floor(cell / bands.length);
    const group = classes.groups[groupIndex];
    let cost = 0;
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      const leg = placed.leg[step];
      if (leg !== NONE) {
        cost += legCosts.costsOn(leg)[cell];
        if (this.unloadsAfter(part, step)) cost += rates.unload(access.legOf[leg], group);
        continue;
      }
      const delivery = this.plan.parts.stepWhat[step];
      const party = network.facilities.party[network.deliveries.facility[delivery]];
      const block = access.deliveryBlocks[party * calendar.dayCount + this.plan.parts.stepDay[step]];
      if (party !== group.party && block === undefined) return FORBIDDEN;
      cost += rates.deliver(delivery, group, cell % bands.length);
    }
    return cost;
  }

  /** True when a parcel leaves the vehicle after a step of a part. */
  unloadsAfter(part: number, step: number): boolean {
    const { leg } = this.placed;
    const next = step + 1 < this.plan.parts.firstStep[part + 1] ? leg[step + 1] : NONE;
    return next === NONE || this.access.legs.through[next] !== leg[step];
  }
}
