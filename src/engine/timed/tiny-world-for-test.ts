import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { assembleTimed } from './assemble.js';
import { BLOCKED } from './scan.js';
import type { TimedProblem } from './timed-demand.js';
import { lastAtPlace, timedGraphOf } from './timed-graph.js';

/** A timetable and its demand small enough to try everything. Money in ticks. */
export interface TinyWorld {
  readonly placeCount: number;
  readonly legs: readonly TinyLeg[];
  readonly commodities: readonly TinyCommodity[];
  readonly roundSecs: readonly number[]; // delivery rounds of every place, ascending
  readonly latePerDay: number; // of rounds after the first day
}

/** Leg `i` is resource `i`; a unit of lane `l` costs and uses `l + 1` times as much as one of lane 0. */
export interface TinyLeg {
  readonly from: number;
  readonly to: number;
  readonly departSec: number;
  readonly readySec: number;
  readonly cost: number;
  readonly unloadCost: number;
  readonly capacity: number;
  readonly through: number; // leg one may have stayed aboard from, or NONE
}

export interface TinyCommodity {
  readonly place: number;
  readonly sec: number;
  readonly to: number;
  readonly lane: number;
  readonly units: number;
  readonly outsideCost: number;
}

/** The same world in which everything costs twice as much. */
export function twiceAsDear(world: TinyWorld): TinyWorld {
  return {
    ...world,
    latePerDay: 2 * world.latePerDay,
    legs: world.legs.map((leg) => ({ ...leg, cost: 2 * leg.cost, unloadCost: 2 * leg.unloadCost })),
    commodities: world.commodities.map((commodity) => ({ ...commodity, outsideCost: 2 * commodity.outsideCost })),
  };
}

/** One way of a commodity: legs in travel order, and its cost per unit. */
export interface TinyRoute {
  readonly legs: readonly number[];
  readonly cost: number;
}

export const TINY_LANES = 4;
const DAY_SEC = 86400;

/** The world as the engine sees it. Commodities must be in order of place and second. */
export function tinyProblem(world: TinyWorld): TimedProblem {
  const { legs, commodities, roundSecs, placeCount } = world;
  const starts = commodities.filter(({ place, sec }, k) => {
    return k === 0 || commodities[k - 1].place !== place || commodities[k - 1].sec !== sec;
  });
  const graph = timedGraphOf(
    {
      placeCount,
      from: Uint32Array.from(legs, (leg) => leg.from),
      to: Uint32Array.from(legs, (leg) => leg.to),
      departSec: Int32Array.from(legs, (leg) => leg.departSec),
      readySec: Int32Array.from(legs, (leg) => leg.readySec),
      through: Int32Array.from(legs, (leg) => leg.through),
    },
    { place: Uint32Array.from(starts, ({ place }) => place), sec: Int32Array.from(starts, ({ sec }) => sec) },
  );
  const baseCost = new Int32Array(graph.itemCount * TINY_LANES).fill(BLOCKED);
  const options = Array.from({ length: placeCount * roundSecs.length }, (_, option) => ({
    sec: roundSecs[option % roundSecs.length],
    item: lastAtPlace(graph, Math.floor(option / roundSecs.length), roundSecs[option % roundSecs.length]),
  }));
  const firstUse = new Uint32Array(graph.itemCount + options.length + 1);
  const uses: number[] = [];
  for (let item = 0; item < firstUse.length - 1; item++) {
    const leg = legs[graph.leg[item] ?? NONE];
    if (leg !== undefined) {
      uses.push(graph.leg[item]);
      const cost = leg.cost + (graph.unloads[item] === 1 ? leg.unloadCost : 0);
      for (let lane = 0; lane < TINY_LANES; lane++) baseCost[item * TINY_LANES + lane] = cost * (lane + 1);
    }
    firstUse[item + 1] = uses.length;
  }
  return assembleTimed({
    graph,
    lanes: TINY_LANES,
    groupCount: 1,
    baseCost: [baseCost],
    taskCount: starts.length,
    taskSource: graph.sourceItem,
    taskGroup: new Uint8Array(starts.length),
    firstCommodity: Uint32Array.from([...starts.map((start) => commodities.indexOf(start)), commodities.length]),
    destination: Uint32Array.from(commodities, ({ to }) => to),
    dueSec: new Int32Array(commodities.length).fill(DAY_SEC),
    latePerDay: new Int32Array(commodities.length).fill(world.latePerDay),
    firstOption: Uint32Array.from({ length: placeCount + 1 }, (_, place) => place * roundSecs.length),
    optionItem: Uint32Array.from(options, ({ item }) => item),
    optionSec: Int32Array.from(options, ({ sec }) => sec),
    optionRate: new Uint32Array(options.length),
    rateCost: new Int32Array(TINY_LANES),
    resources: {
      count: legs.length,
      capacity: Float64Array.from(legs, (leg) => leg.capacity),
      kind: new Uint8Array(legs.length),
      kindCount: 1,
      amount: Float64Array.from({ length: TINY_LANES }, (_, lane) => lane + 1),
    },
    demand: Float64Array.from(commodities, ({ units }) => units),
    useClass: Uint32Array.from(commodities, ({ lane }) => lane),
    outsideCost: Float64Array.from(commodities, ({ outsideCost }) => outsideCost),
    firstUse,
    uses: Uint32Array.from(uses),
  });
}

/** Every route of a commodity, by trying each leg after each. */
export function allRoutes(world: TinyWorld, { place, sec, to, lane }: TinyCommodity): TinyRoute[] {
  const { legs, roundSecs, latePerDay } = world;
  const routes: TinyRoute[] = [];
  const taken: number[] = [];
  const deliver = (cost: number, readySec: number): void => {
    for (const roundSec of roundSecs) {
      const lateDays = Math.max(0, Math.ceil((roundSec - DAY_SEC) / DAY_SEC));
      if (readySec <= roundSec) routes.push({ legs: [...taken], cost: cost + lateDays * latePerDay });
    }
  };
  const ride = (index: number, cost: number): void => {
    const leg = legs[index];
    taken.push(index);
    stand(leg.to, leg.readySec, cost + (leg.cost + leg.unloadCost) * (lane + 1));
    legs.forEach((next, n) => {
      if (next.through === index) ride(n, cost + leg.cost * (lane + 1));
    });
    taken.pop();
  };
  const stand = (at: number, readySec: number, cost: number): void => {
    if (at === to) deliver(cost, readySec);
    legs.forEach((leg, index) => {
      if (leg.from === at && leg.departSec >= readySec) ride(index, cost);
    });
  };
  stand(place, sec, 0);
  return routes.toSorted((a, b) => a.cost - b.cost);
}

/** The least cost of whole units within every capacity, by trying every combination. */
export function bruteForceCost(world: TinyWorld): number {
  const units = world.commodities.flatMap((commodity) => {
    const routes = [...allRoutes(world, commodity), { legs: [], cost: commodity.outsideCost }];
    const sorted = routes.toSorted((a, b) => a.cost - b.cost);
    return Array.from({ length: commodity.units }, () => ({ lane: commodity.lane, routes: sorted }));
  });
  const ahead = units.map((_, index) => units.slice(index).reduce((sum, { routes }) => sum + routes[0].cost, 0));
  const left = world.legs.map((leg) => leg.capacity);
  let best = Infinity;
  const place = (index: number, cost: number): void => {
    if (index === units.length) {
      best = cost;
      return;
    }
    const { lane, routes } = units[index];
    for (const route of routes) {
      if (cost + route.cost + (ahead[index + 1] ?? 0) >= best) return;
      if (route.legs.some((leg) => left[leg] < lane + 1)) continue;
      for (const leg of route.legs) left[leg] -= lane + 1;
      place(index + 1, cost + route.cost);
      for (const leg of route.legs) left[leg] += lane + 1;
    }
  };
  place(0, 0);
  return best;
}

/** A random tiny world; equal seeds give equal worlds. Some legs continue others, some have no room at all. */
export function randomTinyWorld(seed: number): TinyWorld {
  const prng = new Prng(seed);
  const placeCount = 3 + prng.below(3);
  const legs: TinyLeg[] = [];
  const legCount = 4 + prng.below(8);
  while (legs.length < legCount) {
    const before = prng.chance(0.3) ? legs.length - 1 : NONE;
    const last = legs[before];
    const from = last?.to ?? prng.below(placeCount);
    const departSec = last ? last.readySec - prng.below(2) * 600 : prng.below(30) * 3600;
    legs.push({
      from,
      to: (from + 1 + prng.below(placeCount - 1)) % placeCount,
      departSec,
      readySec: departSec + 600 + prng.below(10) * 1800,
      cost: 100 + prng.below(1000),
      unloadCost: prng.below(100),
      capacity: prng.below(6),
      through: before < 0 ? NONE : before,
    });
  }
  const commodities = Array.from({ length: 2 + prng.below(3) }, () => {
    const place = prng.below(placeCount);
    return {
      place,
      sec: prng.below(4) * 7200,
      to: (place + 1 + prng.below(placeCount - 1)) % placeCount,
      lane: prng.below(2),
      units: 1 + prng.below(2),
      outsideCost: 2000 + prng.below(4000),
    };
  });
  return {
    placeCount,
    legs,
    commodities: commodities.toSorted((a, b) => a.place - b.place || a.sec - b.sec),
    roundSecs: [DAY_SEC * 0.75, DAY_SEC * 1.75],
    latePerDay: 300,
  };
}
