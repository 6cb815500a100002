import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coverage, CoverageGroup, Reached } from '../../domain/coverage.js';
import { NO_DAYS } from '../../domain/coverage.js';
import { buildWorld } from '../../testing/build-world.js';
import { coverageMapOf } from './coverage-map.js';
import { dayTones } from './day-tones.js';
import { renderCoverage } from './render-coverage.js';

const reached = (share: number): Reached => ({
  within: [0, share / 2, share, share],
  served: share,
  meanDays: 6 - 4 * share,
  gini: 0.1,
  worstTenthDays: 6,
});

function group(name: string, people: number | null): CoverageGroup {
  const byWay = [0.1, 0.7, 0.8, 1].map(reached);
  return { name, postalCodes: 1, offices: 2, people, byOffices: byWay, byPeople: people === null ? null : byWay };
}

function coverageOf(name: string, people: number | null): Coverage {
  const parties = [
    { id: 'ats', name },
    { id: 'post', name: 'Post (synthetic)' },
  ];
  return {
    workspace: name,
    synthetic: true,
    currency: 'INR',
    timezone: 'Asia/Kolkata',
    parties,
    posted: '2026-11-23 18:00',
    product: 'standard',
    weightG: 500,
    origins: { kind: 'shipments', places: 3, parcels: 123_456 },
    share: 0.5,
    withinDays: [1, 2, 3, 5],
    beyondDays: 9,
    ways: [
      { kind: 'alone', party: 'ats' },
      { kind: 'alone', party: 'post' },
      { kind: 'better_alone' },
      { kind: 'joint' },
    ],
    all: group('', people),
    kinds: [group('branch_office', null)],
    circles: [group(name, people), group('', people)],
    byDays: [0, 1, 2, 3].map(() => [0, 0, 1, 0, 0, 0, 0, 0, 0, 1]),
    gained: [1, 2, 3, 5, 8].map((days) => ({ days, overEach: [2, 1], overBetter: 1 })),
    fasterOffices: 1,
    senders: parties.map(({ id }) => ({ party: id, parcels: 5, alone: reached(0.2), together: reached(1) })),
    mostGained: [{ id: 'PO', name, postalCode: '793101', betterAloneDays: null, jointDays: 2, meanDaysSaved: 4 }],
  };
}

test('the coverage page is one file that fetches nothing, escapes every name and captions every table', () => {
  const evil = '<script>alert("x")</script>';
  for (const people of [null, 1000]) {
    const page = renderCoverage({ coverage: coverageOf(evil, people), map: undefined, notes: [evil] });
    assert.doesNotMatch(page, /https?:|<script|<link|@import|url\(|NaN|undefined|\[object/i);
    assert.equal(page.match(/<table/g)?.length, page.match(/<caption/g)?.length);
    assert.equal(page.match(/<h1/g)?.length, 1);
    assert.match(page, /1,23,456/);
    assert.equal(page.includes('People within'), people !== null);
    assert.match(page, /not reached/);
  }
});

test('the coverage page of a single carrier compares it with nobody', () => {
  const two = coverageOf('Carrier', 1000);
  const byWay = (group: CoverageGroup): CoverageGroup => ({
    ...group,
    byOffices: group.byOffices.slice(1),
    byPeople: group.byPeople?.slice(1) ?? null,
  });
  const coverage: Coverage = {
    ...two,
    parties: two.parties.slice(0, 1),
    ways: [two.ways[0], ...two.ways.slice(2)],
    all: byWay(two.all),
    kinds: two.kinds.map(byWay),
    circles: two.circles.map(byWay),
    byDays: two.byDays.slice(1),
    gained: two.gained.map((one) => ({ ...one, overEach: [0] })),
    senders: two.senders.slice(0, 1),
  };
  const page = renderCoverage({ coverage, map: undefined, notes: [] });
  assert.match(page, /Carrier reaches/);
  assert.doesNotMatch(page, /better carrier alone|Jointly|partnership|NaN|undefined/);
});

test('coverageMapOf draws a picture for each way, and none when no office has coordinates', () => {
  const worldOf = (lonLat: readonly [number, number]) =>
    buildWorld({ facilities: [{ id: 'PO', party: 'post', lonLat }] }).workspace;
  const days = [Uint8Array.of(NO_DAYS), Uint8Array.of(2)];
  const columns = { count: 1, days, meanDays: [Float64Array.of(9), Float64Array.of(2)] };
  const map = coverageMapOf(worldOf([77, 28]), Uint32Array.of(0), columns, 9);
  assert.equal(map?.images.length, 2);
  assert.equal(map?.offices, 1);
  for (const { light, dark } of map?.images ?? []) {
    for (const image of [light, dark]) assert.equal(image.subarray(1, 4).toString(), 'PNG');
  }
  assert.equal(coverageMapOf(worldOf([0, 0]), Uint32Array.of(0), columns, 9), undefined);
});

test('dayTones have exactly one colour for every number of days that can occur, and one for none', () => {
  for (const beyondDays of [1, 3, 9, 30]) {
    const tones = dayTones(beyondDays);
    for (const days of [...Array.from({ length: beyondDays }, (_, day) => day), NO_DAYS]) {
      assert.equal(tones.filter(({ from, to }) => days >= from && days <= to).length, 1, `${days} of ${beyondDays}`);
    }
  }
});
