import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from './canonical-json.js';

test('canonicalJson writes the examples of RFC 8785 sections 3.2.2 and 3.2.3', () => {
  const value = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`) as Json;
  assert.equal(
    canonicalJson(value),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
  const keys = Object.fromEntries(names.map((name, index) => [name, index]));
  // A parsed object lists whole numbers first, whatever the text says, so '1' is looked for in the text.
  const sorted = Object.keys(JSON.parse(canonicalJson(keys)) as object).filter((key) => key !== '1');
  assert.deepEqual(
    sorted.map((key) => names.indexOf(key)),
    [1, 5, 6, 0, 4, 2],
  );
  assert.ok(canonicalJson(keys).startsWith(`{"\\r":1,"1":3,`));
});

test('canonicalJson does not depend on the order in which members were added, and reads back as the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (made) => {
      const value = JSON.parse(JSON.stringify(made)) as Record<string, Json>;
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      assert.equal(canonicalJson(turned), canonicalJson(value));
      assert.deepEqual(JSON.parse(canonicalJson(value)), value);
    }),
  );
});

test('canonicalJson leaves out undefined members and refuses what has no text', () => {
  assert.equal(canonicalJson({ a: undefined, b: [] }), '{"b":[]}');
  assert.throws(() => canonicalJson(Number.NaN), /has no text for NaN/);
  assert.throws(() => canonicalJson({ text: '\ud800' }), /half a character/);
  assert.equal(canonicalJson('\\ud800 in letters'), '"\\\\ud800 in letters"');
  assert.equal(canonicalJson('\ud83d\ude00'), '"😀"');
});
