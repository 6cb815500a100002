import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture } from './earliest-arrival.js';
import type { Legs } from './earliest-arrival.js';

/** Days to delivery of a pair that is not served within the horizon. */
export const NOT_SERVED = 255;

/** Number of values a cell may take; histograms have so many bins. */
export const BINS = 256;

/**
 * One way of carrying: a party alone, or with its partners. Parcels of a *class* are ready at the same node at the same
 * moment. A *list* holds the rounds by which some postal codes are served: ready at `roundNode` by `roundBySec`, a parcel
 * is delivered `roundDays` after posting. Rounds of list `l` are `firstRound[l] .. firstRound[l + 1]`, soonest first.
 */
export interface TableCase {
  readonly legs: Legs; // those it may ride, between nodes of the core
  readonly nodeCount: number;
  readonly classNode: Uint32Array; // [class]
  readonly classSec: Int32Array; // [class]
  readonly firstRound: Uint32Array; // [listCount + 1]
  readonly roundNode: Uint32Array;
  readonly roundBySec: Int32Array;
  readonly roundDays: Uint8Array;
  readonly classOf: Int32Array; // [combination] class of its parcels, or NONE: not collected
  readonly listOf: Uint32Array; // [group] list that serves it
  readonly alone: boolean;
  readonly rows: Uint8Array; // [class * listCount + list] out: days to delivery
}

/**
 * A table of days to delivery from every postal code to every other, `codeCount` squared. Origins with equal classes in
 * every case form a *combination* and share a row; destinations with equal lists form a *group* and share a column.
 */
export interface TableColumns {
  readonly codeCount: number;
  readonly cases: readonly TableCase[];
  readonly groupOf: Uint32Array; // [code] as destination
  readonly groupCount: number;
  readonly firstOrigin: Uint32Array; // [combinationCount + 1]
  readonly origin: Uint32Array; // codes by combination
  readonly circleCount: number;
  readonly circleOf: Uint16Array; // [code]
  /** Codes of one circle in one group: `memberCount[m]` codes of `memberCircle[m]` in `memberGroup[m]`. */
  readonly memberGroup: Uint32Array;
  readonly memberCircle: Uint16Array;
  readonly memberCount: Uint32Array;
  /** Deliveries that never leave the origin's pocket: of code `o` those at `firstLocal[o] .. firstLocal[o + 1]`. */
  readonly firstLocal: Uint32Array; // [codeCount + 1]
  readonly localCode: Uint32Array; // destination
  readonly localDays: Uint8Array; // [case * localCount + local]
  readonly days: Uint8Array; // [origin * codeCount + destination] out
  readonly jointly: boolean; // true: best of all cases; false: best party alone
}

/** Counts of pairs; integers, so that sums do not depend on who adds them up. */
export interface TableCounts {
  readonly byCase: Float64Array; // [case * BINS + days]
  readonly alone: Float64Array; // [days] best party alone
  readonly joint: Float64Array; // [days] best of all
  readonly byOriginCircle: Float64Array; // [circle * BINS + days] of the table's cells
  readonly byDestinationCircle: Float64Array; // [circle * BINS + days] of the table's cells
  readonly faster: Float64Array; // [days saved] pairs served alone too; [NOT_SERVED] pairs that only together are served
}

/**
 * Days to delivery by every list for parcels of classes `fromClass .. endClass` of a case, written to its `rows`.
 * O(classes x (legs + rounds)): one connection scan a class.
 */
export function fillClassRows(of: TableCase, fromClass: number, endClass: number): void {
  const { legs, classNode, classSec, firstRound, roundNode, roundBySec, roundDays, rows } = of;
  const listCount = firstRound.length - 1;
  const scan = {
    open: new Uint8Array(legs.legCount).fill(1),
    readySec: new Int32Array(of.nodeCount),
    via: new Int32Array(of.nodeCount),
    aboard: new Uint8Array(legs.legCount),
  };
  const { readySec } = scan;
  for (let index = fromClass; index < endClass; index++) {
    readySec.fill(UNREACHED);
    const sec = classSec[index];
    readySec[classNode[index]] = sec;
    earliestReady(legs, scan, firstDeparture(legs.departSec, sec, 0, legs.legCount), legs.legCount);
    for (let list = 0; list < listCount; list++) {
      const end = firstRound[list + 1];
      let round = firstRound[list];
      while (round < end && readySec[roundNode[round]] > roundBySec[round]) round++;
      rows[index * listCount + list] = round < end ? roundDays[round] : NOT_SERVED;
    }
  }
}

/** Fills the table's rows of combinations `from .. end` and counts their pairs. O(combinations x groups + cells). */
export function fillTableRows(columns: TableColumns, counts: TableCounts, from: number, end: number): void {
  const { codeCount, groupOf, groupCount, firstOrigin, origin, days, jointly } = columns;
  const best = { alone: new Uint8Array(groupCount), joint: new Uint8Array(groupCount), row: new Uint8Array(codeCount) };
  for (let combination = from; combination < end; combination++) {
    const first = firstOrigin[combination];
    const last = firstOrigin[combination + 1];
    bestOfCases(columns, counts, combination, best);
    countGroups(columns, counts, best, last - first);
    const chosen = jointly ? best.joint : best.alone;
    const { row } = best;
    for (let code = 0; code < codeCount; code++) row[code] = chosen[groupOf[code]];
    countOrigins(columns, counts, combination, row);
    for (let at = first; at < last; at++) {
      const code = origin[at];
      days.set(row, code * codeCount);
      mendLocal(columns, counts, combination, code);
    }
  }
}

/** Zero counts for a table. */
export function tableCounts(columns: Pick<TableColumns, 'cases' | 'circleCount'>): TableCounts {
  return {
    byCase: new Float64Array(columns.cases.length * BINS),
    alone: new Float64Array(BINS),
    joint: new Float64Array(BINS),
    byOriginCircle: new Float64Array(columns.circleCount * BINS),
    byDestinationCircle: new Float64Array(columns.circleCount * BINS),
    faster: new Float64Array(BINS),
  };
}

interface Best {
  readonly alone: Uint8Array; // [group]
  readonly joint: Uint8Array; // [group]
  readonly row: Uint8Array; // [code]
}

function bestOfCases(columns: TableColumns, counts: TableCounts, combination: number, best: Best): void {
  const { cases, groupCount, firstOrigin, memberGroup, memberCount } = columns;
  const origins = firstOrigin[combination + 1] - firstOrigin[combination];
  best.alone.fill(NOT_SERVED);
  best.joint.fill(NOT_SERVED);
  cases.forEach((of, c) => {
    const index = of.classOf[combination];
    const { rows, listOf } = of;
    const start = index * (of.firstRound.length - 1);
    if (index === NONE) {
      for (const codes of memberCount) add(counts.byCase, c * BINS + NOT_SERVED, origins * codes);
      return;
    }
    for (let group = 0; group < groupCount; group++) {
      const value = rows[start + listOf[group]];
      if (value < best.joint[group]) best.joint[group] = value;
      if (of.alone && value < best.alone[group]) best.alone[group] = value;
    }
    for (let m = 0; m < memberGroup.length; m++) {
      const value = rows[start + listOf[memberGroup[m]]];
      add(counts.byCase, c * BINS + value, origins * memberCount[m]);
    }
  });
}

function countGroups(columns: TableColumns, counts: TableCounts, best: Best, origins: number): void {
  const { memberGroup, memberCircle, memberCount, jointly } = columns;
  for (let m = 0; m < memberGroup.length; m++) {
    const group = memberGroup[m];
    const alone = best.alone[group];
    const joint = best.joint[group];
    const pairs = origins * memberCount[m];
    add(counts.alone, alone, pairs);
    add(counts.joint, joint, pairs);
    if (joint < alone) add(counts.faster, alone === NOT_SERVED ? NOT_SERVED : alone - joint, pairs);
    add(counts.byDestinationCircle, memberCircle[m] * BINS + (jointly ? joint : alone), pairs);
  }
}

function countOrigins(columns: TableColumns, counts: TableCounts, combination: number, row: Uint8Array): void {
  const { firstOrigin, origin, circleOf } = columns;
  const histogram = new Uint32Array(BINS);
  for (const value of row) histogram[value] = histogram[value] + 1;
  for (let at = firstOrigin[combination]; at < firstOrigin[combination + 1]; at++) {
    const start = circleOf[origin[at]] * BINS;
    for (let bin = 0; bin < BINS; bin++)
      if (histogram[bin] !== 0) add(counts.byOriginCircle, start + bin, histogram[bin]);
  }
}

/** Writes the deliveries within an origin's pocket that beat the way through its gate, and moves their counts. */
function mendLocal(columns: TableColumns, counts: TableCounts, combination: number, code: number): void {
  const { cases, firstLocal, localCode, localDays, groupOf, circleOf, codeCount, days, jointly } = columns;
  for (let local = firstLocal[code]; local < firstLocal[code + 1]; local++) {
    const to = localCode[local];
    const group = groupOf[to];
    const before = { alone: NOT_SERVED, joint: NOT_SERVED };
    const after = { alone: NOT_SERVED, joint: NOT_SERVED };
    for (let c = 0; c < cases.length; c++) {
      const of = cases[c];
      const index = of.classOf[combination];
      const through = index === NONE ? NOT_SERVED : of.rows[index * (of.firstRound.length - 1) + of.listOf[group]];
      const best = Math.min(through, localDays[c * localCode.length + local]);
      move(counts.byCase, c * BINS, through, best);
      before.joint = Math.min(before.joint, through);
      after.joint = Math.min(after.joint, best);
      if (!of.alone) continue;
      before.alone = Math.min(before.alone, through);
      after.alone = Math.min(after.alone, best);
    }
    move(counts.alone, 0, before.alone, after.alone);
    move(counts.joint, 0, before.joint, after.joint);
    if (before.joint < before.alone) add(counts.faster, saved(before), -1);
    if (after.joint < after.alone) add(counts.faster, saved(after), 1);
    const [was, is] = jointly ? [before.joint, after.joint] : [before.alone, after.alone];
    move(counts.byOriginCircle, circleOf[code] * BINS, was, is);
    move(counts.byDestinationCircle, circleOf[to] * BINS, was, is);
    days[code * codeCount + to] = is;
  }
}

function saved(of: { alone: number; joint: number }): number {
  return of.alone === NOT_SERVED ? NOT_SERVED : of.alone - of.joint;
}

function move(counts: Float64Array, start: number, from: number, to: number): void {
  if (from === to) return;
  add(counts, start + from, -1);
  add(counts, start + to, 1);
}

function add(counts: Float64Array, at: number, pairs: number): void {
  counts[at] = counts[at] + pairs;
}
