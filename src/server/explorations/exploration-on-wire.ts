import type { z } from '@hono/zod-openapi';
import type { ExplorationRow } from '../../store/plans/explorations.js';
import type { ExplorationSchema } from '../../wire/explorations/explorations.js';
import type { ExploredWorld } from './exploration-world.js';
import type { ExplorationProgress } from './exploration-work.js';

type WireExploration = z.infer<typeof ExplorationSchema>;

/** An exploration as its party is told of it. */
export function explorationOnWire(row: ExplorationRow): WireExploration {
  return {
    id: row.id,
    mode: row.mode,
    kind: row.kind,
    state: row.state,
    request: row.request,
    figures: row.figures,
    world: row.world as unknown as WireExploration['world'],
    attempt: row.attempt,
    progress: row.state === 'running' ? (row.progress as unknown as ExplorationProgress | null) : null,
    fault: row.fault,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
  };
}

/** What was explored. */
export function worldOnWire({
  versionId,
  inForce,
  source,
  shipments,
  workspace,
}: Pick<ExploredWorld, 'versionId' | 'inForce' | 'source' | 'shipments' | 'workspace'>): NonNullable<
  WireExploration['world']
> {
  return {
    agreement_version_id: versionId,
    in_force: inForce,
    shipments: source,
    parcels: shipments.count,
    synthetic: workspace.synthetic,
  };
}
