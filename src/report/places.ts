import type { Network } from '../domain/network.js';

export type LonLat = readonly [number, number];

/** Where facilities and postal codes are; undefined where nothing in the network tells. */
export interface Places {
  facility(facility: number): LonLat | undefined;
  postalCode(postalCode: number): LonLat | undefined;
}

/** A postal code lies where it is delivered from, or else where a facility has its address. */
export function placesOf(network: Network): Places {
  const { facilities, deliveries, postalCodes } = network;
  const at = new Int32Array(postalCodes.length).fill(-1);
  for (let facility = facilities.count - 1; facility >= 0; facility--) {
    const code = facilities.postalCode[facility];
    if (code >= 0 && isPlaced(network, facility)) at[code] = facility;
  }
  for (let row = deliveries.count - 1; row >= 0; row--) {
    const facility = deliveries.facility[row];
    if (isPlaced(network, facility)) at[deliveries.postalCode[row]] = facility;
  }
  const facility = (index: number): LonLat | undefined =>
    isPlaced(network, index) ? [facilities.lon[index], facilities.lat[index]] : undefined;
  return { facility, postalCode: (code) => facility(at[code]) };
}

/** False for a facility without coordinates: not a number, or the (0, 0) that tables hold instead of nothing. */
export function isPlaced({ facilities }: Network, facility: number): boolean {
  const lon = facilities.lon[facility];
  const lat = facilities.lat[facility];
  return Number.isFinite(lon) && Number.isFinite(lat) && (lon !== 0 || lat !== 0);
}

/** A name without the word that a page or headline says once for all of them. */
export function plainName(place: string): string {
  return place.replace(/ \(synthetic\)$/, '');
}
