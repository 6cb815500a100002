import type { CauseKind, Reason } from '../../domain/plan.js';
import type { Said } from '../../domain/said.js';
import type { DepartureFacts } from './departure-names.js';

/** Parcels of one party that are late or left out for the same cause. Money in minor units and the party's own. */
export interface Cause {
  readonly reason: Reason;
  readonly kind: CauseKind;
  readonly late: number;
  readonly unplanned: number;
  /** Name of what has no room, as docs/model.md section 5 gives it; of a cut-off, the departure that was missed. */
  readonly resource: string | null;
  /** Whose departure, facility or office it is; null for what is no party's. */
  readonly party: string | null;
  /** What has no room, or was missed. */
  readonly departure: DepartureFacts | null;
  /** Name of the facility or interchange; of a price, the product. */
  readonly place: string | null;
  /** Day of a round or window, hour of sorting. */
  readonly at: string | null;
  readonly words: string; // of terms: what they say; otherwise a short telling
  readonly said?: Said | null; // of terms: the same as data; plans of earlier versions have none
  readonly clause_line: number | null; // of agreement.yaml
  /** Of what is the party's own or granted to it; null for what is the partner's. */
  readonly used: number | null;
  readonly capacity: number | null;
  readonly unit: 'kg' | 'litres' | 'parcels' | 'minutes' | null;
  /** So much more would hold them all; of a cut-off, so many minutes later would serve the last of them. */
  readonly wanted: number | null;
  /** Parcels that nothing else keeps. */
  readonly alone: number;
  /** What the parcels that nothing else keeps would cost less, at most. */
  readonly saving_minor: number;
  /** What one more unit is worth by the prices that prove the bound, where the party alone uses it. */
  readonly price_minor: number | null;
  /** What being on time would cost more, at most, where late was cheaper. */
  readonly dearer_minor: number | null;
}
