import type { Shipments } from '../../domain/shipments.js';
import type { SitedSet, SitePoint, Siting, SitingPlan } from '../../domain/siting.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MedianAnswer } from '../../engine/siting/median.js';
import { STATUSES } from '../../domain/plan.js';
import { classesOf } from '../../report/classes.js';
import { interchangeUse } from '../../report/interchange-use.js';
import { loadsOfClasses } from '../../report/loads.js';
import { planCoalition } from '../sharing/plan-coalition.js';
import { costNow, sitingTable, solveSiting, useOf, type SitingTable } from './site-points.js';

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

/** Share of the time that the proof may take; the plans share what is left. */
const PROOF_SHARE = 0.4;

/**
 * Finds the points to add with which cross-network flows pay least, proves it, and plans all parcels with each of the
 * best sets. Throws nothing: with no candidate in reach there are no sets.
 */
export async function siteInterchanges(
  workspace: Workspace,
  shipments: Shipments,
  options: SitingOptions,
): Promise<Siting> {
  const clock = new Clock(options);
  options.onProgress('What every flow would pay at every point ...');
  const table = sitingTable(workspace, shipments, options.reachKm);
  const answer = prove(table, options, clock);
  const seconds = clock.elapsedSec();
  const added = answer.sets.map(({ sites }) => sites.map((site) => site + table.existingCount));
  const planNow = await plan(workspace, shipments, [], options, clock.shareSec(added.length + 1));
  const sets: SitedSet[] = [];
  for (const [index, points] of added.entries()) {
    options.onProgress(`Planning all parcels with set ${index + 1} of ${added.length} ...`);
    const opened = points.map((point) => table.points[point]);
    const planned = await plan(workspace, shipments, opened, options, clock.shareSec(added.length - index));
    sets.push({ points, cost: answer.sets[index].cost, use: useOf(table, points), plan: planned });
  }
  const { bound, proved, allProved } = answer;
  return {
    flows: table.flows.length,
    parcels: table.parcels.reduce((sum, parcels) => sum + parcels, 0),
    reachKm: options.reachKm,
    points: table.points,
    existingCount: table.existingCount,
    costNow: costNow(table),
    useNow: useOf(table, []),
    sets,
    bound,
    proved,
    allProved,
    planNow,
    seconds,
  };
}

/** The best sets; where time is too short to prove them all, at least the first is tried. */
function prove(table: SitingTable, options: SitingOptions, clock: Clock): MedianAnswer {
  const { added, signal } = options;
  const endSec = clock.elapsedSec() + options.seconds * PROOF_SHARE;
  const halfSec = (clock.elapsedSec() + endSec) / 2;
  const onProgress = (): void => options.onProgress('Proving which points are best ...');
  const until = (sec: number) => () => signal.aborted || clock.elapsedSec() > sec;
  const many = solveSiting(table, added, { sets: options.sets, stop: until(halfSec), onProgress });
  if (many.proved) return many;
  const one = solveSiting(table, added, { stop: until(endSec), onProgress });
  const isCheaper = one.sets[0].cost < many.sets[0].cost;
  const sets = isCheaper ? [one.sets[0], ...many.sets].slice(0, options.sets) : many.sets;
  const bound = Math.max(one.bound, many.bound);
  return { ...many, sets, bound, proved: sets[0].cost === bound, allProved: false };
}

/** The joint plan of all parcels once points are added to the agreement. */
async function plan(
  workspace: Workspace,
  shipments: Shipments,
  added: readonly SitePoint[],
  { gap, threads, signal }: SitingOptions,
  seconds: number,
): Promise<SitingPlan> {
  const { agreement } = workspace;
  const interchanges = [...(agreement?.interchanges ?? []), ...added.map(({ interchange }) => interchange)];
  const changed = { ...workspace, agreement: agreement && { ...agreement, interchanges } };
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  const stop = (): boolean => signal.aborted || performance.now() > endMs;
  const planned = await planCoalition({ workspace: changed, shipments }, { gap, threads, stop });
  const classes = classesOf(changed, shipments, planned.plan);
  const use = interchangeUse(changed, planned.plan, loadsOfClasses(changed, planned.plan, classes), classes);
  const counts = STATUSES.map(() => 0);
  for (const status of planned.plan.status) counts[status]++;
  const [onTime, late, unplanned] = counts;
  return {
    cost: planned.cost,
    bound: planned.bound,
    parcels: shipments.count,
    onTime,
    late,
    unplanned,
    tendered: use.map(({ used }) => used),
    seconds: (performance.now() - startMs) / 1000,
  };
}

/** Time since the start, and what is left of the allowance. */
class Clock {
  private readonly startMs = performance.now();
  private readonly seconds: number;

  constructor({ seconds }: SitingOptions) {
    this.seconds = seconds;
  }

  elapsedSec(): number {
    return (performance.now() - this.startMs) / 1000;
  }

  /** An equal share of what is left for each of so many plans. */
  shareSec(plans: number): number {
    return Math.max(0, this.seconds - this.elapsedSec()) / plans;
  }
}
