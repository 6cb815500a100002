import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  csrfTokenOf,
  hashOfPassword,
  hashOfSecret,
  isPassword,
  newApiKeySecret,
  newPassword,
  PASSWORD_COST,
} from './secrets.js';

test('a password is known by its hash, whatever the cost is now', async () => {
  const cheap = { N: 1024, r: 8, p: 1 };
  const hash = await hashOfPassword('pässword', cheap);
  assert.match(hash, /^scrypt\$1024\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  assert.equal(await isPassword('pa\u0308ssword', hash, PASSWORD_COST), true); // the same letters, typed in another way
  assert.equal(await isPassword('password', hash, PASSWORD_COST), false);
  assert.equal(await isPassword('', undefined, cheap), false);
  assert.notEqual(await hashOfPassword('pässword', cheap), hash);
});

test('secrets are random, of their form, and not told by what is kept or shown of them', () => {
  const { secret, hint } = newApiKeySecret('test');
  assert.match(secret, /^il_test_[\w-]{43}$/);
  assert.equal(hint, secret.slice(0, 12));
  assert.match(hashOfSecret(secret), /^[0-9a-f]{64}$/);
  assert.notEqual(csrfTokenOf(secret), secret);
  const passwords = new Set(Array.from({ length: 1000 }, newPassword));
  assert.equal(passwords.size, 1000);
  assert.ok([...passwords].every((password) => /^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/.test(password)));
});
