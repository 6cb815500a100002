import { z } from '@hono/zod-openapi';
import { tag } from './exports.js';
import { operation } from '../http/operation.js';

const TABLES = [
  'limits', 'rates', 'services', 'destinations', 'prohibitions', 'tariffs', 'schemes', 'foreignPostOffices', 'deadlines',
  'exchangeOffices',
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
