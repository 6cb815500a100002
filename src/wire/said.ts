import { z } from '@hono/zod-openapi';
import { SAID_EN, type SaidCode } from '../domain/said.js';

const PREFIX = 'said.';

/** A sentence as data, for whoever tells it in another language; `words` beside it has it in English. */
export const said = z
  .object({
    code: z.enum(Object.keys(SAID_EN).map((key) => key.slice(PREFIX.length)) as [SaidCode, ...SaidCode[]]),
    values: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
  })
  .readonly()
  .openapi('Said', { description: 'What words say, as data: a code, and values by name.' });
