import { NONE } from '../../base/none.js';
import type { Access } from './access.js';
import type { Group } from '../demand/classes.js';
import { GroupSets, NO_GROUPS } from './group-sets.js';
import { GrowingInts, GrowingNumbers } from '../growing.js';
import { FORBIDDEN, type Rates } from './rates.js';
import { TRANSFER } from './timetable.js';

/**
 * Costs of riding legs and of being tendered, for all groups and bands. A leg costs the same on every day on which the
 * same clause opens it, so a row of costs is made once for each call and clause, when it is first asked for.
 */
export class LegCosts {
  readonly bandCount: number;
  readonly width: number; // of a row: groups x bands, row-major by group
  readonly sets: GroupSets;
  private readonly access: Access;
  private readonly rates: Rates;
  private readonly groups: readonly Group[];
  private readonly costs = new GrowingNumbers(1 << 16); // [row * width + group * bandCount + band] minor money
  private readonly set = new GrowingInts(); // [row] groups that may ride, a set of `sets`
  private readonly clause = new GrowingInts(); // [row]
  private readonly older = new GrowingInts(); // [row] row of the same call under another clause, or NONE
  private readonly newest: Int32Array; // [call, then interchange] row made last, or NONE

  /** @param closed [access leg] 1 where nobody may ride, although the timetable has it */
  constructor(
    access: Access,
    rates: Rates,
    groups: readonly Group[],
    private readonly closed?: Uint8Array,
  ) {
    const { network, bands, agreement } = access.workspace;
    this.access = access;
    this.rates = rates;
    this.groups = groups;
    this.sets = new GroupSets(groups.length);
    this.bandCount = bands.length;
    this.width = groups.length * bands.length;
    this.newest = new Int32Array(network.calls.count + (agreement?.interchanges.length ?? 0)).fill(NONE);
  }

  /** All rows made so far, in minor money, FORBIDDEN where a group may not; valid until the next new row. */
  get values(): Float64Array {
    return this.costs.values;
  }

  /** Row of an access leg. */
  rowOf(at: number): number {
    const { timetable, legOf, workspace } = this.access;
    const { calls, trips } = workspace.network;
    const leg = legOf[at];
    const what = timetable.what[leg];
    const call = timetable.kind[leg] === TRANSFER ? calls.count + what : trips.firstCall[what] + timetable.at[leg];
    const clause = timetable.clause[leg];
    for (let row = this.newest[call]; row !== NONE; row = this.older.values[row]) {
      if (this.clause.values[row] === clause) return row;
    }
    return this.make(leg, call, clause);
  }

  /** Groups that may ride an access leg, as a set of `sets`. */
  groupsOn(at: number): number {
    if (this.closed?.[at] === 1) return NO_GROUPS;
    const row = this.rowOf(at);
    return this.set.values[row];
  }

  private make(leg: number, call: number, clause: number): number {
    const first = this.costs.extend(this.width);
    this.rates.rideRow(leg, this.groups, this.costs.values, first);
    let bits = 0n;
    for (let g = 0; g < this.groups.length; g++) {
      if (this.costs.values[first + g * this.bandCount] < FORBIDDEN) bits |= 1n << BigInt(g);
    }
    this.clause.push(clause);
    this.older.push(this.newest[call]);
    return (this.newest[call] = this.set.push(this.sets.of(bits)));
  }
}
