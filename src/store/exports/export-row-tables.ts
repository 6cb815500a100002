import type { Generated } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Instant, Mode } from '../database/column-types.js';

/** Tables of exports by post, as Kysely knows them. */
export interface ExportRowTables {
  readonly exports: {
    id: string;
    mode: Mode;
    owner_id: string;
    shipper_id: string | null;
    state: string;
    item: string | null;
    bill: string | null;
    reference: string | null;
    country: string | null;
    service: string | null;
    declaration: Json;
    version: Generated<number>;
    upload_id: string | null;
    created_by: string;
    created_at: Instant;
    changed_at: Instant;
    filed_at: Date | null;
    since_at: Instant;
    due_at: Date | null;
    overdue_at: Date | null;
    keep_until: string | null; // YYYY-MM-DD
    shipment_id: string | null; // that brings it to its office of exchange
    office: string | null;
    cut_off_at: Date | null;
    domestic: Json | null;
  };
  readonly export_versions: {
    export_id: string;
    version: number;
    declaration: Json;
    assessment: Json;
    reason: string | null;
    filed_by: string;
    filed_at: Instant;
  };
  readonly export_events: {
    export_id: string;
    number: number;
    kind: string;
    at: Instant;
    recorded_at: Instant;
    recorded_by: string;
    place: string | null;
    reason: string | null;
    measure: string | null;
    upu: string | null;
    is_past: boolean;
  };
  readonly export_series: {
    owner_id: string;
    mode: Mode;
    service: string;
    first: number;
    last: number;
    given: Json;
    is_allotted: Generated<boolean>;
    note: string | null;
    added_by: string | null;
    added_at: Date | null;
    closed_at: Date | null;
  };
  readonly export_profiles: { party_id: string; mode: Mode; profile: Json; changed_at: Instant };
  readonly export_tables: { party_id: string; name: string; rows: Json; changed_by: string; changed_at: Instant };
  readonly export_despatches: {
    id: string;
    mode: Mode;
    owner_id: string;
    despatch: string;
    lane: string;
    number: number;
    bags: Json;
    created_by: string;
    closed_at: Instant;
  };
  readonly postal_messages: {
    id: string;
    mode: Mode;
    owner_id: string;
    direction: 'received' | 'sent';
    message: string;
    partner: string;
    reference: string;
    despatch_id: string | null;
    document: Json;
    results: Json;
    created_by: string;
    created_at: Instant;
  };
}
