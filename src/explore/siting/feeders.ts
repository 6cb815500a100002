import { NONE } from '../../base/none.js';
import type { Workspace } from '../../domain/workspace.js';

/** The hub from which a facility is served, and what the run to it costs. Columns of shape [facility]. */
export interface Feeders {
  readonly hub: Int32Array; // facility, itself for a hub; NONE where no run leads
  readonly perKg: Float64Array; // minor money of its own party
  readonly sec: Float64Array;
}

const ROUNDS_MAX = 8; // runs that follow each other between a hub and an office

/** Hubs of all facilities, by the runs that cost least. O(calls · runs one after the other). */
export function feedersOf(workspace: Workspace, isHub: Uint8Array): Feeders {
  const { trips, vehicles, facilities } = workspace.network;
  const { dayCount } = workspace.calendar;
  const feeders: Feeders = {
    hub: Int32Array.from({ length: facilities.count }, (_, facility) => (isHub[facility] === 1 ? facility : NONE)),
    perKg: new Float64Array(facilities.count),
    sec: new Float64Array(facilities.count),
  };
  const running = Uint32Array.from({ length: trips.count }, (_, trip) => trip).filter((trip) =>
    trips.runs.subarray(trip * dayCount, (trip + 1) * dayCount).includes(1),
  );
  for (let round = 0, changed = true; changed && round < ROUNDS_MAX; round++) {
    changed = false;
    for (const trip of running) {
      const vehicle = trips.vehicle[trip];
      const perKgKm = vehicle === NONE ? 0 : vehicles.costPerKgKm[vehicle];
      if (follow(workspace, feeders, trip, perKgKm)) changed = true;
    }
  }
  return feeders;
}

/** Follows one trip and serves offices along it from the cheapest hub aboard; true when that changed one. */
function follow({ network }: Workspace, { hub, perKg, sec }: Feeders, trip: number, perKgKm: number): boolean {
  const { trips, calls, facilities } = network;
  let changed = false;
  let aboard = NONE; // the call at which the cheapest load was put aboard
  for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1]; call++) {
    const facility = calls.facility[call];
    if (aboard !== NONE) {
      const source = calls.facility[aboard];
      const cost = perKg[source] + perKgKm * (calls.km[call] - calls.km[aboard]);
      const isBetter = hub[facility] === NONE || (hub[facility] !== facility && cost < perKg[facility]);
      if (isBetter) {
        hub[facility] = hub[source];
        perKg[facility] = cost;
        sec[facility] = sec[source] + calls.arriveSec[call] - calls.departSec[aboard] + facilities.sortSec[facility];
        changed = true;
      }
      if (hub[facility] !== NONE && perKg[facility] < cost) aboard = call;
    } else if (hub[facility] !== NONE) aboard = call;
  }
  return changed;
}
