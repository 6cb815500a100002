/** What is recorded as news; the others come of what is done with a declaration. */
const BY_ACTS: ReadonlySet<string> = new Set(['filed', 'amended', 'cancelled']);

/** News that can be told of an export now. */
export const NEWS = [
  'booked', 'sent_to_fpo', 'arrived_at_fpo', 'presented', 'queried', 'replied', 'examined', 'let_export', 'rejected', 'despatched',
  'arrived_abroad', 'held_abroad', 'released_abroad', 'out_for_delivery', 'attempted', 'awaiting_collection', 'delivered', 'returning',
  'returned',
] as const; // prettier-ignore
export type News = (typeof NEWS)[number];

/** Of all that may happen now, what can be recorded. */
export function recordable(possible: readonly string[]): News[] {
  return NEWS.filter((kind) => !BY_ACTS.has(kind) && possible.includes(kind));
}

/** News that customs or the addressee give a reason for. */
export const WITH_REASON: ReadonlySet<News> = new Set<News>(['queried', 'rejected', 'attempted', 'returning']);
