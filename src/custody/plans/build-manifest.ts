import type { Yard } from '../../domain/container.js';
import type { Manifest, ManifestContainer, ManifestLine } from '../../domain/handover.js';
import { compareTexts } from '../events/event-order.js';
import { indexYard, insideOf } from '../handover/pack-rules.js';

/** A manifest, or everything that speaks against it. */
export type BuiltManifest =
  | { readonly status: 'built'; readonly manifest: Manifest }
  | { readonly status: 'refused'; readonly reasons: readonly string[] };

/**
 * The manifest of what is tendered: the pieces and containers named, with all that is in them. What lies in a container
 * is tendered with it and cannot be named alone, and nothing may be open.
 */
export function buildManifest(
  yard: Yard,
  items: { readonly pieces: readonly string[]; readonly containers: readonly string[] },
  about: Omit<Manifest, 'lines' | 'containers'>,
): BuiltManifest {
  const indexed = indexYard(yard);
  const reasons: string[] = [];
  const lines = new Map<string, ManifestLine>();
  const containers = new Map<string, ManifestContainer>();
  const addPiece = (id: string): void => {
    const piece = yard.pieces.get(id);
    if (piece === undefined) reasons.push(`there is no piece ${id} here`);
    else if (piece.party !== about.giver) reasons.push(`${id} is ${piece.party}'s, not ${about.giver}'s`);
    else lines.set(id, { piece: id, weightG: piece.weightG, container: piece.container });
  };
  const addContainer = (id: string): void => {
    const container = yard.containers.get(id);
    if (container === undefined) return void reasons.push(`there is no container ${id} here`);
    const { kind, seal, status, container: outer, party } = container;
    if (party !== about.giver) reasons.push(`${id} is ${party}'s, not ${about.giver}'s`);
    else if (status === 'open') reasons.push(`${id} is open; close it first`);
    else containers.set(id, { id, kind, seal, container: outer });
  };
  const named = [
    ...items.pieces.map((id) => ({ id, outer: yard.pieces.get(id)?.container })),
    ...items.containers.map((id) => ({ id, outer: yard.containers.get(id)?.container })),
  ];
  for (const { id, outer } of named) {
    if (outer !== undefined) reasons.push(`${id} is in ${outer}; tender that, or take it out`);
  }
  items.pieces.forEach(addPiece);
  for (const id of items.containers) {
    addContainer(id);
    const inside = insideOf(indexed, id);
    inside.containers.forEach((inner) => addContainer(inner.id));
    inside.pieces.forEach((piece) => addPiece(piece.id));
  }
  if (lines.size === 0 && reasons.length === 0) reasons.push('nothing is tendered');
  if (reasons.length > 0) return { status: 'refused', reasons };
  const manifest: Manifest = {
    ...about,
    lines: [...lines.values()].sort((a, b) => compareTexts(a.piece, b.piece)),
    containers: [...containers.values()].sort((a, b) => compareTexts(a.id, b.id)),
  };
  return { status: 'built', manifest };
}
