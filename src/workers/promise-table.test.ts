import assert from 'node:assert/strict';
import test from 'node:test';
import { dayOfSec } from '../base/civil-time.js';
import { Prng } from '../base/prng.js';
import { NOT_SERVED } from '../engine/promise/promise-table.js';
import { lookupDays } from '../planner/promise/promise-lookup.js';
import { promiseDesk } from '../planner/promise/promise-desk.js';
import { promise } from '../planner/promise/promise.js';
import type { PromiseAnswer } from '../planner/promise/promise.js';
import { standardTable } from '../planner/promise/promise-table.js';
import { PLAIN_PARCEL } from '../testing/plain-parcel.js';
import { randomWorld } from '../testing/random-world.js';
import { promiseTable } from './promise-table.js';

test('promiseTable holds what single promises say, and its summary counts its cells', async () => {
  let served = 0;
  let faster = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { workspace } = randomWorld(seed, seed % 2 === 0 ? 'medium' : 'small');
    const desk = promiseDesk(workspace);
    const request = { ...standardTable(workspace), postedSec: new Prng(seed).below(30 * 3600), circleChars: 1 };
    const { table, summary } = await promiseTable(desk, request, { threads: 1 });
    const alone = await promiseTable(desk, { ...request, best: 'alone' }, { threads: 1 });
    const codes = workspace.network.postalCodes;
    const histogram = new Map<number, number>();
    let saves = 0;
    for (let from = 0; from < codes.length; from++) {
      for (let to = 0; to < codes.length; to++) {
        const answer = promise(desk, {
          ...PLAIN_PARCEL,
          from: { kind: 'code', index: from },
          to,
          atSec: request.postedSec,
          g: request.g,
          ml: request.ml,
          product: request.product,
        });
        const days = daysOf(answer, false);
        const daysAlone = daysOf(answer, true);
        assert.equal(table.days[from * codes.length + to], days, `seed ${seed}: ${codes[from]} to ${codes[to]}`);
        assert.equal(alone.table.days[from * codes.length + to], daysAlone, `seed ${seed}: alone`);
        const found = lookupDays(table, codes[from], codes[to]);
        assert.equal(found ?? NOT_SERVED, days);
        histogram.set(days, (histogram.get(days) ?? 0) + 1);
        if (days < daysAlone && daysAlone !== NOT_SERVED) saves++;
      }
    }
    function daysOf(answer: PromiseAnswer, aloneOnly: boolean): number {
      const { calendar } = workspace;
      const offers = answer.offers.filter((offer) => !aloneOnly || !offer.interlined);
      const days = offers.map(
        (offer) => dayOfSec(calendar, offer.deliveredSec) - dayOfSec(calendar, request.postedSec),
      );
      return Math.min(NOT_SERVED, ...days);
    }
    assert.deepEqual(new Map(summary.joint.byDays), new Map([...histogram].filter(([days]) => days !== NOT_SERVED)));
    assert.equal(summary.joint.notServed, histogram.get(NOT_SERVED) ?? 0);
    assert.equal(summary.partnership.faster, saves, `seed ${seed}`);
    for (const circles of [summary.fromCircle, summary.toCircle]) {
      const pairs = Object.values(circles).flatMap((circle) => circle.byDays);
      assert.equal(sum(pairs), sum(summary.joint.byDays), `seed ${seed}`);
    }
    served += sum(summary.joint.byDays);
    faster += summary.partnership.faster + summary.partnership.newlyServed;
  }
  assert.ok(served > 500 && faster > 20, `${served} pairs served, ${faster} by partnership: the worlds are too poor`);
});

test('promiseTable is the same on one thread and on two workers', async () => {
  const { workspace } = randomWorld(5, 'medium');
  const desk = promiseDesk(workspace);
  const request = standardTable(workspace);
  const one = await promiseTable(desk, request, { threads: 1 });
  const days = one.table.days.slice();
  const two = await promiseTable(desk, request, { threads: 2, into: one.table });
  assert.equal(two.table.days, one.table.days);
  assert.deepEqual(two.table.days, days);
  assert.deepEqual(two.summary, one.summary);
});

function sum(pairs: readonly (readonly [number, number])[]): number {
  return pairs.reduce((total, [, count]) => total + count, 0);
}
