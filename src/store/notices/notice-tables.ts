import type { Generated } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Instant, Mode } from '../database/column-types.js';

/** Tables of what changed and whom it is told, as Kysely knows them. */
export interface NoticeTables {
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
