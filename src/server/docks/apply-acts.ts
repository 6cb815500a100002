import { momentOf } from '../../custody/events/event-order.js';
import { changedEvents } from '../../custody/handover/handover-events.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { HandoverAct } from '../../domain/handover.js';
import { listStates, lockStates, type CustodyState } from '../../store/custody/custody-states.js';
import { findDockShipments } from '../../store/docks/dock-shipments.js';
import { listEvents } from '../../store/custody/events.js';
import { addHandoverActs, type StoredHandoverAct } from '../../store/docks/handover-acts.js';
import {
  listItems,
  saveMoments,
  saveStatuses,
  type StoredItem,
  type StoredManifest,
} from '../../store/docks/manifests.js';
import { actAs, type Tx } from '../../store/database/store.js';
import { lockYard } from '../../store/docks/yard.js';
import { byShipmentOf, recordEvents, recordLocked } from '../custody/record-events.js';
import { notify } from '../notices/notify.js';
import type { DockParty } from './dock-of.js';
import { receiveIntoYard, yardConcern, type YardConcern } from './yard-receipts.js';
import { eventsOf, foldPart, foldWhole, type FoldedHandover } from './handover-fold.js';

/** Who does something in a handover, and when it reached the server. */
export interface Doing {
  readonly acting: DockParty;
  readonly actor: string;
  readonly now: Date;
}

/** What acts concern: these pieces, and texts that were read of what is not manifested; or everything. */
export type Concern = 'everything' | { readonly pieces: readonly StoredItem[]; readonly strange: readonly string[] };

/** More pieces than these are cheaper to fold with all others. */
const PART_MAX = 400;

/**
 * Adds acts of the acting party to a handover, and lets the custody logs say what the handover then says of the shipments concerned,
 * in this transaction. What the other party's acts now mean is recorded in its name: it follows from what it did, by rules
 * that both know. Shipments are locked before acts are read, so whoever comes second sees what the first one did.
 */
export async function applyActs(
  tx: Tx,
  doing: Doing,
  stored: StoredManifest,
  { acts, concern }: { readonly acts: readonly StoredHandoverAct[]; readonly concern: Concern },
): Promise<{ readonly added: ReadonlySet<string>; readonly fold: FoldedHandover }> {
  const { acting, actor, now } = doing;
  const pieces = concern === 'everything' ? await piecesOf(tx, stored) : concern.pieces;
  const mayBringMore = concern === 'everything' || acts.some(({ act }) => isOfStrange(act, concern));
  const yard = await lockedYard(tx, acting, stored, { pieces, mayBringMore });
  const states = await lockStates(tx, pieces.map(({ item }) => item).toSorted());
  const added = await addHandoverActs(tx, { ...acting, actor }, stored, acts);
  const small = concern !== 'everything' && concern.pieces.length + concern.strange.length <= PART_MAX;
  const part = small ? await foldPart(tx, stored, concern, now) : undefined;
  const fold = part ?? (await foldWhole(tx, stored, now));
  if (added.size === 0) return { added, fold };
  await record(tx, { ...doing, states }, stored, fold);
  if (yard !== undefined) await receive(tx, doing, stored, { fold, ...yard });
  await keep(tx, stored, fold, acts);
  await notify(tx, [
    {
      type: 'handover.changed',
      to: [stored.giverId, stored.receiverId],
      mode: stored.mode,
      subject: stored.id,
      at: now,
      data: { acts: [...new Set(acts.map(({ act }) => act.kind))], count: added.size },
    },
  ]);
  return { added, fold };
}

/** Whether an act scans a container that the manifest does not name. */
function isOfStrange(act: HandoverAct, { strange }: Exclude<Concern, 'everything'>): boolean {
  return act.kind === 'scanned' && act.of === 'container' && strange.includes(act.item);
}

/** Notes in the logs what silence has accepted, and that a handover is settled. */
export async function settle(tx: Tx, doing: Doing, stored: StoredManifest): Promise<void> {
  const pieces = await piecesOf(tx, stored);
  const yard = await lockedYard(tx, doing.acting, stored, { pieces, mayBringMore: false });
  const states = await lockStates(tx, pieces.map(({ item }) => item).toSorted());
  const fold = await foldWhole(tx, stored, doing.now);
  await record(tx, { ...doing, states }, stored, fold);
  if (yard !== undefined) await receive(tx, doing, stored, { fold, ...yard });
  await saveStatuses(tx, stored.id, fold.handover.items);
  const settleAt = new Date((fold.handover.reportByMs ?? 0) + stored.terms.offlineMs);
  await saveMoments(tx, stored, settleAt > doing.now ? { settleAt } : { settledAt: doing.now });
  const data = { acts: ['settled'], count: 0 };
  const to = [stored.giverId, stored.receiverId];
  await notify(tx, [{ type: 'handover.changed', to, mode: stored.mode, subject: stored.id, at: doing.now, data }]);
}

/** What the receiver's yard is concerned in, and then nobody else changes it. It is locked before shipments, as whoever packs does. */
async function lockedYard(
  tx: Tx,
  acting: DockParty,
  { receiverId }: StoredManifest,
  { pieces, mayBringMore }: { readonly pieces: readonly StoredItem[]; readonly mayBringMore: boolean },
): Promise<YardConcern | undefined> {
  if (pieces.length === 0 && !mayBringMore) return undefined;
  const receiving = { ...acting, partyId: receiverId };
  const isOther = receiverId !== acting.partyId;
  if (isOther) await actAs(tx, receiverId);
  const concern = await yardConcern(tx, receiving, pieces, mayBringMore);
  if (concern !== undefined) await lockYard(tx, receiving);
  if (isOther) await actAs(tx, acting.partyId);
  return concern;
}

async function receive(
  tx: Tx,
  { acting, actor, now }: Doing,
  stored: StoredManifest,
  came: YardConcern & { readonly fold: FoldedHandover },
): Promise<void> {
  const { receiverId, receiver } = stored;
  const isOther = receiverId !== acting.partyId;
  if (isOther) await actAs(tx, receiverId);
  const by = { acting: { ...acting, partyId: receiverId }, owner: { id: receiverId, code: receiver }, actor, now };
  await receiveIntoYard(tx, by, { stored, ...came });
  if (isOther) await actAs(tx, acting.partyId);
}

async function piecesOf(tx: Tx, { id }: StoredManifest): Promise<StoredItem[]> {
  return (await listItems(tx, id)).filter(({ of }) => of === 'piece');
}

interface Recording extends Doing {
  readonly states: ReadonlyMap<string, CustodyState>; // of shipments that the acting party sees, locked
}

async function record(tx: Tx, recording: Recording, stored: StoredManifest, fold: FoldedHandover): Promise<void> {
  const { acting, now } = recording;
  const { giverId, receiverId, giver, receiver } = stored;
  const said = eventsOf(stored, fold);
  const [own, other] = [[giverId, giver] as const, [receiverId, receiver] as const];
  const isGiver = acting.partyId === giverId;
  // What a giver says follows from its own acts alone; what a receiver has received may depend on what was tendered, too. It
  // comes first, because it may lock what was not manifested, and nothing is locked once others' notices are held back.
  for (const [partyId, code] of isGiver ? [other, own] : [other]) {
    const isOther = partyId !== acting.partyId;
    if (isOther) await actAs(tx, partyId);
    const lines = fold.manifest.lines.map(({ piece }) => piece);
    const seen = isOther ? await listStates(tx, lines) : recording.states;
    const wanted = await seenOf(
      tx,
      { fold, seen },
      said.filter(({ party }) => party === code),
    );
    const shipments = new Set([...wanted.map(({ shipment }) => shipment), ...lines.filter((piece) => seen.has(piece))]);
    const logs = await listEvents(tx, [...shipments].toSorted());
    const known = [...logs.values()].flat().filter((event) => event.handover === stored.id && event.party === code);
    const changed = changedEvents(known, wanted, now.getTime());
    const saying = { acting: { ...acting, partyId }, now };
    const { states } = recording;
    // What is locked need not be locked again, unless the other party's events have moved it on since.
    const locked = !isGiver && changed.every(({ shipment }) => states.has(shipment));
    if (!locked) await recordEvents(tx, saying, changed);
    else if (changed.length > 0) {
      await recordLocked(tx, saying, { states, byShipment: byShipmentOf(changed), events: changed });
    }
    if (isOther) await actAs(tx, acting.partyId);
  }
}

/** Events of shipments that the acting party sees; what was read of others means nothing to any log. */
async function seenOf(
  tx: Tx,
  { fold, seen }: { readonly fold: FoldedHandover; readonly seen: ReadonlyMap<string, unknown> },
  events: readonly CustodyEvent[],
): Promise<CustodyEvent[]> {
  const lines = new Set(fold.manifest.lines.map(({ piece }) => piece));
  const strange = [...new Set(events.map(({ shipment }) => shipment).filter((text) => !lines.has(text)))];
  const found = await findDockShipments(tx, strange);
  const ids = new Map(found.flatMap(({ id, trackingNumber }) => [[id, id] as const, [trackingNumber, id] as const]));
  return events.flatMap((event) => {
    if (lines.has(event.shipment)) return seen.has(event.shipment) ? [event] : [];
    const shipment = ids.get(event.shipment);
    return shipment === undefined ? [] : [{ ...event, shipment }];
  });
}

/** What lists are told by, kept beside the acts. */
async function keep(
  tx: Tx,
  stored: StoredManifest,
  { handover, isWhole }: FoldedHandover,
  acts: readonly StoredHandoverAct[],
): Promise<void> {
  // Of a container only some of whose pieces were looked at, no more is known than that it is there.
  const certain = handover.items.filter(
    ({ of, status, manifested }) => manifested && (isWhole || of === 'piece' || status === 'accepted'),
  );
  await saveStatuses(tx, stored.id, certain);
  const present = acts.filter(({ act }) => act.kind === 'scanned' && act.conditions?.includes('missing') !== true);
  const firstMs = Math.min(
    ...present.map(({ act }) => momentOf(act)),
    stored.firstScanAt?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const settleMs = (handover.reportByMs ?? Number.NEGATIVE_INFINITY) + stored.terms.offlineMs;
  const latestMs = isWhole ? settleMs : Math.max(settleMs, stored.settleAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  const settleAt = Number.isFinite(latestMs) ? new Date(latestMs) : undefined;
  const isLater = settleAt !== undefined && stored.settleAt !== undefined && settleAt > stored.settleAt;
  await saveMoments(tx, stored, {
    ...(Number.isFinite(firstMs) ? { firstScanAt: new Date(firstMs) } : {}),
    ...(handover.tenderedMs === undefined ? {} : { tenderedAt: new Date(handover.tenderedMs) }),
    settleAt,
    ...(isLater ? { settledAt: undefined } : {}),
  });
}
