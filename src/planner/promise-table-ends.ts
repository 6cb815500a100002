import { dayOfSec } from '../base/civil-time.js';
import type { Calendar } from '../base/civil-time.js';
import { NONE, UNREACHED } from '../base/none.js';
import { earliestReady, firstDeparture } from '../engine/earliest-arrival.js';
import { NOT_SERVED } from '../engine/promise-table.js';
import type { Access } from './access.js';
import { deliverBySec, entryFrom, loadBySec, roundOpen, rowTakes } from './access-ends.js';
import type { Handover } from './access-ends.js';
import { gateProfile } from './access-reach.js';
import type { Reach } from './access-reach.js';

/** Distinct lists of rounds at the core, and which serves each postal code; see `TableCase`. */
export interface RoundLists {
  readonly firstRound: readonly number[]; // [listCount + 1]
  readonly roundNode: readonly number[];
  readonly roundBySec: readonly number[];
  readonly roundDays: readonly number[];
  readonly listOf: Uint32Array; // [code]
}

/** Where parcels posted in each postal code come out at the core, and what is delivered without going there. */
export interface Origins {
  readonly node: Int32Array; // [code] or NONE
  readonly sec: Int32Array; // [code]
  readonly local: readonly ReadonlyMap<number, number>[]; // [code] days by destination
}

/** Turns delivery moments into days after posting, `NOT_SERVED` from 255 days on. */
export type DaysOf = (deliveredSec: number) => number;

/** Days after the day of `postedSec`, by service days of the calendar. */
export function daysAfter(calendar: Calendar, postedSec: number): DaysOf {
  const posted = dayOfSec(calendar, postedSec);
  const known = new Map<number, number>();
  return (deliveredSec) => {
    let days = known.get(deliveredSec);
    if (days === undefined) {
      days = Math.min(NOT_SERVED, Math.max(0, dayOfSec(calendar, deliveredSec) - posted));
      known.set(deliveredSec, days);
    }
    return days;
  };
}

/** What delivers in every postal code, told at the core. O(delivery rows x (days + departures of their gates)). */
export function roundLists(access: Access, reach: Reach, handover: Handover, daysOf: DaysOf): RoundLists {
  const codeCount = access.workspace.network.postalCodes.length;
  const listByKey = new Map<string, number>();
  const lists = { firstRound: [0], roundNode: [] as number[], roundBySec: [] as number[], roundDays: [] as number[] };
  const listOf = new Uint32Array(codeCount);
  const best = new LatestByDays();
  for (let code = 0; code < codeCount; code++) {
    best.clear();
    const { deliveries } = access;
    for (let at = deliveries.first[code] as number; at < (deliveries.first[code + 1] as number); at++) {
      const row = deliveries.row[at] as number;
      if (rowTakes(access, reach, row, handover)) offerRow(access, reach, row, daysOf, best);
    }
    const rounds = best.useful();
    const key = rounds.join(' ');
    let list = listByKey.get(key);
    if (list === undefined) {
      list = listByKey.size;
      listByKey.set(key, list);
      for (let at = 0; at < rounds.length; at += 3) {
        lists.roundDays.push(rounds[at] as number);
        lists.roundNode.push(rounds[at + 1] as number);
        lists.roundBySec.push(rounds[at + 2] as number);
      }
      lists.firstRound.push(lists.roundNode.length);
    }
    listOf[code] = list;
  }
  return { ...lists, listOf };
}

/** Offers a row's rounds at its facility, or at the gate of its pocket by the gate's departures. */
function offerRow(access: Access, reach: Reach, row: number, daysOf: DaysOf, best: LatestByDays): void {
  const { nodeOf, pockets, workspace } = access;
  const { dayCount } = workspace.calendar;
  const node = nodeOf[workspace.network.deliveries.facility[row] as number] as number;
  const pocket = pockets.pocketOf[node] as number;
  if (pocket === NONE) {
    for (let day = 0; day < dayCount; day++) {
      if (!roundOpen(access, reach, row, day)) continue;
      best.offer(node, loadBySec(access, row, day), daysOf(deliverBySec(access, row, day)));
    }
    return;
  }
  const profile = gateProfile(access, reach, pocket);
  const gate = pockets.gate[pocket] as number;
  const column = node - (pockets.firstOfPocket[pocket] as number);
  let day = 0;
  for (let d = 0; d < profile.departSec.length; d++) {
    const ready = profile.readySec[d * profile.nodeCount + column] as number;
    while (day < dayCount && (loadBySec(access, row, day) < ready || !roundOpen(access, reach, row, day))) day++;
    if (day === dayCount) return;
    best.offer(gate, profile.departSec[d] as number, daysOf(deliverBySec(access, row, day)));
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
    const byDays = this.latest[slot] as Int32Array;
    if (bySec > (byDays[days] as number)) byDays[days] = bySec;
  }

  /** Triples of days, node and second, soonest first, without those that another of the same node makes useless. */
  useful(): number[] {
    const triples: number[] = [];
    const latestSec = this.nodes.map((): number => NONE);
    const slots = this.nodes
      .map((_, slot) => slot)
      .sort((a, b) => (this.nodes[a] as number) - (this.nodes[b] as number));
    for (let days = 0; days <= this.mostDays; days++) {
      for (const slot of slots) {
        const bySec = this.latest[slot]?.[days] as number;
        if (bySec <= (latestSec[slot] as number)) continue;
        latestSec[slot] = bySec;
        triples.push(days, this.nodes[slot] as number, bySec);
      }
    }
    return triples;
  }
}

/** Where parcels that a party takes in from `postedSec` on come out. O(codes x legs of a pocket). */
export function originsOf(
  access: Access,
  reach: Reach,
  of: { postedSec: number; handover: Handover; daysOf: DaysOf },
): Origins {
  const { workspace, pockets, legs, firstLeg, nodeOf } = access;
  const { readySec, via } = reach.scan;
  const codeCount = workspace.network.postalCodes.length;
  const origins = {
    node: new Int32Array(codeCount).fill(NONE),
    sec: new Int32Array(codeCount),
    local: [] as Map<number, number>[],
  };
  const rowsOfPocket = deliveryRowsByPocket(access, reach, of.handover);
  for (let code = 0; code < codeCount; code++) {
    const local = new Map<number, number>();
    origins.local.push(local);
    const entry = entryFrom(access, reach.usage.party, code, of.postedSec);
    if (entry === undefined) continue;
    const node = nodeOf[entry.facility] as number;
    const pocket = pockets.pocketOf[node] as number;
    if (pocket === NONE) {
      origins.node[code] = node;
      origins.sec[code] = entry.sec;
      continue;
    }
    const gate = pockets.gate[pocket] as number;
    const end = firstLeg[pocket + 2] as number;
    readySec[node] = entry.sec;
    earliestReady(
      legs,
      reach.scan,
      firstDeparture(legs.departSec, entry.sec, firstLeg[pocket + 1] as number, end),
      end,
    );
    if (readySec[gate] !== UNREACHED) {
      origins.node[code] = gate;
      origins.sec[code] = readySec[gate] as number;
    }
    for (const row of rowsOfPocket.get(pocket) ?? []) deliverLocally(access, reach, row, of.daysOf, local);
    readySec.fill(UNREACHED, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
    via.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
    readySec[gate] = UNREACHED;
    via[gate] = NONE;
  }
  return origins;
}

function deliverLocally(access: Access, reach: Reach, row: number, daysOf: DaysOf, local: Map<number, number>): void {
  const { deliveries } = access.workspace.network;
  const ready = reach.scan.readySec[access.nodeOf[deliveries.facility[row] as number] as number] as number;
  if (ready === UNREACHED) return;
  for (let day = 0; day < access.workspace.calendar.dayCount; day++) {
    if (loadBySec(access, row, day) < ready || !roundOpen(access, reach, row, day)) continue;
    const to = deliveries.postalCode[row] as number;
    local.set(to, Math.min(local.get(to) ?? NOT_SERVED, daysOf(deliverBySec(access, row, day))));
    return;
  }
}

function deliveryRowsByPocket(access: Access, reach: Reach, handover: Handover): Map<number, number[]> {
  const { deliveries } = access.workspace.network;
  const rows = new Map<number, number[]>();
  for (let row = 0; row < deliveries.count; row++) {
    const pocket = access.pockets.pocketOf[access.nodeOf[deliveries.facility[row] as number] as number] as number;
    if (pocket === NONE || !rowTakes(access, reach, row, handover)) continue;
    const known = rows.get(pocket);
    if (known) known.push(row);
    else rows.set(pocket, [row]);
  }
  return rows;
}
