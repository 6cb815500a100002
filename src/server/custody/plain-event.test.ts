import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NewEventSchema } from '../../wire/custody/events.js';
import { isPlainEvent } from './plain-event.js';

const PLAIN = {
  id: 'dev7-0001',
  shipment_id: 'shp_01kar00000000000000000000a',
  tracking_number: 'ATS4711081523420',
  kind: 'arrived',
  device_at: '2026-11-23T18:05:00.123+05:30',
  place: 'ats:FC-DEL',
  source: 'scan',
  actor: 'dev-7',
  reason: '12',
  counterparty: 'post',
  handover: 'mft_1',
  container: 'C1',
  weight_g: 480,
};

test('an event of a scanner is plain, and what is not is left to the schema', () => {
  assert.ok(isPlainEvent(PLAIN));
  assert.ok(isPlainEvent({ shipment_id: PLAIN.shipment_id, kind: 'departed', device_at: '2026-02-28T00:00:00Z' }));
  for (const row of [undefined, null, 'x', [], {}, { ...PLAIN, personal: {} }, { ...PLAIN, kind: 'flown' }]) {
    assert.ok(!isPlainEvent(row));
  }
});

test('whatever is plain is what the schema makes of it', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.string({ minLength: 38, maxLength: 201 }),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, undefined, true, '', [], {}, '2026-02-29T00:00:00Z', '2026-11-30T00:00:00Z', '2026-11-23T24:00:00Z'),
    fc.constantFrom('2026-11-23T18:05Z', '2026-11-23T18:05:00', '2026-11-23T18:05:00+24:00', '2026-11-23T18:05:00.1234567890Z'),
    fc.constantFrom('2026-11-23 18:05:00Z', '-000001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-28T23:59:59.999Z', 'tendered'),
  ); // prettier-ignore
  const key = fc.constantFrom(...Object.keys(PLAIN), 'code', 'voids', 'evidence', 'personal', 'x', '__proto__');
  let plainCount = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(key, odd), { maxLength: 3 }), fc.subarray(Object.keys(PLAIN)), (changes, kept) => {
      const row = Object.fromEntries([...Object.entries(PLAIN).filter(([name]) => kept.includes(name)), ...changes]);
      if (!isPlainEvent(row)) return;
      plainCount++;
      const parsed = NewEventSchema.safeParse(row);
      assert.ok(parsed.success, JSON.stringify(row));
      assert.deepEqual(parsed.data, row);
    }),
    { numRuns: 3000 },
  );
  assert.ok(plainCount > 100);
});
