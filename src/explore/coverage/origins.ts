import { DAY_SEC, dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { OriginKind } from '../../domain/coverage.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Access } from '../../planner/network/access.js';
import { entryFrom } from '../../planner/network/access-ends.js';
import type { Sources } from '../../planner/promise/promise-table-origins.js';

/** Places from which parcels are sent, and how many by each party. */
export interface Origins {
  readonly count: number;
  readonly facility: Int32Array; // or NONE: posted in `code`
  readonly code: Int32Array; // postal code; of a facility its address, or NONE
  readonly weight: readonly Float64Array[]; // [party][origin] parcels
}

/** The places from which a workspace's parcels are sent. */
export function originsOf(workspace: Workspace, kind: OriginKind, shipments: Shipments | undefined): Origins {
  if (kind === 'shipments' && shipments !== undefined && shipments.count > 0)
    return shipmentOrigins(workspace, shipments);
  return kind === 'centres' ? centreOrigins(workspace) : codeOrigins(workspace);
}

/** Where shipments start, each place weighing as many parcels as start there. */
function shipmentOrigins(workspace: Workspace, shipments: Shipments): Origins {
  const parcels = new Map<number, number[]>(); // origin as shipments name it -> by party
  for (let shipment = 0; shipment < shipments.count; shipment++) {
    const origin = shipments.origin[shipment];
    let byParty = parcels.get(origin);
    if (byParty === undefined) parcels.set(origin, (byParty = workspace.parties.map(() => 0)));
    byParty[shipments.party[shipment]] += 1;
  }
  const places = [...parcels.keys()].sort((a, b) => a - b);
  return placesOf(workspace, places, (place, party) => parcels.get(place)?.[party] ?? 0);
}

/** Every party's fulfilment centres, or its hubs where it has none, or its sort centres; each weighs one parcel. */
function centreOrigins(workspace: Workspace): Origins {
  const { facilities } = workspace.network;
  const places = workspace.parties.flatMap((_, party) => {
    for (const kind of ['fulfilment_centre', 'hub', 'sort_centre'] as const) {
      const own: number[] = [];
      for (let facility = 0; facility < facilities.count; facility++) {
        if (facilities.party[facility] !== party || FACILITY_KINDS[facilities.kind[facility]] !== kind) continue;
        own.push(facility);
      }
      if (own.length > 0) return own;
    }
    return [];
  });
  return placesOf(workspace, places, (place, party) => (facilities.party[place] === party ? 1 : 0));
}

/** Every postal code, as if each party's customers sent one parcel from it. */
function codeOrigins(workspace: Workspace): Origins {
  const places = workspace.network.postalCodes.map((_, code) => -1 - code);
  return placesOf(workspace, places, () => 1);
}

function placesOf(
  { network, parties }: Workspace,
  places: readonly number[],
  weightOf: (place: number, party: number) => number,
): Origins {
  return {
    count: places.length,
    facility: Int32Array.from(places, (place) => (place >= 0 ? place : NONE)),
    code: Int32Array.from(places, (place) => (place >= 0 ? network.facilities.postalCode[place] : -1 - place)),
    weight: parties.map((_, party) => Float64Array.from(places, (place) => weightOf(place, party))),
  };
}

/**
 * Origins as the planner reads them. A party's own facility has its parcels ready there; any other party collects them in
 * the facility's postal code.
 */
export function sourcesOf(access: Access, origins: Origins, postedSec: number): Sources {
  const { party } = access.workspace.network.facilities;
  return {
    count: origins.count,
    entryOf: (source, by) => {
      const facility = origins.facility[source];
      if (facility !== NONE && party[facility] === by) return { facility, sec: postedSec, row: NONE };
      const code = origins.code[source];
      return code === NONE ? undefined : entryFrom(access, by, code, postedSec);
    },
  };
}

/** On the planning day, or on `day` of the horizon: at the middle one of the clock times at which parcels are ready. */
export function usualPostingSec(
  { calendar, plannedAtSec }: Workspace,
  shipments: Shipments | undefined,
  day = Math.max(0, dayOfSec(calendar, plannedAtSec)),
): number {
  const count = shipments?.count ?? 0;
  const clocks = Int32Array.from({ length: count }, (_, shipment) => {
    const sec = shipments?.readySec[shipment] ?? 0;
    return Math.min(DAY_SEC - 1, Math.max(0, sec - calendar.dayStartSec[Math.max(0, dayOfSec(calendar, sec))]));
  }).sort();
  const clock = count === 0 ? Math.max(0, plannedAtSec - calendar.dayStartSec[day]) : clocks[count >> 1];
  return calendar.dayStartSec[day] + clock;
}
