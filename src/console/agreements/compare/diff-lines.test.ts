import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../../base/prng.js';
import { aroundChanges, pairLines, type LinePair } from './diff-lines.js';

const told = (pairs: readonly LinePair[]): string[] =>
  pairs.map(({ kind, before, after }) => `${kind} ${before?.text ?? '-'} ${after?.text ?? '-'}`);

test('lines of two texts stand beside each other, with what differs', () => {
  assert.deepEqual(told(pairLines('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n')), [
    'same a a',
    'changed b x',
    'same c c',
    'same d d',
    'added - e',
  ]);
  assert.deepEqual(told(pairLines('a\nb\nc', 'a\nc')), ['same a a', 'removed b -', 'same c c']);
  assert.deepEqual(told(pairLines('a\r\nb\r\n', 'a\nb\n')), ['same a a', 'same b b']);
});

test('both texts can be read again from the pairs, and alike texts differ nowhere, in random texts', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Prng(seed);
    const text = (): string =>
      Array.from({ length: 1 + random.below(12) }, () => random.pick(['a', 'b', 'c'])).join('\n');
    const [before, after] = [text(), text()];
    const pairs = pairLines(before, after);
    const side = (of: 'before' | 'after'): string =>
      pairs.flatMap((pair) => (pair[of] === undefined ? [] : [pair[of].text])).join('\n');
    assert.deepEqual([side('before'), side('after')], [before, after], `seed ${seed}`);
    const numbers = pairs.flatMap(({ after: line }) => (line === undefined ? [] : [line.number]));
    assert.deepEqual(
      numbers,
      [...numbers.keys()].map((index) => index + 1),
    );
    assert.ok(pairLines(before, before).every(({ kind }) => kind === 'same'));
  }
});

test('only lines around a difference are shown, others are counted', () => {
  const lines = Array.from({ length: 20 }, (_, line) => `line ${line}`);
  const changed = lines.with(9, 'other');
  const shown = aroundChanges(pairLines(lines.join('\n'), changed.join('\n')), 2);
  assert.deepEqual(
    shown.map((one) => (typeof one === 'number' ? one : one.kind)),
    [7, 'same', 'same', 'changed', 'same', 'same', 8],
  );
});
