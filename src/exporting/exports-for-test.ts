import { shipped } from '../standards/tables/shipped.js';
import { makeGstin } from '../standards/gstin/gstin.js';
import { assess } from './declare/assess.js';
import type { Declaration } from './declare/declaration.js';
import type { Known } from './check/checking.js';
import type { Documented } from './documents/documented.js';
import { shippedTables } from './tables/shipped-tables.js';

/** Day of the worked shipments; the tables are those that are shipped, whose rates and prices are made up. */
export const DAY = '2026-11-23';

export const KNOWN: Known = {
  tables: shippedTables(),
  day: DAY,
  hsList: shipped.hs(),
};

const EXPORTER = {
  name: 'उदाहरण कारीगर',
  business: 'Example Brass Crafts',
  address: 'Shop 7, Example Bazaar',
  city: 'Moradabad',
  stateCode: '09',
  pin: '244001',
  phone: '+91 98765 43210',
  email: 'artisan@example.in',
  iec: 'AAPFU0939F',
  gstin: '09AAPFU0939F1ZT',
  adCode: '63910780000009',
} as const;

export const OPERATOR_GSTIN = makeGstin({ stateCode: '29', pan: 'AABCS1429B' });

/** Sold online under a letter of undertaking, small: CN 22 and PBE-III. */
export const LAMPS: Declaration = {
  reference: 'ORD-1001',
  sender: 'business',
  channel: 'electronic',
  isEcommerce: true,
  service: 'itps',
  bookingPin: '244001',
  foreignPostOffice: 'NEW-DELHI',
  exporter: EXPORTER,
  addressee: {
    name: 'Example Buyer',
    address: '1180 Maple Street, Apt 4B',
    city: 'Portland',
    state: 'OR',
    postalCode: '97205',
    country: 'US',
    phone: '+1 503 555 0143',
    email: 'buyer@example.com',
  },
  goods: [
    {
      description: 'Brass oil lamp, handmade',
      quantity: 3,
      unit: 'pcs',
      netWeightG: 1200,
      valueMinor: 13_500,
      hs: '83062990',
      origin: 'IN',
      sku: 'LAMP-03',
      taxInvoice: { number: 'MBC/26/1001', date: '2026-11-22', serial: 1, valuePaise: 1_147_500 },
    },
  ],
  category: 'sale',
  grossWeightG: 1450,
  lengthMm: 300,
  widthMm: 200,
  heightMm: 150,
  currency: 'USD',
  totalValueMinor: 13_500,
  invoice: { number: 'EXP-1001', date: '2026-11-22' },
  ecommerce: { operatorGstin: OPERATOR_GSTIN, website: 'https://shop.example/lamp-3', paymentId: 'pay_4711' },
  tax: { choice: 'lut', lut: 'AD090426000123X', lutDate: '2026-04-02' },
};

/** Two lines with integrated tax paid and schemes claimed, not sold online: CN 23 and PBE-IV. */
export const TEXTILES: Declaration = {
  ...LAMPS,
  reference: 'ORD-1002',
  isEcommerce: false,
  service: 'ems',
  addressee: {
    name: 'Käufer Beispiel',
    business: 'Beispiel Maß & Töchter GmbH',
    address: 'Königstraße 12',
    city: 'Köln',
    postalCode: '50667',
    country: 'DE',
    phone: '+49 221 5550199',
    importerReference: 'DE123456789',
  },
  goods: [
    {
      description: 'Cotton bedspreads, hand block printed',
      quantity: 5,
      unit: 'pcs',
      netWeightG: 2500,
      valueMinor: 22_555,
      hs: '63041910',
      origin: 'IN',
      taxInvoice: { number: 'MBC/26/1002', date: '2026-11-21', serial: 1, valuePaise: 2_000_000 },
      igstBp: 500,
      drawbackSerial: '630401B',
      rosctl: true,
    },
    {
      description: 'Silk scarves, printed',
      quantity: 7,
      unit: 'pcs',
      netWeightG: 630,
      valueMinor: 16_667,
      hs: '62141090',
      origin: 'IN',
      taxInvoice: { number: 'MBC/26/1002', date: '2026-11-21', serial: 2, valuePaise: 1_500_033 },
      igstBp: 1200,
      rosctl: true,
    },
  ],
  grossWeightG: 3600,
  lengthMm: 400,
  widthMm: 300,
  heightMm: 200,
  currency: 'EUR',
  totalValueMinor: 39_222,
  invoice: { number: 'EXP-1002', date: '2026-11-21' },
  ecommerce: undefined,
  tax: { choice: 'igst' },
  claims: { drawback: true, rosctl: true },
};

/** A present of a person at the counter: CN 22 alone. */
export const PRESENT: Declaration = {
  sender: 'personal',
  service: 'itps',
  bookingPin: '793101',
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
      netWeightG: 380,
      valueMinor: 250_000,
      hs: '621420',
      origin: 'IN',
    },
  ],
  category: 'gift',
  grossWeightG: 450,
  currency: 'INR',
};

/** A dear present: CN 23, with an invoice because of its value. */
export const DEAR_PRESENT: Declaration = {
  ...PRESENT,
  service: 'ems',
  addressee: {
    name: 'Example Addressee',
    address: '22 Baker Lane',
    city: 'Leeds',
    postalCode: 'LS1 4AP',
    country: 'GB',
    phone: '+44 113 555 0101',
  },
  goods: [
    {
      description: 'Silk saree with gold thread',
      quantity: 1,
      unit: 'pcs',
      netWeightG: 800,
      valueMinor: 32_000,
      origin: 'IN',
    },
  ],
  grossWeightG: 1000,
  currency: 'GBP',
  invoice: { number: 'B-77', date: '2026-11-20' },
};

/** A filed export of a declaration, for documents. */
export function documentedOf(declaration: Declaration, changes: Partial<Documented> = {}): Documented {
  return {
    declaration,
    assessment: assess(declaration, KNOWN.tables, DAY),
    item: 'LA123456785IN',
    bill: 'PBE-2026-000123',
    version: 1,
    filedOn: DAY,
    tables: KNOWN.tables,
    operator: 'National Post',
    synthetic: true,
    ...changes,
  };
}
