import { NONE } from '../base/none.js';
import { BLOCKED } from '../engine/scan.js';
import type { Access } from './access.js';
import type { Group } from './classes.js';
import type { LastMile } from './last-mile.js';
import type { LegCosts } from './leg-costs.js';
import { FORBIDDEN, type Rates } from './rates.js';
import type { ScarceKeys } from './scarce.js';

/** Distinct rows of costs by class (group x lane), in ticks, BLOCKED where a class may not. */
export class RateTable {
  readonly rows: Int32Array[] = [];
  private readonly byHash = new Map<number, number[]>();

  /** Index of a row; a copy of it is kept when it is new. */
  add(row: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < row.length; i++) hash = (Math.imul(hash, 31) + (row[i] as number)) | 0;
    const candidates = this.byHash.get(hash);
    if (candidates) {
      for (const index of candidates) if (sameRow(this.rows[index] as Int32Array, row)) return index;
    }
    const index = this.rows.push(row.slice()) - 1;
    if (candidates) candidates.push(index);
    else this.byHash.set(hash, [index]);
    return index;
  }

  /** True when a row is at most another in every place. */
  noDearer(a: number, b: number): boolean {
    if (a === b) return true;
    const [x, y] = [this.rows[a] as Int32Array, this.rows[b] as Int32Array];
    for (let i = 0; i < x.length; i++) if ((x[i] as number) > (y[i] as number)) return false;
    return true;
  }
}

function sameRow(a: Int32Array, b: Int32Array): boolean {
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

/** Rate rows of deliveries with the legs that lead to them. */
export class DeliveryRates {
  readonly table = new RateTable();
  private readonly input: RateInput;
  private readonly lastMile: LastMile;
  private readonly ticks: Int32Array; // [group * lanes + band] scratch
  private readonly cost: Float64Array; // [group * bands + band] scratch
  /** What was asked of the present delivery row: day after day it is the same few ways. */
  private row: number = NONE;
  private readonly askedKeys: number[] = [];
  private readonly askedRates: number[] = [];

  constructor(input: RateInput, lastMile: LastMile) {
    this.input = input;
    this.lastMile = lastMile;
    this.cost = new Float64Array(input.costs.width);
    this.ticks = new Int32Array(input.groups.length * input.lanes);
  }

  /** Rate row of a delivery row at the end of a way (NONE: without one) for groups of a mask; NONE: none of them may. */
  of(row: number, open: boolean, way: number, groupMask: number): number {
    const pattern = way === NONE ? NONE : (this.lastMile.pattern[way] as number);
    if (row !== this.row) {
      this.row = row;
      this.askedKeys.length = 0;
      this.askedRates.length = 0;
    }
    // Patterns are an entry's own, so they stand for the mask as well.
    const key = pattern * 2 + (open ? 1 : 0);
    const known = this.askedKeys.indexOf(key);
    if (known >= 0) return this.askedRates[known] as number;
    const rate = this.compute(row, open, way, groupMask);
    this.askedKeys.push(key);
    this.askedRates.push(rate);
    return rate;
  }

  private compute(row: number, open: boolean, way: number, groupMask: number): number {
    const { access, groups, lanes, ticksPerMinor } = this.input;
    const { facilities, deliveries } = access.workspace.network;
    const { bandCount } = this.input.costs;
    const { ticks, cost } = this;
    const party = facilities.party[deliveries.facility[row] as number] as number;
    this.addUp(row, way);
    ticks.fill(BLOCKED);
    let any = false;
    for (let g = 0; g < groups.length; g++) {
      if ((groupMask & (1 << g)) === 0 || (party !== (groups[g] as Group).party && !open)) continue;
      for (let band = 0; band < bandCount; band++) {
        const minor = cost[g * bandCount + band] as number;
        if (minor === FORBIDDEN) continue;
        ticks[g * lanes + band] = Math.min(BLOCKED, Math.floor(minor * ticksPerMinor));
        any = true;
      }
    }
    return any ? this.table.add(ticks) : NONE;
  }

  /** Minor money for handling, delivery and the legs of a way, into `cost`. */
  private addUp(row: number, way: number): void {
    const { groups, rates, costs } = this.input;
    const { firstLeg, leg } = this.lastMile;
    const { bandCount, width } = costs;
    const { cost } = this;
    for (let g = 0; g < groups.length; g++) {
      const group = groups[g] as Group;
      const handling = this.handling(way, group);
      for (let band = 0; band < bandCount; band++) {
        cost[g * bandCount + band] = handling + rates.deliver(row, group, band);
      }
    }
    if (way === NONE) return;
    for (let i = firstLeg[way] as number; i < (firstLeg[way + 1] as number); i++) {
      const first = costs.rowOf(leg[i] as number) * width;
      const { values } = costs;
      for (let cell = 0; cell < width; cell++) cost[cell] = (cost[cell] as number) + (values[first + cell] as number);
    }
  }

  /** Minor money for unloading at the ends of a way's legs. */
  private handling(way: number, group: Group): number {
    if (way === NONE) return 0;
    const { access, rates, keys } = this.input;
    const { firstLeg, leg } = this.lastMile;
    const end = firstLeg[way + 1] as number;
    let handling = 0;
    for (let i = firstLeg[way] as number; i < end; i++) {
      const at = leg[i] as number;
      if (i + 1 < end && keys.staysAboard(at, leg[i + 1] as number)) continue;
      handling += rates.unload(access.legOf[at] as number, group);
    }
    return handling;
  }
}
