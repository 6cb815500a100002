import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWorkspace } from '../../feed/read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../../feed/small-workspace.js';
import { clauseFinder } from '../../domain/block-space.js';
import { changedWorkspace, tripOf } from './changed-workspace.js';

test('changedWorkspace takes a cancelled departure out, and makes a late one a trip of its own under the same clauses', async (t) => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  t.after(remove);
  const { workspace } = await readWorkspace(dir);
  const { dayCount } = workspace.calendar;
  const truck = tripOf(workspace, 'ats', 'TRUCK-1') ?? -1;
  const rail = tripOf(workspace, 'post', 'RAIL-1') ?? -1;
  const nothing = { party: 'ats', trip: 'TRUCK-9', date: '2026-11-24', delayMinutes: undefined };
  assert.equal(changedWorkspace(workspace, [nothing]), workspace);

  const changed = changedWorkspace(workspace, [
    { party: 'ats', trip: 'TRUCK-1', date: '2026-11-24', delayMinutes: undefined },
    { party: 'post', trip: 'RAIL-1', date: '2026-11-25', delayMinutes: 30 },
    { party: 'post', trip: 'RAIL-1', date: '2026-11-25', delayMinutes: 90 }, // the last one counts
  ]);
  const { trips, calls } = changed.network;
  const runsOn = (trip: number): number[] => [...trips.runs.subarray(trip * dayCount, (trip + 1) * dayCount)];
  assert.deepEqual(runsOn(truck), [1, 0, 1, 1, 1, 1, 1, 1]);
  assert.deepEqual(runsOn(rail), [1, 1, 0, 1, 1, 1, 1, 1]);
  const late = tripOf(changed, 'post', 'RAIL-1+90') ?? -1;
  assert.equal(late, workspace.network.trips.count);
  assert.deepEqual(runsOn(late), [0, 0, 1, 0, 0, 0, 0, 0]);
  const [first, lateFirst] = [trips.firstCall[rail], trips.firstCall[late]];
  assert.equal(calls.departSec[lateFirst], calls.departSec[first] + 90 * 60);
  assert.equal(calls.arriveSec[lateFirst + 1], calls.arriveSec[first + 1] + 90 * 60);

  // RAIL-1 has a clause of its own behind the one for all trains; the late one is opened by what opens it on time.
  const [from, to] = [calls.facility[first], calls.facility[first + 1]];
  const before = workspace.agreement?.capacity[clauseFinder(workspace)(rail, 2, from, to)];
  const after = changed.agreement?.capacity[clauseFinder(changed)(late, 2, from, to)];
  assert.deepEqual({ ...after, pattern: '' }, { ...before, pattern: '' });
});
