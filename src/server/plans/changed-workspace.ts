import { parseDate } from '../../base/civil-time.js';
import type { Agreement } from '../../domain/agreement.js';
import { tripPattern } from '../../domain/trip-pattern.js';
import type { Network } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';

/** That a departure of a workspace does not run, or runs late. */
export interface ChangedDeparture {
  readonly party: string; // code
  readonly trip: string;
  readonly date: string; // YYYY-MM-DD
  readonly delayMinutes: number | undefined; // undefined: it does not run
}

/**
 * A workspace as departures run in fact. A cancelled one does not run on its day. A late one is a trip of its own on that day, named
 * `TRIP+MINUTES`, with all calls later and the same clauses of the agreement. Of several changes of a departure the last counts.
 */
export function changedWorkspace(workspace: Workspace, changes: readonly ChangedDeparture[]): Workspace {
  const last = new Map<
    string,
    { readonly trip: number; readonly day: number; readonly delayMinutes: number | undefined }
  >();
  for (const { party, trip, date, delayMinutes } of changes) {
    const index = tripOf(workspace, party, trip);
    const day = (parseDate(date) ?? Number.NaN) - workspace.calendar.firstDay;
    if (index === undefined || !(day >= 0 && day < workspace.calendar.dayCount)) continue;
    if (workspace.network.trips.runs[index * workspace.calendar.dayCount + day] === 0) continue;
    last.set(`${index} ${day}`, { trip: index, day, delayMinutes });
  }
  if (last.size === 0) return workspace;
  const runs = workspace.network.trips.runs.slice();
  for (const { trip, day } of last.values()) runs[trip * workspace.calendar.dayCount + day] = 0;
  const late = [...last.values()].flatMap(({ trip, day, delayMinutes }) =>
    delayMinutes === undefined ? [] : [{ trip, day, delayMinutes }],
  );
  const network = withLateTrips({ ...workspace.network, trips: { ...workspace.network.trips, runs } }, workspace, late);
  return {
    ...workspace,
    network,
    agreement: workspace.agreement && withLateClauses(workspace, workspace.agreement, late),
  };
}

/** Index of a trip by its carrier's code and its id; undefined where the workspace has none such. */
export function tripOf({ network, parties }: Workspace, party: string, trip: string): number | undefined {
  const index = network.trips.id.findIndex((id, row) => id === trip && parties[network.trips.party[row]]?.id === party);
  return index < 0 ? undefined : index;
}

interface LateTrip {
  readonly trip: number;
  readonly day: number;
  readonly delayMinutes: number;
}

function lateId({ network }: Workspace, { trip, delayMinutes }: LateTrip): string {
  return `${network.trips.id[trip]}+${delayMinutes}`;
}

/** Each late departure as a trip behind all others, so that no index changes. */
function withLateTrips(network: Network, workspace: Workspace, late: readonly LateTrip[]): Network {
  const { trips, calls, ownTraffic } = network;
  const { dayCount } = workspace.calendar;
  const firstCall = [...trips.firstCall];
  const callOf: number[] = [];
  const delaySec: number[] = [];
  const runs = new Uint8Array((trips.count + late.length) * dayCount);
  runs.set(trips.runs);
  late.forEach(({ trip, day, delayMinutes }, index) => {
    for (let call = trips.firstCall[trip]; call < trips.firstCall[trip + 1]; call++) {
      callOf.push(call);
      delaySec.push(delayMinutes * 60);
    }
    firstCall.push(calls.count + callOf.length);
    runs[(trips.count + index) * dayCount + day] = 1;
  });
  const own = late.flatMap(({ trip }, index) =>
    [...ownTraffic.trip.keys()].filter((row) => ownTraffic.trip[row] === trip).map((row) => ({ row, index })),
  );
  const ownRows = own.map(({ row }) => row);
  const lateRows = late.map(({ trip }) => trip);
  const later = (column: Int32Array): Int32Array =>
    Int32Array.from([...column, ...callOf.map((call, index) => column[call] + delaySec[index])]);
  return {
    ...network,
    trips: {
      count: trips.count + late.length,
      id: [...trips.id, ...late.map((one) => lateId(workspace, one))],
      name: [...trips.name, ...lateRows.map((trip) => trips.name[trip])],
      party: Uint8Array.from([...trips.party, ...lateRows.map((trip) => trips.party[trip])]),
      vehicle: Int32Array.from([...trips.vehicle, ...lateRows.map((trip) => trips.vehicle[trip])]),
      refuses: Uint16Array.from([...trips.refuses, ...lateRows.map((trip) => trips.refuses[trip])]),
      firstCall: Uint32Array.from(firstCall),
      runs,
    },
    calls: {
      count: calls.count + callOf.length,
      facility: Uint32Array.from([...calls.facility, ...callOf.map((call) => calls.facility[call])]),
      arriveSec: later(calls.arriveSec),
      departSec: later(calls.departSec),
      km: Float64Array.from([...calls.km, ...callOf.map((call) => calls.km[call])]),
    },
    ownTraffic: {
      count: ownTraffic.count + own.length,
      trip: Uint32Array.from([...ownTraffic.trip, ...own.map(({ index }) => trips.count + index)]),
      call: Uint32Array.from([...ownTraffic.call, ...ownRows.map((row) => ownTraffic.call[row])]),
      days: Uint8Array.from([...ownTraffic.days, ...ownRows.map((row) => ownTraffic.days[row])]),
      kg: Float64Array.from([...ownTraffic.kg, ...ownRows.map((row) => ownTraffic.kg[row])]),
      litres: Float64Array.from([...ownTraffic.litres, ...ownRows.map((row) => ownTraffic.litres[row])]),
    },
  };
}

/** What a clause opens of a departure it opens of the same departure when it is late; the last clause that fits counts. */
function withLateClauses(workspace: Workspace, agreement: Agreement, late: readonly LateTrip[]): Agreement {
  const { trips } = workspace.network;
  const capacity = agreement.capacity.flatMap((clause) => {
    if (clause.pattern === 'delivery') return [clause];
    const fits = tripPattern(clause.pattern);
    const copies = late
      .filter(({ trip }) => trips.party[trip] === clause.party && fits.test(trips.id[trip]))
      .filter((one) => !fits.test(lateId(workspace, one)))
      .map((one) => ({ ...clause, pattern: lateId(workspace, one) }));
    return [clause, ...copies];
  });
  return { ...agreement, capacity };
}
