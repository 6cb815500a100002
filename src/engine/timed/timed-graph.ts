import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';

/**
 * A timetable as a graph in time order, made for scanning. Each *item* is a moment at a place (or aboard a departure)
 * and can be reached in two ways: by *riding* from an earlier item, or by *waiting* since another. So a label is
 * `min(label[ride] + cost, label[wait])`, and one pass over the items finds all cheapest routes from a source.
 * Item 0 is the moment nobody reaches.
 */
export interface TimedGraph {
  readonly itemCount: number;
  readonly ride: Uint32Array; // [item] item where the ride starts, 0 when none
  readonly wait: Uint32Array; // [item] earlier item at the same place, 0 when none
  readonly leg: Int32Array; // [item] leg that the ride pays for, or NONE
  readonly unloads: Uint8Array; // [item] 1 when the ride ends with unloading at a place
  readonly sec: Int32Array; // [item]
  readonly chainAt: Int32Array; // [item] position in `chain`, or NONE aboard a departure
  readonly firstInChain: Uint32Array; // [place + 1]
  readonly chain: Uint32Array; // items of each place in time order
  readonly placeOf: Int32Array; // [item] place, or NONE aboard a departure
  readonly sourceItem: Uint32Array; // [source]
}

/** Legs and sources to build from; `through` is the leg one may have stayed aboard from, or NONE. */
export interface TimedLegs {
  readonly placeCount: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly departSec: Int32Array;
  readonly readySec: Int32Array;
  readonly through: Int32Array;
}

export interface TimedSources {
  readonly place: Uint32Array;
  readonly sec: Int32Array;
}

/** Items of a graph as they are collected: unload items, aboard items and sources. */
const UNLOAD = 0;
const SOURCE = 1;
const ABOARD = 2;

/** Builds the graph. O(n log n) in legs and sources. */
export function timedGraphOf(legs: TimedLegs, sources: TimedSources): TimedGraph {
  const legCount = legs.from.length;
  const sourceCount = sources.place.length;
  let aboardCount = 0;
  for (let leg = 0; leg < legCount; leg++) if (legs.through[leg] !== NONE) aboardCount++;
  const itemCount = 1 + legCount + sourceCount + aboardCount;
  const order = itemsInOrder(legs, sources, itemCount - 1);

  const graph = {
    itemCount,
    ride: new Uint32Array(itemCount),
    wait: new Uint32Array(itemCount),
    leg: new Int32Array(itemCount).fill(NONE),
    unloads: new Uint8Array(itemCount),
    sec: new Int32Array(itemCount),
    chainAt: new Int32Array(itemCount).fill(NONE),
    firstInChain: new Uint32Array(legs.placeCount + 1),
    chain: new Uint32Array(legCount + sourceCount),
    placeOf: new Int32Array(itemCount).fill(NONE),
    sourceItem: new Uint32Array(sourceCount),
  };
  const unloadItem = new Uint32Array(legCount);
  const aboardItem = new Uint32Array(legCount);
  order.kind.forEach((kind, index) => {
    const item = index + 1;
    const what = order.what[index];
    graph.sec[item] = order.sec[index];
    if (kind === ABOARD) {
      aboardItem[what] = item;
      return;
    }
    if (kind === UNLOAD) unloadItem[what] = item;
    else graph.sourceItem[what] = item;
    const place = kind === UNLOAD ? legs.to[what] : sources.place[what];
    graph.placeOf[item] = place;
    graph.firstInChain[place + 1] = graph.firstInChain[place + 1] + 1;
  });
  fillChains(graph, legs.placeCount);
  connect(graph, legs, unloadItem, aboardItem);
  return graph;
}

function itemsInOrder(
  legs: TimedLegs,
  sources: TimedSources,
  count: number,
): { kind: Uint8Array; what: Uint32Array; sec: Int32Array } {
  const kind = new Uint8Array(count);
  const what = new Uint32Array(count);
  const sec = new Int32Array(count);
  let n = 0;
  const add = (itemKind: number, itemWhat: number, itemSec: number): void => {
    kind[n] = itemKind;
    what[n] = itemWhat;
    sec[n++] = itemSec;
  };
  for (let leg = 0; leg < legs.from.length; leg++) {
    const departSec = legs.departSec[leg];
    // A leg takes at least a second, so that time order is also the order of dependence.
    add(UNLOAD, leg, Math.max(legs.readySec[leg], departSec + 1));
    if (legs.through[leg] !== NONE) add(ABOARD, leg, departSec);
  }
  for (let source = 0; source < sources.place.length; source++) {
    add(SOURCE, source, sources.sec[source]);
  }
  // One sortable number an item: second, then kind (who stands ready at a second can be loaded at it), then index.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) keys[i] = ((sec[i] + SEC_OFFSET) * 4 + kind[i]) * ITEMS_MAX + i;
  assert(count < ITEMS_MAX, `${count} items are more than a graph holds`);
  keys.sort();
  const sorted = { kind: new Uint8Array(count), what: new Uint32Array(count), sec: new Int32Array(count) };
  keys.forEach((key, index) => {
    const i = key % ITEMS_MAX;
    sorted.kind[index] = kind[i];
    sorted.what[index] = what[i];
    sorted.sec[index] = sec[i];
  });
  return sorted;
}

const ITEMS_MAX = 2 ** 23;
const SEC_OFFSET = 2 ** 24; // about half a year before the horizon's start

function fillChains(graph: TimedGraph, placeCount: number): void {
  const { firstInChain, chain, chainAt, placeOf } = graph;
  for (let place = 0; place < placeCount; place++) {
    firstInChain[place + 1] = firstInChain[place + 1] + firstInChain[place];
  }
  const next = firstInChain.slice();
  for (let item = 1; item < graph.itemCount; item++) {
    const place = placeOf[item];
    if (place === NONE) continue;
    const at = next[place];
    next[place] = at + 1;
    chain[at] = item;
    chainAt[item] = at;
    graph.wait[item] = at > firstInChain[place] ? chain[at - 1] : 0;
  }
}

function connect(graph: TimedGraph, legs: TimedLegs, unloadItem: Uint32Array, aboardItem: Uint32Array): void {
  const boarding = (leg: number): number => lastAtPlace(graph, legs.from[leg], legs.departSec[leg]);
  for (let leg = 0; leg < legs.from.length; leg++) {
    const before = legs.through[leg];
    const start = before === NONE ? boarding(leg) : aboardItem[leg];
    const unload = unloadItem[leg];
    graph.ride[unload] = start;
    graph.leg[unload] = leg;
    graph.unloads[unload] = 1;
    if (before === NONE) continue;
    const aboard = aboardItem[leg];
    graph.ride[aboard] = legs.through[before] === NONE ? boarding(before) : aboardItem[before];
    graph.leg[aboard] = before;
    graph.wait[aboard] = boarding(leg);
  }
}

/** The last item at a place that is there by a second, or 0. */
export function lastAtPlace(graph: TimedGraph, place: number, sec: number): number {
  let low = graph.firstInChain[place];
  const first = low;
  let high = graph.firstInChain[place + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (graph.sec[graph.chain[middle]] <= sec) low = middle + 1;
    else high = middle;
  }
  return low > first ? graph.chain[low - 1] : 0;
}
