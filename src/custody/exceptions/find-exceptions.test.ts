import assert from 'node:assert/strict';
import { test } from 'node:test';
import { USUAL_TIMES } from '../../domain/agreement.js';
import { Prng } from '../../base/prng.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { PlannedStep, ShipmentException } from '../../domain/shipment-exception.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { randomWorld } from '../../testing/random-world.js';
import { MINUTE_MS, START_MS, eventAt, shuffled, usualLife, wildEvents } from '../events/events-for-test.js';
import { exceptionRules, findExceptions, type ExceptionsOf } from './find-exceptions.js';
import { foldEvents } from '../events/fold-events.js';
import { plannedSteps } from '../plans/planned-steps.js';

const RULES = exceptionRules({ lostAfterDays: 15, weightToleranceG: 50, ...USUAL_TIMES });
const at = (minute: number): number => START_MS + minute * MINUTE_MS;

const STEPS: PlannedStep[] = [
  { kind: 'departed', place: 'ats:FC-DEL', atMs: at(110), what: 'TRUCK-1 of 2026-11-23' },
  { kind: 'arrived', place: 'ats:SC-DEL', atMs: at(180), what: 'TRUCK-1 of 2026-11-23' },
  { kind: 'tendered', place: 'ats:SC-DEL', atMs: at(240), what: 'tender at IX-DEL' },
  { kind: 'received', place: 'post:HUB-DEL', atMs: at(300), what: 'tender at IX-DEL' },
  { kind: 'departed', place: 'post:HUB-DEL', atMs: at(400), what: 'RAIL-1 of 2026-11-23' },
  { kind: 'arrived', place: 'post:PO-1', atMs: at(1400), what: 'RAIL-1 of 2026-11-23' },
  { kind: 'out_for_delivery', place: 'post:PO-1', atMs: at(1500), what: 'round of 2026-11-24' },
  { kind: 'delivered', place: 'post:PO-1', atMs: at(3000), what: 'round of 2026-11-24' },
];

function exceptionsAt(
  minute: number,
  events: readonly CustodyEvent[],
  more: Partial<ExceptionsOf> = {},
): ShipmentException[] {
  const tracked = foldEvents(events);
  const of = { tracked, steps: STEPS, dueMs: at(3500), bookedG: 1000, newPromise: () => at(3400), ...more };
  return findExceptions(of, RULES, at(minute));
}

const codesAt = (minute: number, events: readonly CustodyEvent[], more: Partial<ExceptionsOf> = {}): string[] =>
  exceptionsAt(minute, events, more).map(({ code }) => code);

test('a life that goes as planned has no exceptions at any moment', () => {
  const events = usualLife();
  for (let minute = 0; minute <= 4000; minute += 10) {
    const known = events.filter(({ serverMs }) => serverMs <= at(minute));
    assert.deepEqual(exceptionsAt(minute, known), [], `minute ${minute}`);
  }
});

test('on random plans, events that show every step as planned bring no exceptions', () => {
  let stepCount = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    for (let shipment = 0; shipment < shipments.count; shipment++) {
      const steps = plannedSteps(workspace, plan, shipment);
      assert.ok(
        steps.every((step, index) => index === 0 || step.atMs >= steps[index - 1].atMs),
        `seed ${seed}`,
      );
      const events: CustodyEvent[] = [];
      for (const [index, { kind, place, atMs }] of steps.entries()) {
        const [party] = place.split(':');
        const counterparty = kind === 'tendered' ? steps[index + 1].place.split(':')[0] : undefined;
        events.push({
          ...eventAt(0, kind, party),
          id: `e${index}`,
          deviceMs: atMs,
          serverMs: atMs,
          place,
          counterparty,
        });
        const of = {
          tracked: foldEvents(events),
          steps,
          dueMs: steps.at(-1)?.atMs,
          bookedG: 1,
          newPromise: () => undefined,
        };
        const until = steps[index + 1]?.atMs ?? atMs;
        const found = [atMs, until].flatMap((nowMs) =>
          findExceptions(of, { ...RULES, noScanMs: 1e12, stuckMs: 1e12 }, nowMs),
        );
        assert.deepEqual(found, [], `seed ${seed}, shipment ${shipment}, step ${index}`);
        stepCount++;
      }
    }
  }
  assert.ok(stepCount > 300, `${stepCount}`);
});

test('a missed connection names what left without it, who has it, and is cleared by a scan that shows it left', () => {
  const atHub = usualLife().slice(0, 8);
  assert.deepEqual(codesAt(460, atHub), []); // the scan may still come
  const [missed, ...others] = exceptionsAt(461, atHub);
  assert.deepEqual(others, []);
  assert.deepEqual([missed.code, missed.responsible, missed.evidence, missed.sinceMs], [
    'missed_connection', 'post', ['received-post-250'], at(400),
  ]); // prettier-ignore
  assert.match(
    missed.words,
    /^missed RAIL-1 of 2026-11-23 from post:HUB-DEL, 61 minutes ago: it was not seen to leave$/,
  );
  assert.deepEqual(codesAt(461, usualLife().slice(0, 10)), []);
  const tooLate = [
    ...usualLife().slice(0, 7),
    eventAt(410, 'received', 'post', { place: 'post:HUB-DEL', counterparty: 'ats' }),
  ];
  assert.match(exceptionsAt(411, tooLate)[0].words, /it came after that/); // known at once, without waiting for a scan
  assert.deepEqual(
    exceptionsAt(200, usualLife().slice(0, 2)).map(({ responsible }) => responsible),
    ['@sender'],
  );
});

test('a promise at risk carries the new promise, a promise that is past is broken', () => {
  const atHub = usualLife().slice(0, 8);
  const asked: object[] = [];
  const late = { newPromise: (from: object) => (asked.push(from), at(3620)) };
  const found = exceptionsAt(461, atHub, late).find(({ code }) => code === 'promise_at_risk');
  assert.deepEqual(asked, [{ place: 'post:HUB-DEL', atMs: at(461) }]);
  assert.deepEqual([found?.newPromiseMs, found?.severity], [at(3620), 'warning']);
  assert.match(found?.words ?? '', /^it is behind its plan and it comes 2 hours late at best$/);
  assert.equal(exceptionsAt(461, atHub, { newPromise: () => undefined })[0].severity, 'critical');
  assert.deepEqual(codesAt(461, atHub, { dueMs: undefined }), ['missed_connection']);
  assert.deepEqual(codesAt(300, atHub, { dueMs: at(2900) }), ['promise_at_risk']); // the plan itself is late
  assert.ok(codesAt(3501, atHub).includes('promise_broken'));
  assert.deepEqual(codesAt(9999, usualLife()), []);
});

test('silence becomes no scan, then presumed lost; waiting for collection is no silence', () => {
  const day = 1440;
  const events = [eventAt(0, 'accepted', 'ats', { place: 'ats:FC-DEL' })];
  const none = { steps: [], dueMs: undefined };
  assert.deepEqual(codesAt(day, events, none), []);
  assert.deepEqual(codesAt(day + 1, events, none), ['no_scan']);
  assert.deepEqual(codesAt(15 * day + 1, events, none), ['presumed_lost']);
  assert.deepEqual(codesAt(15 * day + 1, [...events, eventAt(15 * day, 'arrived')], none), []);
  assert.deepEqual(codesAt(5 * day, [...events, eventAt(9, 'awaiting_collection')], none), []);
});

test('what is tendered and not received is stuck with the receiver, what is received and not moved on with whoever has it', () => {
  const none = { steps: [], dueMs: undefined };
  assert.deepEqual(codesAt(240 + 360, usualLife().slice(0, 7), none), []);
  const [tendered] = exceptionsAt(240 + 361, usualLife().slice(0, 7), none);
  assert.deepEqual([tendered.code, tendered.responsible], ['stuck_at_interchange', 'post']);
  assert.equal(tendered.words, 'tendered to post, not received for 6 hours at ats:SC-DEL');
  assert.deepEqual(codesAt(250 + 361, usualLife().slice(0, 8), none), ['stuck_at_interchange']);
  assert.deepEqual(codesAt(250 + 361, usualLife().slice(0, 10), none), []);
});

test('weights that differ by more than the tolerance are told, and whose they are', () => {
  const none = { steps: [], dueMs: undefined };
  const weighed = (minute: number, party: string, weightG: number): CustodyEvent =>
    eventAt(minute, 'weighed', party, { weightG });
  const begin = [eventAt(0, 'accepted')];
  assert.deepEqual(codesAt(1, [...begin, weighed(1, 'ats', 1050)], none), []);
  const [booked] = exceptionsAt(1, [...begin, weighed(1, 'ats', 1051)], none);
  assert.deepEqual([booked.responsible, booked.words], ['@sender', 'weighed by ats 1051 g; booked with 1000 g']);
  const two = [...begin, weighed(1, 'ats', 1000), weighed(2, 'post', 1200)];
  assert.equal(exceptionsAt(3, two, none).find(({ code }) => code === 'weight_mismatch')?.responsible, 'ats');
  assert.ok(!codesAt(4, [...two, weighed(3, 'post', 1010)], none).includes('weight_mismatch'));
});

test('a partner that handles what it never received is told, until the received scan comes', () => {
  const without = usualLife()
    .filter(({ kind }) => kind !== 'received')
    .slice(0, 9);
  const gap = exceptionsAt(402, without).find(({ code }) => code === 'custody_gap');
  assert.deepEqual([gap?.severity, gap?.responsible, gap?.evidence], ['critical', 'post', ['departed-post-400']]);
  const late = { ...usualLife()[7], serverMs: at(401) };
  assert.ok(!codesAt(402, [...without, late]).includes('custody_gap'));
});

test('exceptions of wild events do not depend on their order, and every one of a key stands once', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Prng(seed);
    const events = wildEvents(random, 12);
    const minute = random.below(5000);
    const found = exceptionsAt(minute, events);
    assert.deepEqual(exceptionsAt(minute, shuffled(events, random)), found, `seed ${seed}`);
    assert.equal(new Set(found.map(({ key }) => key)).size, found.length, `seed ${seed}`);
    for (const { sinceMs } of found) assert.ok(sinceMs <= at(minute) + 20 * MINUTE_MS, `seed ${seed}`);
  }
});
