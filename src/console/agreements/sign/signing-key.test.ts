import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeyPairSync } from 'node:crypto';
import { canonicalJson } from '../../../base/canonical-json.js';
import { isSignedBy, keyIdOf, makeKeyPair, publicPemOf, sha256, signText } from '../../../base/signing.js';
import { signedText } from '../../../domain/signed-text.js';
import { canSign, hashOfTerms, isSignatureOf, makeSigningKey, readSigningKey, signVersion } from './signing-key.js';

const THING = { agreement: 'ats-post', version: 3, sha256: 'ab'.repeat(32) };

test('a key file of the command line signs in a browser as the command line does', async () => {
  assert.equal(await canSign(), true);
  const { privatePem, publicPem } = makeKeyPair();
  const signing = await readSigningKey(privatePem);
  assert.deepEqual([signing.key, signing.publicPem], [keyIdOf(publicPem), publicPem]);
  const signed = await signVersion(THING, { party: 'ats', signing, signedAt: new Date('2026-11-23T10:00:00Z') });
  const { signature, ...unsigned } = signed;
  assert.deepEqual(unsigned, { party: 'ats', key: signing.key, signed_at: '2026-11-23T10:00:00.000Z' });
  assert.equal(signature, signText(signedText(THING, unsigned), privatePem));
  assert.equal(await isSignatureOf(THING, signed, publicPem), true);
  assert.equal(await isSignatureOf({ ...THING, version: 4 }, signed, publicPem), false);
  assert.equal(await isSignatureOf(THING, { ...signed, party: 'post' }, publicPem), false);
  assert.equal(await isSignatureOf(THING, signed, makeKeyPair().publicPem), false);
  assert.equal(await isSignatureOf(THING, signed, 'no key'), false);
});

test('a key made in a browser is one of the command line', async () => {
  const made = await makeSigningKey();
  assert.equal(publicPemOf(made.privatePem), made.publicPem);
  assert.equal(keyIdOf(made.publicPem), made.key);
  const again = await readSigningKey(made.privatePem.replaceAll('\n', '\r\n'));
  assert.equal(again.key, made.key);
  const { signature, ...unsigned } = await signVersion(THING, {
    party: 'ats',
    signing: again,
    signedAt: new Date(0),
  });
  assert.equal(isSignedBy(signedText(THING, unsigned), signature, made.publicPem), true);
});

test('whatever is no private Ed25519 key is refused with its reason', async () => {
  const { publicPem } = makeKeyPair();
  const options = { privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
  const { privateKey: other } = generateKeyPairSync('x25519', {
    ...options,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const cases = [
    ['', 'no_pem'],
    ['agreement: ats', 'no_pem'],
    [publicPem, 'public'],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', 'encrypted'],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'not_ed25519'],
    [other, 'not_ed25519'],
  ] as const;
  for (const [pem, fault] of cases) await assert.rejects(readSigningKey(pem), { fault }, pem);
});

test('terms are hashed as they are signed', async () => {
  const terms = { version: 3, agreement: 'ats-post', parties: ['ats', 'post'], note: 'नमस्ते' };
  assert.equal(await hashOfTerms(terms), sha256(canonicalJson(terms)));
});
