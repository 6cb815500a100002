import { distanceKm } from '../../base/geo.js';
import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { ExchangePlace } from '../../exporting/tables/exchange-places.js';
import type { ExchangeOffice } from '../../planner/promise/export-promise.js';

/** Farther from an office of exchange no facility stands for it. */
const AWAY_KM_MAX = 50;

/** An office of exchange, the facility that stands for it in a network, and what is known of it. */
export type PlacedOffice = ExchangeOffice & Pick<ExchangePlace, 'name' | 'source' | 'isUncertain'>;

/**
 * Offices of exchange as a network has them: the nearest export office of a post, or where there is none nearby its nearest hub. A post is a
 * party that has service indicators for item identifiers. Offices that no facility stands for are told by their codes.
 */
export function officesOf(
  workspace: Workspace,
  places: readonly ExchangePlace[],
): { readonly offices: readonly PlacedOffice[]; readonly elsewhere: readonly string[] } {
  const offices: PlacedOffice[] = [];
  const elsewhere: string[] = [];
  for (const place of places) {
    const facility = facilityOf(workspace, place);
    if (facility === NONE) elsewhere.push(place.code);
    else offices.push({ ...place, facility });
  }
  return { offices, elsewhere };
}

/**
 * Offices of exchange for a plan of several parties, each with its own places: where they differ about an office, the party whose facility stands for
 * it is right, otherwise the first.
 */
export function officesOfParties(
  workspace: Workspace,
  parties: readonly { readonly party: number; readonly places: readonly ExchangePlace[] }[],
): PlacedOffice[] {
  const byCode = new Map<string, PlacedOffice>();
  for (const { party, places } of parties) {
    for (const office of officesOf(workspace, places).offices) {
      const isOwn = workspace.network.facilities.party[office.facility] === party;
      if (isOwn || !byCode.has(office.code)) byCode.set(office.code, office);
    }
  }
  return [...byCode.values()];
}

/** Facilities by position and workspace: to find one, all of a nation's are looked at. */
const KNOWN = new WeakMap<Workspace, Map<string, number>>();
/** Positions that are remembered; tables that are edited bring new ones. */
const KNOWN_MAX = 10_000;

function facilityOf(workspace: Workspace, place: ExchangePlace): number {
  const known = KNOWN.get(workspace) ?? new Map<string, number>();
  KNOWN.set(workspace, known);
  const at = `${place.lat} ${place.lon}`;
  const found = known.get(at);
  if (found !== undefined) return found;
  const exportOffice = nearest(workspace, place, 'export_office');
  const facility = exportOffice === NONE ? nearest(workspace, place, 'hub') : exportOffice;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(at, facility);
  return facility;
}

function nearest(workspace: Workspace, place: ExchangePlace, kind: (typeof FACILITY_KINDS)[number]): number {
  const { facilities } = workspace.network;
  const index = FACILITY_KINDS.indexOf(kind);
  let best: number = NONE;
  let least = AWAY_KM_MAX;
  for (let at = 0; at < facilities.count; at++) {
    if (facilities.kind[at] !== index || workspace.parties[facilities.party[at]].s10 === undefined) continue;
    const km = distanceKm(place.lon, place.lat, facilities.lon[at], facilities.lat[at]);
    if (km <= least) [best, least] = [at, km];
  }
  return best;
}
