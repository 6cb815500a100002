import type { Generated } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { ExplorationKindOfTable, Instant, Mode, PlanState } from '../database/column-types.js';

/** Tables of plans, explorations and what follows from them, as Kysely knows them. */
export interface PlanTables {
  readonly plans: {
    id: string;
    mode: Mode;
    requested_by: string;
    party_ids: string[];
    agreement_version_id: string | null;
    based_on: string | null;
    pinned: string[];
    ready_before: Date | null;
    gap: number;
    seconds: number;
    assigns: boolean;
    state: Generated<PlanState>;
    attempt: Generated<number>;
    progress: Json | null;
    summary: Json | null;
    fault: string | null;
    created_by: string;
    created_at: Instant;
    started_at: Date | null;
    ended_at: Date | null;
    cancel_asked_at: Date | null;
    finish_asked_at: Date | null;
  };
  readonly plan_rounds: {
    plan_id: string;
    attempt: number;
    round: number;
    seconds: number;
    best_index: number | null;
    bound_index: number | null;
  };
  readonly plan_causes: { plan_id: string; party_id: string; cause: number; facts: Json };
  readonly explorations: {
    id: string;
    mode: Mode;
    requested_by: string;
    kind: ExplorationKindOfTable;
    agreement_version_id: string;
    request: Json;
    figures: 'all' | 'own';
    state: Generated<PlanState>;
    attempt: Generated<number>;
    world: Json | null;
    progress: Json | null;
    result: string | null;
    map: string | null;
    fault: string | null;
    created_by: string;
    created_at: Instant;
    started_at: Date | null;
    ended_at: Date | null;
    cancel_asked_at: Date | null;
  };
  readonly plan_parts: {
    plan_id: string;
    party_id: string;
    figures: Json;
    assigned_at: Date | null;
    assigned_count: number | null;
  };
  readonly plan_routes: {
    plan_id: string;
    shipment_id: string;
    owner_id: string;
    status: string;
    carried_by: string;
    reason: string | null;
    due_at: Instant;
    arrives_at: Date | null;
    cost_minor: number;
    route: string;
    steps: Json;
    tenders: Json;
    cause: number | null;
  };
  readonly assignments: {
    shipment_id: string;
    plan_id: string;
    owner_id: string;
    mode: Mode;
    assigned_at: Instant;
    replaced_at: Date | null;
    steps: Json;
  };
  readonly planned_tenders: {
    shipment_id: string;
    plan_id: string;
    mode: Mode;
    owner_id: string;
    giver_id: string;
    receiver_id: string;
    interchange: string;
    tender_at: Instant;
    ready_at: Instant;
  };
  readonly departure_changes: {
    id: string;
    mode: Mode;
    party_id: string;
    trip: string;
    date: string; // YYYY-MM-DD
    kind: 'cancelled' | 'delayed';
    delay_minutes: number | null;
    reason: string | null;
    noted_by: string;
    noted_at: Instant;
  };
}
