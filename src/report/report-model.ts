import { formatClock, formatDate, formatLocal } from '../base/civil-time.js';
import { MODES, UNLIMITED, type Mode } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';
import { modeOfTrip } from './carriage.js';
import type { LegLoads, Loads } from './loads.js';
import { mapModelOf, type MapModel } from './map/map-model.js';
import type { Round, Summary } from './summary.js';

/** Everything a report shows; plain data, so that rendering needs no workspace. */
export interface ReportModel {
  readonly summary: Summary;
  readonly notes: readonly string[];
  readonly map: MapModel | undefined;
  readonly busiest: readonly BusyDeparture[];
  readonly fullness: Fullness;
  /** By interchange, in the summary's order: its windows of the horizon. */
  readonly windows: readonly (readonly WindowUse[])[];
  readonly rounds: readonly Round[]; // money in major units
}

/** A departure at its fullest leg. Own traffic is part of what is used. */
export interface BusyDeparture {
  readonly party: number;
  readonly name: string;
  readonly mode: Mode;
  readonly departs: string; // local, of the leg
  readonly from: string;
  readonly to: string;
  readonly usedKg: number;
  readonly capacityKg: number;
  readonly share: number; // of kilograms or of litres, whichever is fuller
  readonly bindsBy: 'kg' | 'litres';
  readonly ownShare: number; // of the same measure
  readonly parcels: number;
}

/** How many things with a limit the plan uses, and how many of them are full (at least 99 %). */
export interface Fullness {
  readonly legs: number;
  readonly legsFull: number;
  readonly blocks: number;
  readonly blocksFull: number;
  readonly officeDays: number; // facility days with any delivery
  readonly officeDaysFull: number;
}

export interface WindowUse {
  readonly date: string;
  readonly hours: string; // `05:00-09:00`
  readonly used: number;
  readonly granted: number | undefined;
}

const BUSIEST = 12;
const FULL = 0.99;

/** Collects what the report shows from a plan's summary and loads. `rounds` as the solver gave them, minor units. */
export function reportModelOf(
  workspace: Workspace,
  loads: Loads,
  summary: Summary,
  rounds: readonly Round[],
): ReportModel {
  const major = (minor: number) => minor / workspace.minorPerMajor;
  return {
    summary,
    notes: workspace.notes,
    map: mapModelOf(workspace, loads),
    busiest: busiestDepartures(workspace, loads.legs),
    fullness: fullnessOf(loads),
    windows: windowUses(workspace, loads),
    rounds: rounds.map(({ seconds, cost, bound }) => ({
      seconds,
      cost: cost === undefined ? undefined : major(cost),
      bound: major(bound),
    })),
  };
}

/** Departures with planned parcels whose fullest leg is fullest; among the full ones, the largest vehicles. */
function busiestDepartures(workspace: Workspace, legs: LegLoads): BusyDeparture[] {
  const fullest = new Map<number, number>(); // departure -> leg
  for (let leg = 0; leg < legs.count; leg++) {
    if (legs.parcels[leg] === 0 || shareOf(legs, leg) === 0) continue;
    const departure = legs.trip[leg] * legs.dayCount + legs.day[leg];
    const best = fullest.get(departure);
    if (best === undefined || shareOf(legs, leg) > shareOf(legs, best)) fullest.set(departure, leg);
  }
  const rank = (leg: number) => Math.floor(Math.min(1, shareOf(legs, leg)) * 200);
  return [...fullest.values()]
    .sort((a, b) => rank(b) - rank(a) || legs.capacityG[b] - legs.capacityG[a] || a - b)
    .slice(0, BUSIEST)
    .map((leg) => busyDeparture(workspace, legs, leg));
}

function busyDeparture(workspace: Workspace, legs: LegLoads, leg: number): BusyDeparture {
  const { network, calendar } = workspace;
  const trip = legs.trip[leg];
  const call = network.trips.firstCall[trip] + legs.call[leg];
  const dayStart = calendar.dayStartSec[legs.day[leg]];
  const byKg = kgShare(legs, leg) >= litreShare(legs, leg);
  return {
    party: network.trips.party[trip],
    name: network.trips.name[trip] || network.trips.id[trip],
    mode: MODES[modeOfTrip(workspace, trip)],
    departs: formatLocal(calendar, dayStart + network.calls.departSec[call]),
    from: network.facilities.name[network.calls.facility[call]],
    to: network.facilities.name[network.calls.facility[call + 1]],
    usedKg: legs.usedG[leg] / 1000,
    capacityKg: legs.capacityG[leg] / 1000,
    share: shareOf(legs, leg),
    bindsBy: byKg ? 'kg' : 'litres',
    ownShare: byKg ? ratio(legs.ownG[leg], legs.capacityG[leg]) : ratio(legs.ownMl[leg], legs.capacityMl[leg]),
    parcels: legs.parcels[leg],
  };
}

function fullnessOf({ legs, officeDays }: Loads): Fullness {
  const fullness = { legs: 0, legsFull: 0, blocks: 0, blocksFull: 0, officeDays: officeDays.count, officeDaysFull: 0 };
  for (let leg = 0; leg < legs.count; leg++) {
    if (legs.parcels[leg] === 0) continue;
    if (legs.capacityG[leg] !== UNLIMITED || legs.capacityMl[leg] !== UNLIMITED) {
      fullness.legs++;
      if (shareOf(legs, leg) >= FULL) fullness.legsFull++;
    }
    const [blockG, blockMl] = [legs.blockG[leg], legs.blockMl[leg]];
    if (legs.partnerParcels[leg] === 0 || (blockG === UNLIMITED && blockMl === UNLIMITED)) continue;
    fullness.blocks++;
    const used = Math.max(ratio(legs.partnerG[leg], blockG), ratio(legs.partnerMl[leg], blockMl));
    if (used >= FULL) fullness.blocksFull++;
  }
  for (let row = 0; row < officeDays.count; row++) {
    if (ratio(officeDays.used[row], officeDays.capacity[row]) >= FULL) fullness.officeDaysFull++;
  }
  return fullness;
}

function windowUses(workspace: Workspace, { windows }: Loads): WindowUse[][] {
  const { calendar } = workspace;
  return (workspace.agreement?.interchanges ?? []).map((interchange, index) => {
    const uses: WindowUse[] = [];
    const last = windows.firstOfInterchange[index + 1];
    for (let row = windows.firstOfInterchange[index]; row < last; row++) {
      const window = interchange.windows[windows.window[row]];
      const granted = windows.granted[row];
      uses.push({
        date: formatDate(calendar.firstDay + windows.day[row]),
        hours: `${formatClock(window.openSec)}-${formatClock(window.closeSec)}`,
        used: windows.used[row],
        granted: granted === UNLIMITED ? undefined : granted,
      });
    }
    return uses;
  });
}

function shareOf(legs: LegLoads, leg: number): number {
  return Math.max(kgShare(legs, leg), litreShare(legs, leg));
}

function kgShare(legs: LegLoads, leg: number): number {
  return ratio(legs.usedG[leg], legs.capacityG[leg]);
}

function litreShare(legs: LegLoads, leg: number): number {
  return ratio(legs.usedMl[leg], legs.capacityMl[leg]);
}

function ratio(used: number, capacity: number): number {
  if (capacity === UNLIMITED) return 0;
  return capacity > 0 ? used / capacity : used > 0 ? 1 : 0;
}
