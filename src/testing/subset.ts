import type { Plan } from '../domain/plan.js';
import { packedString } from '../domain/shipments.js';
import type { Shipments } from '../domain/shipments.js';
import { packStrings } from './build-shipments.js';

/** Rows of the shipments of one party, ascending. */
export function rowsOfParty(shipments: Shipments, party: number): number[] {
  return Array.from(shipments.party.keys()).filter((row) => shipments.party[row] === party);
}

/** Some shipments as shipments of their own. */
export function shipmentsAt(shipments: Shipments, rows: readonly number[]): Shipments {
  return {
    count: rows.length,
    id: packStrings(rows.map((row) => packedString(shipments.id, row))),
    party: Uint8Array.from(rows, (row) => shipments.party[row]),
    product: Uint8Array.from(rows, (row) => shipments.product[row]),
    origin: Int32Array.from(rows, (row) => shipments.origin[row]),
    readySec: Int32Array.from(rows, (row) => shipments.readySec[row]),
    destination: Uint32Array.from(rows, (row) => shipments.destination[row]),
    weightG: Uint32Array.from(rows, (row) => shipments.weightG[row]),
    volumeMl: Uint32Array.from(rows, (row) => shipments.volumeMl[row]),
    longestSideCm: Uint16Array.from(rows, (row) => shipments.longestSideCm[row]),
    value: Uint32Array.from(rows, (row) => shipments.value[row]),
    codAmount: Uint32Array.from(rows, (row) => shipments.codAmount[row]),
    goods: Uint16Array.from(rows, (row) => shipments.goods[row]),
    promisedSec: Int32Array.from(rows, (row) => shipments.promisedSec[row]),
  };
}

/** What a plan says of some shipments, as a plan of these alone. */
export function planAt(plan: Plan, rows: readonly number[]): Plan {
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
