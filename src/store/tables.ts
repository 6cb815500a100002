import type { ExportRowTables } from './export-row-tables.js';
import type { DockTables } from './dock-tables.js';
import type { UploadTables } from './upload-tables.js';
import type { ParcelTables } from './parcel-tables.js';
import type { ColumnType, Generated } from 'kysely';
import type { Json } from '../base/canonical-json.js';
import type { EventKind, State } from '../domain/custody-event.js';
import type { AgreementAct } from '../domain/agreement-act.js';

/** A timestamp: read as `Date`; never changed once written, unless the column says so. */
export type Instant = ColumnType<Date, Date, Date>;

export type Mode = 'live' | 'test';
export type OrganisationKind = 'carrier' | 'shipper';
export type ExplorationKindOfTable = 'scenarios' | 'clauses' | 'sharing' | 'siting' | 'coverage' | 'growth';
export type PlanState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Tables and views as Kysely knows them; the columns are defined, and explained, by the migrations. */
export interface Tables extends DockTables, ExportRowTables, ParcelTables, UploadTables {
  readonly organisations: {
    id: string;
    kind: OrganisationKind;
    code: string | null;
    name: string;
    carrier_id: string | null;
    created_at: Instant;
  };
  readonly users: {
    id: string;
    organisation_id: string;
    login: string;
    name: string;
    roles: string[];
    password_hash: string;
    created_at: Instant;
    disabled_at: Date | null;
  };
  readonly api_keys: {
    id: string;
    organisation_id: string;
    name: string;
    mode: Mode;
    hint: string;
    secret_hash: string;
    scopes: string[];
    created_by: string;
    created_at: Instant;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  readonly sessions: {
    secret_hash: string;
    user_id: string;
    created_at: Instant;
    expires_at: Instant;
  };
  readonly agreement_versions: {
    id: string;
    agreement: string;
    version: number;
    party_ids: string[];
    effective_from: string; // YYYY-MM-DD
    effective_until: string;
    shared: string[];
    after_custody: string[];
    never: string[];
    text: string;
    text_hash: string;
    terms: string | null;
    terms_hash: string;
    proposed_by: string;
    created_at: Instant;
    offered_at: Date | null;
  };
  readonly agreement_acts: {
    id: string;
    version_id: string;
    party_id: string;
    kind: AgreementAct['kind'];
    answers_id: string | null;
    key_hash: string | null;
    signed_at: string | null;
    signature: string | null;
    last_day: string | null; // YYYY-MM-DD
    actor: string;
    acted_on: string;
    acted_at: Instant;
  };
  readonly party_keys: {
    id: string;
    party_id: string;
    key_hash: string;
    public_pem: string;
    name: string;
    synthetic: boolean;
    registered_by: string;
    registered_at: Instant;
    revoked_at: Date | null;
  };
  readonly audit_log: {
    id: string;
    organisation_id: string;
    actor: string;
    action: string;
    subject: string;
    details: Json;
    request_id: string | null;
    noted_at: Instant;
  };
  readonly request_log: {
    id: string;
    party_id: string;
    mode: Mode;
    at: Instant;
    method: string;
    path: string;
    status: number;
    ms: number;
    request_id: string;
    actor: string;
  };
  readonly shipments: ShipmentColumns & {
    shipper_id: string | null;
    reference: string | null;
    value_minor: number;
    item_description: string | null;
    promise_agreement: string | null;
    promise_version: number | null;
    upload_id: string | null;
    created_by: string;
  };
  /** Of the acting partner; what it is not granted is null. */
  readonly carried_shipments: ShipmentColumns & {
    agreement_version_id: string;
    received_at: Date | null;
  };
  readonly carriages: {
    partner_id: string;
    shipment_id: string;
    owner_id: string;
    mode: Mode;
    agreement_version_id: string;
    assigned_at: Instant;
    received_at: Date | null;
  };
  readonly custody_states: {
    shipment_id: string;
    mode: Mode;
    owner_id: string;
    shipper_id: string | null;
    partner_ids: string[];
    sequence: number;
    hash: Uint8Array | null;
    opened_at: Date | null;
    recorded_at: Date | null;
    state: State | null;
    custodian: string;
    responsible: string;
    direction: 'forward' | 'return';
    place: string | null;
    since_at: Date | null;
    last_seen_at: Date | null;
    damaged: boolean;
    container: string | null;
    tendered_to: string | null;
    handover: string | null;
    last_event: string | null;
    known: string;
    personal_erased_at: Generated<Date | null>;
  };
  readonly events: {
    shipment_id: string;
    sequence: number;
    recorded_at: Instant;
    mode: Mode;
    party_id: string;
    kind: EventKind;
    device_at: Instant;
    body: string;
    previous: Uint8Array;
    hash: Uint8Array;
  };
  readonly event_openings: {
    shipment_id: string;
    sequence: number;
    field: string;
    mode: Mode;
    party_id: string;
    salt: string;
    value: string;
  };
  readonly custody_heads: {
    shipment_id: string;
    sequence: number;
    party_id: string;
    key_id: string;
    mode: Mode;
    hash: Uint8Array;
    signed_ms: number;
    signature: string;
  };
  readonly idempotency_keys: {
    party_id: string;
    mode: Mode;
    key: string;
    request_hash: string;
    status: number | null;
    answer: string | null;
    created_at: Instant;
  };
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
  readonly notices: {
    party_id: string;
    mode: Mode;
    position: Generated<number>;
    id: string;
    type: string;
    subject: string;
    at: Instant;
    data: Json;
  };
  readonly webhook_endpoints: {
    id: string;
    organisation_id: string;
    mode: Mode;
    url: string;
    types: string[];
    description: string | null;
    created_by: string;
    created_at: Instant;
    disabled_at: Date | null;
    disabled_because: 'asked' | 'failing' | 'gone' | null;
    failing_since: Date | null;
    position: number;
  };
  readonly webhook_secrets: {
    endpoint_id: string;
    number: number;
    sealed: string;
    created_at: Instant;
    expires_at: Date | null;
  };
  readonly webhook_deliveries: {
    endpoint_id: string;
    position: number;
    organisation_id: string;
    mode: Mode;
    notice_id: string;
    type: string;
    status: Generated<'pending' | 'delivered' | 'dead'>;
    tries: Generated<number>;
    attempt_count: Generated<number>;
    due_at: Instant;
    created_at: Instant;
    ended_at: Date | null;
  };
  readonly webhook_attempts: {
    endpoint_id: string;
    notice_id: string;
    number: number;
    at: Instant;
    ms: number;
    status: number | null;
    error: string | null;
    answer: string | null;
  };
}

interface ShipmentColumns {
  id: string;
  mode: Mode;
  owner_id: string;
  tracking_number: string;
  status: 'booked' | 'cancelled';
  product: string;
  origin: string;
  destination_pin: string;
  ready_at: Instant;
  promised_by: Date | null;
  weight_g: number;
  volume_ml: number;
  longest_side_cm: number | null;
  goods: string[];
  cod_minor: number;
  recipient_name: string | null;
  recipient_phone: string | null;
  recipient_address: string | null;
  recipient_digipin: string | null;
  return_to_pin: string | null;
  return_since: Date | null;
  created_at: Instant;
  cancelled_at: Date | null;
}
