import { FLOW_UNLIMITED } from '../../wire/network/network-flows.js';
import { fullness, ownParcels, type Flows } from './flows.js';

const DAY_SEC = 86_400;

/** Legs of a departure, in the order of travel; `row` is the trip's in the workspace. */
export function legsOfDeparture({ trips, trip, day, count }: Flows, row: number, serviceDay: number): number[] {
  const index = trips.row.indexOf(row);
  const legs: number[] = [];
  for (let leg = 0; leg < count; leg++) if (trip[leg] === index && day[leg] === serviceDay) legs.push(leg);
  return legs;
}

/** Parcels by hour of one day at a facility: those that arrive, and those that leave. Shape [24]. */
export interface HourLoads {
  readonly arriving: readonly number[];
  readonly leaving: readonly number[];
}

/** What a facility's day looks like. O(legs). */
export function hourLoads(flows: Flows, facility: number, day: number): HourLoads {
  const arriving = Array.from({ length: 24 }, () => 0);
  const leaving = Array.from({ length: 24 }, () => 0);
  const add = (hours: number[], sec: number, leg: number): void => {
    const hour = Math.floor((sec - day * DAY_SEC) / 3600);
    if (hour >= 0 && hour < 24) hours[hour] += ownParcels(flows, leg) + flows.partnerParcels[leg];
  };
  for (let leg = 0; leg < flows.count; leg++) {
    if (flows.to[leg] === facility) add(arriving, flows.arriveSec[leg], leg);
    if (flows.from[leg] === facility) add(leaving, flows.departSec[leg], leg);
  }
  return { arriving, leaving };
}

/** Legs that leave a facility from a moment on, the next ones first. */
export function nextLegs(flows: Flows, facility: number, sec: number, most: number): number[] {
  const legs: number[] = [];
  for (let leg = 0; leg < flows.count; leg++) {
    if (flows.from[leg] === facility && flows.departSec[leg] >= sec) legs.push(leg);
  }
  return legs.sort((a, b) => flows.departSec[a] - flows.departSec[b]).slice(0, most);
}

/** A window of an interchange point with what a plan tenders in it, in parcels. */
export interface WindowLoad {
  readonly opensSec: number;
  readonly closesSec: number;
  readonly room: number | undefined; // undefined: not limited
  readonly used: number; // both sides together
  readonly own: number;
}

/** Windows of an interchange point that open on one day. */
export function windowsOf({ windows }: Flows, interchange: number, day: number): WindowLoad[] {
  return [...windows.interchange.keys()]
    .filter((row) => windows.interchange[row] === interchange && Math.floor(windows.opensSec[row] / DAY_SEC) === day)
    .map((row) => ({
      opensSec: windows.opensSec[row],
      closesSec: windows.closesSec[row],
      room: windows.room[row] === FLOW_UNLIMITED ? undefined : windows.room[row],
      used: windows.used[row],
      own: windows.own[row],
    }));
}

/** An interchange point over all days. */
export interface InterchangeLoad {
  readonly interchange: number;
  readonly used: number;
  readonly own: number;
  readonly room: number;
  readonly fullest: number; // share of the fullest window
}

/** All interchange points, the busiest first. */
export function interchangeLoads({ header, windows }: Flows): InterchangeLoad[] {
  const loads = header.interchanges.map((_, interchange) => ({ interchange, used: 0, own: 0, room: 0, fullest: 0 }));
  windows.interchange.forEach((interchange, row) => {
    const load = loads[interchange];
    load.used += windows.used[row];
    load.own += windows.own[row];
    load.room += windows.room[row];
    load.fullest = Math.max(load.fullest, windows.used[row] / Math.max(1, windows.room[row]));
  });
  return loads.sort((a, b) => b.used - a.used);
}

/** Legs under way at a moment that pass, those with most parcels first. */
export function busiestLegs(flows: Flows, passes: Uint8Array, sec: number, most: number): number[] {
  const parcels = (leg: number): number => ownParcels(flows, leg) + flows.partnerParcels[leg];
  const legs: number[] = [];
  for (let leg = 0; leg < flows.count; leg++) {
    if (passes[leg] === 1 && flows.departSec[leg] <= sec && flows.arriveSec[leg] > sec) legs.push(leg);
  }
  return legs
    .sort((a, b) => parcels(b) - parcels(a) || (fullness(flows, b) ?? 0) - (fullness(flows, a) ?? 0))
    .slice(0, most);
}

/** How many legs that pass are under way at a moment. */
export function movingAt({ departSec, arriveSec, count }: Flows, passes: Uint8Array, sec: number): number {
  let moving = 0;
  for (let leg = 0; leg < count; leg++) {
    if (passes[leg] === 1 && departSec[leg] <= sec && arriveSec[leg] > sec) moving++;
  }
  return moving;
}
