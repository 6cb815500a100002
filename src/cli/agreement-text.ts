import type { SignedThing } from '../agreement/agreement-signature.js';
import type { TermsChange } from '../agreement/diff-terms.js';
import { dateWords } from '../agreement/term-words.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';

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
