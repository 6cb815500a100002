import { test } from 'node:test';
import assert from 'node:assert/strict';
import { buildWorld } from './build-world.js';
import { packedString } from '../domain/shipments.js';

test('buildWorld turns a sketch of two carriers into columns', () => {
  const { workspace, shipments } = buildWorld({
    facilities: [
      { id: 'A', party: 'ats' },
      { id: 'B', party: 'post', sortMinutes: 30, perHour: 10, opens: '06:00', closes: '22:00' },
    ],
    trips: [{ id: 'T', party: 'post', calls: 'B 08:00, A 10:00-10:30', runsOn: [1], kg: 50 }],
    deliveries: [{ facility: 'B', code: '110001', perDay: 7 }],
    interchanges: [{ id: 'IX', at: { ats: 'A', post: 'B' }, perWindow: 3 }],
    shipments: [{ party: 'ats', from: 'A', to: '110001', count: 2, ready: '25:00' }],
  });
  const { network } = workspace;
  assert.deepEqual([...network.trips.runs], [0, 1, 0]);
  assert.deepEqual([...network.calls.departSec], [8 * 3600, 10.5 * 3600]);
  assert.equal(network.facilities.closesSec[1], 22 * 3600);
  assert.deepEqual(workspace.agreement?.interchanges[0]?.directions, [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
  ]);
  assert.equal(packedString(shipments.id, 1), 'P2');
  assert.equal(shipments.readySec[1], 25 * 3600);
});

test('buildWorld refuses a sketch that names what it does not draw, or calls that are no line of a timetable', () => {
  assert.throws(() => buildWorld({ facilities: [{ id: 'A', party: 'nobody' }] }), /nobody/);
  const trips = [{ id: 'T', party: 'ats', calls: 'A 08:00, B' }];
  assert.throws(() => buildWorld({ facilities: [{ id: 'A', party: 'ats' }], trips }), /"B" in a sketch/);
});
