import type { Selectable } from 'kysely';
import type { z } from '@hono/zod-openapi';
import type { PlanRow } from '../../store/plans/plans.js';
import type { Tables } from '../../store/database/tables.js';
import type { PlanSchema } from '../../wire/plans/plans.js';
import type { PlanFigures, PlanSummary, ToldProgress } from './planning-work.js';

type WirePlan = z.infer<typeof PlanSchema>;

/** A plan as it is told to the party that `part` belongs to. */
export function planOnWire(row: PlanRow, part: Selectable<Tables['plan_parts']> | undefined): WirePlan {
  const isMade = row.state === 'succeeded';
  return {
    id: row.id,
    mode: row.mode,
    state: row.state,
    requested_by: row.requested_by,
    party_ids: row.party_ids,
    agreement_version_id: row.agreement_version_id,
    based_on: row.based_on,
    ready_before: row.ready_before?.toISOString() ?? null,
    gap: row.gap,
    seconds: row.seconds,
    assign: row.assigns,
    attempt: row.attempt,
    progress: row.state === 'running' ? (row.progress as ToldProgress | null) : null,
    result: resultOf(row),
    own: isMade && part !== undefined ? ownOf(part) : null,
    finishing: row.state === 'running' && row.finish_asked_at !== null,
    fault: row.fault,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
  };
}

/** What all parties are told of the whole; what clauses are used is told beside the clauses. */
function resultOf({ summary }: PlanRow): WirePlan['result'] {
  if (summary === null) return null;
  const { parcels, on_time, late, unplanned, gap, seconds, planned_anew, left_out } = summary as unknown as PlanSummary;
  return { parcels, on_time, late, unplanned, gap, seconds, planned_anew, left_out };
}

function ownOf({ figures, assigned_at, assigned_count }: Selectable<Tables['plan_parts']>): WirePlan['own'] {
  return {
    ...(figures as unknown as PlanFigures),
    assigned_at: assigned_at?.toISOString() ?? null,
    assigned: assigned_count,
  };
}
