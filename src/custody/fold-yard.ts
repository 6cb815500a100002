import type { Container, PackLimits, PackRefusal, Piece, Yard, YardAct } from '../domain/container.js';
import { compareTexts, mergeCopies, momentOf } from './event-order.js';
import { indexYard, packRefusals } from './pack-rules.js';

/** A yard after acts, and the acts that could not be done. */
export interface YardFold {
  readonly yard: Yard;
  readonly refused: readonly { readonly act: YardAct; readonly refusals: readonly PackRefusal[] }[];
}

/**
 * The yard after acts that may have arrived in any order and any number of copies: they are done in the order of their
 * moments, then of their ids, and each only when nothing speaks against it then.
 */
export function foldYard(yard: Yard, acts: Iterable<YardAct>, limits: PackLimits): YardFold {
  const ordered = mergeCopies(acts).map(({ event }) => event);
  ordered.sort((a, b) => momentOf(a) - momentOf(b) || compareTexts(a.id, b.id));
  const refused: { act: YardAct; refusals: PackRefusal[] }[] = [];
  const containers = new Map(yard.containers);
  const pieces = new Map(yard.pieces);
  const inside = new Map(Array.from(indexYard(yard).inside, ([id, items]) => [id, new Set(items)]));
  for (const act of ordered) {
    const refusals = packRefusals({ containers, pieces, inside }, act, limits);
    if (refusals.length > 0) refused.push({ act, refusals });
    else perform(act, { containers, pieces, inside });
  }
  return { yard: { containers, pieces }, refused };
}

interface WorkingYard {
  readonly containers: Map<string, Container>;
  readonly pieces: Map<string, Piece>;
  readonly inside: Map<string, Set<string>>;
}

function perform(act: YardAct, { containers, pieces, inside }: WorkingYard): void {
  switch (act.kind) {
    case 'put':
      if (act.what === 'piece') move(pieces, act.item, act.into);
      else move(containers, act.item, act.into);
      inside.set(act.into, (inside.get(act.into) ?? new Set()).add(act.item));
      return;
    case 'take':
      if (act.what === 'piece') move(pieces, act.item, undefined);
      else move(containers, act.item, undefined);
      inside.get(act.from)?.delete(act.item);
      return;
    case 'close':
      return change(containers, act.container, { status: 'closed' });
    case 'seal':
      return change(containers, act.container, { status: 'sealed', seal: act.seal });
    case 'open':
      return change(containers, act.container, { status: 'open', seal: undefined });
  }
}

function move<T extends Container | Piece>(items: Map<string, T>, id: string, container: string | undefined): void {
  const item = items.get(id);
  if (item) items.set(id, { ...item, container });
}

function change(containers: Map<string, Container>, id: string, to: Partial<Container>): void {
  const container = containers.get(id);
  if (container) containers.set(id, { ...container, ...to });
}
