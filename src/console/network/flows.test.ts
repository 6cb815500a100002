import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FLOW_UNLIMITED, type FlowHeader } from '../../wire/network/network-flows.js';
import { packColumns, unpackColumns } from '../../wire/http/columns.js';
import { bundlesOf } from './flow-drawing.js';
import {
  busyMoment,
  dateOf,
  filteredLegs,
  flowsOf,
  fullness,
  fullnessStep,
  ownParcels,
  secOf,
  type Flows,
} from './flows.js';
import { hourLoads, legsOfDeparture, windowsOf } from './flow-details.js';

const HEADER: FlowHeader = {
  signature: 's',
  party: 0,
  parties: [
    { id: 'ats', name: 'A' },
    { id: 'post', name: 'P' },
  ],
  products: ['standard', 'express'],
  start: '2026-11-22T18:30:00.000Z',
  timezone: 'Asia/Kolkata',
  days: 2,
  currency: 'INR',
  synthetic: true,
  interchanges: [{ id: 'IX-DEL', name: 'Delhi', facilities: [0, 2] }],
  coverage: { alone: { postal_codes: 1, facilities: 1 }, together: { postal_codes: 2, facilities: 2 } },
  planned: true,
  together: null,
  alone: null,
};
const PLACES = { modes: ['road', 'rail', 'air', 'water'] };

/** Three legs: a truck of ours from 0 over 1 to 2, and a train of the partner's from 2 to 3 the next day. */
function example(): Flows {
  return flowsOf(
    unpackColumns(
      packColumns({
        header: HEADER,
        columns: {
          trip: Uint32Array.of(7, 9),
          trip_party: Uint8Array.of(0, 1),
          trip_mode: Uint8Array.of(0, 1),
          leg_trip: Uint32Array.of(0, 0, 1),
          leg_day: Uint8Array.of(0, 0, 1),
          leg_from: Uint32Array.of(0, 1, 2),
          leg_to: Uint32Array.of(1, 2, 3),
          leg_departs: Uint32Array.of(3600, 10_800, 90_000),
          leg_arrives: Uint32Array.of(9000, 20_000, 120_000),
          leg_used: Uint32Array.of(500, 1000, 100),
          leg_room: Uint32Array.of(1000, 1000, FLOW_UNLIMITED),
          leg_partner: Uint32Array.of(2, 0, 0),
          own0: Uint32Array.of(3, 4, 0),
          own1: Uint32Array.of(0, 1, 0),
          own2: Uint32Array.of(0, 0, 5),
          own3: Uint32Array.of(0, 0, 0),
          window_interchange: Uint32Array.of(0, 0),
          window_opens: Uint32Array.of(18_000, 104_400),
          window_closes: Uint32Array.of(32_400, 118_800),
          window_room: Uint32Array.of(300, 300),
          window_used: Uint32Array.of(30, 0),
          window_own: Uint32Array.of(10, 0),
        },
      }),
    ),
  );
}

test('legs are as full as what they carry takes of their room', () => {
  const flows = example();
  assert.deepEqual(
    [0, 1, 2].map((leg) => fullness(flows, leg)),
    [0.5, 1, undefined],
  );
  assert.deepEqual([undefined, 0, 0.25, 0.6, 0.94, 0.95, 1.2].map(fullnessStep), [0, 0, 1, 2, 3, 4, 4]);
  assert.equal(ownParcels(flows, 1), 5);
});

test('filters leave legs by party, mode, product and timing', () => {
  const flows = example();
  const none = { party: undefined, mode: undefined, product: undefined, timing: undefined };
  const left = (filters: object): number[] => [...filteredLegs(flows, { ...none, ...filters }, PLACES)];
  assert.deepEqual(left({}), [1, 1, 1]);
  assert.deepEqual(left({ party: 'post' }), [0, 0, 1]);
  assert.deepEqual(left({ mode: 'road' }), [1, 1, 0]);
  assert.deepEqual(left({ product: 'express' }), [0, 0, 1]);
  assert.deepEqual(left({ timing: 'late' }), [0, 1, 0]);
  assert.deepEqual(left({ product: 'express', timing: 'late' }), [0, 0, 0]);
  assert.deepEqual(left({ party: 'nobody' }), [0, 0, 0]);
});

test('moments are told in the zone of the network', () => {
  const flows = example();
  assert.deepEqual([dateOf(flows, 0), dateOf(flows, 1)], ['2026-11-23', '2026-11-24']);
  assert.equal(secOf(flows, '2026-11-22T19:30:00Z'), 3600);
  assert.equal(secOf(flows, '2020-01-01T00:00:00Z'), 0);
  assert.equal(secOf(flows, '2030-01-01T00:00:00Z'), flows.endSec - 60);
  assert.equal(busyMoment(flows), 10_800);
});

test('legs between two places by one mode are one bundle', () => {
  const flows = example();
  assert.deepEqual(
    bundlesOf(flows, Uint8Array.of(1, 1, 0)).map(({ from, to, usedHg, legs }) => [from, to, usedHg, legs]),
    [
      [1, 2, 1000, 1],
      [0, 1, 500, 1],
    ],
  );
});

test('a departure, a facility by hour and an interchange point are read from the legs', () => {
  const flows = example();
  assert.deepEqual(legsOfDeparture(flows, 7, 0), [0, 1]);
  assert.deepEqual(legsOfDeparture(flows, 7, 1), []);
  const hours = hourLoads(flows, 1, 0);
  assert.deepEqual([hours.arriving[2], hours.leaving[3]], [5, 5]); // 3 own and 2 of the partner arrive, 5 own leave
  assert.equal(hours.arriving.length, 24);
  assert.deepEqual(
    windowsOf(flows, 0, 0).map(({ used, own, room }) => [used, own, room]),
    [[30, 10, 300]],
  );
});
