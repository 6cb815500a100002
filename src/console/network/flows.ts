import type { Columns } from '../../wire/http/columns.js';
import { FLOW_UNLIMITED, type FlowHeader } from '../../wire/network/network-flows.js';
import type { MapPlaces } from '../map/map-places.js';
import type { Filters } from './network-state.js';

/** What moves in a plan, as the page works with it. Columns of legs are of length `count`. */
export interface Flows {
  readonly header: FlowHeader;
  readonly startMs: number; // of second 0
  readonly endSec: number;
  readonly count: number;
  readonly trips: {
    readonly row: Uint32Array; // in the workspace, by which names are asked for
    readonly party: Uint8Array;
    readonly mode: Uint8Array;
  };
  readonly trip: Uint32Array; // [leg] index into trips
  readonly day: Uint8Array;
  readonly from: Uint32Array; // [leg] facility
  readonly to: Uint32Array;
  readonly departSec: Uint32Array;
  readonly arriveSec: Uint32Array;
  readonly usedHg: Uint32Array; // hundreds of grams
  readonly roomHg: Uint32Array;
  readonly partnerParcels: Uint32Array;
  /** By product and timing: own parcels of product `p` on time at `2p`, late at `2p + 1`. */
  readonly own: readonly Uint32Array[];
  readonly windows: {
    readonly interchange: Uint32Array;
    readonly opensSec: Uint32Array;
    readonly closesSec: Uint32Array;
    readonly room: Uint32Array;
    readonly used: Uint32Array;
    readonly own: Uint32Array;
  };
  readonly codes: { readonly row: Uint32Array; readonly parcels: Uint32Array; readonly late: Uint32Array };
}

/** Lays out what `getNetworkFlows` answers. */
export function flowsOf({ header: told, columns }: Columns): Flows {
  const header = told as FlowHeader;
  const words = (name: string): Uint32Array => Uint32Array.from(columns[name] ?? []);
  const bytes = (name: string): Uint8Array => Uint8Array.from(columns[name] ?? []);
  const arriveSec = words('leg_arrives');
  return {
    header,
    startMs: Date.parse(header.start),
    endSec: arriveSec.reduce((last, sec) => Math.max(last, sec), header.days * 86_400),
    count: arriveSec.length,
    trips: { row: words('trip'), party: bytes('trip_party'), mode: bytes('trip_mode') },
    trip: words('leg_trip'),
    day: bytes('leg_day'),
    from: words('leg_from'),
    to: words('leg_to'),
    departSec: words('leg_departs'),
    arriveSec,
    usedHg: words('leg_used'),
    roomHg: words('leg_room'),
    partnerParcels: words('leg_partner'),
    own: header.products.flatMap((_, product) => [words(`own${product * 2}`), words(`own${product * 2 + 1}`)]),
    windows: {
      interchange: words('window_interchange'),
      opensSec: words('window_opens'),
      closesSec: words('window_closes'),
      room: words('window_room'),
      used: words('window_used'),
      own: words('window_own'),
    },
    codes: { row: words('code'), parcels: words('code_parcels'), late: words('code_late') },
  };
}

/** How full a leg is, 0 to 1; undefined where nothing limits it. */
export function fullness({ usedHg, roomHg }: Flows, leg: number): number | undefined {
  if (roomHg[leg] === FLOW_UNLIMITED) return undefined;
  return roomHg[leg] === 0 ? 1 : usedHg[leg] / roomHg[leg];
}

/** Steps of fullness that have colours of their own; the last one is full. */
export const FULLNESS_STEPS = [0.25, 0.5, 0.75, 0.95] as const;

/** Which of the five steps a share of room falls in. */
export function fullnessStep(share: number | undefined): number {
  const step = FULLNESS_STEPS.findIndex((limit) => (share ?? 0) < limit);
  return step < 0 ? FULLNESS_STEPS.length : step;
}

/** Own parcels aboard a leg, of some kinds. */
export function ownParcels({ own }: Flows, leg: number, kinds: readonly number[] = own.map((_, kind) => kind)): number {
  return kinds.reduce((sum, kind) => sum + own[kind][leg], 0);
}

/** [leg] 1 where a leg passes the filters. */
export function filteredLegs(flows: Flows, filters: Filters, places: Pick<MapPlaces, 'modes'>): Uint8Array {
  const { header, trips, trip } = flows;
  const party = header.parties.findIndex(({ id }) => id === filters.party);
  const mode = places.modes.indexOf(filters.mode ?? '');
  const kinds = kindsOf(header, filters);
  const anyKind = filters.product === undefined && filters.timing === undefined;
  return Uint8Array.from(trip, (row, leg) => {
    if (filters.party !== undefined && trips.party[row] !== party) return 0;
    if (filters.mode !== undefined && trips.mode[row] !== mode) return 0;
    return anyKind || ownParcels(flows, leg, kinds) > 0 ? 1 : 0;
  });
}

function kindsOf({ products }: FlowHeader, { product, timing }: Filters): number[] {
  return products.flatMap((id, index) => {
    if (product !== undefined && id !== product) return [];
    return [...(timing === 'late' ? [] : [index * 2]), ...(timing === 'on_time' ? [] : [index * 2 + 1])];
  });
}

/** Second since the start at which an instant is, within the days that are told of. */
export function secOf({ startMs, endSec }: Flows, instant: string): number {
  return Math.min(endSec - 60, Math.max(0, Math.round((Date.parse(instant) - startMs) / 1000)));
}

export function instantOf({ startMs }: Flows, sec: number): string {
  return new Date(startMs + sec * 1000).toISOString();
}

/** `2026-11-24` of a service day of the plan, as departures are named by it. */
export function dateOf({ startMs, header }: Flows, day: number): string {
  const noon = new Date(startMs + (day * 24 + 12) * 3_600_000);
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: header.timezone }).format(noon);
  return parts.slice(0, 10);
}

/** A moment of the plan's first full days at which most long legs are under way; where the page begins. */
export function busyMoment(flows: Flows): number {
  const hours = new Uint32Array(Math.ceil(flows.endSec / 3600) + 1);
  for (let leg = 0; leg < flows.count; leg++) {
    if (flows.arriveSec[leg] - flows.departSec[leg] < 2 * 3600) continue;
    for (let hour = Math.ceil(flows.departSec[leg] / 3600); hour * 3600 < flows.arriveSec[leg]; hour++) {
      hours[hour] = hours[hour] + 1;
    }
  }
  return hours.reduce((best, legs, hour) => (legs > hours[best] ? hour : best), 0) * 3600;
}
