import { z } from '@hono/zod-openapi';
import { instant } from '../http/common.js';
import { tag } from './exports.js';
import { operation } from '../http/operation.js';

const serial = z.number().int().min(0).max(99_999_999);
const service = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a service indicator of two letters')
  .openapi({ description: 'Service indicator of UPU S10.', example: 'LA' });

export const ExportRangeSchema = z
  .object({
    service,
    first: serial,
    last: serial,
    is_allotted: z.boolean().openapi({ description: 'False of the series that is begun where no range was entered.' }),
    given: z.number().int().openapi({ description: 'Serials given so far; none is given again.' }),
    free: z.number().int().openapi({ description: 'Serials that can still be given; 0 of a closed one.' }),
    note: z.string().nullable(),
    added_at: instant.nullable(),
    closed_at: instant.nullable(),
  })
  .openapi('ExportRange');

export const listExportRanges = operation({
  id: 'listExportRanges',
  method: 'get',
  path: '/v1/export-ranges',
  tag,
  access: 'shipments:read',
  summary: 'Ranges that the identifiers of exports are taken from, by service',
  description: 'For carriers; a customer has none.',
  answer: { status: 200, about: 'The ranges.', body: z.object({ data: z.array(ExportRangeSchema) }) },
});

export const addExportRange = operation({
  id: 'addExportRange',
  method: 'post',
  path: '/v1/export-ranges',
  tag,
  access: 'organisations:write',
  summary: 'Add a range of serials for the identifiers of a service',
  description:
    'For carriers. Ranges are used up in the order of their numbers. A range must not overlap another one, nor hold a number that was given ' +
    'or brought by a parcel before. Once there is one, nothing is given beside the ranges. It is in the audit.',
  body: z
    .strictObject({
      service,
      first: serial,
      last: serial,
      note: z
        .string()
        .max(300)
        .regex(/^[^\p{Cc}]*$/u, 'must have no control characters')
        .optional()
        .openapi({ description: 'By whom and how it was allotted.' }),
    })
    .refine(({ first, last }) => first <= last, { message: 'must not be before first', path: ['last'] }),
  repeatable: true,
  answer: { status: 201, about: 'The range.', body: ExportRangeSchema },
  problems: ['conflict'],
});
