import type { MapPlaces } from '../map/map-places.js';
import { PARTY_TONES, type Tone } from '../map/map-theme.js';
import type { MapMarker } from '../map/markers.js';
import { NO_CLASS, rgb, type PointClass, type PointLayer } from '../map/point-layer.js';
import type { Flows } from './flows.js';

export const INTERCHANGE_TONE: Tone = { dark: '#eef3f8', light: '#1b1f24' };

/** Facilities with a sign of their own: how large it is, and from which zoom on it and its name are seen. */
const SIGNS: Readonly<
  Record<string, { readonly size: number; readonly zoomMin: number; readonly labelZoomMin: number }>
> = {
  hub: { size: 6, zoomMin: 5.4, labelZoomMin: 7.6 },
  sort_centre: { size: 7, zoomMin: 5.4, labelZoomMin: 7.6 },
  fulfilment_centre: { size: 5, zoomMin: 7, labelZoomMin: 9 },
  interchange: { size: 7, zoomMin: 5.4, labelZoomMin: 7 },
};

/** Facilities by what moves through them get their names from further away; so many at each step, then the rest of their kind. */
const NAME_STEPS: readonly (readonly [count: number, labelZoomMin: number])[] = [
  [30, 5.7],
  [70, 6.6],
];
/** Names are asked for by blocks of rows: no more facilities than this have one from the beginning. */
const NAMED_MAX = 160;

/** Facilities whose names are written on the map, those with most legs first. O(legs + facilities). */
export function namedRows(places: MapPlaces, flows: Flows): readonly number[] {
  const legs = new Uint32Array(places.count);
  for (let leg = 0; leg < flows.count; leg++) {
    legs[flows.from[leg]]++;
    legs[flows.to[leg]]++;
  }
  const met = new Set(flows.header.interchanges.flatMap(({ facilities }) => facilities)); // named as interchange points
  const rows: number[] = [];
  for (let row = 0; row < places.count; row++) {
    const hasSign = SIGNS[places.kinds[places.kind[row]]] !== undefined;
    if (hasSign && !met.has(row) && !Number.isNaN(places.x[row])) rows.push(row);
  }
  return rows.toSorted((a, b) => legs[b] - legs[a] || a - b).slice(0, NAMED_MAX);
}

/** Signs of what matters, and what each stands for. */
export interface NetworkMarkers {
  readonly markers: readonly MapMarker[];
  readonly selections: readonly (
    | { readonly kind: 'interchange'; readonly id: string }
    | { readonly kind: 'row'; readonly row: number }
  )[];
}

/**
 * Interchange points first: their names have the right of way; then facilities, in the order of `names`, by which those with most legs are
 * named from further away.
 */
export function networkMarkers(
  places: MapPlaces,
  flows: Flows,
  {
    chosen,
    names,
  }: {
    readonly chosen: { readonly x: number; readonly y: number; readonly label: string } | undefined;
    readonly names: ReadonlyMap<number, string>; // by row, those with most legs first
  },
): NetworkMarkers {
  const markers: MapMarker[] = [];
  const selections: NetworkMarkers['selections'][number][] = [];
  if (chosen !== undefined && !Number.isNaN(chosen.x)) {
    markers.push({ ...chosen, shape: 'ring', tone: INTERCHANGE_TONE, size: 14, isChosen: true });
    selections.push({ kind: 'row', row: -1 });
  }
  for (const { id, name, facilities } of flows.header.interchanges) {
    const [first] = facilities;
    if (first === undefined || Number.isNaN(places.x[first])) continue;
    markers.push({
      x: places.x[first],
      y: places.y[first],
      shape: 'diamond',
      tone: INTERCHANGE_TONE,
      size: 8,
      label: name,
    });
    selections.push({ kind: 'interchange', id });
  }
  const ranks = new Map([...names.keys()].map((row, rank) => [row, rank]));
  const others: number[] = [];
  for (let row = 0; row < places.count; row++) if (!ranks.has(row)) others.push(row);
  for (const row of [...ranks.keys(), ...others]) {
    const sign = SIGNS[places.kinds[places.kind[row]]];
    if (sign === undefined || Number.isNaN(places.x[row])) continue;
    const party = places.party[row];
    markers.push({
      x: places.x[row],
      y: places.y[row],
      shape: party % 2 === 0 ? 'circle' : 'square',
      tone: PARTY_TONES[party % PARTY_TONES.length],
      size: sign.size,
      zoomMin: sign.zoomMin,
      label: names.get(row),
      labelZoomMin: Math.min(sign.labelZoomMin, nameZoomOf(ranks.get(row))),
    });
    selections.push({ kind: 'row', row });
  }
  return { markers, selections };
}

function nameZoomOf(rank: number | undefined): number {
  return NAME_STEPS.find(([count]) => rank !== undefined && rank < count)?.[1] ?? Number.POSITIVE_INFINITY;
}

const OFFICE: PointClass = { dark: rgb('#7f95b5'), light: rgb('#66758a'), strength: 0.36, size: 1 };
const CLASSES: readonly PointClass[] = [
  OFFICE,
  ...PARTY_TONES.map(({ dark, light }): PointClass => ({
    dark: rgb(dark),
    light: rgb(light),
    strength: 1.1,
    size: 1.25,
  })),
];

/** Offices as faint light; other facilities in the colour of who runs them. */
export function networkLayer(places: MapPlaces, party: number | undefined): PointLayer {
  const classOf = Uint8Array.from(places.kind, (kind, row) => {
    const isOffice = places.kinds[kind] === 'post_office' || places.kinds[kind] === 'branch_office';
    if (party !== undefined && places.party[row] !== party && !isOffice) return NO_CLASS;
    return isOffice ? 0 : 1 + (places.party[row] % PARTY_TONES.length);
  });
  return { classOf, classes: CLASSES };
}
