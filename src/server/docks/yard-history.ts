import type { Container, Piece } from '../../domain/container.js';
import type { Owner } from '../../store/docks/containers.js';
import { findDockShipments } from '../../store/docks/dock-shipments.js';
import type { Tx } from '../../store/database/store.js';
import { listReceipts, type StoredReceipt } from '../../store/docks/yard-receipts.js';
import { listYardActs, type StoredYardAct } from '../../store/docks/yard.js';
import type { DockParty } from './dock-of.js';
import { loadYard, type YardSlice } from './yard-slice.js';

/** What happened in a yard: what its dock did, and what came at handovers. */
export interface YardDeeds {
  readonly acts: readonly StoredYardAct[];
  readonly receipts: readonly StoredReceipt[];
}

/** Everything that ever happened to what some deeds touch, and to what that touched. */
export interface YardHistory {
  readonly slice: YardSlice;
  readonly earlier: YardDeeds;
}

interface Concerned {
  readonly owner: Owner;
  readonly acting: DockParty;
  readonly slice: YardSlice;
  readonly lost?: ReadonlySet<string>; // shipments that were packed, and were another party's after all
}

/** Follows deeds to the containers and pieces they name, and those to their deeds, until nothing is new. O(deeds found). */
export async function closureOf(
  tx: Tx,
  { owner, acting, slice, lost }: Concerned,
  acts: readonly StoredYardAct[],
): Promise<YardHistory> {
  const containerIds = new Set([...slice.containers.values()].map(({ containerId }) => containerId));
  const items = new Set(slice.pieces.keys());
  for (const act of acts) add(namesOf(act), containerIds, items);
  let earlier: YardDeeds = { acts: [], receipts: [] };
  for (let size = 0; size !== containerIds.size + items.size;) {
    size = containerIds.size + items.size;
    const of = { containerIds: [...containerIds], items: [...items] };
    earlier = { acts: await listYardActs(tx, acting, of), receipts: await listReceipts(tx, acting, of) };
    for (const deed of [...earlier.acts, ...earlier.receipts]) add(namesOf(deed), containerIds, items);
  }
  const packed = new Set(earlier.receipts.flatMap(({ of, item }) => (of === 'piece' ? [item] : [])));
  const doubted = new Set<string>();
  for (const { of, item, refusals } of earlier.acts) {
    if (of !== 'piece' || item === undefined) continue;
    (lost?.has(item) === true || refusals.length > 0 ? doubted : packed).add(item);
  }
  // What could be done to a piece shows that it was there; what was only ever refused, whose it is now.
  const again = await findDockShipments(
    tx,
    [...doubted].filter((item) => !packed.has(item)),
  );
  const shipments = new Map([...again, ...slice.shipments].map((shipment) => [shipment.id, shipment]));
  const touched = { containerIds: [...containerIds], shipments: [...shipments.values()], packed: [...packed] };
  return { slice: await loadYard(tx, { owner, acting }, touched), earlier };
}

/** The yard before all those deeds. What is on a manifest stays as it is, and so do the deeds that made it so. */
export function baseOf({ slice, earlier }: YardHistory): YardSlice & { readonly earlier: YardDeeds } {
  const { containers, yard, held } = slice;
  const heldIds = new Set(
    [...containers.values()].flatMap(({ id, containerId }) => (held.has(id) ? [containerId] : [])),
  );
  const isFree = (deed: StoredYardAct | StoredReceipt): boolean => {
    const names = namesOf(deed);
    return !names.containerIds.some((id) => heldIds.has(id)) && !names.pieces.some((id) => held.has(id));
  };
  const empty = new Map<string, Container>();
  for (const [id, container] of yard.containers) {
    const party = containers.get(id)?.cameFrom ?? container.party;
    const fresh = { ...container, party, status: 'open' as const, seal: undefined, container: undefined };
    empty.set(id, held.has(id) ? container : fresh);
  }
  const loose = new Map<string, Piece>();
  for (const [id, piece] of yard.pieces) loose.set(id, held.has(id) ? piece : { ...piece, container: undefined });
  return {
    ...slice,
    yard: { containers: empty, pieces: loose },
    earlier: { acts: earlier.acts.filter(isFree), receipts: earlier.receipts.filter(isFree) },
  };
}

interface Names {
  readonly containerIds: readonly string[];
  readonly pieces: readonly string[]; // shipments
}

/** What a deed names. */
export function namesOf(deed: StoredYardAct | StoredReceipt): Names {
  const { of, item } = deed;
  const around = 'containerId' in deed ? [deed.containerId] : deed.cameIn === undefined ? [] : [deed.cameIn];
  if (item === undefined) return { containerIds: around, pieces: [] };
  return of === 'container'
    ? { containerIds: [...around, item], pieces: [] }
    : { containerIds: around, pieces: [item] };
}

function add(names: Names, containerIds: Set<string>, items: Set<string>): void {
  for (const id of names.containerIds) containerIds.add(id);
  for (const id of names.pieces) items.add(id);
}
