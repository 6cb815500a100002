import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { zipSync, strToU8 } from 'fflate';
import { writeFileSync } from 'node:fs';
import { InputError } from '../../base/input-error.js';
import { NONE } from '../../base/none.js';
import { importGtfs } from './import-gtfs.js';
import { readShipments } from '../shipments/read-shipments.js';
import { readWorkspace } from '../read-workspace.js';
import { SMALL_WORKSPACE } from '../small-workspace.js';

const RAIL = join(process.cwd(), '../shared/data/rail');

async function withFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'interline-import-'));
  try {
    await run(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A zip of the post's tables within a folder, as some publishers pack them. */
function zippedFeed(): Uint8Array {
  const tables = Object.entries(SMALL_WORKSPACE).filter(([path]) => path.startsWith('ats/'));
  return zipSync(Object.fromEntries(tables.map(([path, text]) => [`feed/${path.slice(4)}`, strToU8(text)])));
}

test('importGtfs makes a workspace of a zipped feed that reads without faults', async () => {
  await withFolder(async (dir) => {
    writeFileSync(join(dir, 'feed.zip'), zippedFeed());
    const summary = await importGtfs({ from: join(dir, 'feed.zip'), out: join(dir, 'ws') });
    assert.deepEqual(summary.warnings, []);
    assert.equal(summary.party, 'carrier-synthetic');
    assert.equal(summary.start, '2026-11-01');
    assert.equal(summary.trips, 2);
    const { workspace, shipmentsFile } = await readWorkspace(join(dir, 'ws'));
    const { shipments } = await readShipments(shipmentsFile, workspace);
    assert.equal(shipments.count, 0);
  });
});

test('importGtfs gives trips the luggage room of their train', async () => {
  await withFolder(async (dir) => {
    writeFileSync(join(dir, 'feed.zip'), zippedFeed());
    writeFileSync(join(dir, 'luggage.csv'), 'train_no,vp_parcel_vans,slr_slrd_luggage_guard\nTRUCK-1,1,2\nOTHER,1,0\n');
    const options = { from: join(dir, 'feed.zip'), out: join(dir, 'ws'), luggageCsv: join(dir, 'luggage.csv') };
    const summary = await importGtfs(options);
    assert.equal(summary.tripsWithLuggage, 1);
    assert.equal(summary.luggageKg, 31_000);
    const { vehicles, trips } = (await readWorkspace(join(dir, 'ws'))).workspace.network;
    assert.equal(vehicles.capacityKg[trips.vehicle[0]], 31_000);
  });
});

test('importGtfs refuses what is no feed', async () => {
  await withFolder(async (dir) => {
    writeFileSync(join(dir, 'feed.zip'), 'no zip');
    await assert.rejects(importGtfs({ from: join(dir, 'feed.zip'), out: join(dir, 'ws') }), InputError);
    await assert.rejects(importGtfs({ from: join(dir, 'none'), out: join(dir, 'ws') }), InputError);
    await assert.rejects(importGtfs({ from: dir, out: join(dir, 'ws') }), InputError);
  });
});

test('the whole timetable of Indian Railways imports, with trips past midnight and of several days', async (context) => {
  const from = join(RAIL, 'indian-railways-gtfs-20251221.zip');
  if (!existsSync(from)) {
    context.skip(`${from} is absent`);
    return;
  }
  await withFolder(async (dir) => {
    const luggageCsv = join(RAIL, 'train_coach_luggage.csv');
    const summary = await importGtfs({ from, out: join(dir, 'ws'), luggageCsv });
    assert.equal(summary.trips, 10_503);
    assert.equal(summary.stopTimes, 204_586);
    assert.equal(summary.stops, 8527);
    assert.equal(summary.start, '2025-12-21');
    assert.equal(summary.tripsWithLuggage, 5086);
    assert.deepEqual(summary.warnings, []);
    const { trips, calls } = (await readWorkspace(join(dir, 'ws'))).workspace.network;
    const lastArrival = (trip: number) => calls.arriveSec[trips.firstCall[trip + 1] - 1];
    const hours = Array.from({ length: trips.count }, (_, trip) => lastArrival(trip) / 3600);
    assert.equal(Math.max(...hours), 250);
    assert.ok(hours.filter((hour) => hour > 24).length > 1000);
    for (let call = 1; call < calls.count; call++) assert.ok(calls.departSec[call] >= calls.arriveSec[call]);
    assert.equal(trips.vehicle.filter((vehicle) => vehicle !== NONE).length, 5086);
  });
});
