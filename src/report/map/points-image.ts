import type { LonLat } from '../places.js';
import { compressPixels, encodePng, type Colour } from './png.js';
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
const GLOW_LEVELS = 60;
const GLOW_SCALE = 10; // the glow is so much coarser: the browser smooths it

/** Draws all layers; where two meet, the brighter one shows. O(points + pixels). */
export function drawPoints(projection: Projection, layers: readonly PointLayer[]): PointImages {
  const width = WIDTH;
  const height = Math.round(WIDTH * projection.height);
  const points = layers.map((layer) => drawLayer(projection, layer.places, width, height));
  const glow = layers.map((layer) => glowLayer(projection, layer.places, width, height));
  const sharp = compressPixels(width, height, brightest(points, width * height, LEVELS));
  const glowWidth = Math.ceil(width / GLOW_SCALE);
  const glowHeight = Math.ceil(height / GLOW_SCALE);
  const soft = compressPixels(glowWidth, glowHeight, brightest(glow, glowWidth * glowHeight, GLOW_LEVELS));
  return {
    width,
    height,
    light: encodePng(sharp, pointPalette(layers, 'light')),
    dark: encodePng(sharp, pointPalette(layers, 'dark')),
    glowLight: encodePng(soft, glowPalette(layers, 'light', 0.1)),
    glowDark: encodePng(soft, glowPalette(layers, 'dark', 0.3)),
  };
}

/** Brightness 0 .. 1 of every pixel: discs with soft edges add up and saturate. */
function drawLayer(projection: Projection, places: readonly LonLat[], width: number, height: number): Float32Array {
  const sum = new Float32Array(width * height);
  const radius = Math.min(3.6, Math.max(0.62, 0.085 * Math.sqrt((width * height) / Math.max(1, places.length))));
  const strength = 0.95;
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const [cx, cy] = [px * width - 0.5, py * width - 0.5];
    const reach = radius + 0.5;
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= Math.min(height - 1, cy + reach); y++) {
      for (let x = Math.max(0, Math.ceil(cx - reach)); x <= Math.min(width - 1, cx + reach); x++) {
        const inside = Math.min(1, reach - Math.hypot(x - cx, y - cy));
        if (inside > 0) sum[y * width + x] = sum[y * width + x] + inside * strength;
      }
    }
  }
  return sum.map((light) => 1 - Math.exp(-light));
}

/** Brightness of the coarse glow: how many points are near, blurred, dense places held back. */
function glowLayer(projection: Projection, places: readonly LonLat[], width: number, height: number): Float32Array {
  const glowWidth = Math.ceil(width / GLOW_SCALE);
  const glowHeight = Math.ceil(height / GLOW_SCALE);
  let counts: Float32Array = new Float32Array(glowWidth * glowHeight);
  for (const [lon, lat] of places) {
    const [px, py] = projection.place(lon, lat);
    const x = Math.floor((px * width) / GLOW_SCALE);
    const y = Math.floor((py * width) / GLOW_SCALE);
    if (x < 0 || y < 0 || x >= glowWidth || y >= glowHeight) continue;
    counts[y * glowWidth + x] = counts[y * glowWidth + x] + 1;
  }
  for (let round = 0; round < 4; round++) counts = blurred(counts, glowWidth, glowHeight);
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

function pointPalette(layers: readonly PointLayer[], theme: 'light' | 'dark'): Colour[] {
  return paletteOf(layers, LEVELS, (layer, share) => {
    const [faint, bright] = layer[theme];
    const mix = (channel: 0 | 1 | 2 | 3) => faint[channel] + (bright[channel] - faint[channel]) * share;
    return [mix(0), mix(1), mix(2), mix(3)];
  });
}

/** The glow fades to nothing, so that it has no edge. */
function glowPalette(layers: readonly PointLayer[], theme: 'light' | 'dark', opacity: number): Colour[] {
  return paletteOf(layers, GLOW_LEVELS, (layer, share) => {
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
