import assert from 'node:assert/strict';
import test from 'node:test';
import { InputError, type Fault } from '../base/input-error.js';
import { NONE } from '../base/none.js';
import { FACILITY_KINDS, UNLIMITED } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';
import { readWorkspace } from './read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles, type WorkspaceFiles } from './small-workspace.js';

async function read(changes: WorkspaceFiles = {}): Promise<{ workspace: Workspace; warnings: readonly Fault[] }> {
  const { dir, remove } = writeWorkspaceFiles({ ...SMALL_WORKSPACE, ...changes });
  try {
    return await readWorkspace(dir);
  } finally {
    remove();
  }
}

/** All faults of the small workspace with some text of a file replaced. */
async function faultsWith(file: string, from: string, to: string): Promise<readonly Fault[]> {
  const text = SMALL_WORKSPACE[file];
  assert.ok(text.includes(from), `${file} has no ${from}`);
  try {
    return (await read({ [file]: text.replace(from, to) })).warnings;
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
}

test('readWorkspace gives both parties one index space, with defaults for what is not given', async () => {
  const { workspace, warnings } = await read();
  const { facilities, trips, calls, vehicles, deliveries, pickups, ownTraffic, options } = workspace.network;
  assert.deepEqual(warnings, []);
  assert.deepEqual(facilities.id, ['FC-DEL', 'SC-DEL', 'SC-BOM', 'DS-BOM', 'HUB-DEL', 'HUB-BOM', 'PO-400001']);
  assert.deepEqual([...facilities.party], [0, 0, 0, 0, 1, 1, 1]);
  assert.equal(FACILITY_KINDS[facilities.kind[5]], 'hub');
  assert.equal(facilities.parcelsPerHour[5], UNLIMITED);
  assert.equal(facilities.postalCode[5], NONE);
  assert.equal(facilities.sortSec[1], 5400);
  assert.equal(facilities.handlingCost[1], 250);
  assert.deepEqual(trips.id, ['TRUCK-1', 'VAN-1', 'RAIL-1', 'FEEDER-1']);
  assert.deepEqual([...trips.firstCall], [0, 3, 5, 7, 9]);
  assert.deepEqual([...trips.runs.subarray(8, 16)], [1, 1, 1, 0, 1, 1, 0, 1]); // weekdays, with two exceptions
  assert.equal(trips.refuses[0], 0b101);
  assert.equal(calls.arriveSec[2], 46 * 3600);
  assert.equal(calls.km[6], 1386);
  assert.ok(calls.km[2] > 1300 && calls.km[2] < 1700); // 1.3 times the straight line
  assert.equal(vehicles.costPerKgKm[0], 0.4);
  assert.equal(vehicles.costPerKm[1], 1250);
  assert.deepEqual([...deliveries.loadBySec], [8 * 3600, 8 * 3600, 8.5 * 3600]);
  assert.deepEqual([...deliveries.cod], [1, 0, 1]);
  assert.equal(deliveries.days[1], 0b10101);
  assert.equal(deliveries.cost[2], 0);
  assert.deepEqual([...pickups.acceptBySec], [17 * 3600, 16 * 3600]);
  assert.deepEqual([ownTraffic.trip[0], ownTraffic.call[0], ownTraffic.kg[0]], [0, 1, 1200]);
  assert.deepEqual([options.costPerRun[0], options.runsMax[0]], [4_500_000, 2]);
});

test('readWorkspace resolves the agreement, in minor money and seconds', async () => {
  const { agreement, products, bands, plannedAtSec } = (await read()).workspace;
  assert.ok(agreement);
  const [interchange] = agreement.interchanges;
  assert.deepEqual([...(interchange?.facilities ?? [])], [[0, 1], [1, 4]]); // prettier-ignore
  assert.deepEqual(interchange?.windows[0], { days: 0b111111, openSec: 5 * 3600, closeSec: 9 * 3600 });
  assert.deepEqual([interchange?.transferSec, interchange?.slotSec, interchange?.manifestSec], [3600, 3600, 3600]);
  assert.deepEqual(agreement.capacity[1]?.kg, { kind: 'share', share: 0.15 });
  assert.deepEqual(agreement.capacity[2]?.release, [{ hours: 24, keep: 0.5 }, { hours: 6, keep: 0 }]); // prettier-ignore
  assert.equal(agreement.capacity[2]?.line, 19);
  assert.deepEqual(agreement.tariff.linehaulPerKg, [400, 700, 1100, 1600, 2200]);
  assert.equal(agreement.products[0]?.codAmountMax, 5_000_000);
  assert.equal(agreement.service.targets[0]?.penaltyPerParcel, 1000);
  assert.deepEqual(products[0]?.spot, { perParcel: 12_000, perKg: 3000, days: 6 });
  assert.equal(products[1]?.spot, undefined);
  assert.deepEqual(bands[0], { g: 500, ml: 3000 });
  assert.equal(plannedAtSec, 0);
});

/** A change to one file, and the fault it must give: code, line, column. */
const FAULTS: { file: string; from: string; to: string; fault: string; suggestion?: RegExp }[] = [
  { file: 'interline.yaml', from: 'Asia/Kolkata', to: 'Asia/Kolkatta', fault: 'unknown_value 3 timezone' },
  { file: 'interline.yaml', from: 'start: 2026-11-23', to: 'start: 2026-02-30', fault: 'bad_date 5 start' },
  { file: 'interline.yaml', from: 'days: 8', to: 'day: 8', fault: 'unknown_key 6 day', suggestion: /"days"/ },
  { file: 'interline.yaml', from: 'Post (synthetic)', to: 'Post (real, in part)', fault: 'unknown_key 9 parties.post.in part)', suggestion: /quotes/ },
  { file: 'interline.yaml', from: 'feed: ats', to: 'feed: atz', fault: 'missing_file undefined undefined' },
  { file: 'interline.yaml', from: 'parties:', to: 'parties: [', fault: 'bad_yaml 9 undefined' },
  { file: 'interline.yaml', from: 'id: express', to: 'id: standard', fault: 'duplicate_id 12 products[1].id' },
  { file: 'interline.yaml', from: 'agreement: agreement.yaml', to: 'agreement: ats', fault: 'missing_file 13 agreement' },
  { file: 'agreement.yaml', from: 'ats: SC-DEL', to: 'ats: SC-DLE', fault: 'unknown_reference 8 interchange[0].facilities.ats', suggestion: /SC-DEL/ },
  { file: 'agreement.yaml', from: 'post>ats', to: 'psot>ats', fault: 'unknown_reference 9 interchange[0].directions[1]', suggestion: /post/ },
  { file: 'agreement.yaml', from: 'close: "09:00"', to: 'close: "04:00"', fault: 'window_empty 10 interchange[0].windows[0].close' },
  { file: 'agreement.yaml', from: '"ats:TRUCK-*"', to: '"ats:TRICK-1"', fault: 'matches_nothing 18 capacity[1].on', suggestion: /TRUCK-1/ },
  { file: 'agreement.yaml', from: 'kg: 800', to: 'kg: 0', fault: 'zero_allotment 17 capacity[0].kg' },
  { file: 'agreement.yaml', from: 'kg: 0.15x', to: 'kg: 15x', fault: 'out_of_range 18 capacity[1].kg', suggestion: /0.15x/ },
  { file: 'agreement.yaml', from: '[4, 7, 11, 16, 22]', to: '[4, 7, 11, 16]', fault: 'tariff_gap 24 tariff.linehaul.per_kg' },
  { file: 'agreement.yaml', from: 'bands: [200, 500', to: 'bands: [500, 200', fault: 'not_ascending 23 tariff.zones.bands[1]' },
  { file: 'agreement.yaml', from: 'per_parcel: 2', to: 'per_parcel: two', fault: 'bad_money 26 tariff.interchange.per_parcel' },
  { file: 'agreement.yaml', from: 'currency: INR', to: 'currency: USD', fault: 'currency_differs 5 currency' },
  { file: 'agreement.yaml', from: 'until: 2027-12-31', to: 'until: 2026-11-25', fault: 'not_effective undefined effective' },
  { file: 'agreement.yaml', from: 'id: standard, carried_as', to: 'id: standrad, carried_as', fault: 'unknown_reference 15 products[0].id', suggestion: /standard/ },
  { file: 'ats/stops.txt', from: 'SC-DEL,Sort centre Delhi,28.61,77.23', to: 'SC-DEL,Sort centre Delhi,128.61,77.23', fault: 'out_of_range 3 stop_lat', suggestion: /swapped/ },
  { file: 'ats/stops.txt', from: '19.12,72.90', to: ',', fault: 'no_position 5 stop_lat' },
  { file: 'ats/stops.txt', from: 'SC-BOM,Sort', to: 'SC-DEL,Sort', fault: 'duplicate_id 4 stop_id' },
  { file: 'ats/stops.txt', from: 'stop_id,', to: 'stopid,', fault: 'missing_column 1 stop_id', suggestion: /stopid/ },
  { file: 'ats/trips.txt', from: 'daily,TRUCK-1,truck', to: 'daily,TRUCK-1,trukc', fault: 'unknown_reference 2 vehicle_id', suggestion: /truck/ },
  { file: 'ats/trips.txt', from: 'lithium', to: 'lithum', fault: 'unknown_value 2 handling', suggestion: /lithium/ },
  { file: 'ats/trips.txt', from: 'R1,daily', to: 'R1,dayly', fault: 'unknown_reference 2 service_id', suggestion: /daily/ },
  { file: 'ats/stop_times.txt', from: '21:00:00,22:00:00', to: '25:00:00,22:00:00', fault: 'time_goes_back 3 departure_time' },
  { file: 'ats/stop_times.txt', from: '46:00:00,46:00:00', to: '14:00:00,14:00:00', fault: 'time_goes_back 4 arrival_time' },
  { file: 'ats/stop_times.txt', from: '20:00:00,20:00:00', to: ',', fault: 'missing_time 2 departure_time' },
  { file: 'ats/stop_times.txt', from: '21:00:00', to: '21:61:00', fault: 'bad_time 3 arrival_time' },
  { file: 'ats/stop_times.txt', from: 'SC-BOM,3', to: 'SC-BMO,3', fault: 'unknown_reference 4 stop_id', suggestion: /SC-BOM/ },
  { file: 'ats/stop_times.txt', from: 'SC-BOM,3', to: 'SC-BOM,2', fault: 'duplicate_id 4 stop_sequence' },
  { file: 'ats/calendar.txt', from: '20261231', to: '20261331', fault: 'bad_date 2 end_date' },
  { file: 'ats/vehicles.txt', from: '9000,40000', to: '0,40000', fault: 'zero_capacity 2 capacity_kg' },
  { file: 'ats/vehicles.txt', from: '9000,40000', to: '9000000,40000', fault: 'unit_suspicious 2 capacity_kg', suggestion: /grams/ },
  { file: 'ats/vehicles.txt', from: '12.5', to: '"12,5"', fault: 'bad_money 3 cost_per_km' },
  { file: 'ats/facilities.txt', from: 'fulfilment_centre', to: 'fulfillment_centre', fault: 'unknown_value 2 kind', suggestion: /fulfilment_centre/ },
  { file: 'ats/facilities.txt', from: 'sort_minutes', to: 'sort_minute', fault: 'unknown_column 1 sort_minute', suggestion: /sort_minutes/ },
  { file: 'ats/facilities.txt', from: '04:00,23:00', to: '23:00,04:00', fault: 'window_empty 5 closes' },
  { file: 'ats/delivery.txt', from: 'daily,08:00', to: 'dialy,08:00', fault: 'bad_days 2 days' },
  { file: 'ats/own_traffic.txt', from: 'TRUCK-1,2', to: 'TRUCK-1,3', fault: 'unknown_reference 2 stop_sequence' },
  { file: 'ats/own_traffic.txt', from: '1200', to: '12000', fault: 'over_capacity 2 kg' },
  { file: 'ats/agency.txt', from: 'Asia/Calcutta', to: 'Europe/Berlin', fault: 'timezone_differs 2 agency_timezone' },
  { file: 'post/stop_times.txt', from: ',1386', to: ',1386000', fault: 'distance_unit undefined shape_dist_traveled' },
  { file: 'post/calendar.txt', from: 'daily,1,1,1,1,1,1,1,20261101,20261231', to: 'daily,1,1,1,1,1,1,1,20251101,20251231', fault: 'no_service undefined undefined' },
  { file: 'post/pickup.txt', from: 'HUB-DEL,110001,16:00', to: '"HUB-DEL,110001,16:00', fault: 'bad_csv 2 undefined' },
]; // prettier-ignore

test('each kind of mistake gives its fault with line and column', async () => {
  for (const { file, from, to, fault, suggestion } of FAULTS) {
    const faults = await faultsWith(file, from, to);
    const short = faults.map(({ code, line, column }) => `${code} ${line} ${column}`);
    const index = short.indexOf(fault);
    assert.ok(index >= 0, `${file}: ${to} gives ${short.join(', ') || 'nothing'} instead of ${fault}`);
    if (suggestion) assert.match(faults[index]?.suggestion ?? '', suggestion, fault);
  }
});

test('cancelled departures do not run; what is cancelled wrongly is named', async () => {
  const { workspace, warnings } = await read({
    'post/cancelled.txt': 'trip_id,date\nRAIL-1,20261124\nRAIL-1,20261124\nFEEDER-1,20270101\n',
  });
  const { trips } = workspace.network;
  const { dayCount } = workspace.calendar;
  const [rail, feeder] = ['RAIL-1', 'FEEDER-1'].map((id) => trips.id.indexOf(id));
  assert.deepEqual([...trips.runs.subarray(rail * dayCount, rail * dayCount + 3)], [1, 0, 1]);
  assert.ok(trips.runs.subarray(feeder * dayCount, (feeder + 1) * dayCount).every((runs) => runs === 1));
  const told = warnings.filter(({ file }) => file === 'post/cancelled.txt');
  assert.deepEqual(told.map(({ code, line }) => `${code} ${line}`), ['no_service 3']); // prettier-ignore
  await assert.rejects(read({ 'post/cancelled.txt': 'trip_id,date\nRAIL-2,20261124\n' }), /cancelled.txt:2 trip_id/);
  await assert.rejects(read({ 'post/cancelled.txt': 'trip_id,date\nRAIL-1,\n' }), /cancelled.txt:2 date/);
});

test('windows that no departure can meet are named', async () => {
  const faults = await faultsWith('post/stop_times.txt', '16:55:00,16:55:00,HUB-DEL', '00:10:00,00:10:00,HUB-DEL');
  assert.deepEqual(faults, []); // the next day's train still meets them
  const calendar = SMALL_WORKSPACE['post/calendar.txt'];
  const { warnings } = await read({
    'post/calendar.txt': calendar.replace('20261101,20261231', '20261101,20261123'),
    'agreement.yaml': SMALL_WORKSPACE['agreement.yaml'].replace('[ats>post, post>ats]', '[ats>post]'),
  });
  const unmet = warnings.filter((warning) => warning.code === 'window_unmet');
  assert.deepEqual(unmet.map(({ line }) => line), [10]); // prettier-ignore
});

test('missing times are interpolated by distance and trips with frequencies become their departures', async () => {
  const { workspace } = await read({
    'post/stop_times.txt': `trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled
RAIL-1,06:00:00,06:00:00,HUB-DEL,1,0
RAIL-1,,,PO-400001,2,1039.5
RAIL-1,22:00:00,22:00:00,HUB-BOM,3,1386
FEEDER-1,06:00:00,06:00:00,HUB-BOM,1,0
FEEDER-1,06:20:00,06:20:00,PO-400001,2,2
`,
    'post/frequencies.txt': 'trip_id,start_time,end_time,headway_secs\nFEEDER-1,08:00:00,10:00:00,3600\n',
  });
  const { trips, calls } = workspace.network;
  assert.deepEqual([...calls.arriveSec.subarray(5, 8)], [6 * 3600, 18 * 3600, 22 * 3600]);
  assert.deepEqual(trips.id.slice(3), ['FEEDER-1', 'FEEDER-1~08:00', 'FEEDER-1~09:00']);
  assert.equal(trips.runs[3 * 8], 0);
  assert.equal(calls.arriveSec.at(-1), 9 * 3600 + 20 * 60);
});

test('more than a hundred faults of a kind are counted, not kept', async () => {
  const rows = Array.from({ length: 5000 }, (_, row) => `NO-${row},1,1\n`);
  const faults = await faultsWith('ats/own_traffic.txt', 'TRUCK-1,2,daily,1200,6000\n', rows.join(''));
  const unknown = faults.filter((fault) => fault.code === 'unknown_reference');
  assert.equal(unknown.length, 101);
  assert.match(unknown.at(-1)?.message ?? '', /^4900 more/);
});

test('a folder without settings is refused', async () => {
  const { dir, remove } = writeWorkspaceFiles({ 'readme.txt': '' });
  await assert.rejects(readWorkspace(dir), InputError);
  remove();
});
