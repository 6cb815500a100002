import { NO_DAYS } from '../../domain/coverage.js';
import type { CoverageColumns, Reached } from '../../domain/coverage.js';
import { spreadOf } from '../../engine/coverage/spread.js';

/** How soon places are reached one way: all of them, or those of `members`, each weighing `weight` or one. */
export function reachedOf(
  { days, meanDays, count }: CoverageColumns,
  way: number,
  {
    withinDays,
    members,
    weight,
  }: {
    readonly withinDays: readonly number[];
    readonly members?: Uint32Array | undefined;
    readonly weight?: Float64Array | undefined;
  },
): Reached {
  const placeCount = members?.length ?? count;
  const reached = withinDays.map(() => 0);
  const weightOfMean = new Map<number, number>(); // places share few means, so that sorting them is cheap
  let [total, served] = [0, 0];
  for (let index = 0; index < placeCount; index++) {
    const place = members === undefined ? index : members[index];
    const of = weight === undefined ? 1 : weight[place];
    const day = days[way][place];
    total += of;
    if (day !== NO_DAYS) served += of;
    for (let at = withinDays.length - 1; at >= 0 && day <= withinDays[at]; at--) reached[at] += of;
    const mean = meanDays[way][place];
    weightOfMean.set(mean, (weightOfMean.get(mean) ?? 0) + of);
  }
  const spread = spreadOf([...weightOfMean.keys()], [...weightOfMean.values()]);
  const share = (part: number) => (total === 0 ? 0 : part / total);
  return {
    within: reached.map(share),
    served: share(served),
    meanDays: spread.mean,
    gini: spread.gini,
    worstTenthDays: spread.worstTenth,
  };
}
