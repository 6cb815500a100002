import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';
import { SCOPES } from './scopes.js';

const tag = 'API keys';

export const ApiKeySchema = z
  .object({
    id: idOf('apiKey'),
    name: z.string(),
    mode: z
      .enum(['live', 'test'])
      .openapi({ description: 'What a test key makes is apart from what a live key makes.' }),
    hint: z.string().openapi({ description: 'How the key begins.', example: 'il_live_Zk3w' }),
    scopes: z.array(z.string()),
    created_by: z.string(),
    created_at: instant,
    last_used_at: instant.nullable().openapi({ description: 'To the minute.' }),
    revoked_at: instant.nullable(),
  })
  .openapi('ApiKey');

export const listApiKeys = operation({
  id: 'listApiKeys',
  method: 'get',
  path: '/v1/keys',
  tag,
  summary: 'API keys of your organisation',
  access: 'keys:read',
  answer: { status: 200, about: 'All, newest first.', body: z.object({ data: z.array(ApiKeySchema) }) },
});

export const createApiKey = operation({
  id: 'createApiKey',
  method: 'post',
  path: '/v1/keys',
  tag,
  summary: 'Make an API key',
  description: 'The key is shown this once; only a hash of it is kept. It can do no more than its maker.',
  access: 'keys:write',
  body: z.strictObject({
    name: plainText(100),
    mode: z.enum(['live', 'test']),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  }),
  answer: {
    status: 201,
    about: 'The key.',
    body: z.object({
      key: ApiKeySchema,
      secret: z.string().openapi({ description: 'Send it as Authorization: Bearer.', example: 'il_live_Zk3w…' }),
    }),
  },
  problems: ['forbidden'],
});

export const revokeApiKey = operation({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/v1/keys/{id}',
  tag,
  summary: 'Revoke an API key',
  access: 'keys:write',
  params: idParams('apiKey'),
  answer: { status: 204, about: 'The key is refused from now on.' },
  problems: ['not_found'],
});
