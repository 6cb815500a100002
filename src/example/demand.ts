import { distanceKm } from '../base/geo.js';
import { CITIES } from './cities.js';
import type { Office } from './offices.js';

/** A postal code with its offices and its share of all addressees. */
export interface PostalArea {
  readonly pin: string;
  readonly offices: readonly number[];
  readonly lon: number; // degrees
  readonly lat: number; // degrees
  readonly urban: boolean; // the carrier delivers there itself
  readonly share: number; // of all parcels; the shares of all codes add up to 1
  readonly people: number; // the proxy that parcels follow, without what cities order more
}

/** How many codes the carrier covers: the cities it names, then the towns with the largest head and sub offices. */
const URBAN_CODES = 5_500;

/** People behind an office of a kind, in thousands: a proxy, since the census counts no postal codes. */
const PEOPLE_THOUSANDS = { HO: 60, SO: 22, BO: 5 } as const;

/** Online orders per head in cities relative to the country. */
const CITY_FACTOR = 2;

/** Postal codes in the order of the directory, with synthetic demand from numbers of offices and city populations. */
export function postalAreas(offices: readonly Office[], lon: Float64Array, lat: Float64Array): PostalArea[] {
  const byPin = new Map<string, number[]>();
  offices.forEach((office, i) => {
    const list = byPin.get(office.pin);
    if (list) list.push(i);
    else byPin.set(office.pin, [i]);
  });
  const drafts = [...byPin].map(([pin, list]) => {
    const main = list.reduce((best, i) => (rank(offices, i) > rank(offices, best) ? i : best), list[0]);
    const people = list.reduce((sum, i) => sum + PEOPLE_THOUSANDS[offices[i].type], 0);
    const branches = list.filter((i) => offices[i].type === 'BO').length;
    const town = list.reduce((sum, i) => sum + townOf(offices[i]), 0) - 3 * branches;
    return { pin, offices: list, lon: lon[main], lat: lat[main], weight: people, people, town };
  });
  spreadCities(drafts);
  const ranked = [...drafts].sort((a, b) => b.town - a.town || (a.pin < b.pin ? -1 : 1));
  const urban = new Set(ranked.slice(0, URBAN_CODES).map(({ pin }) => pin));
  const total = drafts.reduce((sum, { weight }) => sum + weight, 0);
  return drafts.map(({ pin, offices, lon, lat, weight, people }) => ({
    pin,
    offices,
    lon,
    lat,
    urban: urban.has(pin),
    share: weight / total,
    people: Math.round(people * 1000),
  }));
}

function rank(offices: readonly Office[], i: number): number {
  return PEOPLE_THOUSANDS[offices[i].type];
}

function townOf(office: Office): number {
  return office.type === 'HO' ? 60 : office.type === 'SO' ? 15 : 0;
}

/** Gives the codes within a city's radius its people and a rank before every town. */
function spreadCities(drafts: { lon: number; lat: number; weight: number; people: number; town: number }[]): void {
  for (const city of CITIES) {
    const radiusKm = 3.5 * Math.max(1, city.lakhs) ** 0.45;
    const inside = drafts.filter(
      (area) => Math.abs(area.lat - city.lat) < 1 && distanceKm(area.lon, area.lat, city.lon, city.lat) < radiusKm,
    );
    for (const area of inside) {
      const citizens = (city.lakhs * 100) / inside.length;
      area.weight += citizens * CITY_FACTOR;
      area.people += citizens;
      area.town += 1_000;
    }
  }
}
