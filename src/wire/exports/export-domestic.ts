import { z } from '@hono/zod-openapi';
import { idOf, sentInstant } from '../http/common.js';
import { ExportQuoteSchema } from './export-quotes.js';

const { office, party, interlined, entry, ready_at_office, cut_off, post_by, despatched, delivered } =
  ExportQuoteSchema.shape.offers.element.shape;

/** What was promised of the way to an office of exchange, with the ranges behind it. */
export const DomesticPromiseSchema = z
  .object({
    office,
    party,
    interlined,
    product: z.string(),
    entry,
    ready_at_office,
    cut_off,
    post_by,
    transit_days: ExportQuoteSchema.shape.transit_days,
    despatched,
    delivered,
  })
  .openapi('ExportPromise');

/** The shipment that brings an export to its office of exchange. */
export const DomesticSchema = z
  .object({
    shipment_id: idOf('shipment').nullable(),
    promise: DomesticPromiseSchema.nullable().openapi({ description: 'As it was promised when the export was filed.' }),
    refusal: z
      .object({ code: z.string(), words: z.string() })
      .nullable()
      .openapi({ description: 'Why there is no such shipment.' }),
  })
  .openapi('ExportDomestic');

/** How the shipment to the office of exchange is to be booked. */
export const domesticShape = {
  office: z
    .string()
    .regex(/^[A-Z]{2}[A-Z0-9]{4}$/, 'must be the code of an office of exchange, such as INBOMA')
    .optional()
    .openapi({ description: 'Office of exchange; the one from which it is surely delivered soonest when absent.' }),
  product: z.string().max(64).optional().openapi({ description: 'The first of the workspace when absent.' }),
  ready_at: sentInstant.optional().openapi({ description: 'When it is brought to its post office; now when absent.' }),
};
