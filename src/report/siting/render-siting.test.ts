import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SitedSet, SitePoint, Siting, SitingPlan } from '../../domain/siting.js';
import { buildWorld } from '../../testing/build-world.js';
import { renderSiting } from './render-siting.js';
import { sitingMapOf } from './siting-map.js';
import { sitingText } from './siting-text.js';

const EVIL = '<script>alert("x")</script>';

function pointOf(name: string, lon: number | null): SitePoint {
  const facilities = [
    { party: 'ats', id: 'SC', name: EVIL },
    { party: 'post', id: 'HUB', name },
  ];
  return { id: `IX-${name}`, name, facilities, kmApart: 3, lon, lat: lon === null ? null : 20 };
}

function planOf(cost: number, tendered: readonly number[]): SitingPlan {
  return { cost, bound: cost - 10, parcels: 100, onTime: 90, late: 8, unplanned: 2, tendered, seconds: 1 };
}

function setOf(points: readonly number[], cost: number, planCost: number): SitedSet {
  const use = points.map((point) => ({ parcels: 10 * point, worth: 100 * point }));
  const planSaving = { amount: 5000 - planCost, low: 4990 - planCost, high: 5010 - planCost };
  const plan = planOf(planCost, [4, ...points]);
  return { points, cost, use, existingUse: [{ parcels: 2, worth: 7 }], plan, planSaving };
}

function sitingOf(sets: readonly SitedSet[]): Siting {
  const parties = [
    { id: 'ats', name: `Carrier ${EVIL}` },
    { id: 'post', name: 'Post (synthetic)' },
  ];
  const subject = {
    name: EVIL,
    synthetic: true,
    currency: 'INR',
    timezone: 'Asia/Kolkata',
    start: '2026-11-23',
    days: 3,
  };
  return {
    ...subject,
    parties,
    flows: 12,
    parcels: 123_456,
    reachKm: 50,
    existing: [{ ...pointOf('Delhi', 77), use: { parcels: 5, worth: 40 } }],
    candidates: [pointOf('Nagpur', 79), pointOf(EVIL, 80), pointOf('Nowhere', null)],
    leftOut: 7,
    costNow: 2000,
    sets,
    bound: 1000,
    proved: true,
    allProved: true,
    planNow: planOf(5000, [9]),
    seconds: 0.5,
    proposal: `  - id: ${EVIL}\n`,
  };
}

const WORLD = buildWorld({
  facilities: [
    { id: 'SC', party: 'ats', lonLat: [77, 20] },
    { id: 'HUB', party: 'post', lonLat: [80, 21] },
  ],
});

test('the siting page fetches nothing, escapes every name and captions every table', () => {
  const siting = sitingOf([setOf([0, 1], 1000, 4800), setOf([1, 2], 1100, 4900)]);
  const page = renderSiting({ siting, map: sitingMapOf(WORLD.workspace, siting), notes: [EVIL] });
  assert.doesNotMatch(page, /<script|<link|src="(?!data:)|undefined|NaN|\[object/);
  assert.match(page, /&lt;script&gt;/);
  assert.equal(page.match(/<table/g)?.length, page.match(/<caption/g)?.length);
  assert.match(page, /it is proved that no others would save more/);
  assert.match(page, /The plan of all parcels is cheapest with the first of them, too/);
  assert.match(page, /<u>Nowhere<\/u>/);
  assert.equal(page.match(/class="candidate"/g)?.length ?? 0, 0, 'a candidate without position is not drawn');
});

test('the siting page says when the plans prefer another set, and whether that is certain', () => {
  const certain = sitingOf([setOf([0], 1000, 4900), setOf([1], 1100, 4800)]);
  assert.match(
    renderSiting({ siting: certain, map: undefined, notes: [] }),
    /set 2, certainly cheaper than with the first/,
  );
  const open = sitingOf([setOf([0], 1000, 4805), setOf([1], 1100, 4800)]);
  assert.match(renderSiting({ siting: open, map: undefined, notes: [] }), /does not tell them apart/);
});

test('the siting page and its text say when there is nowhere to add a point', () => {
  const siting = { ...sitingOf([]), candidates: [], proposal: '' };
  const page = renderSiting({ siting, map: sitingMapOf(WORLD.workspace, siting), notes: [] });
  assert.match(page, /there is nowhere to add a point/);
  assert.doesNotMatch(page, /undefined|NaN/);
  assert.match(sitingText(siting), /Nowhere to add a point/);
});

test('sitingText names the points, the plans and what is worth least', () => {
  const text = sitingText(sitingOf([setOf([0], 1000, 4800), setOf([2], 1100, 4900)]));
  assert.match(text, /one more point: flows pay ₹1,000 instead of ₹2,000, proved optimal in 0\.5 s/);
  assert.match(text, /^Nagpur +0 +0 +₹0$/m);
  assert.match(text, /^set 2 .* Nowhere instead of Nagpur$/m);
  assert.match(text, /worth least of what there is: Delhi ₹40$/);
});
