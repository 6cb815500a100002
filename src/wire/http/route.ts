import { isBytes, type Operation } from './operation.js';

/** What a client must know of an operation to ask it: all but its schemas, so that it can be told as JSON. */
export interface Route {
  readonly method: string; // as HTTP has it: GET
  readonly path: string; // `/v1/shipments/{id}`
  readonly bodyType: string;
  readonly status: number; // of a good answer
  readonly reading: Reading;
}

/** How the body of a good answer is read. */
export type Reading = 'nothing' | 'json' | 'text' | 'bytes' | 'events';

/** The route of an operation. */
export function routeOf(operation: Operation): Route {
  const { method, path, bodyType = 'application/json', answer } = operation;
  return { method: method.toUpperCase(), path, bodyType, status: answer.status, reading: readingOf(operation) };
}

function readingOf(operation: Operation): Reading {
  const { answer, answerType = 'application/json' } = operation;
  if (answer.body === undefined) return 'nothing';
  if (answerType === 'application/json') return 'json';
  if (answerType === 'text/event-stream') return 'events';
  return isBytes(operation) ? 'bytes' : 'text';
}
