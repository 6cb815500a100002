import { NO_CODE } from '../../wire/network/network-flows.js';
import type { MapPlaces } from './map-places.js';

/** A point that is not drawn. */
export const NO_CLASS = 255;
/** As many colours as one layer can have. */
export const CLASSES_MAX = 16;

/** `red, green, blue` from 0 to 1. */
export type Rgb = readonly [number, number, number];

/** How the points of one class look. */
export interface PointClass {
  readonly dark: Rgb; // light that a point gives off on dark paper
  readonly light: Rgb; // ink on light paper
  readonly strength: number; // 1 for a point that is seen alone
  readonly size: number; // 1 for a dot
}

/** What is drawn at every facility. */
export interface PointLayer {
  readonly classOf: Uint8Array; // [facility] index into classes, or NO_CLASS
  readonly classes: readonly PointClass[];
}

/** A colour of CSS's six digits. */
export function rgb(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16);
  return [((number >> 16) & 255) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}

/** A layer in which every facility has the class of its postal code; NO_CLASS where that has none. */
export function layerOfCodes(places: MapPlaces, classOfCode: Uint8Array, classes: readonly PointClass[]): PointLayer {
  const classOf = Uint8Array.from(places.code, (code) => (code === NO_CODE ? NO_CLASS : classOfCode[code]));
  return { classOf, classes };
}

const FAINT: PointClass = { dark: rgb('#7f95b5'), light: rgb('#5c6b80'), strength: 0.62, size: 1 };

/** All offices as points of light, and nothing said about them. */
export function faintLayer(places: MapPlaces): PointLayer {
  return { classOf: new Uint8Array(places.count), classes: [FAINT] };
}

/** Radius of points in CSS pixels: hardly more than a pixel for a nation, discs for a town. */
export function pointRadius(zoom: number): number {
  return Math.min(4.5, Math.max(0.55, 0.62 * 2 ** ((zoom - 5.2) * 0.42)));
}

/** How much of its strength each point keeps: where thousands share a pixel, fewer add up to the same light. */
export function pointStrength(zoom: number): number {
  return Math.min(1, Math.max(0.42, 0.42 + (zoom - 4) * 0.16));
}
