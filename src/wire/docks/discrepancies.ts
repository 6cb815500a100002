import { z } from '@hono/zod-openapi';
import { DISCREPANCY_CODES } from '../../domain/handover.js';
import { idOf, instant, pageOf } from '../http/common.js';
import { DiscrepancySchema } from './handovers.js';
import { operation } from '../http/operation.js';
import { pieceText, placeText } from './containers.js';

export const ListedDiscrepancySchema = DiscrepancySchema.extend({
  manifest_id: idOf('manifest'),
  side: z
    .enum(['giver', 'receiver'])
    .openapi({ description: 'Yours: the receiver tells it, the giver answers for it.' }),
  counterparty_id: idOf('organisation'),
  interchange: z.string(),
  giver_place: z.string(),
  receiver_place: z.string(),
  tendered_at: instant.nullable(),
  dispute_by: instant.openapi({ description: 'Until then its giver may dispute it; after that it stands.' }),
}).openapi('ListedDiscrepancy');

export const listDiscrepancies = operation({
  id: 'listDiscrepancies',
  method: 'get',
  path: '/v1/discrepancies',
  tag: 'Handovers',
  summary: 'Discrepancies of all handovers that you give or receive',
  description:
    'By handover, the newest manifest first. A page looks through so many handovers as are quickly looked through, each to its end: ' +
    'it may be short, or empty, and go on all the same.',
  access: 'custody:read',
  query: z.strictObject({
    cursor: z.string().max(200).optional().openapi({ description: 'next_cursor of the page before.' }),
    status: z.enum(['open', 'disputed', 'stands', 'falls', 'split']).optional().openapi({
      description: 'open: may still be disputed. disputed: waits for an outcome. The others are settled.',
    }),
    code: z.enum(DISCREPANCY_CODES).optional(),
    side: z.enum(['giver', 'receiver']).optional(),
    counterparty_id: idOf('organisation').optional(),
    interchange: z.string().max(100).optional(),
    place: placeText.optional().openapi({ description: "PARTY:STOP of the giver's or the receiver's dock." }),
    item: pieceText.optional().openapi({ description: 'Id of a shipment, or SSCC.' }),
  }),
  answer: { status: 200, about: 'A page.', body: pageOf(ListedDiscrepancySchema) },
});
