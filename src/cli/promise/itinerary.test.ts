import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import { HANDOVER } from '../../testing/sketches.js';
import { itineraryOf } from '../../planner/promise/itinerary.js';
import { itineraryText } from './itinerary.js';

const { workspace } = buildWorld({
  ...HANDOVER,
  trips: [
    { id: 'T1', party: 'ats', mode: 'road', calls: 'FC 20:00, SC 21:00-21:10, FC 22:00' },
    { id: 'T2', party: 'post', mode: 'rail', calls: 'HUB 23:00, PO 26:30' },
  ],
  deliveries: [{ facility: 'PO', code: '793101', extraDays: 1 }],
  interchanges: [
    { id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '22:00', close: '23:00' }], minutes: 30 },
  ],
});

test('itineraryOf follows a parcel over a ride, a tender, the partner’s ride and the delivery', () => {
  const happenings = itineraryOf(workspace, [
    { kind: 'ride', trip: 0, day: 0, call: 0 },
    { kind: 'transfer', interchange: 0, direction: 0, sec: 22 * 3600 },
    { kind: 'ride', trip: 1, day: 0, call: 0 },
    { kind: 'deliver', delivery: 0, day: 1 },
  ]);
  assert.equal(
    itineraryText(workspace, happenings, 80),
    [
      '  2026-11-23 20:00  leaves            FC   ats, road T1',
      '  2026-11-23 21:00  reaches           SC   ats',
      '  2026-11-23 22:00  is tendered at    SC   ats, to post at IX',
      '  2026-11-23 22:30  is received at    HUB  post, from ats at IX',
      '  2026-11-23 23:00  leaves            HUB  post, rail T2',
      '  2026-11-24 02:30  reaches           PO   post',
      '  2026-11-24 09:00  is due for round  PO   post',
      '  2026-11-25 18:00  is delivered by   PO   post, in 793101',
    ].join('\n'),
  );
  assert.deepEqual(happenings[4].by, 'post:T2@2026-11-23');
});

test('itineraryText puts details below the places where a line would be too long', () => {
  const happenings = itineraryOf(workspace, [{ kind: 'ride', trip: 0, day: 0, call: 0 }]);
  assert.equal(
    itineraryText(workspace, happenings, 45),
    [
      '  2026-11-23 20:00  leaves            FC',
      '                      ats, road T1',
      '  2026-11-23 21:00  reaches           SC',
    ].join('\n'),
  );
});

test('itineraryOf tells of two legs of one departure as one ride', () => {
  const happenings = itineraryOf(workspace, [
    { kind: 'ride', trip: 0, day: 1, call: 0 },
    { kind: 'ride', trip: 0, day: 1, call: 1 },
  ]);
  assert.deepEqual(
    happenings.map(({ what, placeId, sec }) => [what, placeId, sec]),
    [
      ['leave', 'FC', 86400 + 20 * 3600],
      ['arrive', 'FC', 86400 + 22 * 3600],
    ],
  );
});
