import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import { NOT_SERVED } from '../promise/promise-table.js';
import type { TableCase } from '../promise/promise-table.js';

/**
 * Days from sources to groups of targets for several ways of carrying. Sources with equal classes in every case form a
 * *combination*; targets with equal lists form a *group*. A case's `rows` are filled already.
 */
export interface ReachColumns {
  readonly cases: readonly Pick<TableCase, 'rows' | 'firstRound' | 'classOf' | 'listOf'>[];
  readonly groupCount: number;
  readonly combinationOf: Uint32Array; // [source]
  readonly combinationCount: number;
  /** Deliveries that never leave the source's pocket: of source `s` those at `firstLocal[s] .. firstLocal[s + 1]`. */
  readonly firstLocal: Uint32Array; // [source + 1]
  readonly localGroup: Uint32Array; // [local] each such target is a group of its own
  readonly localDays: Uint8Array; // [case * localCount + local]
  /** More than any number of days that occurs; what is not served counts as so many. */
  readonly beyondDays: number;
}

/** Who sends how much, and which cases may carry it: the soonest of them counts. */
export interface ReachMeasure {
  readonly cases: readonly number[];
  readonly weight: Float64Array; // [source]
}

/** How soon each group is reached by what the sources send there. */
export interface GroupReach {
  /** Days within which the asked share of the weight is delivered, NOT_SERVED when less is delivered at all. */
  readonly days: Uint8Array; // [group]
  /** Mean days of all weight; what is not served counts as `beyondDays`. 0 where there is no weight. */
  readonly meanDays: Float64Array; // [group]
}

/**
 * How soon every group is reached. O(combinations x groups x cases + locals). Weights that are whole numbers give results
 * that do not depend on the order of sources.
 */
export function reachOfGroups(columns: ReachColumns, measure: ReachMeasure, share: number): GroupReach {
  const { groupCount, beyondDays } = columns;
  assert(share > 0 && share <= 1, `a share of ${share} cannot be reached`);
  const bins = beyondDays + 1; // the last holds what is not served
  const weightByDays = new Float64Array(groupCount * bins);
  addCombinations(columns, measure, weightByDays);
  moveLocals(columns, measure, weightByDays);
  const total = measure.weight.reduce((sum, weight) => sum + weight, 0);
  const days = new Uint8Array(groupCount).fill(NOT_SERVED);
  const meanDays = new Float64Array(groupCount);
  if (total === 0) return { days, meanDays };
  for (let group = 0; group < groupCount; group++) {
    let [delivered, sum] = [0, 0];
    for (let day = 0; day < bins; day++) {
      const weight = weightByDays[group * bins + day];
      delivered += weight;
      sum += weight * day;
      if (day < beyondDays && days[group] === NOT_SERVED && delivered >= share * total) days[group] = day;
    }
    meanDays[group] = sum / total;
  }
  return { days, meanDays };
}

/** More days than any round of the cases or any local delivery takes. */
export function beyondDaysOf(cases: readonly Pick<TableCase, 'roundDays'>[], localDays: Uint8Array): number {
  let most = 0;
  for (const { roundDays } of cases) for (const days of roundDays) most = Math.max(most, days);
  for (const days of localDays) if (days !== NOT_SERVED) most = Math.max(most, days);
  return most + 1;
}

function addCombinations(columns: ReachColumns, measure: ReachMeasure, weightByDays: Float64Array): void {
  const { cases, groupCount, combinationOf, combinationCount, beyondDays } = columns;
  const bins = beyondDays + 1;
  const weights = new Float64Array(combinationCount);
  measure.weight.forEach((weight, source) => (weights[combinationOf[source]] += weight));
  const best = new Uint8Array(groupCount);
  for (let combination = 0; combination < combinationCount; combination++) {
    const weight = weights[combination];
    if (weight === 0) continue;
    best.fill(beyondDays);
    for (const index of measure.cases) {
      const { rows, firstRound, classOf, listOf } = cases[index];
      if (classOf[combination] === NONE) continue;
      const start = classOf[combination] * (firstRound.length - 1);
      for (let group = 0; group < groupCount; group++) {
        const days = rows[start + listOf[group]];
        if (days < best[group]) best[group] = days;
      }
    }
    for (let group = 0; group < groupCount; group++) {
      const cell = group * bins + best[group];
      weightByDays[cell] = weightByDays[cell] + weight;
    }
  }
}

/** Moves the weight of sources whose pocket delivers sooner than the way through its gate. */
function moveLocals(columns: ReachColumns, measure: ReachMeasure, weightByDays: Float64Array): void {
  const { cases, combinationOf, firstLocal, localGroup, localDays, beyondDays } = columns;
  const bins = beyondDays + 1;
  for (let source = 0; source < combinationOf.length; source++) {
    const weight = measure.weight[source];
    if (weight === 0) continue;
    for (let local = firstLocal[source]; local < firstLocal[source + 1]; local++) {
      const group = localGroup[local];
      let through = beyondDays;
      let within = beyondDays;
      for (const index of measure.cases) {
        const { rows, firstRound, classOf, listOf } = cases[index];
        const row = classOf[combinationOf[source]];
        if (row !== NONE) through = Math.min(through, rows[row * (firstRound.length - 1) + listOf[group]]);
        within = Math.min(within, localDays[index * localGroup.length + local]);
      }
      if (within >= through) continue;
      weightByDays[group * bins + through] = weightByDays[group * bins + through] - weight;
      weightByDays[group * bins + within] = weightByDays[group * bins + within] + weight;
    }
  }
}
