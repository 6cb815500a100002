/** Where a name stands relative to its marker. */
export type LabelSide = 'right' | 'left' | 'above' | 'below';

const SIDES: readonly LabelSide[] = ['right', 'left', 'above', 'below'];

/** A named point on a map, numbered for screens on which names have no room. */
export interface MapPlace {
  readonly number: number; // from 1, as in the table beside the map
  readonly name: string;
  readonly at: readonly [number, number]; // shares of the drawing's width, y downwards
  readonly side: LabelSide | undefined; // where its name has room
}

/** Sizes of a label as shares of a drawing about 640 pixels wide. */
const LETTER = 7.2 / 640;
const LINE = 17 / 640;
const MARKER = 9 / 640;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * A side for each name on which it meets no marker, no name placed before and no edge; undefined when there is none.
 * First come, first served: names are few.
 */
export function placeLabels(
  places: readonly { readonly name: string; readonly at: readonly [number, number] }[],
  height: number,
): (LabelSide | undefined)[] {
  const taken: Box[] = places.map(({ at: [x, y] }) => boxAround(x, y, MARKER, MARKER));
  return places.map(({ name, at }, own) => {
    const side = SIDES.find((candidate) => {
      const box = labelBox(name, at, candidate);
      const inside = box.left >= 0 && box.right <= 1 && box.top >= 0 && box.bottom <= height;
      return inside && taken.every((other, index) => index === own || !overlap(box, other));
    });
    if (side) taken.push(labelBox(name, at, side));
    return side;
  });
}

function labelBox(name: string, [x, y]: readonly [number, number], side: LabelSide): Box {
  const half = (name.length * LETTER) / 2;
  if (side === 'right') return boxAround(x + MARKER + half, y, half, LINE / 2);
  if (side === 'left') return boxAround(x - MARKER - half, y, half, LINE / 2);
  return boxAround(x, y + (side === 'above' ? -1 : 1) * (MARKER + LINE / 2), half, LINE / 2);
}

function boxAround(x: number, y: number, halfWidth: number, halfHeight: number): Box {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
