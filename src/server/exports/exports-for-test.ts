import { EXAMPLE_DECLARATION, type WireDeclaration } from '../../wire/exports/export-declarations.js';

/** A present of a person that can be filed as it stands. */
export const PRESENT: WireDeclaration = {
  ...EXAMPLE_DECLARATION,
  goods: EXAMPLE_DECLARATION.goods.map((line) => ({ ...line })),
};

/** Lamps sold online, a postal bill of e-commerce. */
export const LAMPS: WireDeclaration = {
  reference: 'order 1001',
  sender: 'business',
  channel: 'electronic',
  is_ecommerce: true,
  service: 'itps',
  booking_pin: '244001',
  foreign_post_office: 'NEW-DELHI',
  exporter: {
    name: 'उदाहरण कारीगर',
    business: 'Example Brass Crafts',
    address: 'Road 7, Example Bazaar',
    city: 'Moradabad',
    state_code: '09',
    pin: '244001',
    phone: '+919876543210',
    iec: 'AAPFU0939F',
    gstin: '09AAPFU0939F1ZT',
    ad_code: '63910780000009',
  },
  addressee: {
    name: 'Name 3',
    address: 'Road 3',
    city: 'Portland',
    state: 'OR',
    postal_code: '97205',
    country: 'US',
    phone: '+15035550143',
  },
  goods: [
    {
      description: 'Brass oil lamp, handmade',
      quantity: 3,
      unit: 'pcs',
      net_weight_g: 1200,
      value_minor: 13_500,
      hs: '83062990',
      origin: 'IN',
      sku: 'LAMP-03',
      tax_invoice: { number: 'MBC/26/1001', date: '2026-11-22', serial: 1, value_paise: 1_147_500 },
    },
  ],
  category: 'sale',
  gross_weight_g: 1450,
  currency: 'USD',
  invoice: { number: 'EXP-1001', date: '2026-11-22' },
  ecommerce: { operator_gstin: '27AAPFU0939F1ZV', website: 'https://shop.example/lamp-3', payment_id: 'pay_4711' },
  tax: { choice: 'lut', lut: 'AD090426000123X', lut_date: '2026-04-02' },
};
