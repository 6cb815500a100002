import { weekdayBit } from '../base/civil-time.js';
import type { CapacityClause, Quantity } from '../domain/agreement.js';
import { UNLIMITED } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';

/** What partners together may use of a leg, in grams and millilitres; nothing when the leg is closed to them. */
export interface LegBlock {
  readonly g: number;
  readonly ml: number;
  readonly hard: boolean; // paid for, used or not
}

const CLOSED: LegBlock = { g: 0, ml: 0, hard: false };

/** The clauses that may open legs of one trip: its party's, matching its id, the one that decides first. */
export function clausesOfTrip(workspace: Workspace, trip: number): CapacityClause[] {
  const { trips } = workspace.network;
  const id = trips.id[trip];
  return (workspace.agreement?.capacity ?? [])
    .filter(
      (clause) => clause.pattern !== 'delivery' && clause.party === trips.party[trip] && matches(clause.pattern, id),
    )
    .reverse();
}

/** Block space on a leg, as docs/model.md section 4 grants it. `clauses` is what `clausesOfTrip` gave for its trip. */
export function legBlock(
  workspace: Workspace,
  clauses: readonly CapacityClause[],
  leg: {
    readonly day: number;
    readonly departSec: number;
    readonly from: number;
    readonly to: number;
    readonly capacityG: number;
    readonly capacityMl: number;
  },
): LegBlock {
  const bit = weekdayBit(workspace.calendar.firstDay + leg.day);
  const clause = clauses.find(({ days, legs }) => (days & bit) !== 0 && (legs === 'all' || names(legs, leg)));
  if (!clause) return CLOSED;
  const keep = keptShare(clause, (leg.departSec - workspace.plannedAtSec) / 3600);
  return {
    g: grantOf(clause.kg, 1000, leg.capacityG, keep),
    ml: grantOf(clause.litres, 1000, leg.capacityMl, keep),
    hard: clause.type === 'hard',
  };
}

/** What partners together may have delivered on a service day, in parcels, by what a facility delivers a day at most. */
export function deliveryGrant(workspace: Workspace, party: number, day: number): (parcelsPerDay: number) => number {
  const { calendar, agreement, plannedAtSec } = workspace;
  const bit = weekdayBit(calendar.firstDay + day);
  const clause = (agreement?.capacity ?? []).findLast(
    ({ pattern, party: granting, days }) => pattern === 'delivery' && granting === party && (days & bit) !== 0,
  );
  if (!clause) return () => 0;
  const keep = keptShare(clause, (calendar.dayStartSec[day] - plannedAtSec) / 3600);
  return (parcelsPerDay) => grantOf(clause.parcels, 1, parcelsPerDay, keep);
}

/** The release step with the fewest hours that still covers the lead decides what share of the block is left. */
function keptShare(clause: CapacityClause, leadHours: number): number {
  const steps = clause.release.filter(({ hours }) => hours >= leadHours);
  if (steps.length === 0) return 1;
  return steps.reduce((tightest, step) => (step.hours < tightest.hours ? step : tightest)).keep;
}

/** A measure that a clause does not give is bounded by the vehicle or the office alone. */
function grantOf(quantity: Quantity | undefined, unitsPer: number, capacity: number, keep: number): number {
  if (!quantity) return UNLIMITED;
  const units = quantity.kind === 'amount' ? quantity.amount * unitsPer : quantity.share * capacity;
  if (keep === 0) return 0;
  return wholeUnits(units * keep);
}

/** Capacities are whole grams, millilitres or parcels; 0.29 x 100 must not lose one to binary fractions. */
export function wholeUnits(amount: number): number {
  return Math.floor(amount + 1e-6);
}

function names(
  legs: readonly { readonly from: number; readonly to: number }[],
  leg: { readonly from: number; readonly to: number },
): boolean {
  return legs.some(({ from, to }) => from === leg.from && to === leg.to);
}

/** True when a trip id matches a pattern in which `*` stands for any characters. */
function matches(pattern: string, id: string): boolean {
  const [head, ...rest] = pattern.split('*') as [string, ...string[]];
  const tail = rest.pop();
  if (tail === undefined) return id === head;
  if (!id.startsWith(head)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return id.length - tail.length >= at && id.endsWith(tail);
}
