import { formatLocal } from '../../base/civil-time.js';
import { NO_DAYS } from '../../domain/coverage.js';
import type {
  Coverage,
  CoverageColumns,
  CoverageWay,
  Gained,
  OfficeGain,
  OriginKind,
  PostalAreas,
  SenderReach,
} from '../../domain/coverage.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { PromiseDesk } from '../../planner/promise/promise-desk.js';
import type { TableParcel } from '../../planner/promise/promise-table-cases.js';
import { coverageDays } from './coverage-days.js';
import type { CoverageDays } from './coverage-days.js';
import { coverageGroups } from './coverage-groups.js';
import { reachedOf } from './reached.js';
import { originsOf } from './origins.js';
import { placesOf } from './places.js';
import type { CoveragePlaces } from './places.js';

/** What is asked of a workspace's coverage. */
export interface CoverageRequest {
  readonly parcel: TableParcel;
  readonly origins: OriginKind;
  /** A place is reached when this share of what is sent there has been delivered; above 0, at most 1. */
  readonly share: number;
  readonly withinDays: readonly number[]; // ascending
}

/** What coverage reads beside the network. */
export interface CoverageInput {
  readonly shipments: Shipments | undefined;
  readonly areas: PostalAreas;
}

/** Coverage in figures, and the days of every postal code and office behind them. */
export interface MeasuredCoverage {
  readonly coverage: Coverage;
  readonly codes: CoverageColumns; // [way][postal code]
  readonly offices: CoverageColumns; // [way][office]
  readonly office: Uint32Array; // facility of each office
}

export const WITHIN_DAYS = [1, 2, 3, 5] as const;
const MOST_GAINED = 12;

/** How soon every postal code and office is reached by each party alone and by all together; see docs/coverage.md. */
export function measureCoverage(desk: PromiseDesk, request: CoverageRequest, input: CoverageInput): MeasuredCoverage {
  const { workspace } = desk.access;
  const { parcel, withinDays, share } = request;
  const origins = originsOf(workspace, request.origins, input.shipments);
  const kind = request.origins === 'shipments' && !input.shipments?.count ? 'everywhere' : request.origins;
  const places = placesOf(desk.access);
  const measured = coverageDays(desk, parcel, { origins, places, share });
  const { codeCount, office } = places;
  const codes = slice(measured.places, 0, codeCount);
  const offices = slice(measured.places, codeCount, measured.places.count);
  const ways = waysOf(workspace);
  const measure = { withinDays, beyondDays: measured.beyondDays };
  const coverage: Coverage = {
    workspace: workspace.name,
    synthetic: workspace.synthetic,
    currency: workspace.currency,
    timezone: workspace.calendar.timezone,
    parties: workspace.parties.map(({ id, name }) => ({ id, name })),
    posted: formatLocal(workspace.calendar, parcel.postedSec),
    product: workspace.products[parcel.product]?.id ?? '',
    weightG: parcel.g,
    origins: {
      kind,
      places: origins.count,
      parcels: origins.weight.reduce((sum, weights) => sum + totalOf(weights), 0),
    },
    share,
    ...measure,
    ways,
    ...coverageGroups(workspace, places, { codes, offices }, input.areas, measure),
    byDays: offices.days.map((days) => histogram(days, measured.beyondDays)),
    gained: [...withinDays, measured.beyondDays - 1].map((days) => gainedWithin(offices, ways.length, days)),
    fasterOffices: offices.meanDays[ways.length - 1].reduce(
      (count, days, at) => count + (days < offices.meanDays[ways.length - 2][at] ? 1 : 0),
      0,
    ),
    senders: sendersOf(workspace, places, measured, origins.weight.map(totalOf), measure),
    mostGained: mostGained(workspace, places, offices, input.areas),
  };
  return { coverage, codes, offices, office };
}

function waysOf({ parties }: Workspace): CoverageWay[] {
  return [
    ...parties.map(({ id }) => ({ kind: 'alone' as const, party: id })),
    { kind: 'better_alone' },
    { kind: 'joint' },
  ];
}

function slice({ days, meanDays }: CoverageColumns, from: number, end: number): CoverageColumns {
  return {
    count: end - from,
    days: days.map((column) => column.subarray(from, end)),
    meanDays: meanDays.map((column) => column.subarray(from, end)),
  };
}

/** Offices by days; the last entry counts those that are not reached. */
function histogram(days: Uint8Array, beyondDays: number): number[] {
  const counts = Array.from({ length: beyondDays + 1 }, () => 0);
  for (const day of days) counts[Math.min(day, beyondDays)] += 1;
  return counts;
}

function gainedWithin({ days }: CoverageColumns, wayCount: number, within: number): Gained {
  const joint = days[wayCount - 1];
  const gainedOver = (before: Uint8Array) =>
    joint.reduce((count, day, at) => count + (day <= within && before[at] > within ? 1 : 0), 0);
  return {
    days: within,
    overEach: days.slice(0, wayCount - 2).map(gainedOver),
    overBetter: gainedOver(days[wayCount - 2]),
  };
}

function sendersOf(
  { parties }: Workspace,
  { codeCount }: CoveragePlaces,
  { senders }: CoverageDays,
  parcels: readonly number[],
  measure: { readonly withinDays: readonly number[]; readonly beyondDays: number },
): SenderReach[] {
  return parties.map(({ id }, party) => {
    const offices = slice(senders[party], codeCount, senders[party].count);
    const [alone, together] = [0, 1].map((way) => reachedOf(offices, way, measure));
    return { party: id, parcels: parcels[party], alone, together };
  });
}

/** The office that gains most in each circle, or under each two figures of a postal code; the largest gains first. */
function mostGained(
  { network }: Workspace,
  { office, officeCode }: CoveragePlaces,
  { days, meanDays }: CoverageColumns,
  { circle }: PostalAreas,
): OfficeGain[] {
  const [better, joint] = [days.length - 2, days.length - 1];
  const best = new Map<string, number>();
  const savedAt = (at: number) => meanDays[better][at] - meanDays[joint][at];
  for (let at = 0; at < office.length; at++) {
    const code = officeCode[at];
    const name = circle?.[code] ?? network.postalCodes[code]?.slice(0, 2) ?? '';
    const known = best.get(name);
    if (savedAt(at) > 0 && (known === undefined || savedAt(at) > savedAt(known))) best.set(name, at);
  }
  const daysAt = (way: number, at: number) => (days[way][at] === NO_DAYS ? null : days[way][at]);
  return [...best.values()]
    .sort((a, b) => savedAt(b) - savedAt(a) || a - b)
    .slice(0, MOST_GAINED)
    .map((at) => ({
      id: network.facilities.id[office[at]],
      name: network.facilities.name[office[at]],
      postalCode: network.postalCodes[officeCode[at]] ?? '',
      betterAloneDays: daysAt(better, at),
      jointDays: daysAt(joint, at),
      meanDaysSaved: savedAt(at),
    }));
}

function totalOf(weights: Float64Array): number {
  return weights.reduce((sum, parcels) => sum + parcels, 0);
}
