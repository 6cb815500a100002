import type { Generated } from 'kysely';
import type { Instant, Mode } from '../database/column-types.js';

/** Tables of files that jobs book, as Kysely knows them. */
export interface UploadTables {
  readonly uploads: {
    id: string;
    mode: Mode;
    party_id: string;
    state: Generated<'waiting' | 'checking' | 'booking' | 'undoing' | 'booked' | 'refused' | 'failed'>;
    row_count: number | null;
    checked_count: Generated<number>;
    booked_count: Generated<number>;
    fault_count: Generated<number>;
    fault: string | null;
    created_by: string;
    created_at: Instant;
    ended_at: Date | null;
  };
}
