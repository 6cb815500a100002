import { NONE, UNREACHED } from '../base/none.js';
import type { FacilityBlocks } from './facility-blocks.js';
import type { TimedLegs } from './timed-legs.js';

/**
 * Movements as events in time order, block by block: a departure, and later the moment its load is ready at the other
 * end. Events of block `b` are `firstEvent[b] .. firstEvent[b + 1]`. A facility is one *member* in each of its blocks;
 * moments at which something becomes ready at a member are its *slots*, in time order.
 */
export interface BlockEvents {
  /** Movements renumbered in the order of their departure events, so that a scan reads its columns front to back. */
  readonly rankOf: Int32Array; // [movement] rank
  readonly firstEvent: Uint32Array; // [block + 1]
  readonly eventRank: Int32Array; // [event] rank, or -1 - rank when it becomes ready
  readonly eventSec: Int32Array; // [event]
  readonly firstMember: Uint32Array; // [block + 1] member
  readonly topMember: Int32Array; // [block] of its top facility
  readonly aboveMember: Int32Array; // [facility] in the block it hangs from, NONE for a root
  readonly fromMember: Int32Array; // [rank]
  readonly toMember: Int32Array; // [rank]
  readonly departSec: Int32Array; // [rank]
  readonly readySec: Int32Array; // [rank]
  readonly before: Int32Array; // [rank] rank of the leg before it of the same departure, or NONE
  readonly firstSlot: Uint32Array; // [member + 1]
  readonly slotSec: Int32Array; // [slot]
  readonly slotOf: Int32Array; // [rank] slot at its far end, NONE when it never becomes ready
}

/** Events of all movements; O(movements log movements) for sorting them once. */
export function blockEvents(legs: TimedLegs, blocks: FacilityBlocks, facilityCount: number): BlockEvents {
  const members = membersOf(blocks, facilityCount);
  const { firstEvent, eventRank, eventSec, rankOf } = sortEvents(legs, blocks.count);
  const columns = rankedColumns(legs, blocks, members, rankOf);
  const slots = slotsOf(members.memberCount, columns.toMember, eventRank, eventSec);
  return { rankOf, firstEvent, eventRank, eventSec, ...members, ...columns, ...slots };
}

/** Columns of the movements by rank. */
function rankedColumns(
  legs: TimedLegs,
  blocks: FacilityBlocks,
  { topMember, aboveMember }: { topMember: Int32Array; aboveMember: Int32Array },
  rankOf: Int32Array,
): Pick<BlockEvents, 'fromMember' | 'toMember' | 'departSec' | 'readySec' | 'before'> {
  const column = (): Int32Array => new Int32Array(legs.count);
  const [fromMember, toMember, departSec, readySec, before] = [column(), column(), column(), column(), column()];
  const memberOf = (block: number, facility: number): number =>
    blocks.top[block] === facility ? topMember[block] : aboveMember[facility];
  for (let leg = 0; leg < legs.count; leg++) {
    const rank = rankOf[leg];
    const block = legs.block[leg];
    const previous = legs.before[leg];
    fromMember[rank] = memberOf(block, legs.from[leg]);
    toMember[rank] = memberOf(block, legs.to[leg]);
    departSec[rank] = legs.departSec[leg];
    readySec[rank] = legs.readySec[leg];
    before[rank] = previous === NONE ? NONE : rankOf[previous];
  }
  return { fromMember, toMember, departSec, readySec, before };
}

/** Moments at which something becomes ready, member by member in time order. */
function slotsOf(
  memberCount: number,
  toMember: Int32Array,
  eventRank: Int32Array,
  eventSec: Int32Array,
): Pick<BlockEvents, 'firstSlot' | 'slotSec' | 'slotOf'> {
  const firstSlot = new Uint32Array(memberCount + 1);
  const raise = (cell: number, by: number): number => (firstSlot[cell] = firstSlot[cell] + by);
  for (const event of eventRank) if (event < 0) raise(toMember[-1 - event] + 1, 1);
  for (let member = 0; member < memberCount; member++) raise(member + 1, firstSlot[member]);
  const next = firstSlot.slice();
  const slotSec = new Int32Array(firstSlot[memberCount]);
  const slotOf = new Int32Array(toMember.length).fill(NONE);
  for (const [index, event] of eventRank.entries()) {
    if (event >= 0) continue;
    const member = toMember[-1 - event];
    const slot = next[member];
    next[member] = slot + 1;
    slotSec[slot] = eventSec[index];
    slotOf[-1 - event] = slot;
  }
  return { firstSlot, slotSec, slotOf };
}

function membersOf(
  blocks: FacilityBlocks,
  facilityCount: number,
): { firstMember: Uint32Array; topMember: Int32Array; aboveMember: Int32Array; memberCount: number } {
  const firstMember = new Uint32Array(blocks.count + 1).fill(1);
  firstMember[0] = 0;
  const raise = (cell: number, by: number): number => (firstMember[cell] = firstMember[cell] + by);
  for (const block of blocks.above) if (block !== NONE) raise(block + 1, 1);
  for (let block = 0; block < blocks.count; block++) raise(block + 1, firstMember[block]);
  const topMember = Int32Array.from(firstMember.subarray(0, blocks.count));
  const next = firstMember.slice();
  const aboveMember = new Int32Array(facilityCount).fill(NONE);
  for (const [facility, block] of blocks.above.entries()) {
    if (block === NONE) continue;
    next[block] = next[block] + 1; // the first member of a block is its top
    aboveMember[facility] = next[block];
  }
  return { firstMember, topMember, aboveMember, memberCount: firstMember[blocks.count] };
}

const BIAS_SEC = 2 ** 22; // tenders may close before the horizon starts
const LEGS_MAX = 2 ** 26;

/** Becoming ready sorts before departing at the same second; legs of a departure stay in call order. */
function sortEvents(
  legs: TimedLegs,
  blockCount: number,
): Pick<BlockEvents, 'firstEvent' | 'eventRank' | 'eventSec' | 'rankOf'> {
  const keys = new Float64Array(legs.count * 2);
  let count = 0;
  for (let leg = 0; leg < legs.count; leg++) {
    keys[count++] = ((legs.departSec[leg] + BIAS_SEC) * 2 + 1) * LEGS_MAX + leg;
    const readySec = legs.readySec[leg];
    if (readySec < UNREACHED) keys[count++] = (readySec + BIAS_SEC) * 2 * LEGS_MAX + leg;
  }
  const sorted = keys.subarray(0, count).sort();
  const firstEvent = new Uint32Array(blockCount + 1);
  const raise = (cell: number, by: number): number => (firstEvent[cell] = firstEvent[cell] + by);
  for (const key of sorted) raise(legs.block[key % LEGS_MAX] + 1, 1);
  for (let block = 0; block < blockCount; block++) raise(block + 1, firstEvent[block]);
  const next = firstEvent.slice();
  const eventLeg = new Int32Array(count);
  const eventSec = new Int32Array(count);
  for (const key of sorted) {
    const leg = key % LEGS_MAX;
    const moment = Math.floor(key / LEGS_MAX);
    const block = legs.block[leg];
    const event = next[block];
    next[block] = event + 1;
    eventLeg[event] = moment % 2 === 1 ? leg : -1 - leg;
    eventSec[event] = Math.floor(moment / 2) - BIAS_SEC;
  }
  const rankOf = new Int32Array(legs.count);
  let rank = 0;
  for (const leg of eventLeg) if (leg >= 0) rankOf[leg] = rank++;
  const eventRank = eventLeg.map((leg) => (leg >= 0 ? rankOf[leg] : -1 - rankOf[-1 - leg]));
  return { firstEvent, eventRank, eventSec, rankOf };
}
