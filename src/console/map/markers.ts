import type { MapTheme, Tone } from './map-theme.js';
import { toWindow, type Size, type View } from './mercator.js';

/** A sign on the map. The shape says what it is to those who do not tell colours apart. */
export interface MapMarker {
  readonly x: number; // in the world's square
  readonly y: number;
  readonly shape: 'circle' | 'square' | 'diamond' | 'ring';
  readonly tone: Tone;
  readonly size: number; // CSS pixels across
  readonly label?: string | undefined;
  /** Not drawn when the map is further away. */
  readonly zoomMin?: number | undefined;
  /** Its name is not written when the map is further away. */
  readonly labelZoomMin?: number | undefined;
  /** Chosen: drawn larger, with its name always. */
  readonly isChosen?: boolean | undefined;
}

interface Drawing {
  readonly view: View;
  readonly size: Size;
  readonly ratio: number;
  readonly theme: MapTheme;
}

/** Draws markers, then names where there is room for them; earlier markers have the right of way. */
export function drawMarkers(context: CanvasRenderingContext2D, markers: readonly MapMarker[], drawing: Drawing): void {
  const shown = markers.flatMap((marker) => {
    if (drawing.view.zoom < (marker.zoomMin ?? 0) && marker.isChosen !== true) return [];
    const [x, y] = toWindow(drawing.view, drawing.size, marker.x, marker.y);
    const isInside = x > -20 && y > -20 && x < drawing.size.width + 20 && y < drawing.size.height + 20;
    return isInside ? [{ marker, x, y }] : [];
  });
  for (const { marker, x, y } of shown.toReversed()) drawSign(context, marker, x, y, drawing);
  // No name lies on the sign of another.
  const taken = shown
    .filter(({ marker }) => isNamed(marker, drawing.view))
    .map(({ marker: { size }, x, y }) => [x - size / 2, y - size / 2, x + size / 2, y + size / 2] as const);
  for (const { marker, x, y } of shown) drawLabel(context, { marker, x, y }, drawing, taken);
}

/** The marker whose middle is nearest to a point of the window; earlier ones first where it is the same. */
export function markerAt(
  markers: readonly MapMarker[],
  { view, size }: Pick<Drawing, 'view' | 'size'>,
  px: number,
  py: number,
): number | undefined {
  let best: number | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  markers.forEach((marker, index) => {
    if (view.zoom < (marker.zoomMin ?? 0)) return;
    const [x, y] = toWindow(view, size, marker.x, marker.y);
    const apart = Math.hypot(x - px, y - py);
    if (apart > marker.size / 2 + 6 || apart >= bestDistance) return;
    best = index;
    bestDistance = apart;
  });
  return best;
}

function drawSign(
  context: CanvasRenderingContext2D,
  marker: MapMarker,
  x: number,
  y: number,
  { ratio, theme }: Drawing,
): void {
  const radius = (marker.size / 2) * (marker.isChosen === true ? 1.6 : 1) * ratio;
  const [cx, cy] = [x * ratio, y * ratio];
  const colour = theme.dark ? marker.tone.dark : marker.tone.light;
  const [red, green, blue] = theme.paper.map((part) => Math.round(part * 255));
  context.beginPath();
  if (marker.shape === 'square') context.rect(cx - radius * 0.9, cy - radius * 0.9, radius * 1.8, radius * 1.8);
  else if (marker.shape === 'diamond') {
    const reach = radius * 1.25;
    context.moveTo(cx, cy - reach);
    context.lineTo(cx + reach, cy);
    context.lineTo(cx, cy + reach);
    context.lineTo(cx - reach, cy);
    context.closePath();
  } else context.arc(cx, cy, radius, 0, 2 * Math.PI);
  context.lineWidth = 1.5 * ratio;
  if (marker.shape === 'ring') {
    context.lineWidth = 2 * ratio;
    context.strokeStyle = colour;
    context.stroke();
    return;
  }
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = `rgb(${red} ${green} ${blue})`;
  context.stroke();
  if (marker.isChosen !== true) return;
  context.beginPath();
  context.arc(cx, cy, radius + 5 * ratio, 0, 2 * Math.PI);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2 * ratio;
  context.stroke();
}

/** Whether the name of a marker is to be written when there is room. */
function isNamed({ label, labelZoomMin = 0, isChosen }: MapMarker, { zoom }: View): boolean {
  return label !== undefined && label !== '' && (zoom >= labelZoomMin || isChosen === true);
}

const LABEL_PIXELS = 12;

function drawLabel(
  context: CanvasRenderingContext2D,
  { marker, x, y }: { readonly marker: MapMarker; readonly x: number; readonly y: number },
  { view, size, ratio, theme }: Drawing,
  taken: (readonly [number, number, number, number])[],
): void {
  if (marker.label === undefined || !isNamed(marker, view)) return;
  context.font = `${marker.isChosen === true ? 650 : 560} ${LABEL_PIXELS * ratio}px ${theme.font}`;
  const wide = context.measureText(marker.label).width / ratio;
  const away = marker.size / 2 + (marker.isChosen === true ? 12 : 5);
  for (const [left, top] of [
    [x + away, y - LABEL_PIXELS / 2],
    [x - away - wide, y - LABEL_PIXELS / 2],
    [x - wide / 2, y + away],
    [x - wide / 2, y - away - LABEL_PIXELS],
  ] as const) {
    const [right, bottom] = [left + wide, top + LABEL_PIXELS];
    const isInside = left >= 2 && right <= size.width - 2;
    const isFree =
      isInside && taken.every(([l, t, r, b]) => right < l - 3 || left > r + 3 || bottom < t - 2 || top > b + 2);
    if (!isFree && marker.isChosen !== true) continue;
    taken.push([left, top, right, bottom]);
    const [red, green, blue] = theme.paper.map((part) => Math.round(part * 255));
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3.5 * ratio;
    context.strokeStyle = `rgb(${red} ${green} ${blue} / 82%)`;
    context.strokeText(marker.label, left * ratio, (top + LABEL_PIXELS / 2) * ratio);
    context.fillStyle = theme.ink;
    context.fillText(marker.label, left * ratio, (top + LABEL_PIXELS / 2) * ratio);
    return;
  }
}
