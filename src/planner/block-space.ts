import { NONE } from '../base/none.js';
import { weekdayBit } from '../base/civil-time.js';
import type { CapacityClause, Quantity } from '../domain/agreement.js';
import type { Workspace } from '../domain/workspace.js';

/** A lookup of the clause that opens a departure's leg to partners: the last one that matches, or NONE. */
export function clauseFinder(workspace: Workspace): (trip: number, day: number, from: number, to: number) => number {
  const { network, calendar } = workspace;
  const clauses = workspace.agreement?.capacity ?? [];
  const patterns = clauses.map((clause) => globPattern(clause.pattern));
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

/** Share of a block that is left at the planning instant for a departure at `departSec`. */
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

/** Whole units (grams, millilitres, parcels) that a clause grants of an owner's capacity in the same unit. */
export function granted(quantity: Quantity, unit: number, capacity: number, keep: number): number {
  if (keep === 0) return 0; // also of an unlimited capacity
  const amount = quantity.kind === 'amount' ? quantity.amount * unit : quantity.share * capacity;
  // A share of a decimal like 0.15 must not lose a unit to binary rounding.
  return Math.floor(amount * keep + 1e-6);
}

function globPattern(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
