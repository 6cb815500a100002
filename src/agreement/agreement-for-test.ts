import { SMALL_WORKSPACE } from '../feed/small-workspace.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import { readTerms } from './read-terms.js';

/** For tests: the small workspace's agreement as text, some of it replaced. Asserts nothing about the result. */
export function agreementText(...replaced: readonly (readonly [from: string | RegExp, to: string])[]): string {
  return replaced.reduce((text, [from, to]) => text.replace(from, to), SMALL_WORKSPACE['agreement.yaml']);
}

/** For tests: the terms of such a text. */
export function termsWith(...replaced: readonly (readonly [from: string | RegExp, to: string])[]): AgreementTerms {
  return readTerms(agreementText(...replaced), 'agreement.yaml').terms;
}
