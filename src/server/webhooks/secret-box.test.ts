import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { InputError } from '../../base/input-error.js';
import { SecretBox, secretBoxOf, secretBoxOfFile } from './secret-box.js';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

test('a sealed secret opens with its key and for its purpose only, and every seal is another', () => {
  const box = new SecretBox([first]);
  const sealed = box.seal('whsec_abc', 'whk_1');
  assert.equal(box.open(sealed, 'whk_1'), 'whsec_abc');
  assert.ok(!sealed.includes('abc'));
  assert.notEqual(box.seal('whsec_abc', 'whk_1'), sealed);
  assert.throws(() => box.open(sealed, 'whk_2'));
  const last = sealed.at(-2) === 'A' ? 'B' : 'A';
  assert.throws(() => box.open(sealed.slice(0, -2) + last + sealed.slice(-1), 'whk_1'));
  assert.throws(() => new SecretBox([second]).open(sealed, 'whk_1'), /is not among the server's keys/);
  const both = new SecretBox([second, first]);
  assert.equal(both.open(sealed, 'whk_1'), 'whsec_abc');
  assert.equal(new SecretBox([second]).open(both.seal('next', 'whk_1'), 'whk_1'), 'next');
});

test('keys are read from a text, or from a file that is made for its user alone and kept', (t) => {
  const sealed = new SecretBox([first]).seal('text', 'x');
  assert.equal(secretBoxOf(`${second.toString('base64')}, ${first.toString('base64')}`).open(sealed, 'x'), 'text');
  for (const wrong of ['', 'password', Buffer.alloc(16).toString('base64')]) {
    assert.throws(() => secretBoxOf(wrong), InputError);
  }
  const folder = mkdtempSync(join(tmpdir(), 'interline-key-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'secret.key');
  const kept = secretBoxOfFile(path).seal('text', 'x');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(Buffer.from(readFileSync(path, 'utf8'), 'base64').length, 32);
  assert.equal(secretBoxOfFile(path).open(kept, 'x'), 'text');
});
