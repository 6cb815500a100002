import type { SitePoint, Siting } from '../../domain/siting.js';
import type { Workspace } from '../../domain/workspace.js';
import { partyColours } from '../map/colours.js';
import { placeLabels, type MapPlace } from '../map/labels.js';
import { drawGlow, drawPoints, type ThemedImage } from '../map/points-image.js';
import { projectionOf, type Projection } from '../map/projection.js';
import { isPlaced, type LonLat } from '../places.js';

type At = readonly [x: number, y: number]; // shares of the drawing's width, y downwards

/** Points that exist, could be and should be, above all facilities. */
export interface SitingMap {
  readonly height: number; // share of the width
  readonly image: ThemedImage;
  readonly glow: ThemedImage;
  readonly facilities: number; // that are drawn
  readonly existing: readonly At[];
  readonly candidates: readonly At[]; // those that are not added
  readonly added: readonly MapPlace[]; // of the first set, numbered as in the tables
}

/** The map of a siting; undefined when no facility has coordinates. */
export function sitingMapOf({ network, parties }: Workspace, siting: Siting): SitingMap | undefined {
  const { facilities } = network;
  const places: LonLat[][] = parties.map(() => []);
  for (let facility = 0; facility < facilities.count; facility++) {
    if (!isPlaced(network, facility)) continue;
    places[facilities.party[facility]].push([facilities.lon[facility], facilities.lat[facility]]);
  }
  const all = places.flat();
  if (all.length === 0) return undefined;
  const projection = projectionOf(all);
  const layers = places.map((of, party) => ({ places: of, ...partyColours(party) }));
  const added = siting.sets[0]?.points ?? [];
  return {
    height: projection.height,
    image: drawPoints(projection, layers),
    glow: drawGlow(projection, layers),
    facilities: all.length,
    existing: siting.existing.flatMap((point) => placed(projection, point)),
    candidates: siting.candidates.flatMap((point, index) => (added.includes(index) ? [] : placed(projection, point))),
    added: labelled(
      projection,
      added.map((index) => siting.candidates[index]),
    ),
  };
}

/** Where a point is drawn: nowhere, when it has no position or lies off the map. */
function placed({ place, height }: Projection, { lon, lat }: SitePoint): At[] {
  if (lon === null || lat === null) return [];
  const [x, y] = place(lon, lat);
  return x >= 0 && x <= 1 && y >= 0 && y <= height ? [[x, y]] : [];
}

function labelled(projection: Projection, points: readonly SitePoint[]): MapPlace[] {
  const drawn = points.flatMap((point, index) =>
    placed(projection, point).map((at) => ({ number: index + 1, name: point.name, at })),
  );
  const sides = placeLabels(drawn, projection.height);
  return drawn.map((place, index) => ({ ...place, side: sides[index] }));
}
