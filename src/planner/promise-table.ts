import { NONE } from '../base/none.js';
import { bandOf } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { Legs } from '../engine/earliest-arrival.js';
import type { TableColumns } from '../engine/promise-table.js';
import type { Access } from './access.js';
import type { Reach, Usage } from './access-reach.js';
import { reachFor } from './promise-desk.js';
import type { PromiseDesk } from './promise-desk.js';
import { whyNotInterlined } from './promise-reasons.js';
import { daysAfter, roundLists, rowRoundsOf } from './promise-table-lists.js';
import type { RoundLists } from './promise-table-lists.js';
import { originsOf } from './promise-table-origins.js';

/** The parcel a table is about, and what its cells hold. */
export interface TableRequest {
  readonly postedSec: number; // posted in every postal code at this second
  readonly g: number;
  readonly ml: number;
  readonly product: number;
  readonly goods: number; // goods mask
  readonly codAmount: number; // minor money
  /** `joint`: best of both carriers together; `alone`: of the better carrier alone. */
  readonly best: 'joint' | 'alone';
  /** So many first characters of a postal code name its circle in the counts. */
  readonly circleChars: number;
}

/** A prepaid parcel of the lightest band in the first product, posted at the planning instant. */
export function standardTable(workspace: Workspace): TableRequest {
  const band = workspace.bands[0] ?? { g: 500, ml: 3000 };
  return {
    postedSec: workspace.plannedAtSec,
    g: band.g,
    ml: band.ml,
    product: 0,
    goods: 0,
    codAmount: 0,
    best: 'joint',
    circleChars: 2,
  };
}

/** A case of the table in terms of the domain. */
export interface CaseName {
  readonly party: number;
  readonly interlined: boolean;
}

export interface TableProblem {
  readonly request: TableRequest;
  readonly cases: readonly CaseName[];
  readonly circles: readonly string[];
  readonly columns: TableColumns;
}

/**
 * Contracts a workspace to the columns that the table's kernels fill; all in shared memory, so that threads can share
 * them. The table goes to `into` where that is shared memory of its size, as from an earlier table.
 */
export function tableProblem(desk: PromiseDesk, request: TableRequest, into?: Uint8Array): TableProblem {
  const { access } = desk;
  const { workspace } = access;
  const names = casesOf(workspace, request);
  const band = bandOf(workspace.bands, request.g, request.ml);
  const handover = { weightG: request.g, cod: request.codAmount > 0 };
  const daysOf = daysAfter(workspace.calendar, request.postedSec);
  const codeCount = workspace.network.postalCodes.length;
  const usages = (band === NONE ? [] : names).map((name) => ({ ...name, goods: request.goods, band }));
  const ends = usages.map((usage: Usage) => {
    const reach = reachFor(desk, usage);
    const rounds = rowRoundsOf(access, reach, handover, daysOf);
    return { reach, rounds, lists: roundLists(access, reach, rounds) };
  });
  const origins = originsOf(access, ends, request.postedSec);
  const drafts = ends.map(({ reach, lists }, c) => {
    const node = origins.node.subarray(c * codeCount, (c + 1) * codeCount);
    const sec = origins.sec.subarray(c * codeCount, (c + 1) * codeCount);
    return { lists, classes: classesOf(access, reach, lists, { node, sec }) };
  });
  const groups = tuplesOf(
    drafts.map((draft) => draft.lists.listOf),
    codeCount,
  );
  const combinations = tuplesOf(
    drafts.map((draft) => draft.classes.classOfCode),
    codeCount,
  );
  const cases = drafts.map(({ lists, classes }, c) => ({
    legs: classes.legs,
    nodeCount: access.pockets.coreCount,
    classNode: classes.node,
    classSec: classes.sec,
    firstRound: sharedUint32(lists.firstRound),
    roundNode: sharedUint32(lists.roundNode),
    roundBySec: sharedInt32(lists.roundBySec),
    roundDays: sharedUint8(lists.roundDays),
    classOf: sharedInt32(combinations.sample.map((code) => classes.classOfCode[code])),
    listOf: sharedUint32(groups.sample.map((code) => lists.listOf[code])),
    alone: !(usages[c] as Usage).interlined,
    rows: new Uint8Array(new SharedArrayBuffer(Math.max(1, classes.node.length * (lists.firstRound.length - 1)))),
  }));
  const circles = circlesOf(workspace, request.circleChars);
  const columns = {
    codeCount,
    cases,
    groupOf: groups.tupleOf,
    groupCount: groups.sample.length,
    ...byTuple(combinations.tupleOf, combinations.sample.length),
    circleCount: circles.names.length,
    circleOf: circles.circleOf,
    ...membersOf(groups.tupleOf, circles.circleOf, circles.names.length),
    firstLocal: sharedUint32(origins.firstLocal),
    localCode: sharedUint32(origins.localCode),
    localDays: sharedUint8(origins.localDays),
    days: roomFor(codeCount * codeCount, into),
    jointly: request.best === 'joint',
  };
  return { request, cases: usages, circles: circles.names, columns };
}

function casesOf(workspace: Workspace, request: TableRequest): CaseName[] {
  const asked = {
    ...request,
    from: { kind: 'code', index: 0 },
    to: 0,
    atSec: request.postedSec,
    longestSideCm: 0,
  } as const;
  const interlined = workspace.agreement !== undefined && whyNotInterlined(workspace, asked) === undefined;
  return workspace.parties.flatMap((_, party) => [
    { party, interlined: false },
    ...(interlined ? [{ party, interlined: true }] : []),
  ]);
}

interface Classes {
  readonly legs: Legs;
  readonly node: Uint32Array; // [class]
  readonly sec: Int32Array; // [class]
  readonly classOfCode: Int32Array; // [code] or NONE
}

/**
 * Origins that see the same network: those at one node between the same two events there. Nothing else at the node
 * depends on the moment than which departures and rounds are still to come, so a class stands at the next of them.
 */
function classesOf(
  access: Access,
  reach: Reach,
  lists: RoundLists,
  origins: { node: Int32Array; sec: Int32Array },
): Classes {
  const legs = coreLegs(access, reach);
  const events = Array.from({ length: access.pockets.coreCount }, (): number[] => []);
  for (let leg = 0; leg < legs.legCount; leg++) events[legs.from[leg]]?.push(legs.departSec[leg]);
  lists.roundNode.forEach((node, round) => events[node]?.push(lists.roundBySec[round]));
  for (const secs of events) secs.sort((a, b) => a - b);
  const node: number[] = [];
  const sec: number[] = [];
  const known = new Map<number, number>();
  const classOfCode = Int32Array.from(origins.node, (at, code) => {
    if (at === NONE) return NONE;
    const next = events[at]?.find((event) => event >= origins.sec[code]);
    if (next === undefined) return NONE;
    const key = next * access.pockets.coreCount + at;
    let index = known.get(key);
    if (index === undefined) {
      index = node.push(at) - 1;
      sec.push(next);
      known.set(key, index);
    }
    return index;
  });
  return { legs, node: sharedUint32(node), sec: sharedInt32(sec), classOfCode };
}

/** The core's legs that are open, close together, for the scans to read. */
function coreLegs(access: Access, reach: Reach): Legs {
  const { legs, firstLeg } = access;
  const open: number[] = [];
  const place = new Int32Array(firstLeg[1]).fill(NONE);
  for (let leg = 0; leg < place.length; leg++) if (reach.open[leg] === 1) place[leg] = open.push(leg) - 1;
  return {
    legCount: open.length,
    from: sharedUint32(open.map((leg) => legs.from[leg])),
    to: sharedUint32(open.map((leg) => legs.to[leg])),
    departSec: sharedInt32(open.map((leg) => legs.departSec[leg])),
    readySec: sharedInt32(open.map((leg) => legs.readySec[leg])),
    through: sharedInt32(open.map((leg) => (legs.through[leg] === NONE ? NONE : place[legs.through[leg]]))),
  };
}

/** Numbers the distinct tuples of equal-length columns; `sample[t]` is a row that has tuple `t`. */
function tuplesOf(columns: readonly ArrayLike<number>[], rowCount: number): { tupleOf: Uint32Array; sample: number[] } {
  const tupleOf = new Uint32Array(new SharedArrayBuffer(rowCount * 4));
  for (const column of columns) {
    const known = new Map<number, number>();
    for (let row = 0; row < rowCount; row++) {
      // Both parts are dense, so the pair fits a double exactly.
      const pair = tupleOf[row] * 0x1_0000_0000 + (column[row] + 1);
      let tuple = known.get(pair);
      if (tuple === undefined) known.set(pair, (tuple = known.size));
      tupleOf[row] = tuple;
    }
  }
  const sample: number[] = [];
  tupleOf.forEach((tuple, row) => (sample[tuple] ??= row));
  return { tupleOf, sample };
}

function byTuple(tupleOf: Uint32Array, count: number): { firstOrigin: Uint32Array; origin: Uint32Array } {
  const codes = Array.from({ length: count }, (): number[] => []);
  tupleOf.forEach((tuple, code) => codes[tuple]?.push(code));
  const firstOrigin = [0];
  for (const list of codes) firstOrigin.push(firstOrigin[firstOrigin.length - 1] + list.length);
  return { firstOrigin: sharedUint32(firstOrigin), origin: sharedUint32(codes.flat()) };
}

function circlesOf(workspace: Workspace, chars: number): { names: string[]; circleOf: Uint16Array } {
  const prefixes = workspace.network.postalCodes.map((code) => code.slice(0, chars));
  const names = [...new Set(prefixes)].sort();
  const index = new Map(names.map((name, circle) => [name, circle]));
  const circleOf = new Uint16Array(new SharedArrayBuffer(prefixes.length * 2));
  prefixes.forEach((prefix, code) => (circleOf[code] = index.get(prefix) as number));
  return { names, circleOf };
}

function membersOf(
  groupOf: Uint32Array,
  circleOf: Uint16Array,
  circleCount: number,
): Pick<TableColumns, 'memberGroup' | 'memberCircle' | 'memberCount'> {
  const counts = new Map<number, number>();
  groupOf.forEach((group, code) => {
    const key = group * circleCount + circleOf[code];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const keys = [...counts.keys()];
  const memberCircle = new Uint16Array(new SharedArrayBuffer(keys.length * 2));
  keys.forEach((key, m) => (memberCircle[m] = key % circleCount));
  return {
    memberGroup: sharedUint32(keys.map((key) => Math.floor(key / circleCount))),
    memberCircle,
    memberCount: sharedUint32([...counts.values()]),
  };
}

function roomFor(cells: number, into: Uint8Array | undefined): Uint8Array {
  if (into?.length === cells && into.buffer instanceof SharedArrayBuffer) return into;
  return new Uint8Array(new SharedArrayBuffer(cells));
}

function sharedUint32(values: ArrayLike<number>): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

function sharedInt32(values: ArrayLike<number>): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

function sharedUint8(values: ArrayLike<number>): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}
