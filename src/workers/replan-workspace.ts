import type { Certificate, EarlierPlan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { accessOf } from '../planner/network/access.js';
import { replan } from '../planner/replan/replan.js';
import { timetableOf } from '../planner/network/timetable.js';
import { nowMs, type PlannedScope } from './plan-scope.js';
import { PricedNetwork } from './priced-network.js';

export interface ReplanSettings {
  readonly gap: number; // of the parcels that are planned anew, among themselves
  readonly seconds: number; // to look for their routes
  readonly threads: number;
  /** Aborted: the best routes found so far are taken. */
  readonly signal: AbortSignal;
  /** True once the best routes found so far will do. */
  readonly isEnough?: () => boolean;
  /** Told of each round: best cost and bound of the parcels that are planned anew, among themselves. */
  readonly onProgress?: (progress: {
    readonly round: number;
    readonly cost: number;
    readonly bound: number;
    readonly seconds: number;
  }) => void;
}

/** A joint plan made again: what it costs and proves, and which rows were planned anew. */
export interface ReplanResult {
  readonly joint: PlannedScope;
  readonly planned: Uint32Array; // rows, ascending
}

/** A few parcels among many: what more rounds could gain is nothing beside the whole. */
const ROUNDS_MAX = 20;

/**
 * Plans a changed workspace around the parcels whose routes still stand. The earlier certificate's prices prove a bound
 * on the changed workspace, so the gap tells what planning everything anew could gain at most.
 */
export async function replanWorkspace(
  workspace: Workspace,
  shipments: Shipments,
  earlier: EarlierPlan & { readonly certificate: Certificate },
  settings: ReplanSettings,
): Promise<ReplanResult> {
  const startMs = nowMs();
  const { isEnough = () => false, onProgress = () => undefined } = settings;
  const access = accessOf(workspace, timetableOf(workspace));
  const endsAtMs = startMs + settings.seconds * 1000;
  const { plan, cost, planned } = await replan(access, shipments, earlier, {
    gap: settings.gap,
    roundsMax: ROUNDS_MAX,
    secondsLeft: () => (endsAtMs - nowMs()) / 1000,
    stop: () => settings.signal.aborted || isEnough() || nowMs() >= endsAtMs,
    onRound: ({ round, cost: best, bound: proven }) =>
      onProgress({ round, cost: best, bound: proven, seconds: (nowMs() - startMs) / 1000 }),
  });
  const seconds = (nowMs() - startMs) / 1000;
  const network = new PricedNetwork(access, shipments, settings.threads);
  try {
    const { certificate, bound } = await boundBy(network, earlier.certificate);
    return { joint: { plan, cost, bound, certificate, seconds, rounds: [] }, planned };
  } finally {
    await network.close();
  }
}

/** What the prices of an earlier plan prove now; prices of resources that are gone say nothing. */
async function boundBy(
  network: PricedNetwork,
  earlier: Certificate,
): Promise<{ certificate: Certificate; bound: number }> {
  const bound = await network.bound(network.pricesOf(earlier));
  const exists = new Set(network.names);
  const kept = earlier.resources.map((_, index) => index).filter((index) => exists.has(earlier.resources[index]));
  const certificate = {
    bound,
    resources: kept.map((index) => earlier.resources[index]),
    prices: kept.map((index) => earlier.prices[index]),
  };
  return { certificate, bound };
}
