import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { WordIndex } from './word-index.js';

test('WordIndex finds beginnings of words in any order, whole words first, whatever the script', () => {
  const index = new WordIndex([
    'Delhi Cantt S.O 110010',
    'New Delhi G.P.O.',
    'Delhigram B.O',
    'नई दिल्ली 110001',
    'Agra',
  ]);
  assert.deepEqual(index.find('delhi', 10), [0, 1, 2]);
  assert.deepEqual(index.find('delhig', 10), [2]);
  assert.deepEqual(index.find('del new', 10), [1]);
  assert.deepEqual(index.find('1100', 10), [0, 3]);
  assert.deepEqual(index.find('दिल्ली', 10), [3]);
  assert.deepEqual(index.find('delhi', 1), [0]);
  assert.deepEqual(index.find('', 10), []);
  assert.deepEqual(index.find('pune', 10), []);
});

test('WordIndex finds what reading every text finds', (t) => {
  const seed = 7;
  t.diagnostic(`seed ${seed}`);
  const random = new Prng(seed);
  const word = (): string => Array.from({ length: 1 + random.below(3) }, () => random.pick(['a', 'b', 'c'])).join('');
  const texts = Array.from({ length: 200 }, () => Array.from({ length: 1 + random.below(4) }, word).join(' '));
  const index = new WordIndex(texts);
  for (let round = 0; round < 200; round++) {
    const query = Array.from({ length: 1 + random.below(3) }, word);
    const fits = (text: string): boolean =>
      query.every((begun) => text.split(' ').some((known) => known.startsWith(begun)));
    const expected = [...texts.keys()].filter((row) => fits(texts[row]));
    assert.deepEqual(
      index.find(query.join(' '), 1000).toSorted((a, b) => a - b),
      expected,
    );
  }
});
