import type { AgreementTables } from '../agreements/agreement-tables.js';
import type { CustodyTables } from '../custody/custody-tables.js';
import type { DockTables } from '../docks/dock-tables.js';
import type { ExportRowTables } from '../exports/export-row-tables.js';
import type { NoticeTables } from '../notices/notice-tables.js';
import type { ParcelTables } from '../shipments/parcel-tables.js';
import type { PeopleTables } from '../people/people-tables.js';
import type { PlanTables } from '../plans/plan-tables.js';
import type { UploadTables } from '../shipments/upload-tables.js';
import type { Instant, Mode } from './column-types.js';

/** Tables and views as Kysely knows them; the columns are defined, and explained, by the migrations. */
export interface Tables
  extends
    AgreementTables,
    CustodyTables,
    DockTables,
    ExportRowTables,
    NoticeTables,
    ParcelTables,
    PeopleTables,
    PlanTables,
    UploadTables {
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
