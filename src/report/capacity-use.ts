import type { ClauseUnit } from '../domain/clause-values.js';
import { UNLIMITED } from '../domain/network.js';
import type { Workspace } from '../domain/workspace.js';
import { clauseAmounts, clauseUses } from './clause-uses.js';
import type { Loads } from './loads.js';

/** How much of what a capacity clause grants a plan uses over the horizon, in one measure. */
export interface CapacityUse {
  readonly clause: number; // position in the agreement
  readonly on: string; // `post:RAIL-*`
  readonly unit: ClauseUnit;
  readonly departures: number; // that it covers; 0 for delivery
  readonly grants: number; // legs, or days of offices, with anything granted
  readonly used: number; // of them by partners
  readonly full: number; // of them, at least 99 %
  readonly share: number | null; // of all that is granted; null when there is no limit
}

/** One row per measure of each capacity clause of the agreement, in its order. O(legs + rounds). */
export function capacityUse(workspace: Workspace, loads: Loads): CapacityUse[] {
  const amounts = clauseAmounts(workspace).filter(({ clause }) => clause.kind === 'capacity');
  const uses = clauseUses(workspace, loads, amounts);
  return amounts.map(({ clause: { index }, unit }, row) => {
    const { grants, used, full, departures, room, taken } = uses[row];
    const { party, pattern } = (workspace.agreement?.capacity ?? [])[index];
    const on = `${workspace.parties[party].id}:${pattern}`;
    const share = room === UNLIMITED || room === 0 ? null : taken / room;
    return { clause: index, on, unit, departures, grants, used, full, share };
  });
}
