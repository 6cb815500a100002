import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../base/canonical-json.js';
import { Prng } from '../base/prng.js';
import type { AgreementTerms } from '../domain/agreement-terms.js';
import { termsWith } from './agreement-for-test.js';
import { canonicalTerms, wholeTerms } from './agreement-terms.js';
import { diffTerms } from './diff-terms.js';

const CASES: readonly (readonly [from: string, to: string, ...words: string[]])[] = [
  ['kg: 800', 'kg: 1100', 'ats may carry up to 300 kg more (800 to 1,100 kg a departure) on RAIL-* of post, daily'],
  ['kg: 0.15x', 'kg: 0.3x', "post may carry on TRUCK-* of ats, daily: up to 30 % instead of 15 % of the vehicle's kilograms"],
  ['parcels: 0.30x', 'parcels: 40', "ats may have delivered by post's offices, daily: up to 40 parcels a day at each instead of up to 30 % of each office's day"],
  ['kg: 800, type: hard', 'type: hard', 'ats may carry on RAIL-* of post, daily: any kg instead of up to 800 kg'],
  ['type: hard', 'type: soft', 'room on RAIL-* of post, daily is soft (can be returned) instead of hard (paid, used or not)'],
  ['{ hours: 6, keep: 0 }, ', '', 'room on RAIL-1 of post, daily: kept 50 % from 24 h before departure instead of: kept 50 % from 24 h, 0 % from 6 h before departure'],
  ['parcels_per_window: 12000', 'parcels_per_window: 14000', 'IX-DEL, parcels in a window: 14,000 instead of 12,000 (2,000 more)'],
  ['close: "09:00"', 'close: "10:00"', 'IX-DEL is no longer open Mon Tue Wed Thu Fri Sat 05:00 to 09:00', 'IX-DEL is also open Mon Tue Wed Thu Fri Sat 05:00 to 10:00'],
  ['ats: SC-DEL', 'ats: SC_DEL', 'IX-DEL, facility of ats: SC_DEL instead of SC-DEL'],
  ['grace_minutes: 15', 'grace_minutes: 1', 'IX-DEL, grace for late tenders: 1 minute instead of 15 minutes (14 minutes less)'],
  ['goods_refused: [liquids]', 'goods_refused: [lithium]', 'standard: liquids are no longer refused', 'standard: lithium are now refused'],
  ['weight_kg_max: 35, ', '', 'standard, heaviest parcel: no limit instead of 35 kg'],
  ['per_kg: [4, 7,', 'per_kg: [4.5, 7,', 'linehaul a kilogram, to 200 km: INR 4.50 instead of INR 4 (INR 0.50 more)'],
  ['rates: [6, 6, 6, 6, 6]', 'rates: [6, 6, 6, 6, 5]', 'delivery, each further step, over 2,000 km: INR 5 instead of INR 6 (INR 1 less)'],
  ['{ from_monthly: 1000000, percent: 5 }, ', '', 'volume discount: 12 % from 10,000,000 parcels a month instead of 5 % from 1,000,000 parcels a month, 12 % from 10,000,000 parcels a month'],
  ['at_least: 0.95', 'at_least: 0.97', 'target on_time a week: 97 % instead of 95 % (2 points more)'],
  ['excused: [force_majeure]', 'excused: []', 'force majeure no longer excuses a late delivery'],
  ['gain_share:', 'containers: { bag: { weight_kg_max: 25 } }\ngain_share:', 'a bag, heaviest: 25 kg instead of 30 kg (5 kg less)'],
  ['gain_share:', 'exceptions: { stuck_hours: 4, slack_minutes: 60 }\ngain_share:', 'an exception when at an interchange for: 4 hours instead of 6 hours (2 hours less)'],
  ['net: true', 'net: false', 'net settlement: no instead of yes'],
  ['method: shapley', 'method: equal_profit', 'the gain is shared by: equal profit instead of shapley'],
  ['shared: [capacity_allotted]', 'shared: [capacity_allotted, exceptions]', 'exceptions are now shared'],
  ['from: 2026-01-01', 'from: 2026-12-01', 'in force from: 1 Dec 2026 instead of 1 Jan 2026'],
  ['version: 3', 'version: 4', 'version: 4 instead of 3'],
  ['  - { on: "ats:TRUCK-*", kg: 0.15x, type: free_sale }\n', '', "ats no longer opens to post what it had on TRUCK-* of ats, daily: post may carry up to 15 % of the vehicle's kilograms on TRUCK-* of ats, daily; free sale (only what is free)"],
  ['  - { on: "post:delivery"', '  - { on: "post:AIR-*", kg: 300, litres: 900 }\n  - { on: "post:delivery"', 'ats may carry up to 300 kg and 900 litres on AIR-* of post, daily; soft (can be returned)', 'a capacity clause was put before others; where several cover a departure, the last one counts'],
]; // prettier-ignore

for (const [from, to, ...words] of CASES) {
  test(`diffTerms says in words what ${from.trim()} becoming ${to.trim() || 'nothing'} means`, () => {
    assert.deepEqual(
      diffTerms(termsWith(), termsWith([from, to])).map((change) => change.words),
      words,
    );
  });
}

test('clauses that came later leave terms as they were signed where they say what is usual', () => {
  const usual = `containers: { bag: { weight_kg_max: 30 }, cage: { pieces_max: 5000 } }
exceptions: { no_scan_hours: 24, slack_minutes: 60.0 }
gain_share:`;
  assert.equal(canonicalTerms(termsWith(['gain_share:', usual])), canonicalTerms(termsWith()));
  const whole = wholeTerms(termsWith());
  assert.deepEqual(
    [whole.containers, (whole.discrepancies as { offline_hours: number }).offline_hours],
    [{ bag: { weight_kg_max: 30, pieces_max: 500 }, cage: { weight_kg_max: 500, pieces_max: 5000 } }, 12],
  );
});

test('diffTerms names parties and departures as people do', () => {
  const names = {
    party: (id: string): string => ({ ats: 'the carrier', post: 'India Post' })[id] ?? id,
    departures: (party: string, pattern: string): string | undefined =>
      party === 'post' && pattern === 'RAIL-1' ? 'Delhi to Mumbai mail train' : undefined,
  };
  const more = diffTerms(termsWith(), termsWith(['kg: 800', 'kg: 500'], ['kg: 300', 'kg: 400']), names);
  assert.deepEqual(
    more.map(({ words }) => words),
    [
      'the carrier may carry up to 300 kg less (800 to 500 kg a departure) on RAIL-* of India Post, daily',
      'the carrier may carry up to 100 kg more (300 to 400 kg a departure) on Delhi to Mumbai mail train (RAIL-1) of India Post, daily',
    ],
  );
  assert.equal(more[0].path, 'capacity[0].kg');
});

test('diffTerms is empty exactly when canonical terms are the same, whatever is changed, and tells no less backwards', () => {
  const base = termsWith();
  assert.deepEqual(diffTerms(base, termsWith()), []);
  for (let seed = 1; seed <= 600; seed++) {
    const random = new Prng(seed);
    let terms = base as unknown as Json;
    for (let times = 1 + random.below(3); times > 0; times--) terms = mutated(terms, random);
    const changed = terms as unknown as AgreementTerms;
    const same = canonicalTerms(changed) === canonicalTerms(base);
    assert.equal(diffTerms(base, changed).length === 0, same, `seed ${seed}`);
    assert.equal(diffTerms(changed, base).length === 0, same, `seed ${seed}`);
    for (const { words } of diffTerms(base, changed))
      assert.doesNotMatch(words, /undefined|NaN|\[object|\{\}/, `seed ${seed}`);
  }
});

/** The value with one thing in it changed, dropped, doubled or moved; always of the same shape. */
function mutated(value: Json, random: Prng): Json {
  if (typeof value === 'number') return value + 1 + random.below(5);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string' && /^0\.\d+x$/.test(value)) return `0.${1 + random.below(9)}5x`;
  if (typeof value === 'string') return /^\d{4}-/.test(value) ? '2027-02-03' : `${value}x`;
  if (value === null) return value;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const at = random.below(items.length);
    if (items.length === 0) return items;
    const roll = random.below(6);
    if (roll === 0 && typeof items[0] !== 'number') return items.toSpliced(at, 1);
    if (roll === 1 && typeof items[0] !== 'number') return [...items, mutated(items[at], random)];
    if (roll === 2) return items.toReversed();
    return items.with(at, mutated(items[at], random));
  }
  const tree = value as { readonly [key: string]: Json | undefined };
  const key = random.pick(
    Object.keys(tree).filter((one) => !['on', 'bands', 'open', 'close', 'days', 'legs'].includes(one)),
  );
  return tree[key] === undefined ? value : { ...tree, [key]: mutated(tree[key], random) };
}
