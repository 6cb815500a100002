import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPostalDocument, readPostalFile, writePostalFile } from '../../standards/edi/postal-messages.js';
import type { Despatch } from '../documents/despatch.js';
import { documentedOf, LAMPS, PRESENT, TEXTILES } from '../exports-for-test.js';
import { emsevtOf, itmattOf, predesOf } from './advance-data.js';

const ENVELOPE = {
  sender: 'INPOST',
  recipient: 'USPOST',
  preparedAt: '2026-11-23T10:05Z',
  reference: 'R1',
  isTest: true,
};
const DESPATCH: Despatch = {
  id: 'INDELAUSJFKAAUN60001',
  fromName: 'Delhi',
  toName: 'New York',
  closedOn: '2026-11-25',
  receptacles: [
    {
      id: 'INDELAUSJFKAAUN60001001100015',
      weightG: 1500,
      items: [{ item: 'LA123456785IN', weightG: 1450, country: 'US' }],
    },
  ],
  synthetic: true,
};

test('what was declared becomes item data that readers accept, and comes back from EDIFACT as it was', () => {
  for (const declaration of [LAMPS, TEXTILES, PRESENT]) {
    const itmatt = itmattOf('I1', [documentedOf(declaration)]);
    assert.deepEqual(readPostalDocument(itmatt), { status: 'valid', value: itmatt });
    const file = readPostalFile(writePostalFile(ENVELOPE, [itmatt]));
    assert.deepEqual(file.status === 'valid' ? file.value.documents : file, [itmatt]);
  }
  const [item] = itmattOf('I1', [documentedOf(TEXTILES)]).items;
  assert.deepEqual(
    [
      item?.sender.name,
      item?.sender.reference,
      item?.addressee.reference,
      item?.gross_weight_g,
      item?.postal_charges?.minor,
    ],
    ['उदाहरण कारीगर', 'AAPFU0939F', 'DE123456789', 3600, 489_700],
  );
  assert.deepEqual(
    item?.lines.map(({ hs, value }) => [hs, value.minor, value.currency]),
    [
      ['63041910', 22_555, 'EUR'],
      ['62141090', 16_667, 'EUR'],
    ],
  );
});

test('what ITMATT needs and a person need not declare is refused by its reader', () => {
  const goods = PRESENT.goods?.map((line) => ({ ...line, hs: undefined }));
  const read = readPostalDocument(itmattOf('I1', [documentedOf({ ...PRESENT, goods })]));
  assert.equal(read.status, 'refused');
});

test('a despatch is advised with its bags and items, and events are told by their codes', () => {
  const predes = predesOf('P1', DESPATCH);
  assert.deepEqual(readPostalDocument(predes), { status: 'valid', value: predes });
  const atMs = Date.parse('2026-11-23T12:35:10Z');
  const emsevt = emsevtOf('E1', [
    { item: 'LA123456785IN', upu: 'EMC', atMs, place: 'INDELA' },
    { item: 'LA123456785IN', upu: 'EMA', atMs, place: 'Moradabad' },
  ]);
  assert.deepEqual(readPostalDocument(emsevt), { status: 'valid', value: emsevt });
  assert.deepEqual(
    emsevt.events.map(({ at, office, place }) => [at, office, place]),
    [
      ['2026-11-23T18:05+05:30', 'INDELA', undefined],
      ['2026-11-23T18:05+05:30', undefined, 'Moradabad'],
    ],
  );
  const file = readPostalFile(writePostalFile(ENVELOPE, [predes, emsevt]));
  assert.deepEqual(file.status === 'valid' ? file.value.documents : file, [predes, emsevt]);
});
