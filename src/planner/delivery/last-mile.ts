import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture, legsTo, type ForwardScan } from '../../engine/promise/earliest-arrival.js';
import { lastAtPlace } from '../../engine/timed/timed-graph.js';
import type { Access } from '../network/access.js';
import { GrowingInts } from '../growing.js';
import type { LegCosts } from '../network/leg-costs.js';
import type { Linehaul } from '../network/linehaul.js';
import { TRANSFER } from '../network/timetable.js';

/**
 * Ways from the gates of pockets to their offices. Below a gate a parcel takes the earliest way; there is one way in, so
 * the choice is only which departure to take. An office has an *entry* for each set of groups that may use the same
 * legs, with the ways of that set. Columns, because a nation has a way for each office and day.
 */
export interface LastMile {
  readonly firstEntry: Int32Array; // [node] or NONE
  readonly nextEntry: Int32Array; // [entry] of the same node, or NONE
  readonly groups: Int32Array; // [entry] groups that may use its ways, a set of `GroupSets`
  readonly lastWay: Int32Array; // [entry] its way with the latest departure, or NONE
  readonly patternCount: Int32Array; // [entry] patterns of its ways

  readonly previousWay: Int32Array; // [way] of the same entry with an earlier departure, or NONE
  readonly item: Int32Array; // [way] of the graph at the gate: to be reached for it; 0 when nothing is
  readonly readySec: Int32Array; // [way] ready at the office
  readonly pattern: Int32Array; // [way] of an entry: ways of the same calls under the same clauses share it
  readonly firstLeg: Int32Array; // [way + 1] into `leg`
  readonly leg: Int32Array; // access legs in travel order
}

/** Ways to the given offices of pockets (nodes), of pockets whose gate is in the graph. O(departures of the gates x legs of their pockets). */
export function lastMileOf(access: Access, costs: LegCosts, linehaul: Linehaul, nodes: Iterable<number>): LastMile {
  const builder = new LastMileBuilder(access, costs, linehaul);
  for (const [pocket, offices] of officesByPocket(access, nodes)) builder.addPocket(pocket, offices);
  return builder.finish();
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
  private readonly lastWay = new GrowingInts();
  private readonly patternCount = new GrowingInts();
  private readonly previousWay = new GrowingInts();
  private readonly item = new GrowingInts();
  private readonly readySec = new GrowingInts();
  private readonly pattern = new GrowingInts();
  private readonly firstLeg = new GrowingInts();
  private readonly leg = new GrowingInts();
  private readonly scan: ForwardScan;

  constructor(
    private readonly access: Access,
    private readonly costs: LegCosts,
    private readonly linehaul: Linehaul,
  ) {
    const nodeCount = access.facilityOf.length;
    this.firstEntry = new Int32Array(nodeCount).fill(NONE);
    this.firstLeg.push(0);
    this.scan = {
      open: new Uint8Array(access.legOf.length),
      readySec: new Int32Array(nodeCount).fill(UNREACHED),
      via: new Int32Array(nodeCount).fill(NONE),
      aboard: new Uint8Array(access.legOf.length),
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
      const firstEntry = this.lastWay.count;
      for (let i = 0; i < offices.length; i++) this.addEntry(offices[i], groups, before, i);
      this.addWays(pocket, offices, firstEntry);
    }
  }

  finish(): LastMile {
    const column = (ints: GrowingInts): Int32Array => ints.values.subarray(0, ints.count);
    return {
      firstEntry: this.firstEntry,
      nextEntry: column(this.nextEntry),
      groups: column(this.groups),
      lastWay: column(this.lastWay),
      patternCount: column(this.patternCount),
      previousWay: column(this.previousWay),
      item: column(this.item),
      readySec: column(this.readySec),
      pattern: column(this.pattern),
      firstLeg: column(this.firstLeg),
      leg: column(this.leg),
    };
  }

  private addEntry(node: number, groups: number, before: Int32Array, office: number): void {
    const entry = this.lastWay.push(NONE);
    this.groups.push(groups);
    this.patternCount.push(0);
    this.nextEntry.push(NONE);
    if (before[office] === NONE) this.firstEntry[node] = entry;
    else this.nextEntry.values[before[office]] = entry;
    before[office] = entry;
  }

  /** Scans the pocket from each departure of its gate; the entries of the offices are `firstEntry` and on. */
  private addWays(pocket: number, offices: readonly number[], firstEntry: number): void {
    const { pockets, legs, firstLeg, facilityOf } = this.access;
    const first = firstLeg[pocket + 1];
    const end = firstLeg[pocket + 2];
    const gate = pockets.gate[pocket];
    const place = this.linehaul.placeOf[facilityOf[gate]];
    const [firstNode, endNode] = [pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]];
    const { readySec, via, open } = this.scan;
    const clear = (): void => {
      readySec.fill(UNREACHED, firstNode, endNode);
      via.fill(NONE, firstNode, endNode);
    };
    let before = NONE;
    for (let leg = first; leg < end; leg++) {
      const departSec = legs.departSec[leg];
      if (open[leg] === 0 || legs.from[leg] !== gate || departSec === before) continue;
      before = departSec;
      clear();
      readySec[gate] = departSec;
      const start = firstDeparture(legs.departSec, departSec, first, end);
      earliestReady(legs, this.scan, start, end);
      const item = lastAtPlace(this.linehaul.graph, place, departSec);
      for (let i = 0; i < offices.length; i++) {
        const node = offices[i];
        if (readySec[node] === UNREACHED) continue;
        const way = legsTo(legs, this.scan, start, node, gate);
        // A way that begins with a later departure is that departure's.
        if (legs.departSec[way[0]] !== departSec) continue;
        this.addWay(firstEntry + i, way, { readySec: readySec[node], item });
      }
    }
    clear();
    readySec[gate] = UNREACHED;
    via[gate] = NONE;
  }

  private addWay(entry: number, legs: readonly number[], of: { readySec: number; item: number }): void {
    for (const leg of legs) this.leg.push(leg);
    const way = this.firstLeg.push(this.leg.count) - 1;
    const previous = this.lastWay.values[entry];
    this.previousWay.push(previous);
    this.item.push(of.item);
    this.readySec.push(of.readySec);
    const pattern = this.patternOf(way, previous);
    this.pattern.push(pattern);
    if (pattern === way) this.patternCount.values[entry] = this.patternCount.values[entry] + 1;
    this.lastWay.values[entry] = way;
  }

  /** Pattern of a way: that of an earlier way of its entry with the same calls, or its own number. */
  private patternOf(way: number, previous: number): number {
    for (let other = previous; other !== NONE; other = this.previousWay.values[other]) {
      if (this.alikeWays(way, other)) return this.pattern.values[other];
    }
    return way;
  }

  private alikeWays(a: number, b: number): boolean {
    const [first, other] = [this.firstLeg.values[a], this.firstLeg.values[b]];
    const length = this.firstLeg.values[a + 1] - first;
    if (this.firstLeg.values[b + 1] - other !== length) return false;
    for (let i = 0; i < length; i++) {
      if (!this.alikeLegs(this.leg.values[first + i], this.leg.values[other + i])) return false;
    }
    return true;
  }

  private alikeLegs(a: number, b: number): boolean {
    const { timetable, legOf } = this.access;
    const { kind, what, at, clause } = timetable;
    const x = legOf[a];
    const y = legOf[b];
    if (what[x] !== what[y] || kind[x] !== kind[y] || clause[x] !== clause[y]) return false;
    return kind[x] === TRANSFER || at[x] === at[y];
  }
}
