import { NONE } from '../../base/none.js';
import type { CoverageColumns } from '../../domain/coverage.js';
import { beyondDaysOf, reachOfGroups } from '../../engine/coverage/reach.js';
import type { GroupReach, ReachColumns, ReachMeasure } from '../../engine/coverage/reach.js';
import { fillClassRows } from '../../engine/promise/promise-table.js';
import type { PromiseDesk } from '../../planner/promise/promise-desk.js';
import { contracted } from '../../planner/promise/promise-table-cases.js';
import type { Contraction, TableParcel } from '../../planner/promise/promise-table-cases.js';
import { sourcesOf } from './origins.js';
import type { Origins } from './origins.js';
import type { CoveragePlaces } from './places.js';

/** Days to every place. */
export interface CoverageDays {
  readonly beyondDays: number;
  readonly places: CoverageColumns; // ways: every party alone, the better of them, jointly
  /** By party, of its own parcels from its own origins: ways are by its network, and with its partners. */
  readonly senders: readonly CoverageColumns[];
}

/**
 * Days from origins to places by every way. Rows of the table of promises are reduced as they are made, so that no table
 * is stored. O(classes x legs + combinations x groups x ways).
 */
export function coverageDays(
  desk: PromiseDesk,
  parcel: TableParcel,
  { origins, places, share }: { readonly origins: Origins; readonly places: CoveragePlaces; readonly share: number },
): CoverageDays {
  const { targets } = places;
  const contraction = contracted(desk, parcel, { sources: sourcesOf(desk.access, origins, parcel.postedSec), targets });
  const { cases, usages } = contraction;
  for (const of of cases) fillClassRows(of, 0, of.classNode.length);
  const { columns, groupOf } = reachColumns(contraction, targets.count);
  const partyCount = origins.weight.length;
  const indicesOf = (fits: (party: number, interlined: boolean) => boolean): number[] =>
    usages.flatMap(({ party, interlined }, index) => (fits(party, interlined) ? [index] : []));
  const everyone = origins.weight.reduce((sum, weights) => sum.map((parcels, at) => parcels + weights[at]));
  const parties = origins.weight.map((_, party) => party);
  const measured = (measures: readonly ReachMeasure[]): CoverageColumns =>
    placeColumns(
      measures.map((measure) => reachOfGroups(columns, measure, share)),
      groupOf,
    );
  const ways = [
    ...parties.map((one) => indicesOf((party, interlined) => party === one && !interlined)),
    indicesOf((_, interlined) => !interlined),
    indicesOf(() => true),
  ];
  return {
    beyondDays: columns.beyondDays,
    places: measured(ways.map((of) => ({ cases: of, weight: everyone }))),
    senders: Array.from({ length: partyCount }, (_, one) => {
      const weight = origins.weight[one];
      return measured([
        { cases: ways[one], weight },
        { cases: indicesOf((party) => party === one), weight },
      ]);
    }),
  };
}

/** Columns of the kernel. A target with deliveries inside an origin's pocket becomes a group of its own. */
function reachColumns(
  { cases, combinations, groups, origins }: Contraction,
  targetCount: number,
): { columns: ReachColumns; groupOf: Uint32Array } {
  const groupOf = Uint32Array.from(groups.tupleOf);
  const sample = [...groups.sample];
  const own = new Int32Array(targetCount).fill(NONE);
  for (const target of origins.localTarget) {
    if (own[target] !== NONE) continue;
    own[target] = sample.push(target) - 1;
    groupOf[target] = own[target];
  }
  const columns = {
    cases: cases.map(({ rows, firstRound, classOf, listOf }) => ({
      rows,
      firstRound,
      classOf,
      listOf: Uint32Array.from(sample, (target) => listOf[groups.tupleOf[target]]),
    })),
    groupCount: sample.length,
    combinationOf: combinations.tupleOf,
    combinationCount: combinations.sample.length,
    firstLocal: origins.firstLocal,
    localGroup: origins.localTarget.map((target) => own[target]),
    localDays: origins.localDays,
    beyondDays: beyondDaysOf(cases, origins.localDays),
  };
  return { columns, groupOf };
}

function placeColumns(ways: readonly GroupReach[], groupOf: Uint32Array): CoverageColumns {
  const count = groupOf.length;
  const days = ways.map(() => new Uint8Array(count));
  const meanDays = ways.map(() => new Float64Array(count));
  ways.forEach((of, way) => {
    const [dayColumn, meanColumn] = [days[way], meanDays[way]];
    for (let place = 0; place < count; place++) {
      dayColumn[place] = of.days[groupOf[place]];
      meanColumn[place] = of.meanDays[groupOf[place]];
    }
  });
  return { count, days, meanDays };
}
