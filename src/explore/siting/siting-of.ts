import { formatClock, WEEKDAYS } from '../../base/civil-time.js';
import { distanceKm } from '../../base/geo.js';
import type { Interchange } from '../../domain/agreement.js';
import { UNLIMITED } from '../../domain/network.js';
import type { PointUse, SitedSet, SitePoint, Siting, SitingPlan } from '../../domain/siting.js';
import { subjectOf } from '../../domain/subject.js';
import type { Workspace } from '../../domain/workspace.js';
import type { MedianAnswer } from '../../engine/siting/median.js';
import { interchangeName } from '../../report/interchange-use.js';
import { isPlaced } from '../../report/places.js';
import { HUB_KINDS } from './candidate-points.js';
import { costNow, useOf, type SitingTable } from './site-points.js';

/** What was found, in the words and units of the domain. `plans` has the one without new points first. */
export function sitingOf(found: {
  readonly workspace: Workspace;
  readonly table: SitingTable;
  readonly answer: MedianAnswer;
  readonly plans: readonly SitingPlan[];
  readonly reachKm: number;
  readonly seconds: number;
}): Siting {
  const { workspace, table, answer, plans, reachKm, seconds } = found;
  const { points, existingCount } = table;
  const major = (minor: number): number => minor / workspace.minorPerMajor;
  const inMajor = (use: readonly PointUse[]): PointUse[] =>
    use.map(({ parcels, worth }) => ({ parcels, worth: major(worth) }));
  const useNow = inMajor(useOf(table, []));
  const [planNow, ...setPlans] = plans;
  const candidates = points.slice(existingCount);
  const sets = answer.sets.map(({ sites, cost }, index): SitedSet => {
    const use = inMajor(
      useOf(
        table,
        sites.map((site) => site + existingCount),
      ),
    );
    const plan = setPlans[index];
    return {
      points: sites,
      cost: major(cost),
      use: use.slice(existingCount),
      existingUse: use.slice(0, existingCount),
      plan,
      planSaving: {
        amount: planNow.cost - plan.cost,
        low: planNow.bound - plan.cost,
        high: planNow.cost - plan.bound,
      },
    };
  });
  return {
    ...subjectOf(workspace),
    flows: table.flows.length,
    parcels: table.parcels.reduce((sum, parcels) => sum + parcels, 0),
    reachKm,
    existing: points
      .slice(0, existingCount)
      .map((point, index) => ({ ...sitePointOf(workspace, point), use: useNow[index] })),
    candidates: candidates.map((point) => sitePointOf(workspace, point)),
    leftOut: table.leftOut,
    costNow: major(costNow(table)),
    sets,
    bound: major(answer.bound),
    proved: answer.proved,
    allProved: answer.allProved,
    planNow,
    seconds,
    proposal: (sets[0]?.points ?? []).map((site) => agreementText(workspace, candidates[site])).join(''),
  };
}

function sitePointOf(workspace: Workspace, interchange: Interchange): SitePoint {
  const { network, parties } = workspace;
  const { lon, lat, name, id, party, kind } = network.facilities;
  const sides = [...interchange.facilities.values()];
  const placed = sides.filter((facility) => isPlaced(network, facility));
  const common = interchangeName(workspace, interchange);
  const hub = sides.find((facility) => HUB_KINDS.has(kind[facility])) ?? sides[0];
  const at = placed.length === 0 ? undefined : placed[0];
  const last = placed.length < 2 ? undefined : placed[placed.length - 1];
  return {
    id: interchange.id,
    name: common === interchange.id ? name[hub] || id[hub] : common,
    facilities: sides.map((one) => ({ party: parties[party[one]].id, id: id[one], name: name[one] })),
    kmApart: at === undefined || last === undefined ? 0 : distanceKm(lon[at], lat[at], lon[last], lat[last]),
    lon: at === undefined ? null : lon[at],
    lat: at === undefined ? null : lat[at],
  };
}

/** A point as `agreement.yaml` states it, two spaces in. */
function agreementText({ parties, network }: Workspace, point: Interchange): string {
  const sides = [...point.facilities].map(
    ([party, facility]) => `${parties[party].id}: ${yamlText(network.facilities.id[facility])}`,
  );
  const directions = point.directions.map(({ from, to }) => `${parties[from].id}>${parties[to].id}`);
  const windows = point.windows.map(
    ({ days, openSec, closeSec }) =>
      `{ days: ${daysText(days)}, open: "${formatClock(openSec)}", close: "${formatClock(closeSec)}" }`,
  );
  const limit = point.parcelsPerWindow === UNLIMITED ? '' : `    parcels_per_window: ${point.parcelsPerWindow}\n`;
  return `  - id: ${point.id}
    facilities: { ${sides.join(', ')} }
    directions: [${directions.join(', ')}]
    windows: [${windows.join(', ')}]
    minutes: ${point.transferSec / 60}
    slot_minutes: ${point.slotSec / 60}
${limit}    cutoff: { manifest_minutes: ${point.manifestSec / 60}, grace_minutes: ${point.graceSec / 60} }
`;
}

function daysText(days: number): string {
  const named = WEEKDAYS.filter((_, day) => (days >> day) & 1);
  return named.length === WEEKDAYS.length ? 'daily' : named.join(' ');
}

/** In quotes unless it can only be read as this text. */
function yamlText(text: string): string {
  return /^[A-Za-z]+-[\w.-]*$/.test(text) ? text : JSON.stringify(text);
}
