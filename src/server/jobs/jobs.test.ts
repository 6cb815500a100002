import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { openStore } from '../../store/database/open-store.js';
import type { Store } from '../../store/database/store.js';
import { databaseForTest, NO_SERVER, testOnBoth } from '../../store/database/store-for-test.js';
import { enqueue } from './enqueue.js';
import { JobRunner } from './job-runner.js';
import { USUAL, type Queue } from './queue.js';

/** A process that does jobs of one queue by a clock of its own. */
function processOf(store: Store, queue: Partial<Queue<Record<string, never>>> & Pick<Queue<never>, 'handle'>) {
  let nowMs = Date.parse('2026-11-23T10:00:30Z');
  const now = (): Date => new Date(nowMs);
  const server = { store, log: pino({ level: 'silent' }), now };
  return {
    now,
    wait: (seconds: number) => {
      nowMs += seconds * 1000;
    },
    runner: new JobRunner(server, { sweep: { ...USUAL, ...queue } }),
  };
}

const add = (store: Store, now: Date, options: { key?: string; startAfter?: Date } = {}): Promise<void> =>
  store.asParty({ partyId: undefined, mode: 'live' }, (tx) => enqueue(tx, 'sweep', {}, { now, ...options }));

testOnBoth(
  'a job is done once its transaction has ended well, when it is due, and once for all of its key',
  async (_, store) => {
    let done = 0;
    const made = processOf(store, { handle: async () => void done++ });
    const inHalfAnHour = new Date(made.now().getTime() + 1_800_000);
    await assert.rejects(
      store.asParty({ partyId: undefined, mode: 'live' }, async (tx) => {
        await enqueue(tx, 'sweep', {}, { now: made.now() });
        throw new Error('undone');
      }),
      /undone/,
    );
    await add(store, made.now(), { key: 'same' });
    await add(store, made.now(), { key: 'same' });
    await add(store, made.now(), { startAfter: inHalfAnHour });
    assert.deepEqual(
      (await made.runner.drain()).map(({ state }) => state),
      ['done'],
    );
    made.wait(1800);
    assert.deepEqual(
      (await made.runner.drain()).map(({ state }) => state),
      ['done'],
    );
    assert.equal(done, 2);
  },
);

testOnBoth('a job that fails is tried again, later each time, and given up in the end', async (_, store) => {
  const told: string[] = [];
  const made = processOf(store, {
    attemptsMax: 3,
    backoffSec: 10,
    handle: async ({ attempt }) => {
      throw new Error(`attempt ${attempt}`);
    },
    gaveUp: async (_job, error) => void told.push(error),
  });
  await add(store, made.now());
  const states: string[] = [];
  for (const waitSec of [0, 9, 1, 19, 1, 3000]) {
    made.wait(waitSec);
    states.push((await made.runner.drain()).map(({ state }) => state).join());
  }
  assert.deepEqual(states, ['waiting', '', 'waiting', '', 'failed', '']);
  assert.deepEqual(told, ['attempt 3']);
});

testOnBoth('a job of a process that is gone is taken when its lease runs out, and not before', async (_, store) => {
  await new Promise<void>((stuck, reject) => {
    const gone = processOf(store, {
      handle: () => {
        stuck();
        return new Promise(() => undefined);
      },
    });
    add(store, gone.now())
      .then(() => gone.runner.drain())
      .catch(reject);
  });
  const other = processOf(store, { handle: async () => undefined });
  const taken = async (): Promise<number> => (await other.runner.drain()).length;
  assert.equal(await taken(), 0);
  other.wait(USUAL.leaseSec + 1);
  assert.equal(await taken(), 1);
});

testOnBoth('what is done by itself is done once a slot, by whichever process comes first', async (_, store) => {
  const done: string[] = [];
  const processes = ['a', 'b'].map((name) =>
    processOf(store, { everySec: 3600, handle: async ({ id }) => void done.push(`${name} ${id}`) }),
  );
  for (const hour of [0, 1]) {
    for (const made of processes) {
      made.wait(hour * 3600);
      await made.runner.drain();
    }
  }
  assert.deepEqual(done, ['a sweep@2026-11-23T10:00:00.000Z', 'a sweep@2026-11-23T11:00:00.000Z']);
});

test('of two processes on one database each does other jobs, and one finishes what the other was killed with', async (t) => {
  const url = await databaseForTest();
  if (url === undefined) {
    t.skip(NO_SERVER);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'interline-jobs-'));
  const file = join(folder, 'done.txt');
  const store = await openStore({ url });
  const children: ChildProcess[] = [];
  try {
    for (let count = 0; count < 60; count++) await add(store, new Date());
    const start = (...more: string[]): ChildProcess => {
      const entry = fileURLToPath(new URL('./job-process-for-test.js', import.meta.url));
      const child = spawn(process.execPath, [entry, url, file, ...more], { stdio: ['pipe', 'pipe', 'inherit'] });
      children.push(child);
      return child;
    };
    const killed = start('stuck');
    const other = start();
    assert.ok(killed.stdout !== null);
    await once(killed.stdout, 'data');
    killed.kill('SIGKILL');
    const done = (): string[] => readFileSync(file, 'utf8').trim().split('\n');
    const patience = AbortSignal.timeout(30_000);
    while (done().length < 60) {
      patience.throwIfAborted();
      await store.ping();
    }
    assert.equal(new Set(done()).size, 60);
    other.stdin?.write('stop\n');
    await once(other, 'exit');
    assert.equal(done().length, 60, 'a job was done twice');
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
