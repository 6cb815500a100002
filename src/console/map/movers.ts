import { alongCurve, controlOf } from './arcs.js';
import { scaleOf, type Size, type View } from './mercator.js';
import type { Sprites } from './sprites.js';

/** Things that move along arcs at certain times, by start. Columns of length `count`. */
export interface Movers {
  readonly count: number;
  readonly fromX: Float32Array; // in the world's square
  readonly fromY: Float32Array;
  readonly toX: Float32Array;
  readonly toY: Float32Array;
  readonly bend: Float32Array;
  readonly startSec: Uint32Array; // ascending
  readonly endSec: Uint32Array;
  readonly radius: Float32Array; // CSS pixels of the head, on a map of the nation
  readonly tone: Uint8Array; // index into the palette
  readonly shown: Uint8Array; // 1 where it is drawn at all
}

/** Dots of a tail, each so much of the way behind the one before, in CSS pixels. */
const TAIL_DOTS = 7;
const TAIL_STEP = 4.5;
/** Tails are no longer than this share of the way. */
const TAIL_SHARE_MAX = 0.45;
/** Ways shorter than this are a spark that fades in and out, without a tail. */
const SPARK_PIXELS = 14;

export interface Frame {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly sec: number;
  readonly palette: Uint32Array; // 0xAABBGGRR by tone
}

/** Heads of what moves now, so that a pointer can find them. */
export class Heads {
  count = 0;
  readonly mover: number[] = [];
  readonly x: number[] = []; // CSS pixels
  readonly y: number[] = [];

  /** The mover whose head is nearest to a point of the window, or undefined. */
  nearest(px: number, py: number, radius: number): number | undefined {
    let best: number | undefined;
    let bestDistance = radius * radius;
    for (let at = 0; at < this.count; at++) {
      const apart = (this.x[at] - px) ** 2 + (this.y[at] - py) ** 2;
      if (apart > bestDistance) continue;
      bestDistance = apart;
      best = this.mover[at];
    }
    return best;
  }
}

/** Makes the sprites of one moment. O(movers that have started). */
export function moveSprites(movers: Movers, frame: Frame, sprites: Sprites, heads: Heads): void {
  const { view, size, ratio, sec, palette } = frame;
  const scale = scaleOf(view);
  const [left, top] = [size.width / 2 - view.x * scale, size.height / 2 - view.y * scale];
  const grown = Math.min(2.2, Math.max(0.8, 2 ** ((view.zoom - 5) * 0.3)));
  sprites.clear();
  heads.count = 0;
  for (let mover = 0; mover < movers.count && movers.startSec[mover] <= sec; mover++) {
    if (movers.endSec[mover] <= sec || movers.shown[mover] === 0) continue;
    const fx = movers.fromX[mover] * scale + left;
    const fy = movers.fromY[mover] * scale + top;
    const tx = movers.toX[mover] * scale + left;
    const ty = movers.toY[mover] * scale + top;
    if (!(Math.max(fx, tx) >= -40 && Math.min(fx, tx) <= size.width + 40)) continue;
    if (!(Math.max(fy, ty) >= -40 && Math.min(fy, ty) <= size.height + 40)) continue;
    const start = movers.startSec[mover];
    const share = (sec - start) / (movers.endSec[mover] - start);
    const [cx, cy] = controlOf({ fromX: fx, fromY: fy, toX: tx, toY: ty, bend: movers.bend[mover] });
    const colour = palette[movers.tone[mover]];
    const radius = movers.radius[mover] * grown;
    const length = Math.hypot(tx - fx, ty - fy);
    const x = alongCurve(fx, cx, tx, share);
    const y = alongCurve(fy, cy, ty, share);
    if (length < SPARK_PIXELS) {
      const glow = Math.min(1, 6 * Math.min(share, 1 - share) + 0.25);
      sprites.add(x * ratio, y * ratio, radius * 0.75 * ratio, faded(colour, 0.85 * glow));
      if (length < 3) continue;
    } else {
      const step = Math.min(TAIL_STEP / length, TAIL_SHARE_MAX / TAIL_DOTS);
      for (let dot = TAIL_DOTS; dot > 0; dot--) {
        const behind = share - dot * step;
        if (behind < 0) continue;
        const near = 1 - dot / (TAIL_DOTS + 1);
        const dx = alongCurve(fx, cx, tx, behind);
        const dy = alongCurve(fy, cy, ty, behind);
        sprites.add(dx * ratio, dy * ratio, radius * (0.35 + 0.5 * near) * ratio, faded(colour, 0.6 * near * near));
      }
      sprites.add(x * ratio, y * ratio, radius * ratio, colour);
    }
    heads.mover[heads.count] = mover;
    heads.x[heads.count] = x;
    heads.y[heads.count] = y;
    heads.count++;
  }
}

function faded(colour: number, share: number): number {
  return (((((colour >>> 24) * share) | 0) << 24) | (colour & 0xff_ffff)) >>> 0;
}
