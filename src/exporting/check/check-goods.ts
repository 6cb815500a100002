import { didYouMean } from '../../base/did-you-mean.js';
import { parseHs, parseTariffItem } from '../../standards/hs/hs-code.js';
import { currencyOf } from '../declare/assess.js';
import { UNITS, type GoodsLine } from '../declare/declaration.js';
import { plainAmount } from '../declare/money.js';
import { postalBillOf } from '../declare/which-forms.js';
import { limitOf, type Prohibition } from '../tables/export-tables.js';
import type { Checking } from './checking.js';
import type { FieldPath } from './fault-sink.js';

/** Lines that one parcel can declare; more do not fit on its forms. */
export const LINES_MAX = 50;

/** What is in the parcel: each line, and what the lines add up to. */
export function checkGoods(checking: Checking): void {
  const { declaration, sink } = checking;
  const { goods = [] } = declaration;
  checkCurrency(checking);
  if (goods.length === 0) {
    sink.error('missing_value', ['goods'], { message: 'at least one line of goods is needed' });
    return;
  }
  if (goods.length > LINES_MAX) {
    const allowed = `up to ${LINES_MAX} lines`;
    sink.error('out_of_range', ['goods'], {
      message: 'has too many lines for one parcel',
      value: goods.length,
      allowed,
    });
  }
  for (const [index, line] of goods.entries()) checkLine(checking, line, ['goods', index]);
  checkTotals(checking);
}

function checkCurrency({ declaration, assessment, sink, day, tables }: Checking): void {
  const { currency } = declaration;
  if (!sink.has(currency, ['currency'])) return;
  if (currencyOf(declaration) === undefined) {
    const allowed = 'three capital letters of ISO 4217, such as USD';
    sink.error('bad_format', ['currency'], { message: 'is no currency code', value: currency, allowed });
  } else if (currency !== 'INR' && assessment.rate === undefined) {
    const known = [...new Set(tables.rates.map((rate) => rate.currency))].filter((code) => code !== 'XDR');
    sink.error('no_exchange_rate', ['currency'], {
      message: `the tables have no rate of exchange for ${day}`,
      value: currency,
      allowed: ['INR', ...known].join(', '),
      suggestion: didYouMean(currency, known),
    });
  }
}

function checkLine(checking: Checking, line: GoodsLine, path: FieldPath): void {
  const { sink } = checking;
  if (sink.has(line.description, [...path, 'description'])) checkDescription(checking, line.description, path);
  checkQuantity(checking, line, path);
  if (sink.has(line.netWeightG, [...path, 'netWeightG']) && line.netWeightG <= 0) {
    sink.error('out_of_range', [...path, 'netWeightG'], { message: 'must be above 0', value: line.netWeightG });
  }
  if (sink.has(line.valueMinor, [...path, 'valueMinor']) && line.valueMinor <= 0) {
    sink.error('out_of_range', [...path, 'valueMinor'], {
      message: 'must be above 0',
      value: line.valueMinor,
      suggestion: 'Gifts and samples have a value, too: what they would cost.',
    });
  }
  checkHs(checking, line, path);
  const originNeeded = checking.declaration.sender === 'business' || line.origin !== undefined;
  if (originNeeded && sink.has(line.origin, [...path, 'origin']) && !/^[A-Z]{2}$/.test(line.origin)) {
    const allowed = 'two capital letters of ISO 3166-1, such as IN';
    sink.error('bad_format', [...path, 'origin'], { message: 'is no country code', value: line.origin, allowed });
  }
  for (const prohibition of prohibitionsOf(checking, line)) {
    const byHs = prohibition.hs !== undefined && digitsOf(line.hs).startsWith(digitsOf(prohibition.hs));
    sink.error('prohibited', [...path, byHs ? 'hs' : 'description'], {
      message: prohibition.reason,
      value: byHs ? line.hs : line.description,
      suggestion: `Source: ${prohibition.source}.`,
    });
  }
}

/** Descriptions that customs send back, because they say nothing. */
const VAGUE = new Set([
  'gift',
  'gifts',
  'goods',
  'item',
  'items',
  'parts',
  'sample',
  'samples',
  'merchandise',
  'misc',
  'stuff',
]);

function checkDescription({ sink }: Checking, description: string, path: FieldPath): void {
  if (!VAGUE.has(description.trim().toLowerCase())) return;
  sink.error('bad_format', [...path, 'description'], {
    message: 'says nothing about the goods',
    value: description,
    allowed: 'what it is and what it is made of, such as "brass oil lamp"',
  });
}

function checkQuantity({ sink }: Checking, { quantity, unit }: GoodsLine, path: FieldPath): void {
  sink.has(unit, [...path, 'unit'], `is needed: ${UNITS.join(', ')}`);
  if (!sink.has(quantity, [...path, 'quantity'])) return;
  if (quantity <= 0) {
    sink.error('out_of_range', [...path, 'quantity'], { message: 'must be above 0', value: quantity });
  } else if ((unit === 'pcs' || unit === 'pairs') && !Number.isInteger(quantity)) {
    sink.error('bad_format', [...path, 'quantity'], { message: `${unit} are counted whole`, value: quantity });
  } else if (Math.abs(quantity * 1000 - Math.round(quantity * 1000)) > 1e-6) {
    sink.error('bad_format', [...path, 'quantity'], { message: 'has more than three decimals', value: quantity });
  }
}

/** Commercial senders need the code; a postal bill needs the eight digits of the Indian tariff. */
function checkHs({ sink, assessment, hsList, declaration }: Checking, { hs }: GoodsLine, path: FieldPath): void {
  const at = [...path, 'hs'];
  const onBill = declaration.sender === 'business' && postalBillOf(assessment.forms) !== undefined;
  if (hs === undefined || hs === '') {
    if (onBill) sink.error('missing_value', at, { message: 'is needed of a commercial sender: eight digits' });
    return;
  }
  const digits = digitsOf(hs);
  if (onBill || digits.length === 8) sink.read(parseTariffItem(hsList, hs), hs, at);
  else sink.read(parseHs(hsList, digits.length === 10 ? digits.slice(0, 6) : hs), hs, at);
}

function prohibitionsOf({ tables, declaration }: Checking, line: GoodsLine): Prohibition[] {
  const country = declaration.addressee?.country;
  const [hs, words] = [
    digitsOf(line.hs),
    ` ${(line.description ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `,
  ];
  return tables.prohibitions.filter((one) => {
    if (one.country !== '*' && one.country !== country) return false;
    if (one.hs !== undefined && hs.startsWith(digitsOf(one.hs))) return true;
    return (one.words ?? []).some((word) => words.includes(` ${word} `) || words.includes(` ${word}s `));
  });
}

function digitsOf(hs: string | undefined): string {
  return (hs ?? '').replace(/[. ]/g, '');
}

/** Weights and values of all lines against what is told of the parcel. */
function checkTotals({ declaration, assessment, sink, tables }: Checking): void {
  const { grossWeightG, totalValueMinor, currency = '', goods = [] } = declaration;
  const { netWeightG } = assessment;
  if (grossWeightG !== undefined && netWeightG > grossWeightG) {
    sink.error('does_not_add_up', ['grossWeightG'], {
      message: `the goods alone weigh ${netWeightG} g`,
      value: grossWeightG,
      allowed: `at least ${netWeightG} g`,
      suggestion: 'The gross weight has goods and packing in it.',
    });
  }
  if (totalValueMinor !== undefined && totalValueMinor !== assessment.totalValueMinor) {
    const plain = (minor: number): string =>
      currencyOf(declaration) === undefined ? String(minor) : plainAmount(minor, currency);
    sink.error('does_not_add_up', ['totalValueMinor'], {
      message: `the ${goods.length} lines add up to ${plain(assessment.totalValueMinor)} ${currency}`,
      value: totalValueMinor,
      allowed: String(assessment.totalValueMinor),
    });
  }
  const { charges } = assessment;
  const { postalChargesMinor } = declaration;
  if (charges.status === 'charged' && postalChargesMinor !== undefined && postalChargesMinor !== charges.totalPaise) {
    sink.warning('does_not_add_up', ['postalChargesMinor'], {
      message: 'the tariff of the tables says otherwise',
      value: postalChargesMinor,
      allowed: String(charges.totalPaise),
    });
  }
  const invoiceFrom = limitOf(tables, 'invoice_from_inr');
  const isMuch = assessment.totalPaise !== undefined && assessment.totalPaise > invoiceFrom * 100;
  if (declaration.sender === 'business' || isMuch) {
    const why = isMuch ? `is needed above ${invoiceFrom} rupees` : 'is needed of a commercial sender';
    sink.has(declaration.invoice?.number, ['invoice', 'number'], why);
    sink.has(declaration.invoice?.date, ['invoice', 'date'], why);
  }
}
