import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPassword } from '../../wire/people/users.js';
import { passwordFault } from './password-fault.js';

test('a new password is long enough and typed twice alike, as the server wants it', () => {
  for (const password of ['', 'short', '12345678901', '123456789012', 'a long enough password']) {
    assert.equal(passwordFault(password, password) === undefined, newPassword.safeParse(password).success, password);
  }
  assert.equal(passwordFault('123456789012', '123456789013'), 'differs');
});
