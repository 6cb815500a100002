import { NONE, UNREACHED } from '../../base/none.js';
import { isFreeRun } from '../../domain/tariff.js';
import { earliestReady, firstDeparture } from '../../engine/promise/earliest-arrival.js';
import type { BackwardScan, ForwardScan } from '../../engine/promise/earliest-arrival.js';
import type { Access } from './access.js';

/** What decides which legs a parcel may use. */
export interface Usage {
  readonly party: number; // whose shipment it is
  readonly interlined: boolean; // may use partners' open legs, interchanges and deliveries
  readonly goods: number; // goods mask
  readonly band: number; // index into Workspace.bands
  /** True: of partners' departures only those that the tariff charges nothing for. */
  readonly thrifty?: boolean;
}

/** The network as one usage sees it, with scratch space for scans. */
export interface Reach {
  readonly usage: Usage;
  readonly open: Uint8Array; // [leg] 1 where it may ride
  readonly scan: ForwardScan; // between uses every node is UNREACHED, via NONE
  readonly back: BackwardScan; // between uses every node is NONE
  readonly profiles: Map<number, GateProfile>; // by pocket, made when first asked for
}

/**
 * How offices of a pocket are reached from its gate: `readySec[d * nodeCount + n]` is when a parcel that is at the gate
 * by `departSec[d]` is ready at node `n` of the pocket, UNREACHED when it never is. Departures ascend.
 */
export interface GateProfile {
  readonly nodeCount: number;
  readonly departSec: Int32Array;
  readonly readySec: Int32Array; // [departSec.length * nodeCount]
}

/** Arrays that scans share; one set per thread is enough. */
export function scratchOf(access: Access): { scan: Omit<ForwardScan, 'open'>; back: Omit<BackwardScan, 'open'> } {
  const nodeCount = access.facilityOf.length;
  const { legCount } = access.legs;
  return {
    scan: {
      readySec: new Int32Array(nodeCount).fill(UNREACHED),
      via: new Int32Array(nodeCount).fill(NONE),
      aboard: new Uint8Array(legCount),
    },
    back: { latestSec: new Int32Array(nodeCount).fill(NONE), stay: new Uint8Array(legCount) },
  };
}

/** The network of a usage: its open legs; O(legs). */
export function reachOf(access: Access, usage: Usage, scratch: ReturnType<typeof scratchOf>): Reach {
  const open = openLegs(access, usage);
  return {
    usage,
    open,
    scan: { open, ...scratch.scan },
    back: { open, ...scratch.back },
    profiles: new Map(),
  };
}

/** 1 for every leg that docs/model.md section 4 lets a parcel ride and whose block holds at least one such parcel. */
function openLegs(access: Access, usage: Usage): Uint8Array {
  const { workspace, call, tripOf, clause, blockG, blockMl } = access;
  const { party, refuses } = workspace.network.trips;
  const band = workspace.bands[usage.band];
  const open = new Uint8Array(call.length);
  for (let at = 0; at < open.length; at++) {
    if (call[at] >= tripOf.length) {
      open[at] = usage.interlined ? 1 : 0;
      continue;
    }
    const trip = tripOf[call[at]];
    if ((refuses[trip] & usage.goods) !== 0) continue;
    if (party[trip] === usage.party) open[at] = 1;
    else if (!usage.interlined || clause[at] === NONE) continue;
    else if (usage.thrifty === true && isCharged(access, at)) continue;
    else if (blockG[at] >= band.g && blockMl[at] >= band.ml) open[at] = 1;
  }
  return open;
}

/** True where a partner's leg costs by the tariff. */
function isCharged({ workspace, clause, legs, facilityOf }: Access, at: number): boolean {
  const kind = workspace.network.facilities.kind[facilityOf[legs.to[at]]];
  return workspace.agreement?.capacity[clause[at]]?.type !== 'hard' && !isFreeRun(kind);
}

/** How a pocket is reached from its gate; kept for the next question. O(departures of the gate x legs of the pocket). */
export function gateProfile(access: Access, reach: Reach, pocket: number): GateProfile {
  const known = reach.profiles.get(pocket);
  if (known) return known;
  const { pockets, legs, firstLeg } = access;
  const first = firstLeg[pocket + 1];
  const end = firstLeg[pocket + 2];
  const gate = pockets.gate[pocket];
  const firstNode = pockets.firstOfPocket[pocket];
  const endNode = pockets.firstOfPocket[pocket + 1];
  const departSec: number[] = [];
  for (let leg = first; leg < end; leg++) {
    if (reach.open[leg] === 0 || legs.from[leg] !== gate) continue;
    if (departSec[departSec.length - 1] !== legs.departSec[leg]) departSec.push(legs.departSec[leg]);
  }
  const nodeCount = endNode - firstNode;
  const profile = {
    nodeCount,
    departSec: Int32Array.from(departSec),
    readySec: new Int32Array(departSec.length * nodeCount),
  };
  const { readySec, via } = reach.scan;
  // From the last departure to the first: what a later one reaches, an earlier one reaches by waiting at the gate.
  for (let d = departSec.length - 1; d >= 0; d--) {
    readySec[gate] = departSec[d];
    const start = firstDeparture(legs.departSec, departSec[d], first, end);
    earliestReady(legs, reach.scan, start, lastUseful(legs.departSec, readySec, { firstNode, endNode, start, end }));
    profile.readySec.set(readySec.subarray(firstNode, endNode), d * nodeCount);
  }
  readySec.fill(UNREACHED, firstNode, endNode);
  via.fill(NONE, firstNode, endNode);
  readySec[gate] = UNREACHED;
  via[gate] = NONE;
  reach.profiles.set(pocket, profile);
  return profile;
}

/** Legs that depart after the whole pocket is reached cannot bring anything sooner. */
function lastUseful(
  departSec: Int32Array,
  readySec: Int32Array,
  of: { firstNode: number; endNode: number; start: number; end: number },
): number {
  let latest = 0;
  for (let node = of.firstNode; node < of.endNode; node++) latest = Math.max(latest, readySec[node]);
  return latest === UNREACHED ? of.end : firstDeparture(departSec, latest, of.start, of.end);
}
