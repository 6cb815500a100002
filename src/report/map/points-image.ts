import type { LonLat } from '../places.js';
import { compressPixels, encodePng, type Colour } from './png.js';
import type { Projection } from './projection.js';

/** Points that are drawn in one colour: those of a party, or those that have something in common. */
export interface PointLayer {
  readonly places: readonly LonLat[];
  /** From the faintest to the brightest point, for paper and for night. */
  readonly light: readonly [Colour, Colour];
  readonly dark: readonly [Colour, Colour];
}

/** The same picture as two PNG files: for light pages and for dark ones. */
export interface ThemedImage {
  readonly light: Buffer;
  readonly dark: Buffer;
}

const WIDTH = 1440; // pixels; twice the widest that a page shows it
const PALETTE_SIZE = 256; // of a PNG file with one byte a pixel; the first stands for nothing
const LEVELS_MAX = 20; // of brightness, per layer
const GLOW_LEVELS_MAX = 60;
const GLOW_SCALE = 10; // the glow is so much coarser: the browser smooths it

export interface PointOptions {
  readonly width?: number; // pixels
  /** How large points are: by how many their own layer has, or by how many there are of all layers. */
  readonly sizedBy?: 'layer' | 'all';
}

/** Draws the points of all layers; where two meet, the brighter one shows. O(points + pixels). */
export function drawPoints(
  projection: Projection,
  layers: readonly PointLayer[],
  { width = WIDTH, sizedBy = 'layer' }: PointOptions = {},
): ThemedImage {
  const height = Math.round(width * projection.height);
  const all = layers.reduce((sum, { places }) => sum + places.length, 0);
  const levels = levelsOf(layers, LEVELS_MAX);
  const points = layers.map(({ places }) =>
    drawLayer(projection, places, { width, height, count: sizedBy === 'all' ? all : places.length }),
  );
  const pixels = compressPixels(width, height, brightest(points, width * height, levels));
  return {
    light: encodePng(pixels, pointPalette(layers, levels, 'light')),
    dark: encodePng(pixels, pointPalette(layers, levels, 'dark')),
  };
}

/** A soft glow to lay below the points, stronger where there are more of them. */
export function drawGlow(projection: Projection, layers: readonly PointLayer[]): ThemedImage {
  const width = Math.ceil(WIDTH / GLOW_SCALE);
  const height = Math.ceil(Math.round(WIDTH * projection.height) / GLOW_SCALE);
  const levels = levelsOf(layers, GLOW_LEVELS_MAX);
  const glow = layers.map((layer) => glowLayer(projection, layer.places, width, height));
  const pixels = compressPixels(width, height, brightest(glow, width * height, levels));
  return {
    light: encodePng(pixels, glowPalette(layers, levels, 'light', 0.1)),
    dark: encodePng(pixels, glowPalette(layers, levels, 'dark', 0.3)),
  };
}

/** So many levels of brightness for each layer as the palette has room for. */
function levelsOf(layers: readonly PointLayer[], most: number): number {
  return Math.min(most, Math.floor((PALETTE_SIZE - 1) / Math.max(1, layers.length)));
}

/** Brightness 0 .. 1 of every pixel: discs with soft edges add up and saturate. */
function drawLayer(
  projection: Projection,
  places: readonly LonLat[],
  { width, height, count }: { readonly width: number; readonly height: number; readonly count: number },
): Float32Array {
  const sum = new Float32Array(width * height);
  const radius = Math.min(3.6, Math.max(0.62, 0.085 * Math.sqrt((width * height) / Math.max(1, count))));
  const strength = 0.95;
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const [cx, cy] = [px * width - 0.5, py * width - 0.5];
    const reach = radius + 0.5;
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= Math.min(height - 1, cy + reach); y++) {
      for (let x = Math.max(0, Math.ceil(cx - reach)); x <= Math.min(width - 1, cx + reach); x++) {
        const inside = Math.min(1, reach - Math.sqrt((x - cx) ** 2 + (y - cy) ** 2));
        if (inside > 0) sum[y * width + x] = sum[y * width + x] + inside * strength;
      }
    }
  }
  return sum.map((light) => (light === 0 ? 0 : 1 - Math.exp(-light)));
}

/** Brightness of the coarse glow: how many points are near, blurred, dense places held back. */
function glowLayer(projection: Projection, places: readonly LonLat[], width: number, height: number): Float32Array {
  let counts: Float32Array = new Float32Array(width * height);
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const x = Math.floor((px * WIDTH) / GLOW_SCALE);
    const y = Math.floor((py * WIDTH) / GLOW_SCALE);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    counts[y * width + x] = counts[y * width + x] + 1;
  }
  for (let round = 0; round < 4; round++) counts = blurred(counts, width, height);
  const brightest = counts.reduce((most, count) => Math.max(most, count), 0);
  return counts.map((count) => (brightest === 0 ? 0 : (count / brightest) ** 0.4));
}

/** Mean of every cell and its eight neighbours; the outside is dark. */
function blurred(cells: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(cells.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 0;
      for (let row = y - 1; row <= y + 1; row++) {
        for (let column = x - 1; column <= x + 1; column++) sum += cells[row * width + column];
      }
      result[y * width + x] = sum / 9;
    }
  }
  return result;
}

/** Palette index of every pixel: 0 is empty, then `levels` entries for each layer. */
function brightest(layers: readonly Float32Array[], count: number, levels: number): Uint8Array {
  const pixels = new Uint8Array(count);
  for (let pixel = 0; pixel < count; pixel++) {
    let best = 0;
    for (let layer = 0; layer < layers.length; layer++) {
      const level = Math.round(layers[layer]?.[pixel] * levels);
      if (level <= best) continue;
      best = level;
      pixels[pixel] = layer * levels + level;
    }
  }
  return pixels;
}

function pointPalette(layers: readonly PointLayer[], levels: number, theme: 'light' | 'dark'): Colour[] {
  return paletteOf(layers, levels, (layer, share) => {
    const [faint, bright] = layer[theme];
    const mix = (channel: 0 | 1 | 2 | 3) => faint[channel] + (bright[channel] - faint[channel]) * share;
    return [mix(0), mix(1), mix(2), mix(3)];
  });
}

/** The glow fades to nothing, so that it has no edge. */
function glowPalette(
  layers: readonly PointLayer[],
  levels: number,
  theme: 'light' | 'dark',
  opacity: number,
): Colour[] {
  return paletteOf(layers, levels, (layer, share) => {
    const [[red, green, blue]] = layer[theme];
    return [red, green, blue, share * opacity];
  });
}

function paletteOf(
  layers: readonly PointLayer[],
  levels: number,
  colourAt: (layer: PointLayer, share: number) => Colour,
): Colour[] {
  const empty: Colour = [0, 0, 0, 0];
  const steps = Array.from({ length: levels }, (_, level) => (level + 1) / levels);
  return [empty, ...layers.flatMap((layer) => steps.map((share) => colourAt(layer, share)))];
}
