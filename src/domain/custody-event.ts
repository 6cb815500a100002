/** Where a shipment can be in its life. What each means is in docs/custody.md. */
export const STATES = [
  'booked',
  'accepted',
  'at_facility',
  'in_transit',
  'tendered',
  'received',
  'at_delivery_office',
  'out_for_delivery',
  'attempted',
  'awaiting_collection',
  'held',
  'delivered',
  'returned',
  'lost',
  'disposed',
  'cancelled',
] as const;
export type State = (typeof STATES)[number];

/** What can happen to a shipment. Where two have the same moment, the one that is first in this list comes first. */
export const EVENT_KINDS = [
  'booked',
  'labelled',
  'redirected',
  'cancelled',
  'accepted',
  'found',
  'arrived',
  'tendered',
  'refused',
  'received',
  'unpacked',
  'held',
  'released',
  'at_delivery_office',
  'weighed',
  'damaged',
  'packed',
  'return_started',
  'departed',
  'out_for_delivery',
  'attempted',
  'awaiting_collection',
  'delivered',
  'returned',
  'lost',
  'disposed',
  'noted',
  'voided',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** How an event came about. `container`: by the scan of a container it is in. `silence`: accepted without a scan. */
export const EVENT_SOURCES = ['scan', 'container', 'carrier', 'manual', 'silence'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/**
 * Who has a shipment: a party's id, or one of these, which no party can be called because ids have no `@`.
 */
export type Custodian = string;
export const SENDER: Custodian = '@sender';
export const ADDRESSEE: Custodian = '@addressee';
export const NOBODY: Custodian = '@nobody';

/** A code as a carrier or a standard wrote it. `list` names the list it is from, as `src/custody/events/carrier-codes.ts` does. */
export interface RawCode {
  readonly list: string;
  readonly code: string;
}

/** Something that supports an event, a discrepancy or a dispute, kept elsewhere under its hash. */
export interface Evidence {
  readonly kind: 'photo' | 'weighing' | 'seal' | 'signature' | 'document' | 'statement';
  readonly ref: string; // where it is kept, or what was read: a weigher's id, a seal number
  readonly sha256?: string | undefined; // hex, of the bytes
}

/** One thing that happened to one shipment, as one side says it. Instants are milliseconds since 1970-01-01 UTC. */
export interface CustodyEvent {
  /** The same happening has the same id, whoever sends it and how often; `eventIdOf` makes one where a carrier gives none. */
  readonly id: string;
  readonly shipment: string;
  readonly kind: EventKind;
  readonly party: string; // whose device or system says so
  readonly deviceMs: number; // by the clock of the device
  readonly serverMs: number; // when it first reached a server
  readonly source: EventSource;
  readonly place?: string | undefined; // `PARTY:STOP`
  readonly actor?: string | undefined; // pseudonym of the person or device
  readonly raw?: RawCode | undefined;
  readonly reason?: string | undefined; // of an attempt, hold, refusal or loss: a word of `src/custody/events/reasons.ts`
  readonly counterparty?: string | undefined; // to whom it is tendered, or from whom it was received
  readonly handover?: string | undefined; // manifest under which it is tendered or received
  readonly container?: string | undefined; // into or out of which it is packed, or by whose scan it was received
  readonly weightG?: number | undefined; // as weighed
  readonly voids?: string | undefined; // of `voided`: id of the event that never happened
  readonly evidence?: readonly Evidence[] | undefined;
  /** Personal data by field (`recipient_name`, `signed_by`), in plain text. Never part of a custody record. */
  readonly personal?: Readonly<Record<string, string>> | undefined;
}

/** A shipment as its events leave it. */
export interface Tracked {
  readonly state: State | undefined; // undefined before the first event that means anything
  readonly custodian: Custodian;
  readonly responsible: Custodian; // who has to act next
  readonly direction: 'forward' | 'return';
  readonly place: string | undefined; // last known
  readonly sinceMs: number | undefined; // moment of the event that brought the state
  readonly lastSeenMs: number | undefined; // moment of the last event that shows where it is
  readonly damaged: boolean;
  readonly container: string | undefined;
  readonly tenderedTo: string | undefined; // while tendered
  readonly handover: string | undefined; // while tendered or received
  readonly timeline: readonly TimelineStep[];
}

/** A shipment as its events leave it, without what each of them did. */
export type TrackedState = Omit<Tracked, 'timeline'>;

/** What decides where an event stands among all of its shipment: `compareEvents` in `src/custody/events/event-order.ts`. */
export type OrderKey = Pick<CustodyEvent, 'id' | 'kind' | 'party' | 'deviceMs' | 'serverMs'>;

/** Where a fold stands: all that folding the next event in order needs of those before it. */
export interface Folded {
  readonly tracked: TrackedState;
  readonly last: OrderKey | undefined; // of the event that is last in order
}

/** What an event did. */
export interface TimelineStep {
  readonly event: CustodyEvent;
  readonly atMs: number; // the moment that counts, as `momentOf` gives it
  readonly outcome: 'moved' | 'noted' | 'impossible' | 'voided';
  readonly state: State | undefined; // after it
  readonly custodianBefore: Custodian;
  readonly custodianAfter: Custodian;
  readonly responsible: Custodian;
  readonly deviations: readonly Deviation[];
}

export const DEVIATION_CODES = [
  'impossible_transition',
  'scan_without_custody',
  'received_without_tender',
  'received_from_other',
  'clock_ahead',
  'conflicting_copy',
  'void_without_effect',
] as const;

/** What is not as it should be with an event; told, never thrown. */
export interface Deviation {
  readonly code: (typeof DEVIATION_CODES)[number];
  readonly words: string;
}
