import { OpenAPIHono, z, type RouteConfig } from '@hono/zod-openapi';
import type { Operation } from '../../wire/http/operation.js';
import { OPERATIONS } from '../../wire/operations.js';
import { NoticeSchema } from '../../wire/notices/stream.js';
import { PROBLEMS, ProblemSchema, type ProblemCode } from '../../wire/http/problem.js';

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
  for (const [name, header] of Object.entries(HEADERS)) openAPIRegistry.registerComponent('headers', name, header);
  openAPIRegistry.register('Problem', ProblemSchema);
  const refusals = new Map(
    [FAILURES, ...Object.values(OPERATIONS).flatMap(refusalsOf)].map((codes) => [nameOf(codes), codes]),
  );
  for (const [name, codes] of refusals) openAPIRegistry.registerComponent('responses', name, refusalOf(codes));
  for (const operation of Object.values(OPERATIONS)) openAPIRegistry.registerPath(routeOf(operation));
  openAPIRegistry.registerWebhook(NOTICE_WEBHOOK);
  const tags = new Set(Object.values(OPERATIONS).map(({ tag }) => tag));
  const document = getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Interline',
      version,
      description: ABOUT,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...tags].map((name) => ({ name })),
  });
  return withoutFlags(document) as OpenApiDocument;
}

/** Patterns of JSON Schema are Unicode's by themselves and have no flags, which the library writes behind them. */
function withoutFlags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFlags);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] =>
    key === 'pattern' && typeof inner === 'string' ? [key, inner.replace(/\/[a-z]+$/, '')] : [key, withoutFlags(inner)],
  );
  return Object.fromEntries(entries);
}

const ABOUT = `Two parcel carriers run their networks as one under an agreement.

Every refusal is a problem (RFC 9457) with a code, the request's id and all faults at once. What you may not see answers
404. Money is in minor units of the workspace's currency, instants are RFC 3339.`;

/** Headers of answers. */
const HEADERS = {
  'X-Request-Id': { description: 'Names the request in the logs of the server.', schema: { type: 'string' } },
  'RateLimit-Limit': { description: 'Requests that you may make at once.', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'How many of them are left.', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until you have all of them again.', schema: { type: 'integer' } },
  'Retry-After': { description: 'Seconds until you may ask again.', schema: { type: 'integer' } },
  ETag: { description: 'Names the answer by its content, for If-None-Match and If-Match.', schema: { type: 'string' } },
} as const;

const LIMITS = ['X-Request-Id', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

/** What can happen to any request, through no fault of its own. */
const FAILURES: Codes = ['failed', 'timed_out', 'not_ready'];

/** Problems that are told by one response. */
type Codes = readonly [ProblemCode, ...ProblemCode[]];

function refsTo(names: readonly (keyof typeof HEADERS)[]): Record<string, { $ref: string }> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** What this server sends to those who want it. */
const NOTICE_WEBHOOK: RouteConfig = {
  operationId: 'receiveNotice',
  method: 'post',
  path: 'notice',
  tags: ['Webhooks'],
  summary: 'A notice, sent to a webhook of yours',
  description: 'Signed as Standard Webhooks says.',
  security: [],
  request: {
    headers: z.object({
      'webhook-id': z.string().openapi({ description: 'Id of the notice, the same each time it is sent.' }),
      'webhook-timestamp': z.string().openapi({ description: 'Seconds since 1970 of this sending.' }),
      'webhook-signature': z.string().openapi({ description: 'v1 signatures with spaces between them.' }),
    }),
    body: { required: true, content: { 'application/json': { schema: NoticeSchema } } },
  },
  responses: { '2XX': { description: 'Taken. Anything else is tried again.' } },
};

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
        headers: refsTo(isNamed(operation) ? [...LIMITS, 'ETag'] : LIMITS),
        ...(answer.body === undefined
          ? {}
          : { content: { [operation.answerType ?? 'application/json']: { schema: answer.body } } }),
      },
      ...(isNamed(operation) && method === 'get'
        ? { 304: { description: 'What you have is still so.', headers: refsTo([...LIMITS, 'ETag']) } }
        : {}),
      ...Object.fromEntries(
        refusalsOf(operation).map((codes) => [
          PROBLEMS[codes[0]].status,
          { $ref: `#/components/responses/${nameOf(codes)}` },
        ]),
      ),
      default: { $ref: `#/components/responses/${nameOf(FAILURES)}` },
    },
  };
}

/** Whether its answer has an ETag. */
function isNamed({ answer, answerType }: Operation): boolean {
  return answer.status !== 204 && answerType !== 'text/event-stream';
}

function headersOf(operation: Operation): z.ZodObject | undefined {
  const { repeatable, conditional, answerType, method } = operation;
  const wanted: [string, string][] = [];
  if (answerType === 'text/event-stream') wanted.push(['Last-Event-ID', 'Id of the last event that you have.']);
  if (method === 'get' && isNamed(operation))
    wanted.push(['If-None-Match', 'ETag of what you have; 304 if it is still so.']);
  if (repeatable === true) {
    const about = 'The same key with the same request gets the same answer; with another one 409. Kept for a week.';
    wanted.push(['Idempotency-Key', about]);
  }
  if (conditional === true) wanted.push(['If-Match', 'ETag of what was read; 412 when it has changed.']);
  if (wanted.length === 0) return undefined;
  return z.object(
    Object.fromEntries(
      wanted.map(([name, description]) => [name, z.string().max(128).optional().openapi({ description })]),
    ),
  );
}

/** Refusals of an operation, those of one status together. */
function refusalsOf(operation: Operation): Codes[] {
  const codes: ProblemCode[] = [...(operation.problems ?? [])];
  if (operation.body !== undefined) codes.push('bad_request', 'too_large', 'wrong_content_type');
  if (operation.body !== undefined || operation.query !== undefined) codes.push('invalid');
  if (operation.access !== 'anybody') codes.push('not_signed_in', 'forbidden');
  if (operation.repeatable === true) codes.push('conflict');
  codes.push('too_many_requests');
  const byStatus = new Map<number, Codes>();
  for (const code of new Set(codes)) {
    const { status } = PROBLEMS[code];
    const known = byStatus.get(status);
    byStatus.set(status, known === undefined ? [code] : [...known, code]);
  }
  return [...byStatus.values()];
}

/** Such as `NotFound`, or `FailedOrTimedOut`. */
function nameOf(codes: Codes): string {
  const words = codes.map((code) => code.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)));
  return words.map((parts) => parts.join('')).join('Or');
}

function refusalOf(codes: Codes) {
  const hasLimits = codes.includes('too_many_requests');
  return {
    description: codes.map((code) => `${code}: ${PROBLEMS[code].title}`).join('. '),
    headers: refsTo(hasLimits ? [...LIMITS, 'Retry-After'] : ['X-Request-Id']),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
