import type { Outline } from './typesetter.js';

/** A black and white picture: rows of bytes, the leftmost dot in the highest bit, 1 is black. */
export interface Bitmap {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly bytes: Uint8Array;
  /** Dots from the picture's left edge to where the text starts, and from its top to the base line. */
  readonly originX: number;
  readonly originY: number;
}

/** Lines that each row of dots is scanned in. */
const SUBLINES = 4;

/**
 * Outlines as dots: a dot is black when at least half of it is inside, by the non-zero winding rule that fonts use.
 * Undefined for outlines without any area, such as those of a space.
 */
export function rasterize(outline: Outline, dotsPerPt: number): Bitmap | undefined {
  const rings = outline.map((ring) => ring.map(([x, y]) => [x * dotsPerPt, -y * dotsPerPt] as const));
  const corners = rings.flat();
  if (corners.length === 0) return undefined;
  const left = Math.floor(Math.min(...corners.map(([x]) => x)));
  const right = Math.ceil(Math.max(...corners.map(([x]) => x)));
  const top = Math.floor(Math.min(...corners.map(([, y]) => y)));
  const bottom = Math.ceil(Math.max(...corners.map(([, y]) => y)));
  const [widthDots, heightDots] = [right - left, bottom - top];
  if (widthDots === 0 || heightDots === 0) return undefined;
  const rowBytes = Math.ceil(widthDots / 8);
  const bytes = new Uint8Array(rowBytes * heightDots);
  const inside = new Float64Array(widthDots);
  for (let row = 0; row < heightDots; row++) {
    inside.fill(0);
    for (let subline = 0; subline < SUBLINES; subline++) {
      addSpans(rings, top + row + (subline + 0.5) / SUBLINES, left, inside);
    }
    for (let dot = 0; dot < widthDots; dot++) {
      if (inside[dot] >= SUBLINES / 2) bytes[row * rowBytes + (dot >> 3)] |= 0x80 >> (dot & 7);
    }
  }
  return { widthDots, heightDots, rowBytes, bytes, originX: -left, originY: -top };
}

/** Adds the share of every dot that a scan line has inside the rings. */
function addSpans(
  rings: ReadonlyArray<ReadonlyArray<readonly [number, number]>>,
  y: number,
  left: number,
  inside: Float64Array,
): void {
  const crossings: Array<{ x: number; turn: number }> = [];
  for (const ring of rings) {
    let [fromX, fromY] = ring.at(-1) ?? [0, 0];
    for (const [toX, toY] of ring) {
      if (fromY <= y !== toY <= y) {
        const x = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
        crossings.push({ x: x - left, turn: toY > fromY ? 1 : -1 });
      }
      [fromX, fromY] = [toX, toY];
    }
  }
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  for (const [index, { x, turn }] of crossings.entries()) {
    winding += turn;
    const next = crossings[index + 1];
    if (winding !== 0 && next !== undefined) addSpan(x, next.x, inside);
  }
}

function addSpan(from: number, to: number, inside: Float64Array): void {
  for (let dot = Math.floor(from); dot < to && dot < inside.length; dot++) {
    inside[dot] += Math.min(to, dot + 1) - Math.max(from, dot);
  }
}
