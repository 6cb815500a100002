import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Access } from '../../planner/network/access.js';
import { codeTargets } from '../../planner/promise/promise-table-lists.js';
import type { Targets } from '../../planner/promise/promise-table-lists.js';

/** Places whose coverage is measured: first every postal code, then every office. */
export interface CoveragePlaces {
  readonly codeCount: number;
  readonly office: Uint32Array; // facility
  readonly officeCode: Int32Array; // [office] postal code of its address, or one that it delivers, or NONE
  readonly targets: Targets; // codes, then offices
}

const OFFICE_KINDS = [FACILITY_KINDS.indexOf('post_office'), FACILITY_KINDS.indexOf('branch_office')];

/**
 * Post offices and branch offices; where a workspace has none, whatever delivers. An office is reached when a parcel is
 * delivered to the people around it: by its own rounds, or by another party that delivers in its postal code. An office
 * without rounds of its own is reached as its postal code is.
 */
export function placesOf(access: Access): CoveragePlaces {
  const { workspace } = access;
  const codes = codeTargets(access);
  const own = ownRowsOf(workspace);
  const office = officesOf(workspace, own);
  const officeCode = Int32Array.from(office, (facility) => codeOf(workspace, facility, own[facility]));
  const first = [...codes.first];
  const row = [...codes.row];
  const rowsOf = (code: number) => (code === NONE ? [] : codes.row.subarray(codes.first[code], codes.first[code + 1]));
  office.forEach((facility, index) => {
    const { party } = workspace.network.facilities;
    row.push(...own[facility]);
    for (const of of rowsOf(officeCode[index])) {
      const other = workspace.network.deliveries.facility[of];
      if (own[facility].length === 0 || party[other] !== party[facility]) row.push(of);
    }
    first.push(row.length);
  });
  return {
    codeCount: codes.count,
    office,
    officeCode,
    targets: { count: first.length - 1, first: Uint32Array.from(first), row: Uint32Array.from(row) },
  };
}

function ownRowsOf({ network }: Workspace): readonly (readonly number[])[] {
  const rows = Array.from({ length: network.facilities.count }, (): number[] => []);
  network.deliveries.facility.forEach((facility, row) => rows[facility].push(row));
  return rows;
}

function officesOf({ network }: Workspace, own: readonly (readonly number[])[]): Uint32Array {
  const all = Array.from({ length: network.facilities.count }, (_, facility) => facility);
  const offices = all.filter((facility) => OFFICE_KINDS.includes(network.facilities.kind[facility]));
  return Uint32Array.from(offices.length > 0 ? offices : all.filter((facility) => own[facility].length > 0));
}

function codeOf({ network }: Workspace, facility: number, rows: readonly number[]): number {
  const code = network.facilities.postalCode[facility];
  if (code !== NONE) return code;
  return rows.length > 0 ? network.deliveries.postalCode[rows[0]] : NONE;
}
