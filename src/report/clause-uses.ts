import { NONE } from '../base/none.js';
import { UNLIMITED } from '../domain/network.js';
import type { ClauseRef, ClauseUnit } from '../domain/clause-values.js';
import type { Workspace } from '../domain/workspace.js';
import { clauseFinder, deliveryClause } from '../domain/block-space.js';
import type { LegLoads, Loads } from './loads.js';

/** How much of a clause's grants a plan uses. */
export interface ClauseUse {
  grants: number; // legs, rounds or windows with anything granted
  used: number; // of them
  full: number; // of them
  departures: number; // of capacity on departures; 0 otherwise
  room: number; // sum of the grants, in grams, millilitres or parcels; may be UNLIMITED
  taken: number; // of it
}

/** A clause's amount in one measure. */
export interface ClauseAmount {
  readonly clause: ClauseRef;
  readonly unit: ClauseUnit;
}

const FULL = 0.99;

/** All amounts that an agreement limits: windows of each interchange, then the measures of each capacity clause. */
export function clauseAmounts({ agreement }: Workspace): ClauseAmount[] {
  const interchanges = (agreement?.interchanges ?? []).flatMap(({ parcelsPerWindow }, index): ClauseAmount[] =>
    parcelsPerWindow === UNLIMITED ? [] : [{ clause: { kind: 'interchange', index }, unit: 'parcels' }],
  );
  const capacity = (agreement?.capacity ?? []).flatMap(({ kg, litres, parcels }, index): ClauseAmount[] => {
    const clause = { kind: 'capacity', index } as const;
    const limits = [
      ['kg', kg],
      ['litres', litres],
      ['parcels', parcels],
    ] as const;
    return limits.flatMap(([unit, quantity]) => (quantity === undefined ? [] : [{ clause, unit }]));
  });
  return [...interchanges, ...capacity];
}

/** Use of every amount, in the order of `clauseAmounts`. O(legs + rounds + windows). */
export function clauseUses(workspace: Workspace, loads: Loads, amounts: readonly ClauseAmount[]): ClauseUse[] {
  const uses = amounts.map(() => ({ grants: 0, used: 0, full: 0, departures: 0, room: 0, taken: 0 }));
  const at = (kind: ClauseRef['kind'], index: number, unit: ClauseUnit): ClauseUse | undefined =>
    uses[amounts.findIndex((one) => one.clause.kind === kind && one.clause.index === index && one.unit === unit)];
  const byUnit = (unit: ClauseUnit): (ClauseUse | undefined)[] =>
    (workspace.agreement?.capacity ?? []).map((_, index) => at('capacity', index, unit));
  countLegs(workspace, loads.legs, byUnit('kg'), byUnit('litres'));
  const { officeDays, windows } = loads;
  const rounds = byUnit('parcels');
  for (let row = 0; row < officeDays.count; row++) {
    const party = workspace.network.facilities.party[officeDays.facility[row]];
    const clause = deliveryClause(workspace, party, officeDays.day[row]);
    count(rounds[clause], officeDays.block[row], officeDays.partnerUsed[row]);
  }
  for (let row = 0; row < windows.count; row++) {
    count(at('interchange', windows.interchange[row], 'parcels'), windows.granted[row], windows.used[row]);
  }
  return uses;
}

function countLegs(
  workspace: Workspace,
  legs: LegLoads,
  kg: readonly (ClauseUse | undefined)[],
  litres: readonly (ClauseUse | undefined)[],
): void {
  const { trips, calls } = workspace.network;
  const clauseOf = clauseFinder(workspace);
  const counted = new Int32Array(kg.length).fill(NONE); // [clause] departure counted last; its legs follow each other
  for (let leg = 0; leg < legs.count; leg++) {
    const trip = legs.trip[leg];
    const call = trips.firstCall[trip] + legs.call[leg];
    const clause = clauseOf(trip, legs.day[leg], calls.facility[call], calls.facility[call + 1]);
    if (clause === NONE) continue;
    const departure = trip * legs.dayCount + legs.day[leg];
    for (const use of departure === counted[clause] ? [] : [kg[clause], litres[clause]]) if (use) use.departures++;
    counted[clause] = departure;
    count(kg[clause], legs.blockG[leg], legs.partnerG[leg]);
    count(litres[clause], legs.blockMl[leg], legs.partnerMl[leg]);
  }
}

function count(use: ClauseUse | undefined, granted: number, used: number): void {
  if (!use || granted === 0) return;
  use.grants++;
  use.room += granted;
  use.taken += used;
  if (used > 0) use.used++;
  if (used > 0 && used >= FULL * granted) use.full++;
}
