import { distanceKm } from '../../base/geo.js';
import { decodeDigipin } from '../../standards/digipin/digipin.js';
import type { OpenDesk } from '../quotes/quote-desk.js';

/** Somebody farther from every office that delivers in the postal code than this most likely has another one. */
const FAR_KM = 40;

/** Facilities that deliver in a postal code, each once, with their rows in the delivery table. */
export function officesOfCode({ desk }: OpenDesk, code: number): Map<number, number[]> {
  const { deliveries, workspace } = desk.access;
  const offices = new Map<number, number[]>();
  for (let at = deliveries.first[code] ?? 0; at < (deliveries.first[code + 1] ?? 0); at++) {
    const row = deliveries.row[at] ?? 0;
    const facility = workspace.network.deliveries.facility[row] ?? 0;
    offices.set(facility, [...(offices.get(facility) ?? []), row]);
  }
  return offices;
}

/** Kilometres from a point to a facility, as the crow flies. */
export function kmToFacility({ workspace }: OpenDesk, facility: number, at: { lat: number; lon: number }): number {
  const { lon, lat } = workspace.network.facilities;
  return distanceKm(at.lon, at.lat, lon[facility] ?? 0, lat[facility] ?? 0);
}

/** What to mind about a DIGIPIN that lies far from the offices of a postal code; undefined where it does not. */
export function farFromOffices(
  open: OpenDesk,
  { code, digipin }: { readonly code: number | undefined; readonly digipin: string },
): string | undefined {
  const place = decodeDigipin(digipin);
  if (place.status === 'refused' || code === undefined) return undefined;
  const offices = [...officesOfCode(open, code).keys()];
  const km = Math.min(...offices.map((facility) => kmToFacility(open, facility, place.value)));
  if (!(km > FAR_KM && km < Infinity)) return undefined;
  const postalCode = open.workspace.network.postalCodes[code] ?? '';
  return `${digipin} is ${Math.round(km)} km from the nearest office that delivers in ${postalCode}`;
}
