import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { compareEvents, eventIdOf, mergeCopies } from './event-order.js';
import { EVENT_RULES } from './event-rules.js';
import { MINUTE_MS, START_MS, eventAt, shuffled, usualLife, wildEvents } from './events-for-test.js';
import { foldEvents, foldOn } from './fold-events.js';

const codesOf = (events: readonly CustodyEvent[]): string[] =>
  foldEvents(events).timeline.flatMap(({ event, deviations }) => deviations.map(({ code }) => `${event.id} ${code}`));

test('foldEvents leads the usual life through its states, and custody passes at the received scan', () => {
  const { timeline, ...end } = foldEvents(usualLife());
  assert.deepEqual(
    timeline.map(({ state, custodianAfter, responsible }) => `${state}: ${custodianAfter}, ${responsible}`),
    [
      'booked: @sender, @sender',
      'booked: @sender, @sender',
      'accepted: ats, ats',
      'accepted: ats, ats',
      'in_transit: ats, ats',
      'at_facility: ats, ats',
      'tendered: ats, post', // the giver answers for it until it is received; the receiver has to act
      'received: post, post',
      'received: post, post',
      'in_transit: post, post',
      'at_delivery_office: post, post',
      'out_for_delivery: post, post',
      'attempted: post, post',
      'out_for_delivery: post, post',
      'delivered: @addressee, @nobody',
    ],
  );
  assert.deepEqual(
    [end.state, end.direction, end.container, end.place],
    ['delivered', 'forward', undefined, 'post:PO-1'],
  );
  assert.deepEqual(codesOf(usualLife()), []);
});

test('foldEvents gives the same for any order and any number of copies of the same events', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Prng(seed);
    const events = seed % 10 === 0 ? usualLife() : wildEvents(random, 2 + random.below(14));
    const expected = foldEvents(events);
    const again = shuffled([...events, ...events.filter(() => random.chance(0.5))], random);
    assert.deepEqual(foldEvents(again), expected, `seed ${seed}`);
  }
});

test('foldEvents gives one result over all 5,040 orders of seven events that contradict each other', () => {
  const events = [
    eventAt(1, 'accepted'),
    eventAt(2, 'tendered', 'ats', { counterparty: 'post' }),
    eventAt(2, 'received', 'post'),
    eventAt(2, 'refused', 'post'),
    eventAt(3, 'delivered', 'ats'),
    eventAt(3, 'lost', 'post'),
    eventAt(4, 'voided', 'post', { voids: 'lost-post-3' }),
  ];
  const results = new Set([...permutations(events)].map((order) => JSON.stringify(foldEvents(order))));
  assert.equal(results.size, 1);
});

test('a fold of the first events in order is the beginning of the fold of all, and one more can be added to it', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Prng(seed);
    const events = mergeCopies(wildEvents(random, 10))
      .map(({ event }) => event)
      .filter(({ kind }) => kind !== 'voided') // a void changes what came before it
      .sort(compareEvents);
    const whole = foldEvents(events);
    for (let count = 0; count < events.length; count++) {
      const begun = foldEvents(events.slice(0, count));
      assert.deepEqual(begun.timeline, whole.timeline.slice(0, count), `seed ${seed}`);
      assert.deepEqual(foldOn(begun, events[count]), foldEvents(events.slice(0, count + 1)), `seed ${seed}`);
    }
  }
});

test('foldOn declines what has to be folded again: late events, copies and voids', () => {
  const events = usualLife();
  const tracked = foldEvents(events);
  assert.equal(foldOn(tracked, eventAt(5, 'arrived')), undefined);
  assert.equal(foldOn(tracked, { ...events[3], deviceMs: START_MS + 5000 * MINUTE_MS }), undefined);
  assert.equal(foldOn(tracked, eventAt(5000, 'voided', 'post', { voids: 'delivered-post-3000' })), undefined);
});

test('in any timeline custody changes hands without a break, and only by kinds that may do so', () => {
  const passing = new Set(['received', 'accepted', 'delivered', 'returned', 'disposed', 'cancelled']);
  for (let seed = 1; seed <= 300; seed++) {
    const { timeline, custodian } = foldEvents(wildEvents(new Prng(seed), 14));
    timeline.forEach(({ event, custodianBefore, custodianAfter, outcome, deviations, state }, index) => {
      assert.equal(custodianBefore, index === 0 ? '@sender' : timeline[index - 1].custodianAfter, `seed ${seed}`);
      const fromSender = custodianBefore === '@sender' && EVENT_RULES[event.kind].seen;
      if (custodianAfter !== custodianBefore) assert.ok(passing.has(event.kind) || fromSender, `seed ${seed}`);
      if (outcome === 'impossible' || outcome === 'voided') {
        assert.deepEqual([custodianAfter, state], [custodianBefore, timeline[index - 1]?.state], `seed ${seed}`);
      }
      assert.equal(
        outcome === 'impossible',
        deviations.some(({ code }) => code === 'impossible_transition'),
      );
    });
    assert.equal(custodian, timeline.at(-1)?.custodianAfter);
  }
});

test('a received scan that was made offline and comes late puts right what followed it', () => {
  const events = usualLife();
  const without = events.filter(({ kind }) => kind !== 'received');
  const gap = foldEvents(without);
  assert.equal(gap.timeline.find(({ event }) => event.id === 'departed-post-400')?.custodianAfter, 'ats');
  assert.ok(codesOf(without).includes('departed-post-400 scan_without_custody'));
  const late = { ...events[7], serverMs: events[7].deviceMs + 3 * 86_400_000 };
  assert.deepEqual(codesOf([...without, late]), []);
});

test('what cannot be is told and changes nothing', () => {
  const after = [...usualLife(), eventAt(3100, 'departed', 'post'), eventAt(3200, 'cancelled')];
  assert.equal(foldEvents(after).state, 'delivered');
  assert.deepEqual(codesOf(after), [
    'departed-post-3100 impossible_transition',
    'cancelled-ats-3200 impossible_transition',
  ]);
  const refusal = [eventAt(1, 'accepted'), eventAt(2, 'refused', 'post')];
  assert.match(foldEvents(refusal).timeline[1].deviations[0].words, /post cannot refuse what is not tendered to it/);
});

test('a partner that says accepted of what is tendered to it has received it; of anything else it cannot say so', () => {
  const begin = usualLife().slice(0, 7);
  const accepted = eventAt(250, 'accepted', 'post', { place: 'post:HUB-DEL', raw: { list: 'upu', code: 'EMA' } });
  const { state, custodian, tenderedTo } = foldEvents([...begin, accepted]);
  assert.deepEqual([state, custodian, tenderedTo], ['received', 'post', undefined]);
  assert.deepEqual(codesOf([...begin.slice(0, 6), accepted]), ['accepted-post-250 impossible_transition']);
});

test('a refused tender leaves custody with the giver, and a return ends with the sender', () => {
  const begin = usualLife().slice(0, 7);
  const refused = foldEvents([...begin, eventAt(250, 'refused', 'post', { reason: 'prohibited' })]);
  assert.deepEqual([refused.state, refused.custodian, refused.responsible, refused.tenderedTo], [
    'at_facility', 'ats', 'ats', undefined,
  ]); // prettier-ignore
  const back = foldEvents([
    ...begin,
    eventAt(250, 'return_started'),
    eventAt(900, 'departed'),
    eventAt(990, 'delivered'),
  ]);
  assert.deepEqual([back.state, back.custodian, back.direction], ['returned', '@sender', 'return']);
});

test('a party takes back only what it said itself', () => {
  const wrong = eventAt(3001, 'voided', 'ats', { voids: 'delivered-post-3000' });
  assert.equal(foldEvents([...usualLife(), wrong]).state, 'delivered');
  assert.deepEqual(codesOf([...usualLife(), wrong]), ['voided-ats-3001 void_without_effect']);
  const right = { ...wrong, party: 'post' };
  assert.equal(foldEvents([...usualLife(), right]).state, 'out_for_delivery');
});

test('a lost parcel is found by its next scan, and a clock that is ahead is not believed', () => {
  const lost = [eventAt(1, 'accepted'), eventAt(2, 'lost'), eventAt(3, 'weighed', 'ats', { weightG: 900 })];
  assert.equal(foldEvents(lost).state, 'at_facility');
  assert.equal(foldEvents([...lost.slice(0, 2), eventAt(3, 'received')]).state, 'received');
  const ahead = eventAt(900, 'arrived', 'ats', { serverMs: START_MS + 2 * MINUTE_MS });
  const { timeline } = foldEvents([eventAt(5, 'departed'), ahead]);
  assert.deepEqual(
    timeline.map(({ event }) => event.kind),
    ['arrived', 'departed'],
  );
  assert.equal(timeline[0].deviations[0].code, 'clock_ahead');
});

test('eventIdOf is the same for the same report sent twice, and another for another report', () => {
  const { id: _, serverMs: __, ...report } = eventAt(1, 'arrived', 'post', { raw: { list: 'upu', code: 'EDD' } });
  assert.equal(eventIdOf(report), eventIdOf({ ...report, personal: { note: 'x' } }));
  assert.notEqual(eventIdOf(report), eventIdOf({ ...report, deviceMs: report.deviceMs + 1 }));
  assert.match(eventIdOf(report), /^ev_[0-9a-f]{32}$/);
});

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length < 2) yield [...items];
  for (let at = 0; at < items.length && items.length >= 2; at++) {
    for (const rest of permutations(items.toSpliced(at, 1))) yield [items[at], ...rest];
  }
}
