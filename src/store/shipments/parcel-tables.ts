import type { Json } from '../../base/canonical-json.js';
import type { Instant, Mode } from '../database/column-types.js';

/** Tables about lists and promises of parcels, as Kysely knows them. */
export interface ParcelTables {
  readonly former_promises: {
    shipment_id: string;
    until: Instant;
    mode: Mode;
    promised_by: Date | null;
    agreement: string | null;
    version: number | null;
    cause: 'redirected' | 'returned';
  };
  readonly saved_views: {
    id: string;
    party_id: string;
    mode: Mode;
    page: 'parcels' | 'exceptions';
    name: string;
    filters: Json;
    columns: string[];
    shared: boolean;
    created_by: string;
    created_at: Instant;
    changed_at: Instant;
  };
}
