import { scaleOf, type Size, type View } from './mercator.js';

/** A bent line between two places, in the world's square. It bends to the left of its way, so that there and back stay apart. */
export interface Arc {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly bend: number; // of its length; 0 is straight
}

/** A line that stands still on the map. */
export interface MapArc extends Arc {
  readonly colour: string;
  readonly width: number; // CSS pixels
  readonly opacity: number;
  readonly dash?: readonly number[];
}

/** Middle control point of an arc, as a quadratic curve. */
export function controlOf({ fromX, fromY, toX, toY, bend }: Arc): readonly [number, number] {
  const [dx, dy] = [toX - fromX, toY - fromY];
  return [(fromX + toX) / 2 + dy * bend, (fromY + toY) / 2 - dx * bend];
}

/** Place on a quadratic curve at a share of its way. */
export function alongCurve(from: number, control: number, to: number, share: number): number {
  const rest = 1 - share;
  return rest * rest * from + 2 * rest * share * control + share * share * to;
}

/** Strokes lines; those that are outside the window or too short to see are left out. */
export function strokeArcs(
  context: CanvasRenderingContext2D,
  arcs: readonly MapArc[],
  { view, size, ratio }: { readonly view: View; readonly size: Size; readonly ratio: number },
): void {
  const scale = scaleOf(view) * ratio;
  const [width, height] = [size.width * ratio, size.height * ratio];
  const px = (x: number): number => (x - view.x) * scale + width / 2;
  const py = (y: number): number => (y - view.y) * scale + height / 2;
  context.lineCap = 'round';
  for (const arc of arcs) {
    const [fx, fy, tx, ty] = [px(arc.fromX), py(arc.fromY), px(arc.toX), py(arc.toY)];
    if (Math.hypot(tx - fx, ty - fy) < 3) continue;
    if (Math.max(fx, tx) < 0 || Math.min(fx, tx) > width || Math.max(fy, ty) < 0 || Math.min(fy, ty) > height) continue;
    const [cx, cy] = controlOf(arc);
    context.globalAlpha = arc.opacity;
    context.strokeStyle = arc.colour;
    context.lineWidth = arc.width * ratio;
    context.setLineDash((arc.dash ?? []).map((part) => part * ratio));
    context.beginPath();
    context.moveTo(fx, fy);
    context.quadraticCurveTo(px(cx), py(cy), tx, ty);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}
