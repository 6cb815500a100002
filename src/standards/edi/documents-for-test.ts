import fc from 'fast-check';
import { makeS10 } from '../s10/item-identifier.js';
import { makeS9 } from '../s9/receptacle.js';
import type { Emsevt } from './emsevt.js';
import type { ItemData, Itmatt, Party } from './itmatt.js';
import type { Predes, SentReceptacle } from './predes.js';
import { MODES, type Leg } from './shapes.js';
import type { EdifactDocument, Envelope } from './postal-messages.js';

/** Documents of every kind with all that they can hold, for tests: synthetic, and full of characters that mean something in EDIFACT. */
const references = fc.stringMatching(/^[A-Za-z0-9]{1,14}$/);

const letters = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[A-Z]{${length}}$`));
const characters = fc.constantFrom(..."abz AZ09 .,:+?'()/-&éñ€दीप𝔸".split(/(?:)/u));

/** Text of characters that are hard to carry, without blanks around it. */
function texts(lengthMax: number): fc.Arbitrary<string> {
  return fc
    .array(characters, { minLength: 1, maxLength: lengthMax })
    .map((chars) =>
      chars
        .join('')
        .slice(0, lengthMax)
        .replace(/[\uD800-\uDBFF]$/, '')
        .trim(),
    )
    .filter((text) => text !== '');
}

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const moments = fc
  .record({
    ms: fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
    offset: fc.constantFrom('+05:30', '+00:00', '-11:00', '+14:00'),
  })
  .map(({ ms, offset }) => `${new Date(ms).toISOString().slice(0, 16)}${offset}`);

const items = fc
  .record({ service: letters(2), serial: fc.nat(99_999_999), country: letters(2) })
  .map((parts) => makeS10(parts));

const offices = fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{4}$/);
const weights = fc.nat(999_900);

const emsevts: fc.Arbitrary<Emsevt> = fc.record({
  message: fc.constant('EMSEVT' as const),
  reference: references,
  events: fc.array(
    fc
      .record({
        item: items,
        event: fc.constantFrom('EMA', 'EXA', 'EMC', 'EME', 'EMH', 'EMI'),
        at: moments,
        office: optional(offices),
        place: optional(texts(70)),
        country: optional(letters(2)),
        reason: optional(fc.stringMatching(/^\d\d$/)),
        measure: optional(letters(1)),
        receptacle: optional(fc.constant('INBOMAUSJFKAACN60123004100087')),
        signed_by: optional(texts(35)),
        note: optional(texts(350)),
      })
      .map(defined),
    { minLength: 1, maxLength: 4 },
  ),
});

const legs: fc.Arbitrary<Leg> = fc
  .record({
    mode: fc.constantFrom(...MODES),
    carrier: optional(texts(17)),
    service: texts(17),
    from: letters(3),
    to: letters(3),
    departs_at: moments,
    arrives_at: optional(moments),
  })
  .map(defined);

const predeses: fc.Arbitrary<Predes> = fc
  .record({
    reference: references,
    legs: fc.array(legs, { maxLength: 2 }),
    despatch: fc.nat(9999),
    serials: fc.uniqueArray(fc.nat(999), { minLength: 1, maxLength: 4 }),
    items: fc.uniqueArray(items, { maxLength: 6 }),
    weightG: weights,
    isWeighed: fc.boolean(),
  })
  .map(({ reference, legs: way, despatch, serials, items: all, weightG, isWeighed }) => {
    const highest = Math.max(...serials);
    const receptacles = serials.map((serial, index): SentReceptacle => {
      const own = all.filter((_, at) => at % serials.length === index);
      return {
        receptacle: makeS9({
          origin: 'INBOMA',
          destination: 'USJFKA',
          category: 'A',
          subclass: 'CN',
          yearDigit: 6,
          despatch,
          serial,
          last: serial === highest,
          registered: false,
          weightG,
        }),
        ...(isWeighed ? { weight_g: weightG, item_count: own.length + index } : {}),
        items: own.map((item, at) => (at % 2 === 0 ? { item, weight_g: 100 * at } : { item })),
      };
    });
    return {
      message: 'PREDES',
      reference,
      despatch: receptacles[0]?.receptacle.slice(0, 20) ?? '',
      legs: way,
      receptacles,
    };
  });

const parties: fc.Arbitrary<Party> = fc
  .record({
    name: texts(175),
    business: optional(texts(175)),
    address: fc.array(texts(70), { minLength: 1, maxLength: 4 }),
    city: optional(texts(35)),
    state: optional(texts(35)),
    postal_code: optional(texts(17)),
    country: letters(2),
    phone: optional(texts(35)),
    email: optional(texts(70)),
    reference: optional(texts(35)),
  })
  .map(defined);

const amounts = fc.integer({ min: 0, max: 999_999_999_999 });

const itemData: fc.Arbitrary<ItemData> = fc
  .record({
    item: items,
    category: fc.constantFrom('gift', 'documents', 'sample', 'returned_goods', 'sale', 'other'),
    category_note: optional(texts(70)),
    gross_weight_g: weights,
    sender: parties,
    addressee: parties,
    postal_charges: optional(fc.record({ minor: amounts, currency: fc.constantFrom('INR', 'JPY') })),
    currency: fc.constantFrom('INR', 'USD', 'JPY', 'KWD'),
    lines: fc.array(
      fc.record({
        description: texts(350),
        quantity: fc
          .integer({ min: 1, max: 999_999_999 })
          .map((thousandths) => Number((thousandths / 1000).toFixed(3))),
        unit: fc.constantFrom('pcs', 'pairs', 'kg', 'l', 'm'),
        minor: amounts,
        hs: fc.stringMatching(/^\d{6}(?:\d\d)?$/),
        origin: letters(2),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    invoice: optional(texts(35)),
    licences: fc.array(texts(35), { maxLength: 2 }),
    certificates: fc.array(texts(35), { maxLength: 2 }),
    comments: optional(texts(350)),
  })
  .map(({ currency, lines, ...rest }) =>
    defined({
      ...rest,
      lines: lines.map(({ minor, ...line }) => ({
        ...line,
        net_weight_g: Math.floor(rest.gross_weight_g / lines.length),
        value: { minor, currency },
      })),
    }),
  );

const itmatts: fc.Arbitrary<Itmatt> = fc.record({
  message: fc.constant('ITMATT' as const),
  reference: references,
  items: fc.array(itemData, { minLength: 1, maxLength: 2 }),
});

/** Cloned, because records of the generator have no prototype. */
export const documents: fc.Arbitrary<EdifactDocument> = fc
  .oneof<fc.Arbitrary<EdifactDocument>[]>(emsevts, predeses, itmatts)
  .map((document) => structuredClone(document));

export const envelopes: fc.Arbitrary<Envelope> = fc
  .record({
    sender: references,
    recipient: references,
    preparedAt: moments.map((moment) => `${moment.slice(0, 16)}Z`),
    reference: references,
    isTest: fc.boolean(),
  })
  .map((envelope) => structuredClone(envelope));

/** Without members that are undefined, as JSON has them. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
