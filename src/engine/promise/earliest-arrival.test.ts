import assert from 'node:assert/strict';
import test from 'node:test';
import { NONE, UNREACHED } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { earliestReady, firstDeparture, latestReady, legsTo } from './earliest-arrival.js';
import type { ForwardScan, Legs } from './earliest-arrival.js';

interface Call {
  readonly node: number;
  readonly arriveSec: number;
  readonly departSec: number;
}

/** Legs of trips, sorted by departure as the kernel wants them; unloading takes `sortSec[node]`. */
function legsOf(trips: readonly (readonly Call[])[], sortSec: readonly number[]): Legs {
  const rows = trips.flatMap((calls, trip) =>
    calls.slice(1).map((call, index) => ({ trip, index, from: calls[index], to: call })),
  );
  rows.sort((a, b) => a.from.departSec - b.from.departSec || a.trip - b.trip || a.index - b.index);
  return {
    legCount: rows.length,
    from: Uint32Array.from(rows, (row) => row.from.node),
    to: Uint32Array.from(rows, (row) => row.to.node),
    departSec: Int32Array.from(rows, (row) => row.from.departSec),
    readySec: Int32Array.from(rows, (row) => row.to.arriveSec + sortSec[row.to.node]),
    through: Int32Array.from(rows, (row) =>
      rows.findIndex((other) => other.trip === row.trip && other.index === row.index - 1),
    ),
  };
}

function scanFrom(legs: Legs, nodeCount: number, source: number, sec: number): ForwardScan {
  const scan = {
    open: new Uint8Array(legs.legCount).fill(1),
    readySec: new Int32Array(nodeCount).fill(UNREACHED),
    via: new Int32Array(nodeCount).fill(NONE),
    aboard: new Uint8Array(legs.legCount),
  };
  scan.readySec[source] = sec;
  return scan;
}

/** Every ride from every call to every later call of every trip, again and again until nothing improves. */
function bruteForce(
  trips: readonly (readonly Call[])[],
  sortSec: readonly number[],
  source: number,
  sec: number,
): number[] {
  const ready = sortSec.map((_, node) => (node === source ? sec : UNREACHED));
  for (let changed = true; changed;) {
    changed = false;
    for (const calls of trips) {
      for (let on = 0; on < calls.length; on++) {
        const board = calls[on];
        if (ready[board.node] > board.departSec) continue;
        for (const off of calls.slice(on + 1)) {
          const there = off.arriveSec + sortSec[off.node];
          if (there >= ready[off.node]) continue;
          ready[off.node] = there;
          changed = true;
        }
      }
    }
  }
  return ready;
}

function randomTrips(prng: Prng, nodeCount: number): Call[][] {
  return Array.from({ length: 3 + prng.below(20) }, () => {
    let sec = prng.below(40);
    return Array.from({ length: 2 + prng.below(4) }, () => {
      const arriveSec = sec;
      sec += prng.pick([0, 0, 1, 5]);
      const departSec = sec;
      sec += prng.pick([0, 1, 3, 10]);
      return { node: prng.below(nodeCount), arriveSec, departSec };
    });
  });
}

test('earliestReady waits for sorting, but not for a parcel that stays aboard', () => {
  // trip 0: 0 -10-> 1 -20-> 2, trip 1: 1 -15-> 3; sorting at 1 takes 8
  const trips = [
    [
      { node: 0, arriveSec: 0, departSec: 0 },
      { node: 1, arriveSec: 10, departSec: 12 },
      { node: 2, arriveSec: 30, departSec: 30 },
    ],
    [
      { node: 1, arriveSec: 14, departSec: 15 },
      { node: 3, arriveSec: 25, departSec: 25 },
    ],
  ];
  const legs = legsOf(trips, [0, 8, 0, 0]);
  const scan = scanFrom(legs, 4, 0, 0);
  earliestReady(legs, scan, 0, legs.legCount);
  assert.deepEqual([...scan.readySec], [0, 18, 30, UNREACHED]);
  assert.deepEqual(legsTo(legs, scan, 0, 2), [0, 1]);
});

test('earliestReady equals riding every trip until nothing improves, and its route is a route', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const { prng, nodeCount, sortSec, trips, legs } = randomTimetable(seed);
    const source = prng.below(nodeCount);
    const sec = prng.below(30);
    const scan = scanFrom(legs, nodeCount, source, sec);
    const first = firstDeparture(legs.departSec, sec, 0, legs.legCount);
    const middle = first + prng.below(legs.legCount - first + 1);
    earliestReady(legs, scan, first, middle);
    earliestReady(legs, scan, first, legs.legCount, middle);
    assert.deepEqual([...scan.readySec], bruteForce(trips, sortSec, source, sec), `seed ${seed}`);
    for (let node = 0; node < nodeCount; node++) {
      checkRoute(legs, legsTo(legs, scan, first, node), {
        source,
        sec,
        node,
        ready: scan.readySec[node],
        seed,
      });
    }
  }
});

/** Trips among a few nodes, and the generator to go on with. */
function randomTimetable(seed: number) {
  const prng = new Prng(seed);
  const nodeCount = 2 + prng.below(8);
  const sortSec = Array.from({ length: nodeCount }, () => prng.pick([0, 0, 2, 7]));
  const trips = randomTrips(prng, nodeCount);
  const legs = legsOf(trips, sortSec);
  return { prng, nodeCount, sortSec, trips, legs };
}

function checkRoute(
  legs: Legs,
  way: readonly number[],
  of: { source: number; sec: number; node: number; ready: number; seed: number },
): void {
  if (of.ready === UNREACHED || of.node === of.source) return;
  let at = of.source;
  let ready = of.sec;
  way.forEach((leg, index) => {
    assert.equal(legs.from[leg], at, `seed ${of.seed}`);
    const stays = index > 0 && legs.through[leg] === way[index - 1];
    assert.ok(stays || ready <= legs.departSec[leg], `seed ${of.seed}: leg ${leg} is missed`);
    at = legs.to[leg];
    ready = legs.readySec[leg];
  });
  assert.equal(at, of.node, `seed ${of.seed}`);
  assert.equal(ready, of.ready, `seed ${of.seed}`);
}

test('latestReady is the last second from which a goal is still reached in time', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const { prng, nodeCount, sortSec, trips, legs } = randomTimetable(seed);
    const goal = prng.below(nodeCount);
    const bySec = 20 + prng.below(60);
    const latestSec = new Int32Array(nodeCount).fill(NONE);
    latestSec[goal] = bySec;
    const open = new Uint8Array(legs.legCount).fill(1);
    latestReady(legs, { open, latestSec, stay: new Uint8Array(legs.legCount) }, 0, legs.legCount);
    for (let node = 0; node < nodeCount; node++) {
      const latest = latestSec[node];
      const inTime = (sec: number): boolean => bruteForce(trips, sortSec, node, sec)[goal] <= bySec;
      if (latest !== NONE) assert.ok(inTime(latest), `seed ${seed}: ${latest} at ${node} is too late`);
      assert.ok(!inTime(latest + 1), `seed ${seed}: ${latest + 1} at ${node} is in time`);
    }
  }
});
