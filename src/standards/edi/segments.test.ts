import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { componentOf, readSegments, segment, writeSegments, type Delimiters } from './segments.js';

const characters = fc.constantFrom(..."aZ09 :+?'.*|~é\nद".split(/(?:)/u));
const components = fc.array(characters, { maxLength: 5 }).map((chars) => chars.join(''));
const segments = fc
  .record({
    tag: fc.stringMatching(/^[A-Z]{3}$/),
    elements: fc.array(fc.array(components, { maxLength: 3 }), { maxLength: 4 }),
  })
  .filter(({ tag }) => tag !== 'UNA')
  .map(({ tag, elements }) => segment(tag, ...elements));

test('writeSegments escapes what means something, and readSegments takes it back', () => {
  const nad = segment('NAD', 'CN', '', '', ["O'Hara + Söhne?", 'a:b'], '', 'Köln');
  const text = writeSegments([nad]);
  assert.equal(text, "UNA:+.? '\nNAD+CN+++O?'Hara ?+ Söhne??:a?:b++Köln'\n");
  assert.deepEqual(readSegments(text), { status: 'valid', value: [nad] });
  assert.equal(componentOf(nad, 3, 1), 'a:b');
  assert.equal(componentOf(nad, 9, 9), '');
});

test('segments of any content come back, with any delimiters', () => {
  const delimiters: fc.Arbitrary<Delimiters> = fc
    .uniqueArray(fc.constantFrom(...":+?'*|~!^#".split('')), { minLength: 4, maxLength: 4 })
    .map(([component = '', element = '', release = '', end = '']) => ({
      component,
      element,
      release,
      end,
      decimal: ',',
    }));
  fc.assert(
    fc.property(fc.array(segments, { minLength: 1, maxLength: 5 }), delimiters, (list, own) => {
      assert.deepEqual(readSegments(writeSegments(list, own)), { status: 'valid', value: list });
    }),
  );
});

test('readSegments takes files without advice, on one line, and with empty ends', () => {
  assert.deepEqual(readSegments("BGM+1++:'DTM'"), { status: 'valid', value: [segment('BGM', '1'), segment('DTM')] });
});

test('readSegments says which segment is wrong', () => {
  const faults = ['', 'UNA:+.? ', "UNA::.? 'BGM'", "BGM+1'dtm+2'", "BGM+1'DTM", "BGM+1'DTM?", "'"].map((text) => {
    const read = readSegments(text);
    return read.status === 'refused' ? read.refusal.message : 'valid';
  });
  assert.deepEqual(faults, [
    'there are no segments',
    'the six characters behind UNA are no set of delimiters',
    'the six characters behind UNA are no set of delimiters',
    'segment 2 has "dtm" for a tag of three letters',
    'segment 2 does not end',
    'segment 2 ends behind a release character',
    'segment 1 has "" for a tag of three letters',
  ]);
});

test('no text makes readSegments throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(..."UNA:+.? 'BGM\n".split('')), { maxLength: 40 }).map((chars) => chars.join('')),
      ),
      (text) => {
        assert.ok(readSegments(text).status);
      },
    ),
  );
});
