import assert from 'node:assert/strict';
import { testOnBoth } from '../store/database/store-for-test.js';
import { RateLimiter } from './http/rate-limits.js';
import { LiveProcesses } from './live-processes.js';
import { makeLog } from './about/make-log.js';

testOnBoth('processes on one database count each other, and those that are gone no more', async (_, store) => {
  let nowMs = Date.parse('2026-11-23T10:00:00Z');
  const log = makeLog('silent', { write: () => undefined });
  const make = () => new LiveProcesses({ store, log, now: () => new Date(nowMs) });
  const [first, second, killed] = [make(), make(), make()];
  await first.start();
  if (store.kind === 'embedded') {
    await store.ping(); // what was never asked is not closed
    assert.equal(first.count, 1);
    return;
  }
  await second.start();
  await killed.beat();
  await first.beat();
  assert.deepEqual([first.count, second.count, killed.count], [3, 2, 3]);
  nowMs += 25_000;
  await second.beat();
  nowMs += 25_000;
  await first.beat();
  assert.equal(first.count, 2);
  await second.stop();
  await first.beat();
  assert.equal(first.count, 1);
  await first.stop();
});

testOnBoth('a limit is shared by all processes', async () => {
  const processes = { count: 1 };
  const limiter = new RateLimiter({ burst: 10, perMinute: 60 }, processes);
  const takeAll = (nowMs: number): number => {
    let count = 0;
    while (limiter.take('a', nowMs).allowed) count++;
    return count;
  };
  assert.equal(takeAll(0), 10);
  processes.count = 3;
  assert.equal(limiter.take('b', 0).limit, 3);
  assert.equal(takeAll(60_000), 3);
  assert.equal(takeAll(63_000), 1); // a twentieth of a minute's twenty
  processes.count = 100;
  assert.equal(limiter.take('c', 0).allowed, true);
});
