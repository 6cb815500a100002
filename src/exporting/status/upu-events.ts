import type { Milestone } from '../../standards/upu/upu-codes.js';
import { TRANSITIONS, type ExportEventKind, type ExportState } from './export-state.js';

/** What a post's event of a milestone is to an export. */
const OF_MILESTONE: Readonly<Record<Milestone, ExportEventKind>> = {
  booked: 'booked',
  at_export_office: 'arrived_at_fpo',
  presented: 'presented',
  held: 'examined',
  let_export: 'let_export',
  refused_export: 'rejected',
  despatched: 'despatched',
  in_transit: 'arrived_abroad',
  arrived_abroad: 'arrived_abroad',
  import_customs: 'held_abroad',
  held_abroad: 'held_abroad',
  in_delivery: 'out_for_delivery',
  attempted: 'attempted',
  awaiting_collection: 'awaiting_collection',
  delivered: 'delivered',
  import_ended: 'returning',
};

/** What we tell other posts of our own events; the rest is nobody else's. */
const TOLD: Readonly<Partial<Record<ExportEventKind, Milestone>>> = {
  booked: 'booked',
  arrived_at_fpo: 'at_export_office',
  presented: 'presented',
  examined: 'held',
  let_export: 'let_export',
  rejected: 'refused_export',
  despatched: 'despatched',
};

/** How far each state is, so that news of what is past is told from what is impossible. */
const RANK: Readonly<Record<ExportState, number>> = {
  draft: 0,
  filed: 1,
  booked: 2,
  in_transit_to_fpo: 3,
  presented: 4,
  query: 4,
  examination: 4,
  let_export: 5,
  despatched: 6,
  in_transit: 7,
  import_customs: 7,
  delivered: 9,
  returned: 9,
  rejected: 9,
  cancelled: 9,
};

/** What a post's event is to an export in a state. */
export type Heard =
  /** It is an event of ours, to be stepped with. */
  | { readonly status: 'event'; readonly kind: ExportEventKind }
  /** It tells of what is past, in whatever order it came: it is kept, and changes nothing. */
  | { readonly status: 'past'; readonly kind: ExportEventKind };

/**
 * Reads an event of another post by its milestone. A measure `D` (returned to sender) makes an unsuccessful delivery the beginning of the way
 * back. Posts tell each other late and in any order, so what an export is beyond already is past, not impossible.
 */
export function hear(state: ExportState, milestone: Milestone, measure?: string): Heard {
  const kind = measure === 'D' && milestone === 'attempted' ? 'returning' : OF_MILESTONE[milestone];
  if (TRANSITIONS[kind].from.includes(state)) return { status: 'event', kind };
  const { to } = TRANSITIONS[kind];
  const reached = to === 'stay' ? RANK[TRANSITIONS[kind].from.at(-1) ?? 'draft'] : RANK[to];
  return reached <= RANK[state] ? { status: 'past', kind } : { status: 'event', kind };
}

/** The milestone that an event of ours is to other posts; undefined for what they are not told. */
export function milestoneTold(kind: ExportEventKind): Milestone | undefined {
  return TOLD[kind];
}
