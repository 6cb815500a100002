import type { WireFault } from '../../../wire/http/problem.js';
import type { Wording } from '../../words/use-words.js';
import { placeOnPage } from './form-fields.js';

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

/** Faults in the order in which their fields stand on the page. */
export function inPageOrder(faults: ReadonlyMap<string, WireFault>): Map<string, WireFault> {
  return new Map([...faults].toSorted(([a], [b]) => placeOnPage(a) - placeOnPage(b)));
}

/** How many faults there are, of which a long list tells the first only and their number in its last. */
export function faultCount(faults: readonly WireFault[]): number {
  const last = faults.at(-1);
  return last?.code === 'more_faults' ? Number(last.value) : faults.length;
}

/** What is wrong, in the language of the page; what would be accepted and the likely correction stand behind it. */
export function faultText(fault: WireFault, { locale, t, tCode }: Pick<Wording, 'locale' | 't' | 'tCode'>): string {
  if (fault.code === 'missing_value') return t('exports.fault.missing_value');
  if (locale !== 'en') return translated(fault, { t, tCode });
  const message = capital(fault.message);
  const allowed = fault.allowed === undefined ? '' : ` ${t('exports.allowed', { allowed: fault.allowed })}`;
  const suggestion = fault.suggestion === undefined ? '' : ` ${fault.suggestion}`;
  return `${message}.${allowed}${suggestion}`.replace(/([.?])\.(?=\s|$)/, '$1');
}

/** Words of the fault at its field, or else of its code; what would be accepted where it is a code or an amount. */
function translated(fault: WireFault, { t, tCode }: Pick<Wording, 't' | 'tCode'>): string {
  const { code, pointer, column = '', message, allowed } = fault;
  const fields = [pointer === undefined ? '' : fieldKey(pointer.replace(/^#\//, '')), column.replace('_', '/'), column];
  const atField = fields.map((field) => [`${code}.${field}`, tCode('exports.fault', `${code}.${field}`)] as const);
  const special = atField.find(([key, words]) => words !== key)?.[1];
  const general = tCode('exports.fault', code);
  const words = special ?? (general === code ? capital(message) : general);
  const accepted = allowed === undefined ? undefined : acceptedOf(allowed, { t, isPlain: special !== undefined });
  return accepted === undefined ? `${words}।` : `${words}। ${t('exports.allowed', { allowed: accepted })}`;
}

/** What would be accepted, as far as it can be said without the server's sentences. */
function acceptedOf(allowed: string, { t, isPlain }: Pick<Wording, 't'> & { readonly isPlain: boolean }) {
  const [, most, unit = ''] = /^up to (\d+) (g|mm)$/.exec(allowed) ?? [];
  if (most !== undefined) return t('exports.allowed.upTo', { amount: `${most} ${unit}` });
  const [, least] = /^at least (\d+ g)$/.exec(allowed) ?? [];
  if (least !== undefined) return t('exports.allowed.atLeast', { amount: least });
  const isCodes = /^[\w-]+(, [\w-]+)*$/.test(allowed);
  return isCodes || !isPlain ? allowed : undefined;
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
