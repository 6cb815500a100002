import { deliveryCost, rideCost, transferCost } from '../../audit/route-cost.js';
import { stepFacts } from '../../audit/route-facts.js';
import type { RouteFacts } from '../../audit/route-facts.js';
import { rulesOf } from '../../audit/rules.js';
import type { Rules } from '../../audit/rules.js';
import { NONE } from '../../base/none.js';
import { routeOf, type Plan } from '../../domain/plan.js';
import { bandOf } from '../../domain/shipments.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Band, Workspace } from '../../domain/workspace.js';

/** What partners have to do with a parcel on a route. Minor money by party, 0 for the parcel's own. */
export interface RouteAccount {
  readonly charged: readonly number[]; // what the tariff pays each partner
  readonly carrying: readonly number[]; // what it costs each partner, at its own rates
  readonly interlined: boolean; // false when partners have nothing to do with it
  /** The interchange where it first changes hands, or NONE. */
  readonly interchange: number;
}

/**
 * Accounts of a plan's parcels, looked up by shipment; undefined for one that no network carries. Parcels that share a
 * route, a size band and a party share one account.
 */
export function routeAccounts(
  workspace: Workspace,
  shipments: Shipments,
  plan: Plan,
): (shipment: number) => RouteAccount | undefined {
  const rules = rulesOf(workspace);
  const { bands, parties } = workspace;
  const known = new Map<number, RouteAccount>();
  return (shipment) => {
    const { parts, linehaul, lastMile } = plan;
    if (lastMile[shipment] === NONE) return undefined;
    const route = (linehaul[shipment] - NONE) * parts.count + lastMile[shipment];
    const band = bandOf(bands, shipments.weightG[shipment], shipments.volumeMl[shipment]);
    const party = shipments.party[shipment];
    const key = (route * bands.length + band) * parties.length + party;
    let account = known.get(key);
    if (!account) {
      account = accountOf(rules, stepFacts(rules, routeOf(plan, shipment)), party, bands[band]);
      known.set(key, account);
    }
    return account;
  };
}

function accountOf(rules: Rules, facts: RouteFacts, owner: number, band: Band): RouteAccount {
  const { parties, network, agreement } = rules.workspace;
  const { facilities, trips, deliveries } = network;
  const charged = parties.map(() => 0);
  const carrying = parties.map(() => 0);
  let interchange: number = NONE;
  for (const step of facts.steps) {
    if (step.kind === 'ride') {
      const carrier = trips.party[step.trip];
      if (carrier === owner) continue;
      charged[carrier] += rideCost(rules, step, owner, band);
      carrying[carrier] += rideCost(rules, step, carrier, band);
    } else if (step.kind === 'transfer') {
      const point = agreement?.interchanges[step.interchange];
      const direction = point?.directions[step.direction];
      if (!agreement || !point || !direction) continue;
      if (interchange === NONE) interchange = step.interchange;
      const partner = direction.to === owner ? direction.from : direction.to;
      charged[partner] += agreement.tariff.interchangePerParcel;
      // What is received costs its receiver some handling; that of the owner is part of the plan's cost.
      if (direction.to === owner) continue;
      carrying[direction.to] += transferCost(rules, step, direction.to) - agreement.tariff.interchangePerParcel;
    } else {
      const carrier = facilities.party[deliveries.facility[step.delivery]];
      if (carrier === owner) continue;
      charged[carrier] += deliveryCost(rules, step.delivery, owner, band);
      carrying[carrier] += deliveryCost(rules, step.delivery, carrier, band);
    }
  }
  for (const { facility } of facts.unloads) {
    const carrier = facilities.party[facility];
    if (carrier !== owner) carrying[carrier] += facilities.handlingCost[facility];
  }
  return { charged, carrying, interlined: facts.transfers || (facts.carriers & ~(1 << owner)) !== 0, interchange };
}
