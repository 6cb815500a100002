import { hash } from 'node:crypto';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { z } from '@hono/zod-openapi';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { keepAnswer, takeKey, type RepeatableRequest } from '../../store/database/idempotency.js';
import type { Acting, Tx } from '../../store/database/store.js';
import { BODY_BYTES_MAX, isBytes, type BodyOf, type Input, type Operation } from '../../wire/http/operation.js';
import type { WireFault } from '../../wire/http/problem.js';
import { authenticate } from '../people/authenticate.js';
import type { Principal, RequestEnv, ServerContext } from '../context.js';
import { eventStreamBody, type EventMaker } from './event-stream.js';
import { parsePart, type Part } from './parse-input.js';
import { receiveFile } from './receive-file.js';
import { ProblemError } from './problem-error.js';
import { RateLimiter, type Allowance } from './rate-limits.js';

/** A request of anybody, with everything valid. */
export interface OpenRequest<O extends Operation> {
  readonly input: Input<O>;
  readonly http: Context<RequestEnv>;
  readonly now: Date;
}

/** A request of somebody who may make it. */
export interface PartyRequest<O extends Operation> extends OpenRequest<O> {
  readonly principal: Principal;
  /** As the store wants it. */
  readonly acting: Acting & { readonly partyId: string };
  /** `If-Match`, where the operation heeds it. */
  readonly ifMatch: string | undefined;
  /**
   * Runs a transaction for the party that is asking. A repeatable operation calls it once, with what makes its answer:
   * the answer is kept in the same transaction, or the one that was kept before is returned.
   */
  readonly run: <T>(body: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** What a handler returns: the answer, or what makes the events of a stream. */
export type HandledOf<O extends Operation> = O extends { readonly answerType: 'text/event-stream' }
  ? EventMaker<BodyOf<O>>
  : BodyOf<O>;

const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer that is JSON already, so that what is asked often is written once. It has no `ETag`. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** An answer of bytes that were compressed before, so that what many ask is made once. */
export class PreparedBytes {
  private readonly name: string;
  private gzipped: Uint8Array | undefined;
  private plain: Uint8Array | undefined;

  constructor(private readonly brotli: Uint8Array) {
    this.name = etagOf(brotli).slice(1, -1);
  }

  /** In the best encoding that an asker takes. Bytes that differ have names that differ, as strong ones must. */
  for(accepted: string): { readonly body: Uint8Array; readonly encoding: string | undefined; readonly etag: string } {
    if (/\bbr\b/.test(accepted)) return { body: this.brotli, encoding: 'br', etag: `"${this.name}"` };
    this.plain ??= brotliDecompressSync(this.brotli);
    if (!/\bgzip\b/.test(accepted)) return { body: this.plain, encoding: undefined, etag: `"${this.name}-plain"` };
    this.gzipped ??= gzipSync(this.plain, { level: 5 });
    return { body: this.gzipped, encoding: 'gzip', etag: `"${this.name}-gzip"` };
  }
}

/** A text that is written while it is sent. It has no `ETag`. */
export class StreamedText {
  constructor(
    readonly pieces: AsyncIterable<string>,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Lets the server answer operations. Everything that all of them have in common happens here. */
export class OperationServer {
  private readonly askers: RateLimiter;

  constructor(
    readonly app: Hono<RequestEnv>,
    readonly server: ServerContext,
  ) {
    this.askers = new RateLimiter(server.limits.perAsker, server.processes);
  }

  /** Answers an operation for those who may ask for it. */
  serve<O extends Operation>(
    operation: O,
    handle: (request: PartyRequest<O>) => Promise<HandledOf<O> | JsonText | PreparedBytes | StreamedText>,
  ): void {
    this.route(operation, async (http) => {
      const principal = await authenticate(http, this.server);
      if (principal === undefined) throw new ProblemError('not_signed_in', 'Send an API key, or sign in.');
      http.set('actorId', principal.actorId);
      http.set('party', { partyId: principal.organisationId, mode: principal.mode });
      this.limit(http, principal.actorId);
      allow(operation, principal);
      const { input, text, done } = await readInput(operation, http);
      const acting = { partyId: principal.organisationId, mode: principal.mode };
      const now = this.server.now();
      const repeatable = repeatableOf(operation, http, text);
      const run = <T>(body: (tx: Tx) => Promise<T>): Promise<T> =>
        this.server.store.asParty(acting, (tx) =>
          repeatable === undefined ? body(tx) : repeat(tx, { acting, repeatable, operation, now, http }, body),
        );
      const ifMatch = operation.conditional === true ? http.req.header('if-match') : undefined;
      try {
        return await handle({ input, http, now, principal, acting, ifMatch, run });
      } finally {
        await done();
      }
    });
  }

  /** Answers an operation for anybody. */
  serveAnybody<O extends Operation>(operation: O, handle: (request: OpenRequest<O>) => Promise<HandledOf<O>>): void {
    this.route(operation, async (http) => {
      this.limit(http, peerOf(http, this.server));
      const { input } = await readInput(operation, http);
      return handle({ input, http, now: this.server.now() });
    });
  }

  private route(operation: Operation, answer: (http: Context<RequestEnv>) => Promise<unknown>): void {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const bytesMax = operation.bodyBytesMax ?? BODY_BYTES_MAX;
    const counting = bodyLimit({
      maxSize: bytesMax,
      onError: () => {
        throw tooLarge(bytesMax);
      },
    });
    // A length that is told is kept by Node's parser; counting bytes ourselves would cost more than all the rest.
    const limit: MiddlewareHandler = async (http, next) => {
      const told = http.req.header('content-length');
      if (told === undefined || http.req.header('transfer-encoding') !== undefined) return counting(http, next);
      if (Number(told) > bytesMax) throw tooLarge(bytesMax);
      return next();
    };
    this.app.on(operation.method.toUpperCase(), path, limit, async (http) => {
      http.set('route', operation.path);
      return render(operation, await answer(http), http);
    });
  }

  private limit(http: Context<RequestEnv>, asker: string): void {
    const allowance = this.askers.take(asker, this.server.now().getTime());
    const headers = limitHeaders(allowance);
    for (const [name, value] of Object.entries(headers)) http.header(name, value);
    if (allowance.allowed) return;
    const retry = { ...headers, 'retry-after': String(allowance.resetSec) };
    throw new ProblemError('too_many_requests', `Ask again in ${allowance.resetSec} s.`, undefined, retry);
  }
}

function tooLarge(bytesMax: number): ProblemError {
  return new ProblemError('too_large', `The body may have ${bytesMax} bytes.`);
}

/** Address of whoever asks; nothing where there is no connection, as in tests. */
export function peerOf(http: Context<RequestEnv>, { proxied }: Pick<ServerContext, 'proxied'>): string {
  // The last entry is our own proxy's; those before it say what the asker likes.
  if (proxied) return http.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  const hasConnection = (http.env as { readonly incoming?: unknown } | undefined)?.incoming !== undefined;
  return hasConnection ? (getConnInfo(http).remote.address ?? '') : '';
}

/** Names an answer by its content. */
export function etagOf(body: string | Uint8Array): string {
  return `"${hash('sha256', body, 'base64url').slice(0, 27)}"`;
}

function limitHeaders({ limit, remaining, resetSec }: Allowance): Record<string, string> {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSec),
  };
}

function allow({ access }: Operation, { scopes }: Principal): void {
  if (access === 'signed_in' || access === 'anybody' || scopes.has(access)) return;
  throw new ProblemError('forbidden', `This needs the scope ${access}.`);
}

interface ReadInput {
  readonly input: Input<Operation>;
  /** What the request is told from others by. */
  readonly text: string;
  readonly done: () => Promise<void>;
}

/** Everything that was sent, checked; throws with all faults of all parts at once. */
async function readInput(operation: Operation, http: Context<RequestEnv>): Promise<ReadInput> {
  const { params, query, body, bodyFile: types } = operation;
  if (types !== undefined) return readFileInput({ ...operation, bodyFile: types }, http);
  const text = body === undefined ? '' : await readText(operation, http);
  const parts: Record<Part, unknown> = { params: undefined, query: undefined, body: undefined };
  const faults: WireFault[] = [];
  const check = (part: Part, schema: typeof body, sent: () => unknown): void => {
    if (schema === undefined) return;
    const parsed = parsePart(part, schema, sent());
    if (part === 'params' && parsed.faults.length > 0) throw new ProblemError('not_found'); // no thing has such an id
    parts[part] = parsed.value;
    faults.push(...parsed.faults);
  };
  check('params', params, () => http.req.param());
  check('query', query, () => http.req.query());
  check('body', body, () => (operation.bodyType === 'application/yaml' ? text : parseJson(text)));
  if (faults.length > 0) throw new ProblemError('invalid', undefined, faults);
  return { input: parts as unknown as Input<Operation>, text, done: async () => undefined };
}

/** The same where the body is a file, which stays until the request is done. */
async function readFileInput(
  operation: Operation & { readonly bodyFile: readonly string[] },
  http: Context<RequestEnv>,
): Promise<ReadInput> {
  const { bodyFile: types, bodyBytesMax: bytesMax = BODY_BYTES_MAX, query } = operation;
  const parsed = parsePart('query', query ?? z.strictObject({}), http.req.query());
  if (parsed.faults.length > 0) throw new ProblemError('invalid', undefined, parsed.faults);
  const { file, hash, remove } = await receiveFile(http, { types, bytesMax });
  const input = { params: undefined, query: parsed.value, body: file } as unknown as Input<Operation>;
  return { input, text: `${hash} ${JSON.stringify(parsed.value)}`, done: remove };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

async function readText(operation: Operation, http: Context<RequestEnv>): Promise<string> {
  const wanted = operation.bodyType ?? 'application/json';
  const sent = (http.req.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const linkedData = operation.linkedData === true && sent === 'application/ld+json';
  if (sent !== wanted && !linkedData) throw new ProblemError('wrong_content_type', `The body must be ${wanted}.`);
  const bytes = await http.req.arrayBuffer();
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new ProblemError('bad_request', 'The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProblemError('bad_request', `The body is not JSON: ${(error as Error).message}`);
  }
}

const KEY_PATTERN = /^[\x21-\x7e]{1,128}$/;

function repeatableOf(operation: Operation, http: Context<RequestEnv>, text: string): RepeatableRequest | undefined {
  const key = operation.repeatable === true ? http.req.header('idempotency-key') : undefined;
  if (key === undefined) return undefined;
  if (!KEY_PATTERN.test(key)) {
    const fault = {
      code: 'bad_format',
      message: 'must be 1 to 128 visible ASCII characters',
      parameter: 'Idempotency-Key',
    };
    throw new ProblemError('invalid', undefined, [fault]);
  }
  return { key, hash: hash('sha256', `${http.req.method} ${http.req.path}\n${text}`, 'hex') };
}

interface Repeating {
  readonly acting: Acting & { readonly partyId: string };
  readonly repeatable: RepeatableRequest;
  readonly operation: Operation;
  readonly now: Date;
  readonly http: Context<RequestEnv>;
}

async function repeat<T>(tx: Tx, repeating: Repeating, body: (tx: Tx) => Promise<T>): Promise<T> {
  const { acting, repeatable, operation, now, http } = repeating;
  const repetition = await takeKey(tx, acting, repeatable, now);
  if (repetition.kind === 'other_request') {
    throw new ProblemError('conflict', 'The Idempotency-Key was used for another request.');
  }
  if (repetition.kind === 'repeated') {
    http.header('idempotency-replayed', 'true');
    return JSON.parse(repetition.answer) as T;
  }
  const answer = await body(tx);
  await keepAnswer(tx, repeatable.key, { status: operation.answer.status, answer: JSON.stringify(answer) });
  return answer;
}

/** The answer; to who reads with its name, or only that it is still the one the asker has. */
function render(operation: Operation, body: unknown, http: Context<RequestEnv>): Response {
  const { answer, answerType, method } = operation;
  http.header('cache-control', 'private, no-cache');
  if (answer.status === 204) return http.body(null, 204);
  if (answerType === 'text/event-stream') return renderStream(body as EventMaker<unknown>, http);
  if (body instanceof StreamedText) return renderPieces(body, answerType ?? 'text/plain', http);
  if (body instanceof JsonText) return http.body(body.text, answer.status, { 'content-type': JSON_TYPE });
  if (body instanceof PreparedBytes) return renderPrepared(body, answerType ?? '', http);
  const sent = sentBody(operation, body);
  if (method === 'get') {
    const etag = etagOf(sent);
    http.header('etag', etag);
    if (http.req.header('if-none-match') === etag) return http.body(null, 304);
  }
  const type = answerType ?? 'application/json';
  http.header('content-type', isBytes(operation) && type !== 'image/svg+xml' ? type : `${type}; charset=utf-8`);
  return http.body(sent, answer.status);
}

function renderPrepared(prepared: PreparedBytes, type: string, http: Context<RequestEnv>): Response {
  const { body, encoding, etag } = prepared.for(http.req.header('accept-encoding') ?? '');
  http.header('etag', etag);
  http.header('vary', 'accept-encoding');
  if (http.req.header('if-none-match') === etag) return http.body(null, 304);
  http.header('content-type', type);
  if (encoding !== undefined) http.header('content-encoding', encoding);
  return http.body(body as Uint8Array<ArrayBuffer>, 200);
}

/** Pieces are asked for as the connection takes them; where one fails, the connection breaks, so that nobody takes a part for the whole. */
function renderPieces({ pieces, headers }: StreamedText, type: string, http: Context<RequestEnv>): Response {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return http.body(stream, 200, { ...headers, 'content-type': `${type}; charset=utf-8` });
}

function sentBody(operation: Operation, body: unknown): string | Uint8Array<ArrayBuffer> {
  if (isBytes(operation)) return body as Uint8Array<ArrayBuffer>;
  return (operation.answerType ?? 'application/json') === 'application/json' ? JSON.stringify(body) : String(body);
}

/** A stream. Its connection is closed with it, so that a server that stops need not wait for another request on it. */
function renderStream(make: EventMaker<unknown>, http: Context<RequestEnv>): Response {
  const { outgoing } = (http.env ?? {}) as { readonly outgoing?: { readonly destroy: () => void } };
  http.header('content-type', 'text/event-stream; charset=utf-8');
  http.header('cache-control', 'private, no-store');
  http.header('connection', 'close');
  http.header('x-accel-buffering', 'no'); // a proxy must not wait for more
  return http.body(eventStreamBody(make, () => outgoing?.destroy()));
}
