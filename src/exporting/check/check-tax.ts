import { parseDate } from '../../base/civil-time.js';
import type { GoodsLine } from '../declare/declaration.js';
import type { Scheme } from '../tables/export-tables.js';
import type { Checking } from './checking.js';

/** Tax on export: integrated tax was paid on every line, or an undertaking stands for it, or the goods are exempt. Never two of them. */
export function checkTax({ declaration, sink, day }: Checking): void {
  const { sender, tax = {}, goods = [] } = declaration;
  if (sender !== 'business') return;
  if (!sink.has(tax.choice, ['tax', 'choice'], 'is needed: lut, igst or exempt')) return;
  if (tax.choice === 'lut') {
    if (sink.has(tax.lut, ['tax', 'lut'], 'is needed: number of the letter of undertaking or bond')) {
      checkDay(tax.lutDate, ['tax', 'lutDate'], 'needed');
    }
  } else if (tax.lut !== undefined || tax.lutDate !== undefined) {
    sink.error('not_allowed_here', ['tax', 'lut'], {
      message: 'a letter of undertaking and tax that is paid exclude each other',
      value: tax.lut,
      suggestion: 'Leave it out, or choose lut.',
    });
  }
  for (const [index, line] of goods.entries()) {
    checkTaxInvoice(line, index);
    const path = ['goods', index, 'igstBp'];
    if (tax.choice === 'igst') {
      if (sink.has(line.igstBp, path, 'is needed where tax is paid') && line.igstBp <= 0) {
        sink.error('out_of_range', path, { message: 'must be above 0 where tax is paid', value: line.igstBp });
      }
      continue;
    }
    for (const key of ['igstBp', 'compensationCessBp'] as const) {
      if (line[key] === undefined || line[key] === 0) continue;
      sink.error('not_allowed_here', ['goods', index, key], {
        message: tax.choice === 'lut' ? 'no tax is paid under a letter of undertaking' : 'exempt goods bear no tax',
        value: line[key],
        suggestion: 'Leave it out, or choose igst.',
      });
    }
  }
  checkDay(declaration.invoice?.date, ['invoice', 'date'], 'optional');

  function checkTaxInvoice({ taxInvoice = {} }: GoodsLine, index: number): void {
    const path = ['goods', index, 'taxInvoice'];
    sink.has(taxInvoice.number, [...path, 'number']);
    sink.has(taxInvoice.serial, [...path, 'serial']);
    checkDay(taxInvoice.date, [...path, 'date'], 'needed');
  }

  /** A real day, not after the day of filing. */
  function checkDay(text: string | undefined, path: readonly (string | number)[], need: 'needed' | 'optional'): void {
    if (text === undefined && need === 'optional') return;
    if (!sink.has(text, path)) return;
    if (parseDate(text) === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) {
      sink.error('bad_format', path, { message: 'is no day', value: text, allowed: 'YYYY-MM-DD' });
    } else if (text > day) {
      sink.error('out_of_range', path, { message: 'is after the day of filing', value: text, allowed: `up to ${day}` });
    }
  }
}

/** What is claimed under schemes: said in the header where it is claimed of a line, open by post, for goods that the scheme is for. */
export function checkClaims(checking: Checking): void {
  const { declaration, sink, tables, day } = checking;
  const { claims = {}, goods = [], sender } = declaration;
  for (const id of ['drawback', 'rodtep', 'rosctl'] as const) {
    const lines = goods.flatMap((line, index) => (claimed(line, id) ? [{ line, index }] : []));
    if (claims[id] === true && sender !== 'business') {
      sink.error('inconsistent_claim', ['claims', id], {
        message: 'only a business claims under a scheme',
        value: true,
      });
      continue;
    }
    if (claims[id] === true && lines.length === 0) {
      sink.error('inconsistent_claim', ['claims', id], {
        message: `no line of goods says what is claimed`,
        value: true,
        suggestion: `Fill in ${FIELD[id].wire} of the lines that it is claimed for.`,
      });
    }
    if (claims[id] !== true) {
      for (const { index } of lines) {
        sink.error('inconsistent_claim', ['goods', index, FIELD[id].key], {
          message: 'is claimed here, and the declaration says that nothing is claimed',
          suggestion: `Say so in claims.${id} as well, or leave it out.`,
        });
      }
      continue;
    }
    const scheme = tables.schemes.find((one) => one.id === id);
    if (scheme === undefined || scheme.validFrom > day) {
      const allowed = scheme === undefined ? 'schemes of the tables' : `from ${scheme.validFrom} on`;
      sink.error('inconsistent_claim', ['claims', id], {
        message: 'cannot be claimed by post that day',
        value: true,
        allowed,
      });
      continue;
    }
    for (const { line, index } of lines) checkChapter(scheme, line, index);
  }
  for (const [index, { rodtep, rosctl }] of goods.entries()) {
    if (rodtep === true && rosctl === true) {
      const message = 'RoDTEP and RoSCTL exclude each other for the same goods';
      sink.error('inconsistent_claim', ['goods', index, 'rosctl'], { message, value: true });
    }
  }

  function checkChapter(scheme: Scheme, { hs = '' }: GoodsLine, index: number): void {
    const chapter = hs.slice(0, 2);
    const fits = scheme.chapters?.includes(chapter) ?? scheme.notChapters?.includes(chapter) !== true;
    if (fits) return;
    sink.error('inconsistent_claim', ['goods', index, FIELD[scheme.id].key], {
      message: `${scheme.name} is not for goods of chapter ${chapter}`,
      value: hs,
      allowed:
        scheme.chapters === undefined
          ? `not chapters ${scheme.notChapters?.join(', ')}`
          : `chapters ${scheme.chapters.join(', ')}`,
    });
  }
}

/** Where a line says that something is claimed for it. */
const FIELD = {
  drawback: { key: 'drawbackSerial', wire: 'drawback_serial' },
  rodtep: { key: 'rodtep', wire: 'rodtep' },
  rosctl: { key: 'rosctl', wire: 'rosctl' },
} as const;

function claimed(line: GoodsLine, id: keyof typeof FIELD): boolean {
  return id === 'drawback' ? line.drawbackSerial !== undefined && line.drawbackSerial !== '' : line[id] === true;
}
