import { assert } from '../../base/assert.js';
import { receivedItems, type ReceivedItem } from '../../custody/handover/received-items.js';
import { parseGs1Key } from '../../standards/gs1/keys.js';
import { addContainer, findContainers, type Owner, type StoredContainer } from '../../store/docks/containers.js';
import { listStates } from '../../store/custody/custody-states.js';
import { findDockShipments, type DockShipment } from '../../store/docks/dock-shipments.js';
import type { StoredItem, StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';
import {
  changeReceipts,
  findUnlisted,
  listComing,
  listPacked,
  listReceipts,
  noteLastReceipts,
  type PackedPiece,
  type StoredReceipt,
} from '../../store/docks/yard-receipts.js';
import type { DockParty } from './dock-of.js';
import type { FoldedHandover } from './handover-fold.js';
import { performOnYard } from './yard-perform.js';
import { loadYard } from './yard-slice.js';

interface InYard {
  readonly owner: Owner;
  readonly acting: DockParty; // the same party, for which the transaction acts
  readonly now: Date;
}

/** What a handover may change in its receiver's yard. */
export interface YardConcern {
  readonly packed: readonly PackedPiece[]; // those of its pieces that the receiver packed already
}

/**
 * Whether acts that concern some pieces may change the receiver's yard: when some were manifested in containers, or were packed,
 * maybe before the scan by which they came was told. Undefined otherwise. The transaction acts for the receiver.
 */
export async function yardConcern(
  tx: Tx,
  acting: DockParty,
  pieces: readonly StoredItem[],
  mayBringMore = false, // such as a container that no manifest names
): Promise<YardConcern | undefined> {
  const packed = await listPacked(
    tx,
    acting,
    pieces.map(({ item }) => item),
  );
  return mayBringMore || packed.length > 0 || pieces.some(({ around }) => around.length > 0) ? { packed } : undefined;
}

/**
 * Lets what was received at a handover be in its receiver's yard, and takes out what was not received after all. What the dock did since then
 * is done again after it. The yard is locked, and the transaction acts for the receiver.
 */
export async function receiveIntoYard(
  tx: Tx,
  by: InYard & { readonly actor: string },
  { stored, fold, packed }: { readonly stored: StoredManifest; readonly fold: FoldedHandover } & YardConcern,
): Promise<void> {
  const { owner, acting } = by;
  const { manifest, handover, isWhole } = fold;
  const ssccs = manifest.containers.map(({ id }) => id);
  const unlisted = unlistedContainers(fold);
  const own = new Map((await findContainers(tx, owner, [...ssccs, ...unlisted.keys()])).map((one) => [one.id, one]));
  const names = [
    ...[...own.values()].map(({ containerId }) => containerId),
    ...manifest.lines.flatMap(({ piece, container }) => (container === undefined ? [] : [piece])),
  ];
  const before = await listReceipts(tx, acting, { manifestId: stored.id, items: names });
  const known = new Map(before.map((receipt) => [`${receipt.of} ${receipt.item}`, receipt]));
  const received = receivedItems(manifest, handover, isWhole ? undefined : seenBefore(own, known));
  const unknown = received.flatMap(({ of, item }) => (of === 'container' && !own.has(item) ? [item] : []));
  for (const one of await expectContainers(tx, by, { ssccs: unknown, manifestId: stored.id })) own.set(one.id, one);
  for (const [sscc, one] of unlisted) {
    if (one === undefined) continue;
    const present = own.get(sscc);
    // What is in the yard already stays as it is there.
    if (present !== undefined && !known.has(`container ${present.containerId}`)) continue;
    if (present === undefined) own.set(sscc, await unlistedContainer(tx, by, { sscc, stored }));
    received.push(one);
  }
  const wanted = received.map((one) => storedReceipt(stored.id, one, own));
  const wantedKeys = new Set(wanted.map(({ of, item }) => `${of} ${item}`));
  const gone = before.filter(({ of, item }) => !wantedKeys.has(`${of} ${item}`));
  const come = wanted.filter((one) => !isSame(one, known.get(`${one.of} ${one.item}`)));
  const { doubted, lost } = await misjudged(tx, by, handover, packed);
  const isLate =
    doubted.length + lost.size > 0 || gone.length > 0 || come.some((one) => known.has(`${one.of} ${one.item}`));
  if (come.length === 0 && !isLate) return;
  await changeReceipts(tx, acting, stored.id, { gone, come });
  const containerIds = [...gone, ...come].flatMap(({ of, item }) => (of === 'container' ? [item] : []));
  await noteLastReceipts(tx, containerIds);
  const around = [...gone, ...come].flatMap(({ cameIn }) => cameIn ?? []);
  const shipments = await shipmentsOf(tx, fold, [...gone, ...come], [...doubted, ...lost]);
  const touched = {
    containerIds: [...new Set([...containerIds, ...around])],
    shipments,
    packed: [...gone, ...come].flatMap(({ of, item }) => (of === 'piece' ? [item] : [])),
  };
  const slice = await loadYard(tx, { owner, acting }, touched);
  await performOnYard(tx, { ...by, slice, lost }, { acts: [], receipts: come, isLate });
}

/**
 * Containers that were scanned and that no manifest names, by SSCC; undefined of one that is not there after all. What is in them nobody
 * has said, so they come closed and empty.
 */
function unlistedContainers({ manifest, handover, acts }: FoldedHandover): Map<string, ReceivedItem | undefined> {
  const listed = new Set(manifest.containers.map(({ id }) => id));
  const scanned = acts.flatMap((act) => (act.kind === 'scanned' && act.of === 'container' ? [act.item] : []));
  const excess = new Set(
    handover.discrepancies.flatMap(({ code, of, item }) => (code === 'EXCESS' && of === 'container' ? [item] : [])),
  );
  const unlisted = new Map<string, ReceivedItem | undefined>();
  for (const sscc of scanned) {
    if (!listed.has(sscc) && parseGs1Key('sscc', sscc).status === 'valid') unlisted.set(sscc, undefined);
  }
  for (const { of, item, accepted } of handover.items) {
    if (of !== 'container' || accepted === undefined || !excess.has(item) || !unlisted.has(item)) continue;
    const { atMs } = accepted;
    unlisted.set(item, { of, item, cameIn: undefined, takenOut: false, seal: undefined, atMs, depth: 0 });
  }
  return unlisted;
}

/**
 * Makes a container that came unlisted known to the yard, as the giver's until it is received: what its giver made it, or a mixed bag, for
 * all that anybody knows.
 */
async function unlistedContainer(
  tx: Tx,
  { owner, acting, now }: InYard,
  { sscc, stored }: { readonly sscc: string; readonly stored: StoredManifest },
): Promise<StoredContainer> {
  await addContainer(tx, {
    partyId: owner.id,
    mode: acting.mode,
    sscc,
    ...((await findUnlisted(tx, stored.id, sscc)) ?? { kind: 'bag', contents: 'mixed', opensAt: stored.receiverPlace }),
    createdBy: stored.id,
    cameFrom: stored.giver,
    now,
  });
  const [made] = await findContainers(tx, owner, [sscc]);
  assert(made !== undefined, `container ${sscc} was added`);
  return made;
}

/** Pieces with which nothing could be done, and which have come; and those with which something was done, and which have not come after all. */
async function misjudged(
  tx: Tx,
  { owner }: InYard,
  { items }: FoldedHandover['handover'],
  packed: readonly PackedPiece[],
): Promise<{ readonly doubted: readonly string[]; readonly lost: ReadonlySet<string> }> {
  const accepted = new Set(items.flatMap(({ of, item, accepted: how }) => (of === 'piece' && how ? [item] : [])));
  const absent = packed.flatMap(({ shipmentId: id, doubted }) => (doubted || accepted.has(id) ? [] : [id]));
  const states = await listStates(tx, absent);
  return {
    doubted: packed.flatMap(({ shipmentId, doubted }) => (doubted && accepted.has(shipmentId) ? [shipmentId] : [])),
    lost: new Set(absent.filter((id) => states.get(id)?.custodian !== owner.code)),
  };
}

/**
 * Makes containers known to the yard of whoever they are handed over to, as the giver's until they are received: those of one handover, or
 * of any that was pre-advised.
 */
export async function expectContainers(
  tx: Tx,
  { owner, acting, now }: InYard,
  of: { readonly ssccs: readonly string[]; readonly manifestId?: string },
): Promise<StoredContainer[]> {
  const coming = await listComing(tx, acting, of);
  for (const { manifestId, ...container } of coming) {
    await addContainer(tx, { ...container, partyId: owner.id, mode: acting.mode, createdBy: manifestId, now });
  }
  return findContainers(
    tx,
    owner,
    coming.map(({ sscc }) => sscc),
  );
}

/** When containers were first seen, by SSCC, by scans that a part of a handover may lack. */
function seenBefore(
  own: ReadonlyMap<string, StoredContainer>,
  known: ReadonlyMap<string, StoredReceipt>,
): ReadonlyMap<string, number> {
  return new Map(
    [...own.values()].flatMap(({ id, containerId }) => {
      const receipt = known.get(`container ${containerId}`);
      return receipt === undefined ? [] : [[id, receipt.atMs]];
    }),
  );
}

function storedReceipt(
  manifestId: string,
  { of, item, cameIn, takenOut, seal, depth, atMs }: ReceivedItem,
  own: ReadonlyMap<string, StoredContainer>,
): StoredReceipt {
  return {
    manifestId,
    of,
    item: of === 'container' ? (own.get(item)?.containerId ?? item) : item,
    cameIn: cameIn === undefined ? undefined : own.get(cameIn)?.containerId,
    takenOut,
    seal,
    depth,
    atMs,
  };
}

function isSame(a: StoredReceipt, b: StoredReceipt | undefined): boolean {
  if (b === undefined) return false;
  return (
    a.cameIn === b.cameIn && a.takenOut === b.takenOut && a.seal === b.seal && a.depth === b.depth && a.atMs === b.atMs
  );
}

/** Pieces as the dock knows them; of what its carrier does not see, what the manifest says. */
async function shipmentsOf(
  tx: Tx,
  { manifest }: FoldedHandover,
  receipts: readonly StoredReceipt[],
  others: readonly string[],
): Promise<DockShipment[]> {
  const pieces = receipts.flatMap(({ of, item }) => (of === 'piece' ? [item] : []));
  const seen = new Map((await findDockShipments(tx, [...pieces, ...others])).map((one) => [one.id, one]));
  const weights = new Map(manifest.lines.map(({ piece, weightG }) => [piece, weightG]));
  for (const id of pieces) {
    if (seen.has(id)) continue;
    seen.set(id, { id, trackingNumber: id, ownerId: '', weightG: weights.get(id) ?? 0, goods: 0 });
  }
  return [...seen.values()];
}
