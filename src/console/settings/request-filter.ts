/** Filters of the request log, as its address has them. */
export interface RequestFilter {
  readonly status: string;
  readonly method: string;
  readonly path: string;
  readonly actor: string;
  readonly request_id: string;
  readonly mode: string;
  readonly since: string; // a key of SINCE_HOURS
}

export const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const SINCE_HOURS = { hour: 1, day: 24, week: 168 } as const;

const HOUR_MS = 3_600_000;
const EMPTY: RequestFilter = { status: '', method: '', path: '', actor: '', request_id: '', mode: '', since: '' };

/** The filter of an address; what it does not know is left out. */
export function filterOf(query: Readonly<Record<string, string>>): RequestFilter {
  const own = Object.fromEntries(Object.keys(EMPTY).map((key) => [key, query[key] ?? '']));
  return { ...EMPTY, ...own };
}

/** The address of a filter. */
export function addressOf(filter: RequestFilter): string {
  const set = Object.entries(filter).filter(([, value]) => value !== '');
  return set.length === 0 ? '/settings/requests' : `/settings/requests?${new URLSearchParams(set).toString()}`;
}

/** What the server is asked for a filter. */
export function queryOf(filter: RequestFilter, now: Date) {
  const status = STATUS_CLASSES.find((one) => one === filter.status);
  const method = METHODS.find((one) => one === filter.method);
  const mode = (['live', 'test'] as const).find((one) => one === filter.mode);
  const hours = filter.since in SINCE_HOURS ? SINCE_HOURS[filter.since as keyof typeof SINCE_HOURS] : undefined;
  return {
    ...(status === undefined ? {} : { status }),
    ...(method === undefined ? {} : { method }),
    ...(mode === undefined ? {} : { mode }),
    ...(filter.path === '' ? {} : { path: filter.path }),
    ...(filter.actor === '' ? {} : { actor: filter.actor }),
    ...(filter.request_id === '' ? {} : { request_id: filter.request_id }),
    ...(hours === undefined ? {} : { since: new Date(now.getTime() - hours * HOUR_MS).toISOString() }),
  };
}
