import { NONE, UNREACHED } from '../base/none.js';
import { earliestReady, firstDeparture } from '../engine/earliest-arrival.js';
import { NOT_SERVED } from '../engine/promise-table.js';
import type { Access } from './access.js';
import { entryFrom } from './access-ends.js';
import type { Entry } from './access-ends.js';
import type { Reach } from './access-reach.js';
import type { RowRounds } from './promise-table-lists.js';

/** Where parcels posted in each postal code come out at the core, by case: `[case * codeCount + code]`. */
export interface Origins {
  readonly node: Int32Array; // or NONE
  readonly sec: Int32Array;
  /** Deliveries that need not leave the origin's pocket; columns as in `TableColumns`. */
  readonly firstLocal: Uint32Array;
  readonly localCode: Uint32Array;
  readonly localDays: Uint8Array;
}

/** One case: the network as its parcels see it, and its delivery rounds. */
export interface OriginCase {
  readonly reach: Reach;
  readonly rounds: RowRounds;
}

/** Where parcels that a party takes in from `postedSec` on come out. O(codes x cases x legs and rows of a pocket). */
export function originsOf(access: Access, cases: readonly OriginCase[], postedSec: number): Origins {
  const { workspace, pockets, nodeOf } = access;
  const codeCount = workspace.network.postalCodes.length;
  const locals = new Locals(access, cases.length);
  const node = new Int32Array(cases.length * codeCount).fill(NONE);
  const sec = new Int32Array(cases.length * codeCount);
  for (let code = 0; code < codeCount; code++) {
    locals.begin(code);
    const entries = workspace.parties.map((_, party) => entryFrom(access, party, code, postedSec));
    const inPockets = entries.map((entry) => entry && pockets.pocketOf[nodeOf[entry.facility]]);
    for (const pocket of inPockets) if (pocket !== undefined && pocket !== NONE) locals.addPocket(pocket);
    cases.forEach(({ reach, rounds }, c) => {
      const entry = entries[reach.usage.party];
      if (entry === undefined) return;
      const out = leavePocket(access, reach, entry, (pocket) => locals.deliver(c, pocket, reach, rounds));
      node[c * codeCount + code] = out.node;
      sec[c * codeCount + code] = out.sec;
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

/** The local deliveries of all origins in the making. */
class Locals {
  private readonly firstLocal: number[] = [];
  private readonly localCode: number[] = [];
  private readonly days: number[][];
  private readonly rowsOf: readonly (readonly number[])[]; // [pocket] delivery rows
  private readonly slotOf: Int32Array; // [code] its place among the origin's, at or after the origin's first
  private first = 0;

  constructor(
    private readonly access: Access,
    caseCount: number,
  ) {
    const { network } = access.workspace;
    const rowsOf = Array.from({ length: access.pockets.pocketCount }, (): number[] => []);
    for (let row = 0; row < network.deliveries.count; row++) rowsOf[pocketOfRow(access, row)]?.push(row);
    this.rowsOf = rowsOf;
    this.days = Array.from({ length: caseCount }, () => []);
    this.slotOf = new Int32Array(network.postalCodes.length).fill(NONE);
  }

  begin(code: number): void {
    this.first = this.localCode.length;
    this.firstLocal[code] = this.first;
  }

  addPocket(pocket: number): void {
    const { postalCode } = this.access.workspace.network.deliveries;
    for (const row of this.rowsOf[pocket] ?? []) {
      const code = postalCode[row];
      if (this.slotOf[code] >= this.first) continue;
      this.slotOf[code] = this.localCode.push(code) - 1;
      for (const days of this.days) days.push(NOT_SERVED);
    }
  }

  deliver(c: number, pocket: number, reach: Reach, rounds: RowRounds): void {
    const { workspace, nodeOf } = this.access;
    const { facility, postalCode } = workspace.network.deliveries;
    const { dayCount } = workspace.calendar;
    const days = this.days[c];
    for (const row of this.rowsOf[pocket] ?? []) {
      const ready = reach.scan.readySec[nodeOf[facility[row]]];
      if (ready === UNREACHED) continue;
      const slot = this.slotOf[postalCode[row]];
      const end = row * dayCount + rounds.count[row];
      for (let round = row * dayCount; round < end; round++) {
        if (rounds.bySec[round] < ready) continue;
        if (rounds.days[round] < days[slot]) days[slot] = rounds.days[round];
        break;
      }
    }
  }

  columns(): Pick<Origins, 'firstLocal' | 'localCode' | 'localDays'> {
    const localDays = new Uint8Array(this.days.length * this.localCode.length);
    this.days.forEach((days, c) => localDays.set(days, c * this.localCode.length));
    return {
      firstLocal: Uint32Array.from([...this.firstLocal, this.localCode.length]),
      localCode: Uint32Array.from(this.localCode),
      localDays,
    };
  }
}

function pocketOfRow(access: Access, row: number): number {
  const { facility } = access.workspace.network.deliveries;
  return access.pockets.pocketOf[access.nodeOf[facility[row]]];
}
