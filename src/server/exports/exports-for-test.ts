import type { WireDeclaration } from '../../wire/export-declarations.js';

/** A present of a person that can be filed as it stands. */
export const PRESENT: WireDeclaration = {
  sender: 'personal',
  service: 'itps',
  booking_pin: '793101',
  exporter: { name: 'Name 1', address: 'Road 1', city: 'Cherrapunji', pin: '793101', phone: '+911111111111' },
  addressee: { name: 'Name 2', address: 'Road 2', city: 'Pokhara', country: 'NP', phone: '+97761555010' },
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
    name: 'मीरा देवी प्रजापति',
    business: 'Mira Brass Crafts',
    address: 'Road 7, Peetal Nagri',
    city: 'Moradabad',
    state_code: '27',
    pin: '244001',
    phone: '+919876543210',
    iec: 'AAPFU0939F',
    gstin: '27AAPFU0939F1ZV',
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
  tax: { choice: 'lut', lut: 'AD270426000123X', lut_date: '2026-04-02' },
};
