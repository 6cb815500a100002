import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import type { OpenedRun } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { assembleTimed } from '../../engine/timed/assemble.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import type { TimedProblem } from '../../engine/timed/timed-demand.js';
import type { Access } from '../network/access.js';
import { classesOf, NO_GROUP, type Classes, type Scope } from '../demand/classes.js';
import { commoditiesOf, outsideOfCommodity, type CommodityTable } from '../demand/commodities.js';
import { demandOf, type Demand } from '../demand/demand.js';
import { destinationsOf, type Destinations } from '../delivery/destinations.js';
import { LegCosts } from '../network/leg-costs.js';
import { linehaulOf, type Linehaul } from '../network/linehaul.js';
import { ratesOf, type Rates } from '../network/rates.js';
import { extensionsOf, ResourceList } from './resources.js';
import { ScarceKeys } from './scarce.js';
import type { Taken } from './taken.js';
import { totalDemand, usesOf } from './uses.js';

/** A workspace's problem in the engine's terms, and how to read answers back. */
export interface Compiled {
  readonly problem: TimedProblem;
  readonly scope: Scope;
  readonly access: Access;
  readonly rates: Rates;
  readonly legCosts: LegCosts;
  readonly classes: Classes;
  readonly demand: Demand;
  readonly linehaul: Linehaul;
  readonly destinations: Destinations;
  readonly commodities: CommodityTable;
  readonly keys: ScarceKeys;
  readonly resourceKeys: readonly number[]; // [resource]
  readonly departures: readonly { readonly option: number; readonly day: number }[]; // [extension]
  readonly ticksPerMinor: number;
}

/** Ticks in a minor unit of money at most; labels must stay well below the kernel's 30 bits. */
const TICKS_MAX = 1000;
const LABEL_MAX = 2 ** 28;

/** What parcels that are planned already leave. */
export interface Standing {
  readonly taken: Taken | undefined;
  readonly openedRuns: readonly OpenedRun[]; // that are bought
  readonly closed: Uint8Array | undefined; // [access leg] 1 where the departure is cancelled
}

const NOTHING_STANDS: Standing = { taken: undefined, openedRuns: [], closed: undefined };

/**
 * Translates a workspace and its shipments to a flow problem; those that stand already are not among the shipments, and
 * leave less room. O(shipments + legs + delivery rows).
 */
export function compile(
  workspace: Workspace,
  access: Access,
  shipments: Shipments,
  scope: Scope,
  standing: Standing = NOTHING_STANDS,
): Compiled {
  const classes = classesOf(workspace, shipments, scope);
  const { groups, lanes } = classes;
  assert(groups.length < NO_GROUP, `${groups.length} groups of goods and parties are more than a column tells apart`);
  const rates = ratesOf(workspace, access.timetable);
  const legCosts = new LegCosts(access, rates, groups, standing.closed);
  const demand = demandOf(workspace, access, shipments, classes);
  const linehaul = linehaulOf(access, legCosts, demand.sources);
  const keys = new ScarceKeys(access, standing.taken);
  const ticksPerMinor = ticksFor(workspace);
  const rating = { access, rates, costs: legCosts, groups, lanes, ticksPerMinor };
  const destinations = destinationsOf({ ...rating, keys, linehaul, demand });
  const commodities = commoditiesOf(workspace, shipments, classes, demand, destinations.mergedOf);
  const parts = { access, rates, legCosts, classes, linehaul, destinations, commodities, keys, ticksPerMinor };
  return { ...parts, ...assemble(parts, standing.openedRuns), scope, demand };
}

function ticksFor(workspace: Workspace): number {
  const dearest = Math.max(1, ...workspace.products.map((product) => product.unplannedCost));
  return Math.max(1e-6, Math.min(TICKS_MAX, LABEL_MAX / dearest));
}

type Parts = Pick<
  Compiled,
  'access' | 'rates' | 'legCosts' | 'classes' | 'linehaul' | 'destinations' | 'commodities' | 'keys' | 'ticksPerMinor'
>;

function assemble(
  parts: Parts,
  openedRuns: readonly OpenedRun[],
): Pick<Compiled, 'problem' | 'resourceKeys' | 'departures'> {
  const { access, classes, linehaul, destinations, commodities, keys, ticksPerMinor } = parts;
  const { groups, lanes } = classes;
  const { workspace } = access;
  const { options, lastMile } = destinations;
  const { chosen, firstOption } = chosenOptions(destinations);
  const list = new ResourceList();
  const total = totalDemand(access, classes, commodities);
  const used = usesOf({ access, linehaul, lastMile, options, keys, list, total }, chosen);
  const { extensions, departures } = extensionsOf(access, list, ticksPerMinor, openedRuns);
  const problem = assembleTimed({
    graph: linehaul.graph,
    lanes,
    groupCount: groups.length,
    baseCost: itemCosts(parts),
    ...tasksOf(parts),
    ...commodityColumns(parts),
    firstOption,
    optionItem: chosen.map((option) => options.item[option]),
    optionSec: Int32Array.from(chosen, (option) => options.deliveredSec[option]),
    optionRate: chosen.map((option) => options.rate[option]),
    rateCost: concatenated(destinations.rates.table.rows, groups.length * lanes),
    resources: list.finish(groups, workspace.bands, lanes, workspace.parties.length),
    ...used,
    extensions,
  });
  return { problem, resourceKeys: list.keys, departures };
}

/** Options of merged destinations, in the order of the problem. */
function chosenOptions({ representative, first, option }: Destinations): {
  chosen: Uint32Array;
  firstOption: Uint32Array;
} {
  const firstOption = new Uint32Array(representative.length + 1);
  representative.forEach((d, merged) => {
    firstOption[merged + 1] = firstOption[merged] + first[d + 1] - first[d];
  });
  const chosen = new Uint32Array(firstOption[representative.length]);
  representative.forEach((d, merged) => chosen.set(option.subarray(first[d], first[d + 1]), firstOption[merged]));
  return { chosen, firstOption };
}

function commodityColumns({ access, classes, commodities, ticksPerMinor }: Parts): {
  demand: Float64Array;
  destination: Uint32Array;
  dueSec: Int32Array;
  latePerDay: Int32Array;
  useClass: Uint32Array;
  outsideCost: Float64Array;
} {
  const { count, units, destination, group, band, terms, termsList } = commodities;
  const { workspace } = access;
  const dueSec = new Int32Array(count);
  const latePerDay = new Int32Array(count);
  const useClass = new Uint32Array(count);
  const outsideCost = new Float64Array(count);
  const lateTicks = workspace.products.map((product) =>
    Math.min(BLOCKED / 64, Math.floor(product.latePerDay * ticksPerMinor)),
  );
  for (let k = 0; k < count; k++) {
    const { product, dueSec: due } = termsList[terms[k]];
    dueSec[k] = due;
    latePerDay[k] = lateTicks[product];
    useClass[k] = group[k] * classes.lanes + band[k];
    outsideCost[k] = Math.floor(outsideOfCommodity(workspace, commodities, k).cost * ticksPerMinor);
  }
  return { demand: units, destination, dueSec, latePerDay, useClass, outsideCost };
}

/** Ticks of riding to every item, by group. */
function itemCosts({ access, classes, rates, legCosts, linehaul, ticksPerMinor }: Parts): Int32Array[] {
  const { graph, legAt } = linehaul;
  const { groups, lanes } = classes;
  const { bandCount } = legCosts;
  const baseCost = groups.map(() => new Int32Array(graph.itemCount * lanes).fill(BLOCKED));
  for (let item = 1; item < graph.itemCount; item++) {
    if (graph.leg[item] === NONE) continue;
    const at = legAt[graph.leg[item]];
    const costs = legCosts.costsOn(at);
    for (let g = 0; g < groups.length; g++) {
      const cost = baseCost[g] as Int32Array;
      const unload = graph.unloads[item] === 1 ? rates.unload(access.legOf[at], groups[g]) : 0;
      for (let band = 0; band < bandCount; band++) {
        const ride = costs[g * bandCount + band];
        cost[item * lanes + band] = Math.min(BLOCKED, Math.floor((ride + unload) * ticksPerMinor));
      }
    }
  }
  return baseCost;
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
    source.push(linehaul.graph.sourceItem[commodities.source[k]]);
    group.push(commodities.group[k]);
    firstCommodity.push(k);
  }
  return {
    taskCount: source.length,
    taskSource: Uint32Array.from(source),
    taskGroup: Uint8Array.from(group),
    firstCommodity: Uint32Array.from([...firstCommodity, commodities.count]),
  };
}

function concatenated(rows: readonly Int32Array[], width: number): Int32Array {
  const all = new Int32Array(rows.length * width);
  rows.forEach((row, i) => all.set(row, i * width));
  return all;
}
