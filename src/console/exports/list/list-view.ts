import type { ExportState } from '../wire-types.js';

export const STATES: readonly ExportState[] = [
  'draft', 'filed', 'booked', 'in_transit_to_fpo', 'presented', 'query', 'examination', 'let_export', 'despatched', 'in_transit',
  'import_customs', 'delivered', 'returned', 'rejected', 'cancelled',
]; // prettier-ignore

/** What the list is narrowed to, as it stands in the address of the page. */
export interface ListView {
  readonly q: string;
  readonly state: ExportState | '';
  readonly country: string;
  readonly isOverdue: boolean;
  readonly uploadId: string;
}

/** The view that an address asks for; what it names wrongly is left out. */
export function viewOf(query: Readonly<Record<string, string>>): ListView {
  return {
    q: query['q'] ?? '',
    state: STATES.find((state) => state === query['state']) ?? '',
    country: /^[A-Z]{2}$/.test(query['country'] ?? '') ? (query['country'] ?? '') : '',
    isOverdue: query['overdue'] === 'true',
    uploadId: /^upl_[0-9a-z]{26}$/.test(query['upload'] ?? '') ? (query['upload'] ?? '') : '',
  };
}

/** The address of a view. */
export function addressOf({ q, state, country, isOverdue, uploadId }: ListView): string {
  const query = new URLSearchParams({
    ...(q === '' ? {} : { q }),
    ...(state === '' ? {} : { state }),
    ...(country === '' ? {} : { country }),
    ...(isOverdue ? { overdue: 'true' } : {}),
    ...(uploadId === '' ? {} : { upload: uploadId }),
  });
  return query.size === 0 ? '/exports' : `/exports?${query}`;
}

/** What the server is asked for: words that begin as an identifier of the post does are one, others are a reference. */
export function requestOf({ q, state, country, isOverdue, uploadId }: ListView) {
  const isItem = /^[a-z]{2}[\d\s]/i.test(q.trim());
  return {
    ...(q.trim() === '' ? {} : isItem ? { item: q.trim() } : { reference: q.trim() }),
    ...(state === '' ? {} : { state }),
    ...(country === '' ? {} : { country }),
    ...(isOverdue ? { overdue: 'true' as const } : {}),
    ...(uploadId === '' ? {} : { upload_id: uploadId }),
  };
}

export function isNarrowed(view: ListView): boolean {
  return addressOf(view) !== '/exports';
}
