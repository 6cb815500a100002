import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { unionPlan } from '../planner/answer/union-plan.js';
import { AlonePlans } from './alone-plans.js';
import {
  JOINT_SHARE,
  nowMs,
  ScopePlanner,
  type PlannedScope,
  type PlanProgress,
  type ScopeLimits,
} from './plan-scope.js';

export interface PlanSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // for all plans together
  readonly threads: number;
  readonly roundsMax?: number; // of each plan
  /** Aborted: the plans end with the best found so far. */
  readonly signal: AbortSignal;
  /** True ends the joint search with the best found so far; what is left for the others shrinks with it. */
  readonly isEnough?: () => boolean;
  readonly onProgress: (progress: WorkspaceProgress) => void;
}

/** Where the solver stands, and for how long. */
export interface WorkspaceProgress extends PlanProgress {
  readonly seconds: number; // since planning started
}

export interface PlanResult {
  readonly joint: PlannedScope;
  readonly alone: readonly PlannedScope[]; // by party index
}

const ROUNDS_MAX = 10_000;

/**
 * Plans all shipments jointly, and each party's over its own network. The joint search uses all threads. With more than
 * one, a thread more plans one party after another meanwhile, because for most of its time a joint search has work for
 * one core only; when it is done, all threads plan parties. With one thread the joint search leaves the parties a part of the
 * time. Plans do not depend on the number of threads, as long as the time is enough for all of them.
 */
export async function planWorkspace(
  workspace: Workspace,
  shipments: Shipments,
  settings: PlanSettings,
): Promise<PlanResult> {
  const startMs = nowMs();
  const endsAtMs = startMs + settings.seconds * 1000;
  const { gap, signal, threads, isEnough = () => false, roundsMax = ROUNDS_MAX } = settings;
  const onProgress = (progress: PlanProgress): void =>
    settings.onProgress({ ...progress, seconds: (nowMs() - startMs) / 1000 });
  const limits = { gap, roundsMax, stop: () => signal.aborted, onProgress };
  const together = {
    ...limits,
    threads,
    endsAtMs: threads > 1 ? endsAtMs : startMs + settings.seconds * 1000 * JOINT_SHARE,
    stop: () => signal.aborted || isEnough(),
  };
  const planner = ScopePlanner.open(workspace, shipments);
  const apart = threads > 1 ? new AlonePlans(workspace, shipments, { gap, roundsMax, endsAtMs, threads }) : undefined;
  const stop = (): void => apart?.stop();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    apart?.begin();
    const joint = await planner.plan('joint', together);
    const takenMs = nowMs() - startMs;
    const restMs = isEnough() ? (takenMs * (1 - JOINT_SHARE)) / JOINT_SHARE : endsAtMs - nowMs();
    const alone = apart
      ? await apart.finish(nowMs() + restMs, onProgress)
      : await oneByOne(workspace, shipments, { ...limits, threads, endsAtMs: nowMs() + restMs });
    return { joint: noDearerThan(alone, joint, shipments), alone };
  } finally {
    signal.removeEventListener('abort', stop);
    await apart?.close();
  }
}

/** The joint plan, or all parties' own plans together where whole parcels came out cheaper that way. */
export function noDearerThan<Planned extends Pick<PlannedScope, 'plan' | 'cost'>>(
  alone: readonly Planned[],
  joint: Planned,
  shipments: Shipments,
): Planned {
  const cost = alone.reduce((sum, planned) => sum + planned.cost, 0);
  if (cost >= joint.cost) return joint;
  const plans = alone.map(({ plan }) => plan);
  return { ...joint, cost, plan: unionPlan(shipments, plans) };
}

async function oneByOne(workspace: Workspace, shipments: Shipments, limits: ScopeLimits): Promise<PlannedScope[]> {
  const parties = workspace.parties.map((_, party) => party);
  const alone = await ScopePlanner.open(workspace, shipments).planAlone(parties, limits);
  return alone.filter((planned) => planned !== undefined);
}
