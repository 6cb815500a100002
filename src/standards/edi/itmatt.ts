import { z } from 'zod';
import { amountMinor, country, currency, item, text, weightG } from './shapes.js';

/** Who sends, or to whom; what customs ask for of either. */
const party = z.strictObject({
  name: text(175),
  business: text(175).optional(),
  address: z.array(text(70)).min(1).max(4),
  city: text(35).optional(),
  state: text(35).optional(),
  postal_code: text(17).optional(),
  country,
  phone: text(35).optional(),
  email: text(70).optional(),
  /** Customs reference of the sender, importer reference of the addressee. */
  reference: text(35).optional(),
});
export type Party = z.infer<typeof party>;

const money = z.strictObject({ minor: amountMinor, currency });

/** One kind of goods. */
const line = z.strictObject({
  description: text(350),
  /** At most three decimals. */
  quantity: z
    .number()
    .positive()
    .max(999_999_999)
    .refine((value) => Number(value.toFixed(3)) === value, 'has more than three decimals'),
  unit: z.enum(['pcs', 'pairs', 'kg', 'l', 'm']).default('pcs'),
  net_weight_g: weightG,
  value: money,
  hs: z.string().regex(/^\d{6}(?:\d\d(?:\d\d)?)?$/, 'is no HS code of 6, 8 or 10 digits'),
  origin: country,
});
export type ItemLine = z.infer<typeof line>;

const itemData = z
  .strictObject({
    item,
    category: z.enum(['gift', 'documents', 'sample', 'returned_goods', 'sale', 'other']),
    category_note: text(70).optional(),
    gross_weight_g: weightG,
    sender: party,
    addressee: party,
    postal_charges: money.optional(),
    lines: z.array(line).min(1).max(99),
    invoice: text(35).optional(),
    licences: z.array(text(35)).max(9).default([]),
    certificates: z.array(text(35)).max(9).default([]),
    comments: text(350).optional(),
  })
  .superRefine(({ gross_weight_g, lines }, context) => {
    const netG = lines.reduce((sum, { net_weight_g }) => sum + net_weight_g, 0);
    if (netG > gross_weight_g) {
      context.addIssue({
        code: 'custom',
        message: `is less than the ${netG} g of its lines`,
        path: ['gross_weight_g'],
      });
    }
    const [first] = lines;
    for (const [index, { value }] of lines.entries()) {
      if (value.currency === first?.value.currency) continue;
      context.addIssue({
        code: 'custom',
        message: `is not the ${first?.value.currency} of line 1`,
        path: ['lines', index, 'value', 'currency'],
      });
    }
  });
export type ItemData = z.infer<typeof itemData>;

/** What items hold, as the post of origin tells the post and the customs of the destination (UPU M33, ITMATT version 1). */
export const itmattShape = z.strictObject({
  message: z.literal('ITMATT'),
  reference: z.string().regex(/^[A-Za-z0-9]{1,14}$/),
  items: z.array(itemData).min(1).max(9999),
});
export type Itmatt = z.infer<typeof itmattShape>;
