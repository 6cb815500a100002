import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureInFile } from './signature-upload.js';

const SIGNATURE = { party: 'ats', key: '788deb72cc83148a', signed_at: '2026-11-23T10:00:00Z', signature: 'AAAA' };
const OF = { party: 'ats', sha256: 'ab' };

test('the own signature is taken from a file of signatures of the same terms, and anything else is told apart', () => {
  const file = {
    format: 'x',
    sha256: 'ab',
    signatures: [
      { ...SIGNATURE, party: 'post' },
      { ...SIGNATURE, more: 1 },
    ],
  };
  assert.deepEqual(signatureInFile(JSON.stringify(file), OF), SIGNATURE);
  assert.equal(signatureInFile(JSON.stringify(file), { ...OF, sha256: 'cd' }), 'other_terms');
  assert.equal(signatureInFile(JSON.stringify(file), { ...OF, party: 'third' }), 'no_own');
  assert.equal(signatureInFile(JSON.stringify({ ...file, signatures: [{ party: 'ats' }] }), OF), 'no_own');
  for (const text of ['', 'agreement: x', 'null', '[]', '{"signatures":3}']) {
    assert.equal(signatureInFile(text, OF), 'no_file', text);
  }
});
