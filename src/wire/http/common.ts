import { z } from '@hono/zod-openapi';
import { ID_PREFIXES, idPattern, type IdKind } from '../../domain/ids.js';

/** An id of one kind. */
export function idOf(kind: IdKind) {
  return z.string().regex(idPattern(kind), `must be an id that starts with ${ID_PREFIXES[kind]}_`);
}

/** `{id}` in a path. */
export function idParams(kind: IdKind) {
  return z.strictObject({ id: idOf(kind) });
}

export const PAGE_MAX = 200;

/** Which page of a list. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_MAX)
    .default(50)
    .openapi({ description: `How many at most, up to ${PAGE_MAX}.` }),
  cursor: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: 'next_cursor of the page before; absent for the first page.' }),
};

/** A page of things of one kind. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().openapi({ description: 'Asks for the next page; null on the last one.' }),
  });
}

/** An instant in an answer. */
export const instant = z.iso.datetime().openapi({ example: '2026-11-23T12:30:00.000Z' });

/** An instant that is sent: RFC 3339 with an offset. */
export const sentInstant = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-23T18:00:00+05:30' });

/** A text of people's own words: not empty, without control characters. */
export function plainText(lengthMax: number) {
  return z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{Cc}]*$/u, 'must have no control characters');
}
