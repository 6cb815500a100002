import type { Arc, MapModel } from '../map/map-model.js';
import type { Summary } from '../summary.js';
import { html, type Html } from './html.js';
import { MAP_SCALE, mapFigure } from './map-figure.js';
import type { Numbers } from './numbers.js';

/** The facilities of all parties as points, the heaviest flows of a plan above them. */
export function mapView(map: MapModel, summary: Summary, numbers: Numbers): Html {
  const facilities = map.points.reduce((sum, count) => sum + count, 0);
  return mapFigure({
    height: map.height,
    points: map.images,
    glow: map.glow,
    alt: `Map drawn by ${numbers.count(facilities)} facilities as points; no borders`,
    vectors: map.arcs.map((arc) => arcPath(arc, map.kgHeaviest)),
    places: map.interchanges,
    caption: html`<p class="legend">
        ${summary.parties.map(({ name }, party) => html`<span><i class="line party-${party}"></i>${name}</span>`)}
        ${map.arcs.some(({ mode }) => mode === 'air') && html`<span><i class="line dashed"></i>by air</span>`}
        ${map.interchanges.length > 0 && html`<span><i class="ring"></i>interchange</span>`}
      </p>
      <p class="fine">
        Each point is one of ${numbers.count(facilities)} facilities; no borders are drawn.
        ${
          map.arcs.length > 0 &&
          html`Lines are the ${numbers.count(map.arcs.length)} heaviest flows of planned parcels, both directions
          together; the widest is ${numbers.mass(map.kgHeaviest)} over ${summary.days} days.`
        }
      </p>`,
  });
}

function arcPath({ from, bend, to, kg, party, mode }: Arc, kgHeaviest: number): Html {
  const share = kgHeaviest === 0 ? 0 : Math.sqrt(kg / kgHeaviest);
  const at = ([x, y]: readonly [number, number]) => `${(x * MAP_SCALE).toFixed(1)} ${(y * MAP_SCALE).toFixed(1)}`;
  return html`<path
    class="arc party-${party} ${mode}"
    d="M${at(from)}Q${at(bend)} ${at(to)}"
    stroke-width="${(0.6 + 5.4 * share ** 1.5).toFixed(1)}"
    opacity="${(0.28 + 0.6 * share).toFixed(2)}"
  />`;
}
