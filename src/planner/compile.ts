import { NONE } from '../base/none.js';
import { assert } from '../base/assert.js';
import type { Shipments } from '../domain/shipments.js';
import type { Product, Workspace } from '../domain/workspace.js';
import { assembleTimed } from '../engine/assemble.js';
import { BLOCKED } from '../engine/scan.js';
import type { TimedProblem } from '../engine/timed-demand.js';
import type { Access } from './access.js';
import { classesOf, type Classes, type Scope } from './classes.js';
import { commoditiesOf, outsideOfCommodity, type CommodityTable, type Terms } from './commodities.js';
import { demandOf, type Demand } from './demand.js';
import { destinationsOf, type DeliveryOption, type Destinations } from './destinations.js';
import { linehaulOf, type Linehaul } from './linehaul.js';
import { ratesOf, type Rates } from './rates.js';
import { extensionsOf, ResourceList, rideUses } from './resources.js';
import { ScarceKeys } from './scarce.js';

/** A workspace's problem in the engine's terms, and how to read answers back. */
export interface Compiled {
  readonly problem: TimedProblem;
  readonly scope: Scope;
  readonly access: Access;
  readonly rates: Rates;
  readonly classes: Classes;
  readonly demand: Demand;
  readonly linehaul: Linehaul;
  readonly commodities: CommodityTable;
  readonly optionsOf: readonly (readonly DeliveryOption[])[]; // [destination of the demand]
  readonly keys: ScarceKeys;
  readonly resourceKeys: readonly number[]; // [resource]
  readonly departures: readonly { readonly option: number; readonly day: number }[]; // [extension]
  readonly ticksPerMinor: number;
}

/** Ticks in a minor unit of money at most; labels must stay well below the kernel's 30 bits. */
const TICKS_MAX = 1000;
const LABEL_MAX = 2 ** 28;

/** Translates a workspace and its shipments to a flow problem. O(shipments + legs + delivery rows). */
export function compile(workspace: Workspace, access: Access, shipments: Shipments, scope: Scope): Compiled {
  const classes = classesOf(workspace, shipments, scope);
  assert(
    classes.groups.length <= 30,
    `${classes.groups.length} groups of goods and parties are more than a mask holds`,
  );
  const rates = ratesOf(workspace, access.timetable);
  const demand = demandOf(workspace, access, shipments, classes);
  const linehaul = linehaulOf(access, rates, classes.groups, demand.sources);
  const keys = new ScarceKeys(access);
  const ticksPerMinor = ticksFor(workspace);
  const { groups, lanes } = classes;
  const destinations = destinationsOf({ access, rates, keys, groups, lanes, ticksPerMinor, linehaul, demand });
  const merged = mergeDestinations(destinations);
  const commodities = commoditiesOf(workspace, shipments, classes, demand, merged.mergedOf);
  const list = new ResourceList();
  const parts = { workspace, access, classes, rates, linehaul, keys, ticksPerMinor, list, commodities };
  const { problem, departures } = assemble(parts, merged.options, destinations);
  return {
    problem,
    scope,
    access,
    rates,
    classes,
    demand,
    linehaul,
    commodities,
    optionsOf: destinations.options,
    keys,
    resourceKeys: list.keys,
    departures,
    ticksPerMinor,
  };
}

function ticksFor(workspace: Workspace): number {
  const dearest = Math.max(1, ...workspace.products.map((product) => product.unplannedCost));
  return Math.max(1e-6, Math.min(TICKS_MAX, LABEL_MAX / dearest));
}

/** Destinations whose options mean the same to the engine become one. */
function mergeDestinations(destinations: Destinations): {
  options: (readonly DeliveryOption[])[];
  mergedOf: Uint32Array;
} {
  const known = new Map<string, number>();
  const options: (readonly DeliveryOption[])[] = [];
  const mergedOf = Uint32Array.from(destinations.options, (list) => {
    const key = list.map((o) => `${o.item} ${o.deliveredSec} ${o.rate} ${o.uses.join('/')}`).join();
    let index = known.get(key);
    if (index === undefined) {
      index = options.push(list) - 1;
      known.set(key, index);
    }
    return index;
  });
  return { options, mergedOf };
}

interface Parts {
  readonly workspace: Workspace;
  readonly access: Access;
  readonly classes: Classes;
  readonly rates: Rates;
  readonly linehaul: Linehaul;
  readonly keys: ScarceKeys;
  readonly ticksPerMinor: number;
  readonly list: ResourceList;
  readonly commodities: CommodityTable;
}

function assemble(
  parts: Parts,
  destinationOptions: readonly (readonly DeliveryOption[])[],
  destinations: Destinations,
): { problem: TimedProblem; departures: Compiled['departures'] } {
  const { workspace, access, classes, linehaul, ticksPerMinor, list, commodities } = parts;
  const { graph } = linehaul;
  const options = destinationOptions.flat();
  const { firstUse, uses } = usesOf(parts, options);
  const { extensions, departures } = extensionsOf(access, list, ticksPerMinor);
  const termsOf = (k: number): Terms => commodities.termsList[commodities.terms[k] as number] as Terms;
  const byCommodity = (value: (k: number) => number): Float64Array =>
    Float64Array.from({ length: commodities.count }, (_, k) => value(k));
  const problem = assembleTimed({
    graph,
    lanes: classes.lanes,
    groupCount: classes.groups.length,
    baseCost: itemCosts(parts),
    ...tasksOf(parts),
    destination: commodities.destination,
    dueSec: Int32Array.from(byCommodity((k) => termsOf(k).dueSec)),
    latePerDay: Int32Array.from(
      byCommodity((k) => {
        const { latePerDay } = workspace.products[termsOf(k).product] as Product;
        return Math.min(BLOCKED / 64, Math.floor(latePerDay * ticksPerMinor));
      }),
    ),
    firstOption: prefixSums(destinationOptions.map((list) => list.length)),
    optionItem: Uint32Array.from(options, (option) => option.item),
    optionSec: Int32Array.from(options, (option) => option.deliveredSec),
    optionRate: Uint32Array.from(options, (option) => option.rate),
    rateCost: concatenated(destinations.rates.rows, classes.groups.length * classes.lanes),
    resources: list.finish(classes.groups, workspace.bands, classes.lanes, workspace.parties.length),
    demand: commodities.units,
    useClass: Uint32Array.from(
      byCommodity((k) => (commodities.group[k] as number) * classes.lanes + (commodities.band[k] as number)),
    ),
    outsideCost: byCommodity((k) => Math.floor(outsideOfCommodity(workspace, commodities, k).cost * ticksPerMinor)),
    firstUse,
    uses,
    extensions,
  });
  return { problem, departures };
}

/** Ticks of riding to every item, by group. */
function itemCosts({ workspace, access, classes, rates, linehaul, ticksPerMinor }: Parts): Int32Array[] {
  const { graph, legAt } = linehaul;
  const { lanes } = classes;
  return classes.groups.map((group) => {
    const cost = new Int32Array(graph.itemCount * lanes).fill(BLOCKED);
    for (let item = 1; item < graph.itemCount; item++) {
      if (graph.leg[item] === NONE) continue;
      const leg = access.legOf[legAt[graph.leg[item] as number] as number] as number;
      const unload = graph.unloads[item] === 1 ? rates.unload(leg, group) : 0;
      for (let band = 0; band < workspace.bands.length; band++) {
        const ticks = Math.floor((rates.leg(leg, group, band) + unload) * ticksPerMinor);
        cost[item * lanes + band] = Math.min(BLOCKED, ticks);
      }
    }
    return cost;
  });
}

/** What items and options use, as the flow problem wants it. */
function usesOf(
  { workspace, access, classes, linehaul, keys, list, commodities }: Parts,
  options: readonly DeliveryOption[],
): { firstUse: Uint32Array; uses: Uint32Array } {
  const { graph, legAt } = linehaul;
  const total = totalDemand(workspace, classes, commodities);
  const ofRide = rideUses(access, keys, total, list);
  const firstUse = new Uint32Array(graph.itemCount + options.length + 1);
  const uses: number[] = [];
  const addScarce = (key: number, measure: number, partnersOf: number, capacity: number): void => {
    if (total(measure, partnersOf) > capacity) uses.push(list.add(key, measure, partnersOf, capacity));
  };
  for (let item = 0; item < graph.itemCount; item++) {
    if (graph.leg[item] !== NONE) {
      const at = legAt[graph.leg[item] as number] as number;
      uses.push(...ofRide(at));
      if (graph.unloads[item] === 1) keys.visitUnload(at, addScarce);
    }
    firstUse[item + 1] = uses.length;
  }
  options.forEach((option, index) => {
    const wanted = new Set(option.uses);
    const addWanted = (key: number, measure: number, partnersOf: number, capacity: number): void => {
      if (wanted.has(key)) uses.push(list.add(key, measure, partnersOf, capacity));
    };
    for (const at of option.legs) {
      keys.visitRide(at, addWanted);
      keys.visitUnload(at, addWanted);
    }
    keys.visitDelivery(access.workspace.network.deliveries.facility[option.row] as number, option.day, addWanted);
    firstUse[graph.itemCount + index + 1] = uses.length;
  });
  return { firstUse, uses: Uint32Array.from(uses) };
}

function totalDemand(
  workspace: Workspace,
  classes: Classes,
  commodities: CommodityTable,
): (measure: number, partnersOf: number) => number {
  const sums = workspace.parties.map(() => [0, 0, 0]);
  for (let k = 0; k < commodities.count; k++) {
    const party = classes.groups[commodities.group[k] as number]?.party as number;
    const band = workspace.bands[commodities.band[k] as number];
    const units = commodities.units[k] as number;
    [band?.g ?? 0, band?.ml ?? 0, 1].forEach((amount, measure) => {
      const row = sums[party] as number[];
      row[measure] = (row[measure] as number) + units * amount;
    });
  }
  const by = (measure: number, partnersOf: number): number =>
    sums.reduce((sum, row, party) => sum + (party === partnersOf ? 0 : (row[measure] as number)), 0);
  const table = [NONE, ...workspace.parties.keys()].map((party) => [0, 1, 2].map((measure) => by(measure, party)));
  return (measure, partnersOf) => table[partnersOf + 1]?.[measure] as number;
}

function tasksOf({ linehaul, commodities }: Parts): {
  taskCount: number;
  taskSource: Uint32Array;
  taskGroup: Uint8Array;
  firstCommodity: Uint32Array;
} {
  const source: number[] = [];
  const group: number[] = [];
  const firstCommodity: number[] = [];
  for (let k = 0; k < commodities.count; k++) {
    const same =
      k > 0 && commodities.source[k] === commodities.source[k - 1] && commodities.group[k] === commodities.group[k - 1];
    if (same) continue;
    source.push(linehaul.graph.sourceItem[commodities.source[k] as number] as number);
    group.push(commodities.group[k] as number);
    firstCommodity.push(k);
  }
  return {
    taskCount: source.length,
    taskSource: Uint32Array.from(source),
    taskGroup: Uint8Array.from(group),
    firstCommodity: Uint32Array.from([...firstCommodity, commodities.count]),
  };
}

function prefixSums(lengths: readonly number[]): Uint32Array {
  const sums = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (sums[i + 1] = (sums[i] as number) + length));
  return sums;
}

function concatenated(rows: readonly Int32Array[], width: number): Int32Array {
  const all = new Int32Array(rows.length * width);
  rows.forEach((row, i) => all.set(row, i * width));
  return all;
}
