import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  fitted,
  latOf,
  lonOf,
  panned,
  parseView,
  toWindow,
  toWorld,
  viewText,
  worldX,
  worldY,
  zoomedAt,
  ZOOM_MAX,
} from './mercator.js';

const SIZE = { width: 1440, height: 900 };
const views = fc.record({
  x: fc.double({ min: 0.6, max: 0.8, noNaN: true }),
  y: fc.double({ min: 0.3, max: 0.5, noNaN: true }),
  zoom: fc.double({ min: 3, max: 12, noNaN: true }),
});
const near = (a: number, b: number, by: number): void => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test('places are projected as Web Mercator does, and back', () => {
  near(worldX(0), 0.5, 0);
  near(worldY(0), 0.5, 1e-12);
  near(worldY(85.0511287798), 0, 1e-9);
  for (const [lon, lat] of [
    [77.2, 28.6],
    [92.9, 6.7],
  ]) {
    near(lonOf(worldX(lon)), lon, 1e-9);
    near(latOf(worldY(lat)), lat, 1e-9);
  }
});

test('zooming keeps the place under the pointer, and dragging moves it along', () => {
  const pixels = fc.integer({ min: 0, max: 900 });
  fc.assert(
    fc.property(views, pixels, pixels, fc.double({ min: -3, max: 3, noNaN: true }), (view, px, py, levels) => {
      const [x, y] = toWorld(view, SIZE, px, py);
      const [zx, zy] = toWindow(zoomedAt(view, SIZE, px, py, levels), SIZE, x, y);
      near(zx, px, 1e-3);
      near(zy, py, 1e-3);
      const [mx, my] = toWindow(panned(view, 30, -20), SIZE, x, y);
      near(mx, px + 30, 1e-3);
      near(my, py - 20, 1e-3);
    }),
  );
});

test('a fitted box fills what the insets leave', () => {
  const box = { left: 0.68, top: 0.38, right: 0.77, bottom: 0.48 };
  const insets = { left: 40, top: 60, right: 400, bottom: 100 };
  const view = fitted(box, SIZE, insets);
  const [left, top] = toWindow(view, SIZE, box.left, box.top);
  const [right, bottom] = toWindow(view, SIZE, box.right, box.bottom);
  assert.ok(left >= 39.9 && top >= 59.9 && right <= 1040.1 && bottom <= 800.1);
  assert.ok(Math.abs(bottom - top - 740) < 0.1 || Math.abs(right - left - 1000) < 0.1);
});

test('a view survives in an address; what is no view is refused', () => {
  fc.assert(
    fc.property(views, (view) => {
      const read = parseView(viewText(view));
      assert.ok(read !== undefined);
      near(read.x, view.x, 1e-4);
      near(read.y, view.y, 1e-4);
      near(read.zoom, view.zoom, 0.01);
    }),
  );
  for (const text of ['', '1,2', '1,2,3,4', 'a,b,c', '95,0,3', '0,999,3']) assert.equal(parseView(text), undefined);
  assert.equal(parseView('20,78,99')?.zoom, ZOOM_MAX);
});
