import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Growth, GrowthOutcome, GrowthStep, Remedy } from '../../domain/growth.js';
import { renderGrowth } from './render-growth.js';

const outcome = (onTimeShare: number): GrowthOutcome => ({
  cost: 1_234_567,
  gap: 0.004,
  costPerParcel: 60 + onTimeShare,
  onTimeShare,
  lateShare: 1 - onTimeShare,
  unplannedShare: 0,
  spotShare: 0.01,
});

function growthOf(name: string, remedy: Partial<Remedy> | undefined): Growth {
  const whole = (onTime: number): Remedy => ({
    keeps: true,
    outcome: outcome(onTime),
    lateTimes: 1,
    runs: [{ party: 'ats', trip: name, name, runs: 3, days: 2, cost: 9000, offered: false }],
    runCost: 9000,
    clauses: [
      {
        clause: 'capacity[0].kg',
        on: name,
        says: '800 kg, hard',
        times: 1.4,
        worth: 500,
        without: { cost: 900, keeps: true },
      },
    ],
    ...remedy,
  });
  const steps = [0, 9, 18].map((month, step): GrowthStep => {
    const kept = remedy === undefined || step === 0;
    return {
      month,
      times: 3 ** (month / 18),
      parcels: 150_000 * (step + 1),
      asIs: outcome(kept ? 0.95 : 0.9),
      kept,
      binding: { departure: step, block: 1, interchange: 0, office: 0, office_block: 0, sorting: 0 },
      remedy: kept ? null : whole(0.95),
    };
  });
  return {
    name,
    synthetic: true,
    currency: 'INR',
    timezone: 'Asia/Kolkata',
    start: '2026-11-23',
    days: 8,
    parties: [{ id: 'ats', name }],
    to: 3,
    months: 18,
    gap: 0.005,
    seconds: 90,
    promise: { onTimeShare: 0.95, unplannedShare: 0, from: 'start' },
    steps,
    bottlenecks: [
      { kind: 'departure', party: 'ats', id: name, name, firstMonth: 9, binding: [0, 1, 2], worth: [0, 10, 4000] },
      { kind: 'block', party: 'ats', id: 'R', name: 'Rail', firstMonth: 0, binding: [1, 1, 1], worth: [1, 10, 0] },
    ],
    notes: [name],
  };
}

test('the growth page is one file that fetches nothing, escapes names and captions every table', () => {
  const evil = '<script>alert("x")</script>';
  const remedies = [undefined, {}, { keeps: false }, { runs: [], clauses: [] }, { lateTimes: 16, clauses: [] }];
  for (const remedy of remedies) {
    const page = renderGrowth(growthOf(evil, remedy));
    assert.doesNotMatch(page, /https?:|<script|<link|@import|url\(|NaN|undefined|Infinity|\[object/i);
    assert.equal(page.match(/<table/g)?.length, page.match(/<caption/g)?.length);
    assert.equal(page.match(/<h1/g)?.length, 1);
  }
});

test('the growth page says until when the promise holds and what keeps it', () => {
  assert.match(renderGrowth(growthOf('India', undefined)), /still keep the promise/);
  const kept = renderGrowth(growthOf('India', {}));
  assert.match(kept, /keep the promise at the start only; in month 18 90\.0% arrive on time\./);
  assert.match(kept, /With 3 added runs and 1 raised clause it is kept/);
  assert.match(renderGrowth(growthOf('India', { keeps: false })), /the nearest to it that was found/);
});
