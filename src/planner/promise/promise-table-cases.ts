import { NONE } from '../../base/none.js';
import { bandOf } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Legs } from '../../engine/promise/earliest-arrival.js';
import type { TableCase } from '../../engine/promise/promise-table.js';
import type { Access } from '../network/access.js';
import type { Reach, Usage } from '../network/access-reach.js';
import { reachFor } from './promise-desk.js';
import type { PromiseDesk } from './promise-desk.js';
import { whyNotInterlined } from './promise-reasons.js';
import { daysAfter, roundLists, rowRoundsOf } from './promise-table-lists.js';
import type { RoundLists, Targets } from './promise-table-lists.js';
import { originsOf } from './promise-table-origins.js';
import type { Origins, Sources } from './promise-table-origins.js';

/** The parcel that tables are about, and when it is posted. */
export interface TableParcel {
  readonly postedSec: number; // posted, or ready at a facility, at this second
  readonly g: number;
  readonly ml: number;
  readonly product: number;
  readonly goods: number; // goods mask
  readonly codAmount: number; // minor money
}

/** A workspace contracted to what decides the days from sources to targets, for every way of carrying. */
export interface Contraction {
  readonly usages: readonly Usage[]; // [case]
  readonly cases: readonly TableCase[];
  /** Sources that see the same network in every case. */
  readonly combinations: Tuples; // of sources
  /** Targets that are reached alike in every case. */
  readonly groups: Tuples; // of targets
  readonly origins: Origins;
}

/** Distinct tuples of several columns: which one each row has, and a row that has each. */
export interface Tuples {
  readonly tupleOf: Uint32Array; // [row] in shared memory
  readonly sample: readonly number[]; // [tuple] a row
}

/** Contracts a workspace; columns are in shared memory. No case holds where the parcel fits no size band. */
export function contracted(
  desk: PromiseDesk,
  parcel: TableParcel,
  { sources, targets }: { readonly sources: Sources; readonly targets: Targets },
): Contraction {
  const { access } = desk;
  const usages = usagesOf(access.workspace, parcel);
  const handover = { weightG: parcel.g, cod: parcel.codAmount > 0 };
  const daysOf = daysAfter(access.workspace.calendar, parcel.postedSec);
  const ends = usages.map((usage) => {
    const reach = reachFor(desk, usage);
    const rounds = rowRoundsOf(access, reach, handover, daysOf);
    return { reach, rounds, lists: roundLists(access, reach, rounds, targets) };
  });
  const origins = originsOf(access, ends, sources, targets);
  const drafts = ends.map(({ reach, lists }, c) => {
    const node = origins.node.subarray(c * sources.count, (c + 1) * sources.count);
    const sec = origins.sec.subarray(c * sources.count, (c + 1) * sources.count);
    return { usage: reach.usage, lists, classes: classesOf(access, reach, lists, { node, sec }) };
  });
  const groups = tuplesOf(
    drafts.map(({ lists }) => lists.listOf),
    targets.count,
  );
  const combinations = tuplesOf(
    drafts.map(({ classes }) => classes.classOf),
    sources.count,
  );
  const cases = drafts.map(({ usage, lists, classes }) => ({
    legs: classes.legs,
    nodeCount: access.pockets.coreCount,
    classNode: classes.node,
    classSec: classes.sec,
    firstRound: sharedUint32(lists.firstRound),
    roundNode: sharedUint32(lists.roundNode),
    roundBySec: sharedInt32(lists.roundBySec),
    roundDays: sharedUint8(lists.roundDays),
    classOf: sharedInt32(combinations.sample.map((source) => classes.classOf[source])),
    listOf: sharedUint32(groups.sample.map((target) => lists.listOf[target])),
    alone: !usage.interlined,
    rows: new Uint8Array(new SharedArrayBuffer(Math.max(1, classes.node.length * (lists.firstRound.length - 1)))),
  }));
  return { usages, cases, combinations, groups, origins };
}

/** Every party alone and, where the agreement takes the parcel, together with its partners. */
function usagesOf(workspace: Workspace, parcel: TableParcel): Usage[] {
  const band = bandOf(workspace.bands, parcel.g, parcel.ml);
  if (band === NONE) return [];
  const asked = {
    ...parcel,
    from: { kind: 'code', index: 0 },
    to: 0,
    atSec: parcel.postedSec,
    longestSideCm: 0,
  } as const;
  const interlined = workspace.agreement !== undefined && whyNotInterlined(workspace, asked) === undefined;
  const { goods } = parcel;
  return workspace.parties.flatMap((_, party) => [
    { party, interlined: false, goods, band },
    ...(interlined ? [{ party, interlined: true, goods, band }] : []),
  ]);
}

interface Classes {
  readonly legs: Legs;
  readonly node: Uint32Array; // [class]
  readonly sec: Int32Array; // [class]
  readonly classOf: Int32Array; // [source] or NONE
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
  const classOf = Int32Array.from(origins.node, (at, source) => {
    if (at === NONE) return NONE;
    const next = events[at]?.find((event) => event >= origins.sec[source]);
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
  return { legs, node: sharedUint32(node), sec: sharedInt32(sec), classOf };
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
export function tuplesOf(columns: readonly ArrayLike<number>[], rowCount: number): Tuples {
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

export function sharedUint32(values: ArrayLike<number>): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

export function sharedInt32(values: ArrayLike<number>): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}

export function sharedUint8(values: ArrayLike<number>): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(values.length));
  shared.set(values);
  return shared;
}
