import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { interchangeName } from '../../report/interchange-use.js';
import { routeAccounts } from './route-accounts.js';

/** Parcels sorted into named groups: shipment `i` is of group `of[i]`. */
export interface ParcelLabels<Name> {
  readonly names: readonly Name[];
  readonly of: Uint32Array; // [shipment]
}

/** Where a lane starts and ends. */
export interface LaneName {
  readonly from: string;
  readonly to: string;
}

/** So many first characters of a postal code are a region: a circle, in India. */
const REGION_CHARS = 2;

const NAMING_KINDS = [FACILITY_KINDS.indexOf('hub'), FACILITY_KINDS.indexOf('sort_centre')];

/** Parcels by the region where they start and the one where they are delivered. O(shipments + facilities). */
export function laneLabels(workspace: Workspace, shipments: Shipments): ParcelLabels<LaneName> {
  const { facilities, postalCodes } = workspace.network;
  const nameOf = regionNames(workspace);
  const regions: string[] = [];
  const regionOf = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = regionOf.get(name);
    if (known !== undefined) return known;
    regionOf.set(name, regions.length);
    return regions.push(name) - 1;
  };
  const ofCode = Uint32Array.from(postalCodes, (code) => numberOf(nameOf(code)));
  // A facility without an address is a region of its own.
  const ofFacility = (facility: number): number =>
    facilities.postalCode[facility] === NONE
      ? numberOf(facilities.name[facility] || facilities.id[facility])
      : ofCode[facilities.postalCode[facility]];
  const names: LaneName[] = [];
  const laneOf = new Map<number, number>();
  const of = new Uint32Array(shipments.count);
  for (let i = 0; i < shipments.count; i++) {
    const origin = shipments.origin[i];
    const from = origin >= 0 ? ofFacility(origin) : ofCode[-1 - origin];
    const to = ofCode[shipments.destination[i]];
    const key = from * 65_536 + to;
    let lane = laneOf.get(key);
    if (lane === undefined) {
      lane = names.push({ from: regions[from], to: regions[to] }) - 1;
      laneOf.set(key, lane);
    }
    of[i] = lane;
  }
  return { names, of };
}

/** `80 Patna mail hub`: a region's characters, and the first hub, or else sort centre, that has its address there. */
function regionNames({ network }: Workspace): (code: string) => string {
  const { facilities, postalCodes } = network;
  const names = new Map<string, string>();
  for (const kind of NAMING_KINDS) {
    for (let facility = 0; facility < facilities.count; facility++) {
      const code = facilities.postalCode[facility];
      if (code === NONE || facilities.kind[facility] !== kind) continue;
      const region = postalCodes[code].slice(0, REGION_CHARS);
      if (!names.has(region)) names.set(region, facilities.name[facility].replace(/\s*\([^()]*\)$/, ''));
    }
  }
  return (code) => {
    const region = code.slice(0, REGION_CHARS);
    const name = names.get(region);
    return name === undefined ? region : `${region} ${name}`;
  };
}

/** Parcels by the interchange where a plan has them change hands first; the last label is of those that never do. */
export function interchangeLabels(workspace: Workspace, shipments: Shipments, plan: Plan): ParcelLabels<LaneName> {
  const interchanges = workspace.agreement?.interchanges ?? [];
  const accountOf = routeAccounts(workspace, shipments, plan);
  const of = new Uint32Array(shipments.count);
  for (let i = 0; i < shipments.count; i++) {
    const interchange = accountOf(i)?.interchange ?? NONE;
    of[i] = interchange === NONE ? interchanges.length : interchange;
  }
  const names = interchanges.map((interchange) => ({ from: interchangeName(workspace, interchange), to: '' }));
  return { names: [...names, { from: 'no interchange', to: '' }], of };
}
