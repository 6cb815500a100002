import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { assembleTimed } from './assemble.js';
import type { TimedProblem } from './timed-demand.js';
import { lastAtPlace, timedGraphOf } from './timed-graph.js';

/** Size and seed of a synthetic world. Legs are a target; every line gets at least one departure. */
export interface WorldSize {
  readonly hubs: number;
  readonly legs: number;
  readonly origins: number;
  readonly parcels: number;
  readonly days: number;
  readonly seed: number;
}

const DAY_SEC = 86400;
const OUTSIDE_COST = 400;
const LATE_PER_DAY = 12;
const DELIVERY_CUTOFF_SEC = 7 * 3600;
const RELEASE_SEC = 18 * 3600;
const TICKS = 1000; // per unit of money

/**
 * A synthetic two-carrier linehaul network for tests and benchmarks: 60 % of the hubs belong to one carrier, 40 % to
 * the other, each a hub-and-spoke network with evening departures; they touch at 13 shared sites with an hourly
 * transfer each way. Parcels are released at 18:00 from the origins and delivered from 07:00 on each day; being late
 * costs money by the day. Capacities are short, so that a plan must choose.
 */
export function linehaulWorld(size: WorldSize): TimedProblem {
  const random = new Prng(size.seed);
  const lines = linesOf(size, random);
  const legs = departuresOf(size, lines, random);
  const demand = demandOf(size, random);
  const sources = { place: demand.origins, sec: new Int32Array(demand.origins.length).fill(RELEASE_SEC) };
  const graph = timedGraphOf({ placeCount: size.hubs, ...legs }, sources);

  const optionDays = size.days + 1;
  const optionItem = new Uint32Array(size.hubs * optionDays);
  const optionSec = new Int32Array(size.hubs * optionDays);
  for (let option = 0; option < optionItem.length; option++) {
    optionSec[option] = ((option % optionDays) + 1) * DAY_SEC + DELIVERY_CUTOFF_SEC;
    optionItem[option] = lastAtPlace(graph, Math.floor(option / optionDays), optionSec[option]);
  }
  const baseCost = new Int32Array(graph.itemCount);
  const firstUse = new Uint32Array(graph.itemCount + optionItem.length + 1);
  const uses = new Uint32Array(legs.from.length);
  let useCount = 0;
  for (let item = 0; item < graph.itemCount; item++) {
    const leg = graph.leg[item];
    if (leg !== NONE) {
      baseCost[item] = Math.round(legs.cost[leg] * TICKS);
      uses[useCount++] = leg;
    }
    firstUse[item + 1] = useCount;
  }
  firstUse.fill(useCount, graph.itemCount + 1);
  const commodityCount = demand.units.length;
  return assembleTimed({
    graph,
    lanes: 1,
    groupCount: 1,
    baseCost: [baseCost],
    taskCount: demand.origins.length,
    taskSource: graph.sourceItem,
    taskGroup: new Uint8Array(demand.origins.length),
    firstCommodity: demand.firstCommodity,
    destination: demand.destination,
    dueSec: new Int32Array(commodityCount).fill(DAY_SEC + DELIVERY_CUTOFF_SEC),
    latePerDay: new Int32Array(commodityCount).fill(LATE_PER_DAY * TICKS),
    firstOption: Uint32Array.from({ length: size.hubs + 1 }, (_, hub) => hub * optionDays),
    optionItem,
    optionSec,
    optionRate: new Uint32Array(optionItem.length),
    rateCost: new Int32Array(1),
    resources: {
      count: legs.from.length,
      capacity: legs.capacity,
      kind: new Uint8Array(legs.from.length),
      kindCount: 1,
      amount: Float64Array.of(1),
    },
    demand: demand.units,
    useClass: new Uint32Array(commodityCount),
    outsideCost: new Float64Array(commodityCount).fill(OUTSIDE_COST * TICKS),
    firstUse,
    uses,
  });
}

/** A line between hubs with a weight: 2 between big hubs, 1 to a big hub, 0 between neighbours, 3 a transfer. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly rank: number;
  readonly km: number;
}

function linesOf(size: WorldSize, random: Prng): Line[] {
  const firstOther = Math.round(size.hubs * 0.6);
  const x = Float64Array.from({ length: size.hubs }, () => random.between(0, 2000));
  const y = Float64Array.from({ length: size.hubs }, () => random.between(0, 2000));
  const shared = Math.min(13, size.hubs - firstOther, firstOther);
  for (let site = 0; site < shared; site++) {
    x[firstOther + site] = x[site];
    y[firstOther + site] = y[site];
  }
  const km = (a: number, b: number): number => 1.25 * Math.hypot(x[a] - x[b], y[a] - y[b]);
  const lines: Line[] = [];
  for (const [low, high] of [
    [0, firstOther],
    [firstOther, size.hubs],
  ] as const) {
    const big = Math.min(high - low, Math.max(3, Math.round((high - low) * 0.12)));
    for (let a = low; a < low + big; a++) {
      for (let b = low; b < low + big; b++) if (a !== b) lines.push({ from: a, to: b, rank: 2, km: km(a, b) });
    }
    for (let hub = low + big; hub < high; hub++) {
      const byDistance = (from: number, to: number): number[] =>
        Array.from({ length: to - from }, (_, i) => from + i)
          .filter((other) => other !== hub)
          .sort((a, b) => km(hub, a) - km(hub, b));
      const neighbours = new Set([...byDistance(low, high).slice(0, 3), ...byDistance(low, low + big).slice(0, 2)]);
      for (const other of neighbours) {
        const rank = other < low + big ? 1 : 0;
        lines.push({ from: hub, to: other, rank, km: km(hub, other) });
        lines.push({ from: other, to: hub, rank, km: km(hub, other) });
      }
    }
  }
  for (let site = 0; site < shared; site++) {
    lines.push({ from: site, to: firstOther + site, rank: 3, km: 0 });
    lines.push({ from: firstOther + site, to: site, rank: 3, km: 0 });
  }
  return lines;
}

interface Departures {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly departSec: Int32Array;
  readonly readySec: Int32Array;
  readonly through: Int32Array;
  readonly cost: Float64Array;
  readonly capacity: Float64Array;
}

function departuresOf(size: WorldSize, lines: readonly Line[], random: Prng): Departures {
  const rows: { line: Line; departSec: number; readySec: number; cost: number; capacity: number }[] = [];
  const scheduled = lines.filter((line) => line.rank < 3);
  const transfers = lines.filter((line) => line.rank === 3);
  const perLineDay = Math.max(
    1 / size.days,
    (size.legs - transfers.length * 24 * size.days) / scheduled.length / size.days,
  );
  const volume = size.parcels / 1e6; // room grows with demand, so that congestion is alike at every size
  for (const line of scheduled) {
    const weight = [0.7, 1.1, 1.5][line.rank];
    const count = Math.max(1, Math.round(perLineDay * weight * size.days * random.between(0.7, 1.3)));
    const capacity = ([400, 800, 1500][line.rank] * 2.7 * volume) / Math.max(1, perLineDay);
    for (let n = 0; n < count; n++) {
      const day = Math.floor((n * size.days) / count);
      const hour = random.chance(0.5) ? 18 + 8 * random.next() : 24 * random.next();
      const departSec = day * DAY_SEC + Math.floor((hour % 24) * 3600);
      const readySec = departSec + Math.round((line.km / 45) * 3600) + 5400;
      const cost = 2 + line.km * 0.018 * random.between(0.8, 1.2);
      rows.push({
        line,
        departSec,
        readySec,
        cost,
        capacity: Math.max(1, Math.round(capacity * random.between(0.5, 1.5))),
      });
    }
  }
  for (const line of transfers) {
    const minute = line.from < line.to ? 5 : 35;
    for (let hour = 0; hour < 24 * size.days; hour++) {
      const departSec = hour * 3600 + minute * 60;
      rows.push({
        line,
        departSec,
        readySec: departSec + 3600,
        cost: 3,
        capacity: Math.max(1, Math.round(4000 * volume)),
      });
    }
  }
  return {
    from: Uint32Array.from(rows, (row) => row.line.from),
    to: Uint32Array.from(rows, (row) => row.line.to),
    departSec: Int32Array.from(rows, (row) => row.departSec),
    readySec: Int32Array.from(rows, (row) => row.readySec),
    through: new Int32Array(rows.length).fill(NONE),
    cost: Float64Array.from(rows, (row) => row.cost),
    capacity: Float64Array.from(rows, (row) => row.capacity),
  };
}

function demandOf(
  size: WorldSize,
  random: Prng,
): { origins: Uint32Array; firstCommodity: Uint32Array; destination: Uint32Array; units: Float64Array } {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(size.origins, size.hubs)) chosen.add(random.below(size.hubs));
  const origins = Uint32Array.from(chosen).sort();
  const originWeight = Array.from(origins, () => Math.exp(random.normal()));
  const hubWeight = Array.from({ length: size.hubs }, () => Math.exp(1.2 * random.normal()));
  const originSum = originWeight.reduce((a, b) => a + b, 0);
  const hubSum = hubWeight.reduce((a, b) => a + b, 0);
  const firstCommodity = [0];
  const destination: number[] = [];
  const units: number[] = [];
  origins.forEach((origin, i) => {
    for (let hub = 0; hub < size.hubs; hub++) {
      const mean = (size.parcels * originWeight[i] * hubWeight[hub]) / (originSum * hubSum);
      const whole = Math.floor(mean) + (random.chance(mean - Math.floor(mean)) ? 1 : 0);
      if (hub === origin || whole === 0) continue;
      destination.push(hub);
      units.push(whole);
    }
    firstCommodity.push(destination.length);
  });
  return {
    origins,
    firstCommodity: Uint32Array.from(firstCommodity),
    destination: Uint32Array.from(destination),
    units: Float64Array.from(units),
  };
}
