/**
 * Round dots that are drawn anew each frame. Made by whoever moves things, drawn by whoever can. Columns have room for more
 * than `count`.
 */
export class Sprites {
  count = 0;
  x = new Float32Array(1024); // device pixels
  y = new Float32Array(1024);
  radius = new Float32Array(1024); // device pixels
  colour = new Uint32Array(1024); // 0xAABBGGRR, not multiplied by alpha

  clear(): void {
    this.count = 0;
  }

  add(x: number, y: number, radius: number, colour: number): void {
    if (this.count === this.x.length) this.grow();
    const at = this.count++;
    this.x[at] = x;
    this.y[at] = y;
    this.radius[at] = radius;
    this.colour[at] = colour;
  }

  private grow(): void {
    const size = this.x.length * 2;
    for (const column of ['x', 'y', 'radius'] as const) {
      const grown = new Float32Array(size);
      grown.set(this[column]);
      this[column] = grown;
    }
    const colours = new Uint32Array(size);
    colours.set(this.colour);
    this.colour = colours;
  }
}

/** Draws a frame of sprites over nothing. */
export interface SpritePainter {
  paint(sprites: Sprites, width: number, height: number): void;
}
