import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError } from '../../wire/http/call-route.js';
import { Connection, isUnreachable } from './connection.js';

/** A server that is there or not, and a clock that is turned by hand. */
function worldForTest() {
  const planned: { readonly run: () => void; readonly ms: number }[] = [];
  const world = {
    isThere: true,
    planned,
    probe: () => Promise.resolve(world.isThere),
    later: (run: () => void, ms: number) => {
      const plan = { run, ms };
      planned.push(plan);
      return () => void (planned.includes(plan) && planned.splice(planned.indexOf(plan), 1));
    },
    next: async (): Promise<number> => {
      const plan = planned.shift();
      plan?.run();
      await settled();
      return plan?.ms ?? 0;
    },
  };
  return world;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

const lost = (): Promise<never> => Promise.reject(new TypeError('Failed to fetch'));

test('Connection is lost with the first request that does not arrive, asks less and less often, and tells once when the server is back', async () => {
  const world = worldForTest();
  const connection = new Connection(world);
  let backs = 0;
  connection.onBack(() => (backs += 1));
  world.isThere = false;
  await assert.rejects(connection.watch(lost()));
  await assert.rejects(connection.watch(lost()));
  await settled();
  assert.equal(connection.contact.isLost, true);
  assert.deepEqual([await world.next(), await world.next(), await world.next()], [500, 1000, 2000]);
  assert.equal(backs, 0);
  world.isThere = true;
  await world.next();
  assert.deepEqual([connection.contact.isLost, backs, world.planned.length], [false, 1, 0]);
});

test('Connection that is doubted is lost only if the server does not answer', async () => {
  const world = worldForTest();
  const connection = new Connection(world);
  await connection.doubt();
  assert.equal(connection.contact.isLost, false);
  world.isThere = false;
  await connection.doubt();
  assert.equal(connection.contact.isLost, true);
});

test('Connection is slow while something is waited for too long, and not after', async () => {
  const world = worldForTest();
  const connection = new Connection(world);
  const answers: ((answer: string) => void)[] = [];
  const watched = connection.watch(new Promise<string>((resolve) => answers.push(resolve)));
  await world.next();
  assert.equal(connection.contact.isSlow, true);
  answers[0]?.('there');
  assert.equal(await watched, 'there');
  assert.equal(connection.contact.isSlow, false);
});

test('isUnreachable tells a server that is away from one that refuses or needs long', () => {
  const refused = (status: number, code?: 'timed_out' | 'not_ready'): RefusedError => {
    const problem = code && { type: '', title: '', status, code, request_id: '' };
    return new RefusedError(status, problem, new Headers());
  };
  assert.deepEqual(
    [new TypeError('x'), refused(502), refused(503, 'not_ready'), refused(503, 'timed_out'), refused(500)].map(
      isUnreachable,
    ),
    [true, true, true, false, false],
  );
});
