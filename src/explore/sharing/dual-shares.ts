import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import type { Certificate } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { outsideCarriage } from '../../planner/demand/outside.js';
import type { PricedNetwork } from '../../workers/priced-network.js';

/** A party's part of the bound that a certificate proves. Minor money. */
export interface DualShare {
  readonly ways: number; // its parcels' cheapest ways at the certificate's prices
  readonly capacityValue: number; // what its own capacities earn at these prices, optional runs included
  readonly share: number; // ways less capacityValue
}

/**
 * Shares by dual prices (Owen 1975), by party: what a party's parcels would pay at the prices of all that is scarce, less
 * what its own capacity earns at them. They sum to the bound. No coalition could plan its parcels for less than its
 * members' shares together, because the same prices prove that much for it too, as long as it holds every capacity that
 * it may use: vehicles, offices and blocks are their owner's, a window is the two parties' that meet there, half each.
 * Where three and more parties share one window, two of them may use what counts as partly the third's, and the core is
 * not certain.
 */
export async function dualShares(
  network: PricedNetwork,
  workspace: Workspace,
  shipments: Shipments,
  certificate: Certificate,
): Promise<DualShare[]> {
  const prices = network.pricesOf(certificate);
  const cheapest = await network.ways(prices);
  const ways = workspace.parties.map(() => 0);
  const { commodities, classes, demand } = network.compiled;
  cheapest.forEach((cost, k) => (ways[network.partyOf(k)] += cost * commodities.units[k]));
  for (let i = 0; i < shipments.count; i++) {
    if (network.commodityOf(i) !== NONE) continue;
    ways[shipments.party[i]] += outsideCarriage(workspace, shipments, i, classes.band[i], demand.dueSec[i]).cost;
  }
  const earned = capacityValues(network, workspace, prices);
  return ways.map((cost, party) => ({ ways: cost, capacityValue: earned[party], share: cost - earned[party] }));
}

/** Minor money that each party's capacities earn at prices in ticks, by party. */
function capacityValues(network: PricedNetwork, workspace: Workspace, prices: Float64Array): number[] {
  const { problem, departures, ticksPerMinor } = network.compiled;
  const { resources, extensions } = problem.flow;
  const { options, trips } = workspace.network;
  const earned = workspace.parties.map(() => 0);
  network.names.forEach((name, r) => {
    if (prices[r] === 0) return;
    const owners = ownersOf(workspace, name);
    for (const owner of owners) earned[owner] += (prices[r] * resources.capacity[r]) / owners.length / ticksPerMinor;
  });
  departures.forEach(({ option }, e) => {
    let worth = -extensions.cost[e];
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      worth += prices[extensions.resource[i]] * extensions.added[i];
    }
    if (worth > 0) earned[trips.party[options.trip[option]]] += (extensions.runsMax[e] * worth) / ticksPerMinor;
  });
  return earned;
}

/** Parties to whom a resource belongs: that in its name, or those that meet at an interchange. */
function ownersOf({ parties, agreement }: Workspace, name: string): number[] {
  const [kind, owner] = name.split(/[:@]/, 2) as [string, string];
  if (kind !== 'window') {
    const party = parties.findIndex(({ id }) => id === owner);
    assert(party >= 0, `${name} belongs to a party`);
    return [party];
  }
  const interchange = agreement?.interchanges.find(({ id }) => id === owner);
  assert(interchange, `${name} is a window of the agreement`);
  return [...interchange.facilities.keys()];
}
