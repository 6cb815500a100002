import { NONE } from '../../base/none.js';
import type { Group } from '../demand/classes.js';
import { GrowingInts } from '../growing.js';
import { RowTable } from '../row-table.js';
import type { Access } from './access.js';
import { GroupSets, NO_GROUPS } from './group-sets.js';
import { FORBIDDEN, type Rates } from './rates.js';

/**
 * Costs of riding legs and of being tendered, for all groups and bands. A leg costs the same on every day on which the
 * same clause opens it, so costs are looked up once for each call and clause; most calls below gates cost the same, and
 * share a row.
 */
export class LegCosts {
  readonly bandCount: number;
  readonly width: number; // of a row: groups x bands, row-major by group
  readonly sets: GroupSets;
  private readonly table = new RowTable<Float64Array>();
  private readonly setOf: number[] = []; // [row] groups that may ride, a set of `sets`
  private readonly scratch: Float64Array; // a row
  private readonly row = new GrowingInts(); // [call under a clause]
  private readonly clause = new GrowingInts(); // [call under a clause]
  private readonly older = new GrowingInts(); // [call under a clause] the same call under another clause, or NONE
  private readonly newest: Int32Array; // [call, then interchange] call under a clause that was made last, or NONE

  /** @param closed [access leg] 1 where nobody may ride, although the timetable has it */
  constructor(
    private readonly access: Access,
    private readonly rates: Rates,
    private readonly groups: readonly Group[],
    private readonly closed?: Uint8Array,
  ) {
    const { network, bands, agreement } = access.workspace;
    this.sets = new GroupSets(groups.length);
    this.bandCount = bands.length;
    this.width = groups.length * bands.length;
    this.scratch = new Float64Array(this.width);
    this.newest = new Int32Array(network.calls.count + (agreement?.interchanges.length ?? 0)).fill(NONE);
  }

  /** Minor money of riding an access leg, shape [group * bandCount + band], FORBIDDEN where a group may not. */
  costsOn(at: number): Float64Array {
    return this.table.rows[this.rowOf(at)];
  }

  /** Groups that may ride an access leg, as a set of `sets`. */
  groupsOn(at: number): number {
    if (this.closed?.[at] === 1) return NO_GROUPS;
    return this.setOf[this.rowOf(at)];
  }

  /** Row of costs of an access leg. */
  private rowOf(at: number): number {
    const call = this.access.call[at];
    const clause = this.access.clause[at];
    for (let known = this.newest[call]; known !== NONE; known = this.older.values[known]) {
      if (this.clause.values[known] === clause) return this.row.values[known];
    }
    this.clause.push(clause);
    this.older.push(this.newest[call]);
    const row = this.make(this.access.legOf[at]);
    this.newest[call] = this.row.push(row);
    return row;
  }

  private make(leg: number): number {
    const { scratch, table, setOf } = this;
    this.rates.rideRow(leg, this.groups, scratch);
    const row = table.add(scratch);
    if (row < setOf.length) return row;
    let bits = 0n;
    for (let g = 0; g < this.groups.length; g++) {
      if (scratch[g * this.bandCount] < FORBIDDEN) bits |= 1n << BigInt(g);
    }
    setOf.push(this.sets.of(bits));
    return row;
  }
}
