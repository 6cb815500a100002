import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPostalFile, writePostalFile } from '../../standards/edi/postal-messages.js';
import { makeS9 } from '../../standards/s9/receptacle.js';
import { shipped } from '../../standards/tables/shipped.js';
import { DEAR_PRESENT, documentedOf, LAMPS, PRESENT, TEXTILES } from '../exports-for-test.js';
import { emsevtOf, itmattOf, predesOf } from './advance-data.js';

const ENVELOPE = {
  sender: 'IN101',
  recipient: 'US101',
  preparedAt: '2026-11-23T12:35Z',
  reference: 'F1',
  isTest: true,
};

test('itmattOf tells of a filed export what customs abroad ask for, and the message comes back from its file', () => {
  const filed = [LAMPS, TEXTILES, PRESENT, DEAR_PRESENT].map((declaration) => documentedOf(declaration));
  const message = itmattOf('I1', filed);
  assert.equal(message.status === 'refused' && message.refusal.message, false);
  assert.ok(message.status === 'valid');
  const [lamps] = message.value.items;
  assert.deepEqual(
    [lamps?.category, lamps?.sender.postal_code, lamps?.addressee.country, lamps?.lines[0]?.value],
    [LAMPS.category, '244001', 'US', { minor: 13_500, currency: LAMPS.currency }],
  );
  assert.match(lamps?.lines[0]?.hs ?? '', /^\d{6,10}$/);
  const read = readPostalFile(writePostalFile(ENVELOPE, [message.value]));
  assert.ok(read.status === 'valid');
  assert.deepEqual([read.value.documents, read.value.ignored], [[message.value], []]);
});

test('itmattOf refuses what the message needs and a declaration lacks, with the field', () => {
  const message = itmattOf('I1', [
    documentedOf({ ...LAMPS, addressee: { ...LAMPS.addressee, name: undefined, address: '' } }),
  ]);
  assert.ok(message.status === 'refused');
  assert.match(message.refusal.message, /items\.0\.addressee\.name: /);
  assert.match(message.refusal.message, /items\.0\.addressee\.address: /);
});

test('a long address is broken between words', () => {
  const address = `${'Peetal Nagri '.repeat(12)}\nGalshaheed`;
  const message = itmattOf('I1', [documentedOf({ ...LAMPS, exporter: { ...LAMPS.exporter, address } })]);
  assert.ok(message.status === 'valid');
  const lines = message.value.items[0]?.sender.address ?? [];
  assert.deepEqual([lines.length, lines.at(-1), lines.join(' ')], [4, 'Galshaheed', address.replace(/\s+/g, ' ')]);
});

test('predesOf tells of a closed despatch its receptacles and their items', () => {
  const bag = (serial: number, last: boolean): string =>
    makeS9({
      origin: 'INBOMA',
      destination: 'USJFKA',
      category: 'A',
      subclass: 'CN',
      yearDigit: 6,
      despatch: 123,
      serial,
      last,
      registered: false,
      weightG: 5000,
    });
  const despatch = {
    id: bag(1, false).slice(0, 20),
    fromName: 'Mumbai',
    toName: 'New York',
    closedOn: '2026-11-23',
    receptacles: [
      { id: bag(1, false), weightG: 5040, items: [{ item: 'EE123456785IN', weightG: 1250, country: 'US' }] },
      { id: bag(2, true), weightG: 4980, items: [] },
    ],
    synthetic: true,
  };
  const message = predesOf('P1', despatch);
  assert.ok(message.status === 'valid');
  assert.deepEqual(
    message.value.receptacles.map(({ weight_g, item_count, items }) => [weight_g, item_count, items.length]),
    [
      [5040, 1, 1],
      [4980, 0, 0],
    ],
  );
  assert.equal(predesOf('P1', { ...despatch, receptacles: [] }).status, 'refused');
});

test('emsevtOf tells milestones by their events', () => {
  const event = { item: 'EE123456785IN', at: '2026-11-23T18:05+05:30', office: 'INBOMA' };
  const message = emsevtOf('E1', shipped.upu(), [
    { ...event, milestone: 'presented' },
    { ...event, milestone: 'despatched', at: '2026-11-24T09:00+05:30' },
  ]);
  assert.ok(message.status === 'valid');
  assert.deepEqual(
    message.value.events.map((one) => one.event),
    ['EXA', 'EMC'],
  );
  const without = { ...shipped.upu(), events: [] };
  assert.equal(emsevtOf('E1', without, [{ ...event, milestone: 'presented' }]).status, 'refused');
});
