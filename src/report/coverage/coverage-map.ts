import type { CoverageColumns } from '../../domain/coverage.js';
import type { Workspace } from '../../domain/workspace.js';
import { drawPoints, type ThemedImage } from '../map/points-image.js';
import { projectionOf, type Projection } from '../map/projection.js';
import { isPlaced, type LonLat } from '../places.js';
import { dayTones } from './day-tones.js';

/** Offices as points in the colours of their days, one picture for each way. */
export interface CoverageMap {
  readonly height: number; // share of the width
  readonly images: readonly ThemedImage[]; // by way
  readonly offices: number; // that are drawn
}

const SMALL_WIDTH = 800; // pixels; twice the widest that a page shows three beside each other

/** Maps of the offices' days; undefined when no office has coordinates. The last way is drawn at full size. */
export function coverageMapOf(
  { network }: Workspace,
  office: Uint32Array,
  columns: CoverageColumns,
  beyondDays: number,
): CoverageMap | undefined {
  const drawn = office.filter((facility) => isPlaced(network, facility)).length;
  if (drawn === 0) return undefined;
  const places = Array.from(office, (facility): LonLat | undefined =>
    isPlaced(network, facility) ? [network.facilities.lon[facility], network.facilities.lat[facility]] : undefined,
  );
  const projection = projectionOf(places.filter((place) => place !== undefined));
  const last = columns.days.length - 1;
  return {
    height: projection.height,
    images: columns.days.map((days, way) =>
      imageOf(projection, places, days, { beyondDays, ...(way !== last && { width: SMALL_WIDTH }) }),
    ),
    offices: drawn,
  };
}

function imageOf(
  projection: Projection,
  places: readonly (LonLat | undefined)[],
  days: Uint8Array,
  { beyondDays, ...size }: { readonly beyondDays: number; readonly width?: number },
): ThemedImage {
  const tones = dayTones(beyondDays);
  const layers = tones.map(({ light, dark }) => ({
    places: [] as LonLat[],
    light: [faint(light), light] as const,
    dark: [faint(dark), dark] as const,
  }));
  places.forEach((place, index) => {
    const layer = tones.findIndex(({ from, to }) => days[index] >= from && days[index] <= to);
    if (place !== undefined) layers[layer]?.places.push(place);
  });
  const drawn = layers.filter((layer) => layer.places.length > 0);
  return drawPoints(projection, drawn, { ...size, sizedBy: 'all' });
}

function faint([red, green, blue]: readonly [number, number, number, number]): readonly [
  number,
  number,
  number,
  number,
] {
  return [red, green, blue, 0.45];
}
