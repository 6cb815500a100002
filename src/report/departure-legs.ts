import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { wholeUnits } from '../domain/block-space.js';
import { UNLIMITED, type Network } from '../domain/network.js';
import type { Plan } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';
import { legBlocks } from './blocks.js';

/** Every leg of the horizon's departures with its room, by trip, day and call. Columns of length `count`. */
export interface DepartureLegs {
  readonly count: number;
  readonly trip: Uint32Array;
  readonly day: Uint16Array; // service day of the horizon
  readonly call: Uint16Array; // position in the trip of the call where the leg starts
  readonly capacityG: Float64Array; // vehicle and opened optional runs, own traffic not taken off; may be UNLIMITED
  readonly capacityMl: Float64Array;
  readonly ownG: Float64Array; // the carrier's own traffic
  readonly ownMl: Float64Array;
  readonly blockG: Float64Array; // granted to partners together; 0 where the leg is closed to them, may be UNLIMITED
  readonly blockMl: Float64Array;
  readonly blockHard: Uint8Array; // 1 where the block is paid for, used or not
  /** [trips * days] first leg of each departure; its legs follow in call order. NONE where it does not run. */
  readonly firstOfDeparture: Int32Array;
  readonly dayCount: number;
}

/** Row of a leg in the columns; NONE when it is not in the horizon. */
export function findLeg(legs: DepartureLegs, trip: number, day: number, call: number): number {
  const first = legs.firstOfDeparture[trip * legs.dayCount + day];
  if (first === NONE || day < 0 || day >= legs.dayCount) return NONE;
  const leg = first + call;
  return legs.trip[leg] === trip && legs.day[leg] === day ? leg : NONE;
}

/** The legs of all departures that leave before the horizon ends (docs/model.md section 1). */
export function departureLegs(workspace: Workspace, plan: Plan): DepartureLegs {
  const { network, calendar } = workspace;
  const count = forEachLeg(workspace, () => undefined);
  const legs = {
    count,
    trip: new Uint32Array(count),
    day: new Uint16Array(count),
    call: new Uint16Array(count),
    capacityG: new Float64Array(count),
    capacityMl: new Float64Array(count),
    ownG: new Float64Array(count),
    ownMl: new Float64Array(count),
    blockG: new Float64Array(count),
    blockMl: new Float64Array(count),
    blockHard: new Uint8Array(count),
    firstOfDeparture: new Int32Array(network.trips.count * calendar.dayCount).fill(NONE),
    dayCount: calendar.dayCount,
  };
  const extraRuns = openedRuns(workspace, plan);
  const blockOf = legBlocks(workspace);
  forEachLeg(workspace, (leg, trip, day, call, departSec) => {
    const departure = trip * calendar.dayCount + day;
    legs.trip[leg] = trip;
    legs.day[leg] = day;
    legs.call[leg] = call;
    if (call === 0) legs.firstOfDeparture[departure] = leg;
    const vehicle = vehicleRoom(network, trip);
    const runs = 1 + (extraRuns.get(departure) ?? 0);
    legs.capacityG[leg] = wholeUnits(vehicle.g) * runs;
    legs.capacityMl[leg] = wholeUnits(vehicle.ml) * runs;
    const at = network.trips.firstCall[trip] + call;
    const block = blockOf({
      trip,
      day,
      departSec,
      from: network.calls.facility[at],
      to: network.calls.facility[at + 1],
      capacityG: vehicle.g,
      capacityMl: vehicle.ml,
    });
    legs.blockG[leg] = block.g;
    legs.blockMl[leg] = block.ml;
    legs.blockHard[leg] = block.hard ? 1 : 0;
  });
  addOwnTraffic(workspace, legs);
  return legs;
}

type Visit = (leg: number, trip: number, day: number, call: number, departSec: number) => void;

/** Visits every leg of the horizon in the columns' order and returns how many there are. */
function forEachLeg(workspace: Workspace, visit: Visit): number {
  const { calendar, network } = workspace;
  const { trips, calls } = network;
  const endSec = calendar.dayStartSec[calendar.dayCount];
  let leg = 0;
  for (let trip = 0; trip < trips.count; trip++) {
    const first = trips.firstCall[trip];
    const legCount = trips.firstCall[trip + 1] - first - 1;
    for (let day = 0; day < calendar.dayCount; day++) {
      if (trips.runs[trip * calendar.dayCount + day] !== 1) continue;
      for (let call = 0; call < legCount; call++) {
        const departSec = calendar.dayStartSec[day] + calls.departSec[first + call];
        if (departSec >= endSec) break;
        visit(leg++, trip, day, call, departSec);
      }
    }
  }
  return leg;
}

/** Grams and millilitres of a trip's vehicle, not yet rounded: shares of it are rounded once, after all factors. */
function vehicleRoom(network: Network, trip: number): { readonly g: number; readonly ml: number } {
  const vehicle = network.trips.vehicle[trip];
  if (vehicle === NONE) return { g: UNLIMITED, ml: UNLIMITED };
  return {
    g: network.vehicles.capacityKg[vehicle] * 1000,
    ml: network.vehicles.capacityLitres[vehicle] * 1000,
  };
}

/** Optional runs opened, by trip * days + day. */
function openedRuns(workspace: Workspace, plan: Plan): Map<number, number> {
  const runs = new Map<number, number>();
  for (const { option, day, runs: opened } of plan.openedRuns) {
    const departure = workspace.network.options.trip[option] * workspace.calendar.dayCount + day;
    runs.set(departure, (runs.get(departure) ?? 0) + opened);
  }
  return runs;
}

function addOwnTraffic(workspace: Workspace, legs: DepartureLegs): void {
  const { calendar, network } = workspace;
  const { ownTraffic } = network;
  for (let row = 0; row < ownTraffic.count; row++) {
    for (let day = 0; day < calendar.dayCount; day++) {
      if ((ownTraffic.days[row] & weekdayBit(calendar.firstDay + day)) === 0) continue;
      const leg = findLeg(legs, ownTraffic.trip[row], day, ownTraffic.call[row]);
      if (leg === NONE) continue;
      legs.ownG[leg] = legs.ownG[leg] + Math.round(ownTraffic.kg[row] * 1000);
      legs.ownMl[leg] = legs.ownMl[leg] + Math.round(ownTraffic.litres[row] * 1000);
    }
  }
}
