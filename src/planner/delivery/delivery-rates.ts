import { NONE } from '../../base/none.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import type { Access } from '../network/access.js';
import type { Group } from '../demand/classes.js';
import type { LegCosts } from '../network/leg-costs.js';
import { FORBIDDEN, type Rates } from '../network/rates.js';
import { RowTable } from '../row-table.js';
import type { PatternColumns } from './way-patterns.js';

export interface RateInput {
  readonly access: Access;
  readonly rates: Rates;
  readonly costs: LegCosts;
  readonly groups: readonly Group[];
  readonly lanes: number;
  readonly ticksPerMinor: number;
}

/** What deliveries cost together with the legs of the ways that lead to them. */
export class DeliveryRates {
  /** Distinct rows [group * bandCount + band] in minor money, FORBIDDEN where a class may not. */
  readonly costs = new RowTable<Float64Array>();
  /** Distinct rows [group * lanes + band] in ticks, BLOCKED where a class may not: the engine's rates. */
  readonly table = new RowTable<Int32Array>();
  private readonly rateOfCost: number[] = []; // [cost row] rate
  private readonly ridden = new RowTable<Float64Array>(); // costs of ways until they end, not yet unloaded
  private readonly riddenRow: Int32Array; // [pattern]
  private readonly cost: Float64Array; // scratch row
  private readonly ticks: Int32Array; // scratch row
  private readonly delivery: Float64Array; // row of the present delivery row alone
  /** What was asked of the present delivery row: day after day it is the same few ways. */
  private row: number = NONE;
  private readonly askedKeys: number[] = [];
  private readonly askedRows: number[] = [];

  constructor(
    private readonly input: RateInput,
    private readonly patterns: PatternColumns,
  ) {
    this.cost = new Float64Array(input.costs.width);
    this.ticks = new Int32Array(input.groups.length * input.lanes);
    this.delivery = new Float64Array(input.costs.width);
    this.riddenRow = new Int32Array(patterns.count);
    for (let pattern = 0; pattern < patterns.count; pattern++) this.riddenRow[pattern] = this.addRide(pattern);
  }

  /** Cost row of a delivery row after ways of a pattern (NONE: none) for a set of groups; NONE: none of them may. */
  of(row: number, open: boolean, pattern: number, groupSet: number): number {
    if (row !== this.row) {
      this.row = row;
      this.askedKeys.length = 0;
      this.askedRows.length = 0;
      this.input.rates.deliverRow(row, this.input.groups, this.delivery);
    }
    // Patterns are of one set of groups, so they stand for the set as well.
    const key = pattern * 2 + (open ? 1 : 0);
    const known = this.askedKeys.indexOf(key);
    if (known >= 0) return this.askedRows[known];
    const costRow = this.compute(row, open, pattern, groupSet);
    this.askedKeys.push(key);
    this.askedRows.push(costRow);
    return costRow;
  }

  /** The set of all groups. */
  get everybody(): number {
    return this.input.costs.sets.all;
  }

  /** Rate of a cost row: the same in ticks. */
  rateOf(costRow: number): number {
    return this.rateOfCost[costRow];
  }

  private compute(row: number, open: boolean, pattern: number, groupSet: number): number {
    const { access, groups, costs } = this.input;
    const { facilities, deliveries } = access.workspace.network;
    const { cost, delivery } = this;
    const party = facilities.party[deliveries.facility[row]];
    if (pattern === NONE) cost.fill(0);
    else this.copyRidden(pattern, true);
    for (let cell = 0; cell < cost.length; cell++) cost[cell] = cost[cell] + delivery[cell];
    let any = false;
    for (let g = 0; g < groups.length; g++) {
      const first = g * costs.bandCount;
      const end = first + costs.bandCount;
      const may = (party === groups[g].party || open) && costs.sets.has(groupSet, g);
      if (!may) cost.fill(FORBIDDEN, first, end);
      for (let cell = first; cell < end; cell++) if (cost[cell] < FORBIDDEN) any = true;
    }
    if (!any) return NONE;
    const costRow = this.costs.add(cost);
    if (costRow === this.rateOfCost.length) this.rateOfCost.push(this.inTicks());
    return costRow;
  }

  /** Rate of the scratch row. */
  private inTicks(): number {
    const { groups, lanes, ticksPerMinor, costs } = this.input;
    const { bandCount } = costs;
    const { ticks, cost } = this;
    ticks.fill(BLOCKED);
    for (let g = 0; g < groups.length; g++) {
      for (let band = 0; band < bandCount; band++) {
        const minor = cost[g * bandCount + band];
        ticks[g * lanes + band] = Math.min(BLOCKED, Math.floor(minor * ticksPerMinor));
      }
    }
    return this.table.add(ticks);
  }

  /** Row of what riding the ways of a pattern costs; amounts are added in travel order, as in a plan's costs. */
  private addRide(pattern: number): number {
    const { before, leg, aboard } = this.patterns;
    const { cost } = this;
    if (before[pattern] === NONE) cost.fill(0);
    else this.copyRidden(before[pattern], aboard[pattern] === 0);
    const ride = this.input.costs.costsOn(leg[pattern]);
    for (let cell = 0; cell < cost.length; cell++) cost[cell] = cost[cell] + ride[cell];
    return this.ridden.add(cost);
  }

  /** Sets `cost` to what the ways of a pattern cost, with or without being unloaded at their end. */
  private copyRidden(pattern: number, unloaded: boolean): void {
    const { access, costs, groups, rates } = this.input;
    const { cost } = this;
    cost.set(this.ridden.rows[this.riddenRow[pattern]]);
    if (!unloaded) return;
    const leg = access.legOf[this.patterns.leg[pattern]];
    for (let g = 0; g < groups.length; g++) {
      const handling = rates.unload(leg, groups[g]);
      if (handling === 0) continue;
      for (let cell = g * costs.bandCount; cell < (g + 1) * costs.bandCount; cell++) cost[cell] = cost[cell] + handling;
    }
  }
}
