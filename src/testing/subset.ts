import type { Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';

/** Rows of the shipments of one party, ascending. */
export function rowsOfParty(shipments: Shipments, party: number): Uint32Array {
  return Uint32Array.from(shipments.party.keys()).filter((row) => shipments.party[row] === party);
}

/** What a plan says of some shipments, as a plan of these alone. */
export function planAt(plan: Plan, rows: Uint32Array): Plan {
  return {
    parts: plan.parts,
    linehaul: Int32Array.from(rows, (row) => plan.linehaul[row]),
    lastMile: Int32Array.from(rows, (row) => plan.lastMile[row]),
    carriage: Uint8Array.from(rows, (row) => plan.carriage[row]),
    status: Uint8Array.from(rows, (row) => plan.status[row]),
    reason: Uint8Array.from(rows, (row) => plan.reason[row]),
    dueSec: Int32Array.from(rows, (row) => plan.dueSec[row]),
    arriveSec: Int32Array.from(rows, (row) => plan.arriveSec[row]),
    cost: Float64Array.from(rows, (row) => plan.cost[row]),
    openedRuns: plan.openedRuns,
  };
}
