import { formatClock, WEEKDAYS, weekdayBit } from '../../base/civil-time.js';
import type { ClauseUnit, GrantLine } from '../../domain/clause-values.js';
import type { Workspace } from '../../domain/workspace.js';
import type { ClauseRef } from '../../domain/clause-values.js';
import type { PricedGrant } from './priced-grants.js';

/** All grants of one departure, office or window of the day, over the horizon. */
export interface Line {
  readonly clause: ClauseRef;
  readonly unit: ClauseUnit;
  readonly target: number; // trip, facility or interchange
  readonly grants: readonly PricedGrant[];
  /** [day] minor money for one unit more on every priced leg of that day. */
  readonly dayWorth: Float64Array;
}

/** Groups grants; lines in the order of their first grant. */
export function grantLines({ calendar }: Workspace, grants: readonly PricedGrant[]): Line[] {
  const groups = new Map<string, PricedGrant[]>();
  for (const grant of grants) {
    const { clause, unit, target, at } = grant;
    const window = clause.kind === 'interchange' ? at : 0;
    const key = `${clause.kind} ${clause.index} ${unit} ${target} ${window}`;
    const group = groups.get(key);
    if (group) group.push(grant);
    else groups.set(key, [grant]);
  }
  return [...groups.values()].map((group) => {
    const dayWorth = new Float64Array(calendar.dayCount);
    for (const { day, price } of group) dayWorth[day] = dayWorth[day] + price;
    const [{ clause, unit, target }] = group;
    return { clause, unit, target, grants: group, dayWorth };
  });
}

/** Amounts by service day for a week: all of them, over the whole weeks that the horizon holds, at least one. */
export function weekOf({ calendar }: Workspace, amounts: Float64Array): number {
  const weeks = Math.max(1, Math.floor(calendar.dayCount / 7));
  return amounts.reduce((sum, amount) => sum + amount, 0) / weeks;
}

/** A line for people, money in major units. */
export function describeLine(workspace: Workspace, line: Line): GrantLine {
  const { calendar, minorPerMajor } = workspace;
  const binding = Array.from(line.dayWorth.keys()).filter((day) => line.dayWorth[day] > 0);
  const mask = binding.reduce((days, day) => days | weekdayBit(calendar.firstDay + day), 0);
  return {
    ...placeOf(workspace, line),
    days: daysText(mask),
    binding: binding.length,
    worth: weekOf(workspace, line.dayWorth) / minorPerMajor,
  };
}

function placeOf({ network, agreement, parties }: Workspace, line: Line): Pick<GrantLine, 'what' | 'name' | 'leaves'> {
  const { trips, calls, facilities } = network;
  const { target, grants } = line;
  if (line.clause.kind === 'interchange') {
    const interchange = agreement?.interchanges[target];
    const window = interchange?.windows[grants[0].at];
    const hours = window ? `${formatClock(window.openSec)}-${formatClock(window.closeSec)}` : '';
    return { what: `${interchange?.id} ${hours}`, name: `${interchange?.id}, window ${hours}`, leaves: '' };
  }
  if (line.unit === 'parcels') {
    const party = parties[facilities.party[target]]?.id;
    return { what: `${party}:${facilities.id[target]}`, name: facilities.name[target], leaves: '' };
  }
  const dearest = grants.reduce((best, grant) => (grant.price > best.price ? grant : best));
  const call = trips.firstCall[target] + dearest.at;
  return {
    what: `${parties[trips.party[target]]?.id}:${trips.id[target]}`,
    name: trips.name[target] || trips.id[target],
    leaves: `${facilities.name[calls.facility[call]]} ${formatClock(calls.departSec[call] % 86_400)}`,
  };
}

/** `daily`, `Mon to Sat`, `Mon, Wed and Fri` of a weekday mask. */
export function daysText(mask: number): string {
  const days = WEEKDAYS.map((_, weekday) => weekday).filter((weekday) => (mask >> weekday) & 1);
  const name = (weekday: number | undefined): string => WEEKDAYS[weekday ?? 0];
  if (days.length === 7) return 'daily';
  const [first, last] = [days[0], days.at(-1) ?? 0];
  if (days.length > 2 && last - first + 1 === days.length) return `${name(first)} to ${name(last)}`;
  if (days.length < 2) return days.map(name).join('');
  return `${days.slice(0, -1).map(name).join(', ')} and ${name(last)}`;
}
