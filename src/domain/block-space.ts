import { NONE } from '../base/none.js';
import { weekdayBit } from '../base/civil-time.js';
import type { CapacityClause, Quantity } from './agreement.js';
import { UNLIMITED } from './network.js';
import { tripPattern } from './trip-pattern.js';
import type { Workspace } from './workspace.js';

/**
 * Block space as docs/model.md sections 4 and 5 grant it: which clause opens what to partners, and how much of it. The
 * audit has these rules once more, written apart on purpose.
 */

/** A lookup of the clause that opens a departure's leg to partners: the last one that matches, or NONE. */
export function clauseFinder(workspace: Workspace): (trip: number, day: number, from: number, to: number) => number {
  const { network, calendar } = workspace;
  const clauses = workspace.agreement?.capacity ?? [];
  const patterns = clauses.map((clause) => tripPattern(clause.pattern));
  let knownTrip = NONE;
  let candidates: number[] = []; // clauses whose pattern matches `knownTrip`, last first
  return (trip, day, from, to) => {
    if (trip !== knownTrip) {
      knownTrip = trip;
      const id = network.trips.id[trip];
      candidates = [];
      for (let index = clauses.length - 1; index >= 0; index--) {
        const clause = clauses[index];
        if (clause.party !== network.trips.party[trip] || clause.pattern === 'delivery') continue;
        if (patterns[index].test(id)) candidates.push(index);
      }
    }
    const weekday = weekdayBit(calendar.firstDay + day);
    for (const index of candidates) {
      const clause = clauses[index];
      if ((clause.days & weekday) === 0) continue;
      if (clause.legs === 'all' || clause.legs.some((leg) => leg.from === from && leg.to === to)) return index;
    }
    return NONE;
  };
}

/** The clause that opens a party's delivery rounds of a service day to partners: the last one, or NONE. */
export function deliveryClause(workspace: Workspace, party: number, day: number): number {
  const clauses = workspace.agreement?.capacity ?? [];
  const weekday = weekdayBit(workspace.calendar.firstDay + day);
  for (let index = clauses.length - 1; index >= 0; index--) {
    const clause = clauses[index];
    if (clause.party === party && clause.pattern === 'delivery' && (clause.days & weekday) !== 0) return index;
  }
  return NONE;
}

/**
 * Share of a block that is left at the planning instant for what departs at `departSec`: of the release steps that cover
 * the hours until then, the one with the fewest decides.
 */
export function keptShare(workspace: Workspace, clause: CapacityClause, departSec: number): number {
  const leadHours = (departSec - workspace.plannedAtSec) / 3600;
  let keep = 1;
  let hours = Number.POSITIVE_INFINITY;
  for (const step of clause.release) {
    if (step.hours >= leadHours && step.hours < hours) {
      hours = step.hours;
      keep = step.keep;
    }
  }
  return keep;
}

/**
 * Whole units (grams, millilitres, parcels) that a clause grants of an owner's capacity in the same unit; UNLIMITED of a
 * measure that the clause does not give, which the owner's capacity alone bounds.
 */
export function granted(quantity: Quantity | undefined, unit: number, capacity: number, keep: number): number {
  if (quantity === undefined) return UNLIMITED;
  if (keep === 0) return 0; // also of an unlimited capacity
  return wholeUnits((quantity.kind === 'amount' ? quantity.amount * unit : quantity.share * capacity) * keep);
}

/** Whole units of a capacity, never below 0; a millionth short of one counts, so that 0.29 x 100 does not lose it. */
export function wholeUnits(capacity: number): number {
  return Math.max(0, Math.floor(capacity + 1e-6));
}
