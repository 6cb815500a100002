import { crc32, deflateSync } from 'node:zlib';
import { assert } from '../../base/assert.js';

/** Red, green, blue 0 .. 255 and opacity 0 .. 1. */
export type Colour = readonly [number, number, number, number];

/** Rows of palette indices, compressed once and shared by pictures that differ in their palettes only. */
export interface PalettePixels {
  readonly width: number;
  readonly height: number;
  readonly compressed: Uint8Array;
}

/** `pixels` is [height * width] palette index, row-major from the top left. */
export function compressPixels(width: number, height: number, pixels: Uint8Array): PalettePixels {
  assert(pixels.length === width * height, `${pixels.length} pixels for ${width} x ${height}`);
  const rows = new Uint8Array(height * (width + 1)); // each row begins with filter type 0
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return { width, height, compressed: deflateSync(rows, { level: 7 }) };
}

/** A PNG file with an 8-bit palette and its opacities (PNG specification, sections 11.2 and 11.3.2). */
export function encodePng(pixels: PalettePixels, palette: readonly Colour[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.width, 0);
  header.writeUInt32BE(pixels.height, 4);
  header.set([8, 3, 0, 0, 0], 8); // bit depth, palette, deflate, adaptive filters, not interlaced
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flatMap(([red, green, blue]) => [red, green, blue].map(Math.round)))),
    chunk(
      'tRNS',
      Uint8Array.from(palette, ([, , , opacity]) => Math.round(opacity * 255)),
    ),
    chunk('IDAT', pixels.compressed),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
