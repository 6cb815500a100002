import { canonicalJson } from '../base/canonical-json.js';
import type { AgreementSignature } from './agreement-act.js';

/** What is signed of a version: which agreement, and the hash of its canonical terms. */
export interface SignedThing {
  readonly agreement: string;
  readonly version: number;
  readonly sha256: string; // of its canonical terms
}

/** The text that is signed: everything that says who signed what and when. Signatures are of its bytes in UTF-8. */
export function signedText(
  { agreement, version, sha256 }: SignedThing,
  { party, key, signed_at }: Omit<AgreementSignature, 'signature'>,
): string {
  return `interline-agreement-signature-1\n${canonicalJson({ agreement, version, sha256, party, key, signed_at })}`;
}
