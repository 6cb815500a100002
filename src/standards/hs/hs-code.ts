import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { listBelow, type HsEntry, type HsList } from './hs-list.js';

/** As tariffs print it: `8306.29`, and `8306.29.10` with the two digits that India adds. */
export function displayHs(code: string): string {
  return code.replace(/^(\d{4})(\d\d)(\d\d)?$/, (_, heading: string, sub: string, item?: string) =>
    item === undefined ? `${heading}.${sub}` : `${heading}.${sub}.${item}`,
  );
}

/** Reads a subheading of six digits that exists in the list; dots, dashes and spaces between its digits are accepted. */
export function parseHs(list: HsList, text: string): Parsed<HsEntry> {
  const code = digitsOf(text);
  const allowed = 'six digits, such as 8306.29';
  if (!/^\d*$/.test(code)) return refused('an HS code has digits only', allowed);
  if (code.length === 4 && list.byCode.has(code)) {
    return refused(`${code} is a heading; a subheading is asked for`, namesOf(listBelow(list, code)));
  }
  if (code.length === 5)
    return refusedAsMistyped('an HS code has 6 digits, not 5', allowed, missingZero(list, code), displayHs);
  if (code.length !== 6) return refused(`an HS code has 6 digits, not ${code.length}`, allowed);
  const entry = list.byCode.get(code);
  return entry === undefined ? unknown(list, code, displayHs) : valid(entry);
}

/** An Indian tariff item, eight digits: the subheading it belongs to, and itself. */
export interface TariffItem {
  /** Eight digits (ITC(HS), the customs tariff heading of a bill of export). */
  readonly item: string;
  readonly subheading: HsEntry;
}

/**
 * Reads a tariff item of eight digits whose first six exist in the list. Whether India's tariff has the last two is not in the Harmonized
 * System, so only `00` to `99` can be checked here.
 */
export function parseTariffItem(list: HsList, text: string): Parsed<TariffItem> {
  const item = digitsOf(text);
  const allowed = 'eight digits, such as 8306.29.90';
  if (!/^\d*$/.test(item)) return refused('a tariff item has digits only', allowed);
  if (item.length === 6 && list.byCode.has(item)) {
    return refused(
      'a tariff item has 8 digits; the last two are missing',
      allowed,
      `Look up which items ${displayHs(item)} has.`,
    );
  }
  if (item.length !== 8) return refused(`a tariff item has 8 digits, not ${item.length}`, allowed);
  const subheading = list.byCode.get(item.slice(0, 6));
  if (subheading !== undefined) return valid({ item, subheading });
  return unknown(list, item.slice(0, 6), (code) => displayHs(`${code}${item.slice(6)}`), item.slice(6));
}

function unknown(list: HsList, code: string, display: (code: string) => string, tail = ''): Parsed<never> {
  const heading = code.slice(0, 4);
  const siblings = list.byCode.has(heading) ? listBelow(list, heading) : [];
  const existing = likelyCorrections(code, (other) => list.byCode.has(other));
  // People know the heading better than the subheading, so a slip is looked for in the last two digits first.
  const near = existing.filter((other) => other.startsWith(heading));
  const message =
    siblings.length === 0
      ? `HS 2022 has no heading ${heading}`
      : `HS 2022 has no ${displayHs(code)}; heading ${heading} has other subheadings`;
  const allowed = siblings.length === 0 ? undefined : namesOf(siblings);
  if (existing.length === 0) return refused(message, allowed, 'Look for the goods by everyday words.');
  return refusedAsMistyped(
    message,
    allowed,
    (near.length > 0 ? near : existing).map((other) => `${other}${tail}`),
    (other) => display(other.slice(0, 6)),
  );
}

function missingZero(list: HsList, code: string): string[] {
  return [`0${code}`, `${code}0`].filter((other) => list.byCode.has(other));
}

function namesOf(entries: readonly HsEntry[]): string {
  return entries.map((entry) => displayHs(entry.code)).join(', ');
}

function digitsOf(text: string): string {
  return text.replace(/[\s.-]/g, '');
}
