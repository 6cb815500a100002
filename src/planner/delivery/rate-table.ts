import { NONE } from '../../base/none.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import type { Access } from '../network/access.js';
import type { Group } from '../demand/classes.js';
import type { LastMile } from './last-mile.js';
import type { LegCosts } from '../network/leg-costs.js';
import { FORBIDDEN, type Rates } from '../network/rates.js';
import type { ScarceKeys } from '../compile/scarce.js';

/** Distinct rows of numbers. */
export class RowTable<Row extends Int32Array | Float64Array> {
  readonly rows: Row[] = [];
  private readonly byHash = new Map<number, number[]>();

  /** Index of a row; a copy of it is kept when it is new. */
  add(row: Row): number {
    const words = new Int32Array(row.buffer, row.byteOffset, row.byteLength >> 2);
    let hash = 0;
    for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + words[i]) | 0;
    const candidates = this.byHash.get(hash);
    if (candidates) {
      for (const index of candidates) if (sameRow(this.rows[index], row)) return index;
    }
    const index = this.rows.push(row.slice() as Row) - 1;
    if (candidates) candidates.push(index);
    else this.byHash.set(hash, [index]);
    return index;
  }

  /** True when a row is at most another in every place. */
  noneAbove(a: number, b: number): boolean {
    if (a === b) return true;
    const x = this.rows[a];
    const y = this.rows[b];
    for (let i = 0; i < x.length; i++) if (x[i] > y[i]) return false;
    return true;
  }
}

function sameRow(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export interface RateInput {
  readonly access: Access;
  readonly rates: Rates;
  readonly costs: LegCosts;
  readonly keys: ScarceKeys;
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
  private readonly input: RateInput;
  private readonly lastMile: LastMile;
  private readonly cost: Float64Array; // scratch row
  private readonly ticks: Int32Array; // scratch row
  /** What was asked of the present delivery row: day after day it is the same few ways. */
  private row: number = NONE;
  private readonly askedKeys: number[] = [];
  private readonly askedRows: number[] = [];

  constructor(input: RateInput, lastMile: LastMile) {
    this.input = input;
    this.lastMile = lastMile;
    this.cost = new Float64Array(input.costs.width);
    this.ticks = new Int32Array(input.groups.length * input.lanes);
  }

  /** Cost row of a delivery row after a way (NONE: without one) for a set of groups; NONE: none of them may. */
  of(row: number, open: boolean, way: number, groupSet: number): number {
    const pattern = way === NONE ? NONE : this.lastMile.pattern[way];
    if (row !== this.row) {
      this.row = row;
      this.askedKeys.length = 0;
      this.askedRows.length = 0;
    }
    // Patterns are an entry's own, so they stand for the set as well.
    const key = pattern * 2 + (open ? 1 : 0);
    const known = this.askedKeys.indexOf(key);
    if (known >= 0) return this.askedRows[known];
    const costRow = this.compute(row, open, way, groupSet);
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

  private compute(row: number, open: boolean, way: number, groupSet: number): number {
    const { access, groups, costs } = this.input;
    const { facilities, deliveries } = access.workspace.network;
    const { cost } = this;
    const party = facilities.party[deliveries.facility[row]];
    this.addUp(row, way);
    let any = false;
    for (let g = 0; g < groups.length; g++) {
      const first = g * costs.bandCount;
      const end = first + costs.bandCount;
      const may = costs.sets.has(groupSet, g) && (party === groups[g].party || open);
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

  /** Minor money for handling, delivery and the legs of a way, into `cost`. */
  private addUp(row: number, way: number): void {
    const { groups, rates, costs } = this.input;
    const { firstLeg, leg } = this.lastMile;
    const { bandCount, width } = costs;
    const { cost } = this;
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g];
      const handling = this.handling(way, group);
      for (let band = 0; band < bandCount; band++) {
        cost[g * bandCount + band] = handling + rates.deliver(row, group, band);
      }
    }
    if (way === NONE) return;
    for (let i = firstLeg[way]; i < firstLeg[way + 1]; i++) {
      const first = costs.rowOf(leg[i]) * width;
      const { values } = costs;
      for (let cell = 0; cell < width; cell++) cost[cell] = cost[cell] + values[first + cell];
    }
  }

  /** Minor money for unloading at the ends of a way's legs. */
  private handling(way: number, group: Group): number {
    if (way === NONE) return 0;
    const { access, rates, keys } = this.input;
    const { firstLeg, leg } = this.lastMile;
    const end = firstLeg[way + 1];
    let handling = 0;
    for (let i = firstLeg[way]; i < end; i++) {
      const at = leg[i];
      if (i + 1 < end && keys.staysAboard(at, leg[i + 1])) continue;
      handling += rates.unload(access.legOf[at], group);
    }
    return handling;
  }
}
