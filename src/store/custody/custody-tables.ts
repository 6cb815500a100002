import type { Generated } from 'kysely';
import type { EventKind, State } from '../../domain/custody-event.js';
import type { Instant, Mode } from '../database/column-types.js';

/** Tables of custody logs and the states they lead to, as Kysely knows them. */
export interface CustodyTables {
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
}
