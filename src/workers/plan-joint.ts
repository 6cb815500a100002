import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { ScopePlanner, type PlannedScope, type ScopeLimits } from './plan-scope.js';

/** How well a joint plan is made: until its gap, or until `stop` says so. */
export type JointSearch = Pick<ScopeLimits, 'gap' | 'threads' | 'stop'>;

const ROUNDS_MAX = 10_000;

/** The joint plan alone, without those of each party that `planWorkspace` sets beside it. */
export function planJoint(workspace: Workspace, shipments: Shipments, search: JointSearch): Promise<PlannedScope> {
  const { gap, threads, stop } = search;
  const limits = { gap, threads, stop, roundsMax: ROUNDS_MAX, endsAtMs: Infinity, onProgress: () => undefined };
  return ScopePlanner.open(workspace, shipments).plan('joint', limits);
}
