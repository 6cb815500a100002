import { z } from '@hono/zod-openapi';
import { sentInstant } from '../http/common.js';
import { said } from '../said.js';
import { operation } from '../http/operation.js';
import { parcelShape, postalCode } from '../shipments/parcels.js';
import { local, OfferSchema } from './quotes.js';

const tag = 'Quotes';

/** What speaks for an alternative. */
export const ALTERNATIVE_KINDS = ['earliest', 'least_charge', 'alone', 'with_partner', 'later', 'product'] as const;

export const PromiseAlternativesSchema = z
  .object({
    synthetic: z.boolean(),
    currency: z.string(),
    from: z.string(),
    to: z.string(),
    alternatives: z.array(
      z.object({
        kinds: z.array(z.enum(ALTERNATIVE_KINDS)).openapi({
          description:
            'earliest: of the product asked for. least_charge: the partner charges least of all listed. alone, with_partner: who carries it. later: handed in ' +
            'after the cut-off of the earliest. product: as another product.',
        }),
        product: z.string(),
        ready_at: local,
        offer: OfferSchema,
      }),
    ),
    ineligible: z
      .array(z.object({ product: z.string(), interlined: z.boolean(), code: z.string(), words: z.string(), said }))
      .openapi({ description: 'Ways that are closed, by product, and why.' }),
  })
  .openapi('PromiseAlternatives');

export const listPromiseAlternatives = operation({
  id: 'listPromiseAlternatives',
  method: 'post',
  path: '/v1/quotes/alternatives',
  tag,
  summary: 'What else could be promised for a parcel: cheaper, later, as another product',
  description:
    'Beside what a quote answers: the way for which the partner charges no linehaul, what the next departures after the cut-off would do, and ' +
    'every other product. Nothing is kept or reserved.',
  access: 'quotes:read',
  body: z.strictObject({ ...parcelShape, ready_at: parcelShape.ready_at.optional() }),
  answer: { status: 200, about: 'The earliest first.', body: PromiseAlternativesSchema },
});

export const mapPromises = operation({
  id: 'mapPromises',
  method: 'get',
  path: '/v1/promises/map',
  tag,
  summary: 'Days from one place to every postal code, as columns',
  description:
    'For carriers. Columns together and alone, bytes, one row a postal code as getNetworkPlaces has them in its header: days from the day it is ' +
    'ready to the day it is delivered, 255 where it is not served within the timetable. Each is the earliest that a quote would offer.',
  access: 'quotes:read',
  query: z.strictObject({
    from: z.union([postalCode, z.string().max(100)]).openapi({ description: 'A postal code, or a facility of yours.' }),
    product: z.string().max(100),
    ready_at: sentInstant.optional().openapi({ description: 'Now when absent.' }),
    weight_g: z.coerce.number().int().min(1).max(1_000_000).default(500),
  }),
  answer: {
    status: 200,
    about: 'The columns.',
    body: z.instanceof(Uint8Array).openapi({ type: 'string', format: 'binary' }),
  },
  answerType: 'application/vnd.interline.columns',
});
