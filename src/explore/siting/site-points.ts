import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { PointUse } from '../../domain/siting.js';
import type { Interchange } from '../../domain/agreement.js';
import type { Workspace } from '../../domain/workspace.js';
import { costListsOf } from '../../engine/siting/cost-lists.js';
import { solveMedian, type MedianAnswer, type MedianOptions } from '../../engine/siting/median.js';
import { candidatePoints, HUB_KINDS } from './candidate-points.js';
import { crossFlows, firstPickups, type CrossFlow } from './cross-flows.js';
import { feedersOf } from './feeders.js';
import { FlowCosts } from './flow-costs.js';
import { pointUse } from './point-use.js';
import { wayNetwork } from './way-network.js';
import { WayFinder } from './ways.js';

/** Costs of all flows at all points, ready to be solved for any number of points to add. */
export interface SitingTable {
  readonly points: readonly Interchange[]; // existing ones, then candidates
  readonly existingCount: number;
  readonly leftOut: number; // pairs of facilities in reach that are no candidates, because there are too many
  readonly flows: readonly CrossFlow[];
  readonly parcels: Float64Array; // [flow]
  readonly without: Float64Array; // [flow] minor money without any point
  readonly costs: readonly Float64Array[]; // by point, [flow] minor money
}

const CANDIDATES_MAX = 1000;
const COSTS_MAX = 2.5e8; // of all flows at all candidates, 8 bytes each

/** Works out what every cross-network flow pays at every point. O(flows · points), and two searches a point and side. */
export function sitingTable(workspace: Workspace, shipments: Shipments, reachKm: number): SitingTable {
  const existing = workspace.agreement?.interchanges ?? [];
  const isHub = hubsOf(workspace, shipments, existing);
  const flows = crossFlows(workspace, shipments, feedersOf(workspace, isHub));
  const most = Math.min(CANDIDATES_MAX, Math.floor(COSTS_MAX / Math.max(1, flows.length)));
  const { points: candidates, leftOut } = candidatePoints(workspace, reachKm, most);
  const points = [...existing, ...candidates];
  const isNode = isHub.slice();
  for (const { facilities } of points) for (const facility of facilities.values()) isNode[facility] = 1;
  const network = wayNetwork(workspace, isNode);
  const parcels = Float64Array.from(flows, (flow) => flow.parcels);
  const kg = flows.length === 0 ? 1 : flows.reduce((sum, flow) => sum + flow.kg, 0) / sumOf(parcels);
  const flowCosts = new FlowCosts(workspace, flows, network, new WayFinder(network, kg));
  return {
    points,
    existingCount: existing.length,
    leftOut,
    flows,
    parcels,
    without: flowCosts.without(),
    costs: points.map((point) => flowCosts.over(point)),
  };
}

/** Opens `added` candidates, or all of them where there are fewer. Sites of the answer count from the first candidate. */
export function solveSiting(table: SitingTable, added: number, options: MedianOptions): MedianAnswer {
  const candidates = table.costs.slice(table.existingCount);
  const lists = costListsOf({
    customerCount: table.flows.length,
    siteCount: candidates.length,
    servedCost: servedCost(table),
    fillCosts: (flow, costs) => candidates.forEach((column, site) => (costs[site] = column[flow])),
  });
  return solveMedian({ lists, size: Math.min(added, candidates.length) }, options);
}

/** What all flows pay with the existing points only. */
export function costNow(table: SitingTable): number {
  return sumOf(servedCost(table));
}

/** How flows use the existing points together with some others, in that order. Money in minor units. */
export function useOf(table: SitingTable, added: readonly number[]): PointUse[] {
  const columns = [...table.costs.slice(0, table.existingCount), ...added.map((point) => table.costs[point])];
  return pointUse(columns, table.without, table.parcels);
}

function servedCost({ costs, existingCount, without }: SitingTable): Float64Array {
  const existing = costs.slice(0, existingCount);
  return without.map((alone, flow) => existing.reduce((least, column) => Math.min(least, column[flow]), alone));
}

/** Facilities that flows start from and are delivered from: hubs, what meets already, and wherever parcels enter. */
function hubsOf(workspace: Workspace, shipments: Shipments, existing: readonly Interchange[]): Uint8Array {
  const { facilities } = workspace.network;
  const isHub = facilities.kind.map((kind) => (HUB_KINDS.has(kind) ? 1 : 0));
  for (const point of existing) for (const facility of point.facilities.values()) isHub[facility] = 1;
  const pickups = firstPickups(workspace);
  const codes = new Set<number>();
  for (const origin of shipments.origin) {
    if (origin > NONE) isHub[origin] = 1;
    else codes.add(-1 - origin);
  }
  for (const code of codes) {
    for (const facility of pickups.get(code) ?? []) if (facility !== undefined) isHub[facility] = 1;
  }
  return isHub;
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
