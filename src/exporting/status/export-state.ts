/** Where an export is on its way from a draft to the door. */
export const EXPORT_STATES = [
  'draft',
  'filed',
  'booked',
  'in_transit_to_fpo',
  'presented',
  'query',
  'examination',
  'let_export',
  'despatched',
  'in_transit',
  'import_customs',
  'delivered',
  'returned',
  'rejected',
  'cancelled',
] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** What happens to an export. */
export const EXPORT_EVENTS = [
  'filed',
  'amended',
  'cancelled',
  'booked',
  'sent_to_fpo',
  'arrived_at_fpo',
  'presented',
  'queried',
  'replied',
  'examined',
  'let_export',
  'rejected',
  'despatched',
  'arrived_abroad',
  'held_abroad',
  'released_abroad',
  'out_for_delivery',
  'attempted',
  'awaiting_collection',
  'delivered',
  'returning',
  'returned',
] as const;
export type ExportEventKind = (typeof EXPORT_EVENTS)[number];

/** One thing that happened. */
export interface ExportEvent {
  readonly kind: ExportEventKind;
  readonly atMs: number; // since 1970-01-01 UTC, where it happened
  readonly place?: string | undefined;
  readonly reason?: string | undefined; // words of customs, or a UPU code
  readonly measure?: string | undefined;
}

/** From where an event may happen, and what the state is then; `stay` where it stays what it is. */
interface Transition {
  readonly from: readonly ExportState[];
  readonly to: ExportState | 'stay';
  /** What must have happened before, in words, for the refusal. */
  readonly needs: string;
  /** A reason must be told. */
  readonly why?: boolean;
}

const AT_CUSTOMS: readonly ExportState[] = ['presented', 'query', 'examination'];
const ABROAD: readonly ExportState[] = ['despatched', 'in_transit', 'import_customs'];
const BEFORE_CUSTOMS: readonly ExportState[] = ['filed', 'booked', 'in_transit_to_fpo'];

export const TRANSITIONS: Readonly<Record<ExportEventKind, Transition>> = {
  filed: { from: ['draft'], to: 'filed', needs: 'a draft' },
  amended: {
    from: [...BEFORE_CUSTOMS, 'presented', 'query'],
    to: 'stay',
    needs: 'a filed declaration that customs have not decided about',
  },
  cancelled: {
    from: ['filed', 'booked'],
    to: 'cancelled',
    needs: 'a filed declaration whose parcel has not left its post office',
  },
  booked: { from: ['filed'], to: 'booked', needs: 'a filed declaration' },
  sent_to_fpo: { from: ['booked'], to: 'in_transit_to_fpo', needs: 'a parcel that its post office has taken in' },
  arrived_at_fpo: {
    from: ['booked', 'in_transit_to_fpo'],
    to: 'stay',
    needs: 'a parcel on its way to the foreign post office',
  },
  presented: {
    from: ['booked', 'in_transit_to_fpo'],
    to: 'presented',
    needs: 'a parcel that its post office has taken in',
  },
  queried: { from: ['presented', 'examination'], to: 'query', needs: 'a parcel that lies before customs', why: true },
  replied: { from: ['query'], to: 'presented', needs: 'a question of customs' },
  examined: { from: ['presented', 'query'], to: 'examination', needs: 'a parcel that lies before customs' },
  let_export: { from: AT_CUSTOMS, to: 'let_export', needs: 'a parcel that lies before customs' },
  rejected: { from: AT_CUSTOMS, to: 'rejected', needs: 'a parcel that lies before customs', why: true },
  despatched: { from: ['let_export'], to: 'despatched', needs: 'the let export order of customs' },
  arrived_abroad: { from: ['despatched', 'in_transit'], to: 'in_transit', needs: 'a parcel that has left the country' },
  held_abroad: { from: ABROAD, to: 'import_customs', needs: 'a parcel that has left the country' },
  released_abroad: { from: ['import_customs'], to: 'in_transit', needs: 'a parcel that lies before customs abroad' },
  out_for_delivery: { from: ABROAD, to: 'in_transit', needs: 'a parcel that has left the country' },
  attempted: { from: ABROAD, to: 'in_transit', needs: 'a parcel that has left the country', why: true },
  awaiting_collection: { from: ABROAD, to: 'in_transit', needs: 'a parcel that has left the country' },
  delivered: { from: ABROAD, to: 'delivered', needs: 'a parcel that has left the country' },
  returning: { from: ABROAD, to: 'returned', needs: 'a parcel that has left the country', why: true },
  returned: {
    from: ['rejected', 'returned', ...ABROAD],
    to: 'returned',
    needs: 'a parcel that was rejected or comes back',
  },
};

/** What becomes of an event: the state after it, or why it cannot be. */
export type Stepped =
  | { readonly status: 'stepped'; readonly state: ExportState }
  | { readonly status: 'refused'; readonly code: 'wrong_state' | 'reason_needed'; readonly words: string };

/** The state after an event; refused where it does not follow from the state. */
export function step(state: ExportState, { kind, reason }: Pick<ExportEvent, 'kind' | 'reason'>): Stepped {
  const { from, to, needs, why } = TRANSITIONS[kind];
  if (!from.includes(state)) {
    const words = `"${kind}" needs ${needs}; this one is ${STATE_WORDS[state]}.`;
    return { status: 'refused', code: 'wrong_state', words };
  }
  if (why === true && (reason ?? '').trim() === '') {
    return { status: 'refused', code: 'reason_needed', words: `"${kind}" needs a reason.` };
  }
  return { status: 'stepped', state: to === 'stay' ? state : to };
}

/** Events that may happen now. */
export function possibleEvents(state: ExportState): ExportEventKind[] {
  return EXPORT_EVENTS.filter((kind) => TRANSITIONS[kind].from.includes(state));
}

const STATE_WORDS: Readonly<Record<ExportState, string>> = {
  draft: 'a draft',
  filed: 'filed and not brought to a post office',
  booked: 'at its post office',
  in_transit_to_fpo: 'on its way to the foreign post office',
  presented: 'before customs',
  query: 'held by a question of customs',
  examination: 'being examined by customs',
  let_export: 'free to leave the country',
  despatched: 'on its way out of the country',
  in_transit: 'on its way abroad',
  import_customs: 'before customs abroad',
  delivered: 'delivered',
  returned: 'returned or coming back',
  rejected: 'rejected by customs',
  cancelled: 'cancelled',
};

/** States in which nothing more is waited for. */
export const ENDED: readonly ExportState[] = ['delivered', 'returned', 'rejected', 'cancelled'];

/** How an export's deadline stands: by when its state should have changed; undefined where nothing is waited for. */
export function dueMs(
  { state, sinceMs }: { readonly state: ExportState; readonly sinceMs: number },
  deadlines: readonly { readonly state: string; readonly hours: number }[],
): number | undefined {
  const deadline = deadlines.find((one) => one.state === state);
  return deadline === undefined ? undefined : sinceMs + deadline.hours * 3_600_000;
}
