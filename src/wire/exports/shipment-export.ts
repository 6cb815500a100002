import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';
import { shipmentFilter } from '../shipments/shipments.js';

/** Shipments of one file. */
export const EXPORT_MAX = 50_000;

/** Columns of a file, each what the field of a shipment of the same name tells whoever asks. */
export const EXPORT_COLUMNS = [
  'id', 'tracking_number', 'status', 'state', 'standing', 'product', 'reference', 'origin', 'destination_pin', 'custodian', 'place',
  'last_seen_at', 'since', 'direction', 'ready_at', 'promised_by', 'weight_g', 'volume_ml', 'goods', 'cod_minor', 'value_minor',
  'item_description', 'recipient_name', 'recipient_phone', 'recipient_address', 'recipient_digipin', 'owner_id', 'shipper_id',
  'open_exceptions', 'created_at', 'cancelled_at',
] as const; // prettier-ignore
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

const COLUMN_LIST = new RegExp(`^(?:${EXPORT_COLUMNS.join('|')})(?:,(?:${EXPORT_COLUMNS.join('|')}))*$`);

export const exportShipments = operation({
  id: 'exportShipments',
  method: 'get',
  path: '/v1/shipments.csv',
  tag: 'Shipments',
  summary: `Up to ${EXPORT_MAX} shipments of a list as CSV`,
  description:
    'Newest first; a field that you are not told is empty. Texts that a spreadsheet would take for a formula have an apostrophe before them. ' +
    'A list that is longer is refused: narrow it, by times of booking for one. What changes while the file is written shows as it is then.',
  access: 'shipments:read',
  query: z.strictObject({
    ...shipmentFilter,
    columns: z
      .string()
      .max(600)
      .regex(COLUMN_LIST, 'must be columns, with commas between them')
      .optional()
      .openapi({ description: `In this order; all when absent: ${EXPORT_COLUMNS.join(', ')}.` }),
  }),
  answer: { status: 200, about: 'The file, in UTF-8, with a line of names.', body: z.string() },
  answerType: 'text/csv',
});
