import { glContext } from './gl-program.js';
import { GlPoints } from './gl-points.js';
import { GlSprites } from './gl-sprites.js';
import type { MapPlaces } from './map-places.js';
import { PixelPoints, type PointsPicture } from './pixel-points.js';
import { PixelSprites } from './pixel-sprites.js';
import type { SpritePainter } from './sprites.js';

/** By a graphics card, by our own pixels, or whichever is quicker here. */
export type RendererChoice = 'auto' | 'webgl' | 'canvas';

export interface PointPainter {
  draw(places: MapPlaces, picture: PointsPicture): void;
}

/** What draws the points and what moves. */
export interface Painters {
  readonly kind: 'webgl' | 'canvas';
  readonly points: PointPainter;
  readonly sprites: SpritePainter;
}

/** `?renderer=canvas` or `?renderer=webgl` of the page's address. */
export function rendererOf(search: string): RendererChoice {
  const asked = new URLSearchParams(search).get('renderer');
  return asked === 'canvas' || asked === 'webgl' ? asked : 'auto';
}

/** Painters for two canvases that have none yet. `makeCanvas` gives a fresh one, for a context that came to nothing spoils its canvas. */
export function makePainters(
  choice: RendererChoice,
  makeCanvas: (name: 'points' | 'movers') => HTMLCanvasElement,
): Painters {
  if (choice !== 'canvas') {
    try {
      const software = choice === 'webgl';
      const points = glContext(makeCanvas('points'), { software, alpha: false });
      const movers = points && glContext(makeCanvas('movers'), { software, alpha: true, premultipliedAlpha: true });
      if (points !== undefined && movers !== undefined) {
        return { kind: 'webgl', points: new GlPoints(points), sprites: new GlSprites(movers) };
      }
    } catch {
      // The card lacks something: our own pixels do.
    }
  }
  return {
    kind: 'canvas',
    points: new PixelPoints(context2d(makeCanvas('points'), false)),
    sprites: new PixelSprites(context2d(makeCanvas('movers'), true)),
  };
}

/** A context for drawing by pixels or strokes. */
export function context2d(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha });
  if (context === null) throw new Error('This browser has no canvas to draw a map on.');
  return context;
}
