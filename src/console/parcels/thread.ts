import type { History, Timeline, TimelineEvent } from './wire-types.js';

/** Something that belongs to the life of a parcel, at its moment. */
export type ThreadItem =
  | { readonly kind: 'event'; readonly at: string; readonly event: TimelineEvent }
  | { readonly kind: 'custody'; readonly at: string; readonly from: string; readonly to: string }
  | {
      readonly kind: 'promise';
      readonly at: string;
      readonly before: string | null;
      readonly after: string | null;
      readonly cause: string;
    }
  | { readonly kind: 'opened' | 'cleared'; readonly at: string; readonly exception: History['exceptions'][number] }
  | { readonly kind: 'note'; readonly at: string; readonly text: string };

/** An item with who had the parcel from then on, which the thread at its side shows. */
export interface Threaded {
  readonly item: ThreadItem;
  readonly custodian: string;
}

/** Everything that happened to a parcel, newest first: events of both carriers, custody, promises, exceptions, notes. */
export function threadOf(timeline: Timeline, history: History): Threaded[] {
  const items: ThreadItem[] = [];
  for (const event of timeline.data) {
    items.push({ kind: 'event', at: event.at, event });
    const { custodian_before: from, custodian_after: to } = event;
    if (from !== to) items.push({ kind: 'custody', at: event.at, from, to });
  }
  history.promises.forEach(({ from, promised_by: after, cause }, index) => {
    const before = history.promises[index - 1]?.promised_by ?? null;
    items.push({ kind: 'promise', at: from, before, after, cause });
  });
  for (const exception of history.exceptions) {
    items.push({ kind: 'opened', at: exception.since, exception });
    if (exception.cleared_at !== null) items.push({ kind: 'cleared', at: exception.cleared_at, exception });
    for (const { created_at: at, text } of exception.notes) items.push({ kind: 'note', at, text });
  }
  // Of one moment, what was told first comes first: the sort keeps it so.
  const inOrder = items.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let custodian = timeline.data[0]?.custodian_before ?? '@sender';
  const threaded = inOrder.map((item) => {
    if (item.kind === 'custody') custodian = item.to;
    return { item, custodian };
  });
  return threaded.toReversed();
}

/** Items by the day on which they fall, in their order. */
export function byDay<T extends { readonly item: { readonly at: string } }>(
  items: readonly T[],
  dayOf: (at: string) => string,
): { readonly day: string; readonly items: T[] }[] {
  const days: { readonly day: string; readonly items: T[] }[] = [];
  for (const item of items) {
    const day = dayOf(item.item.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
