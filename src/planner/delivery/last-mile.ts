import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture, type ForwardScan } from '../../engine/promise/earliest-arrival.js';
import { lastAtPlace } from '../../engine/timed/timed-graph.js';
import type { Access } from '../network/access.js';
import { GrowingInts } from '../growing.js';
import type { LegCosts } from '../network/leg-costs.js';
import type { Linehaul } from '../network/linehaul.js';
import { WayPatterns, type PatternColumns } from './way-patterns.js';

/**
 * Ways from the gates of pockets to their offices. Below a gate a parcel takes the earliest way; there is one way in, so
 * the choice is only which departure to take. An office has an *entry* for each set of groups that may use the same
 * legs, with the ways of that set. Ways are a tree: each goes on from another, which stands before it in the columns,
 * by one leg. Columns, because a nation has a way for each office and day.
 */
export interface LastMile {
  readonly firstEntry: Int32Array; // [node] or NONE
  readonly nextEntry: Int32Array; // [entry] of the same node, or NONE
  readonly groups: Int32Array; // [entry] groups that may use its ways, a set of `GroupSets`
  readonly patternCount: Int32Array; // [entry] patterns of its ways
  readonly firstOfEntry: Int32Array; // [entry + 1] into `wayOfEntry`
  readonly wayOfEntry: Int32Array; // ways of each entry in order of departure

  readonly leg: Int32Array; // [way] access leg that it ends with
  readonly before: Int32Array; // [way] the way it goes on from, NONE at the gate
  readonly item: Int32Array; // [way] of the graph at the gate: to be reached for it; 0 when nothing is
  readonly readySec: Int32Array; // [way] ready where it ends
  readonly pattern: Int32Array; // [way]
  readonly patterns: PatternColumns;
}

/** Ways to the given offices of pockets (nodes), of pockets whose gate is in the graph. O(departures of the gates x legs of their pockets). */
export function lastMileOf(access: Access, costs: LegCosts, linehaul: Linehaul, nodes: Iterable<number>): LastMile {
  const builder = new LastMileBuilder(access, costs, linehaul);
  for (const [pocket, offices] of officesByPocket(access, nodes)) builder.addPocket(pocket, offices);
  return builder.finish();
}

/** Access legs of a way in travel order; none of NONE. */
export function legsOfWay({ leg, before }: LastMile, way: number): number[] {
  const legs: number[] = [];
  for (let at = way; at !== NONE; at = before[at]) legs.push(leg[at]);
  return legs.reverse();
}

function officesByPocket({ pockets }: Access, nodes: Iterable<number>): Map<number, number[]> {
  const offices = new Map<number, number[]>();
  for (const node of nodes) {
    const pocket = pockets.pocketOf[node];
    const list = offices.get(pocket);
    if (list) list.push(node);
    else offices.set(pocket, [node]);
  }
  return offices;
}

class LastMileBuilder {
  private readonly firstEntry: Int32Array;
  private readonly nextEntry = new GrowingInts();
  private readonly groups = new GrowingInts();
  private readonly patternCount = new GrowingInts();
  private readonly firstOfEntry = new GrowingInts();
  private readonly wayOfEntry = new GrowingInts();
  private readonly leg = new GrowingInts();
  private readonly before = new GrowingInts();
  private readonly item = new GrowingInts();
  private readonly readySec = new GrowingInts();
  private readonly pattern = new GrowingInts();
  private readonly patterns: WayPatterns;
  private readonly scan: ForwardScan;
  private readonly wayBy: Int32Array; // [access leg] the last way that ends with it, or NONE
  private readonly path: number[] = []; // legs of which ways are made

  constructor(
    private readonly access: Access,
    private readonly costs: LegCosts,
    private readonly linehaul: Linehaul,
  ) {
    const nodeCount = access.facilityOf.length;
    const legCount = access.legOf.length;
    this.firstEntry = new Int32Array(nodeCount).fill(NONE);
    this.firstOfEntry.push(0);
    this.patterns = new WayPatterns(access);
    this.wayBy = new Int32Array(legCount).fill(NONE);
    this.scan = {
      open: new Uint8Array(legCount),
      readySec: new Int32Array(nodeCount).fill(UNREACHED),
      via: new Int32Array(nodeCount).fill(NONE),
      aboard: new Uint8Array(legCount),
    };
  }

  addPocket(pocket: number, offices: readonly number[]): void {
    const { pockets, facilityOf } = this.access;
    if (this.linehaul.placeOf[facilityOf[pockets.gate[pocket]]] === NONE) return;
    const first = this.access.firstLeg[pocket + 1];
    const end = this.access.firstLeg[pocket + 2];
    const { sets } = this.costs;
    const groupsOn = new Int32Array(end - first);
    for (let leg = first; leg < end; leg++) groupsOn[leg - first] = this.costs.groupsOn(leg);
    const before = new Int32Array(offices.length).fill(NONE);
    for (const groups of sets.cells(groupsOn)) {
      const meeting = sets.meeting(groups);
      for (let leg = first; leg < end; leg++) this.scan.open[leg] = meeting[groupsOn[leg - first]];
      for (let i = 0; i < offices.length; i++) this.addEntry(offices[i], groups, before, i);
      this.patterns.startSet();
      this.listByEntry(offices.length, this.addWays(pocket, offices));
    }
  }

  finish(): LastMile {
    const column = (ints: GrowingInts): Int32Array => ints.values.subarray(0, ints.count);
    return {
      firstEntry: this.firstEntry,
      nextEntry: column(this.nextEntry),
      groups: column(this.groups),
      patternCount: column(this.patternCount),
      firstOfEntry: column(this.firstOfEntry),
      wayOfEntry: column(this.wayOfEntry),
      leg: column(this.leg),
      before: column(this.before),
      item: column(this.item),
      readySec: column(this.readySec),
      pattern: column(this.pattern),
      patterns: this.patterns.finish(),
    };
  }

  private addEntry(node: number, groups: number, before: Int32Array, office: number): void {
    const entry = this.groups.push(groups);
    this.nextEntry.push(NONE);
    if (before[office] === NONE) this.firstEntry[node] = entry;
    else this.nextEntry.values[before[office]] = entry;
    before[office] = entry;
  }

  /**
   * Scans the pocket from each departure of its gate, the last one first: what is reached from a later departure is
   * reached from an earlier one by then as well, so no scan looks further. Pairs of an office's position and its way.
   */
  private addWays(pocket: number, offices: readonly number[]): GrowingInts {
    const { pockets, legs, firstLeg } = this.access;
    const { readySec, open } = this.scan;
    const first = firstLeg[pocket + 1];
    let end = firstLeg[pocket + 2];
    const gate = pockets.gate[pocket];
    const found = new GrowingInts();
    for (let leg = end - 1; leg >= first; leg--) {
      if (open[leg] === 0 || legs.from[leg] !== gate) continue;
      const departSec = legs.departSec[leg];
      const start = firstDeparture(legs.departSec, departSec, first, end);
      this.forget(pocket);
      readySec[gate] = departSec;
      earliestReady(legs, this.scan, start, end);
      this.addWaysFrom(gate, start, offices, found);
      let latestSec = departSec;
      for (const node of offices) latestSec = Math.max(latestSec, readySec[node]);
      if (latestSec !== UNREACHED) end = firstDeparture(legs.departSec, latestSec + 1, start, end);
      leg = start;
    }
    this.forget(pocket);
    return found;
  }

  private forget(pocket: number): void {
    const { pockets } = this.access;
    const { readySec, via } = this.scan;
    const [firstNode, endNode] = [pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]];
    readySec.fill(UNREACHED, firstNode, endNode);
    via.fill(NONE, firstNode, endNode);
    readySec[pockets.gate[pocket]] = UNREACHED;
    via[pockets.gate[pocket]] = NONE;
  }

  /** The scanned ways to offices that begin with the departure from which legs were scanned, `start` the first of them. */
  private addWaysFrom(gate: number, start: number, offices: readonly number[], found: GrowingInts): void {
    const { readySec, via } = this.scan;
    const place = this.linehaul.placeOf[this.access.facilityOf[gate]];
    const from = {
      gate,
      start,
      firstWay: this.leg.count,
      item: lastAtPlace(this.linehaul.graph, place, readySec[gate]),
    };
    for (let i = 0; i < offices.length; i++) {
      const node = offices[i];
      const way = readySec[node] === UNREACHED ? NONE : this.wayTo(via[node], from);
      if (way === NONE) continue;
      found.push(i);
      found.push(way);
    }
  }

  /** The way that ends with a leg, made with those it goes on from; NONE when it begins with a later departure. */
  private wayTo(last: number, { gate, start, firstWay, item }: ScanStart): number {
    const { legs } = this.access;
    const { path, wayBy } = this;
    let leg = last;
    while (wayBy[leg] < firstWay) {
      path.push(leg);
      const next = this.legBefore(leg, gate, start);
      if (next !== NONE) leg = next;
      else if (legs.departSec[leg] === this.scan.readySec[gate]) break;
      else {
        path.length = 0;
        return NONE;
      }
    }
    let way = wayBy[leg] < firstWay ? NONE : wayBy[leg];
    for (let next = path.pop(); next !== undefined; next = path.pop()) way = this.push(next, way, item);
    return way;
  }

  /** Leg that a parcel rode before a scanned one, NONE at the gate. It stays aboard where it can, to be unloaded seldom. */
  private legBefore(leg: number, gate: number, start: number): number {
    const { from, through } = this.access.legs;
    const { via, aboard } = this.scan;
    if (from[leg] === gate) return NONE;
    return through[leg] >= start && aboard[through[leg]] === 1 ? through[leg] : via[from[leg]];
  }

  private push(leg: number, before: number, item: number): number {
    const { through, readySec } = this.access.legs;
    const aboard = before !== NONE && through[leg] === this.leg.values[before];
    const patternBefore = before === NONE ? NONE : this.pattern.values[before];
    const way = this.leg.push(leg);
    this.before.push(before);
    this.item.push(item);
    this.readySec.push(readySec[leg]);
    this.pattern.push(this.patterns.of(leg, patternBefore, aboard));
    this.wayBy[leg] = way;
    return way;
  }

  /** Sorts pairs of offices and ways, the latest first, into lists of the offices' entries. */
  private listByEntry(officeCount: number, found: GrowingInts): void {
    const next = new Int32Array(officeCount + 1);
    for (let at = 0; at < found.count; at += 2) next[found.values[at] + 1]++;
    const first = this.wayOfEntry.extend(found.count / 2);
    next[0] = first;
    for (let i = 0; i < officeCount; i++) {
      next[i + 1] += next[i];
      this.firstOfEntry.push(next[i + 1]);
    }
    const ways = this.wayOfEntry.values;
    const end = next.subarray(1);
    for (let at = 0; at < found.count; at += 2) ways[--end[found.values[at]]] = found.values[at + 1];
    for (let i = 0; i < officeCount; i++) {
      const entry = this.patternCount.count;
      this.patternCount.push(this.countPatterns(this.firstOfEntry.values[entry], this.firstOfEntry.values[entry + 1]));
    }
  }

  private countPatterns(first: number, end: number): number {
    const patternAt = (at: number): number => this.pattern.values[this.wayOfEntry.values[at]];
    let count = 0;
    for (let at = first; at < end; at++) {
      let other = first;
      while (patternAt(other) !== patternAt(at)) other++;
      if (other === at) count++;
    }
    return count;
  }
}

/** A scan of a pocket from one departure of its gate. */
interface ScanStart {
  readonly gate: number; // node
  readonly start: number; // first leg
  readonly firstWay: number; // made from it
  readonly item: number; // of the graph at the gate
}
