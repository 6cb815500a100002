import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPostalDocument, type PostalDocument } from '../../standards/edi/postal-messages.js';
import { despatchState } from './receptacle-states.js';

const DESPATCH = 'INDELANPKTMAAUN60001';
const FIRST = `${DESPATCH}001000010`;
const LAST = `${DESPATCH}002100005`;
const OTHER = 'INDELANPKTMAAUN60002001000010';

function read(document: object): PostalDocument {
  const parsed = readPostalDocument(document);
  assert.equal(parsed.status, 'valid', JSON.stringify(parsed));
  return parsed.status === 'valid' ? parsed.value : assert.fail();
}

const resdes = (receivedAt: string, receptacles: readonly object[]): PostalDocument =>
  read({
    message: 'RESDES',
    reference: 'R1',
    despatch: DESPATCH,
    office: 'NPKTMA',
    received_at: receivedAt,
    receptacles,
  });

const resdit = (events: readonly object[]): PostalDocument =>
  read({ message: 'RESDIT', reference: 'D1', consignment: 'C1', carrier: 'AI', events });

test('of each bag the latest moment counts, whenever it was told', () => {
  const found = resdes('2026-11-26T10:00+05:45', [
    { receptacle: LAST, outcome: 'damaged', note: 'wet', weight_g: 440 },
  ]);
  const missed = resdes('2026-11-25T10:00+05:45', [
    { receptacle: FIRST, outcome: 'received' },
    { receptacle: LAST, outcome: 'missing' },
    { receptacle: OTHER, outcome: 'excess' },
  ]);
  for (const documents of [
    [found, missed],
    [missed, found],
  ]) {
    const { bags, excess } = despatchState([FIRST, LAST], documents);
    assert.deepEqual(
      [FIRST, LAST].map((bag) => bags.get(bag)?.arrival?.outcome),
      ['received', 'damaged'],
    );
    assert.deepEqual(bags.get(LAST)?.arrival?.note, 'wet');
    assert.deepEqual(excess, [OTHER]);
  }
});

test('moments are compared, not their texts', () => {
  const early = { status: '74', at: '2026-11-24T12:00+05:45', place: 'KTM' }; // 06:15 UTC
  const late = { status: '24', at: '2026-11-24T11:50+05:30', place: 'DEL' }; // 06:20 UTC
  const { bags } = despatchState([FIRST], [resdit([late]), resdit([early])]);
  assert.equal(bags.get(FIRST)?.transport?.status, '24');
});

test('a transport status without receptacles is of all of them', () => {
  const events = [
    { status: '74', at: '2026-11-24T09:00+05:30', place: 'DEL' },
    { status: '24', at: '2026-11-24T13:00+05:30', place: 'DEL', receptacles: [FIRST] },
  ];
  const { bags } = despatchState([FIRST, LAST], [resdit(events)]);
  assert.deepEqual(
    [FIRST, LAST].map((bag) => bags.get(bag)?.transport?.status),
    ['24', '74'],
  );
});

test('the order of messages of different moments changes nothing', () => {
  const minute = fc.integer({ min: 10, max: 59 });
  const outcome = fc.constantFrom('received', 'missing', 'damaged');
  const told = fc.uniqueArray(fc.tuple(minute, outcome), { minLength: 1, maxLength: 8, selector: ([at]) => at });
  fc.assert(
    fc.property(told, (arrivals) => {
      const documents = arrivals.map(([at, what]) =>
        resdes(`2026-11-25T10:${at}+05:45`, [{ receptacle: FIRST, outcome: what }]),
      );
      const forward = despatchState([FIRST, LAST], documents);
      assert.deepEqual(despatchState([FIRST, LAST], documents.toReversed()), forward);
      const last = Math.max(...arrivals.map(([at]) => at));
      assert.equal(forward.bags.get(FIRST)?.arrival?.at, `2026-11-25T10:${last}+05:45`);
      assert.deepEqual(forward.bags.get(LAST), {});
    }),
  );
});
