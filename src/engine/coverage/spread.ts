import { assert } from '../../base/assert.js';

/** How unevenly something is spread over people or places. */
export interface Spread {
  readonly mean: number;
  /** Gini coefficient: 0 when all have the same, towards 1 when few have all. */
  readonly gini: number;
  /** Mean of the tenth that has most. */
  readonly worstTenth: number;
}

const WORST_SHARE = 0.1;

/**
 * Spread of values of at least 0 over weights of at least 0. The coefficient is one minus twice the area under the curve
 * of Lorenz (1905), by trapezoids; Gini (1912). The worst tenth is a tenth of the weight: a value that lies across its
 * edge counts in part. All zero where there is no weight. O(n log n).
 */
export function spreadOf(values: ArrayLike<number>, weights?: ArrayLike<number>): Spread {
  assert(weights === undefined || weights.length === values.length, 'values and weights differ in number');
  const weightOf = (index: number) => weights?.[index] ?? 1;
  const order = Uint32Array.from({ length: values.length }, (_, index) => index).sort((a, b) => values[a] - values[b]);
  let [weight, sum] = [0, 0];
  for (const index of order) {
    weight += weightOf(index);
    sum += weightOf(index) * values[index];
  }
  if (weight === 0) return { mean: 0, gini: 0, worstTenth: 0 };
  let [area, below] = [0, 0]; // of the curve of what those with least have together
  let [left, worst] = [weight * WORST_SHARE, 0];
  for (const index of order) {
    const part = weightOf(index) * values[index];
    area += weightOf(index) * (below + part / 2);
    below += part;
  }
  for (let at = order.length - 1; at >= 0 && left > 0; at--) {
    const taken = Math.min(left, weightOf(order[at]));
    worst += taken * values[order[at]];
    left -= taken;
  }
  return {
    mean: sum / weight,
    gini: sum === 0 ? 0 : Math.max(0, 1 - (2 * area) / (weight * sum)),
    worstTenth: worst / (weight * WORST_SHARE),
  };
}
