import { isSignedBy, keyIdOf, signText } from '../base/signing.js';
import type { AgreementSignature } from '../domain/agreement-act.js';
import { signedText, type SignedThing } from '../domain/signed-text.js';

/** A party's signature of a version. Throws when the PEM is no private Ed25519 key. */
export function signVersion(
  thing: SignedThing,
  by: { readonly party: string; readonly privatePem: string; readonly signedAt: string },
): AgreementSignature {
  const unsigned = { party: by.party, key: keyIdOf(by.privatePem), signed_at: by.signedAt };
  return { ...unsigned, signature: signText(signedText(thing, unsigned), by.privatePem) };
}

/** Why a signature of a version does not count, undefined when it does. `publicPems` are known to be the party's. */
export function signatureFault(
  thing: SignedThing,
  signature: AgreementSignature,
  publicPems: readonly string[],
): 'unknown_key' | 'bad_signature' | undefined {
  const pem = publicPems.find((one) => keyIdOf(one) === signature.key);
  if (pem === undefined) return 'unknown_key';
  return isSignedBy(signedText(thing, signature), signature.signature, pem) ? undefined : 'bad_signature';
}
