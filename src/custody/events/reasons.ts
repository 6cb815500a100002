/**
 * Why a delivery failed, a shipment is held, refused or lost, in our words, with the UPU's non-delivery reason where it
 * has one, and the clause of an agreement's `service.excused` that takes it out of the count. The numbers follow common
 * use of the list; an installation whose carriers use others maps them before it sends events.
 */
export const REASONS_OF_EVENTS: readonly ReasonOfEvent[] = [
  { reason: 'address_wrong', upu: 10, excused: 'address_wrong' },
  { reason: 'address_incomplete', upu: 25, excused: 'address_wrong' },
  { reason: 'addressee_unknown', upu: 11, excused: 'address_wrong' },
  { reason: 'consignee_absent', upu: 12, excused: 'consignee_absent' },
  { reason: 'refused', upu: 13, excused: undefined },
  { reason: 'later_delivery_asked', upu: 14, excused: 'consignee_absent' },
  { reason: 'strike', upu: 15, excused: 'force_majeure' },
  { reason: 'misrouted', upu: 17, excused: undefined },
  { reason: 'damaged', upu: 18, excused: undefined },
  { reason: 'prohibited', upu: 19, excused: undefined },
  { reason: 'import_restricted', upu: 20, excused: undefined },
  { reason: 'charges_unpaid', upu: 21, excused: 'consignee_absent' },
  { reason: 'lost', upu: 23, excused: undefined },
  { reason: 'inaccessible', upu: 24, excused: 'force_majeure' },
  { reason: 'consignee_deceased', upu: 27, excused: 'consignee_absent' },
  { reason: 'holiday', upu: 28, excused: undefined },
  { reason: 'customs', upu: undefined, excused: undefined },
  { reason: 'weather', upu: undefined, excused: 'force_majeure' },
];

export interface ReasonOfEvent {
  readonly reason: string;
  readonly upu: number | undefined;
  readonly excused: string | undefined;
}

/** The reason that a UPU number stands for, `12` or `'12'`; undefined when it is not known. */
export function reasonOfUpu(code: number | string): string | undefined {
  const number = Number(code);
  return REASONS_OF_EVENTS.find(({ upu }) => upu === number)?.reason;
}
