import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { Scope } from '../planner/demand/classes.js';
import { ScopePlanner, type PlannedScope, type PlanProgress, type ScopeLimits } from './plan-scope.js';

/** What a thread that plans one scope is given. Columns are shared. */
export interface ScopeWork extends Pick<ScopeLimits, 'gap' | 'roundsMax' | 'endsAtMs'> {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly scope: Scope;
  readonly stopped: Int32Array; // [1] 1 when the search is to end
}

/** What the thread says: how far it is, and at the end the plan. */
export type ScopeReport =
  | { readonly kind: 'progress'; readonly progress: PlanProgress }
  | { readonly kind: 'planned'; readonly planned: PlannedScope };

/** Plans a scope in this thread alone. */
export async function planScope(
  { workspace, shipments, scope, stopped, ...limits }: ScopeWork,
  report: (report: ScopeReport) => void,
): Promise<void> {
  const planned = await ScopePlanner.open(workspace, shipments).plan(scope, {
    ...limits,
    threads: 1,
    stop: () => Atomics.load(stopped, 0) === 1,
    onProgress: (progress) => report({ kind: 'progress', progress }),
  });
  report({ kind: 'planned', planned });
}
