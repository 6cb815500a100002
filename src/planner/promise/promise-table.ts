import type { Workspace } from '../../domain/workspace.js';
import type { TableColumns } from '../../engine/promise/promise-table.js';
import type { PromiseDesk } from './promise-desk.js';
import { contracted, sharedUint32, sharedUint8 } from './promise-table-cases.js';
import type { TableParcel } from './promise-table-cases.js';
import { codeTargets } from './promise-table-lists.js';
import { codeSources } from './promise-table-origins.js';

/** The parcel a table is about, and what its cells hold. */
export interface TableRequest extends TableParcel {
  /** `joint`: best of both carriers together; `alone`: of the better carrier alone. */
  readonly best: 'joint' | 'alone';
  /** So many first characters of a postal code name its circle in the counts. */
  readonly circleChars: number;
}

/** A prepaid parcel of the lightest band in the first product, posted at the planning instant. */
export function standardTable(workspace: Workspace): TableRequest {
  const band = workspace.bands[0] ?? { g: 500, ml: 3000 };
  return {
    postedSec: workspace.plannedAtSec,
    g: band.g,
    ml: band.ml,
    product: 0,
    goods: 0,
    codAmount: 0,
    best: 'joint',
    circleChars: 2,
  };
}

/** A case of the table in terms of the domain. */
export interface CaseName {
  readonly party: number;
  readonly interlined: boolean;
}

export interface TableProblem {
  readonly request: TableRequest;
  readonly cases: readonly CaseName[];
  readonly circles: readonly string[];
  readonly columns: TableColumns;
}

/**
 * Contracts a workspace to the columns that the table's kernels fill; all in shared memory, so that threads can share
 * them. The table goes to `into` where that is shared memory of its size, as from an earlier table.
 */
export function tableProblem(desk: PromiseDesk, request: TableRequest, into?: Uint8Array): TableProblem {
  const { access } = desk;
  const { workspace } = access;
  const codeCount = workspace.network.postalCodes.length;
  const { usages, cases, combinations, groups, origins } = contracted(desk, request, {
    sources: codeSources(access, request.postedSec),
    targets: codeTargets(access),
  });
  const circles = circlesOf(workspace, request.circleChars);
  const columns = {
    codeCount,
    cases,
    groupOf: groups.tupleOf,
    groupCount: groups.sample.length,
    ...byTuple(combinations.tupleOf, combinations.sample.length),
    circleCount: circles.names.length,
    circleOf: circles.circleOf,
    ...membersOf(groups.tupleOf, circles.circleOf, circles.names.length),
    firstLocal: sharedUint32(origins.firstLocal),
    localCode: sharedUint32(origins.localTarget),
    localDays: sharedUint8(origins.localDays),
    days: roomFor(codeCount * codeCount, into),
    jointly: request.best === 'joint',
  };
  return {
    request,
    cases: usages.map(({ party, interlined }) => ({ party, interlined })),
    circles: circles.names,
    columns,
  };
}

function byTuple(tupleOf: Uint32Array, count: number): { firstOrigin: Uint32Array; origin: Uint32Array } {
  const codes = Array.from({ length: count }, (): number[] => []);
  tupleOf.forEach((tuple, code) => codes[tuple]?.push(code));
  const firstOrigin = [0];
  for (const list of codes) firstOrigin.push(firstOrigin[firstOrigin.length - 1] + list.length);
  return { firstOrigin: sharedUint32(firstOrigin), origin: sharedUint32(codes.flat()) };
}

function circlesOf(workspace: Workspace, chars: number): { names: string[]; circleOf: Uint16Array } {
  const prefixes = workspace.network.postalCodes.map((code) => code.slice(0, chars));
  const names = [...new Set(prefixes)].sort();
  const index = new Map(names.map((name, circle) => [name, circle]));
  const circleOf = new Uint16Array(new SharedArrayBuffer(prefixes.length * 2));
  prefixes.forEach((prefix, code) => (circleOf[code] = index.get(prefix) as number));
  return { names, circleOf };
}

function membersOf(
  groupOf: Uint32Array,
  circleOf: Uint16Array,
  circleCount: number,
): Pick<TableColumns, 'memberGroup' | 'memberCircle' | 'memberCount'> {
  const counts = new Map<number, number>();
  groupOf.forEach((group, code) => {
    const key = group * circleCount + circleOf[code];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const keys = [...counts.keys()];
  const memberCircle = new Uint16Array(new SharedArrayBuffer(keys.length * 2));
  keys.forEach((key, m) => (memberCircle[m] = key % circleCount));
  return {
    memberGroup: sharedUint32(keys.map((key) => Math.floor(key / circleCount))),
    memberCircle,
    memberCount: sharedUint32([...counts.values()]),
  };
}

function roomFor(cells: number, into: Uint8Array | undefined): Uint8Array {
  if (into?.length === cells && into.buffer instanceof SharedArrayBuffer) return into;
  return new Uint8Array(new SharedArrayBuffer(cells));
}
