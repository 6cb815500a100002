import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { distanceKm } from '../base/geo.js';
import { type Office, readOffices } from './offices.js';
import { PLACINGS, repairOffices } from './repair.js';
import { DOUBTS, isInBox } from './suspects.js';

/** An office of a made-up division near Delhi. */
function office(pin: string, lat: number, lon: number, more: Partial<Office> = {}): Office {
  return {
    circle: 'C',
    region: 'R',
    division: 'V',
    name: 'Office',
    pin,
    type: 'BO',
    delivers: true,
    district: 'D',
    state: 'S',
    lat,
    lon,
    ...more,
  };
}

/** Ten sound offices of one code within a few kilometres. */
function soundOffices(pin: string, lat: number, lon: number): Office[] {
  return Array.from({ length: 10 }, (_, i) => office(pin, lat + i * 0.0071, lon + ((i * 7) % 10) * 0.0083));
}

test('repairOffices keeps sound coordinates as they are', () => {
  const offices = soundOffices('110001', 28.6, 77.2);
  const repaired = repairOffices(offices);
  assert.deepEqual(
    [...repaired.lat],
    offices.map(({ lat }) => lat),
  );
  assert.equal(repaired.placings.kept, 10);
  assert.equal(repaired.doubts.none, 10);
});

test('repairOffices exchanges latitude and longitude where only that lies in India', () => {
  const repaired = repairOffices([...soundOffices('110001', 28.6, 77.2), office('110001', 77.21, 28.62)]);
  assert.deepEqual([repaired.lon[10], repaired.lat[10]], [77.21, 28.62]);
  assert.equal(PLACINGS[repaired.placing[10]], 'swapped');
});

for (const [doubt, lat, lon] of [
  ['missing', 0, 0],
  ['outside', 1, 1],
  ['outside', 52.7, 8.8],
  ['far_from_area', 12.97, 77.6],
  ['far_from_pin', 28.6, 77.7],
] as const) {
  test(`repairOffices sets an office at ${lat}, ${lon} beside its code: ${doubt}`, () => {
    const repaired = repairOffices([...soundOffices('110001', 28.6, 77.2), office('110001', lat, lon)]);
    assert.equal(DOUBTS[repaired.doubt[10]], doubt);
    assert.equal(PLACINGS[repaired.placing[10]], 'pin');
    assert.ok(distanceKm(repaired.lon[10], repaired.lat[10], 77.23, 28.63) < 10);
  });
}

test('repairOffices doubts a point that offices of three codes share', () => {
  const sound = ['110001', '110002', '110003'].flatMap((pin, i) => soundOffices(pin, 28.6 + i * 0.1, 77.2));
  const shared = ['110001', '110002', '110003'].map((pin) => office(pin, 28.65, 77.25));
  const repaired = repairOffices([...sound, ...shared]);
  assert.equal(repaired.doubts.same_point, 3);
  assert.equal(new Set([...repaired.lat].slice(30)).size, 3);
});

test('repairOffices doubts a line of offices of several codes on exactly one latitude', () => {
  const pins = ['110001', '110002', '110003', '110004'];
  const sound = pins.flatMap((pin, i) => soundOffices(pin, 28.6 + i * 0.1, 77.2));
  const line = pins.flatMap((pin, i) => [0, 1].map((j) => office(pin, 28.6543, 77.2 + i * 0.01 + j * 0.003)));
  assert.equal(repairOffices([...sound, ...line]).doubts.same_line, 8);
});

test('repairOffices places a code without any located office near the codes next in number', () => {
  const repaired = repairOffices([...soundOffices('110001', 28.6, 77.2), office('110002', 0, 0)]);
  assert.equal(PLACINGS[repaired.placing[10]], 'neighbours');
  assert.ok(distanceKm(repaired.lon[10], repaired.lat[10], 77.23, 28.63) < 15);
});

test('repairOffices leaves all 165,627 offices of India in India, with every one accounted for', () => {
  const offices = readOffices();
  assert.equal(offices.length, 165_627);
  assert.equal(new Set(offices.map(({ pin }) => pin)).size, 19_586);
  const { lon, lat, doubts, placings } = repairOffices(offices);
  for (const counts of [doubts, placings]) {
    assert.equal(
      Object.values(counts).reduce((sum, count) => sum + count, 0),
      165_627,
    );
  }
  assert.equal(doubts.none, placings.kept + placings.swapped);
  for (let i = 0; i < lon.length; i++) assert.ok(isInBox(lon[i], lat[i]));
  assert.equal(lat.filter((value) => Math.abs(value - 15.5934) < 1e-9).length, 0);
});

const OUTLINE = join(process.cwd(), '..', 'shared', 'data', 'geo', 'india_land_simplified_datameet.geojson');

test(
  'repairOffices keeps 99.5 % of the offices on the Indian side of the land border',
  { skip: existsSync(OUTLINE) ? false : 'the outline is not here' },
  () => {
    const document = JSON.parse(readFileSync(OUTLINE, 'utf8')) as {
      features: [{ geometry: { coordinates: [number, number][] } }];
    };
    // The file draws the land border alone; these points close it through the sea, islands included.
    const sea: [number, number][] = [
      [89.5, 20],
      [92, 20],
      [95, 15],
      [95, 5],
      [66, 5],
      [66, 23.5],
    ];
    const ring = [...document.features[0].geometry.coordinates, ...sea];
    const { lon, lat } = repairOffices(readOffices());
    let checked = 0;
    let inside = 0;
    for (let i = 0; i < lon.length; i += 10) {
      checked++;
      if (isInside(ring, lon[i], lat[i])) inside++;
    }
    assert.ok(inside / checked > 0.995, `${inside} of ${checked} are inside`);
  },
);

/** Even-odd rule. */
function isInside(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
