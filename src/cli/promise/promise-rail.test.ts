import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { type TestContext } from 'node:test';
import { DAILY, DAY_SEC } from '../../base/civil-time.js';
import { NONE, UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { UNLIMITED } from '../../domain/network.js';
import type { Deliveries } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { earliestReady, legsTo } from '../../engine/promise/earliest-arrival.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { deliveredSec } from '../../planner/promise/promise.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { PLAIN_PARCEL } from '../../testing/plain-parcel.js';

const FEED = resolve('../shared/data/rail/indian-railways-gtfs-20251221.zip');
const SETTINGS = `name: Railway timetable
timezone: Asia/Kolkata
currency: INR
start: 2025-12-22
days: 6
parties:
  rail: { name: Railway, feed: rail.zip }
products:
  - { id: standard, days: 5, late_per_day: 20, unplanned: 500 }
`;

/** The whole timetable as a workspace, or undefined with a message where the feed is not there. */
async function railway(context: TestContext): Promise<Workspace | undefined> {
  if (!existsSync(FEED)) {
    context.skip(`${FEED} is not there`);
    return undefined;
  }
  const dir = mkdtempSync(join(tmpdir(), 'interline-rail-'));
  try {
    copyFileSync(FEED, join(dir, 'rail.zip'));
    writeFileSync(join(dir, 'interline.yaml'), SETTINGS);
    return (await readWorkspace(dir)).workspace;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** When a parcel from a stop can be at every stop: every run of every train ridden as far as it goes, until nothing improves. */
function rideEverything({ network, calendar }: Workspace, origin: number, sec: number): Int32Array {
  const { trips, calls, facilities } = network;
  const { dayCount, dayStartSec } = calendar;
  const ready = new Int32Array(facilities.count).fill(UNREACHED);
  ready[origin] = sec;
  for (let changed = true; changed;) {
    changed = false;
    for (let trip = 0; trip < trips.count; trip++) {
      for (let day = 0; day < dayCount; day++) {
        if (trips.runs[trip * dayCount + day] === 0) continue;
        let aboard = false;
        for (let call = trips.firstCall[trip]; call + 1 < trips.firstCall[trip + 1]; call++) {
          const depart = dayStartSec[day] + calls.departSec[call];
          if (depart >= dayStartSec[dayCount]) break;
          if (ready[calls.facility[call]] <= depart) aboard = true;
          const there = dayStartSec[day] + calls.arriveSec[call + 1] + facilities.sortSec[calls.facility[call + 1]];
          if (!aboard || there >= ready[calls.facility[call + 1]]) continue;
          ready[calls.facility[call + 1]] = there;
          changed = true;
        }
      }
    }
  }
  return ready;
}

test('earliestReady on the whole Indian Railways timetable equals riding every train', async (context) => {
  const workspace = await railway(context);
  if (workspace === undefined) return;
  const { facilities, trips, calls } = workspace.network;
  assert.deepEqual([trips.count, calls.count, facilities.count], [10_503, 204_586, 8527]);
  const timetable = timetableOf(workspace);
  const legs = { ...timetable };
  const prng = new Prng(11);
  let reached = 0;
  for (let round = 0; round < 6; round++) {
    const origin = calls.facility[prng.below(calls.count)];
    const sec = prng.below(2 * DAY_SEC);
    const scan = {
      open: new Uint8Array(legs.legCount).fill(1),
      readySec: new Int32Array(facilities.count).fill(UNREACHED),
      via: new Int32Array(facilities.count).fill(NONE),
      aboard: new Uint8Array(legs.legCount),
    };
    scan.readySec[origin] = sec;
    earliestReady(legs, scan, 0, legs.legCount);
    const want = rideEverything(workspace, origin, sec);
    assert.deepEqual(scan.readySec, want, `from ${facilities.id[origin]} at ${sec}`);
    for (let stop = 0; stop < facilities.count; stop += 97) {
      const way = legsTo(legs, scan, 0, stop);
      if (want[stop] === UNREACHED || stop === origin) continue;
      assert.equal(legs.from[way[0]], origin);
      assert.equal(legs.readySec[way[way.length - 1]], want[stop]);
      reached++;
    }
  }
  assert.ok(reached > 300, `only ${reached} routes`);
});

test('promises over the whole Indian Railways timetable equal riding every train', async (context) => {
  const workspace = await railway(context);
  if (workspace === undefined) return;
  const { facilities } = workspace.network;
  const withRounds: Workspace = {
    ...workspace,
    network: { ...workspace.network, postalCodes: facilities.id, deliveries: dailyRounds(facilities.count) },
  };
  const desk = promiseDesk(withRounds);
  const { pockets } = desk.access;
  assert.ok(pockets.pocketCount > 10, `only ${pockets.pocketCount} pockets`);
  const prng = new Prng(12);
  let served = 0;
  for (let round = 0; round < 5; round++) {
    const origin: number = workspace.network.calls.facility[prng.below(workspace.network.calls.count)];
    const sec = prng.below(DAY_SEC);
    const ready = rideEverything(workspace, origin, sec);
    for (let stop = round; stop < facilities.count; stop += 23) {
      const request = {
        ...PLAIN_PARCEL,
        from: { kind: 'facility', index: origin },
        to: stop,
        atSec: sec,
      } as const;
      const day = Math.max(0, Math.ceil((ready[stop] - LOAD_BY_SEC) / DAY_SEC));
      const want: number | undefined = day < workspace.calendar.dayCount ? day * DAY_SEC + DELIVER_BY_SEC : undefined;
      const got = deliveredSec(desk, request, { party: 0, interlined: false, goods: 0, band: 0 });
      assert.equal(got, want, `from ${facilities.id[origin]} at ${sec} to ${facilities.id[stop]}`);
      if (got !== undefined) served++;
    }
  }
  assert.ok(served > 300, `only ${served} promises`);
});

const LOAD_BY_SEC = 9 * 3600;
const DELIVER_BY_SEC = 18 * 3600;

/** One made-up delivery round a day at every stop, the stop's number being its postal code. */
function dailyRounds(count: number): Deliveries {
  return {
    count,
    facility: Uint32Array.from({ length: count }, (_, stop) => stop),
    postalCode: Uint32Array.from({ length: count }, (_, stop) => stop),
    days: new Uint8Array(count).fill(DAILY),
    loadBySec: new Int32Array(count).fill(LOAD_BY_SEC),
    deliverBySec: new Int32Array(count).fill(DELIVER_BY_SEC),
    extraDays: new Uint8Array(count),
    parcelsPerDay: new Float64Array(count).fill(UNLIMITED),
    cost: new Float64Array(count),
    weightKgMax: new Float64Array(count).fill(UNLIMITED),
    cod: new Uint8Array(count).fill(1),
  };
}
