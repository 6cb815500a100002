import type { MapPlace } from '../map/labels.js';
import type { ThemedImage } from '../map/points-image.js';
import { html, type Html } from './html.js';

/** Units of a drawing's width in the vectors that lie above its pictures. */
export const MAP_SCALE = 1000;

/** A map without script: points as pictures, vectors and names above them. Positions are shares of the width. */
export interface MapFigure {
  readonly height: number; // share of the width
  readonly points: ThemedImage;
  readonly glow?: ThemedImage | undefined; // laid below the points
  /** What the points show, for those who do not see them. */
  readonly alt: string;
  /** Elements of an SVG drawing that is `MAP_SCALE` units wide. */
  readonly vectors?: readonly Html[];
  readonly places?: readonly MapPlace[];
  /** Below the drawing: its key, and what has to be said about it. */
  readonly caption: Html;
}

export function mapFigure({ height, points, glow, alt, vectors = [], places = [], caption }: MapFigure): Html {
  return html`<figure class="map">
    <div class="drawing" style="aspect-ratio:1/${height.toFixed(4)}">
      ${glow !== undefined && picture(glow, '', 'glow')} ${picture(points, alt, 'points')}
      ${
        vectors.length > 0 &&
        html`<svg viewBox="0 0 ${MAP_SCALE} ${Math.round(MAP_SCALE * height)}" aria-hidden="true">${vectors}</svg>`
      }
      ${
        places.length > 0 &&
        html`<ol class="places">
          ${places.map((place) => marker(place, height))}
        </ol>`
      }
    </div>
    <figcaption>${caption} ${places.length > 0 && placesKey(places)}</figcaption>
  </figure>`;
}

/** On paper the light picture is used whatever the screen prefers. */
function picture({ light, dark }: ThemedImage, alt: string, name: string): Html {
  return html`<picture class="${name}"
    ><source
      media="screen and (prefers-color-scheme: dark)"
      srcset="data:image/png;base64,${dark.toString('base64')}" />
    <img src="data:image/png;base64,${light.toString('base64')}" alt="${alt}"
  /></picture>`;
}

function marker({ number, name, at, side }: MapPlace, height: number): Html {
  const left = (at[0] * 100).toFixed(2);
  const top = ((at[1] / height) * 100).toFixed(2);
  return html`<li style="left:${left}%;top:${top}%" class="${side ?? 'unnamed'}">
    <b>${number}</b><span>${name}</span>
  </li>`;
}

/** Names by number, for screens on which they do not fit into the map. */
function placesKey(places: readonly MapPlace[]): Html {
  return html`<p class="key fine">
    ${places.map(({ number, name }) => html`<span><b>${number}</b> ${name}</span> `)}
  </p>`;
}
