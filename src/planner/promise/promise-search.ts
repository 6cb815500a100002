import { NONE, UNREACHED } from '../../base/none.js';
import { earliestReady, firstDeparture, latestReady, legsTo } from '../../engine/promise/earliest-arrival.js';
import type { Access } from '../network/access.js';
import { roundsTo, rowRounds } from '../network/access-ends.js';
import type { Handover, Round } from '../network/access-ends.js';
import type { Reach } from '../network/access-reach.js';

/** Legs of the core looked at before asking whether anything earlier can still be found. */
const CHUNK_LEGS = 2048;

/** A parcel on its way: where and when it starts, where it goes. */
export interface Journey {
  readonly reach: Reach;
  readonly node: number;
  readonly sec: number;
  readonly code: number; // postal code it is for
  readonly handover: Handover;
}

/** Its earliest delivery, and the legs that lead there. */
export interface Delivery {
  readonly deliveredSec: number;
  readonly row: number; // of the network's deliveries
  readonly day: number;
  readonly legs: readonly number[]; // of the access layout
}

/** Earliest delivery of a journey; undefined when there is none in the horizon. O(legs of the core and two pockets). */
export function earliestDelivery(access: Access, journey: Journey): Delivery | undefined {
  const { pockets, legs, firstLeg } = access;
  const { reach } = journey;
  const rounds = roundsTo(access, reach, journey.code, journey.handover);
  const pocket = pockets.pocketOf[journey.node];
  const gate = pocket === NONE ? journey.node : pockets.gate[pocket];
  reach.scan.readySec[journey.node] = journey.sec;
  let localStart = 0;
  let local: Round | undefined;
  if (pocket !== NONE) {
    const end = firstLeg[pocket + 2];
    localStart = firstDeparture(legs.departSec, journey.sec, firstLeg[pocket + 1], end);
    earliestReady(legs, reach.scan, localStart, end);
    local = firstLocalRound(access, journey, pocket);
  }
  const coreStart = firstDeparture(legs.departSec, reach.scan.readySec[gate], 0, firstLeg[1]);
  const far = scanCore(access, reach, rounds, { start: coreStart, beforeSec: local?.deliveredSec ?? UNREACHED });
  const starts = { gate, localStart, coreStart };
  let delivery: Delivery | undefined;
  if (far) delivery = deliveryOf(far, wayThroughCore(access, journey, far, starts));
  else if (local) delivery = deliveryOf(local, legsTo(legs, reach.scan, localStart, local.node));
  clear(access, reach, pocket, delivery ? pocketOfRow(access, delivery.row) : NONE);
  return delivery;
}

/**
 * Latest second at which the parcel may be ready at each of `nodes` and still be delivered by `deliveredSec`; NONE where
 * no second from the journey's on will do.
 */
export function latestStarts(
  access: Access,
  journey: Journey,
  deliveredSec: number,
  nodes: readonly number[],
): number[] {
  const { pockets, legs, firstLeg } = access;
  const { reach } = journey;
  const { latestSec } = reach.back;
  const coreEnd = firstLeg[1];
  let lastSec = 0;
  for (const round of roundsTo(access, reach, journey.code, journey.handover)) {
    if (round.deliveredSec > deliveredSec) continue;
    latestSec[round.node] = Math.max(latestSec[round.node], round.bySec);
    lastSec = Math.max(lastSec, round.bySec);
  }
  const coreStart = firstDeparture(legs.departSec, journey.sec, 0, coreEnd);
  latestReady(legs, reach.back, coreStart, firstDeparture(legs.departSec, lastSec + 1, coreStart, coreEnd));
  const inPockets = new Set(nodes.map((node) => pockets.pocketOf[node]).filter((pocket) => pocket !== NONE));
  for (const pocket of inPockets) {
    for (const round of localRounds(access, journey, pocket)) {
      if (round.deliveredSec > deliveredSec) continue;
      latestSec[round.node] = Math.max(latestSec[round.node], round.bySec);
    }
    const end = firstLeg[pocket + 2];
    const start = firstDeparture(legs.departSec, journey.sec, firstLeg[pocket + 1], end);
    latestReady(legs, reach.back, start, end);
  }
  const latest = nodes.map((node) => latestSec[node]);
  latestSec.fill(NONE, 0, pockets.coreCount);
  for (const pocket of inPockets) {
    latestSec.fill(NONE, pockets.firstOfPocket[pocket], pockets.firstOfPocket[pocket + 1]);
  }
  return latest;
}

/**
 * The round that delivers first of those the core leads to, if it beats `beforeSec`. Scans in chunks and stops as soon
 * as no departure that is left could lead to an earlier delivery.
 */
function scanCore(
  access: Access,
  reach: Reach,
  rounds: readonly Round[],
  of: { start: number; beforeSec: number },
): Round | undefined {
  const { legs, firstLeg } = access;
  const { readySec } = reach.scan;
  const end = firstLeg[1];
  let best: Round | undefined;
  for (let at = of.start; ;) {
    let bestSec = best?.deliveredSec ?? of.beforeSec;
    for (const round of rounds) {
      if (round.deliveredSec >= bestSec || readySec[round.node] > round.bySec) continue;
      best = round;
      bestSec = round.deliveredSec;
    }
    let lastSec: number = NONE;
    for (const round of rounds) if (round.deliveredSec < bestSec) lastSec = Math.max(lastSec, round.bySec);
    const stop = firstDeparture(legs.departSec, lastSec + 1, at, end);
    if (at >= stop) return best;
    const next = Math.min(stop, at + CHUNK_LEGS);
    earliestReady(legs, reach.scan, of.start, next, at);
    at = next;
  }
}

function wayThroughCore(
  access: Access,
  journey: Journey,
  far: Round,
  starts: { gate: number; localStart: number; coreStart: number },
): number[] {
  const { pockets, legs, firstLeg, nodeOf, workspace } = access;
  const { scan } = journey.reach;
  const office = nodeOf[workspace.network.deliveries.facility[far.row]];
  const way = [
    ...legsTo(legs, scan, starts.localStart, starts.gate),
    ...legsTo(legs, scan, starts.coreStart, far.node, starts.gate),
  ];
  const pocket = pockets.pocketOf[office];
  if (pocket === NONE) return way;
  const end = firstLeg[pocket + 2];
  const start = firstDeparture(legs.departSec, scan.readySec[far.node], firstLeg[pocket + 1], end);
  earliestReady(legs, scan, start, end);
  return [...way, ...legsTo(legs, scan, start, office, far.node)];
}

function firstLocalRound(access: Access, journey: Journey, pocket: number): Round | undefined {
  const { readySec } = journey.reach.scan;
  let best: Round | undefined;
  for (const round of localRounds(access, journey, pocket)) {
    if (readySec[round.node] > round.bySec) continue;
    if (best === undefined || round.deliveredSec < best.deliveredSec) best = round;
  }
  return best;
}

/** Rounds for the journey's postal code by offices of one pocket, at the offices themselves. */
function* localRounds(access: Access, journey: Journey, pocket: number): Generator<Round> {
  const { deliveries } = access;
  for (let at = deliveries.first[journey.code]; at < deliveries.first[journey.code + 1]; at++) {
    const row = deliveries.row[at];
    if (pocketOfRow(access, row) === pocket) yield* rowRounds(access, journey.reach, row, journey.handover);
  }
}

function pocketOfRow(access: Access, row: number): number {
  return access.pockets.pocketOf[access.nodeOf[access.workspace.network.deliveries.facility[row]]];
}

function deliveryOf(round: Round, legs: readonly number[]): Delivery {
  return { deliveredSec: round.deliveredSec, row: round.row, day: round.day, legs };
}

/** Leaves the scan as the next journey wants it. */
function clear(access: Access, reach: Reach, ...inPockets: readonly number[]): void {
  const { coreCount, firstOfPocket } = access.pockets;
  const { readySec, via } = reach.scan;
  readySec.fill(UNREACHED, 0, coreCount);
  via.fill(NONE, 0, coreCount);
  for (const pocket of inPockets) {
    if (pocket === NONE) continue;
    readySec.fill(UNREACHED, firstOfPocket[pocket], firstOfPocket[pocket + 1]);
    via.fill(NONE, firstOfPocket[pocket], firstOfPocket[pocket + 1]);
  }
}
