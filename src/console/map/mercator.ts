/**
 * Web Mercator: the world as a square from 0 to 1, x eastwards, y southwards. A view is what a map shows of it; views are changed by
 * functions that return another one.
 */

export interface View {
  readonly x: number; // centre, in the world's square
  readonly y: number;
  readonly zoom: number; // the world is 256 * 2^zoom pixels wide
}

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Corners in the world's square. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const ZOOM_MIN = 2.5;
export const ZOOM_MAX = 13;

export function worldX(lon: number): number {
  return lon / 360 + 0.5;
}

export function worldY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function lonOf(x: number): number {
  return (x - 0.5) * 360;
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

/** Pixels for the width of the world. */
export function scaleOf({ zoom }: View): number {
  return 256 * 2 ** zoom;
}

/** Where a place of the world is in the window. */
export function toWindow(view: View, { width, height }: Size, x: number, y: number): readonly [number, number] {
  const scale = scaleOf(view);
  return [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
}

/** Which place of the world is at a point of the window. */
export function toWorld(view: View, { width, height }: Size, px: number, py: number): readonly [number, number] {
  const scale = scaleOf(view);
  return [view.x + (px - width / 2) / scale, view.y + (py - height / 2) / scale];
}

/** The view after its content was dragged by so many pixels. */
export function panned(view: View, dx: number, dy: number): View {
  const scale = scaleOf(view);
  return { ...view, x: view.x - dx / scale, y: view.y - dy / scale };
}

/** The view so many zoom levels nearer, with what is under a point of the window staying there. */
export function zoomedAt(view: View, size: Size, px: number, py: number, levels: number): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, view.zoom + levels));
  const [x, y] = toWorld(view, size, px, py);
  const scale = 256 * 2 ** zoom;
  return { x: x - (px - size.width / 2) / scale, y: y - (py - size.height / 2) / scale, zoom };
}

/** Room that other things take at the edges of the window, in pixels. */
export interface Insets {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const NO_INSETS: Insets = { left: 0, top: 0, right: 0, bottom: 0 };

/** The view that shows a whole box in what the insets leave of the window. */
export function fitted(box: Box, size: Size, insets: Insets = NO_INSETS): View {
  const width = Math.max(1, size.width - insets.left - insets.right);
  const height = Math.max(1, size.height - insets.top - insets.bottom);
  const wide = Math.max(1e-9, box.right - box.left);
  const high = Math.max(1e-9, box.bottom - box.top);
  const zoom = Math.log2(Math.min(width / wide, height / high) / 256);
  const view = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, zoom: Math.min(ZOOM_MAX, zoom) };
  return panned(view, (insets.left - insets.right) / 2, (insets.top - insets.bottom) / 2);
}

/** The view with its centre within a box, so that nobody gets lost. */
export function within(view: View, box: Box): View {
  const x = Math.min(box.right, Math.max(box.left, view.x));
  const y = Math.min(box.bottom, Math.max(box.top, view.y));
  return x === view.x && y === view.y ? view : { ...view, x, y };
}

/** `22.59,78.96,4.5`: latitude, longitude and zoom, short enough for an address. */
export function viewText({ x, y, zoom }: View): string {
  return `${latOf(y).toFixed(3)},${lonOf(x).toFixed(3)},${zoom.toFixed(2)}`;
}

/** Reads what `viewText` wrote; undefined for anything else. */
export function parseView(text: string): View | undefined {
  const numbers = text.split(',').map(Number);
  const [lat, lon, zoom] = numbers;
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return undefined;
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180) return undefined;
  return { x: worldX(lon), y: worldY(lat), zoom: Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom)) };
}
