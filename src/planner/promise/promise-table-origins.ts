import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture } from '../../engine/promise/earliest-arrival.js';
import { NOT_SERVED } from '../../engine/promise/promise-table.js';
import type { Access } from '../network/access.js';
import { entryFrom } from '../network/access-ends.js';
import type { Entry } from '../network/access-ends.js';
import type { Reach } from '../network/access-reach.js';
import type { RowRounds, Targets } from './promise-table-lists.js';

/** Where parcels start: `entryOf` says where and when a party takes one in, if it does. */
export interface Sources {
  readonly count: number;
  readonly entryOf: (source: number, party: number) => Entry | undefined;
}

/** Postal codes as sources: parcels posted there at `postedSec`. */
export function codeSources(access: Access, postedSec: number): Sources {
  return {
    count: access.workspace.network.postalCodes.length,
    entryOf: (code, party) => entryFrom(access, party, code, postedSec),
  };
}

/** Where parcels of each source come out at the core, by case: `[case * sourceCount + source]`. */
export interface Origins {
  readonly node: Int32Array; // or NONE
  readonly sec: Int32Array;
  /** Deliveries that need not leave the source's pocket: of source `s` those at `firstLocal[s] .. firstLocal[s + 1]`. */
  readonly firstLocal: Uint32Array; // [sourceCount + 1]
  readonly localTarget: Uint32Array;
  readonly localDays: Uint8Array; // [case * localCount + local]
}

/** One case: the network as its parcels see it, and its delivery rounds. */
export interface OriginCase {
  readonly reach: Reach;
  readonly rounds: RowRounds;
}

/** Where the parcels of sources come out. O(sources x cases x legs and rows of a pocket). */
export function originsOf(access: Access, cases: readonly OriginCase[], sources: Sources, targets: Targets): Origins {
  const { workspace, pockets, nodeOf } = access;
  const locals = new Locals(access, cases.length, targets);
  const node = new Int32Array(cases.length * sources.count).fill(NONE);
  const sec = new Int32Array(cases.length * sources.count);
  for (let source = 0; source < sources.count; source++) {
    locals.begin(source);
    const entries = workspace.parties.map((_, party) => sources.entryOf(source, party));
    const inPockets = entries.map((entry) => entry && pockets.pocketOf[nodeOf[entry.facility]]);
    for (const pocket of inPockets) if (pocket !== undefined && pocket !== NONE) locals.addPocket(pocket);
    cases.forEach(({ reach, rounds }, c) => {
      const entry = entries[reach.usage.party];
      if (entry === undefined) return;
      const out = leavePocket(access, reach, entry, (pocket) => locals.deliver(c, pocket, reach, rounds));
      node[c * sources.count + source] = out.node;
      sec[c * sources.count + source] = out.sec;
    });
  }
  return { node, sec, ...locals.columns() };
}

/** Node and second at which an entry reaches the core; `visit` sees its pocket scanned. */
function leavePocket(
  access: Access,
  reach: Reach,
  entry: Entry,
  visit: (pocket: number) => void,
): { node: number; sec: number } {
  const { pockets, legs, firstLeg, nodeOf } = access;
  const { readySec, via } = reach.scan;
  const node = nodeOf[entry.facility];
  const pocket = pockets.pocketOf[node];
  if (pocket === NONE) return { node, sec: entry.sec };
  const gate = pockets.gate[pocket];
  const end = firstLeg[pocket + 2];
  readySec[node] = entry.sec;
  earliestReady(legs, reach.scan, firstDeparture(legs.departSec, entry.sec, firstLeg[pocket + 1], end), end);
  const sec = readySec[gate];
  visit(pocket);
  readySec.fill(UNREACHED, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
  via.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
  readySec[gate] = UNREACHED;
  via[gate] = NONE;
  return { node: sec === UNREACHED ? NONE : gate, sec };
}

/** The local deliveries of all sources in the making. */
class Locals {
  private readonly firstLocal: number[] = [];
  private readonly localTarget: number[] = [];
  private readonly days: number[][];
  /** Of pocket `p`, pairs of a target and one of its delivery rows in the pocket. */
  private readonly pairsOf: readonly { readonly target: number[]; readonly row: number[] }[];
  private readonly slotOf: Int32Array; // [target] its place among the source's, at or after the source's first
  private first = 0;

  constructor(
    private readonly access: Access,
    caseCount: number,
    targets: Targets,
  ) {
    this.pairsOf = Array.from({ length: access.pockets.pocketCount }, () => ({ target: [], row: [] }));
    for (let target = 0; target < targets.count; target++) {
      for (let at = targets.first[target]; at < targets.first[target + 1]; at++) {
        const pairs = this.pairsOf[pocketOfRow(access, targets.row[at])];
        pairs?.target.push(target);
        pairs?.row.push(targets.row[at]);
      }
    }
    this.days = Array.from({ length: caseCount }, () => []);
    this.slotOf = new Int32Array(targets.count).fill(NONE);
  }

  begin(source: number): void {
    this.first = this.localTarget.length;
    this.firstLocal[source] = this.first;
  }

  addPocket(pocket: number): void {
    for (const target of this.pairsOf[pocket].target) {
      if (this.slotOf[target] >= this.first) continue;
      this.slotOf[target] = this.localTarget.push(target) - 1;
      for (const days of this.days) days.push(NOT_SERVED);
    }
  }

  deliver(c: number, pocket: number, reach: Reach, rounds: RowRounds): void {
    const { workspace, nodeOf } = this.access;
    const { facility } = workspace.network.deliveries;
    const { dayCount } = workspace.calendar;
    const days = this.days[c];
    const pairs = this.pairsOf[pocket];
    for (let pair = 0; pair < pairs.row.length; pair++) {
      const row = pairs.row[pair];
      const ready = reach.scan.readySec[nodeOf[facility[row]]];
      if (ready === UNREACHED) continue;
      const slot = this.slotOf[pairs.target[pair]];
      const end = row * dayCount + rounds.count[row];
      for (let round = row * dayCount; round < end; round++) {
        if (rounds.bySec[round] < ready) continue;
        if (rounds.days[round] < days[slot]) days[slot] = rounds.days[round];
        break;
      }
    }
  }

  columns(): Pick<Origins, 'firstLocal' | 'localTarget' | 'localDays'> {
    const localDays = new Uint8Array(this.days.length * this.localTarget.length);
    this.days.forEach((days, c) => localDays.set(days, c * this.localTarget.length));
    return {
      firstLocal: Uint32Array.from([...this.firstLocal, this.localTarget.length]),
      localTarget: Uint32Array.from(this.localTarget),
      localDays,
    };
  }
}

function pocketOfRow(access: Access, row: number): number {
  const { facility } = access.workspace.network.deliveries;
  return access.pockets.pocketOf[access.nodeOf[facility[row]]];
}
