import { clauseValues } from '../../explore/clauses/clause-values.js';
import { measureCoverage, WITHIN_DAYS } from '../../explore/coverage/measure-coverage.js';
import { usualPostingSec } from '../../explore/coverage/origins.js';
import { grow } from '../../explore/growth/grow.js';
import { exploreScenarios } from '../../explore/scenarios/explore-scenarios.js';
import { shareGain } from '../../explore/sharing/share-gain.js';
import { siteInterchanges } from '../../explore/siting/site-interchanges.js';
import { sitingTable, solveSiting } from '../../explore/siting/site-points.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { gapOf } from '../../report/gap.js';
import { planJoint } from '../../workers/plan-joint.js';
import type { PlannedScope } from '../../workers/plan-scope.js';
import type { SitedStep } from '../../wire/explorations/exploration-results.js';
import { coverageMapOf } from './coverage-map.js';
import type { ExplorationProgress, ExplorationWork, Question, WholeResult } from './exploration-work.js';

/** Orders of joining that are sampled where there are more than five parties. */
const ORDER_PAIRS = 8;
/** Best sets of points that are planned. */
const SETS = 3;
/** Share of the time of a siting that each step of its curve may take to be proved. */
const STEP_SHARE = 0.1;

type Tell = (progress: Pick<ExplorationProgress, 'doing'> & Partial<ExplorationProgress>) => void;
type Of<K extends Question['kind']> = Extract<Question, { readonly kind: K }>;

/** Works out what is asked. Whoever wants it to end ends the thread. */
export function makeExploration(
  work: ExplorationWork,
  onProgress: (progress: ExplorationProgress) => void,
): Promise<WholeResult> {
  const startMs = performance.now();
  const tell: Tell = (progress) =>
    onProgress({ done: 0, all: 1, gap: null, ...progress, seconds: (performance.now() - startMs) / 1000 });
  const { question } = work;
  switch (question.kind) {
    case 'scenarios':
      return scenarios(work, question, tell);
    case 'clauses':
      return clauses(work, question, tell);
    case 'sharing':
      return sharing(work, question, tell);
    case 'siting':
      return siting(work, question, tell);
    case 'coverage':
      return coverage(work, question, tell);
    default:
      return growth(work, question, tell);
  }
}

const forever = (): AbortSignal => new AbortController().signal;

async function scenarios(
  { workspace, shipments, threads }: ExplorationWork,
  question: Of<'scenarios'>,
  tell: Tell,
): Promise<WholeResult> {
  const exploration = await exploreScenarios({ workspace, shipments }, question.scenarios, {
    gap: question.gap,
    seconds: question.seconds,
    coverage: question.coverage,
    threads,
    signal: forever(),
    onProgress: ({ scenario, stage, cost, bound, done, all }) =>
      tell({ doing: `${scenario}: ${stage}`, done, all, gap: gapOf(cost, bound) }),
  });
  return { kind: 'scenarios', exploration };
}

/** The plan that clauses and shares are read from. */
function jointPlan(
  { workspace, shipments, threads }: ExplorationWork,
  { gap, seconds }: Of<'clauses' | 'sharing'>,
): Promise<PlannedScope> {
  const endsAtMs = performance.now() + seconds * 1000;
  return planJoint(workspace, shipments, { gap, threads, stop: () => performance.now() > endsAtMs });
}

async function clauses(work: ExplorationWork, question: Of<'clauses'>, tell: Tell): Promise<WholeResult> {
  tell({ doing: 'joint', all: 2 });
  const joint = await jointPlan(work, question);
  tell({ doing: 'prices', done: 1, all: 2, gap: gapOf(joint.cost, joint.bound) });
  return { kind: 'clauses', clauses: await clauseValues(work.workspace, work.shipments, joint, work.threads) };
}

async function sharing(work: ExplorationWork, question: Of<'sharing'>, tell: Tell): Promise<WholeResult> {
  tell({ doing: 'joint', all: 2 });
  const joint = await jointPlan(work, question);
  const gap = gapOf(joint.cost, joint.bound);
  const shares = await shareGain(work.workspace, work.shipments, joint, {
    gap: question.gap,
    seconds: question.seconds,
    threads: work.threads,
    signal: forever(),
    orderPairs: ORDER_PAIRS,
    onProgress: ({ members, done, count }) => tell({ doing: members.join(' + '), done: 1 + done, all: 1 + count, gap }),
  });
  return { kind: 'sharing', sharing: shares };
}

async function siting(
  { workspace, shipments, threads }: ExplorationWork,
  { add, reachKm, gap, seconds }: Of<'siting'>,
  tell: Tell,
): Promise<WholeResult> {
  const all = add + 1;
  const table = sitingTable(workspace, shipments, reachKm);
  const costs = Array.from({ length: add }, (_, index) => {
    tell({ doing: 'points', done: index, all });
    const endsAtMs = performance.now() + seconds * STEP_SHARE * 1000;
    return solveSiting(table, index + 1, {
      sets: 1,
      stop: () => performance.now() > endsAtMs,
      onProgress: () => undefined,
    });
  });
  const found = await siteInterchanges(workspace, shipments, {
    added: add,
    reachKm,
    sets: SETS,
    gap,
    seconds,
    threads,
    signal: forever(),
    onProgress: (doing) => tell({ doing, done: add, all }),
  });
  const major = (minor: number): number => minor / workspace.minorPerMajor;
  const curve = costs.flatMap(({ sets: [best], bound, proved }): SitedStep[] =>
    best === undefined
      ? []
      : [
          {
            points: best.sites.flatMap((site) => {
              const { id, name, lon, lat } = found.candidates[site] ?? {};
              return id === undefined || name === undefined ? [] : [{ id, name, lon: lon ?? null, lat: lat ?? null }];
            }),
            cost: major(best.cost),
            bound: major(bound),
            proved,
          },
        ],
  );
  return { kind: 'siting', siting: found, curve };
}

async function coverage(
  { workspace, shipments }: ExplorationWork,
  { from, share, weightG, product }: Of<'coverage'>,
  tell: Tell,
): Promise<WholeResult> {
  tell({ doing: 'coverage' });
  const parcel = {
    postedSec: usualPostingSec(workspace, shipments),
    g: weightG,
    ml: 0,
    product,
    goods: 0,
    codAmount: 0,
  };
  const measured = measureCoverage(
    promiseDesk(workspace),
    { parcel, origins: from, share, withinDays: WITHIN_DAYS },
    { shipments, areas: { people: undefined, circle: undefined } },
  );
  return { kind: 'coverage', coverage: measured.coverage, map: coverageMapOf(workspace, measured) };
}

async function growth(
  { workspace, shipments, threads }: ExplorationWork,
  { to, months, every, target, anyRuns, gap, seconds }: Of<'growth'>,
  tell: Tell,
): Promise<WholeResult> {
  const grown = await grow(
    { workspace, shipments },
    {
      to,
      months,
      every,
      anyRuns,
      gap,
      seconds,
      threads,
      target: target === undefined ? undefined : { onTimeShare: target, from: 'given' },
      signal: forever(),
      onProgress: ({ stage, month, done, all }) => tell({ doing: `${stage}, ${month}`, done, all }),
    },
  );
  return { kind: 'growth', growth: grown };
}
