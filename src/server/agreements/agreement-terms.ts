import type { z } from '@hono/zod-openapi';
import { matchClauses } from '../../agreement/diff-terms.js';
import type { AgreementTerms } from '../../domain/agreement-terms.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { findPlanPart, listPlans, type PlanRow } from '../../store/plans/plans.js';
import type { Tx } from '../../store/database/store.js';
import { versionsOfAgreement, type AgreementVersion } from '../../store/agreements/agreements.js';
import * as wire from '../../wire/agreements/agreement-terms.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { ClauseUses, PlanFigures, PlanSummary } from '../plans/planning-work.js';
import type { ReferenceData } from '../reference-data.js';
import { termsOfText } from './agreement-version.js';
import { getText, getVersion } from './agreements.js';

/** So many of the latest plans are looked through for one under the agreement. */
const PLANS_MAX = 50;

type WireTerms = z.infer<(typeof wire.getAgreementTerms)['answer']['body']>;
type WireUse = z.infer<typeof wire.ClauseUseSchema>;

/** What a version says, beside what the latest plan makes of it. */
export function serveAgreementTerms(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.getAgreementTerms, ({ input, acting, run }) =>
    run(async (tx): Promise<WireTerms> => {
      const version = await getVersion(tx, input.params.id);
      const terms = termsOfText((await getText(tx, version.id)).text);
      const found = await latestPlan(tx, version);
      const code = (await listOrganisations(tx)).find(({ id }) => id === acting.partyId)?.code ?? '';
      const told = found && usesOf(found, terms);
      return {
        id: version.id,
        sha256: version.termsHash,
        terms: { ...terms },
        places: placesOf(terms, reference),
        plan: found === undefined ? null : await planOnWire(tx, found),
        uses: told === undefined ? [] : told.filter((use) => mayKnow(use, terms, code)),
      };
    }),
  );
}

/** A plan that was made under a version of an agreement. */
interface FoundPlan {
  readonly plan: PlanRow;
  readonly version: AgreementVersion;
  readonly terms: AgreementTerms;
}

/** The latest plan of the acting party under a version, or else under another version of its agreement. */
async function latestPlan(tx: Tx, version: AgreementVersion): Promise<FoundPlan | undefined> {
  const versions = await versionsOfAgreement(tx, version);
  const plans = (await listPlans(tx, { limit: PLANS_MAX, state: 'succeeded' })).filter(({ agreement_version_id: id }) =>
    versions.some((one) => one.id === id),
  );
  const plan = plans.find(({ agreement_version_id: id }) => id === version.id) ?? plans[0];
  const under = versions.find(({ id }) => id === plan?.agreement_version_id);
  if (plan === undefined || under === undefined) return undefined;
  return { plan, version: under, terms: termsOfText((await getText(tx, under.id)).text) };
}

async function planOnWire(tx: Tx, { plan, version }: FoundPlan): Promise<WireTerms['plan']> {
  const part = await findPlanPart(tx, plan.id);
  const figures = part === undefined ? undefined : (part.figures as unknown as PlanFigures);
  return {
    id: plan.id,
    version_id: version.id,
    version: version.version,
    ended_at: (plan.ended_at ?? plan.created_at).toISOString(),
    own: figures === undefined ? null : ownOf(figures),
  };
}

function ownOf({ parcels, on_time, interlined, charges_paid_minor, charges_received_minor }: PlanFigures) {
  return { parcels, on_time, interlined, charges_paid_minor, charges_received_minor };
}

/** Uses of the clauses of these terms that continue clauses of the terms the plan was made under. */
function usesOf({ plan, terms: planned }: FoundPlan, terms: AgreementTerms): WireUse[] {
  const { uses } = plan.summary as unknown as PlanSummary;
  if (uses === undefined) return [];
  return [...interchangeUses(uses, terms), ...capacityUses(uses, planned, terms)];
}

function interchangeUses({ interchanges }: ClauseUses, terms: AgreementTerms): WireUse[] {
  return interchanges.flatMap((use): WireUse[] => {
    if (!terms.interchange.some(({ id }) => id === use.id)) return [];
    const { windows, windowsFull: full, granted, used, busiestWindowShare: busiest } = use;
    const directions = use.directions.map(({ from, to, parcels }) => ({ from, to, parcels }));
    return [{ kind: 'interchange', path: `interchange[${use.id}]`, windows, full, granted, used, busiest, directions }];
  });
}

function capacityUses({ capacity }: ClauseUses, planned: AgreementTerms, terms: AgreementTerms): WireUse[] {
  const continued = matchClauses(planned.capacity, terms.capacity);
  return terms.capacity.flatMap((_, at) =>
    capacity
      .filter(({ clause }) => clause === continued[at])
      .map(({ unit, departures, grants, used, full, share }): WireUse => {
        return { kind: 'capacity', path: `capacity[${at}]`, unit, departures, grants, used, full, share };
      }),
  );
}

/**
 * Whether a party may know a use: of an interchange where it meets the others, and of room that it opens or uses. Between more than two,
 * room that one opens is used by all others together, and how much is for its owner alone.
 */
function mayKnow(use: WireUse, terms: AgreementTerms, code: string): boolean {
  if (use.kind === 'interchange') {
    const interchange = terms.interchange.find(({ id }) => use.path === `interchange[${id}]`);
    return interchange !== undefined && code in interchange.facilities;
  }
  const clause = terms.capacity.find((_, at) => use.path === `capacity[${at}]`);
  return terms.parties.length === 2 ? terms.parties.includes(code) : clause?.on.startsWith(`${code}:`) === true;
}

function placesOf(terms: AgreementTerms, { agreementContext, parties }: ReferenceData): WireTerms['places'] {
  const { facilities, network } = agreementContext;
  const named = terms.interchange.flatMap((one) => Object.entries(one.facilities));
  return [...new Map(named.map((place) => [place.join(':'), place])).values()].flatMap(([party, id]) => {
    const index = facilities[parties.findIndex(({ code }) => code === party)]?.get(id);
    const name = index === undefined ? '' : (network.facilities.name[index] ?? '');
    return name === '' ? [] : [{ party, id, name }];
  });
}
