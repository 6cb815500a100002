import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { ClauseValue, ClauseValues, Relaxation, TermValue } from '../../domain/clause-values.js';
import type { Certificate, Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import { subjectOf } from '../../domain/subject.js';
import type { Workspace } from '../../domain/workspace.js';
import { interchangeName } from '../../report/interchange-use.js';
import { loadsOf } from '../../report/loads.js';
import { clauseSays, clauseText, quantityOf } from './clause-text.js';
import { clauseAmounts, clauseUses } from '../../report/clause-uses.js';
import type { ClauseAmount, ClauseUse } from '../../report/clause-uses.js';
import { describeLine, grantLines, weekOf } from './grant-lines.js';
import type { Line } from './grant-lines.js';
import { isOf, pricedGrants } from './priced-grants.js';
import type { PricedGrant } from './priced-grants.js';
import { PricedNetwork } from '../../workers/priced-network.js';
import { relaxationsOf } from './relaxations.js';
import { termValues } from './term-values.js';

/** Lines listed under a clause. */
const LINES_SHOWN = 8;

const RELAXATIONS_SHOWN = 10;

/** A grant worth less than this share of the bound, all of it together, is the search's noise and not a price. */
const NOISE = 1e-7;

/** A plan, and the prices that prove its bound. */
export interface PricedPlan {
  readonly plan: Plan;
  readonly certificate: Certificate;
}

/** What every clause of the agreement is worth in a plan; docs/clauses.md. */
export async function clauseValues(
  workspace: Workspace,
  shipments: Shipments,
  { plan, certificate }: PricedPlan,
  threads: number,
): Promise<ClauseValues> {
  const loads = loadsOf(workspace, shipments, plan);
  const network = PricedNetwork.open(workspace, shipments, threads);
  try {
    const grants = withoutNoise(network, certificate, pricedGrants(workspace, certificate));
    const lines = grantLines(workspace, grants);
    const amounts = clauseAmounts(workspace);
    const uses = clauseUses(workspace, loads, amounts);
    const { minorPerMajor } = workspace;
    const cost = costOf(workspace, plan);
    const terms = await termValues(workspace, shipments, certificate, network, threads);
    const more = await relaxationsOf(workspace, network, network.pricesOf(certificate), lines, loads);
    return {
      ...subjectOf(workspace),
      cost: cost / minorPerMajor,
      readyDays: readyDaysOf(workspace, shipments),
      open: Math.max(0, cost - certificate.bound) / minorPerMajor,
      clauses: amounts.map((amount, index) => valueOf(workspace, amount, uses[index], { network, grants, lines })),
      terms,
      relaxations: [...terms.map(acceptance), ...more]
        .filter(({ worth }) => worth > 0)
        .toSorted((a, b) => b.worth - a.worth)
        .slice(0, RELAXATIONS_SHOWN),
    };
  } finally {
    await network.close();
  }
}

function withoutNoise(
  network: PricedNetwork,
  { bound }: Certificate,
  grants: readonly PricedGrant[],
): readonly PricedGrant[] {
  const { capacity } = network.compiled.problem.flow.resources;
  const perUnit = { kg: 1000, litres: 1000, parcels: 1 };
  const capacityOf = new Map(network.names.map((name, resource) => [name, capacity[resource]]));
  return grants.filter(({ resource, price, unit }) => {
    const units = Math.max(1, (capacityOf.get(resource) ?? 0) / perUnit[unit]);
    return price * units > NOISE * Math.abs(bound);
  });
}

/** Service days on which parcels become ready. */
function readyDaysOf({ calendar }: Workspace, { readySec }: Shipments): number {
  return new Set(Array.from(readySec, (sec) => dayOfSec(calendar, sec))).size;
}

function costOf({ network }: Workspace, plan: Plan): number {
  const runs = plan.openedRuns.reduce((sum, run) => sum + run.runs * network.options.costPerRun[run.option], 0);
  return plan.cost.reduce((sum, cost) => sum + cost, runs);
}

/** A product without one of its terms, as a relaxation. */
function acceptance({ clause, product, without, parcels, better, worth }: TermValue): Relaxation {
  return {
    clause,
    line: undefined,
    words: `${without} accepted, which helps ${better.toLocaleString('en')} of ${parcels.toLocaleString('en')} parcels`,
    what: product,
    unit: 'parcels',
    amount: better,
    days: 'daily',
    worth,
    each: better === 0 ? 0 : worth / better,
    cost: 0,
    queue: parcels,
  };
}

function valueOf(
  workspace: Workspace,
  { clause, unit }: ClauseAmount,
  { grants, used, full, departures }: ClauseUse,
  priced: { readonly network: PricedNetwork; readonly grants: readonly PricedGrant[]; readonly lines: readonly Line[] },
): ClauseValue {
  const { agreement, calendar, minorPerMajor } = workspace;
  const own = priced.grants.filter((grant) => isOf(grant, clause) && grant.unit === unit);
  const byDay = (amountOf: (grant: PricedGrant) => number): number => {
    const days = new Float64Array(calendar.dayCount);
    for (const grant of own) days[grant.day] = days[grant.day] + amountOf(grant);
    return weekOf(workspace, days) / minorPerMajor;
  };
  const where = priced.lines
    .filter((line) => isOf(line, clause) && line.unit === unit)
    .map((line) => describeLine(workspace, line))
    .toSorted((a, b) => b.worth - a.worth)
    .slice(0, LINES_SHOWN);
  const values = {
    ...clauseText(workspace, clause, unit),
    unit,
    grants,
    used,
    full,
    binding: own.length,
    worth: byDay(({ price, keep }) => price * keep),
    where,
  };
  if (clause.kind === 'interchange') {
    const interchange = agreement?.interchanges[clause.index];
    return {
      ...values,
      party: undefined,
      on: interchange ? interchangeName(workspace, interchange) : '',
      says: `${interchange?.parcelsPerWindow.toLocaleString('en')} parcels a window`,
      per: 'window',
      worthOfPoint: undefined,
      cost: 0,
    };
  }
  const terms = agreement?.capacity[clause.index];
  const isShare = terms !== undefined && quantityOf(terms, unit)?.kind === 'share';
  const hard = terms?.type === 'hard' && unit === 'kg' ? (agreement?.tariff.hardBlockPerKg ?? 0) : 0;
  return {
    ...values,
    party: terms?.party,
    on: terms?.pattern ?? '',
    says: terms ? clauseSays(terms, unit) : '',
    per: unit === 'parcels' ? 'office day' : 'departure',
    worthOfPoint: isShare
      ? byDay((grant) => grant.price * grant.keep * wholeOf(workspace, priced.network, grant) * 0.01)
      : undefined,
    cost: (hard * departures) / Math.max(1, Math.floor(calendar.dayCount / 7)) / minorPerMajor,
  };
}

/** What a share is of: the vehicle's or the office's whole, in the clause's unit; 0 where it has no limit. */
function wholeOf(
  { network }: Workspace,
  { compiled }: PricedNetwork,
  { unit, target }: Pick<PricedGrant, 'unit' | 'target'>,
): number {
  const { trips, vehicles } = network;
  const vehicle = trips.vehicle[target];
  const whole =
    unit === 'parcels'
      ? compiled.access.dayParcels[target]
      : vehicle === NONE
        ? Infinity
        : (unit === 'kg' ? vehicles.capacityKg : vehicles.capacityLitres)[vehicle];
  return Number.isFinite(whole) ? whole : 0;
}
