import { NONE } from '../../base/none.js';
import type { Coverage, CoverageColumns, CoverageGroup, PostalAreas } from '../../domain/coverage.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { CoveragePlaces } from './places.js';
import { reachedOf } from './reached.js';

interface Columns {
  readonly codes: CoverageColumns;
  readonly offices: CoverageColumns;
}

interface Members {
  readonly codes: Uint32Array | undefined; // undefined: all
  readonly offices: Uint32Array | undefined;
}

/** Coverage of everything, by kind of office and by circle. */
export function coverageGroups(
  workspace: Workspace,
  places: CoveragePlaces,
  columns: Columns,
  areas: PostalAreas,
  { withinDays }: { readonly withinDays: readonly number[] },
): Pick<Coverage, 'all' | 'kinds' | 'circles'> {
  const groupOf = (name: string, members: Members): CoverageGroup => {
    const { people } = areas;
    const counted = people !== undefined && members.codes !== NO_CODES;
    const codeWeight = people ?? new Float64Array(0);
    return {
      name,
      postalCodes: members.codes?.length ?? places.codeCount,
      offices: members.offices?.length ?? places.office.length,
      people: counted ? sumOf(codeWeight, members.codes) : null,
      byOffices: columns.offices.days.map((_, way) =>
        reachedOf(columns.offices, way, { withinDays, members: members.offices }),
      ),
      byPeople: counted
        ? columns.codes.days.map((_, way) =>
            reachedOf(columns.codes, way, { withinDays, members: members.codes, weight: codeWeight }),
          )
        : null,
    };
  };
  return {
    all: groupOf('', { codes: undefined, offices: undefined }),
    kinds: kindMembers(workspace, places).map(([name, members]) => groupOf(name, members)),
    circles: circleMembers(workspace, places, areas).map(([name, members]) => groupOf(name, members)),
  };
}

/** People live in postal codes, and a code has offices of several kinds, so kinds have no people. */
const NO_CODES = new Uint32Array(0);

function kindMembers({ network }: Workspace, { office }: CoveragePlaces): [string, Members][] {
  const byKind = FACILITY_KINDS.map((): number[] => []);
  office.forEach((facility, index) => byKind[network.facilities.kind[facility]].push(index));
  return FACILITY_KINDS.flatMap((kind, index): [string, Members][] =>
    byKind[index].length === 0 ? [] : [[kind, { codes: NO_CODES, offices: Uint32Array.from(byKind[index]) }]],
  );
}

/** Circles as they are given, or the first two characters of postal codes; in order of their names. */
function circleMembers(
  { network }: Workspace,
  { codeCount, officeCode }: CoveragePlaces,
  { circle }: PostalAreas,
): [string, Members][] {
  const nameOf = (code: number) => circle?.[code] ?? network.postalCodes[code].slice(0, 2);
  const members = new Map<string, { codes: number[]; offices: number[] }>();
  const membersOf = (code: number) => {
    const name = nameOf(code);
    let found = members.get(name);
    if (found === undefined) members.set(name, (found = { codes: [], offices: [] }));
    return found;
  };
  for (let code = 0; code < codeCount; code++) membersOf(code).codes.push(code);
  officeCode.forEach((code, index) => {
    if (code !== NONE) membersOf(code).offices.push(index);
  });
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { codes, offices }]) => [
      name,
      { codes: Uint32Array.from(codes), offices: Uint32Array.from(offices) },
    ]);
}

function sumOf(weights: Float64Array, members: Uint32Array | undefined): number {
  if (members === undefined) return weights.reduce((sum, weight) => sum + weight, 0);
  return members.reduce((sum, at) => sum + weights[at], 0);
}
