import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import type { DemandChange } from '../../domain/scenario.js';
import { shipmentsAt, type PackedStrings, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';

const SEED = 1;

/**
 * Shipments with each row as often as the changes say. Whole multiples are exact. Of fractions every so-many-th row of
 * the file is taken (systematic sampling from a seeded start, apart for each factor), so that a factor's total is exact
 * to one parcel and every lane keeps its share. Copies stand behind their row and are called `ID~2`, `ID~3`, ...
 */
export function changeDemand(workspace: Workspace, shipments: Shipments, changes: readonly DemandChange[]): Shipments {
  if (changes.every(({ times }) => times === 1)) return shipments;
  const copies = copiesOf(factorsOf(workspace, shipments, changes));
  if (copies.every((count) => count === 1)) return shipments;
  return repeated(shipments, rowsOf(copies));
}

/** Product of the factors that name each shipment. */
function factorsOf(workspace: Workspace, shipments: Shipments, changes: readonly DemandChange[]): Float64Array {
  const { network, calendar } = workspace;
  const factors = new Float64Array(shipments.count).fill(1);
  for (const { times, party, product, from, to, days } of changes) {
    const starts = beginsWith(network.postalCodes, from);
    const ends = beginsWith(network.postalCodes, to);
    for (let i = 0; i < shipments.count; i++) {
      if (party !== undefined && shipments.party[i] !== party) continue;
      if (product !== undefined && shipments.product[i] !== product) continue;
      if (to.length > 0 && ends[shipments.destination[i]] === 0) continue;
      if (from.length > 0) {
        const origin = shipments.origin[i];
        const code = origin < 0 ? -1 - origin : network.facilities.postalCode[origin];
        if (code === NONE || starts[code] === 0) continue;
      }
      if (days !== undefined && days[dayOfSec(calendar, shipments.readySec[i])] !== 1) continue;
      factors[i] = factors[i] * times;
    }
  }
  return factors;
}

/** [code] 1 where a postal code begins with one of some texts. */
export function beginsWith(codes: readonly string[], beginnings: readonly string[]): Uint8Array {
  if (beginnings.length === 0) return new Uint8Array(codes.length).fill(1);
  return Uint8Array.from(codes, (code) => (beginnings.some((text) => code.startsWith(text)) ? 1 : 0));
}

/** How often each row is taken; sums over rows are exact to one for each factor. */
export function copiesOf(factors: Float64Array): Uint32Array {
  const copies = new Uint32Array(factors.length);
  const prng = new Prng(SEED);
  const carried = new Map<number, number>(); // what is left of a parcel, by factor
  for (let i = 0; i < factors.length; i++) {
    const factor = factors[i];
    if (Number.isInteger(factor)) {
      copies[i] = factor;
      continue;
    }
    // A billionth keeps sums of decimals such as ten times 0.1 from falling short of a whole parcel.
    const sum = (carried.get(factor) ?? prng.next()) + factor + 1e-9;
    copies[i] = Math.floor(sum);
    carried.set(factor, sum - Math.floor(sum) - 1e-9);
  }
  return copies;
}

function rowsOf(copies: Uint32Array): Uint32Array {
  const row = new Uint32Array(copies.reduce((sum, one) => sum + one, 0));
  for (let i = 0, at = 0; i < copies.length; i++) {
    for (let copy = 0; copy < copies[i]; copy++) row[at++] = i;
  }
  return row;
}

function repeated(shipments: Shipments, row: Uint32Array): Shipments {
  return shipmentsAt(shipments, row, repeatedIds(shipments.id, row));
}

function repeatedIds({ bytes, start }: PackedStrings, row: Uint32Array): PackedStrings {
  const newStart = new Uint32Array(row.length + 1);
  let copy = 0;
  const endings: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const endingOf = (number: number): Uint8Array => (endings[number] ??= encoder.encode(`~${number}`));
  for (let at = 0; at < row.length; at++) {
    copy = at > 0 && row[at] === row[at - 1] ? copy + 1 : 1;
    const length = start[row[at] + 1] - start[row[at]];
    newStart[at + 1] = newStart[at] + length + (copy === 1 ? 0 : endingOf(copy).length);
  }
  const newBytes = new Uint8Array(newStart[row.length]);
  for (let at = 0; at < row.length; at++) {
    copy = at > 0 && row[at] === row[at - 1] ? copy + 1 : 1;
    let to = newStart[at];
    for (let byte = start[row[at]]; byte < start[row[at] + 1]; byte++) newBytes[to++] = bytes[byte];
    if (copy > 1) newBytes.set(endingOf(copy), to);
  }
  return { count: row.length, bytes: newBytes, start: newStart };
}
