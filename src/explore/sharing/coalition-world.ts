import type { Agreement } from '../../domain/agreement.js';
import type { PackedStrings, Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';

/** What some of the parties would plan if the others were not there. */
export interface CoalitionWorld {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly rows: Uint32Array; // [shipment] its row among all shipments
}

/**
 * The world of a coalition, by bit mask of parties: its members' shipments, and of the agreement what members grant each
 * other. The other parties' networks are still there, but nothing opens them, so all indices keep their meaning.
 */
export function coalitionWorld(workspace: Workspace, shipments: Shipments, coalition: number): CoalitionWorld {
  const rows = new Uint32Array(shipments.party.reduce((count, party) => count + ((coalition >> party) & 1), 0));
  let at = 0;
  shipments.party.forEach((party, index) => {
    if ((coalition >> party) & 1) rows[at++] = index;
  });
  const agreement = workspace.agreement && agreementAmong(workspace.agreement, coalition);
  return { workspace: { ...workspace, agreement }, shipments: shipmentsAt(shipments, rows), rows };
}

/** Undefined for a single party, which has nobody to agree with. */
function agreementAmong(agreement: Agreement, coalition: number): Agreement | undefined {
  if ((coalition & (coalition - 1)) === 0) return undefined;
  const isMember = (party: number): boolean => ((coalition >> party) & 1) === 1;
  return {
    ...agreement,
    interchanges: agreement.interchanges.map((interchange) => ({
      ...interchange,
      directions: interchange.directions.filter(({ from, to }) => isMember(from) && isMember(to)),
    })),
    capacity: agreement.capacity.filter((clause) => isMember(clause.party)),
  };
}

/** Some shipments in columns of their own. O(rows). */
function shipmentsAt(shipments: Shipments, rows: Uint32Array): Shipments {
  const pick = <Column extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(column: Column): Column => {
    const picked = new (column.constructor as new (length: number) => Column)(rows.length);
    rows.forEach((row, index) => (picked[index] = column[row]));
    return picked;
  };
  return {
    count: rows.length,
    id: stringsAt(shipments.id, rows),
    party: pick(shipments.party),
    product: pick(shipments.product),
    origin: pick(shipments.origin),
    readySec: pick(shipments.readySec),
    destination: pick(shipments.destination),
    weightG: pick(shipments.weightG),
    volumeMl: pick(shipments.volumeMl),
    longestSideCm: pick(shipments.longestSideCm),
    value: pick(shipments.value),
    codAmount: pick(shipments.codAmount),
    goods: pick(shipments.goods),
    promisedSec: pick(shipments.promisedSec),
  };
}

function stringsAt({ bytes, start }: PackedStrings, rows: Uint32Array): PackedStrings {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => (starts[index + 1] = starts[index] + start[row + 1] - start[row]));
  const picked = new Uint8Array(starts[rows.length]);
  rows.forEach((row, index) => picked.set(bytes.subarray(start[row], start[row + 1]), starts[index]));
  return { count: rows.length, bytes: picked, start: starts };
}
