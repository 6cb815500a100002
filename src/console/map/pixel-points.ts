import type { MapPlaces } from './map-places.js';
import { scaleOf, type Size, type View } from './mercator.js';
import { NO_CLASS, pointRadius, pointStrength, type PointLayer, type Rgb } from './point-layer.js';

/** What a picture of the points is made from. */
export interface PointsPicture {
  readonly view: View;
  readonly size: Size; // CSS pixels
  readonly ratio: number; // device pixels for one of CSS
  readonly dark: boolean;
  readonly paper: Rgb;
  readonly layer: PointLayer;
  /** Right of `at` (share of the width) another layer is drawn. */
  readonly beside?: { readonly layer: PointLayer; readonly at: number } | undefined;
}

/** Sums are turned into light by a table with so many steps for a strength of 1. */
const TONE_STEPS = 64;
const TONE_MAX = 8 * TONE_STEPS;
/** Of the way to white, or to black: the crowded cities must not outshine what moves. */
export const BRIGHTEST = 0.8;

/**
 * Draws points into pixels by ourselves: light adds up on dark paper, ink on light paper, both saturating. That takes tens of
 * milliseconds for a nation's offices on any machine, where a browser without a graphics card takes seconds for as many rectangles.
 */
export class PixelPoints {
  private sums = new Float32Array();
  private image: ImageData | undefined;

  constructor(private readonly context: CanvasRenderingContext2D) {}

  draw(places: MapPlaces, picture: PointsPicture): void {
    const { size, ratio } = picture;
    const width = Math.max(1, Math.round(size.width * ratio));
    const height = Math.max(1, Math.round(size.height * ratio));
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = this.context.createImageData(width, height);
      this.sums = new Float32Array(width * height * 3);
    }
    this.sums.fill(0);
    addPoints(this.sums, { width, height }, places, picture);
    develop(new Uint32Array(this.image.data.buffer), this.sums, picture);
    this.context.putImageData(this.image, 0, 0);
  }
}

/** A disc with a soft edge as pixels around its middle. */
interface Splat {
  readonly dx: Int32Array;
  readonly dy: Int32Array;
  readonly share: Float32Array;
}

function addPoints(sums: Float32Array, { width, height }: Size, places: MapPlaces, picture: PointsPicture): void {
  const { view, ratio, layer, beside } = picture;
  const scale = scaleOf(view) * ratio;
  const [left, top] = [width / 2 - view.x * scale, height / 2 - view.y * scale];
  const border = beside === undefined ? Number.POSITIVE_INFINITY : beside.at * width;
  const ways = [layer, beside?.layer ?? layer].map((one) => inksOf(one, picture));
  const { x, y, count } = places;
  for (let point = 0; point < count; point++) {
    const px = x[point] * scale + left;
    const py = y[point] * scale + top;
    if (!(px >= 0 && px < width && py >= 0 && py < height)) continue;
    const { classOf, inks } = ways[px < border ? 0 : 1];
    if (classOf[point] === NO_CLASS) continue;
    const { ink, splat } = inks[classOf[point]];
    const { dx, dy, share } = splat;
    for (let at = 0; at < dx.length; at++) {
      const column = Math.floor(px) + dx[at];
      const row = Math.floor(py) + dy[at];
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const pixel = (row * width + column) * 3;
      sums[pixel] = sums[pixel] + ink[0] * share[at];
      sums[pixel + 1] = sums[pixel + 1] + ink[1] * share[at];
      sums[pixel + 2] = sums[pixel + 2] + ink[2] * share[at];
    }
  }
}

/** What each class adds: light, or what ink takes away. */
function inksOf({ classOf, classes }: PointLayer, { view, ratio, dark }: PointsPicture) {
  const inks = classes.map((one) => {
    const strength = one.strength * pointStrength(view.zoom);
    const ink = dark ? one.dark.map((part) => part * strength) : one.light.map((part) => (1 - part) * strength);
    return { ink, splat: splatOf(pointRadius(view.zoom) * one.size * ratio) };
  });
  return { classOf, inks };
}

const splats = new Map<number, Splat>();

function splatOf(radius: number): Splat {
  const key = Math.round(radius * 4);
  const known = splats.get(key);
  if (known !== undefined) return known;
  const reach = Math.ceil(radius);
  const cells: [number, number, number][] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const share = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (share > 0.05) cells.push([dx, dy, share]);
    }
  }
  const splat = {
    dx: Int32Array.from(cells, ([dx]) => dx),
    dy: Int32Array.from(cells, ([, dy]) => dy),
    share: Float32Array.from(cells, ([, , share]) => share),
  };
  splats.set(key, splat);
  return splat;
}

/** Turns sums into colours. Empty pixels, which are most, are paper at once. */
function develop(pixels: Uint32Array, sums: Float32Array, { dark, paper }: PointsPicture): void {
  const tones = paper.map((base) => tonesOf(base, dark));
  const [reds, greens, blues] = tones;
  const empty = 0xff00_0000 | (blues[0] << 16) | (greens[0] << 8) | reds[0];
  pixels.fill(empty);
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel++, at += 3) {
    const red = sums[at];
    const green = sums[at + 1];
    const blue = sums[at + 2];
    if (red + green + blue === 0) continue;
    pixels[pixel] = 0xff00_0000 | (toneAt(blues, blue) << 16) | (toneAt(greens, green) << 8) | toneAt(reds, red);
  }
}

function toneAt(tones: Uint8Array, sum: number): number {
  return tones[Math.min(TONE_MAX, sum * TONE_STEPS) | 0];
}

/** Levels of one colour by sum: `1 - exp(-sum)` of the way from paper to full light, or to none. */
function tonesOf(base: number, dark: boolean): Uint8Array {
  return Uint8Array.from({ length: TONE_MAX + 1 }, (_, step) => {
    const share = BRIGHTEST * (1 - Math.exp(-step / TONE_STEPS));
    return Math.round(255 * (dark ? base + (1 - base) * share : base * (1 - share)));
  });
}
