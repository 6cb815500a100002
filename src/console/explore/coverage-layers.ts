import { NO_OFFICE, NOT_REACHED } from '../../wire/explorations/exploration-results.js';
import type { MapPlaces } from '../map/map-places.js';
import type { Tone } from '../map/map-theme.js';
import { NO_CLASS, rgb, type PointLayer } from '../map/point-layer.js';

/** Days as colours, the soonest first; the last is not reached. Lightness tells them apart without colour. */
export const DAY_CLASSES: readonly { readonly most: number | undefined; readonly tone: Tone }[] = [
  { most: 1, tone: { dark: '#f6ffd0', light: '#0b3d5c' } },
  { most: 2, tone: { dark: '#9be8a0', light: '#0f6d79' } },
  { most: 3, tone: { dark: '#3fbfae', light: '#2f9a77' } },
  { most: 5, tone: { dark: '#2b84b8', light: '#8aa63a' } },
  { most: 254, tone: { dark: '#5a55b5', light: '#c9862b' } },
  { most: undefined, tone: { dark: '#a03a3a', light: '#c0392b' } },
];

/** Class of so many days. */
export function dayClass(days: number): number {
  if (days === NO_OFFICE) return NO_CLASS;
  if (days === NOT_REACHED) return DAY_CLASSES.length - 1;
  return DAY_CLASSES.findIndex(({ most }) => most !== undefined && days <= most);
}

/** Every office in the colour of its days, of bytes in base64. */
export function dayLayer({ count }: Pick<MapPlaces, 'count'>, base64: string): PointLayer {
  const days = bytesOf(base64);
  return {
    classOf: Uint8Array.from({ length: count }, (_, row) => dayClass(days[row] ?? NO_OFFICE)),
    classes: DAY_CLASSES.map(({ tone }) => ({ dark: rgb(tone.dark), light: rgb(tone.light), strength: 0.9, size: 1 })),
  };
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
