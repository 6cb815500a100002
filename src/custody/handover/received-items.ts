import type { Handover, HandoverItem, Manifest } from '../../domain/handover.js';
import { itemKey } from './handover-acts.js';

/** A container that was received at a handover, or something that was manifested in one. */
export interface ReceivedItem {
  readonly of: 'piece' | 'container';
  readonly item: string; // shipment, or SSCC
  readonly cameIn: string | undefined; // SSCC of the container around it, if that was received
  readonly takenOut: boolean; // it was scanned by itself, so it is not in there any more
  readonly seal: string | undefined; // of a container that is still sealed
  readonly atMs: number;
  readonly depth: number; // of containers around it
}

/**
 * What a handover, or a part of one, brought into the receiver's yard: every container that was accepted, as it was manifested, and
 * what was accepted in them. What was scanned by itself was taken out of what is around it; what came by its container, or by
 * silence, is in there still. Outer containers come first. Loose pieces are known by their custody alone.
 *
 * Of a part, a container that was there because something in it was scanned may have been so earlier: `knownMs` tells when, by SSCC.
 */
export function receivedItems(
  manifest: Manifest,
  { items, discrepancies }: Pick<Handover, 'items' | 'discrepancies'>,
  knownMs: ReadonlyMap<string, number> = new Map(),
): ReceivedItem[] {
  const accepted = new Map<string, Accepted>();
  for (const { of, item, accepted: how } of items) if (how !== undefined) accepted.set(itemKey(of, item), how);
  const broken = new Set(
    discrepancies.flatMap(({ code, of, item, status }) =>
      code === 'SEAL_BROKEN' && of === 'container' && status !== 'falls' ? [item] : [],
    ),
  );
  const manifested = new Map(manifest.containers.map((container) => [container.id, container]));
  const received = new Map<string, ReceivedItem>();
  const receive = (id: string): ReceivedItem | undefined => {
    const known = received.get(id);
    const container = manifested.get(id);
    const how = accepted.get(itemKey('container', id));
    if (known !== undefined || container === undefined || how === undefined) return known;
    const around = container.container === undefined ? undefined : receive(container.container);
    const isSeenInside = how.by === 'scan' && how.act === '';
    const atMs = isSeenInside ? Math.min(how.atMs, knownMs.get(id) ?? how.atMs) : how.atMs;
    const one: ReceivedItem = {
      of: 'container',
      item: id,
      ...inside(around, { ...how, atMs }),
      seal: broken.has(id) ? undefined : container.seal,
    };
    received.set(id, one);
    return one;
  };
  for (const { id } of manifest.containers) receive(id);
  const pieces = manifest.lines.flatMap(({ piece, container }): ReceivedItem[] => {
    const around = container === undefined ? undefined : received.get(container);
    const how = accepted.get(itemKey('piece', piece));
    if (around === undefined || how === undefined) return [];
    return [{ of: 'piece', item: piece, ...inside(around, how), seal: undefined }];
  });
  return [...received.values()].toSorted((a, b) => a.depth - b.depth).concat(pieces);
}

type Accepted = NonNullable<HandoverItem['accepted']>;

/** Where an item is that was accepted in what was received around it; it cannot be in there before that came. */
function inside(
  around: ReceivedItem | undefined,
  { by, act, atMs }: Accepted,
): Pick<ReceivedItem, 'cameIn' | 'takenOut' | 'atMs' | 'depth'> {
  const isScanned = by === 'scan' && act !== ''; // without an act, something in it was scanned
  const takenOut = around !== undefined && isScanned;
  return {
    cameIn: around?.item,
    takenOut,
    atMs: around === undefined || takenOut ? atMs : Math.max(atMs, around.atMs),
    depth: around === undefined ? 0 : around.depth + 1,
  };
}
