import { formatClock, parseDate } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { MODES, type Mode } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import { plainName } from '../../report/places.js';

const MODE_WORDS = { road: 'road run', rail: 'train', air: 'flight', water: 'ship' } as const;

/** A departure as people know it. */
export interface DepartureFacts {
  readonly party: string;
  readonly trip: string;
  readonly name: string;
  readonly mode: Mode | null;
  readonly leaves_at: string; // instant
  readonly from: string; // name of the facility
  readonly to: string; // where it calls next
}

/** A place as people know it, and where it is. */
export interface PlaceFacts {
  readonly party: string;
  readonly name: string;
  readonly location: { readonly lon: number; readonly lat: number } | null;
}

/** A way that parcels leave or take, as far as it is told. */
export type ToldWay =
  | ({ readonly kind: 'departure' } & Omit<DepartureFacts, 'trip'>)
  | { readonly kind: 'round'; readonly place: string; readonly day: string }
  | { readonly kind: 'last' | 'spot' | 'none' };

/** Names of the departures and places that plans tell, as `PARTY:TRIP` and `PARTY:STOP`. */
export class DepartureNames {
  private readonly trips = new Map<string, number>();
  private readonly facilities = new Map<string, number>();

  constructor(private readonly workspace: Workspace) {
    const { network, parties } = workspace;
    network.trips.id.forEach((id, trip) => {
      this.trips.set(`${parties[network.trips.party[trip]].id}:${id}`, trip);
    });
    network.facilities.id.forEach((id, facility) => {
      this.facilities.set(`${parties[network.facilities.party[facility]].id}:${id}`, facility);
    });
  }

  /** The first departure of some steps, such as `the 16:55 train 12951 of 2026-11-24`, or the round where there is none. */
  of(steps: readonly string[]): string {
    for (const step of steps) {
      const ride = /^([^:]+:.+)@(\d{4}-\d{2}-\d{2})#(\d+)$/.exec(step);
      if (ride !== null && !step.startsWith('deliver:')) return this.ride(ride[1], ride[2], Number(ride[3]));
    }
    const round = steps
      .map((step) => /^deliver:([^:]+):([^:]+):.*@(\d{4}-\d{2}-\d{2})$/.exec(step))
      .find((found) => found);
    if (round) return `the round of ${decodeURIComponent(round[2])} on ${round[3]}`;
    return 'its last departure';
  }

  /** The first departure of some steps as data, or the round where there is none. */
  way(steps: readonly string[]): ToldWay {
    for (const step of steps) {
      const ride = /^([^:]+:.+)@(\d{4}-\d{2}-\d{2})#(\d+)$/.exec(step);
      const found =
        ride === null || step.startsWith('deliver:') ? undefined : this.departure(ride[1], ride[2], Number(ride[3]));
      if (found !== undefined) {
        const { party, name, mode, leaves_at, from, to } = found;
        return { kind: 'departure', party, name, mode, leaves_at, from, to };
      }
    }
    const round = steps
      .map((step) => /^deliver:([^:]+):([^:]+):.*@(\d{4}-\d{2}-\d{2})$/.exec(step))
      .find((found) => found);
    if (!round) return { kind: 'last' };
    const office = decodeURIComponent(round[2]);
    return { kind: 'round', place: this.place(`${round[1]}:${office}`)?.name ?? office, day: round[3] };
  }

  /** A facility by `PARTY:STOP`. */
  place(placeId: string): PlaceFacts | undefined {
    const facility = this.facilities.get(placeId);
    if (facility === undefined) return undefined;
    const { facilities } = this.workspace.network;
    const [lon, lat] = [facilities.lon[facility], facilities.lat[facility]];
    const isPlaced = Number.isFinite(lon) && Number.isFinite(lat) && (lon !== 0 || lat !== 0);
    return {
      party: this.workspace.parties[facilities.party[facility]].id,
      name: facilities.name[facility] === '' ? facilities.id[facility] : plainName(facilities.name[facility]),
      location: isPlaced ? { lon, lat } : null,
    };
  }

  /** A trip by `PARTY:TRIP`, also one that is planned late as `PARTY:TRIP+MINUTES`: what it is called and how it moves. */
  trip(name: string): { readonly name: string; readonly mode: Mode | null } | undefined {
    const found = this.find(name);
    return found && this.titleOf(found.trip);
  }

  /** A departure by `PARTY:TRIP`, date and call position. */
  departure(name: string, date: string, call: number): DepartureFacts | undefined {
    const found = this.find(name);
    const at = parseDate(date);
    if (found === undefined || at === undefined) return undefined;
    const { network, calendar, parties } = this.workspace;
    const { trips, calls, facilities } = network;
    const position = trips.firstCall[found.trip] + call;
    const departSec = (calendar.dayStartSec[at - calendar.firstDay] ?? 0) + calls.departSec[position];
    const nameAt = (index: number): string => {
      const facility = calls.facility[index];
      return facilities.name[facility] === '' ? facilities.id[facility] : plainName(facilities.name[facility]);
    };
    return {
      party: parties[trips.party[found.trip]].id,
      trip: trips.id[found.trip],
      ...this.titleOf(found.trip),
      leaves_at: new Date(calendar.startMs + (departSec + found.lateMinutes * 60) * 1000).toISOString(),
      from: nameAt(position),
      to: nameAt(position + 1),
    };
  }

  private titleOf(trip: number): { readonly name: string; readonly mode: Mode | null } {
    const { trips, vehicles } = this.workspace.network;
    const vehicle = trips.vehicle[trip];
    return {
      name: trips.name[trip] === '' ? trips.id[trip] : plainName(trips.name[trip]),
      mode: vehicle === NONE ? null : MODES[vehicles.mode[vehicle]],
    };
  }

  private find(name: string): { readonly trip: number; readonly lateMinutes: number } | undefined {
    const own = this.trips.get(decoded(name));
    if (own !== undefined) return { trip: own, lateMinutes: 0 };
    const late = /^(.*)\+(\d+)$/.exec(name);
    const base = late === null ? undefined : this.trips.get(decoded(late[1]));
    return base === undefined ? undefined : { trip: base, lateMinutes: Number(late?.[2]) };
  }

  private ride(name: string, date: string, call: number): string {
    const found = this.find(name);
    if (found === undefined || parseDate(date) === undefined) return `${name} of ${date}`;
    const { trips, calls } = this.workspace.network;
    const { mode } = this.titleOf(found.trip);
    const clock = formatClock(calls.departSec[trips.firstCall[found.trip] + call] + found.lateMinutes * 60);
    const title = trips.name[found.trip] === '' ? trips.id[found.trip] : trips.name[found.trip];
    return `the ${clock} ${mode === null ? 'departure' : MODE_WORDS[mode]} ${title} of ${date}`;
  }
}

function decoded(name: string): string {
  const [party, ...id] = name.split(':');
  return `${party}:${decodeURIComponent(id.join(':'))}`;
}
