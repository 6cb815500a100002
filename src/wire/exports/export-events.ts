import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, sentInstant } from '../http/common.js';
import { EXPORT_STATES, tag } from './exports.js';
import { bytes } from '../shipments/labels.js';
import { operation } from '../http/operation.js';

/** Events of one request. */
export const EXPORT_EVENTS_MAX = 1000;
/** Labels of one file. */
export const EXPORT_LABELS_MAX = 300;

/** What can be told of an export; what it is filed, amended and cancelled by has operations of its own. */
const KINDS = [
  'booked', 'sent_to_fpo', 'arrived_at_fpo', 'presented', 'queried', 'replied', 'examined', 'let_export', 'rejected', 'despatched',
  'arrived_abroad', 'held_abroad', 'released_abroad', 'out_for_delivery', 'attempted', 'awaiting_collection', 'delivered', 'returning',
  'returned',
] as const; // prettier-ignore

const text = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'must have no control characters');

const SentEventSchema = z
  .strictObject({
    export_id: idOf('export').optional(),
    item: z
      .string()
      .max(40)
      .optional()
      .openapi({ description: 'UPU S10, in the place of export_id.', example: 'LA000000014IN' }),
    kind: z.enum(KINDS).optional(),
    upu: z
      .string()
      .max(10)
      .optional()
      .openapi({ description: 'Event code of EMSEVT, in the place of kind.', example: 'EMD' }),
    at: sentInstant,
    place: text.optional(),
    reason: text.optional().openapi({ description: 'Words of customs, or with upu the code of a reason.' }),
    measure: z.string().max(2).optional(),
  })
  .refine(({ export_id, item }) => (export_id === undefined) !== (item === undefined), 'needs either export_id or item')
  .refine(({ kind, upu }) => (kind === undefined) !== (upu === undefined), 'needs either kind or upu')
  .openapi('SentExportEvent');

export const recordExportEvents = operation({
  id: 'recordExportEvents',
  method: 'post',
  path: '/v1/exports/events',
  tag,
  access: 'custody:write',
  summary: `Tell what happened to exports, up to ${EXPORT_EVENTS_MAX} at once`,
  description:
    'For the carrier. Events are taken in the order of their moments. A transition that does not follow is refused with the reason; news of ' +
    'another post about what is past is kept and changes nothing. The same event again is known.',
  body: z.strictObject({ events: z.array(SentEventSchema).min(1).max(EXPORT_EVENTS_MAX) }),
  bodyBytesMax: 1024 * 1024,
  repeatable: true,
  answer: {
    status: 200,
    about: 'What came of each, in the order in which they were sent.',
    body: z.object({
      results: z.array(
        z.object({
          export_id: z.string().nullable(),
          status: z.enum(['recorded', 'past', 'known', 'refused']),
          state: z.enum(EXPORT_STATES).nullable(),
          refusal: z.object({ code: z.string(), words: z.string() }).nullable(),
        }),
      ),
    }),
  },
  problems: ['conflict'],
});

export const ExportEventSchema = z
  .object({
    number: z.number().int(),
    kind: z.string(),
    at: instant,
    recorded_at: instant,
    place: z.string().nullable(),
    reason: z.string().nullable(),
    measure: z.string().nullable(),
    upu: z
      .string()
      .nullable()
      .openapi({ description: 'As it was told, or as other posts are told of it; null for what they are not told.' }),
    epcis: z.object({ biz_step: z.string(), disposition: z.string() }).nullable(),
    is_past: z.boolean(),
  })
  .openapi('ExportEvent');

export const listExportEvents = operation({
  id: 'listExportEvents',
  method: 'get',
  path: '/v1/exports/{id}/events',
  tag,
  access: 'shipments:read',
  params: idParams('export'),
  summary: 'Everything that happened to an export, in order, with what other posts call it',
  answer: { status: 200, about: 'The events.', body: z.object({ data: z.array(ExportEventSchema) }) },
  problems: ['not_found'],
});

const documentParams = z.strictObject({
  id: idOf('export'),
  document: z.enum(['label', 'cn22', 'cn23', 'invoice', 'postal_bill']),
});

export const getExportDocument = operation({
  id: 'getExportDocument',
  method: 'get',
  path: '/v1/exports/{id}/documents/{document}',
  tag,
  access: 'labels:print',
  params: documentParams,
  summary: 'A document of a filed export as data: every field with its number on the form',
  answer: { status: 200, about: 'The document.', body: z.looseObject({}) },
  problems: ['not_found', 'conflict'],
});

export const getExportPdf = operation({
  id: 'getExportPdf',
  method: 'get',
  path: '/v1/exports/{id}/pdf/{document}',
  tag,
  access: 'labels:print',
  params: documentParams,
  summary: 'A document of a filed export as PDF',
  query: z.strictObject({ omission: z.enum(['refuse', 'accept']).default('refuse') }),
  answer: {
    status: 200,
    about: 'The document; of CN 22 in A6, of others in A4, of the label in 4 x 6 inches.',
    body: bytes,
  },
  answerType: 'application/pdf',
  problems: ['not_found', 'conflict'],
});

export const printExportLabels = operation({
  id: 'printExportLabels',
  method: 'post',
  path: '/v1/exports/labels.pdf',
  tag,
  access: 'labels:print',
  summary: `Up to ${EXPORT_LABELS_MAX} labels as one PDF`,
  body: z.strictObject({
    export_ids: z.array(idOf('export')).min(1).max(EXPORT_LABELS_MAX),
    pages: z.enum(['label', 'a4']).default('label'),
    omission: z.enum(['refuse', 'accept']).default('refuse'),
  }),
  answer: { status: 200, about: 'The labels.', body: bytes },
  answerType: 'application/pdf',
  problems: ['not_found', 'conflict'],
});
