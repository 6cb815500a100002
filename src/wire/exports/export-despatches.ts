import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { tag } from './exports.js';
import { bytes } from '../shipments/labels.js';
import { operation } from '../http/operation.js';

const BagSchema = z.object({
  receptacle: z.string().openapi({ description: 'UPU S9, 29 characters.' }),
  weight_g: z.number().int(),
  items: z.array(z.string()),
  arrival: z
    .object({
      outcome: z.enum(['received', 'missing', 'excess', 'damaged']),
      office: z.string(),
      at: z.string(),
      weight_g: z.number().int().nullable(),
      note: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: 'What became of it where it arrived, by RESDES.' }),
  transport: z
    .object({
      status: z.string(),
      meaning: z.string().nullable(),
      at: z.string(),
      place: z.string(),
      service: z.string().nullable(),
    })
    .nullable()
    .openapi({ description: 'The last that its carrier said of it, by RESDIT.' }),
});

export const DespatchSchema = z
  .object({
    id: idOf('exportDespatch'),
    mode: z.enum(['live', 'test']),
    despatch: z.string().openapi({ description: 'UPU S8, 20 characters.' }),
    bags: z.array(BagSchema),
    transport: z
      .object({ consignment: z.string(), carrier: z.string(), services: z.array(z.string()) })
      .nullable()
      .openapi({ description: 'As it was booked last.' }),
    excess: z.array(z.string()).openapi({ description: 'Receptacles of others that arrived with it, by RESDES.' }),
    closed_at: instant,
  })
  .openapi('ExportDespatch');

const office = z.string().regex(/^[A-Z]{2}[A-Z0-9]{4}$/, 'must be six characters of an IMPC code');

export const closeDespatch = operation({
  id: 'closeDespatch',
  method: 'post',
  path: '/v1/export-despatches',
  tag,
  access: 'custody:write',
  summary: 'Close a despatch: exports that may leave the country, in bags that get their identifiers',
  description: 'For carriers. Each export must have its let export order and is despatched from then on.',
  body: z.strictObject({
    origin: office,
    destination: office,
    category: z.string().regex(/^[A-D]$/),
    subclass: z.string().regex(/^[A-Z]{2}$/),
    bags: z
      .array(
        z.strictObject({
          export_ids: z.array(idOf('export')).min(1).max(500),
          tare_g: z.number().int().min(0).max(20_000).default(0).openapi({ description: 'Of the empty bag.' }),
        }),
      )
      .min(1)
      .max(999),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The despatch.', body: DespatchSchema },
  problems: ['not_found', 'conflict'],
});

export const listDespatches = operation({
  id: 'listDespatches',
  method: 'get',
  path: '/v1/export-despatches',
  tag,
  access: 'custody:read',
  summary: 'Despatches, newest first',
  query: z.strictObject(pageQuery),
  answer: { status: 200, about: 'A page.', body: pageOf(DespatchSchema) },
});

export const getDespatchPdf = operation({
  id: 'getDespatchPdf',
  method: 'get',
  path: '/v1/export-despatches/{id}/despatch.pdf',
  tag,
  access: 'labels:print',
  params: idParams('exportDespatch'),
  summary: 'The despatch list, or the labels of its bags',
  query: z.strictObject({ part: z.enum(['list', 'bag_labels']).default('list') }),
  answer: { status: 200, about: 'The PDF.', body: bytes },
  answerType: 'application/pdf',
  problems: ['not_found'],
});

const AS_FILES = ['itmatt', 'predes', 'emsevt'] as const;
const messageParams = z.strictObject({ id: idOf('exportDespatch'), message: z.enum([...AS_FILES, 'cardit']) });
const fileParams = z.strictObject({ id: idOf('exportDespatch'), message: z.enum(AS_FILES) });
const MESSAGES =
  'ITMATT: what is declared of its items. PREDES: bags and items. EMSEVT: what happened to them so far, as we tell other posts. CARDIT: the ' +
  'transport that was booked, as JSON only. ' +
  'Built from public descriptions and not certified.';

export const getDespatchMessage = operation({
  id: 'getDespatchMessage',
  method: 'get',
  path: '/v1/export-despatches/{id}/messages/{message}',
  tag,
  access: 'custody:read',
  params: messageParams,
  summary: 'Advance data of a despatch as a JSON document',
  description: MESSAGES,
  answer: { status: 200, about: 'The document.', body: z.looseObject({}) },
  problems: ['not_found', 'conflict'],
});

export const getDespatchEdifact = operation({
  id: 'getDespatchEdifact',
  method: 'get',
  path: '/v1/export-despatches/{id}/edifact/{message}',
  tag,
  access: 'custody:read',
  params: fileParams,
  summary: 'Advance data of a despatch as an EDIFACT file',
  description: MESSAGES,
  answer: { status: 200, about: 'The file.', body: z.string() },
  answerType: 'text/plain',
  problems: ['not_found', 'conflict'],
});
