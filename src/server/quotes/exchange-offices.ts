import { distanceKm } from '../../base/geo.js';
import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Workspace } from '../../domain/workspace.js';
import type { ExchangeOffice } from '../../planner/promise/export-promise.js';
import type { Sourced } from '../../standards/tables/table.js';
import type { ExchangePlace } from '../../standards/upu/exchange-place.js';

/** Farther from an office of exchange no facility stands for it. */
const AWAY_KM_MAX = 50;

/** An office of exchange, the facility that stands for it in a network, and what is known of it. */
export type PlacedOffice = ExchangeOffice & Pick<ExchangePlace & Sourced, 'name' | 'source' | 'isUncertain'>;

/**
 * Offices of exchange as a network has them: the nearest export office of a post, or where there is none nearby its nearest hub. A post is a
 * party that has service indicators for item identifiers.
 */
export function placeOffices(
  workspace: Workspace,
  places: readonly (ExchangePlace & Sourced)[],
): { readonly offices: readonly PlacedOffice[]; readonly elsewhere: readonly string[] } {
  const offices: PlacedOffice[] = [];
  const elsewhere: string[] = [];
  for (const place of places) {
    const facility = [nearest(workspace, place, 'export_office'), nearest(workspace, place, 'hub')].find(
      (at) => at !== NONE,
    );
    if (facility === undefined) elsewhere.push(place.code);
    else offices.push({ ...place, facility });
  }
  return { offices, elsewhere };
}

const KNOWN = new WeakMap<Workspace, ReturnType<typeof placeOffices>>();

/** The same, looked up once a workspace. */
export function officesOf(
  workspace: Workspace,
  places: readonly (ExchangePlace & Sourced)[],
): ReturnType<typeof placeOffices> {
  const placed = KNOWN.get(workspace) ?? placeOffices(workspace, places);
  KNOWN.set(workspace, placed);
  return placed;
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
