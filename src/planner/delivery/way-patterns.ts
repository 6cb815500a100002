import { NONE } from '../../base/none.js';
import { GrowingInts } from '../growing.js';
import type { Access } from '../network/access.js';

/**
 * What ways that differ by the day only have in common: the same calls under the same clauses, for the same set of
 * groups, aboard one vehicle in the same places. Patterns are a tree as ways are, each behind the one it goes on from.
 */
export interface PatternColumns {
  readonly count: number;
  readonly before: Int32Array; // [pattern] pattern it goes on from, NONE at the gate
  readonly leg: Int32Array; // [pattern] access leg with which one of its ways ends
  readonly aboard: Int32Array; // [pattern] 1 where parcels stay aboard for that leg
}

/** Numbers patterns as ways are made. */
export class WayPatterns {
  private readonly before = new GrowingInts();
  private readonly leg = new GrowingInts();
  private readonly aboard = new GrowingInts();
  private readonly older = new GrowingInts(); // [pattern] one that ends with the same call, or NONE
  private readonly newest: Int32Array; // [call, then interchange] pattern that ends with it, or NONE
  private firstOfSet = 0;

  constructor(private readonly access: Access) {
    const { network, agreement } = access.workspace;
    this.newest = new Int32Array(network.calls.count + (agreement?.interchanges.length ?? 0)).fill(NONE);
  }

  /** Ways that come now are for another set of groups. */
  startSet(): void {
    this.firstOfSet = this.leg.count;
  }

  /** Pattern of a way that goes on by a leg from one of a pattern. */
  of(leg: number, before: number, aboard: boolean): number {
    const { call: callOf, clause } = this.access;
    const call = callOf[leg];
    for (let known = this.newest[call]; known >= this.firstOfSet; known = this.older.values[known]) {
      if (this.before.values[known] !== before || clause[this.leg.values[known]] !== clause[leg]) continue;
      if (this.aboard.values[known] === Number(aboard)) return known;
    }
    this.older.push(this.newest[call]);
    this.before.push(before);
    this.aboard.push(Number(aboard));
    return (this.newest[call] = this.leg.push(leg));
  }

  finish(): PatternColumns {
    const column = (ints: GrowingInts): Int32Array => ints.values.subarray(0, ints.count);
    return {
      count: this.leg.count,
      before: column(this.before),
      leg: column(this.leg),
      aboard: column(this.aboard),
    };
  }
}
