import type { EventKind, State } from '../../domain/custody-event.js';

/** Parts of a shipment's life that decide what can happen next. Every state belongs to one. */
export type Phase = 'new' | 'booked' | 'carried' | 'delivered' | 'returned' | 'lost' | 'disposed' | 'cancelled';

export function phaseOf(state: State | undefined): Phase {
  switch (state) {
    case undefined:
      return 'new';
    case 'booked':
    case 'delivered':
    case 'returned':
    case 'lost':
    case 'disposed':
    case 'cancelled':
      return state;
    default:
      return 'carried';
  }
}

/** What a kind of event means. */
export interface EventRule {
  /** Phases in which it can happen. */
  readonly in: readonly Phase[];
  /** State it leads to; undefined: the state stays. */
  readonly to: State | undefined;
  /** True when it shows where the shipment is, and that whoever says so has it in hand. */
  readonly seen: boolean;
}

const ON_THE_WAY: readonly Phase[] = ['new', 'booked', 'carried', 'lost']; // a scan of a lost shipment finds it
const ANY: readonly Phase[] = ['new', 'booked', 'carried', 'delivered', 'returned', 'lost', 'disposed', 'cancelled'];

const seen = (to: State | undefined, phases = ON_THE_WAY): EventRule => ({ in: phases, to, seen: true });
const said = (to: State | undefined, phases: readonly Phase[]): EventRule => ({ in: phases, to, seen: false });

/** The rules of all kinds. Scans may be missing, so between acceptance and the end any of them may follow any other. */
export const EVENT_RULES: Readonly<Record<EventKind, EventRule>> = {
  booked: said('booked', ['new']),
  labelled: said(undefined, ['new', 'booked', 'carried']),
  redirected: said(undefined, ['new', 'booked', 'carried']),
  cancelled: said('cancelled', ['new', 'booked']),
  accepted: seen('accepted', ['new', 'booked']),
  found: seen('at_facility', ['lost']),
  arrived: seen('at_facility'),
  tendered: seen('tendered'),
  refused: seen('at_facility', ['carried']),
  received: seen('received'),
  unpacked: seen(undefined),
  held: seen('held'),
  released: seen('at_facility'),
  at_delivery_office: seen('at_delivery_office'),
  weighed: seen(undefined),
  damaged: seen(undefined, ['new', 'booked', 'carried', 'lost', 'delivered', 'returned']),
  packed: seen(undefined),
  return_started: said(undefined, ['carried', 'lost']),
  departed: seen('in_transit'),
  out_for_delivery: seen('out_for_delivery'),
  attempted: seen('attempted'),
  awaiting_collection: seen('awaiting_collection'),
  delivered: seen('delivered'),
  returned: seen('returned'),
  lost: said('lost', ['booked', 'carried']),
  disposed: said('disposed', ['carried', 'lost']),
  noted: said(undefined, ANY),
  voided: said(undefined, ANY),
};
