import { formatDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { CauseKind, Reason, Status, Step } from '../../domain/plan.js';
import type { Said } from '../../domain/said.js';
import type { Workspace } from '../../domain/workspace.js';
import type { FullResource } from '../../report/plan-room.js';
import type { Cause } from './cause.js';
import type { DepartureNames } from './departure-names.js';
import { partsOfResource } from './resource-name.js';

/** Causes that are told one by one; those with fewer parcels are told together. */
const CAUSES_MAX = 200;

/** What was found of one parcel. */
export type Found =
  | { readonly reason: Reason; readonly kind: 'many' }
  | { readonly reason: Reason; readonly kind: 'search'; readonly saving: number }
  | { readonly reason: Reason; readonly kind: 'term'; readonly words: string; readonly said: Said | undefined }
  | { readonly reason: Reason; readonly kind: 'timetable'; readonly product: string }
  | { readonly reason: Reason; readonly kind: 'price'; readonly product: string; readonly dearer: number }
  | {
      readonly reason: Reason;
      readonly kind: 'cut_off';
      readonly ride: Step | undefined; // what it would have had to catch
      readonly place: number; // facility where it would have had to be ready
      readonly minutes: number; // earlier
    }
  | {
      readonly reason: Reason;
      readonly kind: 'full';
      readonly full: readonly FullResource[]; // along its way, in order
      readonly takes: { readonly g: number; readonly ml: number };
      readonly saving: number;
    };

interface Group {
  readonly rows: number[];
  late: number;
  unplanned: number;
  alone: number;
  saving: number;
  takes: number; // in the unit of the resource
  most: number; // minutes, or money that being on time costs more
  readonly of: Found;
  readonly binding: FullResource | undefined;
}

const KIND_OF: Readonly<Record<string, CauseKind>> = {
  kg: 'vehicle',
  l: 'vehicle',
  'block-kg': 'block',
  'block-l': 'block',
  hour: 'sorting_hour',
  day: 'office_day',
  'block-day': 'office_share',
  window: 'window',
};

/** Gathers parcels by what keeps them from being on time. */
export class CauseTally {
  private readonly groups = new Map<string, Group>();
  private readonly names: DepartureNames;

  constructor(
    private readonly from: {
      readonly workspace: Workspace;
      /** Of the plan's certificate: minor money a gram, millilitre or parcel, by name of the resource. */
      readonly prices: ReadonlyMap<string, number>;
      readonly party: number;
      readonly names: DepartureNames;
    },
  ) {
    this.names = from.names;
  }

  add(row: number, status: Status, found: Found): void {
    const binding = found.kind === 'full' ? this.dearest(found.full, found.takes) : undefined;
    const key = `${found.reason} ${found.kind} ${binding?.resource ?? detailOf(found)}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = { rows: [], late: 0, unplanned: 0, alone: 0, saving: 0, takes: 0, most: 0, of: found, binding };
      this.groups.set(key, group);
    }
    group.rows.push(row);
    if (status === 'late') group.late++;
    else group.unplanned++;
    if (found.kind === 'full') {
      group.takes += binding === undefined ? 0 : amountOf(binding, found.takes);
      const isAlone = found.full.length === 1;
      group.alone += isAlone ? 1 : 0;
      group.saving += isAlone ? found.saving : 0;
    } else {
      group.alone++;
      group.saving += found.kind === 'search' ? found.saving : 0;
      if (found.kind === 'cut_off') group.most = Math.max(group.most, found.minutes);
      if (found.kind === 'price') group.most = Math.max(group.most, found.dearer);
    }
  }

  /** Causes with most parcels first; beyond the first ones, what is left is told by its reason. */
  finish(shipmentCount: number): { readonly causes: readonly Cause[]; readonly causeOf: Int32Array } {
    const causeOf = new Int32Array(shipmentCount).fill(NONE);
    const ordered = [...this.groups].toSorted(
      ([a, { rows: x }], [b, { rows: y }]) => y.length - x.length || (a < b ? -1 : 1),
    );
    const told = ordered.slice(0, CAUSES_MAX).map(([, group]) => group);
    const rest = new Map<Reason, Group>();
    for (const [, group] of ordered.slice(CAUSES_MAX)) {
      const { reason } = group.of;
      const many = rest.get(reason);
      if (many === undefined) {
        rest.set(reason, { ...group, of: { reason, kind: 'many' }, binding: undefined, saving: 0, most: 0 });
      } else {
        many.rows.push(...group.rows);
        many.late += group.late;
        many.unplanned += group.unplanned;
        many.alone += group.alone;
      }
    }
    const groups = [...told, ...rest.values()];
    groups.forEach(({ rows }, cause) => {
      for (const row of rows) causeOf[row] = cause;
    });
    return { causes: groups.map((group) => this.causeOf(group)), causeOf };
  }

  /** Of all that is full on a way, what the plan's prices say is dearest; the first where none has a price. */
  private dearest(full: readonly FullResource[], takes: { readonly g: number; readonly ml: number }): FullResource {
    const priceOf = (one: FullResource): number => (this.from.prices.get(one.resource) ?? 0) * amountOf(one, takes);
    return full.reduce((best, one) => (priceOf(one) > priceOf(best) ? one : best));
  }

  private causeOf(group: Group): Cause {
    const { of: found, binding, late, unplanned, alone, saving, most } = group;
    const plain: Cause = {
      reason: found.reason,
      kind: found.kind === 'full' ? 'many' : found.kind,
      late,
      unplanned,
      resource: null,
      party: null,
      departure: null,
      place: null,
      at: null,
      words: found.kind === 'term' ? found.words : '',
      said: found.kind === 'term' ? (found.said ?? null) : null,
      clause_line: null,
      used: null,
      capacity: null,
      unit: null,
      wanted: null,
      alone,
      saving_minor: Math.round(saving),
      price_minor: null,
      dearer_minor: found.kind === 'price' ? Math.round(most) : null,
    };
    if (binding !== undefined) return { ...plain, ...this.resourceFacts(group, binding) };
    if (found.kind === 'price' || found.kind === 'timetable') return { ...plain, place: found.product };
    return found.kind === 'cut_off' ? { ...plain, ...this.missedFacts(found, most) } : plain;
  }

  private resourceFacts(group: Group, full: FullResource): Partial<Cause> {
    const { workspace, party, prices } = this.from;
    const { kind, owner, what, date, position } = partsOfResource(full.resource);
    const own = workspace.parties[party].id;
    const isGranted = kind === 'window' || kind.startsWith('block-');
    const isShown = isGranted || owner === own;
    const scale = full.unit === 'parcels' ? 1 : 1000;
    const wanted = Math.max(0, full.used + group.takes - full.capacity) / scale;
    const isLeg = ['kg', 'l', 'block-kg', 'block-l'].includes(kind);
    const place = owner === undefined ? what : `${owner}:${what}`;
    const price = prices.get(full.resource);
    return {
      kind: KIND_OF[kind] ?? 'many',
      resource: full.resource,
      party: owner ?? null,
      departure: isLeg
        ? (this.names.departure(`${owner}:${encodeURIComponent(what)}`, date, Number(position)) ?? null)
        : null,
      place: isLeg ? null : (this.names.place(place)?.name ?? what),
      at: kind === 'hour' ? this.hourText(Number(date)) : date,
      words: full.detail,
      clause_line: full.clauseLine ?? null,
      used: isShown ? full.used / scale : null,
      capacity: isShown ? full.capacity / scale : null,
      unit: full.unit === 'parcels' ? 'parcels' : full.unit === 'g' ? 'kg' : 'litres',
      wanted: isShown ? Math.ceil(wanted * 100) / 100 : null,
      // Of two carriers, only the one it is granted to uses a block, so its price tells of nobody else.
      price_minor:
        kind.startsWith('block-') && workspace.parties.length === 2 && price !== undefined
          ? Math.round(price * scale)
          : null,
    };
  }

  private missedFacts({ ride, place }: Extract<Found, { kind: 'cut_off' }>, minutes: number): Partial<Cause> {
    const { calendar, network, parties } = this.from.workspace;
    const { trips, facilities } = network;
    const owner = parties[facilities.party[place]].id;
    const placeName = this.names.place(`${owner}:${facilities.id[place]}`)?.name ?? facilities.id[place];
    const shared = { place: placeName, unit: 'minutes', wanted: minutes } as const;
    if (ride?.kind !== 'ride') return { ...shared, party: owner };
    const party = parties[trips.party[ride.trip]].id;
    const date = formatDate(calendar.firstDay + ride.day);
    const name = `${party}:${encodeURIComponent(trips.id[ride.trip])}`;
    return {
      ...shared,
      party,
      resource: `${party}:${trips.id[ride.trip]}@${date}#${ride.call}`,
      departure: this.names.departure(name, date, ride.call) ?? null,
    };
  }

  private hourText(hour: number): string {
    return new Date(this.from.workspace.calendar.startMs + hour * 3_600_000).toISOString();
  }
}

/** What a parcel takes of a resource, in its unit. */
function amountOf({ unit }: FullResource, { g, ml }: { readonly g: number; readonly ml: number }): number {
  return { g, ml, parcels: 1 }[unit];
}

/** What tells causes of one kind apart. */
function detailOf(found: Found): string {
  switch (found.kind) {
    case 'term':
      return found.words;
    case 'price':
    case 'timetable':
      return found.product;
    case 'cut_off':
      return found.ride === undefined ? `place ${found.place}` : Object.values(found.ride).join(' ');
    default:
      return '';
  }
}
