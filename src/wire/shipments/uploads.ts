import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { operation, type ReceivedFile } from '../http/operation.js';
import { FaultSchema } from '../http/problem.js';
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

/** Rows and bytes of a file that is booked by a job. */
export const UPLOAD_JOB_ROWS_MAX = 500_000;
const UPLOAD_JOB_BYTES_MAX = 256 * 1024 * 1024;

export const UploadJobSchema = z
  .object({
    id: idOf('upload'),
    mode: z.enum(['live', 'test']),
    state: z.enum(['waiting', 'checking', 'booking', 'undoing', 'booked', 'refused', 'failed']).openapi({
      description:
        'refused: it has faults, and nothing of it is booked. undoing: a fault came up while it was booked, as where a tracking number was ' +
        'taken meanwhile; what was booked is being cancelled. failed: something failed here.',
    }),
    rows: z.number().int().nullable().openapi({ description: 'Known once the file was read.' }),
    checked: z.number().int().openapi({ description: 'Rows that were checked so far.' }),
    booked: z.number().int().openapi({ description: 'Rows that were booked so far.' }),
    faults: z.number().int().openapi({ description: 'So many were found so far.' }),
    fault: z.string().nullable().openapi({ description: 'Of one that failed: why.' }),
    created_at: instant,
    ended_at: instant.nullable(),
  })
  .openapi('UploadJob');

export const startUpload = operation({
  id: 'startUpload',
  method: 'post',
  path: '/v1/uploads',
  tag: 'Shipments',
  summary: `Have the shipments of a CSV or Parquet file booked by a job, up to ${UPLOAD_JOB_ROWS_MAX} rows`,
  description:
    'Columns are those of POST /v1/shipments/uploads. All rows are checked first, and all faults told; without any, all are booked, ' +
    'and upload_id lists them. A server that is killed goes on where it was.',
  access: 'shipments:write',
  body: z
    .custom<ReceivedFile | string | Uint8Array>()
    .openapi({ type: 'string', format: 'binary', description: 'CSV (text/csv) or Parquet.' }),
  bodyType: 'text/csv',
  bodyFile: ['text/csv', 'application/vnd.apache.parquet', 'application/octet-stream'],
  bodyBytesMax: UPLOAD_JOB_BYTES_MAX,
  repeatable: true,
  answer: { status: 202, about: 'The upload, which waits.', body: UploadJobSchema },
  problems: ['conflict'],
});

export const listUploads = operation({
  id: 'listUploads',
  method: 'get',
  path: '/v1/uploads',
  tag: 'Shipments',
  summary: 'Your uploads that jobs book',
  access: 'shipments:read',
  query: z.strictObject(pageQuery),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(UploadJobSchema) },
});

export const getUpload = operation({
  id: 'getUpload',
  method: 'get',
  path: '/v1/uploads/{id}',
  tag: 'Shipments',
  summary: 'How far an upload is',
  access: 'shipments:read',
  params: idParams('upload'),
  answer: { status: 200, about: 'The upload.', body: UploadJobSchema },
  problems: ['not_found'],
});

export const listUploadFaults = operation({
  id: 'listUploadFaults',
  method: 'get',
  path: '/v1/uploads/{id}/faults',
  tag: 'Shipments',
  summary: 'Everything that is wrong with an upload, by line and column',
  access: 'shipments:read',
  params: idParams('upload'),
  query: z.strictObject(pageQuery),
  answer: {
    status: 200,
    about: 'A page, in the order of the lines. Faults are kept for 30 days.',
    body: pageOf(FaultSchema),
  },
  problems: ['not_found'],
});
