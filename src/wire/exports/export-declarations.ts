import { z } from '@hono/zod-openapi';

/** A text of people's own words; a draft may leave it empty, and addresses have line breaks. */
function words(lengthMax: number) {
  return z
    .string()
    .max(lengthMax)
    .regex(/^[^\p{Cc}]*$/u, 'must have no control characters')
    .optional();
}

const lines = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^(?:[^\p{Cc}]|\n)*$/u, 'must have no control characters but line breaks')
    .optional();

const whole = (about?: string) => {
  const number = z.number().int().min(0).max(1e12).optional();
  return about === undefined ? number : number.openapi({ description: about });
};
const basisPoints = z
  .number()
  .int()
  .min(0)
  .max(100_000)
  .optional()
  .openapi({ description: 'Hundredths of a per cent.' });
const grams = z.number().int().min(0).max(2_000_000).optional();
const millimetres = z.number().int().min(0).max(10_000).optional();
const day = words(20).openapi({ example: '2026-11-22' });
const flag = z.boolean().optional();

const ExporterSchema = z
  .strictObject({
    name: words(200),
    business: words(200),
    address: lines(400),
    city: words(100),
    state_code: words(10).openapi({ description: 'As in the GSTIN.', example: '09' }),
    pin: words(20),
    phone: words(40),
    email: words(200),
    iec: words(20).openapi({ description: 'Importer-exporter code.', example: 'AAPFU0939F' }),
    gstin: words(30).openapi({ example: '27AAPFU0939F1ZV' }),
    ad_code: words(30).openapi({ description: "Of the bank's branch: 14 digits." }),
    customs_reference: words(60),
  })
  .openapi('Exporter');

const AddresseeSchema = z
  .strictObject({
    name: words(200),
    business: words(200),
    address: lines(400),
    city: words(100),
    state: words(100),
    postal_code: words(20),
    country: words(10).openapi({ description: 'ISO 3166-1 alpha-2.', example: 'US' }),
    phone: words(40),
    email: words(200),
    importer_reference: words(60).openapi({ description: 'Tax, VAT or importer code.' }),
  })
  .openapi('Addressee');

const GoodsLineSchema = z
  .strictObject({
    description: words(500).openapi({ example: 'Brass oil lamp, handmade' }),
    quantity: z.number().min(0).max(1e9).optional(),
    unit: z.enum(['pcs', 'pairs', 'kg', 'l', 'm']).optional(),
    net_weight_g: grams,
    value_minor: whole('Free on board, of all of it, in minor units of the currency.'),
    hs: words(20).openapi({ description: 'Six digits, or eight of the Indian tariff.', example: '83062990' }),
    origin: words(10).openapi({ description: 'ISO 3166-1 alpha-2.', example: 'IN' }),
    sku: words(60),
    tax_invoice: z
      .strictObject({
        number: words(60),
        date: day,
        serial: z.number().int().min(1).max(9999).optional().openapi({ description: 'Of the line in it.' }),
        hsn: words(20),
        value_paise: whole('Taxable value.'),
      })
      .optional(),
    export_duty_bp: basisPoints,
    cess_bp: basisPoints,
    igst_bp: basisPoints,
    compensation_cess_bp: basisPoints,
    drawback_serial: words(30).openapi({ description: 'Of the drawback schedule, where drawback is claimed.' }),
    rodtep: flag,
    rosctl: flag,
  })
  .openapi('GoodsLine');

/** Fields of a declaration. */
export const declarationShape = {
  reference: words(64),
  sender: z.enum(['personal', 'business']).optional(),
  channel: z.enum(['electronic', 'paper']).optional(),
  is_ecommerce: flag,
  service: words(40).openapi({ description: 'Id of a service of the tables.', example: 'itps' }),
  booking_pin: words(20),
  foreign_post_office: words(40).openapi({ example: 'NEW-DELHI' }),
  item: words(60).openapi({ description: 'UPU S10 that the parcel bears already; one is given otherwise.' }),
  exporter: ExporterSchema.optional(),
  agent: z.strictObject({ name: words(200), licence: words(60), address: lines(400) }).optional(),
  addressee: AddresseeSchema.optional(),
  goods: z.array(GoodsLineSchema).max(100).optional(),
  category: z.enum(['gift', 'documents', 'sample', 'returned_goods', 'sale', 'other']).optional(),
  category_note: words(100),
  gross_weight_g: grams,
  length_mm: millimetres,
  width_mm: millimetres,
  height_mm: millimetres,
  currency: words(10).openapi({ description: 'Of all values of goods.', example: 'USD' }),
  total_value_minor: whole('As you counted it; must be what the lines add up to.'),
  postal_charges_minor: whole('In paise; the tariff decides when absent.'),
  invoice: z.strictObject({ number: words(60), date: day }).optional(),
  ecommerce: z.strictObject({ operator_gstin: words(30), website: words(300), payment_id: words(100) }).optional(),
  tax: z
    .strictObject({ choice: z.enum(['lut', 'igst', 'exempt']).optional(), lut: words(60), lut_date: day })
    .optional(),
  claims: z.strictObject({ drawback: flag, rodtep: flag, rosctl: flag }).optional(),
  comments: words(300),
  licences: z.array(z.string().min(1).max(60)).max(10).optional(),
  certificates: z.array(z.string().min(1).max(60)).max(10).optional(),
};

/** A present of a person that can be filed as it stands; made up. */
export const EXAMPLE_DECLARATION = {
  sender: 'personal',
  service: 'itps',
  booking_pin: '793101',
  exporter: {
    name: 'उदाहरण प्रेषक',
    address: 'मकान ४, पोस्ट ऑफिस मार्ग',
    city: 'चेरापूंजी',
    pin: '793101',
    phone: '+91 91234 56789',
  },
  addressee: {
    name: 'Example Addressee',
    address: 'Lakeside 6',
    city: 'Pokhara',
    country: 'NP',
    phone: '+977 61 555010',
  },
  goods: [
    {
      description: 'Woollen shawl',
      quantity: 1,
      unit: 'pcs',
      net_weight_g: 380,
      value_minor: 250_000,
      hs: '621420',
      origin: 'IN',
    },
  ],
  category: 'gift',
  gross_weight_g: 450,
  currency: 'INR',
} as const;

export const DeclarationSchema = z
  .strictObject(declarationShape)
  .openapi('ExportDeclaration', { example: EXAMPLE_DECLARATION });

/** Parts of a declaration that take the place of what was there; null takes a part away. */
export const DeclarationPatchSchema = z
  .strictObject(
    Object.fromEntries(Object.entries(declarationShape).map(([key, schema]) => [key, schema.nullable()])) as {
      [K in keyof typeof declarationShape]: z.ZodNullable<(typeof declarationShape)[K]>;
    },
  )
  .openapi('ExportDeclarationPatch');

export type WireDeclaration = z.infer<typeof DeclarationSchema>;

/** The profile from which new declarations are begun. */
export const ExporterProfileSchema = z
  .strictObject({
    sender: declarationShape.sender,
    channel: declarationShape.channel,
    is_ecommerce: flag,
    booking_pin: declarationShape.booking_pin,
    foreign_post_office: declarationShape.foreign_post_office,
    exporter: declarationShape.exporter,
    agent: declarationShape.agent,
    tax: declarationShape.tax,
    currency: declarationShape.currency,
  })
  .openapi('ExporterProfile');
