import { distanceKm } from '../../base/geo.js';
import { MODES, type Mode } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { interchangeName } from '../interchange-use.js';
import type { Loads } from '../loads.js';
import { isPlaced, type LonLat } from '../places.js';
import { heaviestFlows, type Flow } from './flows.js';
import { placeLabels, type MapPlace } from './labels.js';
import { drawGlow, drawPoints, type ThemedImage } from './points-image.js';
import { partyColours } from './colours.js';
import { projectionOf, type Projection } from './projection.js';

/** Everything a map shows. Positions are shares of the drawing's width, y downwards. */
export interface MapModel {
  readonly height: number; // share of the width
  readonly images: ThemedImage;
  readonly glow: ThemedImage;
  readonly points: readonly number[]; // facilities drawn, by party
  readonly arcs: readonly Arc[];
  readonly interchanges: readonly MapPlace[];
  readonly kgHeaviest: number; // flow of the widest arc
}

export interface Arc {
  readonly party: number;
  readonly mode: Mode;
  readonly from: readonly [number, number];
  readonly bend: readonly [number, number]; // control point of a quadratic curve
  readonly to: readonly [number, number];
  readonly kg: number;
}

const ARCS_MAX = 260;
/** Flows shorter than this share of the drawing's diagonal would be dots under the points. */
const ARC_LENGTH_MIN = 0.02;

/** The map of a workspace and of what a plan moves in it; undefined when no facility has coordinates. */
export function mapModelOf(workspace: Workspace, loads: Loads): MapModel | undefined {
  const { network, parties } = workspace;
  const places: LonLat[][] = parties.map(() => []);
  for (let facility = 0; facility < network.facilities.count; facility++) {
    if (!isPlaced(network, facility)) continue;
    places[network.facilities.party[facility]]?.push(lonLat(workspace, facility));
  }
  const all = places.flat();
  if (all.length === 0) return undefined;
  const projection = projectionOf(all);
  const layers = places.map((of, party) => ({ places: of, ...partyColours(party) }));
  const flows = heaviestFlows(workspace, loads, spanKm(all) * ARC_LENGTH_MIN, ARCS_MAX);
  return {
    height: projection.height,
    images: drawPoints(projection, layers),
    glow: drawGlow(projection, layers),
    points: places.map((of) => of.length),
    arcs: flows.map((flow) => arcOf(workspace, projection, flow)),
    interchanges: interchangesOf(workspace, projection),
    kgHeaviest: flows.reduce((most, { kg }) => Math.max(most, kg), 0),
  };
}

function lonLat({ network }: Workspace, facility: number): LonLat {
  return [network.facilities.lon[facility], network.facilities.lat[facility]];
}

/** Length of the diagonal of the middle 96 % of the places, which misplaced ones do not stretch. */
function spanKm(places: readonly LonLat[]): number {
  const lon = Float64Array.from(places, ([x]) => x).sort();
  const lat = Float64Array.from(places, ([, y]) => y).sort();
  const at = (sorted: Float64Array, share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return distanceKm(at(lon, 0.02), at(lat, 0.02), at(lon, 0.98), at(lat, 0.98));
}

/** Arcs bend to the left of their way from the first facility; those of aircraft more, so that they stand out. */
function arcOf(workspace: Workspace, projection: Projection, flow: Flow): Arc {
  const from = projection.place(...lonLat(workspace, flow.from));
  const to = projection.place(...lonLat(workspace, flow.to));
  const mode = MODES[flow.mode];
  const curve = (mode === 'air' ? 0.2 : 0.08) * (flow.party % 2 === 0 ? 1 : -1);
  const bend = [
    (from[0] + to[0]) / 2 + (to[1] - from[1]) * curve,
    (from[1] + to[1]) / 2 - (to[0] - from[0]) * curve,
  ] as const;
  return { party: flow.party, mode, from, bend, to, kg: flow.kg };
}

function interchangesOf(workspace: Workspace, projection: Projection): MapPlace[] {
  const placed = (workspace.agreement?.interchanges ?? []).flatMap((interchange, index) => {
    const facility = [...interchange.facilities.values()].find((one) => isPlaced(workspace.network, one));
    if (facility === undefined) return [];
    const at = projection.place(...lonLat(workspace, facility));
    if (at[0] < 0 || at[0] > 1 || at[1] < 0 || at[1] > projection.height) return [];
    return [{ number: index + 1, name: interchangeName(workspace, interchange), at }];
  });
  const sides = placeLabels(placed, projection.height);
  return placed.map((interchange, index) => ({ ...interchange, side: sides[index] }));
}
