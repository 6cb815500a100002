import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from '../base/canonical-json.js';
import { InputError } from '../base/input-error.js';
import { makeKeyPair, sha256 } from '../base/signing.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import { termsWith } from './agreement-for-test.js';
import { signVersion } from './agreement-signature.js';
import {
  checkSignatures,
  formatSignatureFile,
  newSignatureFile,
  parseSignatureFile,
  type SignatureFile,
} from './signature-file.js';

const PAIRS = { ats: makeKeyPair(), post: makeKeyPair() };
const KEYS = new Map(Object.entries(PAIRS).map(([party, { publicPem }]) => [party, [publicPem]]));
const SIGNED_AT = '2026-11-23T10:00:00Z';

function signed(terms: AgreementTerms, ...parties: readonly ('ats' | 'post')[]): SignatureFile {
  const file = newSignatureFile(terms);
  const signatures = parties.map((party) =>
    signVersion(file, { party, privatePem: PAIRS[party].privatePem, signedAt: SIGNED_AT }),
  );
  return parseSignatureFile(formatSignatureFile({ ...file, signatures }), 'x.signatures.json');
}

const findings = (terms: AgreementTerms, file: SignatureFile | undefined, keys = KEYS): string => {
  const { status, parties } = checkSignatures(terms, file, keys);
  return `${status}: ${parties.map(({ finding }) => finding).join(' ')}`;
};

test('an agreement is signed when all its parties have signed what is in its file', () => {
  const terms = termsWith();
  assert.equal(findings(terms, undefined), 'unsigned: not_signed not_signed');
  assert.equal(findings(terms, signed(terms)), 'unsigned: not_signed not_signed');
  assert.equal(findings(terms, signed(terms, 'post')), 'partly_signed: not_signed signed');
  assert.equal(findings(terms, signed(terms, 'ats', 'post')), 'signed: signed signed');
  assert.equal(findings(termsWith(['"05:00"', '"05:00:00"']), signed(terms, 'ats', 'post')), 'signed: signed signed');
});

test('a file that was changed after signing is found, and the change told in words', () => {
  const check = checkSignatures(termsWith(['kg: 800', 'kg: 900']), signed(termsWith(), 'ats', 'post'), KEYS);
  assert.equal(check.status, 'changed');
  assert.deepEqual(
    check.changes.map(({ words }) => words),
    ['ats may carry up to 100 kg more (800 to 900 kg a departure) on RAIL-* of post, daily'],
  );
});

test('every way to tamper with signatures is found', () => {
  const terms = termsWith();
  const file = signed(terms, 'ats', 'post');
  const [ats, post] = file.signatures;
  const moved = termsWith(['kg: 800', 'kg: 900']);
  const cases: [file: SignatureFile, finding: string][] = [
    [{ ...file, signatures: [{ ...ats, signed_at: '2027-01-01T00:00:00Z' }, post] }, 'invalid: bad_signature signed'],
    [{ ...file, signatures: [{ ...ats, signature: post.signature }, post] }, 'invalid: bad_signature signed'],
    [{ ...file, signatures: [{ ...post, party: 'ats' }, post] }, 'invalid: unknown_key signed'],
    [{ ...file, signatures: [{ ...ats, signature: '' }, post] }, 'invalid: bad_signature signed'],
    [{ ...file, hashed: newSignatureFile(moved).hashed, terms: moved }, 'signed: signed signed'], // what counts is what was signed
    [{ ...file, hashed: null }, 'signed: signed signed'],
    [{ ...file, version: 4 }, 'invalid: bad_signature bad_signature'],
    [signed(termsWith(['version: 3', 'version: 2']), 'ats', 'post'), 'changed: signed signed'],
  ];
  for (const [tampered, finding] of cases) assert.equal(findings(terms, tampered), finding);
  assert.equal(findings(moved, { ...file, hashed: newSignatureFile(moved).hashed }), 'invalid: signed signed');
  assert.equal(
    findings(moved, { ...newSignatureFile(moved), signatures: file.signatures }),
    'invalid: bad_signature bad_signature',
  );
  assert.equal(findings(terms, file, new Map([['ats', KEYS.get('ats') ?? []]])), 'partly_signed: signed no_key');
  const third = { ...file, signatures: [...file.signatures, { ...post, party: 'third' }] };
  assert.deepEqual(checkSignatures(terms, third, KEYS).problems, [
    'third has signed, but is no party of the agreement',
  ]);
});

test('signatures outlive terms that a later program adds with a default', () => {
  const terms = termsWith([', weight_tolerance_g: 50', '']);
  const { hashed } = newSignatureFile(terms);
  const { weight_tolerance_g: _, ...known } = (hashed as { discrepancies: Record<string, Json> }).discrepancies;
  const before: Json = { ...(hashed as object), discrepancies: known };
  const thing = { agreement: 'ats-post', version: 3, sha256: sha256(canonicalJson(before)) };
  const signatures = [signVersion(thing, { party: 'ats', privatePem: PAIRS.ats.privatePem, signedAt: SIGNED_AT })];
  const old = parseSignatureFile(formatSignatureFile({ ...thing, hashed: before, terms, signatures }), 'x.json');
  assert.equal(findings(terms, old), 'partly_signed: signed not_signed');
  assert.equal(
    findings(termsWith(['weight_tolerance_g: 50', 'weight_tolerance_g: 10']), old),
    'changed: signed not_signed',
  );
});

test('what is no file of signatures is refused with a fault', () => {
  for (const text of ['', '[]', '{}', '{"format":"interline-agreement-signatures-1"}', 'null', '{"signatures":[1]}']) {
    assert.throws(() => parseSignatureFile(text, 'x.json'), InputError, text);
  }
  const whole = JSON.parse(formatSignatureFile(signed(termsWith(), 'ats'))) as object;
  const broken = JSON.stringify({ ...whole, signatures: [{ party: 1 }] });
  assert.throws(() => parseSignatureFile(broken, 'x.json'), /wrong_shape x\.json/);
});
