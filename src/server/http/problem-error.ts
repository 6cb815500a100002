import { cappedFaults } from './parse-input.js';
import type { Fault } from '../../base/input-error.js';
import { PROBLEMS, type Problem, type ProblemCode, type WireFault } from '../../wire/http/problem.js';

/** Ends a request with a refusal; whoever asks is told all of it. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly faults?: readonly WireFault[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? PROBLEMS[code].title);
    this.name = 'ProblemError';
  }
}

/** The answer that tells a refusal. */
export function problemResponse(error: ProblemError, requestId: string): Response {
  const problem = problemOf(error, requestId);
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...error.headers };
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** A refusal as it is told. */
export function problemOf(error: ProblemError, requestId: string): Problem {
  const { status, title } = PROBLEMS[error.code];
  return {
    type: `urn:interline:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    request_id: requestId,
    ...(error.faults === undefined ? {} : { errors: cappedFaults(error.faults) }),
  };
}

/** Faults of a text that was sent, as they are told; mere warnings are left out. */
export function faultsOfText(faults: readonly Fault[]): WireFault[] {
  return faults
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, line, column, value, allowed, suggestion }) => ({
      code,
      message,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      ...(value === undefined ? {} : { value }),
      ...(allowed === undefined ? {} : { allowed }),
      ...(suggestion === undefined ? {} : { suggestion }),
    }));
}
