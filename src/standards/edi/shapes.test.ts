import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPostalDocument } from './postal-messages.js';

const FIRST = 'INBOMAUSJFKAACN60123001000050';
const LAST = 'INBOMAUSJFKAACN60123002100087';
const DESPATCH = FIRST.slice(0, 20);

const resdes = {
  message: 'RESDES',
  reference: 'R1',
  despatch: DESPATCH,
  office: 'USJFKA',
  received_at: '2026-11-25T06:40-05:00',
  receptacles: [
    { receptacle: FIRST, outcome: 'received', weight_g: 5020 },
    { receptacle: LAST, outcome: 'missing' },
  ],
};

const cardit = {
  message: 'CARDIT',
  reference: 'C1',
  consignment: 'INBOM0000123',
  carrier: 'AI',
  category: 'A',
  hand_over: { place: 'BOM', at: '2026-11-24T01:30+05:30' },
  legs: [
    { mode: 'air', carrier: 'AI', service: 'AI131', from: 'BOM', to: 'LHR', departs_at: '2026-11-24T05:15+05:30' },
    { mode: 'air', service: 'AI103', from: 'LHR', to: 'JFK', departs_at: '2026-11-24T14:00+00:00' },
  ],
  receptacles: [
    { receptacle: FIRST, weight_g: 5000 },
    { receptacle: LAST, weight_g: 8700 },
  ],
};

const resdit = {
  message: 'RESDIT',
  reference: 'S1',
  consignment: 'INBOM0000123',
  carrier: 'AI',
  events: [{ status: '74', at: '2026-11-24T01:40+05:30', place: 'BOM', receptacles: [FIRST] }],
};

const predes = {
  message: 'PREDES',
  reference: 'P1',
  despatch: DESPATCH,
  receptacles: [{ receptacle: FIRST, items: [{ item: 'EE123456785IN' }] }, { receptacle: LAST }],
};

const faultsOf = (document: unknown): string => {
  const read = readPostalDocument(document);
  return read.status === 'refused' ? read.refusal.message : 'valid';
};

test('documents of transport are read as they stand', () => {
  for (const document of [resdes, cardit, resdit]) {
    assert.deepEqual(readPostalDocument(document), { status: 'valid', value: document });
  }
  assert.equal(faultsOf(predes), 'valid');
});

test('what does not hang together is refused, with the field', () => {
  const other = 'INBOMAUSJFKAACN60124001000050';
  const [first, second] = cardit.legs;
  const faults = [
    faultsOf({ ...resdes, receptacles: [{ receptacle: other, outcome: 'received' }] }),
    faultsOf({ ...resdes, receptacles: [{ receptacle: other, outcome: 'excess' }] }),
    faultsOf({ ...cardit, legs: [first, { ...second, from: 'FRA' }] }),
    faultsOf({ ...cardit, category: 'C', receptacles: cardit.receptacles.slice(0, 1) }),
    faultsOf({ ...resdit, events: [{ ...resdit.events[0], status: 'x' }] }),
    faultsOf({ ...predes, receptacles: [{ receptacle: other }] }),
    faultsOf({ ...predes, receptacles: [{ receptacle: LAST.replace('002100', '001100') }, { receptacle: LAST }] }),
    faultsOf({
      ...predes,
      receptacles: [predes.receptacles[0], { receptacle: LAST, items: [{ item: 'EE123456785IN' }] }],
    }),
    faultsOf({ ...predes, receptacles: [{ receptacle: LAST, item_count: 0, items: [{ item: 'EE123456785IN' }] }] }),
    faultsOf({ ...predes, extra: 1 }),
    faultsOf({ message: 'DESADV' }),
  ];
  assert.deepEqual(faults, [
    `receptacles.0.receptacle: is not of despatch ${DESPATCH}`,
    'valid',
    'legs.1.from: is not LHR, where the leg before ends',
    'receptacles.0.receptacle: is not of mail category C',
    'events.0.status: is no status code',
    `receptacles.0.receptacle: is not of despatch ${DESPATCH}`,
    'receptacles.0.receptacle: is marked as the last and is not',
    'receptacles.1.items.0: is in receptacle 1 already',
    'receptacles.0.item_count: is less than the 1 items listed',
    ': Unrecognized key: "extra"',
    'message: is none of the postal messages',
  ]);
});
