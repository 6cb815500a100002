import { panned, zoomedAt, type Size, type View } from './mercator.js';

/** What gestures are told about, and what they change. */
export interface GestureTarget {
  readonly size: () => Size;
  readonly view: () => View;
  readonly setView: (view: View) => void;
  readonly fit: () => void;
  readonly hover: (px: number, py: number) => void;
  readonly leave: () => void;
  readonly pick: (px: number, py: number) => void;
}

/** A press that moves less than this is a tap. */
const TAP_PIXELS = 5;
const PAN_STEP = 80;
const WHEEL_LEVELS = 1 / 320; // levels for a pixel of the wheel

/** Lets pointers, wheel, two fingers and keys move a map; returns what ends that. Nothing glides on after it was let go. */
export function listenToGestures(host: HTMLElement, target: GestureTarget): () => void {
  const pressed = new Map<number, readonly [number, number]>();
  let moved = 0;
  const placeOf = ({ clientX, clientY }: MouseEvent): readonly [number, number] => {
    const { left, top } = host.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    if (pressed.size === 0) moved = 0;
    pressed.set(event.pointerId, placeOf(event));
  };
  const move = (event: PointerEvent): void => {
    const [px, py] = placeOf(event);
    const before = pressed.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === 'mouse') target.hover(px, py);
      return;
    }
    pressed.set(event.pointerId, [px, py]);
    const [dx, dy] = [px - before[0], py - before[1]];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved < TAP_PIXELS) return;
    const other = [...pressed].find(([id]) => id !== event.pointerId)?.[1];
    target.setView(other === undefined ? panned(target.view(), dx, dy) : pinched(target, before, [px, py], other));
  };
  const up = (event: PointerEvent): void => {
    pressed.delete(event.pointerId);
  };
  // Not when a finger leaves: the click that follows would be for what stands there once the map has given way to another page.
  const click = (event: MouseEvent): void => {
    if (event.detail > 0 && moved < TAP_PIXELS) target.pick(...placeOf(event));
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 18 : 1);
    const levels = Math.max(-1, Math.min(1, -pixels * (event.ctrlKey ? 4 : 1) * WHEEL_LEVELS));
    target.setView(zoomedAt(target.view(), target.size(), ...placeOf(event), levels));
  };
  const doubled = (event: MouseEvent): void =>
    target.setView(zoomedAt(target.view(), target.size(), ...placeOf(event), event.shiftKey ? -1 : 1));
  const key = (event: KeyboardEvent): void => {
    if (event.target !== host || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keyActions(target)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const leave = (): void => target.leave();
  const listeners: readonly (readonly [string, (event: never) => void])[] = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', up],
    ['pointercancel', up],
    ['pointerleave', leave],
    ['click', click],
    ['dblclick', doubled],
    ['keydown', key],
  ];
  for (const [name, listener] of listeners) host.addEventListener(name, listener as EventListener);
  host.addEventListener('wheel', wheel, { passive: false });
  return () => {
    for (const [name, listener] of listeners) host.removeEventListener(name, listener as EventListener);
    host.removeEventListener('wheel', wheel);
  };
}

type Place = readonly [number, number];

/** Two fingers: what lies between them stays between them. */
function pinched(target: GestureTarget, before: Place, now: Place, other: Place): View {
  const middle = (one: Place): Place => [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
  const apart = (one: Place): number => Math.max(10, Math.hypot(one[0] - other[0], one[1] - other[1]));
  const [mx, my] = middle(now);
  const [bx, by] = middle(before);
  const levels = Math.log2(apart(now) / apart(before));
  return zoomedAt(panned(target.view(), mx - bx, my - by), target.size(), mx, my, levels);
}

function keyActions(target: GestureTarget): Readonly<Record<string, (() => void) | undefined>> {
  const pan = (dx: number, dy: number) => (): void => target.setView(panned(target.view(), dx, dy));
  const zoom = (levels: number) => (): void => {
    const { width, height } = target.size();
    target.setView(zoomedAt(target.view(), { width, height }, width / 2, height / 2, levels));
  };
  return {
    ArrowLeft: pan(PAN_STEP, 0),
    ArrowRight: pan(-PAN_STEP, 0),
    ArrowUp: pan(0, PAN_STEP),
    ArrowDown: pan(0, -PAN_STEP),
    '+': zoom(0.5),
    '=': zoom(0.5),
    '-': zoom(-0.5),
    '0': () => target.fit(),
    Enter: () => {
      const { width, height } = target.size();
      target.pick(width / 2, height / 2);
    },
  };
}
