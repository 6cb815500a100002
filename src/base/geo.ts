const EARTH_RADIUS_KM = 6371.0088; // mean radius, IUGG

/** Great-circle distance in kilometres between two points in degrees (haversine). */
export function distanceKm(lonA: number, latA: number, lonB: number, latB: number): number {
  const radians = Math.PI / 180;
  const dLat = (latB - latA) * radians;
  const dLon = (lonB - lonA) * radians;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
