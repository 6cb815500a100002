import { NONE } from '../../base/none.js';
import { DAY_SEC } from '../../base/civil-time.js';
import { linehaulCharge } from '../../domain/tariff.js';
import type { Workspace } from '../../domain/workspace.js';
import { clauseFinder } from '../../domain/block-space.js';

/**
 * What it costs and how long it takes to move between facilities, whatever the hour: the timetable without its times. An
 * arc stands for all trips of a mode that carry a parcel from one node to another without unloading it.
 */
export interface WayNetwork {
  readonly nodeCount: number;
  readonly nodeOf: Int32Array; // [facility] or NONE
  readonly facilityOf: Uint32Array; // [node]
  readonly arcs: WayArcs;
}

/** Columns of length `count`. */
export interface WayArcs {
  readonly count: number;
  readonly from: Uint32Array; // node
  readonly to: Uint32Array; // node
  readonly ownPerKg: Float64Array; // minor money, for the trips' own party
  readonly tariffPerKg: Float64Array; // minor money per chargeable kilogram for partners; Infinity: closed to them
  readonly handling: Float64Array; // minor money per parcel of the own party, unloaded at the end
  readonly sec: Float64Array; // half the time between departures, the ride, and sorting at the end
}

interface Arc {
  from: number;
  to: number;
  ownPerKg: number;
  tariffPerKg: number;
  rideSec: number;
  runs: number;
}

const MODE_COUNT = 5; // and one for trips without a vehicle

/** The network between some facilities. O(sum over trips of calls²). */
export function wayNetwork(workspace: Workspace, isNode: Uint8Array): WayNetwork {
  const { network, calendar } = workspace;
  const { trips, facilities } = network;
  const facilityOf = Uint32Array.from([...isNode.keys()].filter((facility) => isNode[facility] === 1));
  const nodeOf = new Int32Array(facilities.count).fill(NONE);
  facilityOf.forEach((facility, node) => (nodeOf[facility] = node));
  const arcs = new Map<number, Arc>();
  const charge = chargesOf(workspace);
  for (let trip = 0; trip < trips.count; trip++) {
    const days = trips.runs.subarray(trip * calendar.dayCount, (trip + 1) * calendar.dayCount);
    const runs = days.reduce((sum, runsOn) => sum + runsOn, 0);
    if (runs > 0) addTrip({ workspace, nodeOf, arcs, nodeCount: facilityOf.length }, trip, runs, charge);
  }
  const list = [...arcs.values()];
  const horizonSec = calendar.dayCount * DAY_SEC;
  return {
    nodeCount: facilityOf.length,
    nodeOf,
    facilityOf,
    arcs: {
      count: list.length,
      from: Uint32Array.from(list, ({ from }) => from),
      to: Uint32Array.from(list, ({ to }) => to),
      ownPerKg: Float64Array.from(list, ({ ownPerKg }) => ownPerKg),
      tariffPerKg: Float64Array.from(list, ({ tariffPerKg }) => tariffPerKg),
      handling: Float64Array.from(list, ({ to }) => facilities.handlingCost[facilityOf[to]]),
      sec: Float64Array.from(
        list,
        ({ to, rideSec, runs }) => horizonSec / runs / 2 + rideSec + facilities.sortSec[facilityOf[to]],
      ),
    },
  };
}

interface Building {
  readonly workspace: Workspace;
  readonly nodeOf: Int32Array;
  readonly nodeCount: number;
  readonly arcs: Map<number, Arc>;
}

/** Adds an arc for every two nodes that a trip calls at, one after the other. */
function addTrip(building: Building, trip: number, runs: number, charge: ReturnType<typeof chargesOf>): void {
  const { workspace, nodeOf, nodeCount, arcs } = building;
  const { trips, calls, vehicles } = workspace.network;
  const vehicle = trips.vehicle[trip];
  const mode = vehicle === NONE ? MODE_COUNT - 1 : vehicles.mode[vehicle];
  const perKgKm = vehicle === NONE ? 0 : vehicles.costPerKgKm[vehicle];
  const last = trips.firstCall[trip + 1] - 1;
  const day = workspace.network.trips.runs.indexOf(1, trip * workspace.calendar.dayCount);
  const tariff = charge(trip, day - trip * workspace.calendar.dayCount);
  for (let board = trips.firstCall[trip]; board < last; board++) {
    const from = nodeOf[calls.facility[board]];
    if (from === NONE) continue;
    let tariffPerKg = 0;
    for (let leave = board + 1; leave <= last; leave++) {
      tariffPerKg += tariff[leave - 1 - trips.firstCall[trip]];
      const to = nodeOf[calls.facility[leave]];
      if (to === NONE || to === from) continue;
      const key = (from * nodeCount + to) * MODE_COUNT + mode;
      const ownPerKg = perKgKm * (calls.km[leave] - calls.km[board]);
      const rideSec = calls.arriveSec[leave] - calls.departSec[board];
      const known = arcs.get(key);
      if (known === undefined) {
        arcs.set(key, { from, to, ownPerKg, tariffPerKg, rideSec, runs });
        continue;
      }
      known.ownPerKg = Math.min(known.ownPerKg, ownPerKg);
      known.tariffPerKg = Math.min(known.tariffPerKg, tariffPerKg);
      known.rideSec = Math.min(known.rideSec, rideSec);
      known.runs += runs;
    }
  }
}

/** What partners pay per chargeable kilogram on each leg of a trip, on a service day on which it runs. */
function chargesOf(workspace: Workspace): (trip: number, day: number) => number[] {
  const { network, agreement } = workspace;
  const { trips, calls, facilities } = network;
  const findClause = clauseFinder(workspace);
  return (trip, day) => {
    const first = trips.firstCall[trip];
    const legs = trips.firstCall[trip + 1] - first - 1;
    return Array.from({ length: Math.max(0, legs) }, (_, leg) => {
      const [from, to] = [calls.facility[first + leg], calls.facility[first + leg + 1]];
      const clause = findClause(trip, day, from, to);
      if (clause === NONE || agreement === undefined) return Infinity;
      if (agreement.capacity[clause].type === 'hard') return 0;
      const km = calls.km[first + leg + 1] - calls.km[first + leg];
      return linehaulCharge(agreement.tariff, { km, toKind: facilities.kind[to] }, 1000, 0);
    });
  };
}
