import { NONE } from '../../base/none.js';
import type { CoalitionCost, PartyPosition } from '../../domain/gain-shares.js';
import { bandOf } from '../../domain/shipments.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { sizeOf } from '../../engine/sharing/cost-game.js';
import type { CostGame } from '../../engine/sharing/cost-game.js';
import type { CoalitionAccount } from './coalition-account.js';
import type { CoalitionAccounts } from './coalition-accounts.js';

/** What coalitions spend, in minor money; NaN for those that were not planned. */
export interface SharedGame {
  readonly most: CostGame; // by the plans that were made
  readonly least: CostGame; // less what their gaps leave open
  readonly apart: number;
  readonly apartLeast: number;
  readonly together: number;
  readonly togetherLeast: number;
}

/** The game that is shared: what each coalition spends, whatever the tariff moves between its members. */
export function sharedGame({ parties }: Workspace, { of, everybody }: CoalitionAccounts): SharedGame {
  const table = (costOf: (account: CoalitionAccount) => number): CostGame => {
    const cost = Float64Array.from({ length: everybody + 1 }, (_, coalition) => {
      const account = of.get(coalition);
      return coalition === 0 ? 0 : account ? costOf(account) : Number.NaN;
    });
    return { playerCount: parties.length, cost };
  };
  const most = table(({ system }) => system);
  const least = table(leastCost);
  const singles = parties.map((_, party) => 1 << party);
  const sum = ({ cost }: CostGame): number => singles.reduce((all, single) => all + cost[single], 0);
  return {
    most,
    least,
    apart: sum(most),
    apartLeast: sum(least),
    together: most.cost[everybody],
    togetherLeast: least.cost[everybody],
  };
}

/** A better plan at the tariff would save as much as the gap; what members earn by carrying is taken as it is. */
function leastCost({ system, charged, chargedBound }: CoalitionAccount): number {
  return system - (charged - chargedBound);
}

/** All planned coalitions, small ones first. Major money. */
export function coalitionCosts({ parties, minorPerMajor }: Workspace, { of }: CoalitionAccounts): CoalitionCost[] {
  return [...of]
    .toSorted(([a], [b]) => sizeOf(a) - sizeOf(b) || a - b)
    .map(([coalition, account]) => ({
      members: membersIn(coalition, parties.length),
      cost: account.system / minorPerMajor,
      costLeast: leastCost(account) / minorPerMajor,
      charged: account.charged / minorPerMajor,
      chargedBound: account.chargedBound / minorPerMajor,
      gap: account.chargedBound > 0 ? (account.charged - account.chargedBound) / account.chargedBound : null,
    }));
}

/** Parties of a bit mask, ascending. */
export function membersIn(coalition: number, partyCount: number): number[] {
  return Array.from({ length: partyCount }, (_, party) => party).filter((party) => (coalition >> party) & 1);
}

/** Where the tariff leaves each party, in major money. */
export function positionsOf(workspace: Workspace, shipments: Shipments, accounts: CoalitionAccounts): PartyPosition[] {
  const { parties, minorPerMajor } = workspace;
  const parcels = parties.map(() => 0);
  for (const party of shipments.party) parcels[party] = (parcels[party] ?? 0) + 1;
  return netPositions(accounts, parties.length).map(({ alone, cost, paid, received, carrying, net }, party) => ({
    parcels: parcels[party] ?? 0,
    alone: alone / minorPerMajor,
    cost: cost / minorPerMajor,
    paid: paid / minorPerMajor,
    received: received / minorPerMajor,
    carrying: carrying / minorPerMajor,
    net: net / minorPerMajor,
    gain: (alone - net) / minorPerMajor,
  }));
}

/** The same in minor money, without counts. */
export function netPositions(
  { of, everybody }: CoalitionAccounts,
  partyCount: number,
): Omit<PartyPosition, 'parcels' | 'gain'>[] {
  return Array.from({ length: partyCount }, (_, party) => {
    const member = of.get(everybody)?.members[party] ?? { cost: 0, paid: 0, received: 0, carrying: 0 };
    const alone = of.get(1 << party)?.system ?? 0;
    return { ...member, alone, net: member.cost - member.received + member.carrying };
  });
}

/** Kilograms that each party sends, at its parcels' size bands; shape [party]. */
export function volumesOf({ bands, parties }: Workspace, shipments: Shipments): number[] {
  const kg = parties.map(() => 0);
  for (let i = 0; i < shipments.count; i++) {
    const band = bandOf(bands, shipments.weightG[i], shipments.volumeMl[i]);
    kg[shipments.party[i]] += (band === NONE ? shipments.weightG[i] : bands[band].g) / 1000;
  }
  return kg;
}
