import { NONE, UNREACHED } from '../base/none.js';
import type { Shipments } from '../domain/shipments.js';
import type { ParcelRules } from './parcel-rules.js';
import type { TimedLegs } from './timed-legs.js';
import type { Rules } from './rules.js';

/** Parcels that any movement treats alike. */
export interface ParcelClass {
  readonly party: number;
  readonly band: number;
  readonly goods: number; // of those that some trip refuses
  readonly interlined: boolean;
}

/** Parcels of one class that start together, so that one labelling serves them all. */
export interface ParcelGroup {
  readonly facility: number;
  readonly sec: number;
  readonly parcels: Uint32Array; // in order of destination
}

/** Parcels class by class and start by start; `left` are those that no route can carry. */
export function parcelGroups(
  rules: Rules,
  shipments: Shipments,
  parcelRules: ParcelRules,
  legs: TimedLegs,
): { classes: { of: ParcelClass; groups: ParcelGroup[] }[]; left: number[] } {
  const classes: { of: ParcelClass; groups: ParcelGroup[]; ids: Map<number, number> }[] = [];
  const classIds = new Map<number, number>();
  const refusable = rules.workspace.network.trips.refuses.reduce((mask, refuses) => mask | refuses, 0);
  const startSec = startsOf(rules, legs);
  const groupOf = new Int32Array(shipments.count).fill(NONE);
  const groups: { facility: number; sec: number; classId: number }[] = [];
  const left: number[] = [];
  for (let index = 0; index < shipments.count; index++) {
    const band = parcelRules.band(index);
    const facility = parcelRules.startFacility(index);
    const sec = facility === NONE ? UNREACHED : startSec(facility, parcelRules.startSec(index));
    if (band === NONE || sec === UNREACHED) {
      left.push(index);
      continue;
    }
    const party = shipments.party[index];
    const goods = shipments.goods[index] & refusable;
    const interlined = parcelRules.interlined(index);
    const classKey = ((party * 1024 + band) * 65536 + goods) * 2 + Number(interlined);
    let classId = classIds.get(classKey);
    if (classId === undefined) {
      classId = classes.push({ of: { party, band, goods, interlined }, groups: [], ids: new Map() }) - 1;
      classIds.set(classKey, classId);
    }
    const { ids } = classes[classId];
    const groupKey = facility * STARTS_MAX + (sec + BIAS_SEC);
    let group = ids.get(groupKey);
    if (group === undefined) {
      group = groups.push({ facility, sec, classId }) - 1;
      ids.set(groupKey, group);
    }
    groupOf[index] = group;
  }
  const { first, order } = sortByGroup(shipments, groupOf, groups.length, rules.workspace.network.postalCodes.length);
  for (const [group, { facility, sec, classId }] of groups.entries()) {
    const parcels = order.subarray(first[group], first[group + 1]);
    classes[classId]?.groups.push({ facility, sec, parcels });
  }
  return { classes, left };
}

const STARTS_MAX = 2 ** 25;
const BIAS_SEC = 2 ** 22;

/**
 * The next moment at which anything leaves a facility, or is last accepted for delivery: a parcel that is ready before
 * has the same routes as one that is ready just then. UNREACHED when there is none.
 */
function startsOf(rules: Rules, legs: TimedLegs): (facility: number, sec: number) => number {
  const { deliveries, facilities } = rules.workspace.network;
  const counts = new Uint32Array(facilities.count + 1);
  const raise = (cell: number, by: number): number => (counts[cell] = counts[cell] + by);
  for (const facility of legs.from) raise(facility + 1, 1);
  for (const facility of deliveries.facility) raise(facility + 1, rules.dayCount);
  for (let facility = 0; facility < facilities.count; facility++) raise(facility + 1, counts[facility]);
  const moments = new Int32Array(counts[facilities.count]);
  const next = counts.slice();
  const put = (facility: number, sec: number): void => {
    moments[next[facility]] = sec;
    next[facility] = next[facility] + 1;
  };
  for (const [leg, facility] of legs.from.entries()) put(facility, legs.departSec[leg]);
  for (const [row, facility] of deliveries.facility.entries()) {
    for (let day = 0; day < rules.dayCount; day++) put(facility, rules.dayStart(day) + deliveries.loadBySec[row]);
  }
  const sorted = new Uint8Array(facilities.count);
  return (facility, sec) => {
    const [from, until] = [counts[facility], counts[facility + 1]];
    if (sorted[facility] === 0) moments.subarray(from, until).sort();
    sorted[facility] = 1;
    let [low, high] = [from, until];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (moments[middle] < sec) low = middle + 1;
      else high = middle;
    }
    return low < until ? moments[low] : UNREACHED;
  };
}

/** Parcels in order of group, then destination; counting sorts keep ten million rows cheap. */
function sortByGroup(
  shipments: Shipments,
  groupOf: Int32Array,
  groupCount: number,
  codeCount: number,
): { first: Uint32Array; order: Uint32Array } {
  const all = new Uint32Array(shipments.count);
  for (let index = 0; index < all.length; index++) all[index] = index;
  const byCode = countingSort(all, (index) => shipments.destination[index], codeCount);
  const grouped = byCode.order.filter((index) => groupOf[index] !== NONE);
  return countingSort(grouped, (index) => groupOf[index], groupCount);
}

function countingSort(
  items: Uint32Array,
  keyOf: (item: number) => number,
  keyCount: number,
): { first: Uint32Array; order: Uint32Array } {
  const first = new Uint32Array(keyCount + 1);
  for (const item of items) first[keyOf(item) + 1] = first[keyOf(item) + 1] + 1;
  for (let key = 0; key < keyCount; key++) first[key + 1] = first[key + 1] + first[key];
  const next = first.slice();
  const order = new Uint32Array(items.length);
  for (const item of items) {
    const key = keyOf(item);
    order[next[key]] = item;
    next[key] = next[key] + 1;
  }
  return { first, order };
}
