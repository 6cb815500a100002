import { z } from '@hono/zod-openapi';
import { QueryDocumentSchema } from './epcis.js';
import { operation } from '../http/operation.js';

const tag = 'EPCIS 2.0';

/** Queries that a party may keep, of live and of test data each. */
export const NAMED_QUERIES_MAX = 100;

const queryName = z
  .string()
  .regex(/^[\w.~-]{1,100}$/, 'up to 100 letters, digits and any of . _ ~ -')
  .openapi({ description: 'Letters, digits and any of . _ ~ -' });

const value = z.union([z.string().max(2000), z.number(), z.boolean(), z.array(z.string().max(2000)).min(1).max(1000)]);

const NamedQuerySchema = z
  .object({
    name: queryName,
    query: z.record(z.string().max(200), value).openapi({
      description: 'Parameters of the simple event query; several values of one as an array.',
    }),
  })
  .openapi('EpcisNamedQuery');

const paging = {
  perPage: z.string().optional(),
  nextPageToken: z.string().max(1000).optional().openapi({ description: 'From the link to the next page.' }),
};

export const createEpcisQuery = operation({
  id: 'createEpcisQuery',
  method: 'post',
  path: '/v1/epcis/queries',
  tag,
  summary: 'Keep a simple event query under a name',
  description:
    'For everybody of your organisation. It is checked now; what it finds is what whoever asks for its events may see then.',
  access: 'shipments:read',
  body: NamedQuerySchema,
  answer: { status: 201, about: 'The query.', body: NamedQuerySchema },
  problems: ['conflict'],
});

export const listEpcisQueries = operation({
  id: 'listEpcisQueries',
  method: 'get',
  path: '/v1/epcis/queries',
  tag,
  summary: 'Queries that your organisation keeps, by name',
  access: 'shipments:read',
  query: z.strictObject(paging),
  answer: { status: 200, about: 'A page; Link names the next one.', body: z.array(NamedQuerySchema) },
});

const params = z.strictObject({ queryName: z.string().max(1000) });

export const getEpcisQuery = operation({
  id: 'getEpcisQuery',
  method: 'get',
  path: '/v1/epcis/queries/{queryName}',
  tag,
  summary: 'A query that your organisation keeps',
  access: 'shipments:read',
  params,
  answer: { status: 200, about: 'The query.', body: NamedQuerySchema },
  problems: ['not_found'],
});

export const deleteEpcisQuery = operation({
  id: 'deleteEpcisQuery',
  method: 'delete',
  path: '/v1/epcis/queries/{queryName}',
  tag,
  summary: 'Keep a query no more',
  access: 'shipments:read',
  params,
  answer: { status: 204, about: 'It is gone.' },
  problems: ['not_found'],
});

export const listEpcisQueryEvents = operation({
  id: 'listEpcisQueryEvents',
  method: 'get',
  path: '/v1/epcis/queries/{queryName}/events',
  tag,
  summary: 'What a query that your organisation keeps finds now, of shipments that you see',
  access: 'shipments:read',
  params,
  query: z.strictObject(paging),
  answer: { status: 200, about: 'A page; Link names the next one.', body: QueryDocumentSchema },
  problems: ['not_found'],
});
