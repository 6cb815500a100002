import type { MapArc } from '../map/arcs.js';
import type { MapPlaces } from '../map/map-places.js';
import type { Tone } from '../map/map-theme.js';
import type { Movers } from '../map/movers.js';
import { fullness, fullnessStep, type Flows } from './flows.js';

/** From empty to full: blue over pale green to yellow, told apart by lightness too, and red for full. */
export const FULLNESS_TONES: readonly Tone[] = [
  { dark: '#4a78e8', light: '#5a86d8' },
  { dark: '#3fa6dc', light: '#1f7fb4' },
  { dark: '#86dcd2', light: '#0b6f6a' },
  { dark: '#f5d54a', light: '#a06c00' },
  { dark: '#ff6f50', light: '#b5301b' },
];

/** How much lines of a mode bend, of their length: who flies goes the long way round. */
const BENDS: Readonly<Record<string, number>> = { road: 0.08, rail: 0.13, air: 0.24, water: 0.18 };

/** Lines of modes are dashed in ways of their own, in CSS pixels. */
export const DASHES: Readonly<Record<string, readonly number[]>> = {
  road: [],
  rail: [7, 4],
  air: [1.5, 5],
  water: [3, 3],
};

/** Bundles further apart than this are drawn as lines, in shares of the world: some 45 km. */
const LINE_LENGTH_MIN = 0.0012;
const LINES_MAX = 600;

/** Legs as things that move, by departure. `legOf[mover]` is the leg. */
export interface LegMovers extends Movers {
  readonly legOf: Uint32Array;
}

/** Lays legs out as things that move. Legs without a place stay away. O(legs log legs). */
export function legMovers(flows: Flows, places: MapPlaces): LegMovers {
  const { from, to, trip, trips, departSec, arriveSec, usedHg } = flows;
  const legs = Uint32Array.from(from.keys())
    .filter((leg) => !Number.isNaN(places.x[from[leg]] + places.x[to[leg]]))
    .sort((a, b) => departSec[a] - departSec[b]);
  const column = (value: (leg: number) => number): Float32Array => Float32Array.from(legs, value);
  const modeOf = (leg: number): string => places.modes[trips.mode[trip[leg]]];
  return {
    count: legs.length,
    legOf: legs,
    fromX: column((leg) => places.x[from[leg]]),
    fromY: column((leg) => places.y[from[leg]]),
    toX: column((leg) => places.x[to[leg]]),
    toY: column((leg) => places.y[to[leg]]),
    bend: column((leg) => BENDS[modeOf(leg)] ?? 0.1),
    startSec: legs.map((leg) => departSec[leg]),
    endSec: legs.map((leg) => Math.max(arriveSec[leg], departSec[leg] + 60)),
    radius: column((leg) => Math.min(3.3, 0.75 + 0.5 * Math.log10(1 + usedHg[leg] / 10))),
    tone: Uint8Array.from(legs, (leg) => fullnessStep(fullness(flows, leg))),
    shown: new Uint8Array(legs.length).fill(1),
  };
}

/** The same movers with those shown that pass. */
export function withShown(movers: LegMovers, passes: Uint8Array): LegMovers {
  return { ...movers, shown: Uint8Array.from(movers.legOf, (leg) => passes[leg]) };
}

/** Legs between two facilities by one mode, one way, over all days. */
export interface Bundle {
  readonly from: number; // facility
  readonly to: number;
  readonly mode: number;
  readonly usedHg: number;
  readonly roomHg: number;
  readonly legs: number;
}

/** Bundles legs that pass, the heaviest first. O(legs). */
export function bundlesOf(flows: Flows, passes: Uint8Array): Bundle[] {
  const bundles = new Map<number, { -readonly [K in keyof Bundle]: Bundle[K] }>();
  const facilities = 2 ** 21;
  for (let leg = 0; leg < flows.count; leg++) {
    if (passes[leg] === 0) continue;
    const mode = flows.trips.mode[flows.trip[leg]];
    const key = (mode * facilities + flows.from[leg]) * facilities + flows.to[leg];
    let bundle = bundles.get(key);
    if (bundle === undefined) {
      bundle = { from: flows.from[leg], to: flows.to[leg], mode, usedHg: 0, roomHg: 0, legs: 0 };
      bundles.set(key, bundle);
    }
    bundle.usedHg += flows.usedHg[leg];
    bundle.roomHg += flows.roomHg[leg];
    bundle.legs++;
  }
  return [...bundles.values()].sort((a, b) => b.usedHg - a.usedHg);
}

/** The heaviest bundles as lines, light ones first so that heavy ones lie on top; those of what is chosen stand out. */
export function bundleArcs(
  bundles: readonly Bundle[],
  places: MapPlaces,
  chosen: { readonly facilities: ReadonlySet<number>; readonly isWay: boolean } | undefined,
): (MapArc & { readonly tone: Tone })[] {
  const { x, y, modes } = places;
  const long = bundles.filter(({ from, to }) => Math.hypot(x[from] - x[to], y[from] - y[to]) >= LINE_LENGTH_MIN);
  const most = Math.max(1, long[0]?.usedHg ?? 1);
  const isAny = chosen !== undefined && chosen.facilities.size > 0;
  const standsOut = ({ from, to }: Bundle): boolean => {
    if (!isAny) return true;
    const [begins, ends] = [chosen.facilities.has(from), chosen.facilities.has(to)];
    return chosen.isWay ? begins && ends : begins || ends;
  };
  return long
    .slice(0, LINES_MAX)
    .toReversed()
    .map((bundle) => {
      const weight = Math.sqrt(bundle.usedHg / most);
      const isChosen = standsOut(bundle);
      const mode = modes[bundle.mode];
      return {
        fromX: x[bundle.from],
        fromY: y[bundle.from],
        toX: x[bundle.to],
        toY: y[bundle.to],
        bend: BENDS[mode] ?? 0.1,
        colour: '',
        tone: FULLNESS_TONES[fullnessStep(bundle.usedHg / Math.max(1, bundle.roomHg))],
        width: 0.7 + 2.6 * weight,
        opacity: (isChosen ? 0.16 + 0.4 * weight : 0.05) * (isAny && isChosen ? 1.7 : 1),
        dash: DASHES[mode] ?? [],
      };
    });
}
