import { Worker } from 'node:worker_threads';
import { shareColumns } from '../base/shared-columns.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { unionPlan } from '../planner/answer/union-plan.js';
import {
  JOINT_SHARE,
  nowMs,
  ScopePlanner,
  type PlannedScope,
  type PlanProgress,
  type ScopeLimits,
} from './plan-scope.js';
import type { ScopeReport, ScopeWork } from './scope-work.js';
import { workerFile } from './worker-file.js';

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
 * Plans all shipments jointly, and each party's over its own network. The joint search uses all threads; then, with more
 * than one, each party is planned by a thread of its own. Plans do not depend on the number of threads.
 */
export async function planWorkspace(
  workspace: Workspace,
  shipments: Shipments,
  settings: PlanSettings,
): Promise<PlanResult> {
  const startMs = nowMs();
  const endsAtMs = startMs + settings.seconds * 1000;
  const { gap, signal, isEnough = () => false, roundsMax = ROUNDS_MAX } = settings;
  const onProgress = (progress: PlanProgress): void =>
    settings.onProgress({ ...progress, seconds: (nowMs() - startMs) / 1000 });
  const limits = { gap, roundsMax, stop: () => signal.aborted, onProgress };
  const jointEndsMs = startMs + settings.seconds * 1000 * JOINT_SHARE;
  const together = {
    ...limits,
    threads: settings.threads,
    endsAtMs: jointEndsMs,
    stop: () => signal.aborted || isEnough(),
  };
  const joint = await ScopePlanner.open(workspace, shipments).plan('joint', together);
  const takenMs = nowMs() - startMs;
  const restMs = isEnough() ? (takenMs * (1 - JOINT_SHARE)) / JOINT_SHARE : endsAtMs - nowMs();
  const apart = { ...limits, threads: 1, endsAtMs: nowMs() + restMs };
  const alone =
    settings.threads > 1
      ? await eachInItsThread(workspace, shipments, settings, apart)
      : await oneByOne(workspace, shipments, apart);
  return { joint: noDearerThan(alone, joint, shipments), alone };
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

/** Plans all parties alone, as many at once as there are threads. */
async function eachInItsThread(
  workspace: Workspace,
  shipments: Shipments,
  { signal, threads }: PlanSettings,
  limits: ScopeLimits,
): Promise<PlannedScope[]> {
  const { gap, roundsMax } = limits;
  const work = shareColumns({ workspace, shipments, gap, roundsMax, stopped: new Int32Array(1) });
  const stop = (): void => void Atomics.store(work.stopped, 0, 1);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const count = workspace.parties.length;
  const alone: PlannedScope[] = [];
  let next = 0;
  const takeParties = async (): Promise<void> => {
    for (let party = next++; party < count; party = next++) {
      const rounds = Math.ceil((count - party) / threads);
      const endsAtMs = nowMs() + (limits.endsAtMs - nowMs()) / rounds;
      alone[party] = await planInThread({ ...work, scope: party, endsAtMs }, limits.onProgress);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(threads, count) }, takeParties));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return alone;
}

async function planInThread(work: ScopeWork, onProgress: ScopeLimits['onProgress']): Promise<PlannedScope> {
  const worker = new Worker(workerFile('scope'), { workerData: work });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (report: ScopeReport) => {
        if (report.kind === 'progress') onProgress(report.progress);
        else resolve(report.planned);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`A planning thread ended early (exit code ${code}).`)));
    });
  } finally {
    await worker.terminate();
  }
}
