import { z } from '@hono/zod-openapi';
import { idOf, instant } from '../http/common.js';
import { said } from '../said.js';
import { operation } from '../http/operation.js';
import { parcelShape } from '../shipments/parcels.js';

export const local = z.iso.datetime({ offset: true }).openapi({ example: '2026-11-25T20:00:00+05:30' });

const ChargesSchema = z
  .object({
    linehaul_minor: z.number().int(),
    interchange_minor: z.number().int(),
    delivery_minor: z.number().int(),
    cod_minor: z.number().int(),
    total_minor: z.number().int(),
  })
  .openapi({ description: 'What the partner charges the carrier by the tariff of the agreement, before tax.' });

export const OfferSchema = z
  .object({
    party: z.string().openapi({ description: 'Whose shipment it would be.', example: 'ats' }),
    interlined: z.boolean().openapi({ description: 'True when a partner carries it on.' }),
    delivered_by_party: z.string().openapi({ example: 'indiapost' }),
    window: z.object({
      from: local.openapi({ description: 'The delivery round that takes it loads by then.' }),
      until: local.openapi({ description: 'The promise: delivered by then.' }),
    }),
    days: z.number().int(),
    cut_off: local.openapi({ description: 'Ready by then, it is delivered no later.' }),
    entry: z.object({ at: local, place_id: z.string() }).openapi({ description: 'Where and when it enters.' }),
    charges: ChargesSchema.nullable().openapi({ description: 'For carriers; null for their customers.' }),
    itinerary: z
      .array(
        z.object({
          at: local,
          what: z.enum(['leave', 'arrive', 'tender', 'receive', 'load_by', 'deliver']),
          party: z.string(),
          place: z.string(),
          place_id: z.string(),
          by: z.string(),
          detail: z.string(),
        }),
      )
      .readonly()
      .nullable()
      .openapi({ description: 'For carriers; null for their customers.' }),
  })
  .openapi('Offer');

export const QuoteSchema = z
  .object({
    synthetic: z.boolean(),
    currency: z.string().openapi({ example: 'INR' }),
    from: z.string().openapi({ example: '110037' }),
    to: z.string().openapi({ example: '793101' }),
    ready_at: local,
    product: z.string(),
    quoted_at: instant,
    valid_until: instant
      .nullable()
      .openapi({ description: 'Cut-off of the best offer: booked and ready by then, the promise stands.' }),
    agreement: z
      .object({ id: idOf('agreementVersion').nullable(), agreement: z.string(), version: z.number().int() })
      .nullable()
      .openapi({ description: 'Version in force, which the offers with a partner stand on; null when there is none.' }),
    best: OfferSchema.nullable().openapi({ description: 'The earliest; null when it cannot be promised.' }),
    offers: z.array(OfferSchema).readonly(),
    ineligible: z
      .array(
        z.object({
          party: z.string(),
          interlined: z.boolean(),
          code: z.string().openapi({ example: 'missed_cutoff' }),
          words: z.string(),
          said,
        }),
      )
      .readonly()
      .openapi({ description: 'Ways that are closed, and why.' }),
  })
  .openapi('Quote');

export const quote = operation({
  id: 'quote',
  method: 'post',
  path: '/v1/quotes',
  tag: 'Quotes',
  summary: 'When it would be delivered, until when it must be ready, and what the partner charges',
  description:
    'Asks the timetable; nothing is kept or reserved. Offers are those of your carrier, alone and with its partners under the ' +
    'agreement in force. Without ready_at it is ready now.',
  access: 'quotes:read',
  body: z.strictObject({ ...parcelShape, ready_at: parcelShape.ready_at.optional() }),
  answer: { status: 200, about: 'The quote.', body: QuoteSchema },
});
