import { NONE, UNREACHED } from '../../base/none.js';
import { granted } from '../../domain/block-space.js';
import type { Access } from './access.js';
import { gateProfile } from './access-reach.js';
import type { Reach } from './access-reach.js';

/** What decides which delivery rows take a parcel, besides its usage. */
export interface Handover {
  readonly weightG: number; // real weight
  readonly cod: boolean;
}

/** A delivery: ready at `node` by `bySec`, it is delivered at `deliveredSec` by a row's round of a service day. */
export interface Round {
  readonly node: number; // in the core: a hub that delivers, or the gate of the office's pocket
  readonly bySec: number;
  readonly deliveredSec: number;
  readonly row: number; // of the network's deliveries
  readonly day: number;
}

/** A parcel handed in: ready at `facility` at `sec`, by pickup row `row` (NONE when it starts at the facility). */
export interface Entry {
  readonly facility: number;
  readonly sec: number;
  readonly row: number;
}

/**
 * Every useful way to be delivered in a postal code, told at the core: a round is left out when another at the same
 * node may be reached as late and delivers as early. Rounds of one node follow each other, latest first.
 */
export function roundsTo(access: Access, reach: Reach, code: number, handover: Handover): Round[] {
  const { deliveries, nodeOf, pockets } = access;
  const rounds: Round[] = [];
  for (let at = deliveries.first[code]; at < deliveries.first[code + 1]; at++) {
    const row = deliveries.row[at];
    const own = rowRounds(access, reach, row, handover);
    const node = nodeOf[access.workspace.network.deliveries.facility[row]];
    const pocket = pockets.pocketOf[node];
    if (pocket === NONE) rounds.push(...own);
    else pushThroughGate(access, reach, pocket, own, rounds);
  }
  rounds.sort((a, b) => a.node - b.node || b.bySec - a.bySec || a.deliveredSec - b.deliveredSec || a.row - b.row);
  const useful: Round[] = [];
  for (const round of rounds) {
    const best = useful[useful.length - 1];
    if (best?.node !== round.node || round.deliveredSec < best.deliveredSec) useful.push(round);
  }
  return useful;
}

/** Rounds of one row over the horizon at its own facility, in order; none when it does not take the parcel. */
export function rowRounds(access: Access, reach: Reach, row: number, handover: Handover): Round[] {
  const { workspace, nodeOf } = access;
  if (!rowTakes(access, reach, row, handover)) return [];
  const node = nodeOf[workspace.network.deliveries.facility[row]];
  const rounds: Round[] = [];
  for (let day = 0; day < workspace.calendar.dayCount; day++) {
    if (!roundOpen(access, reach, row, day)) continue;
    rounds.push({ node, bySec: loadBySec(access, row, day), deliveredSec: deliverBySec(access, row, day), row, day });
  }
  return rounds;
}

/** True when a delivery row takes a parcel on some days; docs/model.md sections 4 and 6. */
export function rowTakes(access: Access, reach: Reach, row: number, handover: Handover): boolean {
  const { deliveries, facilities } = access.workspace.network;
  const facility = deliveries.facility[row];
  if (!reach.usage.interlined && facilities.party[facility] !== reach.usage.party) return false;
  if (handover.weightG > deliveries.weightKgMax[row] * 1000) return false;
  if (handover.cod && deliveries.cod[row] !== 1) return false;
  return access.dayParcels[facility] >= 1;
}

/** True when a row has a round on a service day and, for a partner's parcel, the agreement opens at least one place. */
export function roundOpen(access: Access, reach: Reach, row: number, day: number): boolean {
  const { workspace, deliveryBlocks, dayParcels } = access;
  const { calendar, network } = workspace;
  if ((network.deliveries.days[row] & access.weekdays[day]) === 0) return false;
  const facility = network.deliveries.facility[row];
  const party = network.facilities.party[facility];
  if (party === reach.usage.party) return true;
  const block = deliveryBlocks[party * calendar.dayCount + day];
  if (block === undefined) return false;
  return granted(block.parcels, 1, dayParcels[facility], block.keep) >= 1;
}

/** When a parcel must be ready for a row's round of a service day. */
export function loadBySec(access: Access, row: number, day: number): number {
  const { calendar, network } = access.workspace;
  return calendar.dayStartSec[day] + network.deliveries.loadBySec[row];
}

/** When a parcel of a row's round of a service day is delivered. */
export function deliverBySec(access: Access, row: number, day: number): number {
  const { calendar, network } = access.workspace;
  const last = Math.min(day + network.deliveries.extraDays[row], calendar.dayStartSec.length - 1);
  return calendar.dayStartSec[last] + network.deliveries.deliverBySec[row];
}

function pushThroughGate(access: Access, reach: Reach, pocket: number, own: readonly Round[], rounds: Round[]): void {
  if (own.length === 0) return;
  const profile = gateProfile(access, reach, pocket);
  const { node } = own[0];
  const gate = access.pockets.gate[pocket];
  const column = node - access.pockets.firstOfPocket[pocket];
  let r = 0;
  for (let d = 0; d < profile.departSec.length; d++) {
    const ready = profile.readySec[d * profile.nodeCount + column];
    while (r < own.length && own[r].bySec < ready) r++;
    if (r === own.length) return;
    rounds.push({ ...own[r], node: gate, bySec: profile.departSec[d] });
  }
}

/** Where and when a parcel of a party posted in a postal code from `sec` on enters; docs/model.md section 2. */
export function entryFrom(access: Access, party: number, code: number, sec: number): Entry | undefined {
  const { calendar, network } = access.workspace;
  const { pickups, facilities } = network;
  let bestRow: number = NONE;
  let bestSec = UNREACHED;
  for (let at = access.pickups.first[code]; at < access.pickups.first[code + 1]; at++) {
    const row = access.pickups.row[at];
    if (facilities.party[pickups.facility[row]] !== party) continue;
    for (let day = 0; day < calendar.dayCount; day++) {
      const acceptSec = calendar.dayStartSec[day] + pickups.acceptBySec[row];
      if (acceptSec < sec || (pickups.days[row] & access.weekdays[day]) === 0) continue;
      if (acceptSec < bestSec) {
        bestRow = row;
        bestSec = acceptSec;
      }
      break;
    }
  }
  return bestRow === NONE ? undefined : { facility: pickups.facility[bestRow], sec: bestSec, row: bestRow };
}

/** Every moment of the horizon at which a party takes parcels in for a postal code; rows in the file's order. */
export function* entriesFrom(access: Access, party: number, code: number): Generator<Entry> {
  const { calendar, network } = access.workspace;
  const { pickups, facilities } = network;
  for (let at = access.pickups.first[code]; at < access.pickups.first[code + 1]; at++) {
    const row = access.pickups.row[at];
    const facility = pickups.facility[row];
    if (facilities.party[facility] !== party) continue;
    for (let day = 0; day < calendar.dayCount; day++) {
      if ((pickups.days[row] & access.weekdays[day]) === 0) continue;
      yield { facility, sec: calendar.dayStartSec[day] + pickups.acceptBySec[row], row };
    }
  }
}
