import { NONE } from '../../base/none.js';
import { wholeUnits } from '../../domain/block-space.js';
import type { OpenedRun } from '../../domain/plan.js';
import type { Band } from '../../domain/workspace.js';
import type { Extensions, Resources } from '../../engine/flow/flow-problem.js';
import { NO_EXTENSIONS } from '../../engine/flow/flow-problem.js';
import type { Access } from '../network/access.js';
import type { Group } from '../demand/classes.js';
import { GRAMS, MILLILITRES, PARCELS, type ScarceKeys } from './scarce.js';
import { TRANSFER } from '../network/timetable.js';

/** Scarce things as they are met, numbered densely. */
export class ResourceList {
  readonly keys: number[] = [];
  private readonly capacity: number[] = [];
  private readonly kind: number[] = [];
  private readonly indexOf = new Map<number, number>();

  /** Index of a key's resource; made when new. */
  add(key: number, measure: number, partnersOf: number, capacity: number): number {
    const known = this.indexOf.get(key);
    if (known !== undefined) return known;
    const index = this.keys.push(key) - 1;
    this.indexOf.set(key, index);
    this.capacity.push(capacity);
    this.kind.push(measure + 3 * (partnersOf + 1));
    return index;
  }

  find(key: number): number | undefined {
    return this.indexOf.get(key);
  }

  /** Columns for the engine; classes are groups x lanes, kinds are measures x (all, partners of each party). */
  finish(groups: readonly Group[], bands: readonly Band[], lanes: number, partyCount: number): Resources {
    const kindCount = 3 * (partyCount + 1);
    const amount = new Float64Array(groups.length * lanes * kindCount);
    groups.forEach((group, g) => {
      bands.forEach((band, lane) => {
        for (let partnersOf: number = NONE; partnersOf < partyCount; partnersOf++) {
          if (partnersOf === group.party) continue;
          const cell = (g * lanes + lane) * kindCount + 3 * (partnersOf + 1);
          amount[cell + GRAMS] = band.g;
          amount[cell + MILLILITRES] = band.ml;
          amount[cell + PARCELS] = 1;
        }
      });
    });
    return {
      count: this.keys.length,
      capacity: Float64Array.from(this.capacity),
      kind: Uint8Array.from(this.kind),
      kindCount,
      amount,
    };
  }
}

/** Whole demand by measure and by whose parcels count, as `ofCode` of a demand but over all postal codes. */
export type TotalDemand = (measure: number, partnersOf: number) => number;

/**
 * What riding an access leg uses and could be full. A capacity that all demand together cannot fill is left out, and
 * so is one of kilograms and litres where the other always fills first.
 */
export function rideUses(
  access: Access,
  keys: ScarceKeys,
  total: TotalDemand,
  list: ResourceList,
): (at: number) => number[] {
  const { bands } = access.workspace;
  const mlPerG = bands.map((band) => band.ml / band.g);
  const [leastMlPerG, mostMlPerG] = [Math.min(...mlPerG), Math.max(...mlPerG)];
  const extendable = new Set(access.workspace.network.options.trip);
  return (at) => {
    const found: { key: number; measure: number; partnersOf: number; capacity: number }[] = [];
    keys.visitRide(at, (key, measure, partnersOf, capacity) => {
      if (total(measure, partnersOf) > capacity) found.push({ key, measure, partnersOf, capacity });
    });
    const leg = access.legOf[at];
    const fixed = access.timetable.kind[leg] !== TRANSFER && !extendable.has(access.timetable.what[leg]);
    const kept = found.filter((one) => {
      const other = found.find((o) => o !== one && o.partnersOf === one.partnersOf);
      if (!other || !fixed) return true;
      return one.measure === GRAMS
        ? one.capacity * leastMlPerG <= other.capacity
        : one.capacity < other.capacity * mostMlPerG;
    });
    return kept.map((one) => list.add(one.key, one.measure, one.partnersOf, one.capacity));
  };
}

/**
 * Departures to which runs may be added, with what a run adds to the resources that can be full; runs that are opened
 * already cannot be opened again.
 */
export function extensionsOf(
  access: Access,
  list: ResourceList,
  ticksPerMinor: number,
  openedRuns: readonly OpenedRun[],
): { extensions: Extensions; departures: { option: number; day: number }[] } {
  const { network, calendar } = access.workspace;
  const { options, trips, vehicles } = network;
  if (options.count === 0) return { extensions: NO_EXTENSIONS, departures: [] };
  const legsOf = legsByDeparture(access, new Set(options.trip));
  const opened = new Map(openedRuns.map(({ option, day, runs }) => [option * calendar.dayCount + day, runs]));
  const first = [0];
  const resource: number[] = [];
  const added: number[] = [];
  const cost: number[] = [];
  const runsMax: number[] = [];
  const departures: { option: number; day: number }[] = [];
  for (let option = 0; option < options.count; option++) {
    const trip = options.trip[option];
    const vehicle = trips.vehicle[trip];
    if (vehicle === NONE) continue;
    const units = [vehicles.capacityKg[vehicle], vehicles.capacityLitres[vehicle]];
    for (let day = 0; day < calendar.dayCount; day++) {
      const before = resource.length;
      for (const at of legsOf.get(trip * calendar.dayCount + day) ?? []) {
        units.forEach((unit, measure) => {
          const index = list.find(at * 4 + measure);
          if (index === undefined || unit === Infinity) return;
          resource.push(index);
          added.push(wholeUnits(unit * 1000));
        });
      }
      if (resource.length === before) continue;
      first.push(resource.length);
      cost.push(options.costPerRun[option] * ticksPerMinor);
      runsMax.push(options.runsMax[option] - (opened.get(option * calendar.dayCount + day) ?? 0));
      departures.push({ option, day });
    }
  }
  const extensions: Extensions = {
    count: departures.length,
    cost: Float64Array.from(cost),
    runsMax: Float64Array.from(runsMax),
    first: Uint32Array.from(first),
    resource: Uint32Array.from(resource),
    added: Float64Array.from(added),
  };
  return { extensions, departures };
}

function legsByDeparture(access: Access, wanted: Set<number>): Map<number, number[]> {
  const { timetable, legOf } = access;
  const { dayCount } = access.workspace.calendar;
  const legs = new Map<number, number[]>();
  for (let at = 0; at < legOf.length; at++) {
    const leg = legOf[at];
    const trip = timetable.what[leg];
    if (timetable.kind[leg] === TRANSFER || !wanted.has(trip)) continue;
    const key = trip * dayCount + timetable.day[leg];
    const list = legs.get(key);
    if (list) list.push(at);
    else legs.set(key, [at]);
  }
  return legs;
}
