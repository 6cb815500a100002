import { z } from '@hono/zod-openapi';
import { idOf, instant, pageOf, pageQuery, sentInstant } from './common.js';
import { operation } from './operation.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const LoggedRequestSchema = z
  .object({
    id: idOf('loggedRequest'),
    at: instant.openapi({ description: 'When it was answered.' }),
    mode: z.enum(['live', 'test']),
    method: z.string().openapi({ example: 'GET' }),
    path: z
      .string()
      .openapi({ description: 'With its placeholders: ids are not kept.', example: '/v1/shipments/{id}' }),
    status: z.number().int(),
    ms: z.number().int().openapi({ description: 'Milliseconds from the request to the beginning of its answer.' }),
    request_id: z.string().openapi({ description: 'As X-Request-Id of the answer, and request_id of a problem.' }),
    actor: z.string().openapi({ description: 'Id of the user or key that asked.' }),
  })
  .openapi('LoggedRequest');

export const listRequests = operation({
  id: 'listRequests',
  method: 'get',
  path: '/v1/requests',
  tag: 'Request log',
  summary: 'What your organisation asked of this server',
  description:
    'Every request of your users and keys, in both modes, seconds after it was answered; kept for 14 days, and the newest 100,000. Without ' +
    'addresses, queries, bodies and ids of things.',
  access: 'requests:read',
  query: z.strictObject({
    ...pageQuery,
    status: z.enum(['2xx', '3xx', '4xx', '5xx']).optional(),
    actor: z.string().max(100).optional(),
    method: z.enum(METHODS).optional(),
    path: z.string().max(200).optional().openapi({ description: 'As in the interface: /v1/shipments/{id}.' }),
    request_id: z.string().max(64).optional(),
    mode: z.enum(['live', 'test']).optional(),
    since: sentInstant.optional(),
  }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(LoggedRequestSchema) },
});
