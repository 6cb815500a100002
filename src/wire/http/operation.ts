import type { z } from '@hono/zod-openapi';
import type { ProblemCode } from './problem.js';
import type { Scope } from '../people/scopes.js';

/** Who may ask: whoever has a scope, whoever is signed in, or anybody. */
export type Access = Scope | 'signed_in' | 'anybody';

/**
 * One thing that can be asked of the server: the source of its validation, its documentation, and the client's types. Keys of
 * params are those of the path.
 */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string; // `/v1/shipments/{id}`
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of the body; JSON when not given. YAML arrives as a text. */
  readonly bodyType?: 'application/json' | 'application/yaml' | 'text/csv';
  /** Types of a body that is a file: it is received as it arrives, and its handler is told where it is. */
  readonly bodyFile?: readonly string[];
  /** True where JSON may also be called `application/ld+json`. */
  readonly linkedData?: boolean;
  /** Bytes that a body may have; BODY_BYTES_MAX when not given. */
  readonly bodyBytesMax?: number;
  /** True where an `Idempotency-Key` is heeded. */
  readonly repeatable?: boolean;
  /** True where an `If-Match` is heeded. */
  readonly conditional?: boolean;
  readonly answer: { readonly status: 200 | 201 | 202 | 204; readonly about: string; readonly body?: z.ZodType };
  /** Of the answer; JSON when not given. */
  readonly answerType?:
    | 'application/json'
    | 'application/yaml'
    | 'text/plain'
    | 'text/csv'
    | 'application/x-ndjson'
    | 'text/event-stream'
    | BytesType;
  /** Problems beyond those that any request of its kind can have. */
  readonly problems?: readonly ProblemCode[];
}

/** A body that was received as a file, which goes when the request is answered. */
export interface ReceivedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Kinds of answers that are bytes. */
export const BYTES_TYPES = [
  'application/pdf',
  'application/zpl',
  'image/svg+xml',
  'application/x-tar',
  'application/vnd.interline.columns',
] as const;
export type BytesType = (typeof BYTES_TYPES)[number];

/** Whether an answer is bytes, which are sent as they are. */
export function isBytes({ answerType }: Pick<Operation, 'answerType'>): boolean {
  return BYTES_TYPES.some((type) => type === answerType);
}

/** Bytes that a body may have, unless the operation says otherwise. */
export const BODY_BYTES_MAX = 256 * 1024;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a handler is given: everything valid. */
export interface Input<O extends Operation> {
  readonly params: Parsed<O['params']>;
  readonly query: Parsed<O['query']>;
  readonly body: Parsed<O['body']>;
}

/** What the body of a good answer holds; nothing when it has none. Of a stream, of each event. */
export type BodyOf<O extends Operation> = O['answer'] extends { readonly body: infer B } ? Sent<B> : void;

/** What a client is given as body. */
export type AnswerOf<O extends Operation> = O extends { readonly answerType: 'text/event-stream' }
  ? AsyncIterable<StreamEvent<BodyOf<O>>>
  : BodyOf<O>;

/** One event of a stream. */
export interface StreamEvent<T> {
  /** To go on from, by `Last-Event-ID`. */
  readonly id: string | undefined;
  readonly event: string;
  /** Undefined for an event that is about the stream itself. */
  readonly data: T | undefined;
}

/** What a client sends; keys that the operation does not take are absent. */
export type Request<O extends Operation> = Part<'params', Sent<O['params']>> &
  Part<'query', Sent<O['query']>> &
  Part<'body', Sent<O['body']>> & {
    readonly headers?: Readonly<Record<string, string>>;
    /** Ends the request when it is not waited for any more. */
    readonly signal?: AbortSignal;
  };

type Part<K extends string, T> = [T] extends [undefined]
  ? unknown
  : Partial<T> extends T
    ? { readonly [key in K]?: T }
    : { readonly [key in K]: T };

/** An operation as it is, with its types kept. */
export function operation<const O extends Operation>(definition: O): O {
  return definition;
}
