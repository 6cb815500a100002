import type { GrowthOutcome, GrowthPromise } from '../../domain/growth.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { Tally } from './growing-problem.js';

/** What a tally comes to: shares of all parcels, money in major units. */
export function outcomeOf(tally: Tally, gap: number, minorPerMajor: number): GrowthOutcome {
  const { parcels, onTime, late, unplanned, spot, cost } = tally;
  const share = (part: number) => (parcels === 0 ? 0 : part / parcels);
  return {
    cost: cost / minorPerMajor,
    gap,
    costPerParcel: share(cost / minorPerMajor),
    onTimeShare: share(onTime),
    lateShare: share(late),
    unplannedShare: share(unplanned),
    spotShare: share(spot),
  };
}

/** How far the best plan of a search may be from the cheapest, as a share of the bound. */
export function gapOf({ best, bound }: Pick<FlowResult, 'best' | 'bound'>): number {
  return best.cost === bound ? 0 : (best.cost - bound) / Math.abs(bound);
}

/** Half a parcel in ten thousand is no breach: samples of the same demand differ by as much. */
const SLACK = 5e-5;

/** Whether a plan reaches what was promised. */
export function keepsPromise({ onTimeShare, unplannedShare }: GrowthOutcome, promise: GrowthPromise): boolean {
  return onTimeShare >= promise.onTimeShare - SLACK && unplannedShare <= promise.unplannedShare + SLACK;
}
