import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { boundAsked, matchesQuery, readEventQuery, valuesAsked } from './event-query.js';
import { declareError, eventOfHandling, ownUri, type Handling } from './handling-event.js';
import { AT, BAG, CARRIER, handlings, ITEMS, PLACE, POST } from './handlings-for-test.js';

const tender: Handling = {
  kind: 'tendered', atMs: AT, offsetMin: 330, items: ITEMS, where: PLACE, who: CARRIER, counterparty: POST,
  manifest: ownUri('manifest', 'M-1'),
}; // prettier-ignore
const TENDERED = { event: eventOfHandling(tender), recordMs: AT + 60_000 };
const PACKED = { event: eventOfHandling({ ...tender, kind: 'packed', container: BAG }), recordMs: AT };
const WRONG = {
  event: declareError(TENDERED.event, { atMs: AT + 5000, reason: 'did_not_occur' }),
  recordMs: AT + 60_000,
};

function holds(of: typeof TENDERED, parameters: Record<string, string>): boolean {
  const read = readEventQuery(parameters);
  assert.ok(read.status === 'valid', JSON.stringify(read));
  return matchesQuery(of, read.value);
}

test('a query holds by words in any form, keys as URN or link, parties, manifests and times', () => {
  const [one] = ITEMS;
  const yes: Record<string, string>[] = [
    {},
    { eventType: 'AggregationEvent|ObjectEvent' },
    { EQ_bizStep: 'shipping' },
    { EQ_bizStep: 'receiving|https://ref.gs1.org/cbv/BizStep-shipping' },
    { EQ_bizStep: 'urn:epcglobal:cbv:bizstep:shipping', EQ_disposition: 'in_transit', EQ_action: 'OBSERVE' },
    { EQ_readPoint: PLACE, MATCH_epc: `${ownUri('parcel', 'none')}|${one}` },
    { EQ_source_possessing_party: CARRIER, EQ_destination_possessing_party: POST },
    { EQ_bizTransaction_desadv: ownUri('manifest', 'M-1') },
    { EQ_eventID: TENDERED.event.eventID ?? '' },
    { GE_eventTime: '2026-11-23T18:05:00+05:30', LT_recordTime: '2026-11-23T12:36:00.001Z' },
    { GE_eventTime: '2026-11-23T18:05:00 05:30' },
  ];
  for (const parameters of yes) assert.ok(holds(TENDERED, parameters), JSON.stringify(parameters));
  const no: Record<string, string>[] = [
    { eventType: 'AggregationEvent' },
    { EQ_bizStep: 'receiving' },
    { EQ_bizLocation: PLACE },
    { MATCH_epc: BAG },
    { EQ_source_possessing_party: POST },
    { EQ_bizTransaction_po: ownUri('manifest', 'M-1') },
    { LT_eventTime: '2026-11-23T12:35:00Z' },
    { GE_recordTime: '2026-11-23T12:36:00.001Z' },
    { EXISTS_errorDeclaration: 'true' },
    { EQ_action: 'OBSERVE', EQ_disposition: 'in_progress' },
  ];
  for (const parameters of no) assert.ok(!holds(TENDERED, parameters), JSON.stringify(parameters));
  assert.ok(holds(PACKED, { MATCH_parentID: BAG }) && holds(PACKED, { MATCH_anyEPC: BAG, EQ_action: 'ADD' }));
  assert.ok(!holds(PACKED, { MATCH_epc: BAG }));
  assert.ok(holds(WRONG, { EXISTS_errorDeclaration: 'true', EQ_errorReason: 'did_not_occur' }));
  assert.ok(!holds(WRONG, { GE_errorDeclaration_Time: '2026-11-23T12:35:05.001Z' }));
});

test('what is not supported, or is no value, is refused and never left out', () => {
  const wrong: Record<string, string>[] = [
    { EQ_bizstep: 'shipping' },
    { WD_readPoint: PLACE },
    { MATCH_epcClass: 'urn:epc:class:lgtin:1' },
    { MATCH_epc: 'urn:epc:id:sscc:*' },
    { EQ_bizStep: '' },
    { GE_eventTime: 'yesterday' },
    { GE_eventTime: '2026-11-23T18:05:00' },
    { orderBy: 'epc' },
    { orderDirection: 'asc' },
    { eventCountLimit: '0' },
    { eventCountLimit: '5', maxEventCount: '5' },
    { EQ_source_: CARRIER },
  ];
  for (const parameters of wrong)
    assert.equal(readEventQuery(parameters).status, 'refused', JSON.stringify(parameters));
});

test('a query for what an event itself says finds it, and its bounds are told', () => {
  fc.assert(
    fc.property(handlings, (handling) => {
      const event = eventOfHandling(handling);
      const of = { event, recordMs: handling.atMs + 1 };
      const asked = {
        eventType: event.type,
        EQ_bizStep: event.bizStep ?? '',
        EQ_disposition: event.disposition ?? '',
        EQ_eventID: event.eventID ?? '',
        MATCH_anyEPC: handling.items[0],
        GE_eventTime: new Date(handling.atMs).toISOString(),
        LT_eventTime: new Date(handling.atMs + 1).toISOString(),
      };
      const read = readEventQuery(asked);
      assert.ok(read.status === 'valid' && matchesQuery(of, read.value));
      assert.equal(boundAsked(read.value, 'eventTime', 'from'), handling.atMs);
      assert.equal(boundAsked(read.value, 'recordTime', 'from'), undefined);
      assert.equal(valuesAsked(read.value, 'MATCH_anyEPC')?.size, 1);
    }),
  );
});
