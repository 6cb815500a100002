import type { Json } from '../../base/canonical-json.js';
import type { Instant, Mode, OrganisationKind } from '../database/column-types.js';

/** Tables of organisations, who acts for them, and what they did, as Kysely knows them. */
export interface PeopleTables {
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
  readonly idempotency_keys: {
    party_id: string;
    mode: Mode;
    key: string;
    request_hash: string;
    status: number | null;
    answer: string | null;
    created_at: Instant;
  };
}
