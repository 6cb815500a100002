import type { AgreementTerms } from '../domain/agreement-terms.js';
import type { SignedThing } from '../domain/signed-text.js';
import { versionIdOf } from './agreement-terms.js';
import type { TermsChange } from './diff-terms.js';
import { signedThing } from './signature-file.js';
import { dateWords } from './term-words.js';

/** What differs between two versions, as a text of several lines for people. */
export function diffText(before: AgreementTerms, after: AgreementTerms, changes: readonly TermsChange[]): string {
  if (versionIdOf(before) === versionIdOf(after)) return `${titleOf(signedThing(after))}: both mean the same.`;
  const named = changes.filter(({ path }) => path !== 'version'); // the heading says it
  const later = after.effective.from > before.effective.from;
  return [
    `Before: ${titleOf(signedThing(before))}`,
    `After:  ${titleOf(signedThing(after))}, ${effectiveText(after)}`,
    ...(before.version === after.version
      ? [`Both are called version ${after.version}; the later one needs a number of its own.`]
      : []),
    named.length === 0 ? 'Nothing differs but the number of the version.' : '',
    ...(named.length === 0
      ? []
      : [`${later ? `From ${dateWords(after.effective.from)}` : 'Once in force'}:`, changesText(named)]),
  ].join('\n');
}

/** `ats-indiapost, version 3 (3f2a9c04b1de)`: the hash's beginning is enough to read out on a telephone. */
export function titleOf({ agreement, version, sha256 }: SignedThing): string {
  return `${agreement}, version ${version} (${sha256.slice(0, 12)})`;
}

/** `from 4 Oct 2024 to 3 Oct 2026`. */
export function effectiveText({ effective: { from, until } }: AgreementTerms): string {
  const end = until === '9999-12-31' ? 'without end' : `to ${dateWords(until)}`;
  return from === '0001-01-01' ? end : `from ${dateWords(from)} ${end}`;
}

/** Changes as a list, one a line. */
export function changesText(changes: readonly TermsChange[]): string {
  return changes.map(({ words }) => `  - ${words}`).join('\n');
}
