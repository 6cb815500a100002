import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { InputError, type Fault } from '../../base/input-error.js';
import { parseFlowInstance, readFlowInstance } from './read-flow-instance.js';

const SMALL = '3\n2\n1\n1 2 10 5\n2 3 1.5 4\n\n1 3 4\n';

function faultsOf(text: string): readonly Fault[] {
  try {
    parseFlowInstance(text, 'x.txt');
    return [];
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error.faults;
  }
}

test('parseFlowInstance reads counts, arcs and commodities, with nodes from 0', () => {
  const instance = parseFlowInstance(SMALL, 'x.txt');
  assert.equal(instance.nodeCount, 3);
  assert.deepEqual([...instance.arcFrom], [0, 1]);
  assert.deepEqual([...instance.arcTo], [1, 2]);
  assert.deepEqual([...instance.arcCost], [10, 1.5]);
  assert.deepEqual([...instance.arcCapacity], [5, 4]);
  assert.deepEqual([[...instance.commodityFrom], [...instance.commodityTo]], [[0], [2]]);
  assert.deepEqual([...instance.commodityDemand], [4]);
});

test('parseFlowInstance names line, column and value of every fault', () => {
  const faults = faultsOf('3\n2\n1\n1 9 10 5\n2 3 x -4\n1 3\n');
  const places = faults.map(({ line, column, value, code }) => [line, column, value, code]);
  assert.deepEqual(places, [
    [4, 'to', '9', 'unknown_reference'],
    [5, 'cost', 'x', 'bad_number'],
    [5, 'capacity', '-4', 'bad_number'],
    [6, undefined, '1 3', 'field_count'],
  ]);
});

test('parseFlowInstance refuses files that are too short or too long', () => {
  assert.deepEqual(
    faultsOf('').map(({ code }) => code),
    ['missing_row', 'missing_row', 'missing_row'],
  );
  assert.deepEqual(
    faultsOf('3\n2\n1\n1 2 1 1\n').map(({ code }) => code),
    ['missing_row', 'missing_row'],
  );
  assert.deepEqual(
    faultsOf(`${SMALL}1 2 3\n`).map(({ code, line }) => [code, line]),
    [['extra_row', 8]],
  );
  assert.deepEqual(
    faultsOf('1e9\n1e9\n1e9\n').map(({ code }) => code),
    ['missing_row', 'missing_row'],
  );
});

test('parseFlowInstance throws nothing but faults, whatever the text', () => {
  const text = fc.stringMatching(/^[0-9 .\-\nx]{0,60}$/);
  const damaged = fc.tuple(fc.nat(SMALL.length), fc.string({ maxLength: 3 })).map(([at, junk]) => {
    return SMALL.slice(0, at) + junk + SMALL.slice(at + 1);
  });
  fc.assert(fc.property(fc.oneof(text, damaged, fc.string()), (any) => void faultsOf(any)));
});

test('readFlowInstance says which file cannot be read', async () => {
  await assert.rejects(readFlowInstance('no/such/file'), (error: unknown) => {
    return error instanceof InputError && error.faults[0].file === 'no/such/file';
  });
});

const published = join('..', 'shared', 'data', 'mcf');
test(
  'readFlowInstance reads every published instance',
  { skip: existsSync(published) ? false : `no ${published} here` },
  async () => {
    for (const family of ['planar', 'grid']) {
      const folder = join(published, family);
      for (const name of readdirSync(folder).filter((file) => /\d$/.test(file))) {
        const instance = await readFlowInstance(join(folder, name));
        const counts = readFileSync(join(folder, name), 'utf8').trim().split(/\s+/, 3).map(Number);
        assert.deepEqual([instance.nodeCount, instance.arcCount, instance.commodityCount], counts);
      }
    }
  },
);
