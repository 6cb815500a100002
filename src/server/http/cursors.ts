import { idPattern, type IdKind } from '../../domain/ids.js';
import { ProblemError } from './problem-error.js';

/** The id before which a page starts, of a cursor that was sent; throws when it is none of ours. */
export function beforeOf(cursor: string | undefined, kind: IdKind): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (idPattern(kind).test(id)) return id;
  const fault = { code: 'bad_format', message: 'must be next_cursor of the page before', parameter: 'cursor' };
  throw new ProblemError('invalid', undefined, [fault]);
}

/** A page of rows, of which one more than wanted was asked for; the cursor names its last one. */
export function pageOfRows<T extends { readonly id: string }, W>(
  rows: readonly T[],
  limit: number,
  onWire: (row: T) => W,
): { data: W[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(onWire),
    next_cursor: cursorOf(last?.id),
  };
}

/** Asks for the page behind the thing with an id; null where there is no more. */
export function cursorOf(id: string | undefined): string | null {
  return id === undefined ? null : Buffer.from(id).toString('base64url');
}
