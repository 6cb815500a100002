import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EpcisEvent } from './event.js';
import { handlings } from './handlings-for-test.js';
import { eventOfHandling } from './handling-event.js';
import { readHandling } from './read-handling.js';

test('readHandling gives back what eventOfHandling tells', () => {
  fc.assert(
    fc.property(handlings, (handling) => {
      const read = readHandling(eventOfHandling(handling));
      assert.ok(read.status === 'valid');
      // A disposition says one thing: a mismatch hides that a container was closed, and only packing closes one.
      const { closed, mismatch, counterparty, container, ...rest } = handling;
      const handover = handling.kind === 'tendered' || handling.kind === 'received';
      const packing = handling.kind === 'packed' || handling.kind === 'unpacked';
      assert.deepEqual(read.value, {
        ...rest,
        ...(handover && counterparty !== undefined ? { counterparty } : {}),
        ...(packing && container !== undefined ? { container } : {}),
        ...(mismatch === true ? { mismatch } : {}),
        ...(mismatch !== true && closed === true && handling.kind === 'packed' ? { closed } : {}),
      });
    }),
  );
});

const SHIPPING: EpcisEvent = {
  type: 'ObjectEvent',
  eventTime: '2026-11-23T12:35:00Z',
  eventTimeZoneOffset: '-05:30',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sscc:4012345.1112223334'],
  bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
};

test('readHandling understands events of other systems by step, disposition and parties', () => {
  const kindOf = (change: Partial<EpcisEvent>): string => {
    const read = readHandling({ ...SHIPPING, ...change } as EpcisEvent);
    return read.status === 'valid' ? read.value.kind : read.refusal.message;
  };
  const destinationList = [{ type: 'possessing_party', destination: 'urn:epc:id:pgln:4012345.00000' }];
  assert.equal(kindOf({}), 'departed');
  assert.equal(kindOf({ destinationList }), 'tendered');
  assert.equal(kindOf({ disposition: 'returned' }), 'return_started');
  assert.equal(kindOf({ bizStep: 'receiving' }), 'received');
  assert.equal(kindOf({ bizStep: 'urn:epcglobal:cbv:bizstep:arriving' }), 'arrived');
  assert.equal(kindOf({ bizStep: 'inspecting', disposition: 'damaged' }), 'damaged');
  assert.equal(kindOf({ bizStep: 'https://example.com/step/polishing' }), 'noted');
  const tendered = readHandling({ ...SHIPPING, destinationList });
  assert.ok(tendered.status === 'valid' && tendered.value.offsetMin === -330 && tendered.value.who === undefined);
});

test('readHandling refuses what says nothing about single parcels', () => {
  const { epcList: _, ...without } = SHIPPING as { epcList?: unknown };
  for (const event of [
    { ...SHIPPING, errorDeclaration: { declarationTime: '2026-11-23T12:35:00Z' } },
    { ...without, quantityList: [{ epcClass: 'urn:x' }] },
    { ...without, type: 'TransformationEvent', inputEPCList: ['urn:x'], outputEPCList: ['urn:y'] },
  ]) {
    assert.equal(readHandling(event as unknown as EpcisEvent).status, 'refused');
  }
});
