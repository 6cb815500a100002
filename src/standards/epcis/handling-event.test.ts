import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { eventHashId } from './event-hash.js';
import {
  contextOf,
  declareError,
  documentOf,
  eventOfHandling,
  ownUri,
  queryDocumentOf,
  type Handling,
} from './handling-event.js';
import { AT, BAG, CARRIER, handlings, ITEMS, PLACE, POST } from './handlings-for-test.js';
import { readEpcis } from './read-document.js';

const SCHEMA = resolve('../shared/data/epcis/EPCIS-JSON-Schema.json');

const tender: Handling = {
  kind: 'tendered',
  atMs: AT,
  offsetMin: 330,
  items: ITEMS,
  where: PLACE,
  who: CARRIER,
  counterparty: POST,
  manifest: ownUri('manifest', 'M-1'),
};

test('eventOfHandling tells a handover as shipping from one party to the other under a manifest', () => {
  const { eventID, ...event } = eventOfHandling(tender);
  assert.deepEqual(event, {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    epcList: ITEMS,
    eventTime: '2026-11-23T18:05:00.000+05:30',
    eventTimeZoneOffset: '+05:30',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: PLACE },
    bizTransactionList: [{ type: 'desadv', bizTransaction: ownUri('manifest', 'M-1') }],
    sourceList: [{ type: 'possessing_party', source: CARRIER }],
    destinationList: [{ type: 'possessing_party', destination: POST }],
    'interline:kind': 'tendered',
    'interline:party': CARRIER,
  });
  assert.equal(eventID, eventHashId({ ...event }, contextOf()));
});

test('eventOfHandling tells receipt with the same parties, and what is missing as a mismatch', () => {
  const received = eventOfHandling({ ...tender, kind: 'received', who: POST, counterparty: CARRIER, mismatch: true });
  const tendered = eventOfHandling(tender);
  assert.deepEqual(received.sourceList, tendered.sourceList);
  assert.deepEqual(received.destinationList, tendered.destinationList);
  assert.equal(received.disposition, 'mismatch_quantity');
});

test('eventOfHandling packs into a container and takes out of it', () => {
  const packed = eventOfHandling({ ...tender, kind: 'packed', container: BAG, closed: true });
  assert.ok(packed.type === 'AggregationEvent' && packed.action === 'ADD' && packed.parentID === BAG);
  assert.equal(packed.disposition, 'container_closed');
  const unpacked = eventOfHandling({ ...tender, kind: 'unpacked', container: BAG });
  assert.ok(unpacked.type === 'AggregationEvent' && unpacked.action === 'DELETE');
});

test('declareError keeps the id of the event that was wrong', () => {
  const wrong = eventOfHandling(tender);
  const right = eventOfHandling({ ...tender, items: ITEMS.slice(1) });
  const declared = declareError(wrong, { atMs: AT, reason: 'incorrect_data', correctedBy: [right] });
  assert.equal(eventHashId({ ...declared }, contextOf()), wrong.eventID);
  assert.deepEqual(declared.errorDeclaration?.correctiveEventIDs, [right.eventID]);
});

test('documents of any handlings are read back, and their ids are the hashes of what is read', () => {
  fc.assert(
    fc.property(fc.array(handlings, { minLength: 1, maxLength: 5 }), (list) => {
      const events = list.map((handling) => eventOfHandling(handling));
      const reading = readEpcis(JSON.stringify(documentOf(events, AT)));
      assert.ok(reading.status === 'valid', JSON.stringify(reading));
      assert.deepEqual(reading.events, events);
      for (const event of reading.events) assert.equal(eventHashId({ ...event }, reading.context), event.eventID);
    }),
  );
});

test(
  'documents of any handlings are valid by the official JSON schema',
  { skip: existsSync(SCHEMA) ? false : 'no ../shared/data/epcis' },
  () => {
    const ajv = new Ajv({ strict: false });
    ajv.addFormat('uri', /^[a-z][a-z\d+\-.]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i);
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)$/);
    const official = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    fc.assert(
      fc.property(fc.array(handlings, { maxLength: 5 }), (list) => {
        const events = list.map((handling) =>
          declareError(eventOfHandling(handling), { atMs: AT, reason: 'did_not_occur' }),
        );
        assert.ok(official(documentOf(events, AT)), JSON.stringify(official.errors));
        assert.ok(official(queryDocumentOf(events, { name: 'SimpleEventQuery', createdMs: AT })));
      }),
    );
  },
);
