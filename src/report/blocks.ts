import { clauseFinder, deliveryClause, granted, keptShare } from '../domain/block-space.js';
import type { Workspace } from '../domain/workspace.js';

/** What partners together may use of a leg, in grams and millilitres; nothing when the leg is closed to them. */
export interface LegBlock {
  readonly g: number;
  readonly ml: number;
  readonly hard: boolean; // paid for, used or not
}

/** A leg of a departure with the room of its vehicle. */
export interface BlockedLeg {
  readonly trip: number;
  readonly day: number;
  readonly departSec: number;
  readonly from: number; // facility
  readonly to: number;
  readonly capacityG: number;
  readonly capacityMl: number;
}

const CLOSED: LegBlock = { g: 0, ml: 0, hard: false };

/** A lookup of the block space on legs; fastest when legs of one trip follow each other. */
export function legBlocks(workspace: Workspace): (leg: BlockedLeg) => LegBlock {
  const findClause = clauseFinder(workspace);
  return ({ trip, day, departSec, from, to, capacityG, capacityMl }) => {
    const clause = workspace.agreement?.capacity[findClause(trip, day, from, to)];
    if (!clause) return CLOSED;
    const keep = keptShare(workspace, clause, departSec);
    return {
      g: granted(clause.kg, 1000, capacityG, keep),
      ml: granted(clause.litres, 1000, capacityMl, keep),
      hard: clause.type === 'hard',
    };
  };
}

/** What partners together may have delivered on a service day, in parcels, by what a facility delivers a day at most. */
export function deliveryGrant(workspace: Workspace, party: number, day: number): (parcelsPerDay: number) => number {
  const clause = workspace.agreement?.capacity[deliveryClause(workspace, party, day)];
  if (!clause) return () => 0;
  const keep = keptShare(workspace, clause, workspace.calendar.dayStartSec[day]);
  return (parcelsPerDay) => granted(clause.parcels, 1, parcelsPerDay, keep);
}
