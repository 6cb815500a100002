import type { AgreementAct } from '../../domain/agreement-act.js';
import type { Instant } from '../database/column-types.js';

/** Tables of agreements, and of keys that sign, as Kysely knows them. */
export interface AgreementTables {
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
}
