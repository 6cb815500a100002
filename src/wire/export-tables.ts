import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from './common.js';
import { tag } from './exports.js';
import { bytes } from './labels.js';
import { operation } from './operation.js';

const TABLES = [
  'limits', 'rates', 'services', 'destinations', 'prohibitions', 'tariffs', 'schemes', 'foreignPostOffices', 'deadlines',
] as const; // prettier-ignore

const rows = z.array(z.looseObject({})).max(5000);

export const ExportTablesSchema = z
  .object({
    tables: z.object(
      Object.fromEntries(TABLES.map((name) => [name, rows])) as Record<(typeof TABLES)[number], typeof rows>,
    ),
    own: z.array(z.enum(TABLES)).openapi({ description: "Those that are your carrier's own; the others are shipped." }),
  })
  .openapi('ExportTables');

export const getExportTables = operation({
  id: 'getExportTables',
  method: 'get',
  path: '/v1/export-tables',
  tag,
  access: 'shipments:read',
  summary:
    'Limits, rates, services, countries, prices and deadlines that exports are checked by, each row with its source',
  answer: { status: 200, about: 'The tables.', body: ExportTablesSchema },
});

export const putExportTable = operation({
  id: 'putExportTable',
  method: 'put',
  path: '/v1/export-tables/{table}',
  tag,
  access: 'organisations:write',
  summary: 'Put rows of your own in the place of a shipped table, for your carrier and its customers',
  description:
    'For carriers. No rows bring the shipped ones back. What was filed keeps what it was filed with. It is in the audit.',
  params: z.strictObject({ table: z.enum(TABLES) }),
  body: z.strictObject({ rows }),
  bodyBytesMax: 2 * 1024 * 1024,
  answer: { status: 200, about: 'The tables.', body: ExportTablesSchema },
  problems: ['not_found', 'conflict'],
});

export const searchHs = operation({
  id: 'searchHs',
  method: 'get',
  path: '/v1/hs',
  tag,
  access: 'shipments:read',
  summary: 'Subheadings of the Harmonised System for everyday words, likeliest first, with reasons',
  query: z.strictObject({
    q: z.string().min(1).max(200),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  answer: {
    status: 200,
    about: 'What was found.',
    body: z.object({
      data: z.array(
        z.object({
          code: z.string(),
          display: z.string(),
          description: z.string(),
          path: z.array(z.object({ code: z.string(), description: z.string() })),
          reasons: z.array(z.string()),
        }),
      ),
    }),
  },
});

const BagSchema = z.object({
  receptacle: z.string().openapi({ description: 'UPU S9, 29 characters.' }),
  weight_g: z.number().int(),
  items: z.array(z.string()),
});

export const DespatchSchema = z
  .object({
    id: idOf('exportDespatch'),
    mode: z.enum(['live', 'test']),
    despatch: z.string().openapi({ description: 'UPU S8, 20 characters.' }),
    bags: z.array(BagSchema),
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
