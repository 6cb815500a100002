import { z } from '@hono/zod-openapi';
import { idOf } from './common.js';
import { operation, type ReceivedFile } from './operation.js';
import { FaultSchema } from './problem.js';
import { WarningSchema } from './shipments.js';

/** Rows of one file. */
export const UPLOAD_ROWS_MAX = 20_000;

export const uploadShipments = operation({
  id: 'uploadShipments',
  method: 'post',
  path: '/v1/shipments/uploads',
  tag: 'Shipments',
  summary: `Book the shipments of a CSV or Parquet file, up to ${UPLOAD_ROWS_MAX} rows`,
  description:
    'Columns are those of shipments.csv, with recipient_name, recipient_phone, recipient_address, recipient_digipin, ' +
    'tracking_number, shipper_id and accept_unpromised besides; shipment_id becomes the reference, and amounts are in major units. ' +
    'All rows are booked or none, unless on_fault is skip: then those without faults are.',
  access: 'shipments:write',
  query: z.strictObject({
    on_fault: z
      .enum(['refuse', 'skip'])
      .default('refuse')
      .openapi({ description: 'What happens when rows have faults.' }),
  }),
  body: z
    .custom<ReceivedFile | string | Uint8Array>()
    .openapi({ type: 'string', format: 'binary', description: 'CSV (text/csv) or Parquet.' }),
  bodyType: 'text/csv',
  bodyFile: ['text/csv', 'application/vnd.apache.parquet', 'application/octet-stream'],
  bodyBytesMax: 32 * 1024 * 1024,
  repeatable: true,
  answer: {
    status: 201,
    about: 'What was booked; the upload lists its shipments with upload_id.',
    body: z
      .object({
        upload_id: idOf('upload'),
        rows: z.number().int(),
        booked: z.number().int(),
        skipped: z.number().int(),
        faults: z.array(FaultSchema).openapi({ description: 'Of rows that were skipped; the first hundred.' }),
        warnings: z.array(WarningSchema),
      })
      .openapi('Upload'),
  },
  problems: ['conflict'],
});
