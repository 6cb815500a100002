import type { LonLat } from '../places.js';
import { compressPixels, encodePng, type Colour, type PalettePixels } from './png.js';
import type { Projection } from './projection.js';

/** Points of one party, drawn in its own colour. */
export interface PointLayer {
  readonly places: readonly LonLat[];
  /** From the faintest to the brightest point, for paper and for night. */
  readonly light: readonly [Colour, Colour];
  readonly dark: readonly [Colour, Colour];
}

/** The same points as PNG files: for light pages and dark ones, with a soft glow to lay below. */
export interface PointImages {
  readonly width: number;
  readonly height: number;
  readonly light: Buffer;
  readonly dark: Buffer;
  readonly glowLight: Buffer;
  readonly glowDark: Buffer;
}

const WIDTH = 1440; // pixels; twice the widest that a page shows it
const LEVELS = 20; // of brightness, per layer
const GLOW_SCALE = 10; // the glow is so much coarser: the browser smooths it

/** Draws all layers; where two meet, the brighter one shows. O(points + pixels). */
export function drawPoints(projection: Projection, layers: readonly PointLayer[]): PointImages {
  const width = WIDTH;
  const height = Math.round(WIDTH * projection.height);
  const points = layers.map((layer) => drawLayer(projection, layer.places, width, height));
  const glow = layers.map((layer) => glowLayer(projection, layer.places, width, height));
  const sharp = compressPixels(width, height, brightest(points, width * height));
  const glowWidth = Math.ceil(width / GLOW_SCALE);
  const glowHeight = Math.ceil(height / GLOW_SCALE);
  const soft = compressPixels(glowWidth, glowHeight, brightest(glow, glowWidth * glowHeight));
  const image = (pixels: PalettePixels, theme: 'light' | 'dark', opacity: number): Buffer =>
    encodePng(pixels, paletteOf(layers, theme, opacity));
  return {
    width,
    height,
    light: image(sharp, 'light', 1),
    dark: image(sharp, 'dark', 1),
    glowLight: image(soft, 'light', 0.16),
    glowDark: image(soft, 'dark', 0.42),
  };
}

/** Brightness 0 .. 1 of every pixel: discs with soft edges add up and saturate. */
function drawLayer(projection: Projection, places: readonly LonLat[], width: number, height: number): Float32Array {
  const sum = new Float32Array(width * height);
  const radius = Math.min(4.2, Math.max(0.55, 0.1 * Math.sqrt((width * height) / Math.max(1, places.length))));
  const strength = 0.75;
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const [cx, cy] = [px * width - 0.5, py * width - 0.5];
    const reach = radius + 0.5;
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= Math.min(height - 1, cy + reach); y++) {
      for (let x = Math.max(0, Math.ceil(cx - reach)); x <= Math.min(width - 1, cx + reach); x++) {
        const inside = Math.min(1, reach - Math.hypot(x - cx, y - cy));
        if (inside > 0) sum[y * width + x] = (sum[y * width + x] as number) + inside * strength;
      }
    }
  }
  return sum.map((light) => 1 - Math.exp(-light));
}

/** Brightness of the coarse glow: how many points are near, blurred three times, on a logarithmic scale. */
function glowLayer(projection: Projection, places: readonly LonLat[], width: number, height: number): Float32Array {
  const glowWidth = Math.ceil(width / GLOW_SCALE);
  const glowHeight = Math.ceil(height / GLOW_SCALE);
  let counts: Float32Array = new Float32Array(glowWidth * glowHeight);
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const x = Math.floor((px * width) / GLOW_SCALE);
    const y = Math.floor((py * width) / GLOW_SCALE);
    if (x < 0 || y < 0 || x >= glowWidth || y >= glowHeight) continue;
    counts[y * glowWidth + x] = (counts[y * glowWidth + x] as number) + 1;
  }
  for (let round = 0; round < 3; round++) counts = blurred(counts, glowWidth, glowHeight);
  const brightest = counts.reduce((most, count) => Math.max(most, count), 0);
  return counts.map((count) => (brightest === 0 ? 0 : Math.log1p(count * 3) / Math.log1p(brightest * 3)));
}

/** Mean of every cell and its eight neighbours; the outside is dark. */
function blurred(cells: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(cells.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      let sum = 0;
      for (let row = y - 1; row <= y + 1; row++) {
        for (let column = x - 1; column <= x + 1; column++) sum += cells[row * width + column] as number;
      }
      result[y * width + x] = sum / 9;
    }
  }
  return result;
}

/** Palette index of every pixel: 0 is empty, then LEVELS entries for each layer. */
function brightest(layers: readonly Float32Array[], count: number): Uint8Array {
  const pixels = new Uint8Array(count);
  for (let pixel = 0; pixel < count; pixel++) {
    let best = 0;
    for (let layer = 0; layer < layers.length; layer++) {
      const level = Math.round((layers[layer]?.[pixel] as number) * LEVELS);
      if (level <= best) continue;
      best = level;
      pixels[pixel] = layer * LEVELS + level;
    }
  }
  return pixels;
}

function paletteOf(layers: readonly PointLayer[], theme: 'light' | 'dark', opacity: number): Colour[] {
  const palette: Colour[] = [[0, 0, 0, 0]];
  for (const layer of layers) {
    const [faint, bright] = layer[theme];
    for (let level = 1; level <= LEVELS; level++) {
      const share = level / LEVELS;
      const mix = (channel: 0 | 1 | 2 | 3) => faint[channel] + (bright[channel] - faint[channel]) * share;
      palette.push([mix(0), mix(1), mix(2), mix(3) * opacity]);
    }
  }
  return palette;
}
