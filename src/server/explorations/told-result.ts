import type { Outcome } from '../../domain/exploration.js';
import type {
  Figures,
  Proved,
  ToldOutcome,
  ToldResult,
  Withheld,
} from '../../wire/explorations/exploration-results.js';
import type { WholeResult } from './exploration-work.js';

/**
 * Numbers that one party may know of what both parties' parcels come to. All others are withheld from it: money of all parties less
 * its own would be the partner's, and so would distances and loads of vehicles. A new figure is withheld until it is named here.
 */
const TOLD: Readonly<Record<WholeResult['kind'], ReadonlySet<string>>> = {
  scenarios: new Set([
    'parcels', 'gap', 'onTimeShare', 'late', 'unplanned', 'spot', 'interlined', 'transitDays', 'days', 'share', 'withinDays',
    'apart', 'joint', 'seconds',
  ]),
  clauses: new Set([
    'days', 'readyDays', 'line', 'party', 'grants', 'used', 'full', 'binding', 'parcels', 'better', 'amount', 'queue',
  ]),
  sharing: new Set(['days']),
  siting: new Set([
    'days', 'flows', 'parcels', 'reachKm', 'kmApart', 'lon', 'lat', 'leftOut', 'points', 'onTime', 'late', 'unplanned',
    'tendered', 'seconds',
  ]),
  coverage: new Set([
    'weightG', 'places', 'parcels', 'share', 'withinDays', 'beyondDays', 'within', 'served', 'meanDays', 'gini',
    'worstTenthDays', 'postalCodes', 'offices', 'people', 'byDays', 'days', 'overEach', 'overBetter', 'fasterOffices',
    'betterAloneDays', 'jointDays', 'meanDaysSaved',
  ]),
  growth: new Set([
    'days', 'to', 'months', 'month', 'times', 'gap', 'seconds', 'parcels', 'onTimeShare', 'lateShare', 'unplannedShare',
    'spotShare', 'block', 'interchange', 'office_block', 'lateTimes', 'firstMonth', 'binding', 'runs',
  ]),
}; // prettier-ignore

/** Bottlenecks that the agreement makes, which both parties know; others are about one party's own vehicles and offices. */
const SHARED_BOTTLENECKS: ReadonlySet<string> = new Set(['block', 'interchange', 'office_block']);

/** What came out, as the party at index `own` may see it. */
export function toldResult(result: WholeResult, figures: Figures, own: number): ToldResult {
  const told = <T>(document: T): Withheld<T> =>
    (figures === 'all' ? document : withheld(document, TOLD[result.kind])) as Withheld<T>;
  switch (result.kind) {
    case 'scenarios': {
      const { base, scenarios, subject, notes } = result.exploration;
      const outcome = (one: Outcome): ToldOutcome => toldOutcome(one, figures, own);
      return { kind: 'scenarios', own, base: outcome(base), scenarios: scenarios.map(outcome), subject, notes };
    }
    case 'clauses':
      return { kind: 'clauses', own, clauses: told(result.clauses) };
    case 'sharing': {
      const { sharing } = result;
      if (figures === 'all') return { kind: 'sharing', own, sharing };
      // Every rule's shares tell the partner's costs to who knows its own, so only one's own position is told.
      const positions = sharing.positions.map((position, party) =>
        party === own ? position : (withheld(position, NOTHING) as Withheld<typeof position>),
      );
      const silent = told({ ...sharing, positions: [], coalitions: [], rules: [], lanes: [], interchanges: [] });
      return { kind: 'sharing', own, sharing: { ...silent, positions } };
    }
    case 'siting':
      return { kind: 'siting', own, siting: told(result.siting), curve: told(result.curve) };
    case 'coverage':
      return { kind: 'coverage', own, coverage: told(result.coverage) };
    default: {
      const { growth } = result;
      if (figures === 'all') return { kind: 'growth', own, growth };
      const party = growth.parties[own]?.id;
      const bottlenecks = growth.bottlenecks.filter((one) => one.party === party || SHARED_BOTTLENECKS.has(one.kind));
      const steps = growth.steps.map((step) => ({
        ...step,
        remedy: step.remedy && { ...step.remedy, runs: step.remedy.runs.filter((run) => run.party === party) },
      }));
      return { kind: 'growth', own, growth: told({ ...growth, bottlenecks, steps }) };
    }
  }
}

/** An outcome of a scenario as the party at index `own` may see it: of money its own, and what is proved of the whole. */
export function toldOutcome(outcome: Outcome, figures: Figures, own: number): ToldOutcome {
  const proved = provedOf(outcome);
  if (figures === 'all') return { ...outcome, proved };
  const silent = withheld(outcome, TOLD.scenarios) as Withheld<Outcome>;
  const parties = outcome.parties.map((party, index) =>
    index === own ? party : (withheld(party, NOTHING) as Withheld<typeof party>),
  );
  return { ...silent, parties, proved };
}

const NOTHING: ReadonlySet<string> = new Set();

function provedOf({ difference }: Outcome): Proved {
  if (difference === null) return 'open';
  if (difference.cost.high < 0) return 'less';
  return difference.cost.low > 0 ? 'more' : 'open';
}

/** A copy in which numbers are null but for those under some keys; numbers of a list stand under the key of the list. */
function withheld(value: unknown, told: ReadonlySet<string>, key = ''): unknown {
  if (typeof value === 'number') return told.has(key) ? value : null;
  if (Array.isArray(value)) return value.map((one) => withheld(one, told, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withheld(part, told, name)]));
}
