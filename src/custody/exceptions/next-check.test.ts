import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USUAL_TIMES } from '../../domain/agreement.js';
import { Prng } from '../../base/prng.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import { MINUTE_MS, START_MS, usualLife, wildEvents } from '../events/events-for-test.js';
import { exceptionRules, findExceptions, type ExceptionsOf } from './find-exceptions.js';
import { foldEvents } from '../events/fold-events.js';
import { nextCheckMs } from './next-check.js';

const RULES = exceptionRules({ lostAfterDays: 3, weightToleranceG: 50, ...USUAL_TIMES });
const at = (minute: number): number => START_MS + minute * MINUTE_MS;

const STEPS: PlannedStep[] = [
  { kind: 'departed', place: 'ats:FC-DEL', atMs: at(110), what: 'TRUCK-1 of 2026-11-23' },
  { kind: 'tendered', place: 'ats:SC-DEL', atMs: at(240), what: 'tender at IX-DEL' },
  { kind: 'out_for_delivery', place: 'post:PO-1', atMs: at(1500), what: 'round of 2026-11-24' },
  { kind: 'delivered', place: 'post:PO-1', atMs: at(3000), what: 'round of 2026-11-24' },
];

const keysAt = (of: ExceptionsOf, nowMs: number): string[] =>
  findExceptions(of, RULES, nowMs).map(({ key, severity }) => `${key} ${severity}`);

test('between one check and the next nothing else is found, and after the last never', () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = new Prng(seed);
    const life = random.chance(0.5) ? usualLife() : wildEvents(random, 8);
    const events = life.filter(() => random.chance(0.7));
    const of: ExceptionsOf = {
      tracked: foldEvents(events),
      steps: random.chance(0.8) ? STEPS : [],
      dueMs: random.chance(0.8) ? at(3500) : undefined,
      bookedG: 1000,
      newPromise: () => (seed % 2 === 0 ? at(3600) : undefined),
    };
    let nowMs = at(random.below(4000));
    for (let check = 0; check < 100; check++) {
      const next = nextCheckMs(of, RULES, nowMs);
      const until = next ?? nowMs + 1e9;
      const found = keysAt(of, nowMs);
      for (const moment of [until - 1, nowMs + Math.floor((until - nowMs) / 2)]) {
        assert.deepEqual(keysAt(of, moment), found, `seed ${seed}, ${new Date(moment).toISOString()}`);
      }
      if (next === undefined) break;
      assert.ok(next > nowMs && check < 99, `seed ${seed}`);
      nowMs = next;
    }
  }
});
