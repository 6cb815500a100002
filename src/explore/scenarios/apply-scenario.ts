import { isDeepStrictEqual } from 'node:util';
import type { Agreement } from '../../domain/agreement.js';
import type { NetworkChange, Scenario } from '../../domain/scenario.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { changeDemand } from './change-demand.js';
import { changeNetwork } from './change-network.js';

/** What is planned: a workspace and its shipments. */
export interface World {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
}

/**
 * A world as a scenario has it. What the scenario does not touch is shared with the world given, down to the single
 * column; a scenario without changes gives the same objects back. O(what changes).
 */
export function applyScenario({ workspace, shipments }: World, scenario: Scenario): World {
  const network = changeNetwork(workspace, scenario.network);
  const terms = isDeepStrictEqual(scenario.agreement, workspace.agreement) ? undefined : scenario.agreement;
  const agreement = withoutClosed(terms ?? workspace.agreement, scenario.network);
  const same = network === workspace.network && agreement === workspace.agreement;
  return {
    workspace: same ? workspace : { ...workspace, network, agreement },
    shipments: changeDemand(workspace, scenario.shipments ?? shipments, scenario.demand),
  };
}

/** What a scenario touches. */
export interface Touched {
  readonly parcels: boolean;
  readonly network: boolean;
  readonly clauses: boolean;
  readonly alone: readonly number[]; // parties that alone would plan otherwise; they need no clauses
}

/** What differs in a world as a scenario has it. */
export function touchedBy({ workspace }: World, scenario: Scenario): Touched {
  const { shipments, agreement } = scenario;
  const demand = scenario.demand.filter(({ times }) => times !== 1);
  const network = changeNetwork(workspace, scenario.network) !== workspace.network;
  const isTouched = (party: number): boolean =>
    shipments !== undefined ||
    demand.some((change) => change.party === undefined || change.party === party) ||
    (network && scenario.network.some((change) => concerns(workspace, change, party)));
  return {
    parcels: shipments !== undefined || demand.length > 0,
    network,
    clauses: agreement !== undefined && !isDeepStrictEqual(agreement, workspace.agreement),
    alone: workspace.parties.map((_, party) => party).filter(isTouched),
  };
}

function concerns({ network }: Workspace, change: NetworkChange, party: number): boolean {
  switch (change.kind) {
    case 'close':
      return network.facilities.party[change.facility] === party;
    case 'slow_roads':
      return true;
    default:
      return change.trips.some((trip) => network.trips.party[trip] === party);
  }
}

/** Interchange windows on days on which one of the facilities that meet there is closed are taken out. */
function withoutClosed(agreement: Agreement | undefined, changes: readonly NetworkChange[]): Agreement | undefined {
  const closed = new Map<number, number>(); // weekday mask by facility
  for (const change of changes) {
    if (change.kind !== 'close') continue;
    closed.set(change.facility, (closed.get(change.facility) ?? 0) | change.weekdays);
  }
  if (!agreement || closed.size === 0) return agreement;
  let any = false;
  const interchanges = agreement.interchanges.map((interchange) => {
    const mask = [...interchange.facilities.values()].reduce((days, at) => days | (closed.get(at) ?? 0), 0);
    if (mask === 0) return interchange;
    any = true;
    // A window keeps its place, because resources are named by it; without days it never opens.
    return { ...interchange, windows: interchange.windows.map((one) => ({ ...one, days: one.days & ~mask })) };
  });
  return any ? { ...agreement, interchanges } : agreement;
}
