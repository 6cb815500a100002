import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { InputError, type Fault } from '../../base/input-error.js';
import { costOfOpening } from '../../engine/siting/cost-lists.js';
import { solveMedian } from '../../engine/siting/median.js';
import { parseMedianInstance, readMedianInstance } from './read-median-instance.js';

function faultsOf(text: string, size?: number): readonly Fault[] {
  try {
    parseMedianInstance(text, 'x.txt', size);
    return [];
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error.faults;
  }
}

function placesOf(text: string, size?: number): unknown[] {
  return faultsOf(text, size).map(({ line, column, value, code }) => [line, column, value, code]);
}

test('parseMedianInstance measures shortest paths, both ways along an edge', () => {
  // 1 --2-- 2 --3-- 3, and 1 --9-- 3 the long way round
  const { lists, size } = parseMedianInstance(' 3 3 1 \n 1 2 2\n\n 3 2 3\n 1 3 9\n', 'x.txt');
  assert.equal(size, 1);
  assert.deepEqual(
    [0, 1, 2].map((site) => costOfOpening(lists, [site])),
    [2 + 5, 2 + 3, 5 + 3],
  );
});

test('parseMedianInstance takes the last of several edges, and ignores an edge that leads nowhere', () => {
  const { lists } = parseMedianInstance('2 3 1\n1 2 2\n2 1 7\n1 1 5\n', 'x.txt');
  assert.equal(costOfOpening(lists, [0]), 7);
});

test('parseMedianInstance opens as many sites as it is told, whatever the file says', () => {
  assert.equal(parseMedianInstance('3 2 1\n1 2 1\n2 3 1\n', 'x.txt', 2).size, 2);
  assert.equal(parseMedianInstance('3 2\n1 2 1\n2 3 1\n', 'x.txt', 2).size, 2);
});

test('parseMedianInstance names line, column and value of every fault', () => {
  assert.deepEqual(placesOf('3 2 1\n1 9 10\n2 3 x\n'), [
    [2, 'to', '9', 'unknown_reference'],
    [3, 'length', 'x', 'bad_number'],
  ]);
  assert.deepEqual(placesOf('3 2 1\n1 2 1.5\n\n2 3 -1\n'), [
    [4, 'length', '-1', 'bad_number'],
    [2, 'length', '1.5', 'bad_number'],
  ]);
  assert.deepEqual(placesOf('3 2 1\n1 2 1 4\n2 3\n'), [
    [2, undefined, '1 2 1 4', 'field_count'],
    [3, undefined, '2 3', 'field_count'],
  ]);
});

test('parseMedianInstance refuses counts that do not fit', () => {
  assert.deepEqual(placesOf(''), [[undefined, 'vertices', undefined, 'missing_row']]);
  assert.deepEqual(placesOf('3 2\n1 2 1\n2 3 1\n'), [[1, 'vertices', '3 2', 'bad_number']]);
  assert.deepEqual(placesOf('0 0 1\n'), [[1, 'vertices', '0', 'out_of_range']]);
  assert.deepEqual(placesOf('1e9 1 1\n1 2 1\n'), [[1, 'vertices', '1000000000', 'out_of_range']]);
  assert.deepEqual(placesOf('2 1 3\n1 2 1\n'), [[1, 'sites to open', '3', 'out_of_range']]);
  assert.deepEqual(placesOf('2 1 1\n1 2 1\n', 3), [[1, 'sites to open', '3', 'out_of_range']]);
  assert.deepEqual(placesOf('2 2 1\n1 2 1\n'), [[2, undefined, undefined, 'missing_row']]);
  assert.deepEqual(placesOf('2 1 1\n1 2 1\n1 2 4\n'), [[3, undefined, '1 2 4', 'extra_row']]);
});

test('parseMedianInstance refuses a graph in more parts than sites, and opens one in each otherwise', () => {
  const text = '4 2 1\n1 2 4\n4 3 1\n';
  assert.deepEqual(placesOf(text), [[1, 'sites to open', '1', 'out_of_range']]);
  const [set] = solveMedian(parseMedianInstance(text, 'x.txt', 2), { stop: () => false }).sets;
  assert.deepEqual([set.cost, new Set(set.sites.map((site) => Math.floor(site / 2))).size], [5, 2]);
});

test('parseMedianInstance refuses lengths whose sums would not be exact', () => {
  assert.deepEqual(placesOf('2 1 2\n1 2 9007199254740991\n'), [[1, 'length', undefined, 'out_of_range']]);
});

test('parseMedianInstance either reads any text or names faults', () => {
  const word = fc.oneof(fc.nat(5).map(String), fc.constantFrom('x', '-1', '1.5', '\n', '\r\n', '9e99', '\u0000'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      faultsOf(words.join(' '));
    }),
  );
});

const published = join('..', 'shared', 'data', 'pmed');
const here = { skip: existsSync(published) ? false : `no ${published} here` };
for (let number = 1; number <= 10; number++) {
  test(`solveMedian proves the published optimum of pmed${number}`, here, async () => {
    const optima = readFileSync(join(published, 'pmedopt.txt'), 'utf8');
    const optimum = Number(new RegExp(`^pmed${number}\\s+(\\d+)`, 'm').exec(optima)?.[1]);
    const problem = await readMedianInstance(join(published, `pmed${number}.txt`));
    const { sets, bound, proved } = solveMedian(problem, { stop: () => false });
    assert.deepEqual([sets[0].cost, bound, proved], [optimum, optimum, true]);
    assert.equal(costOfOpening(problem.lists, sets[0].sites), optimum);
  });
}
