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
    party: Uint8Array.from(rows, (row) => shipments.party[row] as number),
    product: Uint8Array.from(rows, (row) => shipments.product[row] as number),
    origin: Int32Array.from(rows, (row) => shipments.origin[row] as number),
    readySec: Int32Array.from(rows, (row) => shipments.readySec[row] as number),
    destination: Uint32Array.from(rows, (row) => shipments.destination[row] as number),
    weightG: Uint32Array.from(rows, (row) => shipments.weightG[row] as number),
    volumeMl: Uint32Array.from(rows, (row) => shipments.volumeMl[row] as number),
    longestSideCm: Uint16Array.from(rows, (row) => shipments.longestSideCm[row] as number),
    value: Uint32Array.from(rows, (row) => shipments.value[row] as number),
    codAmount: Uint32Array.from(rows, (row) => shipments.codAmount[row] as number),
    goods: Uint16Array.from(rows, (row) => shipments.goods[row] as number),
    promisedSec: Int32Array.from(rows, (row) => shipments.promisedSec[row] as number),
  };
}

/** What a plan says of some shipments, as a plan of these alone. */
export function planAt(plan: Plan, rows: readonly number[]): Plan {
  return {
    routes: plan.routes,
    route: Int32Array.from(rows, (row) => plan.route[row] as number),
    carriage: Uint8Array.from(rows, (row) => plan.carriage[row] as number),
    status: Uint8Array.from(rows, (row) => plan.status[row] as number),
    reason: Uint8Array.from(rows, (row) => plan.reason[row] as number),
    dueSec: Int32Array.from(rows, (row) => plan.dueSec[row] as number),
    arriveSec: Int32Array.from(rows, (row) => plan.arriveSec[row] as number),
    cost: Float64Array.from(rows, (row) => plan.cost[row] as number),
    openedRuns: plan.openedRuns,
  };
}
