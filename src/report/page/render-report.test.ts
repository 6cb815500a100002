import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import type { Workspace } from '../../domain/workspace.js';
import { buildWorld, type World } from '../../testing/build-world.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { randomWorld } from '../../testing/random-world.js';
import { HANDOVER } from '../../testing/sketches.js';
import { reportModelOf } from '../report-model.js';
import { summarise } from '../summary.js';
import { renderReport } from './render-report.js';

function reportOf(world: World, alone = true): string {
  const { workspace, shipments } = world;
  const plan = greedyPlan(workspace, shipments);
  const bound = plan.cost.reduce((sum, cost) => sum + cost, 0) * 0.99;
  const rounds = [0.5, 1].map((seconds) => ({
    seconds,
    cost: seconds < 1 ? undefined : bound / 0.99,
    bound: bound * seconds,
  }));
  const solved = { plan, bound, seconds: 1, rounds };
  const { summary, loads } = summarise({
    workspace,
    shipments,
    joint: solved,
    alone: alone ? workspace.parties.map(() => solved) : [],
  });
  return renderReport(reportModelOf(workspace, loads, summary, rounds));
}

/** Element names with balanced opening and closing tags; throws on the first that does not fit. */
function assertBalanced(page: string): void {
  const empty = new Set(['meta', 'img', 'source', 'path', 'polyline', '!doctype']);
  const open: string[] = [];
  for (const [, close, name, rest] of page.matchAll(/<(\/?)([!a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gi)) {
    const tag = name.toLowerCase();
    if (empty.has(tag) || rest?.endsWith('/')) continue;
    if (close === '') open.push(tag);
    else assert.equal(open.pop(), tag);
  }
  assert.deepEqual(open, []);
}

const placed = [
  [77.2, 28.6],
  [72.9, 19.1],
  [80.3, 13.1],
  [88.4, 22.6],
] as const;

/** Two hubs of each party with coordinates, an interchange and a parcel that uses it. */
function smallWorld(change: (workspace: Workspace) => Workspace = (same) => same): World {
  const world = buildWorld({
    ...HANDOVER,
    facilities: HANDOVER.facilities.map((facility, index) => ({ ...facility, lonLat: placed[index] ?? [0, 0] })),
    trips: [
      { id: 'T1', party: 'ats', kg: 10, calls: 'FC 01:00, SC 03:00' },
      { id: 'M1', party: 'post', kg: 20, mode: 'air', calls: 'HUB 06:00, PO 09:00' },
    ],
    interchanges: [
      { id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '04:00', close: '05:00' }], perWindow: 5 },
    ],
    shipments: [{ party: 'ats', from: 'FC', to: '793101', count: 4 }],
  });
  return { ...world, workspace: change(world.workspace) };
}

test('a report is one file without scripts that fetches nothing', () => {
  const page = reportOf(smallWorld());
  assert.doesNotMatch(page, /https?:|<script|<link|@import|url\(/i);
  for (const [, source] of page.matchAll(/(?:src|srcset|href)="([^"]{0,24})/g)) {
    assert.match(source, /^(data:image\/png;base64,|#)/);
  }
});

test('a report is well formed, with a title, landmarks, one h1 and a caption on every table', () => {
  for (const world of [smallWorld(), randomWorld(5), randomWorld(9, 'tiny')]) {
    for (const alone of [true, false]) {
      const page = reportOf(world, alone);
      assertBalanced(page);
      assert.match(page, /<title>[^<]+<\/title>/);
      assert.equal(page.match(/<h1/g)?.length, 1);
      for (const landmark of ['<header', '<main', '<footer']) assert.ok(page.includes(landmark), landmark);
      assert.equal(page.match(/<table/g)?.length, page.match(/<caption/g)?.length);
      assert.doesNotMatch(page, /NaN|undefined|Infinity|\[object/);
    }
  }
});

test('names and notes are escaped wherever they are shown', () => {
  const evil = '<script>alert("x")</script>';
  const page = reportOf(
    smallWorld((workspace) => ({
      ...workspace,
      name: evil,
      notes: [evil],
      parties: workspace.parties.map(({ id }) => ({ id: `${id}"><b>`, name: evil })),
      network: {
        ...workspace.network,
        facilities: { ...workspace.network.facilities, name: workspace.network.facilities.name.map(() => evil) },
        trips: { ...workspace.network.trips, name: workspace.network.trips.name.map(() => evil) },
      },
    })),
  );
  assert.ok(page.includes('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'));
  assert.doesNotMatch(page, /<script|"><b>/);
});

test('the banner says synthetic exactly when the workspace is', () => {
  assert.match(reportOf(smallWorld()), /<aside class="banner"/);
  const real = reportOf(smallWorld((workspace) => ({ ...workspace, synthetic: false })));
  assert.doesNotMatch(real, /<aside class="banner"|Synthetic data/);
});

test('a map is drawn for coordinates anywhere, also across the date line, and left out without any', () => {
  const at = (lon: Float64Array, lat: Float64Array) =>
    reportOf(
      smallWorld((workspace) => ({
        ...workspace,
        currency: 'FJD',
        network: { ...workspace.network, facilities: { ...workspace.network.facilities, lon, lat } },
      })),
    );
  const fiji = at(Float64Array.of(178.4, 179.9, -179.8, -178.8), Float64Array.of(-18.1, -16.6, -17.7, -19.1));
  assert.match(fiji, /<figure class="map"/);
  const height = Number(/aspect-ratio:1\/([\d.]+)/.exec(fiji)?.[1]);
  assert.ok(height > 0.4 && height < 1.5, `height ${height}`);
  for (const [, left] of fiji.matchAll(/left:(-?[\d.]+)%;top/g)) assert.ok(Number(left) >= 0 && Number(left) <= 100);
  const onePoint = at(new Float64Array(4).fill(10), new Float64Array(4).fill(50));
  assert.match(onePoint, /<figure class="map"/);
  assert.doesNotMatch(onePoint, /NaN/);
  assert.doesNotMatch(at(new Float64Array(4), new Float64Array(4)), /<figure class="map"/);
});

test('pictures in the report are PNG files whose pixels can be read', () => {
  const page = reportOf(smallWorld());
  const images = [...page.matchAll(/data:image\/png;base64,([^"]+)"/g)].map(([, text]) => Buffer.from(text, 'base64'));
  assert.equal(images.length, 4);
  for (const image of images) {
    assert.equal(image.subarray(1, 4).toString(), 'PNG');
    const [width, height] = [image.readUInt32BE(16), image.readUInt32BE(20)];
    const start = image.indexOf('IDAT');
    const pixels = inflateSync(image.subarray(start + 4, start + 4 + image.readUInt32BE(start - 4)));
    assert.equal(pixels.length, height * (width + 1));
    assert.ok(pixels.some((index) => index > 0));
  }
});

test('numbers are grouped the Indian way for rupees, in thousands for others', () => {
  const count = { count: 123_456 };
  const pageIn = (currency: string) => {
    const world = smallWorld((workspace) => ({ ...workspace, currency }));
    const model = modelWith(world, count.count);
    return renderReport(model);
  };
  assert.match(pageIn('INR'), /1,23,456/);
  assert.match(pageIn('EUR'), /123,456/);
});

function modelWith({ workspace, shipments }: World, parcels: number) {
  const plan = greedyPlan(workspace, shipments);
  const { summary, loads } = summarise({
    workspace,
    shipments,
    joint: { plan, bound: 0, seconds: 1, rounds: [] },
    alone: [],
  });
  return reportModelOf(workspace, loads, { ...summary, parcels }, []);
}

test('a report of a workspace without shipments or agreement says so instead of failing', () => {
  const world = buildWorld({ parties: ['ats'], facilities: [{ id: 'A', party: 'ats', lonLat: [77, 28] }] });
  const page = reportOf(world);
  assert.match(page, /No parcels were planned/);
  assertBalanced(page);
  assert.doesNotMatch(page, /NaN|undefined|Infinity/);
});
