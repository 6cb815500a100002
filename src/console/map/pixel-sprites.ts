import type { SpritePainter, Sprites } from './sprites.js';

/** Larger dots than this are not drawn larger. */
const RADIUS_MAX = 12;

/**
 * Draws sprites into pixels by ourselves. Where they meet, the less transparent one shows. Only what the last frame touched is
 * wiped, so that a frame costs by what moves.
 */
export class PixelSprites implements SpritePainter {
  private image: ImageData | undefined;
  private pixels = new Uint32Array();
  private touched = new Uint32Array(4096);
  private touchedCount = 0;

  constructor(private readonly context: CanvasRenderingContext2D) {}

  paint(sprites: Sprites, width: number, height: number): void {
    if (this.image?.width !== width || this.image.height !== height) {
      this.context.canvas.width = width;
      this.context.canvas.height = height;
      this.image = this.context.createImageData(width, height);
      this.pixels = new Uint32Array(this.image.data.buffer);
      this.touchedCount = 0;
    }
    for (let at = 0; at < this.touchedCount; at++) this.pixels[this.touched[at]] = 0;
    this.touchedCount = 0;
    for (let sprite = 0; sprite < sprites.count; sprite++) this.dot(sprites, sprite, width, height);
    this.context.putImageData(this.image, 0, 0);
  }

  private dot(sprites: Sprites, sprite: number, width: number, height: number): void {
    const cx = sprites.x[sprite] - 0.5;
    const cy = sprites.y[sprite] - 0.5;
    const radius = Math.min(RADIUS_MAX, sprites.radius[sprite]);
    const colour = sprites.colour[sprite];
    const alpha = colour >>> 24;
    const reach = radius + 0.5;
    const right = Math.min(width - 1, Math.floor(cx + reach));
    const bottom = Math.min(height - 1, Math.floor(cy + reach));
    for (let y = Math.max(0, Math.ceil(cy - reach)); y <= bottom; y++) {
      for (let x = Math.max(0, Math.ceil(cx - reach)); x <= right; x++) {
        const share = Math.min(1, reach - Math.sqrt((x - cx) ** 2 + (y - cy) ** 2));
        if (share <= 0) continue;
        const shown = Math.round(alpha * share);
        const pixel = y * width + x;
        const before = this.pixels[pixel] >>> 24;
        if (shown <= before) continue;
        if (before === 0) this.touch(pixel);
        this.pixels[pixel] = ((shown << 24) | (colour & 0xff_ffff)) >>> 0;
      }
    }
  }

  private touch(pixel: number): void {
    if (this.touchedCount === this.touched.length) {
      const grown = new Uint32Array(this.touched.length * 2);
      grown.set(this.touched);
      this.touched = grown;
    }
    this.touched[this.touchedCount++] = pixel;
  }
}
