import { PROBLEMS, type ProblemCode, type WireFault } from '../../wire/http/problem.js';
import { ProblemError, problemOf } from '../http/problem-error.js';

/** Exceptions of EPCIS 2.0 with the statuses that the standard gives them, and our codes for them. */
const EXCEPTIONS = {
  ValidationException: { status: 400, code: 'invalid' },
  QueryParameterException: { status: 400, code: 'invalid' },
  SecurityException: { status: 403, code: 'forbidden' },
  NoSuchResourceException: { status: 404, code: 'not_found' },
  ResourceAlreadyExistsException: { status: 409, code: 'conflict' },
  NotAcceptableException: { status: 406, code: 'bad_request' },
  CaptureLimitExceededException: { status: 413, code: 'too_large' },
  QueryTooLargeException: { status: 413, code: 'too_large' },
  QueryTooComplexException: { status: 413, code: 'too_large' },
  UnsupportedMediaTypeException: { status: 415, code: 'wrong_content_type' },
  ImplementationException: { status: 501, code: 'failed' },
} as const satisfies Record<string, { readonly status: number; readonly code: ProblemCode }>;

export type EpcisException = keyof typeof EXCEPTIONS;

/** Ends a request with an exception of the standard. */
export class EpcisError extends ProblemError {
  constructor(
    readonly exception: EpcisException,
    detail: string,
    faults?: readonly WireFault[],
  ) {
    super(EXCEPTIONS[exception].code, detail, faults);
  }
}

/** Exceptions for what any request can be refused with. */
const OF_CODES: Readonly<Partial<Record<ProblemCode, EpcisException>>> = {
  bad_request: 'ValidationException',
  invalid: 'ValidationException',
  not_signed_in: 'SecurityException',
  forbidden: 'SecurityException',
  not_found: 'NoSuchResourceException',
  too_large: 'CaptureLimitExceededException',
  wrong_content_type: 'UnsupportedMediaTypeException',
  failed: 'ImplementationException',
  timed_out: 'ImplementationException',
};

/** A problem as EPCIS 2.0 tells it: the same members, with the standard's type and status. */
export interface EpcisProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly [member: string]: unknown;
}

/** The problem that tells a refusal below `/v1/epcis`. */
export function epcisProblemOf(error: ProblemError, requestId: string): EpcisProblem {
  const problem = problemOf(error, requestId);
  const exception = error instanceof EpcisError ? error.exception : OF_CODES[error.code];
  if (exception === undefined) return { ...problem };
  // Ours where the standard's own status would say something else: 401, 500, 503.
  const ours = error.code === 'not_signed_in' || (!(error instanceof EpcisError) && error.code in SERVER_FAULTS);
  const status = ours ? PROBLEMS[error.code].status : EXCEPTIONS[exception].status;
  return { ...problem, type: `epcisException:${exception}`, status };
}

const SERVER_FAULTS = { failed: true, timed_out: true };

/** The answer that tells a refusal below `/v1/epcis`. */
export function epcisProblemResponse(error: ProblemError, requestId: string): Response {
  const problem = epcisProblemOf(error, requestId);
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...error.headers };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}
