import type { ColumnType, Generated } from 'kysely';
import type { Json } from '../base/canonical-json.js';

/** A timestamp: read as `Date`; never changed once written, unless the column says so. */
type Instant = ColumnType<Date, Date, Date>;

export type Mode = 'live' | 'test';
export type OrganisationKind = 'carrier' | 'shipper';

/** Tables and views as Kysely knows them; the columns are defined, and explained, by the migrations. */
export interface Tables {
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
    proposed_by: string;
    created_at: Instant;
  };
  readonly agreement_acceptances: {
    version_id: string;
    party_id: string;
    accepted_by: string;
    accepted_at: Instant;
  };
  readonly shipments: ShipmentColumns & {
    shipper_id: string | null;
    reference: string | null;
    value_minor: number;
    item_description: string | null;
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
  readonly idempotency_keys: {
    party_id: string;
    mode: Mode;
    key: string;
    request_hash: string;
    status: number | null;
    answer: string | null;
    created_at: Instant;
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
  created_at: Instant;
  cancelled_at: Date | null;
}
