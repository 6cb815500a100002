import { DAY_SEC, HOUR_SEC, weekdayBit } from '../base/civil-time.js';
import { UNREACHED } from '../base/none.js';
import type { CapacityClause, Quantity } from '../domain/agreement.js';
import { UNLIMITED } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';

/** Times and clauses of docs/model.md sections 1 to 5, answered from the raw tables. */
export interface Rules {
  readonly workspace: Workspace;
  readonly dayCount: number;
  readonly endSec: number; // of the horizon
  /** Seconds to the start of a service day, also outside the horizon. */
  readonly dayStart: (day: number) => number;
  /** True when a service day is in a weekday mask. */
  readonly falls: (mask: number, day: number) => boolean;
  /** Ready to be loaded at a facility when unloaded at `sec`; UNREACHED when it never opens again. */
  readonly readySec: (facility: number, sec: number) => number;
  /** The clause that opens a leg to partners. */
  readonly clauseOfLeg: (trip: number, day: number, call: number) => CapacityClause | undefined;
  /** The clause that opens a facility's delivery round to partners. */
  readonly clauseOfRound: (facility: number, day: number) => CapacityClause | undefined;
  /** Share of a block that is left for a departure or a service day at `atSec`. */
  readonly keepOf: (clause: CapacityClause, atSec: number) => number;
}

/** The rules of a workspace. Patterns are matched once per trip. */
export function rulesOf(workspace: Workspace): Rules {
  const { calendar, network } = workspace;
  const { dayCount, dayStartSec } = calendar;
  const dayStart = (day: number): number => dayStartSec[day] ?? day * DAY_SEC;
  const falls = (mask: number, day: number): boolean => (mask & weekdayBit(calendar.firstDay + day)) !== 0;
  return {
    workspace,
    dayCount,
    endSec: dayStart(dayCount),
    dayStart,
    falls,
    readySec: readySecOf(workspace, dayStart, falls),
    clauseOfLeg: clauseOfLegIn(workspace, falls),
    clauseOfRound: (facility, day) => {
      const clauses = workspace.agreement?.capacity ?? [];
      const party = network.facilities.party[facility];
      for (let index = clauses.length - 1; index >= 0; index--) {
        const clause = clauses[index];
        if (clause.pattern === 'delivery' && clause.party === party && falls(clause.days, day)) return clause;
      }
      return undefined;
    },
    keepOf: (clause, atSec) => {
      const leadHours = (atSec - workspace.plannedAtSec) / HOUR_SEC;
      let [hours, keep] = [Infinity, 1];
      for (const step of clause.release) {
        if (step.hours >= leadHours && step.hours < hours) ({ hours, keep } = step);
      }
      return keep;
    },
  };
}

/** A block in whole units, `perUnit` of them to the clause's unit; UNLIMITED where the clause gives none. */
export function blockAmount(
  quantity: Quantity | undefined,
  of: { whole: number; keep: number; perUnit: number },
): number {
  if (quantity === undefined) return UNLIMITED;
  if (of.keep === 0) return 0;
  const amount = quantity.kind === 'amount' ? quantity.amount : quantity.share * of.whole;
  return wholeAmount(amount * of.keep * of.perUnit);
}

/** Rounded down to whole units, never below 0; a millionth short of a whole unit counts as whole. */
export function wholeAmount(amount: number): number {
  return Math.max(0, Math.floor(amount + 1e-6));
}

function readySecOf(workspace: Workspace, dayStart: Rules['dayStart'], falls: Rules['falls']): Rules['readySec'] {
  const { opensSec, closesSec, days, sortSec } = workspace.network.facilities;
  return (facility, sec) => {
    const opens = opensSec[facility];
    const closes = closesSec[facility];
    const sort = sortSec[facility];
    if (opens === closes) return sec + sort;
    // Closing may pass midnight by some days, so opening hours of days before may still run.
    const firstDay = Math.floor((sec - closes) / DAY_SEC) - 1;
    for (let day = firstDay; day <= firstDay + 11 + Math.ceil(closes / DAY_SEC); day++) {
      if (!falls(days[facility], day) || sec >= dayStart(day) + closes) continue;
      return Math.max(sec, dayStart(day) + opens) + sort;
    }
    return UNREACHED;
  };
}

function clauseOfLegIn(workspace: Workspace, falls: Rules['falls']): Rules['clauseOfLeg'] {
  const { trips, calls } = workspace.network;
  const clauses = (workspace.agreement?.capacity ?? []).filter((clause) => clause.pattern !== 'delivery').toReversed();
  const patterns = clauses.map((clause) => patternOf(clause.pattern));
  const clausesOfTrip: (readonly CapacityClause[] | undefined)[] = [];
  const listFor = (trip: number): readonly CapacityClause[] =>
    clauses.filter((clause, index) => clause.party === trips.party[trip] && patterns[index].test(trips.id[trip]));
  return (trip, day, call) => {
    const position = trips.firstCall[trip] + call;
    const from = calls.facility[position];
    const to = calls.facility[position + 1];
    clausesOfTrip[trip] ??= listFor(trip);
    for (const clause of clausesOfTrip[trip]) {
      if (!falls(clause.days, day)) continue;
      if (clause.legs === 'all' || clause.legs.some((leg) => leg.from === from && leg.to === to)) return clause;
    }
    return undefined;
  };
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
