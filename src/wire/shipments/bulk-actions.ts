import { z } from '@hono/zod-openapi';
import { idOf, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';
import { postalCode } from './parcels.js';
import { FaultSchema } from '../http/problem.js';

/** Shipments or exceptions of one request. */
export const BULK_MAX = 200;

const result = {
  status: z.enum(['done', 'refused']),
  code: z.string().nullable().openapi({ description: 'Of the refusal, as when it is asked for alone.' }),
  detail: z.string().nullable(),
  errors: z.array(FaultSchema),
};

export const actOnShipments = operation({
  id: 'actOnShipments',
  method: 'post',
  path: '/v1/shipments/actions',
  tag: 'Shipments',
  summary: `Cancel, redirect or return up to ${BULK_MAX} shipments, each for itself`,
  description:
    'Each is done or refused as if it were asked for alone; one that is refused keeps nothing of it and keeps no other from being done. ' +
    'check_label does nothing: it tells for which a label can be printed.',
  access: 'shipments:write',
  body: z.strictObject({
    action: z.enum(['cancel', 'redirect', 'return', 'check_label']),
    shipment_ids: z.array(idOf('shipment')).min(1).max(BULK_MAX),
    destination_pin: postalCode
      .optional()
      .openapi({ description: 'Of redirect, which needs it: where all of them go.' }),
    accept_unpromised: z.boolean().default(false).openapi({ description: 'Of redirect.' }),
  }),
  repeatable: true,
  answer: {
    status: 200,
    about: 'What became of each, in the order in which they were sent; each once.',
    body: z.object({
      done: z.number().int(),
      refused: z.number().int(),
      results: z.array(z.object({ shipment_id: idOf('shipment'), ...result })),
    }),
  },
});

export const actOnExceptions = operation({
  id: 'actOnExceptions',
  method: 'post',
  path: '/v1/exceptions/actions',
  tag: 'Exceptions',
  summary: `Assign, note, resolve or open again up to ${BULK_MAX} exceptions, each for itself`,
  access: 'exceptions:write',
  body: z.strictObject({
    action: z.enum(['assign', 'note', 'resolve', 'reopen']),
    exception_ids: z.array(idOf('exception')).min(1).max(BULK_MAX),
    assigned_to: idOf('user')
      .nullable()
      .optional()
      .openapi({ description: 'Of assign, which needs it: a user of your organisation; null for nobody.' }),
    text: plainText(2000).optional().openapi({ description: 'Of note, which needs it.' }),
  }),
  repeatable: true,
  answer: {
    status: 200,
    about: 'What became of each, in the order in which they were sent; each once.',
    body: z.object({
      done: z.number().int(),
      refused: z.number().int(),
      results: z.array(z.object({ exception_id: idOf('exception'), ...result })),
    }),
  },
});
