import { NONE } from '../../base/none.js';
import type { AddedRuns, RaisedClause } from '../../domain/growth.js';
import type { Workspace } from '../../domain/workspace.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import { clauseSays, clauseText } from '../clauses/clause-text.js';
import type { ClauseRef } from '../../domain/clause-values.js';
import { isOf, partsOf, pricedGrants, type PricedGrant } from '../clauses/priced-grants.js';
import type { World } from '../scenarios/apply-scenario.js';
import { changeNetwork } from '../scenarios/change-network.js';
import type { GrowingProblem } from './growing-problem.js';

/** A clause whose grants are full, with what it limits. */
export interface TightClause {
  readonly clause: ClauseRef;
  readonly unit: PricedGrant['unit'];
  readonly worth: number; // minor money: a tenth more on all its grants
}

const TENTH = 0.1;
/** Clauses worth less than this share of all together are left as they are. */
const CLAUSE_SHARE_MIN = 0.01;
/** Trips that may be given runs, at most; more choices make the search slow, and these are by far the best. */
const TRIPS_MAX = 60;
const RUNS_MAX = 3; // of one trip on one day
/** Runs that are worth less than this share of their cost at the prices as they are will not pay later either. */
const WORTH_MIN = 0.6;

/** Clauses whose grants have a price, most valuable first. Prices in minor money for one unit of a resource. */
export function tightClauses(workspace: Workspace, problem: GrowingProblem, prices: Float64Array): TightClause[] {
  const resources = problem.names.filter((_, resource) => prices[resource] > 0);
  const priced = prices.filter((price) => price > 0);
  const capacityOf = new Map(problem.names.map((name, resource) => [name, problem.capacityAsIs[resource]]));
  const priceOf = new Map(resources.map((name, index) => [name, priced[index]]));
  const grants = pricedGrants(workspace, { bound: 0, resources, prices: [...priced] });
  const found: { clause: ClauseRef; unit: PricedGrant['unit']; worth: number }[] = [];
  for (const grant of grants) {
    const worth = TENTH * (priceOf.get(grant.resource) ?? 0) * (capacityOf.get(grant.resource) ?? 0);
    const known = found.find((one) => isOf(grant, one.clause) && one.unit === grant.unit);
    if (known) known.worth += worth;
    else found.push({ clause: grant.clause, unit: grant.unit, worth });
  }
  const all = found.reduce((sum, { worth }) => sum + worth, 0);
  return found.filter(({ worth }) => worth >= CLAUSE_SHARE_MIN * all).toSorted((a, b) => b.worth - a.worth);
}

/** Resources that a clause limits, for each of some clauses. */
export function resourcesOfClauses(
  workspace: Workspace,
  names: readonly string[],
  clauses: readonly TightClause[],
): number[][] {
  const indexOf = new Map(names.map((name, resource) => [name, resource]));
  const grants = pricedGrants(workspace, { bound: 0, resources: names, prices: names.map(() => 1) });
  return clauses.map(({ clause, unit }) =>
    grants.flatMap((grant) =>
      isOf(grant, clause) && grant.unit === unit ? [indexOf.get(grant.resource) as number] : [],
    ),
  );
}

/**
 * A world in which the trips that are full may be given runs, at what a run of their vehicles costs. `prices` in minor
 * money for a gram or millilitre, by resource. Trips that `options.txt` names already keep what it says.
 */
export function withRunsOffered(world: World, names: readonly string[], prices: Float64Array): World {
  const { workspace } = world;
  const { trips, vehicles, calls, options } = workspace.network;
  const tripOf = new Map(trips.id.map((id, trip) => [`${workspace.parties[trips.party[trip]].id}:${id}`, trip]));
  const offered = new Set(options.trip);
  const worth = new Map<string, { trip: number; worth: number }>(); // by departure
  prices.forEach((price, resource) => {
    if (!(price > 0)) return;
    const [kind, what, date] = partsOf(names[resource]);
    const trip = tripOf.get(what) ?? NONE;
    if ((kind !== 'kg' && kind !== 'l') || trip === NONE || offered.has(trip)) return;
    const vehicle = trips.vehicle[trip];
    const units = (kind === 'kg' ? vehicles.capacityKg[vehicle] : vehicles.capacityLitres[vehicle]) * 1000;
    const known = worth.get(`${trip} ${date}`) ?? { trip, worth: 0 };
    worth.set(`${trip} ${date}`, { trip, worth: known.worth + price * units });
  });
  const costOf = (trip: number): number => {
    const vehicle = trips.vehicle[trip];
    const km = calls.km[trips.firstCall[trip + 1] - 1] - calls.km[trips.firstCall[trip]];
    return vehicles.costPerRun[vehicle] + vehicles.costPerKm[vehicle] * km;
  };
  const best = new Map<number, number>(); // by trip: what its departures are worth above most of their cost
  for (const { trip, worth: of } of worth.values()) {
    const above = of - WORTH_MIN * costOf(trip);
    if (above > 0) best.set(trip, (best.get(trip) ?? 0) + above);
  }
  const chosen = [...best]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, TRIPS_MAX)
    .map(([trip]) => trip);
  if (chosen.length === 0) return world;
  const network = changeNetwork(workspace, [
    { kind: 'add_runs', trips: chosen, costPerRun: undefined, runsMax: RUNS_MAX },
  ]);
  return { ...world, workspace: { ...workspace, network } };
}

/** Runs that an answer adds, trip by trip. `offeredCount` options come from the workspace itself. */
export function addedRuns(problem: GrowingProblem, { best }: FlowResult, offeredCount: number): AddedRuns[] {
  const { workspace } = problem.world;
  const { network, parties, minorPerMajor } = workspace;
  const byOption = new Map<number, { runs: number; days: number }>();
  problem.compiled.departures.forEach(({ option }, e) => {
    const runs = Math.round(best.runs[e]);
    if (runs === 0) return;
    const known = byOption.get(option) ?? { runs: 0, days: 0 };
    byOption.set(option, { runs: known.runs + runs, days: known.days + 1 });
  });
  return [...byOption]
    .map(([option, { runs, days }]) => {
      const trip = network.options.trip[option];
      return {
        party: parties[network.trips.party[trip]].id,
        trip: network.trips.id[trip],
        name: network.trips.name[trip] || network.trips.id[trip],
        runs,
        days,
        cost: (runs * network.options.costPerRun[option]) / minorPerMajor,
        offered: option < offeredCount,
      };
    })
    .toSorted((a, b) => b.cost - a.cost || (a.trip < b.trip ? -1 : 1));
}

/** A clause of which an answer uses more than it grants as it is. */
export interface UsedClause {
  readonly clause: number; // into the clauses that may be raised
  readonly times: number; // of what it grants, where most is used
}

/** Clauses that an answer needs raised, in their order. */
export function usedClauses(
  problem: GrowingProblem,
  answer: FlowResult,
  resources: readonly (readonly number[])[],
): UsedClause[] {
  const load = problem.loads(answer);
  return resources.flatMap((limited, clause): UsedClause[] => {
    const times = limited.reduce((most, resource) => {
      const granted = problem.capacityAsIs[resource];
      return granted > 0 ? Math.max(most, load[resource] / granted) : most;
    }, 0);
    return times > 1 + 1e-9 ? [{ clause, times }] : [];
  });
}

/** A clause in words, as it is and at `times` of it. */
export function raisedClause(
  workspace: Workspace,
  { clause, unit, worth }: TightClause,
  times: number,
  without: RaisedClause['without'],
): RaisedClause {
  const { agreement, minorPerMajor } = workspace;
  const terms = clause.kind === 'capacity' ? agreement?.capacity[clause.index] : undefined;
  const point = clause.kind === 'interchange' ? agreement?.interchanges[clause.index] : undefined;
  return {
    clause: clauseText(workspace, clause, unit).clause,
    on: terms ? `${workspace.parties[terms.party].id}:${terms.pattern}` : (point?.id ?? ''),
    says: terms ? clauseSays(terms, unit) : `${point?.parcelsPerWindow ?? 0} parcels a window`,
    times,
    worth: worth / minorPerMajor,
    without,
  };
}
