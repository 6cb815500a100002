import { readEvents } from './event-stream.js';
import { isBytes, type AnswerOf, type Operation, type Request } from './operation.js';
import { OPERATIONS, type OperationName } from './operations.js';
import type { Problem } from './problem.js';

/** How a client reaches a server. */
export interface ClientOptions {
  /** `fetch`, or what behaves like it, such as an app that is called without a socket. */
  readonly fetch: (url: string, init: RequestInit) => Response | Promise<Response>;
  readonly baseUrl: string;
  /** Sent with every request: an API key as `authorization`, or the cookie and token of a session. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A good answer. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

type Operations = typeof OPERATIONS;

/** One function for each operation, typed by its schemas; it rejects with a `RefusedError` when the server refuses. */
export type Client = {
  readonly [N in OperationName]: {} extends Request<Operations[N]>
    ? (request?: Request<Operations[N]>) => Promise<Answer<AnswerOf<Operations[N]>>>
    : (request: Request<Operations[N]>) => Promise<Answer<AnswerOf<Operations[N]>>>;
};

/** The server refused a request; `problem` says why. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
    readonly headers: Headers,
  ) {
    super(problem === undefined ? `The server answered ${status}.` : `${problem.title}: ${describe(problem)}`);
    this.name = 'RefusedError';
  }
}

/** Headers of an API key. */
export function keyHeaders(secret: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${secret}` };
}

/** A client of all operations. */
export function makeClient(options: ClientOptions): Client {
  const entries = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (request: AnyRequest = {}) => call(options, operation, request),
  ]);
  return Object.fromEntries(entries) as Client;
}

interface AnyRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call(options: ClientOptions, operation: Operation, request: AnyRequest): Promise<Answer<unknown>> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(request.params?.[key])),
  );
  const query = new URLSearchParams(
    Object.entries(request.query ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([key, value]): [string, string] => [key, String(value)]),
  );
  const url = `${options.baseUrl}${path}${query.size === 0 ? '' : `?${query}`}`;
  const type = operation.bodyType ?? 'application/json';
  const { body } = request;
  const isRaw = (typeof body === 'string' && type !== 'application/json') || body instanceof Uint8Array;
  const sent = isRaw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body);
  const response = await options.fetch(url, {
    method: operation.method.toUpperCase(),
    headers: { ...(body === undefined ? {} : { 'content-type': type }), ...options.headers, ...request.headers },
    ...(body === undefined ? {} : { body: sent }),
  });
  const { status, headers } = response;
  if (status === 304) return { status, headers, body: undefined };
  if (status !== operation.answer.status) throw new RefusedError(status, await problemOf(response), headers);
  if (operation.answer.body === undefined) return { status, headers, body: undefined };
  if (operation.answerType === 'text/event-stream') {
    return { status, headers, body: readEvents(response, operation.answer.body) };
  }
  const answered = await answeredBy(response, operation);
  return { status, headers, body: operation.answer.body.parse(answered) };
}

/** Types of answers that are texts as they are. */
const TEXTS: ReadonlySet<Operation['answerType']> = new Set(['application/yaml', 'text/plain']);

async function answeredBy(response: Response, operation: Operation): Promise<unknown> {
  if (isBytes(operation)) return new Uint8Array(await response.arrayBuffer());
  return TEXTS.has(operation.answerType) ? response.text() : response.json();
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  return isProblem ? ((await response.json()) as Problem) : undefined;
}

function describe({ detail, errors }: Problem): string {
  const faults = (errors ?? []).map(({ pointer, parameter, line, message }) =>
    [pointer ?? parameter ?? (line === undefined ? '' : `line ${line}`), message].join(' ').trim(),
  );
  return [detail, ...faults].filter((text) => text !== undefined).join('; ');
}
