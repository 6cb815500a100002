import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeDigipin, digipinCell, encodeDigipin } from './digipin.js';

const VECTORS = resolve('../shared/data/digipin/vectors-100.csv');

test('encodeDigipin equals published codes, the corners and a crossing of lines among them', () => {
  const codes: ReadonlyArray<readonly [number, number, string]> = [
    [28.622788, 77.213033, '39J-49L-L8T4'],
    [28.6139, 77.209, '39J-438-TJC7'],
    [18.94, 72.8353, '4FK-PC2-JPM5'],
    [12.9797, 77.5913, '4P3-JJT-4K39'],
    [13.0906, 80.2885, '4T3-84P-F92K'],
    [22.572, 88.349, '2TF-J28-3FF8'],
    [34.1526, 77.5771, 'C2M-KL4-559M'],
    [11.6234, 92.7265, '6LT-T83-MMJ7'],
    [2.5, 63.5, 'LLL-LLL-LLLL'],
    [38.5, 99.5, '888-888-8888'],
    [38.5, 63.5, 'FFF-FFF-FFFF'],
    [2.5, 99.5, 'TTT-TTT-TTTT'],
    [20.5, 81.5, '2LL-LLL-LLLL'],
  ];
  for (const [lat, lon, code] of codes) assert.equal(encodeDigipin(lat, lon), code);
});

test(
  'encodeDigipin equals the official encoder on many points',
  { skip: existsSync(VECTORS) ? false : 'no ../shared/data/digipin' },
  () => {
    const rows = readFileSync(VECTORS, 'utf8').trim().split('\n').slice(1);
    assert.ok(rows.length >= 100);
    for (const row of rows) {
      const [lat, lon, code] = row.trim().split(',');
      assert.equal(encodeDigipin(Number(lat), Number(lon)), code, row);
    }
  },
);

test('encodeDigipin has no code outside the box', () => {
  assert.equal(encodeDigipin(2.49, 80), undefined);
  assert.equal(encodeDigipin(20, 99.51), undefined);
  assert.equal(encodeDigipin(Number.NaN, 80), undefined);
});

test('decodeDigipin gives the centre of the cell', () => {
  assert.deepEqual(decodeDigipin('39J-49L-L8T4'), { status: 'valid', value: { lat: 28.622793, lon: 77.213049 } });
});

test('decodeDigipin and encodeDigipin are inverse, and every prefix is a box around the point', () => {
  const degrees = (min: number): fc.Arbitrary<number> => fc.double({ min, max: min + 36, noNaN: true });
  fc.assert(
    fc.property(degrees(2.5), degrees(63.5), (lat, lon) => {
      const code = encodeDigipin(lat, lon) ?? '';
      const centre = decodeDigipin(code.toLowerCase());
      assert.ok(centre.status === 'valid');
      assert.equal(encodeDigipin(centre.value.lat, centre.value.lon), code);
      for (let length = 0; length <= code.length; length++) {
        const cell = digipinCell(code.slice(0, length));
        assert.ok(cell.status === 'valid');
        const { south, west, north, east } = cell.value;
        assert.ok(south <= lat && lat <= north && west <= lon && lon <= east);
      }
    }),
  );
});

test('decodeDigipin refuses other letters and lengths, and knows the trial version', () => {
  const short = decodeDigipin('39J-49L');
  assert.equal(
    short.status === 'refused' && short.refusal.message,
    'a DIGIPIN has 10 characters without its dashes, not 6',
  );
  const trial = decodeDigipin('39J-49L-L8TW');
  assert.match(trial.status === 'refused' ? (trial.refusal.suggestion ?? '') : '', /trial version/);
  assert.equal(decodeDigipin('39J-49L-L8T1').status, 'refused');
});
