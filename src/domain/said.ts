/**
 * Sentences that say why something is so, in English, by code. They are ICU messages that name their values plainly, so that commands and the
 * interface fill them here, and the console shows the same ones, or those of another language, from the values as data. Values are named for
 * what they are: `party`, `place`, `product`, `pin` and `goods` are codes; `..._at`, `..._ago` and `..._for` instants (ISO 8601), of which the
 * latter two are told by how long ago they are; `kg`, `cm` and `minutes` numbers; `what` is a trip or an interchange, its `step` says which.
 */
export const SAID_EN = {
  'said.no_terms': 'the agreement has no terms for product {product}',
  'said.terms_weight': 'the agreement carries {product} up to {kg} kg',
  'said.terms_size': 'the agreement carries {product} up to {cm} cm',
  'said.terms_goods': 'the agreement refuses {goods} as {product}',
  'said.terms_cod': 'the agreement allows up to {amount} cash on delivery for {product}',
  'said.terms_no_cod': 'the agreement allows no cash on delivery for {product}',
  'said.no_agreement': 'no version of an agreement that all its parties accepted is in force',
  'said.no_band': 'no size band of the workspace holds its weight and volume',
  'said.not_collected': '{party} does not collect in {pin}',
  'said.last_collected': '{party} last collects in {pin} at {last_at}',
  'said.not_collected_there': 'it is not collected there',
  'said.nobody_delivers': 'nobody delivers in {pin}',
  'said.not_delivered': '{party} does not deliver in {pin}',
  'said.no_cod': 'no office collects cash on delivery in {pin}',
  'said.office_weight': 'offices deliver up to {kg} kg in {pin}',
  'said.no_round': 'no delivery round in {pin} has room that may be used',
  'said.departures_refuse': 'departures that could carry it refuse {goods}',
  'said.block_small': 'block space on the way is smaller than the parcel',
  'said.windows_past': 'it reaches interchange points only after their last window of the horizon',
  'said.beyond': 'no delivery can be reached by departures before {end_at}',
  'said.no_departures': 'no departures lead there',
  'said.posted_sooner': 'posted by {cutoff_at} it would be delivered by {delivered_at}',
  'said.not_reached': 'nothing that may carry it reaches {place} within the horizon',
  'said.no_despatch': '{place} closes no despatch after it is ready there',
  'said.missed_not_handed_in': 'missed {what} from {place}, {planned_ago}: not handed in by then',
  'said.missed_came_late': 'missed {what} from {place}, {planned_ago}: it came after that',
  'said.missed_not_seen': 'missed {what} from {place}, {planned_ago}: it was not seen to leave',
  'said.no_scan': 'nobody has seen it for {seen_for}',
  'said.presumed_lost': 'nobody has seen it for {seen_for}; by the agreement it counts as lost',
  'said.not_received': 'tendered to {party}, not received for {moved_for}',
  'said.not_moved_on': 'received, not moved on for {moved_for}',
  'said.promise_past': 'it was promised {promised_ago} and is not delivered',
  'said.behind_late': 'it is behind its plan and it comes {minutes} late at best',
  'said.behind_no_way': 'it is behind its plan and there is no way left that is known',
  'said.planned_late': 'it is planned late: it comes {minutes} late at best',
  'said.weighed': 'weighed by {weights}',
  'said.weighed_booked': 'weighed by {weights}; booked with {booked_g} g',
  'said.custody_gap': '{party} has it in hand without a received scan; {custodian} still answers for it',
} as const;

export type SaidCode = keyof typeof SAID_EN extends `said.${infer Code}` ? Code : never;

/** A sentence as data. */
export interface Said {
  readonly code: SaidCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A sentence in English; `shown` holds values as people read them where they are not told as they are. */
export function inEnglish({ code, values }: Said, shown: Readonly<Record<string, string>> = {}): string {
  const told: Readonly<Record<string, string | number>> = { ...values, ...shown };
  return SAID_EN[`said.${code}`].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(told[name] ?? whole));
}
