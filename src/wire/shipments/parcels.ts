import { z } from '@hono/zod-openapi';
import { GOODS } from '../../domain/network.js';
import { sentInstant } from '../http/common.js';

export const postalCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,11}$/, 'must be a postal code')
  .openapi({ example: '793101' });

/** An amount of money that is sent. */
export function minor(description: string) {
  return z.number().int().min(0).max(1e12).openapi({ description });
}

/** What a promise depends on, of a shipment to be booked and of one that is only asked about. */
export const parcelShape = {
  product: z.string().max(100).openapi({ description: 'A product of the workspace.', example: 'standard' }),
  origin: z
    .string()
    .max(100)
    .openapi({ description: 'A facility of the carrier, or a postal code.', example: '110037' }),
  ready_at: sentInstant,
  destination_pin: postalCode,
  weight_g: z.number().int().min(1).max(1_000_000),
  volume_ml: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .openapi({ description: '5 for each gram when absent.' }),
  longest_side_cm: z.number().int().min(1).max(2000).optional(),
  goods: z.array(z.enum(GOODS)).max(GOODS.length).default([]),
  cod_minor: minor('To collect on delivery, in minor units; 0 when prepaid.').default(0),
};
