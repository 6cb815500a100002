import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { operation } from '../http/operation.js';
import { DespatchSchema } from './export-despatches.js';
import { tag } from './exports.js';

/** Events of all messages of one request. */
export const POSTAL_EVENTS_MAX = 1000;

const partner = z.string().regex(/^[A-Za-z0-9]{1,35}$/, 'must be up to 35 letters and digits, such as USJFKA');

export const PostalMessageSchema = z
  .object({
    id: idOf('postalMessage'),
    mode: z.enum(['live', 'test']),
    direction: z.enum(['received', 'sent']),
    message: z.string().openapi({ description: 'Name of the UPU message.', example: 'EMSEVT' }),
    partner: z.string().openapi({ description: 'Who sent it, or to whom it is sent.', example: 'USJFKA' }),
    reference: z
      .string()
      .openapi({ description: 'Given by its sender; of a file with that of the interchange before it.' }),
    despatch_id: z.string().nullable(),
    results: z
      .array(
        z.object({
          item: z.string(),
          status: z.enum(['recorded', 'past', 'known', 'refused']),
          refusal: z.object({ code: z.string(), words: z.string() }).nullable(),
        }),
      )
      .openapi({ description: 'Of EMSEVT, what came of each event in their order.' }),
    kept_at: instant,
  })
  .openapi('PostalMessage');

export const receivePostalMessages = operation({
  id: 'receivePostalMessages',
  method: 'post',
  path: '/v1/postal-messages',
  tag,
  access: 'custody:write',
  summary: 'Take in what other posts and carriers tell: EMSEVT, RESDES, RESDIT',
  description:
    'For carriers. A document as JSON, or a file as EDIFACT with one or more EMSEVT. Events move exports as if they were told of them; RESDES and ' +
    'RESDIT are kept with their despatch. A message counts once, by its sender and reference. ' +
    'Built from public descriptions and not certified.',
  body: z
    .strictObject({
      from: partner.optional().openapi({ description: 'Who sends it; of a file it is in the file.' }),
      document: z.looseObject({}).optional(),
      edifact: z.string().min(1).optional(),
    })
    .refine(({ document, edifact }) => (document === undefined) !== (edifact === undefined), {
      message: 'needs either document or edifact',
    })
    .refine(({ document, from }) => document === undefined || from !== undefined, {
      message: 'is needed with document',
      path: ['from'],
    }),
  bodyBytesMax: 1024 * 1024,
  repeatable: true,
  answer: {
    status: 200,
    about: 'The messages, and what came of them.',
    body: z.object({
      messages: z.array(PostalMessageSchema.extend({ status: z.enum(['recorded', 'known']) })),
      ignored: z.array(z.string()).openapi({ description: 'Segments of a file that say nothing to us.' }),
    }),
  },
  problems: ['conflict'],
});

export const listPostalMessages = operation({
  id: 'listPostalMessages',
  method: 'get',
  path: '/v1/postal-messages',
  tag,
  access: 'custody:read',
  summary: 'Messages that were received, and bookings of transport, newest first',
  query: z.strictObject(pageQuery),
  answer: { status: 200, about: 'A page.', body: pageOf(PostalMessageSchema) },
});

export const getPostalMessage = operation({
  id: 'getPostalMessage',
  method: 'get',
  path: '/v1/postal-messages/{id}',
  tag,
  access: 'custody:read',
  params: idParams('postalMessage'),
  summary: 'A message with its document',
  answer: { status: 200, about: 'The message.', body: PostalMessageSchema.extend({ document: z.looseObject({}) }) },
  problems: ['not_found'],
});

const place = z.string().regex(/^[A-Z0-9]{2,8}$/, 'must be the code of a place, such as DEL');
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/, 'must be a moment such as 2026-11-23T18:05+05:30');

export const bookTransport = operation({
  id: 'bookTransport',
  method: 'post',
  path: '/v1/export-despatches/{id}/transport',
  tag,
  access: 'custody:write',
  params: idParams('exportDespatch'),
  summary: 'Book transport abroad for a despatch (CARDIT)',
  description:
    'The booking is a CARDIT document for the carrier, read as a message of the despatch; its legs are in the PREDES from then on. Booked again, ' +
    'under another consignment, the last one holds. It is sent to nobody: fetch it and send it.',
  body: z.strictObject({
    consignment: z.string().regex(/^[A-Z0-9]{1,12}$/, 'must be up to twelve capital letters and digits'),
    carrier: partner.max(17).openapi({ example: 'AI' }),
    hand_over: z.strictObject({ place, at: moment }),
    legs: z
      .array(
        z.strictObject({
          mode: z.enum(['air', 'sea', 'rail', 'road']),
          carrier: partner.max(17).optional(),
          service: partner.max(17).openapi({ example: 'AI131' }),
          from: place,
          to: place,
          departs_at: moment,
          arrives_at: moment.optional(),
        }),
      )
      .min(1)
      .max(9),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The despatch.', body: DespatchSchema },
  problems: ['not_found', 'conflict'],
});
