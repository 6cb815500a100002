import { distanceKm } from '../../base/geo.js';
import { NONE } from '../../base/none.js';
import { FACILITY_KINDS, UNLIMITED, type FacilityKind } from '../../domain/network.js';
import type { Agreement, Interchange } from '../../domain/agreement.js';
import type { Workspace } from '../../domain/workspace.js';
import { DAILY, HOUR_SEC } from '../../base/civil-time.js';
import { isPlaced } from '../../report/places.js';

/** Where linehaul starts and ends; a new point needs one on one side at least. */
export const HUB_KINDS: ReadonlySet<number> = kindSet(['hub', 'sort_centre', 'interchange']);
/** What may stand on the other side. */
const PARTNER_KINDS: ReadonlySet<number> = kindSet(['hub', 'sort_centre', 'interchange', 'delivery_station']);

/** Places where two parties could meet. */
export interface Candidates {
  readonly points: readonly Interchange[]; // in the order of facilities
  readonly leftOut: number; // pairs in reach beyond the most that are looked at
}

/**
 * Where two parties could meet and do not yet: every hub with the nearest facility of the other party within reach. Of
 * more than `most` pairs those closest together are kept. O(hubs · facilities).
 */
export function candidatePoints(workspace: Workspace, reachKm: number, most: number): Candidates {
  const { agreement, network } = workspace;
  if (agreement === undefined) return { points: [], leftOut: 0 };
  const { facilities } = network;
  const known = new Set(agreement.interchanges.map(({ facilities: sides }) => keyOf([...sides.values()])));
  const pairs: Pair[] = [];
  for (let hub = 0; hub < facilities.count; hub++) {
    if (!HUB_KINDS.has(facilities.kind[hub]) || !isPlaced(network, hub)) continue;
    for (const partner of agreement.parties) {
      if (partner === facilities.party[hub] || !agreement.parties.includes(facilities.party[hub])) continue;
      const { facility, km } = nearestOf(workspace, hub, partner, reachKm);
      const key = keyOf([hub, facility]);
      if (facility === NONE || known.has(key)) continue;
      known.add(key);
      pairs.push({ hub, facility, km });
    }
  }
  const closest = new Set(pairs.toSorted((a, b) => a.km - b.km).slice(0, most));
  const terms = usualTerms(agreement);
  return {
    points: pairs
      .filter((pair) => closest.has(pair))
      .map(({ hub, facility }) => meeting(workspace, terms, [hub, facility])),
    leftOut: pairs.length - closest.size,
  };
}

interface Pair {
  readonly hub: number;
  readonly facility: number;
  readonly km: number;
}

/** The same for the same facilities in any order. */
function keyOf(facilities: readonly number[]): string {
  return [...facilities].sort((a, b) => a - b).join();
}

/** The facility of a partner that is nearest to a hub, the first of equals; NONE where none is in reach. */
function nearestOf(
  { network }: Workspace,
  hub: number,
  partner: number,
  reachKm: number,
): { readonly facility: number; readonly km: number } {
  const { facilities } = network;
  let nearest = NONE;
  let nearestKm = reachKm;
  for (let other = 0; other < facilities.count; other++) {
    if (facilities.party[other] !== partner || !PARTNER_KINDS.has(facilities.kind[other])) continue;
    if (Math.abs(facilities.lat[other] - facilities.lat[hub]) * 100 > nearestKm || !isPlaced(network, other)) continue;
    const km = distanceKm(facilities.lon[hub], facilities.lat[hub], facilities.lon[other], facilities.lat[other]);
    if (km > nearestKm || (km === nearestKm && nearest !== NONE)) continue;
    nearest = other;
    nearestKm = km;
  }
  return { facility: nearest, km: nearestKm };
}

/** What an interchange's id cannot have, though a stop's can. */
const NOT_OF_AN_ID = /[^A-Za-z0-9._-]/g;

type Terms = Omit<Interchange, 'id' | 'facilities' | 'directions'>;

/** Terms for new points: those of the existing point of middling size. */
function usualTerms({ interchanges }: Agreement): Terms {
  const bySize = [...interchanges].sort((a, b) => a.parcelsPerWindow - b.parcelsPerWindow);
  if (bySize.length > 0) return bySize[bySize.length >> 1];
  return {
    windows: [{ days: DAILY, openSec: 5 * HOUR_SEC, closeSec: 23 * HOUR_SEC }],
    transferSec: HOUR_SEC,
    slotSec: HOUR_SEC,
    parcelsPerWindow: UNLIMITED,
    manifestSec: HOUR_SEC,
    graceSec: 0,
  };
}

/** A point between two facilities of different parties, in both directions. */
function meeting({ network }: Workspace, terms: Terms, between: readonly [number, number]): Interchange {
  const { party, id } = network.facilities;
  const [a, b] = [...between].sort((one, other) => party[one] - party[other]);
  return {
    ...terms,
    id: `${id[a]}_${id[b]}`.replaceAll(NOT_OF_AN_ID, '-'),
    facilities: new Map([
      [party[a], a],
      [party[b], b],
    ]),
    directions: [
      { from: party[a], to: party[b] },
      { from: party[b], to: party[a] },
    ],
  };
}

function kindSet(kinds: readonly FacilityKind[]): ReadonlySet<number> {
  return new Set(kinds.map((kind) => FACILITY_KINDS.indexOf(kind)));
}
