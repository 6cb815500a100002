import { BLOCKED } from '../engine/scan.js';
import { NONE } from '../base/none.js';
import { TRANSFER } from './timetable.js';
import type { Access } from './access.js';
import type { Group } from './classes.js';
import type { Way } from './last-mile.js';
import { FORBIDDEN, type Rates } from './rates.js';
import type { ScarceKeys } from './scarce.js';

/** Distinct rows of costs by class (group x lane), in ticks, BLOCKED where a class may not. */
export class RateTable {
  readonly rows: Int32Array[] = [];
  private readonly byHash = new Map<number, number[]>();

  /** Index of a row; made when new. */
  add(row: Int32Array): number {
    let hash = 0;
    for (let i = 0; i < row.length; i++) hash = (Math.imul(hash, 31) + (row[i] as number)) | 0;
    const candidates = this.byHash.get(hash);
    const found = candidates?.find((index) => sameRow(this.rows[index] as Int32Array, row));
    if (found !== undefined) return found;
    const index = this.rows.push(row) - 1;
    if (candidates) candidates.push(index);
    else this.byHash.set(hash, [index]);
    return index;
  }
}

function sameRow(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export interface RateInput {
  readonly access: Access;
  readonly rates: Rates;
  readonly keys: ScarceKeys;
  readonly groups: readonly Group[];
  readonly lanes: number;
  readonly ticksPerMinor: number;
}

/**
 * Rate rows of deliveries with the legs that lead to them. A leg costs the same on every day on which the same clause
 * opens it, so costs are kept by call and clause.
 */
export class DeliveryRates {
  readonly table = new RateTable();
  private readonly input: RateInput;
  private readonly bandCount: number;
  private readonly lastAsked: {
    row: number;
    rates: { pattern: number; groupMask: number; open: number; rate: number }[];
  } = { row: NONE, rates: [] };
  private readonly legCosts = new Map<number, Float64Array>();

  constructor(input: RateInput) {
    this.input = input;
    this.bandCount = input.access.workspace.bands.length;
  }

  /** Rate row for the groups of a mask, or NONE when none of them may. */
  of(row: number, day: number, way: Pick<Way, 'legs' | 'pattern'>, groupMask: number): number {
    const { access } = this.input;
    const { facilities, deliveries } = access.workspace.network;
    const { dayCount } = access.workspace.calendar;
    const party = facilities.party[deliveries.facility[row] as number] as number;
    const open = access.deliveryBlocks[party * dayCount + day] === undefined ? 0 : 1;
    // A row is asked for day after day with the same few ways.
    const last = this.lastAsked;
    if (row !== last.row) Object.assign(last, { row, rates: [] });
    const known = last.rates.find((r) => r.pattern === way.pattern && r.groupMask === groupMask && r.open === open);
    if (known) return known.rate;
    const rate = this.compute(row, day, way.legs, groupMask);
    last.rates.push({ pattern: way.pattern, groupMask, open, rate });
    return rate;
  }

  private compute(row: number, day: number, legs: readonly number[], groupMask: number): number {
    const { access, groups, lanes, ticksPerMinor, rates, keys } = this.input;
    const { facilities, deliveries } = access.workspace.network;
    const { dayCount } = access.workspace.calendar;
    const party = facilities.party[deliveries.facility[row] as number] as number;
    const costs = legs.map((at) => this.legCost(at));
    const ticks = new Int32Array(groups.length * lanes).fill(BLOCKED);
    let any = false;
    groups.forEach((group, g) => {
      if ((groupMask & (1 << g)) === 0) return;
      if (party !== group.party && !access.deliveryBlocks[party * dayCount + day]) return;
      let handling = 0;
      legs.forEach((at, i) => {
        if (!staysAboard(keys, legs, i)) handling += rates.unload(access.legOf[at] as number, group);
      });
      for (let band = 0; band < this.bandCount; band++) {
        let cost = handling + rates.deliver(row, group, band);
        for (const leg of costs) cost += leg[g * this.bandCount + band] as number;
        if (cost === FORBIDDEN) continue;
        ticks[g * lanes + band] = Math.min(BLOCKED, Math.floor(cost * ticksPerMinor));
        any = true;
      }
    });
    return any ? this.table.add(ticks) : NONE;
  }

  /** Costs of riding an access leg by group and band. */
  private legCost(at: number): Float64Array {
    const { access, groups, rates } = this.input;
    const { timetable, legOf, workspace } = access;
    const leg = legOf[at] as number;
    const what = timetable.what[leg] as number;
    const call =
      timetable.kind[leg] === TRANSFER
        ? workspace.network.calls.count + what
        : (workspace.network.trips.firstCall[what] as number) + (timetable.at[leg] as number);
    const key = call * 4096 + (timetable.clause[leg] as number) + 1;
    let cost = this.legCosts.get(key);
    if (!cost) {
      cost = new Float64Array(groups.length * this.bandCount);
      groups.forEach((group, g) => {
        for (let band = 0; band < this.bandCount; band++) {
          (cost as Float64Array)[g * this.bandCount + band] = rates.leg(leg, group, band);
        }
      });
      this.legCosts.set(key, cost);
    }
    return cost;
  }
}

/** True when a parcel stays aboard after leg `i` of a way for the next one. */
export function staysAboard(keys: ScarceKeys, legs: readonly number[], i: number): boolean {
  const next = legs[i + 1];
  return next !== undefined && keys.staysAboard(legs[i] as number, next);
}
