import { ProblemError } from '../http/problem-error.js';

interface ItemName {
  readonly of: 'piece' | 'container';
  readonly item: string;
}

/** Names the last item of a page. */
export function itemCursor(last: ItemName | undefined): string | null {
  return last === undefined ? null : Buffer.from(`${last.of} ${last.item}`).toString('base64url');
}

/** The item after which a page starts; throws when the cursor is none of ours. */
export function afterItem(cursor: string | undefined): ItemName | undefined {
  if (cursor === undefined) return undefined;
  const [, of, item] = /^(piece|container) (\S+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if ((of === 'piece' || of === 'container') && item !== undefined) return { of, item };
  const fault = { code: 'bad_format', message: 'must be next_cursor of the page before', parameter: 'cursor' };
  throw new ProblemError('invalid', undefined, [fault]);
}
