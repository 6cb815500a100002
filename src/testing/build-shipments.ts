import { NONE } from '../base/none.js';
import { packStrings, type Shipments } from '../domain/shipments.js';
import type { Product } from '../domain/workspace.js';
import { clockSec, goodsMask, indexIn } from './world-sketch.js';
import type { Names, ShipmentSketch, WorldSketch } from './world-sketch.js';

/** The shipments of a sketch as columns; those without an id are called `P1`, `P2` and so on. */
export function buildShipments(sketch: WorldSketch, names: Names, products: readonly Product[]): Shipments {
  const rows = (sketch.shipments ?? []).flatMap((row) => Array.from({ length: row.count ?? 1 }, () => row));
  const productIds = products.map((product) => product.id);
  const ids = rows.map((row, index) => (row.id === undefined || (row.count ?? 1) > 1 ? `P${index + 1}` : row.id));
  return {
    count: rows.length,
    id: packStrings(ids),
    party: Uint8Array.from(rows, (row) => indexIn(names.parties, row.party)),
    product: Uint8Array.from(rows, (row) => (row.product === undefined ? 0 : indexIn(productIds, row.product))),
    origin: Int32Array.from(rows, (row) => originOf(row, names)),
    readySec: Int32Array.from(rows, (row) => clockSec(row.ready ?? '00:00')),
    destination: Uint32Array.from(rows, (row) => indexIn(names.codes, row.to)),
    weightG: Uint32Array.from(rows, (row) => row.g ?? 1000),
    volumeMl: Uint32Array.from(rows, (row) => row.ml ?? 1000),
    longestSideCm: Uint16Array.from(rows, (row) => row.sideCm ?? 0),
    value: Uint32Array.from(rows, (row) => row.value ?? 0),
    codAmount: Uint32Array.from(rows, (row) => row.cod ?? 0),
    goods: Uint16Array.from(rows, (row) => goodsMask(row.goods)),
    promisedSec: Int32Array.from(rows, (row) => (row.promised === undefined ? NONE : clockSec(row.promised))),
  };
}

function originOf(row: ShipmentSketch, names: Names): number {
  const facility = names.facilities.indexOf(row.from);
  return facility >= 0 ? facility : -1 - indexIn(names.codes, row.from);
}
