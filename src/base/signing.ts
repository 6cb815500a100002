import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** An Ed25519 key pair as PEM texts: PKCS #8 and SPKI. */
export interface KeyPair {
  readonly privatePem: string;
  readonly publicPem: string;
}

/** A new pair from the machine's source of randomness. */
export function makeKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privatePem: privateKey, publicPem: publicKey };
}

/** SHA-256 of a text in UTF-8, as lower-case hex. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Ed25519 signature (RFC 8032) of a text in UTF-8, as base64. Throws when the PEM is no private Ed25519 key. */
export function signText(text: string, privatePem: string): string {
  return sign(null, Buffer.from(text, 'utf8'), parsedKey(privatePem, 'private')).toString('base64');
}

/** Whether a base64 signature of a text was made by the private half of a key; false for whatever is malformed. */
export function isSignedBy(text: string, signature: string, publicPem: string): boolean {
  try {
    const bytes = Buffer.from(signature, 'base64');
    // Base64 that Node would forgive is refused, so that a signature has one text only.
    if (bytes.toString('base64') !== signature) return false;
    return verify(null, Buffer.from(text, 'utf8'), parsedKey(publicPem, 'public'), bytes);
  } catch {
    return false;
  }
}

/** Short name of a key, the same for its private and its public half. Throws when the PEM is no Ed25519 key. */
export function keyIdOf(pem: string): string {
  const known = keyIds.get(pem);
  if (known !== undefined) return known;
  const der = parsedKey(pem, 'public').export({ type: 'spki', format: 'der' });
  return remember(keyIds, pem, hash('sha256', der, 'hex').slice(0, 16));
}

/** The public half, as PEM. Throws when the PEM is no Ed25519 key. */
export function publicPemOf(pem: string): string {
  return parsedKey(pem, 'public').export({ type: 'spki', format: 'pem' }).toString();
}

/** Parsing a PEM takes ten times as long as signing, and a program has few keys, so parsed ones are kept. */
const KEPT_MAX = 64;
const parsedKeys = new Map<string, KeyObject>();
const keyIds = new Map<string, string>();

function parsedKey(pem: string, kind: 'private' | 'public'): KeyObject {
  const name = `${kind}\n${pem}`;
  const known = parsedKeys.get(name);
  if (known !== undefined) return known;
  const key = kind === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`the key is ${key.asymmetricKeyType}, not ed25519`);
  return remember(parsedKeys, name, key);
}

function remember<T>(kept: Map<string, T>, name: string, value: T): T {
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(name, value);
  return value;
}
