import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { MINUTE_MS, START_MS } from '../events/events-for-test.js';
import { foldHandover } from './fold-handover.js';
import { actAt, MANIFEST, TERMS, wildActs } from './handover-for-test.js';
import { receivedItems } from './received-items.js';

type Acts = Parameters<typeof foldHandover>[1];

const fold = (acts: Acts, minute: number) =>
  foldHandover(MANIFEST, acts, {
    terms: TERMS,
    elsewhere: () => undefined,
    nowMs: START_MS + minute * MINUTE_MS,
  });

/** `BAG-1 in CAGE @10 S1` of every item that was received. */
const told = (acts: Acts, minute = 100): string[] =>
  receivedItems(MANIFEST, fold(acts, minute)).map(({ item, cameIn, takenOut, seal, atMs }) => {
    const where = cameIn === undefined ? '' : ` ${takenOut ? 'out of' : 'in'} ${cameIn}`;
    return `${item}${where} @${(atMs - START_MS) / MINUTE_MS}${seal === undefined ? '' : ` ${seal}`}`;
  });

const tendered = actAt(0, { kind: 'tendered' });

test('a sealed cage that is taken whole comes with all that is in it, as it was sealed', () => {
  const scan = actAt(10, { kind: 'scanned', of: 'container', item: 'CAGE', seal: 'S2' });
  assert.deepEqual(told([tendered, scan]), [
    'CAGE @10 S2', 'BAG-1 in CAGE @10 S1', 'P1 in BAG-1 @10', 'P2 in BAG-1 @10', 'P3 in CAGE @10',
  ]); // prettier-ignore
});

test('what is scanned by itself is out of its container, which came when it was seen first, and closed when its seal was broken', () => {
  const acts = [
    tendered,
    actAt(12, { kind: 'scanned', of: 'piece', item: 'P4' }),
    actAt(10, { kind: 'scanned', of: 'container', item: 'CAGE', conditions: ['seal_broken'] }),
    actAt(11, { kind: 'scanned', of: 'container', item: 'BAG-1', seal: 'S1' }),
    actAt(20, { kind: 'scanned', of: 'piece', item: 'P5' }),
  ];
  assert.deepEqual(told(acts), [
    'CAGE @10', 'BAG-2 @12', 'BAG-1 out of CAGE @11 S1', 'P1 in BAG-1 @11', 'P2 in BAG-1 @11', 'P4 out of BAG-2 @12',
  ]); // prettier-ignore
  const silent = told([tendered], 1000);
  assert.ok(silent.includes('P4 in BAG-2 @240') && silent.includes('CAGE @240 S2'));
});

test('of wild handovers, just what was accepted is received, and nothing before what it is in', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Prng(seed);
    const handover = fold(wildActs(random, 12), random.below(600));
    const received = receivedItems(MANIFEST, handover);
    const accepted = new Set(handover.items.flatMap(({ item, accepted: how }) => (how === undefined ? [] : [item])));
    const containers = MANIFEST.containers.filter(({ id }) => accepted.has(id)).map(({ id }) => id);
    const packed = MANIFEST.lines.filter(({ piece, container = '' }) => accepted.has(piece) && accepted.has(container));
    const expected = [...containers, ...packed.map(({ piece }) => piece)].toSorted();
    assert.deepEqual(received.map(({ item }) => item).toSorted(), expected, `seed ${seed}`);
    const at = new Map(received.map(({ item, atMs }) => [item, atMs]));
    for (const { cameIn, takenOut, atMs } of received) {
      assert.ok(cameIn === undefined || takenOut || atMs >= (at.get(cameIn) ?? atMs), `seed ${seed}`);
    }
  }
});
