import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documents, envelopes } from './documents-for-test.js';
import { interchangeBytes, interchangeText } from './interchange.js';
import {
  readPostalDocument,
  readPostalFile,
  writePostalFile,
  type EdifactDocument,
  type Envelope,
} from './postal-messages.js';

const ENVELOPE: Envelope = {
  sender: 'IN101',
  recipient: 'US101',
  preparedAt: '2026-11-23T12:35Z',
  reference: 'F1',
  isTest: true,
};

const EVENT: EdifactDocument = {
  message: 'EMSEVT',
  reference: 'E1',
  events: [
    { item: 'EE123456785IN', event: 'EMC', at: '2026-11-23T18:05+05:30', office: 'INBOMA' },
    {
      item: 'EE123456785IN',
      event: 'EMH',
      at: '2026-11-27T09:10-05:00',
      country: 'US',
      reason: '13',
      measure: 'D',
      note: "Addressee: 'no'",
    },
  ],
};

const refusalOf = (text: string): string => {
  const read = readPostalFile(text);
  return read.status === 'refused' ? read.refusal.message : 'valid';
};

test('an event message is written as in the documentation', () => {
  assert.equal(
    writePostalFile(ENVELOPE, [EVENT]),
    `UNA:+.? '
UNB+UNOC:3+IN101+US101+261123:1235+F1++++++1'
UNH+E1+EMSEVT:3:0:UP'
GID+1'
GIN+BN+EE123456785IN'
STS+1+EMC'
DTM+334:202611231805?+0530:205'
LOC+ZOE+INBOMA'
GID+2'
GIN+BN+EE123456785IN'
STS+1+EMH+13+D'
DTM+334:202611270910-0500:205'
LOC+ZCO+US'
FTX+AAI+++Addressee?: ?'no?''
UNT+13+E1'
UNZ+1+F1'
`,
  );
});

test('every document comes back from its file, in characters and in bytes', () => {
  fc.assert(
    fc.property(envelopes, fc.array(documents, { maxLength: 3 }), (envelope, list) => {
      for (const document of list) assert.deepEqual(readPostalDocument(document), { status: 'valid', value: document });
      const text = writePostalFile(envelope, list);
      assert.equal(interchangeText(interchangeBytes(text)), text);
      assert.deepEqual(readPostalFile(text), { status: 'valid', value: { envelope, documents: list, ignored: [] } });
    }),
  );
});

test('a file with counts or references that are wrong is refused with the reason', () => {
  const text = writePostalFile(ENVELOPE, [EVENT]);
  const faults = [
    text.replace('UNT+13', 'UNT+12'),
    text.replace('UNT+13+E1', 'UNT+13+E2'),
    text.replace('UNZ+1', 'UNZ+2'),
    text.replace('UNZ+1+F1', 'UNZ+1+F2'),
    text.replace(/UNZ.*/, ''),
    text.replace(/UNT.*\n/, ''),
    text.replace('261123:1235', '260231:1235'),
    text.replace('EMSEVT:3', 'EMSEVT:1'),
    text.replace('EMSEVT', 'IFTMIN'),
    text.replace('EE123456785IN', 'EE123456786IN'),
    text.replace('202611231805', '202611311805'),
  ].map(refusalOf);
  assert.deepEqual(faults, [
    'UNT counts 12, there are 13 segments'.replace(/^/, 'message 1: '),
    'message 1: UNT has reference E2, UNH has E1',
    'UNZ counts 2, there are 1 messages',
    'UNZ has reference F2, UNB has F1',
    'an interchange ends with UNZ, not UNT',
    'message 1 has no UNT',
    'UNB has no date and time',
    'message E1: EMSEVT of version 1 is not read',
    'message E1: IFTMIN is not read',
    'message E1: events.0.item: is no item identifier with a right check digit',
    'message E1: events.0.at: is no moment of the calendar',
  ]);
});

test('segments that say nothing to us are told', () => {
  const text = writePostalFile(ENVELOPE, [EVENT])
    .replace('STS+1+EMC', "TSR+27'\nSTS+1+EMC")
    .replace('UNT+13', 'UNT+14');
  const read = readPostalFile(text);
  assert.ok(read.status === 'valid');
  assert.deepEqual(read.value.ignored, ['E1: TSR+27']);
  assert.deepEqual(read.value.documents, [EVENT]);
});

test('files with characters changed, left out or doubled never make the reader throw, and are mostly refused', () => {
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('drop', 'double', 'replace'),
    char: fc.constantFrom(...":+?'AZ09 -\n".split('')),
  });
  fc.assert(
    fc.property(documents, fc.array(change, { minLength: 1, maxLength: 5 }), (document, changes) => {
      let text = writePostalFile(ENVELOPE, [document]);
      for (const { at, kind, char } of changes) {
        const from = at % text.length;
        const put = { drop: '', double: text.charAt(from).repeat(2), replace: char }[kind];
        text = `${text.slice(0, from)}${put}${text.slice(from + 1)}`;
      }
      const read = readPostalFile(text);
      if (read.status === 'refused') assert.notEqual(read.refusal.message, '');
      else for (const one of read.value.documents) assert.equal(readPostalDocument(one).status, 'valid');
    }),
    { numRuns: 300 },
  );
});

test('no JSON makes readPostalDocument throw', () => {
  const shaped = fc.record({
    message: fc.constantFrom('EMSEVT', 'ITMATT', 'PREDES', 'RESDES', 'CARDIT', 'RESDIT', 'toString'),
    items: fc.anything(),
    receptacles: fc.anything(),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), shaped), (any) => {
      assert.equal(readPostalDocument(any).status, 'refused');
    }),
  );
});
