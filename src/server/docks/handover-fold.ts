import { foldHandover } from '../../custody/handover/fold-handover.js';
import { handoverEvents } from '../../custody/handover/handover-events.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import type { Elsewhere, Handover, HandoverAct, Manifest } from '../../domain/handover.js';
import { findFirstScan, listHandoverActs, type StoredHandoverAct } from '../../store/docks/handover-acts.js';
import { listItems, manifestFor, type StoredItem, type StoredManifest } from '../../store/docks/manifests.js';
import type { Tx } from '../../store/database/store.js';

/** A handover, or the part of one by which it is decided what has become of some pieces, as all acts leave it. */
export interface FoldedHandover {
  readonly handover: Handover;
  readonly manifest: Manifest;
  readonly acts: readonly HandoverAct[];
  readonly isWhole: boolean;
}

/** The whole of a handover. O(items + acts). */
export async function foldWhole(tx: Tx, stored: StoredManifest, now: Date): Promise<FoldedHandover> {
  const manifest = manifestFor(stored, await listItems(tx, stored.id));
  return folded(stored, { manifest, acts: await listHandoverActs(tx, stored), isWhole: true }, now);
}

/**
 * What decides over some pieces: these, the containers around them, and what was done to them or to everything. Undefined where
 * scans of others count too, because nobody tendered anything. O(pieces + their acts + acts that are no scans).
 */
export async function foldPart(
  tx: Tx,
  stored: StoredManifest,
  of: { readonly pieces: readonly StoredItem[]; readonly strange: readonly string[] },
  now: Date,
): Promise<FoldedHandover | undefined> {
  const around = [...new Set(of.pieces.flatMap((piece) => piece.around))];
  const items = [...of.pieces, ...(await listItems(tx, stored.id, { kind: 'container', names: around }))];
  const names = [...new Set([...of.strange, ...items.map(({ item }) => item)])];
  const acts = await listHandoverActs(tx, stored, { items: names });
  if (!acts.some(({ act }) => act.kind === 'tendered')) {
    const first = await findFirstScan(tx, stored);
    if (first === undefined || acts.some(({ act }) => act.id === first.act.id)) return undefined;
    acts.push(first);
  }
  return folded(stored, { manifest: manifestFor(stored, items), acts, isWhole: false }, now);
}

function folded(
  stored: StoredManifest,
  part: { readonly manifest: Manifest; readonly acts: readonly StoredHandoverAct[]; readonly isWhole: boolean },
  now: Date,
): FoldedHandover {
  const known = new Map<string, Elsewhere>();
  for (const { act, elsewhere } of part.acts) {
    if (act.kind === 'scanned' && elsewhere !== undefined) known.set(`${act.of} ${act.item}`, elsewhere);
  }
  const acts = part.acts.map(({ act }) => act);
  const context = {
    terms: stored.terms,
    elsewhere: (of: string, item: string) => known.get(`${of} ${item}`),
    nowMs: now.getTime(),
  };
  return { ...part, acts, handover: foldHandover(part.manifest, acts, context) };
}

/** What a fold says of shipments, for their logs. Of items that are not manifested, the text that was read stands for the shipment. */
export function eventsOf(stored: StoredManifest, { manifest, acts, handover }: FoldedHandover): CustodyEvent[] {
  const places = { giver: stored.giverPlace, receiver: stored.receiverPlace };
  return handoverEvents(manifest, acts, { handover, places });
}
