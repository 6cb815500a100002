import { canonicalJson } from '../base/canonical-json.js';
import { isSignedBy, keyIdOf, signText } from '../base/signing.js';
import type { AgreementSignature } from '../domain/agreement-act.js';

/** What is signed of a version: which agreement, and the hash of its canonical terms. */
export interface SignedThing {
  readonly agreement: string;
  readonly version: number;
  readonly sha256: string; // `versionIdOf` its terms
}

/** A party's signature of a version. Throws when the PEM is no private Ed25519 key. */
export function signVersion(
  thing: SignedThing,
  by: { readonly party: string; readonly privatePem: string; readonly signedAt: string },
): AgreementSignature {
  const unsigned = { party: by.party, key: keyIdOf(by.privatePem), signed_at: by.signedAt };
  return { ...unsigned, signature: signText(signatureText(thing, unsigned), by.privatePem) };
}

/** Why a signature of a version does not count, undefined when it does. `publicPems` are known to be the party's. */
export function signatureFault(
  thing: SignedThing,
  signature: AgreementSignature,
  publicPems: readonly string[],
): 'unknown_key' | 'bad_signature' | undefined {
  const pem = publicPems.find((one) => keyIdOf(one) === signature.key);
  if (pem === undefined) return 'unknown_key';
  return isSignedBy(signatureText(thing, signature), signature.signature, pem) ? undefined : 'bad_signature';
}

/** The text that is signed: everything that says who signed what and when. */
function signatureText(
  { agreement, version, sha256 }: SignedThing,
  { party, key, signed_at }: Omit<AgreementSignature, 'signature'>,
): string {
  return `interline-agreement-signature-1\n${canonicalJson({ agreement, version, sha256, party, key, signed_at })}`;
}
