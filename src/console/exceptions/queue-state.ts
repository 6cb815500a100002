/** What the queue is narrowed to and how it is grouped, as it stands in the address of the page. */
export interface QueueView {
  readonly severity: string;
  readonly code: string;
  readonly assigned: string; // 'anybody', 'me', 'nobody', or the id of a user
  readonly state: 'open' | 'resolved';
  readonly group: 'none' | 'code' | 'place';
}

export const USUAL_VIEW: QueueView = { severity: '', code: '', assigned: 'anybody', state: 'open', group: 'none' };

const USER = /^usr_[0-9a-z]{26}$/;

/** The view that an address asks for; what it does not name, or names wrongly, is as usual. */
export function viewOf(query: Readonly<Record<string, string>>): QueueView {
  const one = <T extends string>(key: string, known: readonly T[], usual: T): T =>
    known.find((value) => value === query[key]) ?? usual;
  return {
    severity: query['severity'] ?? '',
    code: query['code'] ?? '',
    assigned: USER.test(query['assigned'] ?? '')
      ? (query['assigned'] ?? '')
      : one('assigned', ['anybody', 'me', 'nobody'], 'anybody'),
    state: one('state', ['open', 'resolved'], 'open'),
    group: one('group', ['none', 'code', 'place'], 'none'),
  };
}

/** The address of a view. */
export function addressOf(view: QueueView): string {
  const query = new URLSearchParams(filtersOf(view));
  return query.size === 0 ? '/exceptions' : `/exceptions?${query}`;
}

/** What differs from the usual, as a saved view keeps it. */
export function filtersOf(view: QueueView): Record<string, string> {
  const usual: Readonly<Record<string, string>> = { ...USUAL_VIEW };
  return Object.fromEntries(Object.entries(view).filter(([key, value]) => value !== usual[key]));
}

/** What can be grouped: an exception as far as groups depend on it. */
interface Groupable {
  readonly code: string;
  readonly shipment: { readonly place: string | null } | null;
}

/** Rows in groups, each in the order of its most urgent row; within a group the order stays. */
export function grouped<T extends Groupable>(
  rows: readonly T[],
  group: QueueView['group'],
): readonly { readonly key: string; readonly rows: readonly T[] }[] {
  if (group === 'none') return [{ key: '', rows }];
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = group === 'code' ? row.code : (row.shipment?.place ?? '');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [row]);
    else known.push(row);
  }
  return [...groups].map(([key, ofGroup]) => ({ key, rows: ofGroup }));
}
