import type { Shipments } from '../../domain/shipments.js';
import type { Interchange } from '../../domain/agreement.js';
import type { Siting, SitingPlan } from '../../domain/siting.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MedianAnswer } from '../../engine/siting/median.js';
import { STATUSES } from '../../domain/plan.js';
import { classesOf } from '../../report/classes.js';
import { interchangeUse } from '../../report/interchange-use.js';
import { loadsOfClasses } from '../../report/loads.js';
import { planJoint, type JointSearch } from '../../workers/plan-joint.js';
import { sitingTable, solveSiting, type SitingTable } from './site-points.js';
import { sitingOf } from './siting-of.js';

export interface SitingOptions {
  readonly added: number; // points to add
  readonly reachKm: number;
  readonly sets: number; // best sets to plan
  readonly gap: number; // of the plans
  readonly seconds: number; // to search, for the proof and all plans together
  readonly threads: number;
  readonly signal: AbortSignal; // aborted: everything ends with the best so far
  readonly onProgress: (doing: string) => void;
}

/** Share of the time that is left that each of two proofs may take; the plans share the rest. */
const PROOF_SHARE = 0.25;

/**
 * Finds the points to add with which cross-network flows pay least, proves it, and plans all parcels with each of the
 * best sets. With no candidate in reach, or no flow, there are no sets.
 */
export async function siteInterchanges(
  workspace: Workspace,
  shipments: Shipments,
  options: SitingOptions,
): Promise<Siting> {
  const startMs = performance.now();
  const allowance = new Allowance(options.seconds);
  options.onProgress('What every flow would pay at every point ...');
  const table = sitingTable(workspace, shipments, options.reachKm);
  const answer = prove(table, options, allowance);
  const seconds = (performance.now() - startMs) / 1000;
  const found = answer.sets.filter(({ sites }) => sites.length > 0 && table.flows.length > 0);
  const added = found.map(({ sites }) => sites.map((site) => site + table.existingCount));
  const plans: SitingPlan[] = [];
  for (const [index, points] of [[], ...added].entries()) {
    const which = index === 0 ? 'the points there are' : `set ${index} of ${added.length}`;
    options.onProgress(`Planning all parcels with ${which} ...`);
    const opened = points.map((point) => table.points[point]);
    const search = allowance.share(1 / (added.length + 1 - index), options.signal);
    const planned = await plan(workspace, shipments, opened, { ...options, stop: search.stop });
    plans.push(index === 0 ? planned : noDearerThan(plans[0], planned));
    search.spent();
  }
  return sitingOf({ workspace, table, answer: { ...answer, sets: found }, plans, reachKm: options.reachKm, seconds });
}

/** New points need not be used, so the plan without them is a plan with them, too. */
function noDearerThan(now: SitingPlan, planned: SitingPlan): SitingPlan {
  if (planned.cost <= now.cost) return planned;
  const { bound, seconds } = planned;
  return { ...now, bound, seconds, tendered: planned.tendered.map((_, point) => now.tendered[point] ?? 0) };
}

/** The best sets; where time is too short to prove them all, at least the first is tried. */
function prove(table: SitingTable, options: SitingOptions, allowance: Allowance): MedianAnswer {
  const { added, signal } = options;
  const onProgress = (): void => options.onProgress('Proving which points are best ...');
  const solve = (sets: number): MedianAnswer => {
    const { stop, spent } = allowance.share(PROOF_SHARE, signal);
    const answer = solveSiting(table, added, { sets, stop, onProgress });
    spent();
    return answer;
  };
  const many = solve(options.sets);
  if (many.proved) return many;
  const one = solve(1);
  const isCheaper = one.sets[0].cost < many.sets[0].cost;
  const sets = isCheaper ? [one.sets[0], ...many.sets].slice(0, options.sets) : many.sets;
  const bound = Math.max(one.bound, many.bound);
  return { ...many, sets, bound, proved: sets[0].cost === bound, allProved: false };
}

/** The joint plan of all parcels once points are added to the agreement. */
async function plan(
  workspace: Workspace,
  shipments: Shipments,
  added: readonly Interchange[],
  search: JointSearch,
): Promise<SitingPlan> {
  const { agreement } = workspace;
  const interchanges = [...(agreement?.interchanges ?? []), ...added];
  const changed = { ...workspace, agreement: agreement && { ...agreement, interchanges } };
  const startMs = performance.now();
  const planned = await planJoint(changed, shipments, search);
  const classes = classesOf(changed, shipments, planned.plan);
  const use = interchangeUse(changed, planned.plan, loadsOfClasses(changed, planned.plan, classes), classes);
  const counts = STATUSES.map(() => 0);
  for (const status of planned.plan.status) counts[status]++;
  const [onTime, late, unplanned] = counts;
  return {
    cost: planned.cost / workspace.minorPerMajor,
    bound: planned.bound / workspace.minorPerMajor,
    parcels: shipments.count,
    onTime,
    late,
    unplanned,
    tendered: use.map(({ used }) => used),
    seconds: (performance.now() - startMs) / 1000,
  };
}

/** What is left of the time to search. Preparing plans is not counted, so that late ones get their share. */
class Allowance {
  private leftSec: number;

  constructor(seconds: number) {
    this.leftSec = seconds;
  }

  /** Lets a search go on for a share of what is left, from when it first asks; `spent` ends it. */
  share(share: number, signal: AbortSignal): { readonly stop: () => boolean; readonly spent: () => void } {
    const allowedSec = this.leftSec * share;
    let startMs: number | undefined;
    const usedSec = (): number => (performance.now() - (startMs ??= performance.now())) / 1000;
    return {
      stop: () => signal.aborted || usedSec() > allowedSec,
      spent: () => {
        this.leftSec = Math.max(0, this.leftSec - usedSec());
      },
    };
  }
}
