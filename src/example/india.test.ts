import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { Prng } from '../base/prng.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { readShipments } from '../feed/shipments/read-shipments.js';
import { readWorkspace } from '../feed/read-workspace.js';
import { type ExampleSummary, makeIndia } from './india.js';
import { parcelSize } from './parcels.js';

const PARCELS = 150_000; // congestion needs the default size: a small one fits into the least room of any vehicle
const OWN_PARCELS = 7_500;
const FEW = 2_000;

let folder = '';
let summary: ExampleSummary;
let workspace: Workspace;
let shipments: Shipments;
let warnings: readonly string[] = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  summary = await makeIndia({ out: join(folder, 'a'), parcels: PARCELS, seed: 7 });
  const read = await readWorkspace(join(folder, 'a'));
  workspace = read.workspace;
  const rows = await readShipments(read.shipmentsFile, workspace);
  shipments = rows.shipments;
  warnings = [...read.warnings, ...rows.warnings].map(({ code }) => code);
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('makeIndia writes a workspace in which nothing is at fault', () => {
  assert.deepEqual(warnings, []);
  assert.ok(workspace.synthetic);
  assert.deepEqual(workspace.notes, summary.notes);
});

test('makeIndia writes every office of the directory and a delivery for every postal code', () => {
  const { facilities, deliveries, pickups, postalCodes } = workspace.network;
  const offices = facilities.id.filter((id) => id.startsWith('PO-'));
  assert.equal(offices.length, 165_627);
  assert.equal(postalCodes.length, 19_586);
  for (const rows of [deliveries, pickups]) {
    const post = rows.postalCode.filter((_, row) => facilities.party[rows.facility[row]] === 1);
    assert.equal(new Set(post).size, 19_586);
  }
});

test('makeIndia has the public numbers of facilities, and few enough of them for linehaul', () => {
  assert.equal(summary.interchanges, 13);
  assert.equal(workspace.agreement?.interchanges.length, 13);
  assert.ok(summary.fulfilmentCentres >= 58 && summary.fulfilmentCentres <= 65);
  assert.ok(summary.sortCentres >= 38 && summary.sortCentres <= 44);
  assert.ok(summary.deliveryStations >= 1_750 && summary.deliveryStations <= 2_000);
  assert.ok(summary.linehaul.legs >= 25_000 && summary.linehaul.legs <= 60_000);
});

test('makeIndia overloads some departures when parcels take their cheapest way', () => {
  const share = summary.linehaul.legsOverloaded / summary.linehaul.legsUsed;
  assert.ok(share > 0.02 && share < 0.06, `${share} of the used legs are overloaded`);
});

test('makeIndia writes the joint parcels asked for and own-product parcels on top', () => {
  assert.equal(shipments.count, PARCELS + summary.ownShipments);
  assert.equal(
    shipments.product.filter((product) => workspace.products[product]?.id === 'own_mail').length,
    OWN_PARCELS,
  );
  assert.ok(Math.abs(summary.codShare - 0.5) < 0.03);
  const origins = new Set(shipments.origin);
  assert.ok(origins.size >= 250 && origins.size <= 350, `${origins.size} origins`);
});

test('makeIndia writes the same bytes for the same seed and other parcels for another', async () => {
  const [first, again, other] = ['b', 'c', 'd'].map((name) => join(folder, name)) as [string, string, string];
  await makeIndia({ out: first, parcels: FEW, seed: 7 });
  await makeIndia({ out: again, parcels: FEW, seed: 7 });
  await makeIndia({ out: other, parcels: FEW, seed: 8 });
  assert.equal(hashOf(first), hashOf(again));
  assert.notEqual(hashOf(first), hashOf(other));
});

test('parcelSize has a median of half a kilogram, a mean of 1.3 kg and 95 % below 5 kg', () => {
  const prng = new Prng(1);
  const grams = Float64Array.from({ length: 100_000 }, () => parcelSize(prng).weightG).sort();
  assert.ok(Math.abs(grams[50_000] - 500) < 25);
  assert.ok(Math.abs(grams.reduce((sum, g) => sum + g, 0) / grams.length - 1300) < 100);
  assert.ok(Math.abs(grams[95_000] - 4800) < 400);
});

/** One hash of all files of a folder with their names. */
function hashOf(dir: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(dir, name);
    if (statSync(path).isFile()) hash.update(name).update(readFileSync(path));
  }
  return hash.digest('hex');
}
