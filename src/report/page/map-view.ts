import type { Arc, MapInterchange, MapModel } from '../map/map-model.js';
import type { Summary } from '../summary.js';
import { html, type Html } from './html.js';
import type { Numbers } from './numbers.js';

const SCALE = 1000; // units of the drawing's width

/** Points as pictures, arcs as vectors, names as text; without script. */
export function mapView(map: MapModel, summary: Summary, numbers: Numbers): Html {
  const { images, height } = map;
  const facilities = map.points.reduce((sum, count) => sum + count, 0);
  const alt = `Map drawn by ${numbers.count(facilities)} facilities as points; no borders`;
  return html`<figure class="map">
    <div class="drawing" style="aspect-ratio:1/${height.toFixed(4)}">
      ${picture(images.glowLight, images.glowDark, '', 'glow')} ${picture(images.light, images.dark, alt, 'points')}
      <svg viewBox="0 0 ${SCALE} ${Math.round(SCALE * height)}" aria-hidden="true">
        ${map.arcs.map((arc) => arcPath(arc, map.kgHeaviest))}
      </svg>
      <ol class="places">
        ${map.interchanges.map((interchange) => marker(interchange, height))}
      </ol>
    </div>
    <figcaption>
      <p class="legend">
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
      </p>
      ${map.interchanges.length > 0 && interchangeKey(map.interchanges)}
    </figcaption>
  </figure>`;
}

/** On paper the light picture is used whatever the screen prefers. */
function picture(light: Buffer, dark: Buffer, alt: string, name: string): Html {
  return html`<picture class="${name}"
    ><source
      media="screen and (prefers-color-scheme: dark)"
      srcset="data:image/png;base64,${dark.toString('base64')}" />
    <img src="data:image/png;base64,${light.toString('base64')}" alt="${alt}"
  /></picture>`;
}

function arcPath({ from, bend, to, kg, party, mode }: Arc, kgHeaviest: number): Html {
  const share = kgHeaviest === 0 ? 0 : Math.sqrt(kg / kgHeaviest);
  const at = ([x, y]: readonly [number, number]) => `${(x * SCALE).toFixed(1)} ${(y * SCALE).toFixed(1)}`;
  return html`<path
    class="arc party-${party} ${mode}"
    d="M${at(from)}Q${at(bend)} ${at(to)}"
    stroke-width="${(0.6 + 5.4 * share ** 1.5).toFixed(1)}"
    opacity="${(0.28 + 0.6 * share).toFixed(2)}"
  />`;
}

function marker({ number, name, at, side }: MapInterchange, height: number): Html {
  const left = (at[0] * 100).toFixed(2);
  const top = ((at[1] / height) * 100).toFixed(2);
  return html`<li style="left:${left}%;top:${top}%" class="${side ?? 'unnamed'}">
    <b>${number}</b><span>${name}</span>
  </li>`;
}

/** Names by number, for screens on which they do not fit into the map. */
function interchangeKey(interchanges: readonly MapInterchange[]): Html {
  return html`<p class="key fine">
    ${interchanges.map(({ number, name }) => html`<span><b>${number}</b> ${name}</span> `)}
  </p>`;
}
