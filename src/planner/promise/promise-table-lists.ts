import { dayOfSec } from '../../base/civil-time.js';
import type { Calendar } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { NOT_SERVED } from '../../engine/promise/promise-table.js';
import type { Access } from '../network/access.js';
import { deliverBySec, loadBySec, roundOpen, rowTakes } from '../network/access-ends.js';
import type { Handover } from '../network/access-ends.js';
import { gateProfile } from '../network/access-reach.js';
import type { Reach } from '../network/access-reach.js';

/** What is delivered to: each target by any of its delivery rows, `row[first[t]] .. row[first[t + 1]]`. */
export interface Targets {
  readonly count: number;
  readonly first: Uint32Array; // [count + 1]
  readonly row: Uint32Array; // of the network's deliveries
}

/** Postal codes as targets: by whichever office delivers there. */
export function codeTargets({ deliveries, workspace }: Access): Targets {
  return { count: workspace.network.postalCodes.length, ...deliveries };
}

/** Distinct lists of rounds at the core, and which serves each target; see `TableCase`. */
export interface RoundLists {
  readonly firstRound: readonly number[]; // [listCount + 1]
  readonly roundNode: readonly number[];
  readonly roundBySec: readonly number[];
  readonly roundDays: readonly number[];
  readonly listOf: Uint32Array; // [target]
}

/** Turns delivery moments into days after posting, `NOT_SERVED` from 255 days on. */
export type DaysOf = (deliveredSec: number) => number;

/** Days after the day of `postedSec`, by service days of the calendar. */
export function daysAfter(calendar: Calendar, postedSec: number): DaysOf {
  const posted = dayOfSec(calendar, postedSec);
  return (deliveredSec) => Math.min(NOT_SERVED, Math.max(0, dayOfSec(calendar, deliveredSec) - posted));
}

/** What delivers to every target, told at the core. O(rows of targets x (days + departures of their gates)). */
export function roundLists(access: Access, reach: Reach, rounds: RowRounds, targets: Targets): RoundLists {
  const table = new ListTable();
  const listOf = new Uint32Array(targets.count);
  const best = new LatestByDays();
  for (let target = 0; target < targets.count; target++) {
    best.clear();
    for (let at = targets.first[target]; at < targets.first[target + 1]; at++) {
      offerRow(access, reach, targets.row[at], rounds, best);
    }
    listOf[target] = table.numberOf(best.useful());
  }
  const { firstRound, roundNode, roundBySec, roundDays } = table;
  return { firstRound, roundNode, roundBySec, roundDays, listOf };
}

/** Numbers distinct lists of rounds; offices by the hundred thousand have few, so they are told apart by hashes first. */
class ListTable {
  readonly firstRound = [0];
  readonly roundNode: number[] = [];
  readonly roundBySec: number[] = [];
  readonly roundDays: number[] = [];
  private readonly byHash = new Map<number, number[]>(); // lists

  /** The number of a list given as triples of days, node and second. */
  numberOf(triples: readonly number[]): number {
    let hash = triples.length;
    for (const value of triples) hash = Math.imul(hash ^ value, 0x9e3779b1) ^ (hash >>> 15);
    const alike = this.byHash.get(hash);
    const known = alike?.find((list) => this.holds(list, triples));
    if (known !== undefined) return known;
    const list = this.firstRound.length - 1;
    for (let at = 0; at < triples.length; at += 3) {
      this.roundDays.push(triples[at]);
      this.roundNode.push(triples[at + 1]);
      this.roundBySec.push(triples[at + 2]);
    }
    this.firstRound.push(this.roundNode.length);
    if (alike) alike.push(list);
    else this.byHash.set(hash, [list]);
    return list;
  }

  private holds(list: number, triples: readonly number[]): boolean {
    const first = this.firstRound[list];
    if ((this.firstRound[list + 1] - first) * 3 !== triples.length) return false;
    for (let at = 0, round = first; at < triples.length; at += 3, round++) {
      if (this.roundDays[round] !== triples[at] || this.roundNode[round] !== triples[at + 1]) return false;
      if (this.roundBySec[round] !== triples[at + 2]) return false;
    }
    return true;
  }
}

/** Rounds of every delivery row that a usage may use: of row `r` `count[r]` from `r * dayCount` on, in order. */
export interface RowRounds {
  readonly count: Uint16Array; // [row]
  readonly bySec: Int32Array; // [row * dayCount]
  readonly days: Uint8Array; // [row * dayCount] days after posting
}

/** Rounds of all rows. O(rows x days). */
export function rowRoundsOf(access: Access, reach: Reach, handover: Handover, daysOf: DaysOf): RowRounds {
  const { network, calendar } = access.workspace;
  const { dayCount } = calendar;
  const rowCount = network.deliveries.count;
  const count = new Uint16Array(rowCount);
  const bySec = new Int32Array(rowCount * dayCount);
  const days = new Uint8Array(rowCount * dayCount);
  for (let row = 0; row < rowCount; row++) {
    if (!rowTakes(access, reach, row, handover)) continue;
    let at = row * dayCount;
    for (let day = 0; day < dayCount; day++) {
      if (!roundOpen(access, reach, row, day)) continue;
      bySec[at] = loadBySec(access, row, day);
      days[at++] = daysOf(deliverBySec(access, row, day));
    }
    count[row] = at - row * dayCount;
  }
  return { count, bySec, days };
}

/** Offers a row's rounds at its facility, or at the gate of its pocket by the gate's departures. */
function offerRow(access: Access, reach: Reach, row: number, rounds: RowRounds, best: LatestByDays): void {
  const { nodeOf, pockets, workspace } = access;
  const { bySec, days } = rounds;
  let round = row * workspace.calendar.dayCount;
  const end = round + rounds.count[row];
  if (round === end) return;
  const node = nodeOf[workspace.network.deliveries.facility[row]];
  const pocket = pockets.pocketOf[node];
  if (pocket === NONE) {
    for (; round < end; round++) best.offer(node, bySec[round], days[round]);
    return;
  }
  const { departSec, readySec, nodeCount } = gateProfile(access, reach, pocket);
  const gate = pockets.gate[pocket];
  let cell = node - pockets.firstOfPocket[pocket];
  for (let d = 0; d < departSec.length; d++, cell += nodeCount) {
    while (round < end && bySec[round] < readySec[cell]) round++;
    if (round === end) return;
    best.offer(gate, departSec[d], days[round]);
  }
}

/** Latest second at each node that still leads to delivery after so many days; used again for every postal code. */
class LatestByDays {
  private readonly nodes: number[] = [];
  private readonly latest: Int32Array[] = [];
  private mostDays = 0;

  clear(): void {
    for (let slot = 0; slot < this.nodes.length; slot++) this.latest[slot]?.fill(NONE, 0, this.mostDays + 1);
    this.nodes.length = 0;
    this.mostDays = 0;
  }

  offer(node: number, bySec: number, days: number): void {
    if (days >= NOT_SERVED) return;
    let slot = this.nodes.indexOf(node);
    if (slot < 0) {
      slot = this.nodes.push(node) - 1;
      this.latest[slot] ??= new Int32Array(NOT_SERVED).fill(NONE);
    }
    this.mostDays = Math.max(this.mostDays, days);
    const byDays = this.latest[slot];
    if (bySec > byDays[days]) byDays[days] = bySec;
  }

  /** Triples of days, node and second, soonest first, without those that another of the same node makes useless. */
  useful(): number[] {
    const triples: number[] = [];
    if (this.nodes.length === 1) {
      const [byDays] = this.latest;
      for (let days = 0, latest: number = NONE; days <= this.mostDays; days++) {
        if (byDays[days] <= latest) continue;
        latest = byDays[days];
        triples.push(days, this.nodes[0], latest);
      }
      return triples;
    }
    const latestSec = this.nodes.map((): number => NONE);
    const slots = this.nodes.map((_, slot) => slot).sort((a, b) => this.nodes[a] - this.nodes[b]);
    for (let days = 0; days <= this.mostDays; days++) {
      for (const slot of slots) {
        const bySec = this.latest[slot]?.[days];
        if (bySec <= latestSec[slot]) continue;
        latestSec[slot] = bySec;
        triples.push(days, this.nodes[slot], bySec);
      }
    }
    return triples;
  }
}
