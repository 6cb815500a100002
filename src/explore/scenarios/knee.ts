import type { Knee } from '../../domain/exploration.js';

/** A point of a curve of worth against value; what it is worth is known to within `sure`. */
export interface KneePoint {
  readonly value: number;
  readonly text: string;
  readonly worth: number;
  readonly sure: number;
}

/** A bend counts from this share of the curve's whole rise or fall on. */
const BEND_LEAST = 0.1;

/**
 * The knee of a curve: its point farthest from the straight line between its ends (Satopää et al., "Finding a Kneedle in
 * a Haystack", 2011, without smoothing: the points are few). Null where the curve is straight.
 */
export function kneeOf(points: readonly KneePoint[]): Knee | null {
  if (points.length < 3) return null;
  const [first, last] = [points[0], points[points.length - 1]];
  const slope = (last.worth - first.worth) / (last.value - first.value);
  const bendOf = (point: KneePoint): number => point.worth - (first.worth + slope * (point.value - first.value));
  const inner = points.slice(1, -1);
  const knee = inner.reduce((best, point) => (Math.abs(bendOf(point)) > Math.abs(bendOf(best)) ? point : best));
  const worths = points.map(({ worth }) => worth);
  const range = Math.max(...worths) - Math.min(...worths);
  const bend = Math.abs(bendOf(knee));
  if (range === 0 || bend < BEND_LEAST * range) return null;
  return {
    value: knee.value,
    text: knee.text,
    sure: bend > knee.sure,
    before: (knee.worth - first.worth) / (knee.value - first.value),
    after: (last.worth - knee.worth) / (last.value - knee.value),
  };
}
