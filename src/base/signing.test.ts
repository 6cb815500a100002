import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { isSignedBy, keyIdOf, makeKeyPair, publicPemOf, sha256, signText } from './signing.js';

/** PKCS #8 of a raw Ed25519 seed (RFC 8410, section 7). */
function pemOfSeed(seedHex: string): string {
  const der = Buffer.from(`302e020100300506032b657004220420${seedHex}`, 'hex').toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}

test('signText signs as RFC 8032, section 7.1, tests 1 and 2, say', () => {
  const vectors = [
    {
      seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      text: '',
      signature:
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    },
    {
      seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      text: 'r', // 0x72
      signature:
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    },
  ];
  for (const { seed, text, signature } of vectors) {
    const pem = pemOfSeed(seed);
    assert.equal(Buffer.from(signText(text, pem), 'base64').toString('hex'), signature);
    assert.ok(isSignedBy(text, signText(text, pem), publicPemOf(pem)));
  }
});

test('sha256 hashes as FIPS 180-4 says', () => {
  assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('isSignedBy is false for another text, key or signature, and for what is malformed, and never throws', () => {
  const [own, other] = [makeKeyPair(), makeKeyPair()];
  const signature = signText('text', own.privatePem);
  assert.ok(isSignedBy('text', signature, own.publicPem));
  const cases: [text: string, signature: string, pem: string][] = [
    ['texT', signature, own.publicPem],
    ['text', signature, other.publicPem],
    ['text', signText('text', other.privatePem), own.publicPem],
    ['text', '', own.publicPem],
    ['text', `${signature}=`, own.publicPem],
    ['text', signature.replace('=', ''), own.publicPem],
    ['text', signature, 'no key'],
    ['text', signature, ''],
  ];
  for (const [text, claimed, pem] of cases) assert.equal(isSignedBy(text, claimed, pem), false);
});

test('both halves of a key have one id, other keys have others, and keys that are not Ed25519 are refused', () => {
  const pairs = Array.from({ length: 70 }, makeKeyPair); // more than are kept parsed
  const ids = pairs.map(({ privatePem }) => keyIdOf(privatePem));
  assert.deepEqual(
    pairs.map(({ publicPem }) => keyIdOf(publicPem)),
    ids,
  );
  assert.equal(new Set(ids).size, 70);
  assert.equal(publicPemOf(pairs[0].privatePem), pairs[0].publicPem);
  const { privateKey } = generateKeyPairSync('x25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }); // prettier-ignore
  assert.throws(() => keyIdOf(privateKey), /the key is x25519, not ed25519/);
  assert.throws(() => signText('text', privateKey), /not ed25519/);
});
