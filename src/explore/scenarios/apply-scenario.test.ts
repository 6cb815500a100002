import assert from 'node:assert/strict';
import test from 'node:test';
import { parseClock } from '../../base/civil-time.js';
import type { Network } from '../../domain/network.js';
import type { DemandChange, NetworkChange } from '../../domain/scenario.js';
import { packedString, type Shipments } from '../../domain/shipments.js';
import { buildWorld } from '../../testing/build-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { applyScenario } from './apply-scenario.js';
import { scenarioOf } from './scenario-for-test.js';

// From Delhi, 110001, by way of Jaipur, 302001, to Mumbai, 400001; on three days from a Monday.
const SKETCH: WorldSketch = {
  facilities: [
    { id: 'DEL', party: 'ats', code: '110001' },
    { id: 'JAI', party: 'ats', code: '302001' },
    { id: 'BOM', party: 'ats', code: '400001' },
    { id: 'HUB', party: 'post', code: '400002' },
  ],
  trips: [
    { id: 'ROAD', party: 'ats', kg: 10, costPerRun: 700, costPerKm: 2, calls: 'DEL 20:00, JAI 25:00-26:00, BOM 40:00' },
    { id: 'RAIL', party: 'ats', mode: 'rail', kg: 10, calls: 'DEL 06:00, BOM 22:00' },
  ],
  ownTraffic: [
    { trip: 'ROAD', call: 0, kg: 3 },
    { trip: 'ROAD', call: 1, kg: 5, days: 0b1 },
  ],
  options: [{ trip: 'ROAD', cost: 500 }],
  deliveries: [
    { facility: 'BOM', code: '400001' },
    { facility: 'JAI', code: '302001' },
  ],
  pickups: [
    { facility: 'DEL', code: '110001' },
    { facility: 'BOM', code: '400001' },
  ],
  interchanges: [{ id: 'IX', at: { ats: 'BOM', post: 'HUB' } }],
  products: [{ id: 'standard' }, { id: 'express' }],
  shipments: [
    { id: 'A', party: 'ats', from: 'DEL', to: '400001', count: 1 },
    { id: 'B', party: 'ats', from: '110001', to: '302001', product: 'express' },
    { id: 'C', party: 'post', from: 'HUB', to: '400001', ready: '30:00' },
  ],
};
const WORLD = buildWorld(SKETCH);
const ALL_DAYS = Uint8Array.of(1, 1, 1);

function changed(...network: NetworkChange[]): Network {
  return applyScenario(WORLD, scenarioOf({ network })).workspace.network;
}

/** Calls of trips of an id with their days: `0,1 DEL@20:00 JAI@25:00-26:00`. */
function timetable({ trips, calls, facilities }: Network, id: string): string[] {
  const text = (sec: number) => `${Math.floor(sec / 3600)}:${String(Math.round((sec % 3600) / 60)).padStart(2, '0')}`;
  return trips.id.flatMap((name, trip) => {
    if (name !== id) return [];
    const days = [0, 1, 2].filter((day) => trips.runs[trip * 3 + day] === 1);
    const stops: string[] = [];
    for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1]; call++) {
      const [arrives, departs] = [calls.arriveSec[call], calls.departSec[call]];
      const time = arrives === departs ? text(arrives) : `${text(arrives)}-${text(departs)}`;
      stops.push(`${facilities.id[calls.facility[call]]}@${time}`);
    }
    return [`${days.join()} ${stops.join(' ')}`];
  });
}

function ids(shipments: Shipments): string[] {
  return Array.from({ length: shipments.count }, (_, i) => packedString(shipments.id, i));
}

function demand(...changes: Partial<DemandChange>[]): Shipments {
  const none = { times: 1, party: undefined, product: undefined, from: [], to: [], days: undefined };
  return applyScenario(WORLD, scenarioOf({ demand: changes.map((change) => ({ ...none, ...change })) })).shipments;
}

test('a scenario without changes gives the same objects back', () => {
  const same = applyScenario(WORLD, scenarioOf());
  assert.equal(same.workspace, WORLD.workspace);
  assert.equal(same.shipments, WORLD.shipments);
  assert.equal(demand({ times: 1 }), WORLD.shipments);
  assert.equal(changed({ kind: 'cancel', trips: [0], days: Uint8Array.of(0, 0, 0) }), WORLD.workspace.network);
});

test('an agreement and an own list of shipments stand in for those of the workspace', () => {
  const agreement = WORLD.workspace.agreement;
  assert.ok(agreement);
  const other = { ...agreement, version: 99 };
  const shipments = demand({ times: 2 });
  const applied = applyScenario(WORLD, scenarioOf({ agreement: other, shipments }));
  assert.equal(applied.workspace.agreement, other);
  assert.equal(applied.workspace.network, WORLD.workspace.network);
  assert.equal(applied.shipments, shipments);
});

test('whole factors repeat parcels, each copy under an id of its own', () => {
  assert.deepEqual(ids(demand({ times: 3 })), ['A', 'A~2', 'A~3', 'B', 'B~2', 'B~3', 'C', 'C~2', 'C~3']);
  assert.deepEqual(ids(demand({ times: 0 })), []);
});

test('factors hold for the party, product, places and day they name, and multiply', () => {
  assert.deepEqual(ids(demand({ times: 2, party: 1 })), ['A', 'B', 'C', 'C~2']);
  assert.deepEqual(ids(demand({ times: 2, product: 1 })), ['A', 'B', 'B~2', 'C']);
  assert.deepEqual(ids(demand({ times: 2, to: ['30', '99'] })), ['A', 'B', 'B~2', 'C']);
  assert.deepEqual(ids(demand({ times: 2, from: ['11'] })), ['A', 'A~2', 'B', 'B~2', 'C']);
  assert.deepEqual(ids(demand({ times: 2, days: Uint8Array.of(0, 1, 0) })), ['A', 'B', 'C', 'C~2']);
  assert.deepEqual(ids(demand({ times: 2, party: 0 }, { times: 0, product: 1 })), ['A', 'A~2', 'C']);
});

test('fractions take an exact share of parcels, the same every time', () => {
  const many = buildWorld({
    ...SKETCH,
    shipments: [{ id: 'P', party: 'ats', from: 'DEL', to: '400001', count: 1000 }],
  });
  const none = { party: undefined, product: undefined, from: [], to: [], days: undefined };
  for (const times of [0.1, 0.25, 1 / 3, 0.999, 1.6, 2.05]) {
    const { shipments } = applyScenario(many, scenarioOf({ demand: [{ ...none, times }] }));
    assert.ok(Math.abs(shipments.count - 1000 * times) <= 1, `${times}: ${shipments.count}`);
    const again = applyScenario(many, scenarioOf({ demand: [{ ...none, times }] }));
    assert.deepEqual(ids(again.shipments), ids(shipments));
    assert.equal(new Set(ids(shipments)).size, shipments.count);
  }
});

test('cancelled trips do not run on the days given, and nothing else changes', () => {
  const network = changed({ kind: 'cancel', trips: [0], days: Uint8Array.of(0, 1, 1) });
  assert.deepEqual([...network.trips.runs], [1, 0, 0, 1, 1, 1]);
  assert.equal(network.calls, WORLD.workspace.network.calls);
  assert.equal(network.trips.id, WORLD.workspace.network.trips.id);
});

test('runs may be added at a cost given, or at what a run of the vehicle costs', () => {
  const { options } = changed(
    { kind: 'add_runs', trips: [1], costPerRun: 900, runsMax: 4 },
    { kind: 'add_runs', trips: [0], costPerRun: undefined, runsMax: 2 },
  );
  assert.deepEqual(
    [[...options.trip], [...options.costPerRun], [...options.runsMax]],
    [
      [0, 1, 0],
      [500, 900, 700 + 2 * 200],
      [1, 4, 2],
    ],
  );
});

test('vehicles drive past a closed facility, which delivers, collects and hands over nothing', () => {
  const { workspace } = applyScenario(WORLD, scenarioOf({ network: [{ kind: 'close', facility: 1, weekdays: 127 }] }));
  assert.deepEqual(timetable(workspace.network, 'ROAD'), ['0,1,2 DEL@20:00 BOM@40:00']);
  assert.deepEqual([...workspace.network.deliveries.days], [127, 0]);
  assert.equal(workspace.network.pickups, WORLD.workspace.network.pickups);
  assert.equal(workspace.agreement, WORLD.workspace.agreement);
  const { ownTraffic, calls } = workspace.network;
  assert.deepEqual([...calls.km.subarray(0, 2)], [0, 200]);
  // The most of both legs: 5 kg on Mondays, 3 kg on the other days.
  assert.deepEqual([...ownTraffic.kg], [5, 3, 3, 3, 3, 3, 3]);
  assert.deepEqual([...ownTraffic.call], [0, 0, 0, 0, 0, 0, 0]);

  const atDock = applyScenario(WORLD, scenarioOf({ network: [{ kind: 'close', facility: 3, weekdays: 0b11 }] }));
  assert.deepEqual(
    atDock.workspace.agreement?.interchanges[0].windows.map(({ days }) => days),
    [127 & ~0b11],
  );
});

test('a facility closed on one weekday is passed on that day only, counted where the vehicle arrives', () => {
  // The trip of Monday is at Jaipur on Tuesday.
  const network = changed({ kind: 'close', facility: 1, weekdays: 0b10 });
  assert.deepEqual(timetable(network, 'ROAD'), ['0 DEL@20:00 BOM@40:00', '1,2 DEL@20:00 JAI@25:00-26:00 BOM@40:00']);
  assert.deepEqual(timetable(network, 'RAIL'), timetable(WORLD.workspace.network, 'RAIL'));
  assert.deepEqual([...network.options.trip], [0, 2]);
  assert.deepEqual([...network.trips.id], ['ROAD', 'RAIL', 'ROAD']);
});

test('slow roads delay road legs at the places and days given, stops keeping their length', () => {
  const slow = { kind: 'slow_roads', times: 2, codes: ['4000'], days: ALL_DAYS } as const;
  const network = changed(slow);
  assert.deepEqual(timetable(network, 'ROAD'), ['0,1,2 DEL@20:00 JAI@25:00-26:00 BOM@54:00']);
  assert.deepEqual(timetable(network, 'RAIL'), timetable(WORLD.workspace.network, 'RAIL'));
  const everywhere = changed({ ...slow, codes: [], days: Uint8Array.of(0, 1, 0) });
  assert.deepEqual(timetable(everywhere, 'ROAD'), [
    '0,2 DEL@20:00 JAI@25:00-26:00 BOM@40:00',
    '1 DEL@20:00 JAI@30:00-31:00 BOM@59:00',
  ]);
  assert.equal(parseClock('59:00'), 59 * 3600);
});

test('changes of a network hold together: a cancelled day stays cancelled when roads are slow', () => {
  const network = changed(
    { kind: 'slow_roads', times: 2, codes: [], days: Uint8Array.of(0, 1, 1) },
    { kind: 'cancel', trips: [0], days: Uint8Array.of(0, 1, 0) },
    { kind: 'close', facility: 1, weekdays: 127 },
  );
  assert.deepEqual(timetable(network, 'ROAD'), ['0 DEL@20:00 BOM@40:00', '2 DEL@20:00 BOM@60:00']);
});
