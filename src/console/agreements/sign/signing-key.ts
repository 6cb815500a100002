import { canonicalJson, type Json } from '../../../base/canonical-json.js';
import type { AgreementSignature } from '../../../domain/agreement-act.js';
import { signedText, type SignedThing } from '../../../domain/signed-text.js';

/** A private key in this page, and what others know it by. It never leaves the page. */
export interface SigningKey {
  readonly key: string; // short name, as `interline agreement keygen` tells it
  readonly publicPem: string;
  readonly privateKey: CryptoKey;
}

/** Why a file is no key to sign with. */
export type KeyFault = 'no_pem' | 'public' | 'encrypted' | 'not_ed25519';

export class KeyFaultError extends Error {
  constructor(readonly fault: KeyFault) {
    super(fault);
  }
}

const ALGORITHM = 'Ed25519';
/** SPKI of an Ed25519 key (RFC 8410) is this and the 32 bytes of the key. */
const SPKI_HEAD = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00] as const;
const KEY_BYTES = 32;
const KEY_NAME_DIGITS = 16;

/** Whether this browser can sign: it knows Ed25519, and the page came over TLS or from this machine. */
export async function canSign(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
    return true;
  } catch {
    return false;
  }
}

/** Reads a private key as `interline agreement keygen` writes it: PKCS #8 in PEM. Throws a KeyFaultError for anything else. */
export async function readSigningKey(pem: string): Promise<SigningKey> {
  if (pem.includes('BEGIN ENCRYPTED PRIVATE KEY')) throw new KeyFaultError('encrypted');
  const der = derOf(pem, 'PRIVATE KEY');
  if (der === undefined) throw new KeyFaultError(pem.includes('BEGIN PUBLIC KEY') ? 'public' : 'no_pem');
  try {
    const privateKey = await crypto.subtle.importKey('pkcs8', der, ALGORITHM, true, ['sign']);
    const { x = '' } = await crypto.subtle.exportKey('jwk', privateKey);
    return { ...(await publicHalf(bytesOf(x.replaceAll('-', '+').replaceAll('_', '/')))), privateKey };
  } catch {
    throw new KeyFaultError('not_ed25519');
  }
}

/** A new key, from the browser's source of randomness, with its private half as a file to be kept. */
export async function makeSigningKey(): Promise<SigningKey & { readonly privatePem: string }> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const [raw, der] = await Promise.all([
    crypto.subtle.exportKey('raw', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  const half = await publicHalf(new Uint8Array(raw));
  return { ...half, privateKey: pair.privateKey, privatePem: pemOf(new Uint8Array(der), 'PRIVATE KEY') };
}

/** Signs a version for a party, as `interline agreement sign` does. */
export async function signVersion(
  thing: SignedThing,
  by: { readonly party: string; readonly signing: SigningKey; readonly signedAt: Date },
): Promise<AgreementSignature> {
  const { party, signing, signedAt } = by;
  const unsigned = { party, key: signing.key, signed_at: signedAt.toISOString() };
  const text = new TextEncoder().encode(signedText(thing, unsigned));
  const signature = await crypto.subtle.sign(ALGORITHM, signing.privateKey, text);
  return { ...unsigned, signature: base64Of(new Uint8Array(signature)) };
}

/** SHA-256 of terms as canonical JSON, hexadecimal: what a signature is of. */
export async function hashOfTerms(terms: unknown): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson(terms as Json));
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', text)));
}

/** Whether a public key made a signature of a version. */
export async function isSignatureOf(
  thing: SignedThing,
  { signature, ...unsigned }: AgreementSignature,
  publicPem: string,
): Promise<boolean> {
  const der = derOf(publicPem, 'PUBLIC KEY');
  if (der === undefined) return false;
  try {
    const key = await crypto.subtle.importKey('spki', der, ALGORITHM, false, ['verify']);
    const text = new TextEncoder().encode(signedText(thing, unsigned));
    return await crypto.subtle.verify(ALGORITHM, key, bytesOf(signature), text);
  } catch {
    return false;
  }
}

/** The part of a public key by which it is read out on a telephone, and its PEM. */
async function publicHalf(raw: Uint8Array): Promise<Pick<SigningKey, 'key' | 'publicPem'>> {
  if (raw.length !== KEY_BYTES) throw new KeyFaultError('not_ed25519');
  const der = Uint8Array.from([...SPKI_HEAD, ...raw]);
  const hash = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', der)));
  return { key: hash.slice(0, KEY_NAME_DIGITS), publicPem: pemOf(der, 'PUBLIC KEY') };
}

function derOf(pem: string, kind: string): Uint8Array<ArrayBuffer> | undefined {
  const body = new RegExp(`-----BEGIN ${kind}-----([A-Za-z0-9+/=\\s]+)-----END ${kind}-----`).exec(pem)?.[1];
  try {
    return body === undefined ? undefined : bytesOf(body.replaceAll(/\s/g, ''));
  } catch {
    return undefined;
  }
}

function pemOf(der: Uint8Array, kind: string): string {
  const lines = base64Of(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`, ''].join('\n');
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
