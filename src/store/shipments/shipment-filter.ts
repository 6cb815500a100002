import type { State } from '../../domain/custody-event.js';
import type { ExceptionCode } from '../../domain/shipment-exception.js';
import type { Mode, OrganisationKind } from '../database/column-types.js';

/** Which shipments of those that the acting party sees. */
export interface ShipmentFilter {
  readonly status?: 'booked' | 'cancelled' | undefined;
  readonly states?: readonly State[] | undefined;
  readonly product?: string | undefined;
  readonly origin?: string | undefined;
  readonly destination_pin?: string | undefined;
  readonly tracking_number?: string | undefined;
  readonly reference?: string | undefined;
  readonly upload_id?: string | undefined;
  readonly direction?: 'own' | 'carried' | undefined;
  /** Of an own one, who carries it on; of a carried one, whose it is. */
  readonly partner_id?: string | undefined;
  readonly custodian?: string | undefined; // code, or `@sender`, `@addressee`, `@nobody`
  readonly place?: string | undefined; // last known, `PARTY:STOP`
  readonly promised_from?: Date | undefined;
  readonly promised_until?: Date | undefined; // before then
  readonly booked_from?: Date | undefined;
  readonly booked_until?: Date | undefined; // before then
  readonly exception?: ExceptionCode | 'any' | undefined; // open
  /** A tracking number or reference, or part of it. */
  readonly text?: string | undefined;
}

/** Own shipments, or those that are carried for a partner. */
export type Side = 'own' | 'carried';

/** Who searches. */
export interface Acting {
  readonly partyId: string;
  readonly kind: OrganisationKind;
  readonly mode: Mode;
}
