import { OpenAPIHono, z, type RouteConfig } from '@hono/zod-openapi';
import type { Operation } from '../../wire/operation.js';
import { OPERATIONS } from '../../wire/operations.js';
import { PROBLEMS, ProblemSchema, type ProblemCode } from '../../wire/problem.js';

/** The document of the interface, OpenAPI 3.1, made of the schemas that validate. */
export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Makes the document. */
export function openApiDocument(version: string): OpenApiDocument {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `il_live_…` or `il_test_…`.',
  });
  openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'interline',
    description: 'A session; everything but GET also needs its csrf_token as X-CSRF-Token.',
  });
  for (const operation of Object.values(OPERATIONS)) openAPIRegistry.registerPath(routeOf(operation));
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Interline', version, description: ABOUT, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/' }],
  });
}

const ABOUT = `Two parcel carriers run their networks as one under an agreement.

Every refusal is a problem (RFC 9457) with a code, the request's id and all faults at once. What you may not see answers
404. Money is in minor units of the workspace's currency, instants are RFC 3339.`;

function routeOf(operation: Operation): RouteConfig {
  const { id, method, path, tag, summary, description, access, params, query, body, answer } = operation;
  const headers = headersOf(operation);
  return {
    operationId: id,
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(access === 'anybody' ? { security: [] } : { security: [{ key: [] }, { session: [] }] }),
    'x-scope': access,
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined
        ? {}
        : { body: { required: true, content: { [operation.bodyType ?? 'application/json']: { schema: body } } } }),
    },
    responses: {
      [answer.status]: {
        description: answer.about,
        ...(answer.body === undefined
          ? {}
          : { content: { [operation.answerType ?? 'application/json']: { schema: answer.body } } }),
      },
      ...problemResponses(operation),
    },
  };
}

function headersOf({ repeatable, conditional, answerType }: Operation): z.ZodObject | undefined {
  const isStream = answerType === 'text/event-stream';
  if (repeatable !== true && conditional !== true && !isStream) return undefined;
  return z.object({
    ...(isStream
      ? {
          'Last-Event-ID': z.string().optional().openapi({ description: 'Id of the last event that you have.' }),
        }
      : {}),
    ...(repeatable === true
      ? {
          'Idempotency-Key': z.string().max(128).optional().openapi({
            description:
              'The same key with the same request gets the same answer; with another one 409. Kept for a week.',
          }),
        }
      : {}),
    ...(conditional === true
      ? {
          'If-Match': z.string().optional().openapi({ description: 'ETag of what was read; 412 when it has changed.' }),
        }
      : {}),
  });
}

function problemResponses(operation: Operation): RouteConfig['responses'] {
  const codes: ProblemCode[] = ['too_many_requests', ...(operation.problems ?? [])];
  if (operation.access !== 'anybody') codes.push('not_signed_in', 'forbidden');
  if (operation.body !== undefined) codes.push('bad_request', 'too_large', 'wrong_content_type');
  if (operation.body !== undefined || operation.query !== undefined) codes.push('invalid');
  if (operation.repeatable === true) codes.push('conflict');
  const byStatus = new Map<number, Set<ProblemCode>>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus].map(([status, set]) => [
      status,
      {
        description: [...set].map((code) => `${code}: ${PROBLEMS[code].title}`).join('. '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}
