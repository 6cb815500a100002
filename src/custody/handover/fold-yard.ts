import type { Container, PackLimits, PackRefusal, Piece, Yard, YardAct, YardReceipt } from '../../domain/container.js';
import { compareTexts, mergeCopies, momentOf } from '../events/event-order.js';
import { containersAround, indexYard, packRefusals } from './pack-rules.js';

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
    case 'receive':
      return receive(act, act.party, { containers, pieces, inside });
  }
}

/** What was in a container before it left is forgotten when it comes: what came in it says so itself. */
function receive({ what, item, cameIn, takenOut, seal }: YardReceipt, party: string, yard: WorkingYard): void {
  const { containers, pieces, inside } = yard;
  const into = takenOut ? undefined : cameIn;
  const before = (what === 'piece' ? pieces : containers).get(item)?.container;
  if (before !== undefined) inside.get(before)?.delete(item);
  if (what === 'piece') move(pieces, item, into);
  else {
    for (const held of inside.get(item) ?? []) {
      if (pieces.get(held)?.container === item) move(pieces, held, undefined);
      if (containers.get(held)?.container === item) move(containers, held, undefined);
    }
    inside.delete(item);
    change(containers, item, { party, status: seal === undefined ? 'closed' : 'sealed', seal, container: into });
  }
  if (into !== undefined) inside.set(into, (inside.get(into) ?? new Set()).add(item));
  if (!takenOut || cameIn === undefined) return;
  const opened = [cameIn, ...containersAround(yard, cameIn).map(({ id }) => id)];
  for (const id of opened) {
    if (containers.get(id)?.party === party) change(containers, id, { status: 'open', seal: undefined });
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
