import type { WireFault } from '../../wire/problem.js';
import type { Wording } from '../words/use-words.js';

/** Faults by the path of their field in the declaration, the first of each; `under` is where the declaration stands in what was sent. */
export function byPath(faults: readonly WireFault[], under = ''): Map<string, WireFault> {
  const found = new Map<string, WireFault>();
  for (const fault of faults) {
    const path = (fault.pointer ?? '').replace(/^#\//, '');
    const own = under !== '' && path.startsWith(`${under}/`) ? path.slice(under.length + 1) : path;
    if (!found.has(own)) found.set(own, fault);
  }
  return found;
}

/** What is wrong, in the language of the page; what would be accepted and the likely correction stand behind it. */
export function faultText(fault: WireFault, { locale, t, tCode }: Pick<Wording, 'locale' | 't' | 'tCode'>): string {
  if (fault.code === 'missing_value') return t('exports.fault.missing_value');
  const words = tCode('exports.fault', fault.code);
  const message = locale === 'en' || words === fault.code ? capital(fault.message) : words;
  const allowed = fault.allowed === undefined ? '' : ` ${t('exports.allowed', { allowed: fault.allowed })}`;
  const suggestion = fault.suggestion === undefined || locale !== 'en' ? '' : ` ${fault.suggestion}`;
  return `${message}.${allowed}${suggestion}`.replace(/([.?])\.(?=\s|$)/, '$1');
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The words of a field by its path: of a line of goods, without its number. */
export function fieldKey(path: string): string {
  return path.replace(/^goods($|\/\d+\/?)/, 'goods/');
}

/** The number of the line that a path is in, from 1. */
export function lineOf(path: string): number | undefined {
  const match = /^goods\/(\d+)/.exec(path);
  return match === null ? undefined : Number(match[1]) + 1;
}
