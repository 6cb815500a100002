import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify, classifyLoading } from './classify.js';
import { BAG, CAGE, INNER, listForTest } from '../list-for-test.js';
import { countsOf, indexOf, waitingOf, withStep, type ScanList, type Step } from './scan-list.js';

function after(list: ScanList, ...steps: readonly Step[]): ScanList {
  return steps.reduce((before, step) => withStep(before, indexOf(before), step), list);
}

function scan(name: string, more: Partial<Step & { kind: 'scan' }> = {}): Step {
  return { kind: 'scan', of: /^\d{18}$/.test(name) ? 'container' : 'piece', name, ...more };
}

test('a scan shows its piece, by number or id, and the count closes over the rest', () => {
  const list = after(listForTest(), scan('L1'), scan('shp_L2'), scan('L3', { conditions: ['missing'] }));
  assert.equal(list.pieces.status, 'eeeeaam');
  assert.equal(list.phase, 'receiving');
  assert.equal(after(list, { kind: 'count_closed' }).pieces.status, 'mmmmaam');
  assert.deepEqual(countsOf(list), { total: 7, accepted: 2, waiting: 4, refused: 0, missing: 1, others: 0 });
});

test('a sealed container is taken whole by its seal, or when that is seen to be intact', () => {
  for (const step of [scan(BAG, { seal: 'S-1' }), scan(BAG, { conditions: ['intact'] })]) {
    const list = after(listForTest(), scan('A2', { conditions: ['missing'] }), step);
    assert.equal(list.pieces.status, 'ameeeee'); // what was looked for stays missing
    assert.equal(list.containers.status, 'aee');
  }
  for (const step of [scan(BAG), scan(BAG, { seal: 'S-2' }), scan(BAG, { conditions: ['seal_broken'] })]) {
    assert.equal(after(listForTest(), step).pieces.status, 'eeeeeee');
  }
});

test('a container without a seal, or refused, and what is nested in it', () => {
  assert.equal(after(listForTest(), scan(CAGE, { conditions: ['intact'] })).pieces.status, 'eeeeeee');
  const refused = after(listForTest(), scan(CAGE, { conditions: ['not_acceptable'] }));
  assert.deepEqual([refused.pieces.status, refused.containers.status], ['eerreee', 'err']);
});

test('where nobody tendered, the first scan tenders everything; a tender may name some', () => {
  const advised = listForTest({ phase: 'pre_advised', tendered_at: null });
  const untold = {
    ...advised,
    pieces: { ...advised.pieces, status: 'nnnnnnn' },
    containers: { ...advised.containers, status: 'nnn' },
  };
  assert.equal(after(untold, scan('L1')).pieces.status, 'eeeeaee');
  assert.equal(after(untold, scan('L1', { conditions: ['missing'] })).pieces.status, 'nnnnmnn');
  const some = after(untold, { kind: 'tender', containers: [CAGE], pieces: ['L1'] });
  assert.deepEqual([some.pieces.status, some.containers.status], ['nneeenn', 'nee']);
  assert.equal(after(untold, { kind: 'tender' }).pieces.status, 'eeeeeee');
});

test('waitingOf lists what was not seen, containers first', () => {
  const list = after(listForTest(), scan(BAG, { seal: 'S-1' }), scan('B1'), scan('L1'));
  assert.deepEqual(
    waitingOf(list).map(({ name, container, pieceCount }) => [name, container, pieceCount]),
    [
      [CAGE, undefined, 1],
      [INNER, CAGE, 1],
      ['C1', INNER, 1],
      ['L2', undefined, 1],
      ['L3', undefined, 1],
    ],
  );
});

test('classify tells good, duplicate, wrong, unknown and seals apart', () => {
  const list = after(listForTest(), scan('L1'), scan('STRANGE1'));
  const other = listForTest({
    id: 'mnf_2',
    pieces: { ids: ['shp_Z'], tracking_numbers: ['Z1'], inside: [-1], status: 'e' },
  });
  const kindOf = (text: string, now = list): string =>
    classify(text, { list: now, index: indexOf(now) }, [{ list: other, index: indexOf(other) }]).kind;
  assert.deepEqual(
    ['L2', 'l2', 'L1', 'Z1', 'STRANGE1', 'STRANGE2', `(00)${CAGE}`, BAG, 'S-1', 'two;words'].map((text) =>
      kindOf(text),
    ),
    ['good', 'good', 'duplicate', 'wrong', 'duplicate', 'unknown', 'good', 'seal', 'good', 'unreadable'],
  );
  const whole = after(list, scan(BAG, { seal: 'S-1' }));
  assert.deepEqual(
    [kindOf(BAG, whole), kindOf('S-1', whole), kindOf('A1', whole)],
    ['duplicate', 'duplicate', 'duplicate'],
  );
  assert.equal(kindOf('L2', after(list, scan('L2', { conditions: ['missing'] }))), 'good'); // it came after all
});

test('classifyLoading marks what is loaded once', () => {
  const list = listForTest({ phase: 'pre_advised' });
  const open = { list, index: indexOf(list) };
  const kindOf = (text: string): string =>
    classifyLoading(text, open, { marks: new Set(['L1', BAG]), others: [] }).kind;
  assert.deepEqual(['L2', 'L1', BAG, CAGE, 'Z1'].map(kindOf), ['good', 'duplicate', 'duplicate', 'good', 'unknown']);
});
