import type { JSX } from 'preact';
import type { Tone } from './map-theme.js';

/** One sign of a legend: a colour, in a shape, and what it means. */
export interface LegendEntry {
  readonly tone: Tone;
  readonly words: string;
  readonly shape?: 'dot' | 'square' | 'diamond' | 'ring' | 'line' | 'dash' | 'dots' | undefined;
}

/** What the colours and shapes of a map mean. */
export function MapLegend(props: { readonly title: string; readonly entries: readonly LegendEntry[] }): JSX.Element {
  return (
    <figure class="map-legend">
      <figcaption>{props.title}</figcaption>
      <ul>
        {props.entries.map(({ tone, words, shape = 'dot' }) => (
          <li key={words}>
            <MapSign tone={tone} shape={shape} />
            {words}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** The sign itself, also where it stands beside words that are no legend. */
export function MapSign({ tone, shape = 'dot' }: Pick<LegendEntry, 'tone' | 'shape'>): JSX.Element {
  return (
    <span
      class={`map-sign map-sign-${shape}`}
      style={{ '--on-dark': tone.dark, '--on-light': tone.light }}
      aria-hidden="true"
    />
  );
}
