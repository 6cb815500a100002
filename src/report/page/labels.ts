import type { Mode } from '../../domain/network.js';
import type { Reason } from '../../domain/plan.js';

export const MODE_LABELS: Record<Mode, string> = { road: 'Road', rail: 'Rail', air: 'Air', water: 'Water' };

/** What a reason means to someone who has not read the model. */
export const REASON_LABELS: Record<Reason, readonly [title: string, meaning: string]> = {
  '': ['Not stated', 'the plan gives no reason'],
  no_capacity: ['No room', 'every way in time is full, or worth more to others than lateness costs this parcel'],
  no_service: ['No service', 'no timetable leads to the address'],
  missed_cutoff: ['Missed cut-off', 'ready after the last departure that would still arrive in time'],
  window_closed: ['Window closed', 'the interchange takes no tender early enough'],
  goods_refused: ['Goods refused', 'a departure, product or partner that it needs refuses what is inside'],
  too_heavy: ['Too heavy', 'above the weight that the delivering office or the partner takes'],
  too_large: ['Too large', 'no size band or partner holds its measures'],
  cod_not_offered: ['No cash on delivery', 'the address is delivered without collecting cash'],
  cheaper_late: ['Cheaper late', 'on time was possible, but would have cost more than being late'],
  beyond_horizon: ['Beyond the horizon', 'needs departures after the last planned day'],
};

/** A party's name without what stands in brackets after it, for places with little room. */
export function shortName(name: string): string {
  return name.replace(/\s*\([^()]*\)$/, '') || name;
}
