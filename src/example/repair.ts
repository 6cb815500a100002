import { distanceKm } from '../base/geo.js';
import { type Centre, centreOf, groupBy } from './median.js';
import type { Office } from './offices.js';
import { DOUBTS, type Doubt, type Located, screenCoordinates } from './suspects.js';

/** What became of a coordinate. */
export const PLACINGS = ['kept', 'swapped', 'pin', 'neighbours', 'district', 'division', 'state'] as const;
export type Placing = (typeof PLACINGS)[number];

/** Repaired coordinates. Columns of length [office count]. */
export interface RepairedOffices {
  readonly lon: Float64Array; // degrees
  readonly lat: Float64Array; // degrees
  readonly doubt: Uint8Array; // index into DOUBTS
  readonly placing: Uint8Array; // index into PLACINGS
  readonly doubts: Readonly<Record<Doubt, number>>;
  readonly placings: Readonly<Record<Placing, number>>;
}

/** An office far from two of its three areas is not where the directory says. */
const AREAS = 3;
const AREAS_NEAR_MIN = 2;
const AREA_SPREADS = 3.5;
const AREA_KM_MIN = 60;
const AREA_ROUNDS = 3;

const PIN_SPREADS = 4;
const PIN_KM_MIN = 25;
const PIN_KM_MAX = 80;

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const KM_PER_DEGREE = 111.195;

/**
 * Finds the coordinates of the directory that cannot be right and places those offices where their postal code is.
 *
 * An office is doubted when its coordinate is missing, outside India (after exchanging latitude and longitude where
 * that mends it), shared by offices of three and more postal codes, on a latitude or longitude that too many offices
 * share, far from two of {its division, its district, its postal sorting district} by their robust centres, or far
 * from the robust centre of its own code. Doubted offices are set beside located offices of their code; where there are
 * none, around the codes next in number of the same division, then district, division or state. O(offices log offices).
 */
export function repairOffices(offices: readonly Office[]): RepairedOffices {
  const located = screenCoordinates(offices);
  doubtFarFromAreas(offices, located);
  const pins = groupBy(offices.keys(), (i) => offices[i].pin);
  doubtFarFromPin(pins, located);
  const placing = Uint8Array.from(located.swapped);
  place(offices, pins, located, placing);
  const { lon, lat, doubt } = located;
  return { lon, lat, doubt, placing, doubts: tally(DOUBTS, doubt), placings: tally(PLACINGS, placing) };
}

/** Repeats, because each doubt sharpens the centres that decide the next. */
function doubtFarFromAreas(offices: readonly Office[], { lon, lat, doubt }: Located): void {
  const screened = Uint8Array.from(doubt);
  for (let round = 0; round < AREA_ROUNDS; round++) {
    const near = new Uint8Array(offices.length);
    for (let area = 0; area < AREAS; area++) {
      const groups = groupBy(offices.keys(), (i) => areaOf(offices[i], area));
      for (const group of groups.values()) {
        const good = group.filter((i) => doubt[i] === 0);
        const centre = centreOf(good, lon, lat);
        if (!centre) continue;
        const limitKm = Math.max(AREA_KM_MIN, AREA_SPREADS * centre.spreadKm);
        for (const i of group) if (kmFrom(centre, lon, lat, i) <= limitKm) near[i] = near[i] + 1;
      }
    }
    for (let i = 0; i < offices.length; i++) {
      if (screened[i] !== 0) continue;
      doubt[i] = near[i] < AREAS_NEAR_MIN ? DOUBTS.indexOf('far_from_area') : 0;
    }
  }
}

function areaOf(office: Office, area: number): string {
  if (area === 0) return divisionOf(office);
  return area === 1 ? districtOf(office) : office.pin.slice(0, 3);
}

function divisionOf(office: Office): string {
  return `${office.circle}/${office.division}`;
}

function districtOf(office: Office): string {
  return `${office.state}/${office.district}`;
}

function doubtFarFromPin(pins: ReadonlyMap<string, readonly number[]>, { lon, lat, doubt }: Located): void {
  for (const group of pins.values()) {
    const good = group.filter((i) => doubt[i] === 0);
    const centre = centreOf(good, lon, lat);
    if (!centre) continue;
    const limitKm = Math.min(PIN_KM_MAX, Math.max(PIN_KM_MIN, PIN_SPREADS * centre.spreadKm));
    for (const i of good) {
      if (kmFrom(centre, lon, lat, i) > limitKm) doubt[i] = DOUBTS.indexOf('far_from_pin');
    }
  }
}

function kmFrom(centre: Centre, lon: Float64Array, lat: Float64Array, i: number): number {
  return distanceKm(centre.lon, centre.lat, lon[i], lat[i]);
}

function place(
  offices: readonly Office[],
  pins: ReadonlyMap<string, readonly number[]>,
  { lon, lat, doubt }: Located,
  placing: Uint8Array,
): void {
  const good = [...offices.keys()].filter((i) => doubt[i] === 0);
  const goodByPin = groupBy(good, (i) => offices[i].pin);
  const anchorsByArea: readonly { readonly placing: Placing; readonly find: (office: Office) => readonly number[] }[] =
    [
      { placing: 'neighbours', find: neighbours(offices, goodByPin) },
      { placing: 'district', find: byKey(offices, good, districtOf) },
      { placing: 'division', find: byKey(offices, good, divisionOf) },
      { placing: 'state', find: byKey(offices, good, (office) => office.state) },
    ];
  for (const [pin, group] of pins) {
    const bad = group.filter((i) => doubt[i] !== 0);
    if (bad.length === 0) continue;
    let anchors: readonly number[] = goodByPin.get(pin) ?? [];
    let how: Placing = 'pin';
    for (const area of anchorsByArea) {
      if (anchors.length > 0) break;
      // The centre of a wider area is a place of its own, so one anchor stands for it.
      const around = area.find(offices[bad[0]]);
      anchors = nearestToCentre(around, lon, lat);
      how = area.placing;
    }
    bad.forEach((i, rank) => setBeside(lon, lat, i, anchors, rank, how === 'pin' ? 0.7 : 2));
    for (const i of bad) placing[i] = PLACINGS.indexOf(how);
  }
}

/** Located offices of the codes next in number, up to two on each side within the same division. */
function neighbours(
  offices: readonly Office[],
  goodByPin: ReadonlyMap<string, readonly number[]>,
): (office: Office) => readonly number[] {
  const byDivision = new Map<string, string[]>();
  for (const [pin, group] of goodByPin) {
    const division = divisionOf(offices[group[0]]);
    const list = byDivision.get(division);
    if (list) list.push(pin);
    else byDivision.set(division, [pin]);
  }
  for (const list of byDivision.values()) list.sort();
  return (office) => {
    const list = (byDivision.get(divisionOf(office)) ?? []).filter((pin) => pin.slice(0, 4) === office.pin.slice(0, 4));
    const above = list.filter((pin) => pin > office.pin).slice(0, 2);
    const below = list.filter((pin) => pin < office.pin).slice(-2);
    return [...below, ...above].flatMap((pin) => goodByPin.get(pin) ?? []);
  };
}

function byKey(
  offices: readonly Office[],
  good: readonly number[],
  keyOf: (office: Office) => string,
): (office: Office) => readonly number[] {
  const groups = groupBy(good, (i) => keyOf(offices[i]));
  return (office) => groups.get(keyOf(office)) ?? [];
}

/** The point nearest to the median of some points, alone; nothing of nothing. */
function nearestToCentre(points: readonly number[], lon: Float64Array, lat: Float64Array): number[] {
  const centre = centreOf(points, lon, lat);
  if (!centre) return [];
  let best = points[0];
  for (const i of points) if (kmFrom(centre, lon, lat, i) < kmFrom(centre, lon, lat, best)) best = i;
  return [best];
}

/** Sets an office beside one of the anchors on a sunflower spiral, so that placed offices do not lie on one point. */
function setBeside(
  lon: Float64Array,
  lat: Float64Array,
  office: number,
  anchors: readonly number[],
  rank: number,
  stepKm: number,
): void {
  const anchor = anchors[rank % anchors.length];
  const ring = Math.floor(rank / anchors.length);
  const km = stepKm * Math.sqrt(ring + 1);
  const angle = (rank + 1) * GOLDEN_ANGLE;
  const anchorLat = lat[anchor];
  lat[office] = anchorLat + (km * Math.sin(angle)) / KM_PER_DEGREE;
  lon[office] = lon[anchor] + (km * Math.cos(angle)) / (KM_PER_DEGREE * Math.cos((anchorLat * Math.PI) / 180));
}

function tally<T extends string>(names: readonly T[], column: Uint8Array): Record<T, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const value of column) counts[names[value]]++;
  return counts;
}
