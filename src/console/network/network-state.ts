import { parseView, viewText, type View } from '../map/mercator.js';

/** What is looked at closely. Ids are those that the server gives. */
export interface Selection {
  readonly kind: 'facility' | 'departure' | 'interchange' | 'code';
  readonly id: string; // ats:SC-DEL, ats:TRUCK-1@2026-11-24, IX-DEL, 110001
}

/** What is left of all movements. Undefined leaves everything. */
export interface Filters {
  readonly party: string | undefined; // whose departures
  readonly mode: string | undefined; // road, rail, air
  readonly product: string | undefined; // with own parcels of it
  readonly timing: 'on_time' | 'late' | undefined; // with own parcels that come so
}

/** A view of the page, as its address tells it. */
export interface NetworkState {
  readonly plan: string | undefined; // the newest one, unless it is told which
  readonly at: string | undefined; // instant, to the minute
  readonly view: View | undefined;
  readonly filters: Filters;
  readonly selection: Selection | undefined;
}

const KINDS = ['facility', 'departure', 'interchange', 'code'] as const;

/** Reads an address's query; what makes no sense counts as absent. */
export function stateOf(query: Readonly<Record<string, string | undefined>>): NetworkState {
  const { plan, at, v = '', party, mode, product, timing, sel = '' } = query;
  const instant = at === undefined ? Number.NaN : Date.parse(at);
  const separator = sel.indexOf(':');
  const kind = KINDS.find((known) => known === sel.slice(0, Math.max(0, separator)));
  return {
    plan: plan === '' ? undefined : plan,
    at: Number.isNaN(instant) ? undefined : new Date(instant).toISOString(),
    view: parseView(v),
    filters: {
      party: party === '' ? undefined : party,
      mode: mode === '' ? undefined : mode,
      product: product === '' ? undefined : product,
      timing: timing === 'on_time' || timing === 'late' ? timing : undefined,
    },
    selection: kind === undefined ? undefined : { kind, id: sel.slice(separator + 1) },
  };
}

/** The address of a state, as short as it can be. */
export function addressOf({ plan, at, view, filters, selection }: NetworkState): string {
  const query = new URLSearchParams();
  if (plan !== undefined) query.set('plan', plan);
  if (at !== undefined) query.set('at', at.replace(/:\d{2}(\.\d+)?Z$/, 'Z'));
  if (view !== undefined) query.set('v', viewText(view));
  for (const [name, value] of Object.entries(filters) as [string, string | undefined][]) {
    if (value !== undefined) query.set(name, value);
  }
  if (selection !== undefined) query.set('sel', `${selection.kind}:${selection.id}`);
  const renderer = new URLSearchParams(globalThis.location?.search ?? '').get('renderer');
  if (renderer !== null) query.set('renderer', renderer);
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%40', '@');
  return text === '' ? '/' : `/?${text}`;
}

/** Whether two selections are of one thing. */
export function isSame(one: Selection | undefined, other: Selection | undefined): boolean {
  return one?.kind === other?.kind && one?.id === other?.id;
}
