import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { routeAccounts } from './route-accounts.js';

/** A coalition's plan in money, minor units. The tariff moves money between members and is no cost to all of them. */
export interface CoalitionAccount {
  /** What the plan counts: partners are paid the tariff. */
  readonly charged: number;
  readonly chargedBound: number; // no plan of the coalition is charged less
  /** What all members together spend: partners' own costs in place of the tariff. */
  readonly system: number;
  readonly members: readonly MemberAccount[]; // by party, 0 for those who are no members
  /** By labeling: [label * parties + party] what the parcels of a label cost a party, less what it receives for them. */
  readonly netBy: readonly Float64Array[];
}

export interface MemberAccount {
  readonly cost: number; // of its parcels at the tariff, and of its optional runs
  readonly paid: number; // to partners, part of `cost`
  readonly received: number;
  readonly carrying: number; // what partners' parcels cost it
}

/** Groups of parcels, in rows of all shipments, to be added up apart. */
export interface Labeling {
  readonly count: number;
  readonly of: Uint32Array; // [shipment of all]
}

/**
 * Adds up a plan. `rows` are the plan's shipments among all of them, as the labelings count. O(parcels + routes).
 */
export function coalitionAccount(
  world: { readonly workspace: Workspace; readonly shipments: Shipments; readonly rows: Uint32Array },
  planned: { readonly plan: Plan; readonly bound: number },
  labelings: readonly Labeling[],
): CoalitionAccount {
  const { workspace, shipments, rows } = world;
  const { plan } = planned;
  const accountOf = routeAccounts(workspace, shipments, plan);
  const partyCount = workspace.parties.length;
  const members = workspace.parties.map(() => ({ cost: 0, paid: 0, received: 0, carrying: 0 }));
  const netBy = labelings.map(({ count }) => new Float64Array(count * partyCount));
  for (let i = 0; i < shipments.count; i++) {
    const owner = shipments.party[i];
    const member = members[owner];
    const cells = labelings.map(({ of }) => of[rows[i]] * partyCount);
    const add = (party: number, cost: number): void => {
      for (let l = 0; l < cells.length; l++) netBy[l][cells[l] + party] += cost;
    };
    member.cost += plan.cost[i];
    add(owner, plan.cost[i]);
    const account = accountOf(i);
    if (account === undefined || !account.interlined) continue;
    account.charged.forEach((charged, party) => {
      const carrying = account.carrying[party];
      member.paid += charged;
      members[party].received += charged;
      members[party].carrying += carrying;
      add(party, carrying - charged);
    });
  }
  const { options, trips } = workspace.network;
  for (const { option, runs } of plan.openedRuns) {
    members[trips.party[options.trip[option]]].cost += runs * options.costPerRun[option];
  }
  const sum = (pick: (member: MemberAccount) => number): number => members.reduce((all, one) => all + pick(one), 0);
  const charged = sum(({ cost }) => cost);
  return {
    charged,
    chargedBound: Math.min(planned.bound, charged),
    system: charged - sum(({ received }) => received) + sum(({ carrying }) => carrying),
    members,
    netBy,
  };
}

/** Accounts of coalitions that do not work together, as one. */
export function unionAccount(a: CoalitionAccount, b: CoalitionAccount, chargedBound: number): CoalitionAccount {
  return {
    charged: a.charged + b.charged,
    chargedBound: Math.min(chargedBound, a.charged + b.charged),
    system: a.system + b.system,
    members: a.members.map((member, party) => {
      const other = b.members[party];
      return {
        cost: member.cost + other.cost,
        paid: member.paid + other.paid,
        received: member.received + other.received,
        carrying: member.carrying + other.carrying,
      };
    }),
    netBy: a.netBy.map((sums, labeling) => sums.map((sum, cell) => sum + b.netBy[labeling][cell])),
  };
}
