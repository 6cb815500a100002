import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freeFromMs, giveSerials, REUSE_MONTHS_MIN, type SerialRange } from './serial-range.js';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 31);
const range: SerialRange = { service: 'LZ', country: 'IN', first: 100, last: 109, given: [] };

test('giveSerials goes on from the last serial and wraps around', () => {
  const first = giveSerials(range, 7, START_MS, 12);
  assert.ok(first.status === 'given');
  assert.deepEqual(first.runs, [{ first: 100, last: 106, givenMs: START_MS }]);
  const laterMs = Date.UTC(2027, 2, 1);
  const second = giveSerials(first.range, 5, laterMs, 12);
  assert.ok(second.status === 'given');
  assert.deepEqual(second.runs, [
    { first: 107, last: 109, givenMs: laterMs },
    { first: 100, last: 101, givenMs: laterMs },
  ]);
});

test('giveSerials says how many are free and when there are enough', () => {
  const first = giveSerials(range, 7, START_MS, 12);
  assert.ok(first.status === 'given');
  assert.deepEqual(giveSerials(first.range, 4, START_MS + DAY_MS, 12), {
    status: 'exhausted',
    freeCount: 3,
    freeFromMs: Date.UTC(2027, 0, 31),
  });
  assert.deepEqual(giveSerials(range, 11, START_MS), { status: 'exhausted', freeCount: 10, freeFromMs: undefined });
  assert.equal(giveSerials(first.range, 3, START_MS + DAY_MS, 12).status, 'given');
});

test('months end on the last day of a shorter month', () => {
  const run = { first: 1, last: 1, givenMs: Date.UTC(2027, 7, 31, 12) };
  assert.equal(freeFromMs(run, 18), Date.UTC(2029, 1, 28, 12));
  assert.equal(freeFromMs(run, 24), Date.UTC(2029, 7, 31, 12));
});

test('no serial is given twice within the months, whatever is asked for when', () => {
  const asks = fc.array(fc.record({ count: fc.integer({ min: 1, max: 6 }), days: fc.nat(200) }), { maxLength: 40 });
  fc.assert(
    fc.property(asks, fc.integer({ min: REUSE_MONTHS_MIN, max: 24 }), (asked, months) => {
      const last = new Map<number, number>();
      let kept = range;
      let nowMs = START_MS;
      for (const { count, days } of asked) {
        nowMs += days * DAY_MS;
        const answer = giveSerials(kept, count, nowMs, months);
        const free = Array.from({ length: 10 }, (_, index) => 100 + index).filter((serial) => {
          const givenMs = last.get(serial);
          return givenMs === undefined || freeFromMs({ first: serial, last: serial, givenMs }, months) <= nowMs;
        });
        if (answer.status === 'exhausted') {
          assert.equal(answer.freeCount, free.length);
          assert.ok(free.length < count);
          continue;
        }
        kept = answer.range;
        const serials = answer.runs.flatMap((run) =>
          Array.from({ length: run.last - run.first + 1 }, (_, at) => run.first + at),
        );
        assert.equal(new Set(serials).size, count);
        for (const serial of serials) {
          assert.ok(free.includes(serial), `${serial} was given again`);
          last.set(serial, nowMs);
        }
      }
    }),
  );
});
