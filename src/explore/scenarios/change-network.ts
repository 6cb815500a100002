import { DAY_SEC, weekdayBit } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { MODES, type Network, type RunOptions } from '../../domain/network.js';
import type { Days, NetworkChange } from '../../domain/scenario.js';
import type { Workspace } from '../../domain/workspace.js';
import { beginsWith } from './change-demand.js';
import { withVariants, type TripVariant } from './trip-variants.js';

const ROAD = MODES.indexOf('road');

/**
 * A network as changes of a scenario have it; tables they do not touch are shared. Trips keep their indices; one that
 * is changed on some days only goes on as two of the same id, which never run on the same day. Whatever their order in the
 * file, trips are cancelled and runs are added first, facilities are closed next and roads are slowed last.
 */
export function changeNetwork(workspace: Workspace, changes: readonly NetworkChange[]): Network {
  let { network } = workspace;
  for (const change of changes) {
    if (change.kind === 'cancel') network = cancelled(network, workspace, change.trips, change.days);
    if (change.kind === 'add_runs') network = withRuns(network, change);
  }
  for (const change of changes) {
    if (change.kind === 'close') network = closed({ ...workspace, network }, change.facility, change.weekdays);
  }
  for (const change of changes) {
    if (change.kind === 'slow_roads') network = slowed({ ...workspace, network }, change);
  }
  return network;
}

function cancelled(network: Network, { calendar }: Workspace, trips: readonly number[], days: Days): Network {
  const runs = network.trips.runs.slice();
  let any = false;
  for (const trip of trips) {
    for (let day = 0; day < calendar.dayCount; day++) {
      const at = trip * calendar.dayCount + day;
      if (days[day] !== 1 || runs[at] !== 1) continue;
      runs[at] = 0;
      any = true;
    }
  }
  return any ? { ...network, trips: { ...network.trips, runs } } : network;
}

function withRuns(network: Network, change: NetworkChange & { readonly kind: 'add_runs' }): Network {
  const { trips, vehicles, calls } = network;
  // Without a vehicle a trip has room without limit, and nothing to add.
  const added = change.trips.filter((trip) => trips.vehicle[trip] !== NONE);
  if (added.length === 0) return network;
  const costOf = (trip: number): number => {
    const vehicle = trips.vehicle[trip];
    const [first, last] = [trips.firstCall[trip], trips.firstCall[trip + 1] - 1];
    const km = last > first ? calls.km[last] - calls.km[first] : 0;
    return change.costPerRun ?? vehicles.costPerRun[vehicle] + vehicles.costPerKm[vehicle] * km;
  };
  const { count, trip, costPerRun, runsMax } = network.options;
  const options: RunOptions = {
    count: count + added.length,
    trip: Uint32Array.from([...trip, ...added]),
    costPerRun: Float64Array.from([...costPerRun, ...added.map(costOf)]),
    runsMax: Uint16Array.from([...runsMax, ...added.map(() => change.runsMax)]),
  };
  return { ...network, options };
}

/** Vehicles drive past a closed facility at their usual times; its rounds and collections of those days are off. */
function closed(workspace: Workspace, facility: number, weekdays: number): Network {
  const { network, calendar } = workspace;
  const { trips, calls, deliveries, pickups } = network;
  const isClosed = (day: number): boolean => (weekdayBit(calendar.firstDay + day) & weekdays) !== 0;
  const variants = new Map<number, TripVariant[]>();
  for (let trip = 0; trip < trips.count; trip++) {
    const [first, end] = [trips.firstCall[trip], trips.firstCall[trip + 1]];
    const at: number[] = [];
    for (let call = first; call < end; call++) if (calls.facility[call] === facility) at.push(call - first);
    if (at.length === 0) continue;
    const dropped = (day: number): number[] =>
      at.filter((position) => {
        const { arriveSec, departSec } = calls;
        const sec = position === 0 ? departSec[first] : arriveSec[first + position];
        return isClosed(day + Math.floor(sec / DAY_SEC));
      });
    const found = groupedByDay(workspace, trip, (day) => dropped(day).join()).map(({ key, runs }) => {
      const gone = key === '' ? [] : key.split(',').map(Number);
      return variantOf(network, trip, runs, (position) => !gone.includes(position));
    });
    if (found.some(({ keep }) => keep.length < end - first)) variants.set(trip, found);
  }
  const rows = (facilities: Uint32Array, days: Uint8Array): Uint8Array =>
    days.map((mask, row) => (facilities[row] === facility ? mask & ~weekdays : mask));
  const without = withVariants(network, calendar.dayCount, variants);
  return {
    ...without,
    deliveries: deliveries.facility.includes(facility)
      ? { ...deliveries, days: rows(deliveries.facility, deliveries.days) }
      : deliveries,
    pickups: pickups.facility.includes(facility) ? { ...pickups, days: rows(pickups.facility, pickups.days) } : pickups,
  };
}

function slowed(workspace: Workspace, change: NetworkChange & { readonly kind: 'slow_roads' }): Network {
  const { network, calendar } = workspace;
  const { trips, calls, facilities, vehicles } = network;
  const inRegion = beginsWith(network.postalCodes, change.codes);
  const isSlow = (call: number): boolean => {
    const code = facilities.postalCode[calls.facility[call]];
    return change.codes.length === 0 || (code !== NONE && inRegion[code] === 1);
  };
  const variants = new Map<number, TripVariant[]>();
  for (let trip = 0; trip < trips.count; trip++) {
    const vehicle = trips.vehicle[trip];
    if (vehicle !== NONE && vehicles.mode[vehicle] !== ROAD) continue;
    const [first, end] = [trips.firstCall[trip], trips.firstCall[trip + 1]];
    let touched = false;
    for (let call = first; call < end && !touched; call++) touched = isSlow(call);
    if (!touched || change.times === 1) continue;
    const groups = groupedByDay(workspace, trip, (day) => String(change.days[day]));
    if (!groups.some(({ key }) => key === '1')) continue;
    const found = groups.map(({ key, runs }) => {
      const variant = variantOf(network, trip, runs, () => true);
      return key === '1'
        ? delayed(variant, (leg) => (isSlow(first + leg) || isSlow(first + leg + 1) ? change.times : 1))
        : variant;
    });
    variants.set(trip, found);
  }
  return withVariants(network, calendar.dayCount, variants);
}

/** The days on which a trip runs, grouped by what happens to it; the first group is that of its first day. */
function groupedByDay(
  { network, calendar }: Workspace,
  trip: number,
  keyOf: (day: number) => string,
): { readonly key: string; readonly runs: Uint8Array }[] {
  const groups = new Map<string, Uint8Array>();
  for (let day = 0; day < calendar.dayCount; day++) {
    if (network.trips.runs[trip * calendar.dayCount + day] !== 1) continue;
    const key = keyOf(day);
    const runs = groups.get(key) ?? new Uint8Array(calendar.dayCount);
    runs[day] = 1;
    groups.set(key, runs);
  }
  return [...groups].map(([key, runs]) => ({ key, runs }));
}

function variantOf(
  { trips, calls }: Network,
  trip: number,
  runs: Uint8Array,
  keeps: (position: number) => boolean,
): TripVariant {
  const first = trips.firstCall[trip];
  const keep = Array.from({ length: trips.firstCall[trip + 1] - first }, (_, position) => position).filter(keeps);
  return {
    runs,
    keep,
    arriveSec: keep.map((position) => calls.arriveSec[first + position]),
    departSec: keep.map((position) => calls.departSec[first + position]),
  };
}

/** A trip with legs that take `timesOf(leg)` as long: it stops as long as ever and runs ever later. */
function delayed(variant: TripVariant, timesOf: (leg: number) => number): TripVariant {
  const { arriveSec, departSec } = variant;
  let delaySec = 0;
  const arrive = [...arriveSec];
  const depart = [...departSec];
  for (let call = 1; call < arrive.length; call++) {
    delaySec += Math.round((arriveSec[call] - departSec[call - 1]) * (timesOf(call - 1) - 1));
    arrive[call] = arriveSec[call] + delaySec;
    depart[call] = departSec[call] + delaySec;
  }
  return { ...variant, arriveSec: arrive, departSec: depart };
}
