import type { Office } from './offices.js';
import { groupBy } from './median.js';

/** Why a coordinate of the directory is not taken as it stands; index 0 means it is. */
export const DOUBTS = [
  'none',
  'missing',
  'outside',
  'same_point',
  'same_line',
  'far_from_area',
  'far_from_pin',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** Bounding box of India's territory in degrees, a little wider. */
const BOX = { latMin: 6.5, latMax: 37.2, lonMin: 68, lonMax: 97.5 };

/** A point that offices of so many postal codes share stands for an office that nobody located. */
const POINT_PINS_MIN = 3;

/** How many offices on exactly one latitude or longitude make a line, by the number of decimals given. */
const LINE_OFFICES_MIN = [40, 40, 60, 25, 8];
const LINE_PINS_MIN = 4;

/** Columns of length [office count]. */
export interface Located {
  readonly lon: Float64Array; // degrees
  readonly lat: Float64Array; // degrees
  readonly swapped: Uint8Array; // 1 where latitude and longitude were exchanged
  readonly doubt: Uint8Array; // index into DOUBTS
}

/** First look at every coordinate by itself and at values that repeat: missing, exchanged, outside, repeated. */
export function screenCoordinates(offices: readonly Office[]): Located {
  const count = offices.length;
  const located: Located = {
    lon: Float64Array.from(offices, (office) => office.lon),
    lat: Float64Array.from(offices, (office) => office.lat),
    swapped: new Uint8Array(count),
    doubt: new Uint8Array(count),
  };
  const { lon, lat, swapped, doubt } = located;
  for (let i = 0; i < count; i++) {
    const [x, y] = [lon[i], lat[i]];
    if (x === 0 || y === 0) doubt[i] = DOUBTS.indexOf('missing');
    else if (isInBox(x, y)) continue;
    else if (isInBox(y, x)) {
      lon[i] = y;
      lat[i] = x;
      swapped[i] = 1;
    } else doubt[i] = DOUBTS.indexOf('outside');
  }
  doubtPoints(offices, located);
  doubtLines(offices, located, lat);
  doubtLines(offices, located, lon);
  return located;
}

/** Whether a coordinate lies in India's bounding box. */
export function isInBox(lon: number, lat: number): boolean {
  return lat > BOX.latMin && lat < BOX.latMax && lon > BOX.lonMin && lon < BOX.lonMax;
}

function doubtPoints(offices: readonly Office[], { lon, lat, doubt }: Located): void {
  for (const group of groupBy(undoubted(doubt), (i) => `${lon[i]},${lat[i]}`).values()) {
    if (group.length < POINT_PINS_MIN || pinCount(offices, group) < POINT_PINS_MIN) continue;
    for (const i of group) doubt[i] = DOUBTS.indexOf('same_point');
  }
}

function doubtLines(offices: readonly Office[], { doubt }: Located, degrees: Float64Array): void {
  for (const [value, group] of groupBy(undoubted(doubt), (i) => degrees[i])) {
    const decimals = (String(value).split('.')[1] ?? '').length;
    const least = LINE_OFFICES_MIN[Math.min(decimals, LINE_OFFICES_MIN.length - 1)];
    if (group.length < least || pinCount(offices, group) < LINE_PINS_MIN) continue;
    for (const i of group) doubt[i] = DOUBTS.indexOf('same_line');
  }
}

function* undoubted(doubt: Uint8Array): Generator<number> {
  for (let i = 0; i < doubt.length; i++) if (doubt[i] === 0) yield i;
}

function pinCount(offices: readonly Office[], group: readonly number[]): number {
  return new Set(group.map((i) => offices[i].pin)).size;
}
