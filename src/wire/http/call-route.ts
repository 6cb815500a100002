import { readEvents } from '../notices/event-stream.js';
import type { AnswerOf, Request } from './operation.js';
import type { OPERATIONS, OperationName } from '../operations.js';
import type { Problem } from './problem.js';
import type { Reading, Route } from './route.js';

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

/** Parts of a request, by an operation that is not known when this is compiled. */
export interface AnyRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request when it is not waited for any more. */
  readonly signal?: AbortSignal;
}

/**
 * Asks one operation. `parse` is given what JSON the answer holds (of a stream: each event) and returns it as it is to be told; the bundle
 * of a browser leaves the schemas out by passing what it is given.
 */
export async function callRoute(
  options: ClientOptions,
  { method, path, bodyType, status: good, reading }: Route,
  request: AnyRequest,
  parse: (body: unknown) => unknown,
): Promise<Answer<unknown>> {
  const { body, signal } = request;
  const isRaw = (typeof body === 'string' && bodyType !== 'application/json') || isBinary(body);
  const sent = isRaw ? (body as string | Uint8Array<ArrayBuffer> | Blob) : JSON.stringify(body);
  const response = await options.fetch(`${options.baseUrl}${addressOf(path, request)}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': bodyType }), ...options.headers, ...request.headers },
    ...(body === undefined ? {} : { body: sent }),
    ...(signal === undefined ? {} : { signal }),
  });
  const { status, headers } = response;
  if (status === 304) return { status, headers, body: undefined };
  if (status !== good) throw new RefusedError(status, await problemOf(response), headers);
  return { status, headers, body: await READERS[reading](response, parse) };
}

const READERS: Readonly<Record<Reading, (response: Response, parse: (body: unknown) => unknown) => unknown>> = {
  nothing: () => undefined,
  json: async (response, parse) => parse(await response.json()),
  text: async (response, parse) => parse(await response.text()),
  bytes: async (response, parse) => parse(new Uint8Array(await response.arrayBuffer())),
  events: readEvents,
};

/** Path and query of a request, as an address below the server's. */
export function addressOf(path: string, { params = {}, query = {} }: AnyRequest): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(params[key])));
  const asked = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]): [string, string] => [key, String(value)]),
  );
  return `${filled}${asked.size === 0 ? '' : `?${asked}`}`;
}

function isBinary(body: unknown): boolean {
  return body instanceof Uint8Array || body instanceof Blob;
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
