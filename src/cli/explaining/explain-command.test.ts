import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { plannedWorkspace } from '../planned-workspace-for-test.js';
import { runInterlineCommand } from '../spawn-interline.js';

test('interline explain tells a route over both carriers as a timetable', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout } = await runInterlineCommand('explain', dir, folder, 'A-1');
  assert.equal(code, 0);
  assert.match(stdout, /^A-1 {2}ats, standard, 480 g, FC-DEL to 400001 \(synthetic data\)\nOn time\n/);
  assert.match(stdout, /20:00 {2}leaves +Fulfilment centre, Delhi +ats/);
  assert.match(stdout, /is tendered at +Sort centre Delhi +ats, to post at IX-DEL/);
  assert.match(stdout, /is delivered by +Mumbai GPO +post, in 400001/);
});

test('interline explain --json holds the same as data', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout } = await runInterlineCommand('explain', dir, folder, 'P-1', '--json');
  assert.equal(code, 0);
  const data = JSON.parse(stdout) as { shipment: string; status: string; itinerary: { what: string }[] };
  assert.deepEqual([data.shipment, data.status, data.itinerary.at(-1)?.what], ['P-1', 'on_time', 'deliver']);
});

test('interline explain refuses a shipment and a plan that are not there', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const shipment = await runInterlineCommand('explain', dir, folder, 'A-9');
  assert.deepEqual([shipment.code, shipment.stdout], [2, '']);
  assert.match(shipment.stderr, /unknown_reference .*"A-9"/);
  const plan = await runInterlineCommand('explain', dir, join(dir, 'nothing'), 'A-1');
  assert.deepEqual([plan.code, plan.stdout], [2, '']);
  assert.match(plan.stderr, /missing_file/);
});
