import { NONE, UNREACHED } from '../base/none.js';
import { earliestReady, firstDeparture, legsTo, type ForwardScan } from '../engine/earliest-arrival.js';
import type { Access } from './access.js';
import type { Group } from './classes.js';
import { FORBIDDEN, type Rates } from './rates.js';

/** One way from a pocket's gate to one of its offices. */
export interface Way {
  readonly departSec: number; // must be ready at the gate by then
  readonly readySec: number; // ready at the office
  readonly legs: readonly number[]; // access legs in travel order
  readonly pattern: number; // ways of the same calls under the same clauses share it
}

/** Ways to an office for the groups that may use them (a bit each of the list of groups). */
export interface OfficeWays {
  readonly groupMask: number;
  readonly ways: readonly Way[]; // ascending departures
}

/**
 * Ways from the gate to the given offices of pockets (nodes), by node. Below a gate a parcel takes the earliest way;
 * there is one way in, so the choice is only which departure to take. O(departures of the gate x legs of the pocket).
 */
export function officeWays(
  access: Access,
  rates: Rates,
  groups: readonly Group[],
  nodes: Iterable<number>,
): Map<number, OfficeWays[]> {
  const byPocket = new Map<number, number[]>();
  for (const node of nodes) {
    const pocket = access.pockets.pocketOf[node] as number;
    const list = byPocket.get(pocket);
    if (list) list.push(node);
    else byPocket.set(pocket, [node]);
  }
  const nodeCount = access.facilityOf.length;
  const scan: ForwardScan = {
    open: new Uint8Array(access.legOf.length),
    readySec: new Int32Array(nodeCount).fill(UNREACHED),
    via: new Int32Array(nodeCount).fill(NONE),
    aboard: new Uint8Array(access.legOf.length),
  };
  const patterns = new Patterns(access);
  const result = new Map<number, OfficeWays[]>();
  for (const node of [...byPocket.values()].flat()) result.set(node, []);
  for (const [pocket, offices] of byPocket) {
    for (const { groupMask, open } of openings(access, rates, groups, pocket)) {
      scan.open.set(open, access.firstLeg[pocket + 1]);
      const ways = waysIn(access, scan, pocket, offices, patterns);
      offices.forEach((node, i) => result.get(node)?.push({ groupMask, ways: ways[i] as Way[] }));
    }
  }
  return result;
}

/** Groups of a pocket by which of its legs they may ride; those that may ride none are left out. */
function openings(
  access: Access,
  rates: Rates,
  groups: readonly Group[],
  pocket: number,
): { groupMask: number; open: Uint8Array }[] {
  const first = access.firstLeg[pocket + 1] as number;
  const end = access.firstLeg[pocket + 2] as number;
  const found: { groupMask: number; open: Uint8Array }[] = [];
  groups.forEach((group, index) => {
    const open = new Uint8Array(end - first);
    let any = false;
    for (let at = first; at < end; at++) {
      if (rates.leg(access.legOf[at] as number, group, 0) === FORBIDDEN) continue;
      open[at - first] = 1;
      any = true;
    }
    if (!any) return;
    const same = found.find((other) => other.open.every((value, i) => value === open[i]));
    if (same) same.groupMask |= 1 << index;
    else found.push({ groupMask: 1 << index, open });
  });
  return found;
}

/** Numbers ways by what they are on any day: from one departure to the next most are the same. */
class Patterns {
  private readonly access: Access;
  private count = 0;

  constructor(access: Access) {
    this.access = access;
  }

  of(before: Way | undefined, legs: readonly number[]): number {
    const same = before?.legs.length === legs.length && legs.every((at, i) => this.alike(at, before.legs[i] as number));
    return same ? (before as Way).pattern : this.count++;
  }

  private alike(a: number, b: number): boolean {
    const { timetable, legOf } = this.access;
    const [x, y] = [legOf[a] as number, legOf[b] as number];
    return (
      timetable.what[x] === timetable.what[y] &&
      timetable.at[x] === timetable.at[y] &&
      timetable.kind[x] === timetable.kind[y] &&
      timetable.clause[x] === timetable.clause[y]
    );
  }
}

function waysIn(
  access: Access,
  scan: ForwardScan,
  pocket: number,
  offices: readonly number[],
  patterns: Patterns,
): Way[][] {
  const { pockets, legs, firstLeg } = access;
  const first = firstLeg[pocket + 1] as number;
  const end = firstLeg[pocket + 2] as number;
  const gate = pockets.gate[pocket] as number;
  const [firstNode, endNode] = [pockets.firstOfPocket[pocket] as number, pockets.firstOfPocket[pocket + 1] as number];
  const { readySec, via } = scan;
  const ways: Way[][] = offices.map(() => []);
  let before = NONE;
  for (let leg = first; leg < end; leg++) {
    const departSec = legs.departSec[leg] as number;
    if (scan.open[leg] === 0 || legs.from[leg] !== gate || departSec === before) continue;
    before = departSec;
    readySec.fill(UNREACHED, firstNode, endNode);
    via.fill(NONE, firstNode, endNode);
    readySec[gate] = departSec;
    const start = firstDeparture(legs.departSec, departSec, first, end);
    earliestReady(legs, scan, start, end);
    offices.forEach((node, i) => {
      if (readySec[node] === UNREACHED) return;
      const way = legsTo(legs, scan, start, node, gate);
      // A way that only starts with a later departure is that departure's way.
      if (legs.departSec[way[0] as number] !== departSec) return;
      const list = ways[i] as Way[];
      const pattern = patterns.of(list.at(-1), way);
      list.push({ departSec, readySec: readySec[node] as number, legs: way, pattern });
    });
  }
  readySec.fill(UNREACHED, firstNode, endNode);
  via.fill(NONE, firstNode, endNode);
  readySec[gate] = UNREACHED;
  via[gate] = NONE;
  return ways;
}
