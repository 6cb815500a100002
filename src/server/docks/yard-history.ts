import type { Container, Piece } from '../../domain/container.js';
import type { Owner } from '../../store/containers.js';
import type { Tx } from '../../store/store.js';
import { listYardActs, type StoredYardAct } from '../../store/yard.js';
import type { DockParty } from './dock-of.js';
import { loadYard, type YardSlice } from './yard-slice.js';

/** Everything that was ever done to what some acts touch, and to what that touched. */
export interface YardHistory {
  readonly slice: YardSlice;
  readonly earlier: readonly StoredYardAct[];
}

/** Follows acts to the containers and pieces they name, and those to their acts, until nothing is new. O(acts found). */
export async function closureOf(
  tx: Tx,
  { owner, acting, slice }: { readonly owner: Owner; readonly acting: DockParty; readonly slice: YardSlice },
  acts: readonly StoredYardAct[],
): Promise<YardHistory> {
  const containerIds = new Set([...slice.containers.values()].map(({ containerId }) => containerId));
  const items = new Set(slice.pieces.keys());
  for (const act of acts) add(act, containerIds, items);
  let earlier: StoredYardAct[] = [];
  for (let size = 0; size !== containerIds.size + items.size;) {
    size = containerIds.size + items.size;
    earlier = await listYardActs(tx, acting, { containerIds: [...containerIds], items: [...items] });
    for (const act of earlier) add(act, containerIds, items);
  }
  const packed = [...new Set(earlier.flatMap(({ of, item }) => (of === 'piece' && item !== undefined ? [item] : [])))];
  const touched = { containerIds: [...containerIds], shipments: slice.shipments, packed };
  return { slice: await loadYard(tx, { owner, acting }, touched), earlier };
}

/** The yard before all those acts. What is on a manifest stays as it is, and so do the acts that made it so. */
export function baseOf({ slice, earlier }: YardHistory): YardSlice & { readonly earlier: readonly StoredYardAct[] } {
  const { containers, yard, held } = slice;
  const heldIds = new Set(
    [...containers.values()].flatMap(({ id, containerId }) => (held.has(id) ? [containerId] : [])),
  );
  const isFixed = ({ containerId, item }: StoredYardAct): boolean =>
    heldIds.has(containerId) || (item !== undefined && (heldIds.has(item) || held.has(item)));
  const empty = new Map<string, Container>();
  for (const [id, container] of yard.containers) {
    const fresh = { ...container, status: 'open' as const, seal: undefined, container: undefined };
    empty.set(id, held.has(id) ? container : fresh);
  }
  const loose = new Map<string, Piece>();
  for (const [id, piece] of yard.pieces) loose.set(id, held.has(id) ? piece : { ...piece, container: undefined });
  return { ...slice, yard: { containers: empty, pieces: loose }, earlier: earlier.filter((act) => !isFixed(act)) };
}

function add({ of, item, containerId }: StoredYardAct, containerIds: Set<string>, items: Set<string>): void {
  containerIds.add(containerId);
  if (item === undefined) return;
  if (of === 'container') containerIds.add(item);
  else items.add(item);
}
