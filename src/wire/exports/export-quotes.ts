import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';
import { parcelShape } from '../shipments/parcels.js';
import { local, OfferSchema } from '../quotes/quotes.js';
import { said } from '../said.js';

/** From when to when: what the carriers do not promise. */
const rangeOf = (description: string) => z.object({ from: local, until: local }).openapi({ description });

const SourceShape = {
  source: z.string().openapi({ description: 'Where that is known from.' }),
  is_uncertain: z.boolean().openapi({ description: 'Not confirmed by who decides it.' }),
};

const OfficeSchema = z.object({
  code: z.string().openapi({ description: 'International mail processing centre.', example: 'INBOMA' }),
  name: z.string().openapi({ example: 'Mumbai' }),
  place_id: z.string().openapi({ description: 'Facility of the network that stands for it.' }),
  clearance_hours: z.object({ least: z.number(), most: z.number() }),
  ...SourceShape,
});

const { charges: ChargesSchema, itinerary: ItinerarySchema, entry: EntrySchema } = OfferSchema.shape;

export const ExportQuoteSchema = z
  .object({
    synthetic: z.boolean(),
    currency: z.string(),
    from: z.string(),
    country: z.string(),
    ready_at: local,
    product: z.string(),
    transit_days: z.object({ least: z.number().int(), most: z.number().int(), ...SourceShape }),
    offers: z.array(
      z.object({
        office: OfficeSchema,
        party: z.string().openapi({ description: 'Whose shipment it would be.' }),
        interlined: z.boolean(),
        entry: EntrySchema,
        ready_at_office: local,
        cut_off: local.openapi({ description: 'The promise: it is in the despatch that closes then.' }),
        post_by: local.openapi({ description: 'Ready by then, it makes the same cut-off.' }),
        despatched: rangeOf('The cut-off and clearance by customs.'),
        delivered: rangeOf('That and transit abroad.'),
        charges: ChargesSchema,
        itinerary: ItinerarySchema,
      }),
    ),
    ineligible: z.array(
      z.object({
        office: z.string(),
        party: z.string(),
        interlined: z.boolean(),
        code: z.string(),
        words: z.string(),
        said,
      }),
    ),
    offices_elsewhere: z
      .array(z.string())
      .openapi({ description: 'Offices of exchange near which the network has no facility.' }),
  })
  .openapi('ExportQuote');

const { destination_pin: _pin, cod_minor: _cod, ready_at, ...parcel } = parcelShape;

export const quoteExport = operation({
  id: 'quoteExport',
  method: 'post',
  path: '/v1/quotes/export',
  tag: 'Quotes',
  summary:
    'Which office of exchange a parcel for abroad reaches by which cut-off, and from when to when it would be delivered',
  description:
    'Promised is the way to the cut-off of an office of exchange, by your carrier alone and with its partners. Clearance by customs and transit ' +
    'abroad are ranges with their source, and no promise. Nothing is kept or reserved. The office whose parcels are surely delivered soonest ' +
    'comes first.',
  access: 'quotes:read',
  body: z.strictObject({
    ...parcel,
    ready_at: ready_at.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country of two letters')
      .openapi({ example: 'US' }),
  }),
  answer: { status: 200, about: 'The surest first.', body: ExportQuoteSchema },
});
