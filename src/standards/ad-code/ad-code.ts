import { refused, valid, type Parsed } from '../parsed.js';

const ALLOWED = '14 digits, as the bank certifies them';

/**
 * Reads an authorised dealer code as typed: the 14 digits under which the branch of a bank that handles an exporter's foreign exchange is
 * registered with customs. It has no check digit, so that only its length and kind can be checked.
 */
export function parseAdCode(text: string): Parsed<string> {
  const code = text.replace(/[\s-]/g, '').toUpperCase();
  if (/^0+$/.test(code) && code.length === 14) return refused('an AD code is not all zeros', ALLOWED);
  if (/^\d{14}$/.test(code)) return valid(code);
  const asDigits = code.replace(/[OQ]/g, '0').replace(/[IL]/g, '1');
  if (/^\d{14}$/.test(asDigits)) {
    return refused('an AD code has digits only', ALLOWED, `Did you mean ${asDigits}?`, [asDigits]);
  }
  if (!/^\d*$/.test(code)) return refused('an AD code has digits only', ALLOWED);
  return refused(`an AD code has 14 digits, not ${code.length}`, ALLOWED);
}
