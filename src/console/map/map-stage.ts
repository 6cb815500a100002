import { strokeArcs, type MapArc } from './arcs.js';
import { listenToGestures } from './gestures.js';
import { context2d, makePainters, rendererOf, type Painters } from './map-painters.js';
import type { MapPlaces } from './map-places.js';
import { spriteColour, themeOf, watchTheme, type MapTheme, type Tone } from './map-theme.js';
import { drawMarkers, markerAt, type MapMarker } from './markers.js';
import {
  fitted,
  scaleOf,
  toWorld,
  within,
  NO_INSETS,
  ZOOM_MIN,
  type Box,
  type Insets,
  type Size,
  type View,
} from './mercator.js';
import { Heads, moveSprites, type Movers } from './movers.js';
import type { PointLayer } from './point-layer.js';
import { Sprites } from './sprites.js';

/** Everything that a map shows. What stays the same object is not laid out again. */
export interface MapScene {
  readonly places: MapPlaces;
  readonly layer: PointLayer;
  /** Right of `at` (share of the width) the points of another layer. */
  readonly beside?: { readonly layer: PointLayer; readonly at: number } | undefined;
  readonly arcs?: readonly (MapArc & { readonly tone?: Tone })[] | undefined;
  readonly markers?: readonly MapMarker[] | undefined;
  readonly movers?: Movers | undefined;
  readonly palette?: readonly Tone[] | undefined; // of movers
  readonly insets?: Insets | undefined;
  /** Facilities count as so much nearer to the pointer; 0 is never found. */
  readonly weightOf?: ((facility: number) => number) | undefined;
}

/** What a pointer found. */
export type MapHit =
  | { readonly kind: 'marker'; readonly index: number }
  | { readonly kind: 'mover'; readonly index: number }
  | { readonly kind: 'facility'; readonly index: number };

/** What a map tells. Points are CSS pixels of its window. */
export interface MapListener {
  readonly onView?: ((view: View) => void) | undefined; // when it came to rest
  readonly onHover?: ((hit: MapHit | undefined, px: number, py: number) => void) | undefined;
  readonly onPick?: ((hit: MapHit | undefined, px: number, py: number) => void) | undefined;
  readonly onTime?: ((sec: number) => void) | undefined; // a few times a second while it plays
}

/** The moment that is shown, and how many of its seconds pass in one of ours; 0 stands still. */
export interface MapClock {
  readonly sec: number;
  readonly rate: number;
  readonly endSec: number; // begins anew from `startSec`
  readonly startSec: number;
}

const CANVASES = ['points', 'lines', 'movers'] as const;
const HIT_PIXELS = 9;
const REST_MS = 140;
/** Drawing that takes longer waits until a gesture rests; until then the picture is moved as it is. */
const QUICK_MS = 12;
const TELL_TIME_MS = 120;
/** So many device pixels are drawn by the processor at most, each frame. */
const SOFTWARE_PIXELS_MAX = 2_600_000;

/**
 * Draws a map in an element: points on one canvas, drawn when the view changes; lines, signs and names on a second; what moves on a third,
 * each frame. Lives until `end`.
 */
export class MapStage {
  private readonly canvases = new Map<string, HTMLCanvasElement>();
  private readonly painters: Painters;
  private readonly lines: CanvasRenderingContext2D;
  private readonly sprites = new Sprites();
  private readonly heads = new Heads();
  private readonly endings: (() => void)[] = [];
  private theme: MapTheme;
  private scene: MapScene | undefined;
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;
  private view: View = { x: 0.72, y: 0.43, zoom: 4 };
  private isPlacedByHand = false;
  private drawn: View | undefined; // what the points and lines show
  private drawMs = 0;
  private drawnAt = 0;
  private changedAt = 0;
  private toldView: View | undefined;
  private clock: MapClock = { sec: 0, rate: 0, startSec: 0, endSec: 1 };
  private frameAt = 0;
  private toldTimeAt = 0;
  private request = 0;
  private isStale = true;

  constructor(
    private readonly host: HTMLElement,
    private listener: MapListener,
  ) {
    for (const name of CANVASES) this.makeCanvas(name);
    this.painters = makePainters(rendererOf(location.search), (name) => this.makeCanvas(name));
    this.lines = context2d(this.makeCanvas('lines'), true);
    host.dataset['renderer'] = this.painters.kind;
    this.theme = themeOf(host);
    const resized = new ResizeObserver(() => this.resize());
    resized.observe(host);
    this.endings.push(
      () => resized.disconnect(),
      watchTheme(() => {
        this.theme = themeOf(host);
        this.redraw();
      }),
      listenToGestures(host, {
        size: () => this.size,
        view: () => this.view,
        setView: (view) => this.place(view),
        fit: () => this.fit(),
        hover: (px, py) => this.listener.onHover?.(this.hitAt(px, py), px, py),
        leave: () => this.listener.onHover?.(undefined, 0, 0),
        pick: (px, py) => this.listener.onPick?.(this.hitAt(px, py), px, py),
      }),
    );
    this.resize();
  }

  end(): void {
    cancelAnimationFrame(this.request);
    for (const ending of this.endings) ending();
    for (const canvas of this.canvases.values()) canvas.remove();
  }

  /** Shows another scene. */
  show(scene: MapScene, listener: MapListener): void {
    const isFirst = this.scene === undefined;
    this.scene = scene;
    this.listener = listener;
    if (isFirst && !this.isPlacedByHand) this.fit();
    this.redraw();
  }

  /** Goes to a view, as an address or a search asks. */
  go(view: View): void {
    this.toldView = view; // who asks knows it
    this.place(view);
  }

  /** Shows everything. */
  fit(): void {
    if (this.scene === undefined || this.size.width === 0) return;
    this.place(fitted(this.scene.places.core, this.size, this.scene.insets ?? NO_INSETS));
    this.isPlacedByHand = false;
  }

  /** Zooms about the middle of what insets leave free. */
  zoom(levels: number): void {
    const { left, right, top, bottom } = this.scene?.insets ?? NO_INSETS;
    const [px, py] = [(this.size.width + left - right) / 2, (this.size.height + top - bottom) / 2];
    const [x, y] = toWorld(this.view, this.size, px, py);
    const zoom = this.view.zoom + levels;
    const scale = scaleOf({ ...this.view, zoom });
    this.place({ x: x - (px - this.size.width / 2) / scale, y: y - (py - this.size.height / 2) / scale, zoom });
  }

  /** Shows another moment, or lets time pass. */
  setClock(clock: MapClock): void {
    this.clock = clock;
    this.frameAt = performance.now();
    this.isStale = true;
    this.ask();
  }

  get viewNow(): View {
    return this.view;
  }

  get window(): Size {
    return this.size;
  }

  /** What lies under a point of the window: a sign, something that moves, or else a facility. */
  hitAt(px: number, py: number): MapHit | undefined {
    const { scene, view, size } = this;
    if (scene === undefined) return undefined;
    const marker = markerAt(scene.markers ?? [], { view, size }, px, py);
    if (marker !== undefined) return { kind: 'marker', index: marker };
    const mover = this.heads.nearest(px, py, HIT_PIXELS);
    if (mover !== undefined) return { kind: 'mover', index: mover };
    const [x, y] = toWorld(view, size, px, py);
    const facility = scene.places.grid.nearest(x, y, HIT_PIXELS / scaleOf(view), scene.weightOf);
    return facility === undefined ? undefined : { kind: 'facility', index: facility };
  }

  private place(view: View): void {
    const bounds = this.scene === undefined ? WORLD : this.scene.places.core;
    this.view = within({ ...view, zoom: Math.max(ZOOM_MIN, view.zoom) }, bounds);
    this.isPlacedByHand = true;
    this.changedAt = performance.now();
    this.isStale = true;
    this.ask();
  }

  private makeCanvas(name: (typeof CANVASES)[number]): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.className = 'map-canvas';
    canvas.setAttribute('aria-hidden', 'true');
    const before = this.canvases.get(name);
    if (before === undefined) this.host.append(canvas);
    else before.replaceWith(canvas);
    this.canvases.set(name, canvas);
    return canvas;
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    const shown = window.devicePixelRatio || 1;
    const most = this.painters.kind === 'canvas' ? Math.sqrt(SOFTWARE_PIXELS_MAX / Math.max(1, width * height)) : 2;
    this.ratio = Math.max(1, Math.min(shown, most));
    const isSame = width === this.size.width && height === this.size.height;
    this.size = { width, height };
    if (!isSame && !this.isPlacedByHand) this.fit();
    this.redraw();
  }

  private redraw(): void {
    this.drawn = undefined;
    this.isStale = true;
    this.ask();
  }

  private ask(): void {
    if (this.request !== 0) return;
    this.request = requestAnimationFrame(() => {
      this.request = 0;
      this.frame();
    });
  }

  private frame(): void {
    const { scene } = this;
    if (scene === undefined || this.size.width === 0) return;
    const began = performance.now();
    this.passTime(began);
    const isMoving = began - this.changedAt < REST_MS && this.drawn !== undefined;
    if (this.drawn !== this.view) {
      const mayDraw = !isMoving || this.drawMs < QUICK_MS || began - this.drawnAt > this.drawMs * 6;
      if (mayDraw) this.drawStill(scene);
      else this.shiftStill();
    }
    if (scene.movers !== undefined && (this.isStale || this.clock.rate > 0)) this.drawMovers(scene, scene.movers);
    this.isStale = false;
    this.host.dataset['frame'] = (performance.now() - began).toFixed(1); // ms, for whoever measures
    this.tellView(isMoving);
    if (isMoving || this.drawn !== this.view || this.clock.rate > 0) this.ask();
  }

  private drawStill(scene: MapScene): void {
    const began = performance.now();
    const { view, size, ratio, theme } = this;
    const { dark, paper } = theme;
    const { places, layer, beside } = scene;
    for (const name of ['points', 'lines'] as const) {
      const canvas = this.canvases.get(name);
      if (canvas === undefined) continue;
      canvas.style.transform = '';
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (name === 'lines' || this.painters.kind === 'canvas') {
        if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      }
    }
    this.painters.points.draw(places, { view, size, ratio, dark, paper, layer, beside });
    this.lines.clearRect(0, 0, this.lines.canvas.width, this.lines.canvas.height);
    const arcs = (scene.arcs ?? []).map((arc) =>
      arc.tone === undefined ? arc : { ...arc, colour: dark ? arc.tone.dark : arc.tone.light },
    );
    strokeArcs(this.lines, arcs, { view, size, ratio });
    drawMarkers(this.lines, scene.markers ?? [], { view, size, ratio, theme });
    this.drawn = view;
    this.drawnAt = performance.now();
    this.drawMs = this.drawnAt - began;
    this.host.dataset['drawn'] = this.drawMs.toFixed(1);
  }

  /** Moves the picture that was drawn for another view to where it belongs in this one. */
  private shiftStill(): void {
    if (this.drawn === undefined) return;
    const { view, drawn, size } = this;
    const grown = 2 ** (view.zoom - drawn.zoom);
    const scale = scaleOf(view);
    const [dx, dy] = [(drawn.x - view.x) * scale, (drawn.y - view.y) * scale];
    const [left, top] = [(size.width / 2) * (1 - grown) + dx, (size.height / 2) * (1 - grown) + dy];
    for (const name of ['points', 'lines']) {
      const canvas = this.canvases.get(name);
      if (canvas !== undefined) canvas.style.transform = `translate(${left}px, ${top}px) scale(${grown})`;
    }
  }

  private drawMovers(scene: MapScene, movers: Movers): void {
    const { view, size, ratio, clock, sprites } = this;
    const palette = Uint32Array.from(scene.palette ?? [], (tone) => spriteColour(tone, this.theme.dark));
    moveSprites(movers, { view, size, ratio, sec: clock.sec, palette }, sprites, this.heads);
    this.painters.sprites.paint(sprites, Math.round(size.width * ratio), Math.round(size.height * ratio));
    this.host.dataset['moving'] = String(this.heads.count);
  }

  private passTime(now: number): void {
    const { rate, sec, startSec, endSec } = this.clock;
    if (rate > 0) {
      const passed = Math.min(0.25, (now - this.frameAt) / 1000) * rate;
      const next = sec + passed;
      this.clock = { ...this.clock, sec: next >= endSec ? startSec : next };
      if (now - this.toldTimeAt > TELL_TIME_MS) {
        this.toldTimeAt = now;
        this.listener.onTime?.(this.clock.sec);
      }
    }
    this.frameAt = now;
  }

  private tellView(isMoving: boolean): void {
    if (isMoving || this.toldView === this.view) return;
    const isFirst = this.toldView === undefined;
    this.toldView = this.view;
    if (!isFirst) this.listener.onView?.(this.view);
  }
}

const WORLD: Box = { left: 0, top: 0, right: 1, bottom: 1 };
