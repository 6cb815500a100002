import type { z } from '@hono/zod-openapi';
import type { Condition } from '../../../domain/handover.js';
import type { YardActSchema, createContainer } from '../../../wire/docks/containers.js';
import type { ScanListSchema } from '../../../wire/docks/docks.js';
import type { createManifest } from '../../../wire/docks/manifests.js';

/** A handover as a device keeps it. */
export type ScanList = z.infer<typeof ScanListSchema>;

/** n not tendered, e expected, a accepted, r refused, m missing. */
export type Letter = 'n' | 'e' | 'a' | 'r' | 'm';

/** Something that is done in a handover, with a bag, or with a draft, as the server takes it but for its id and moment. */
export type Step =
  | {
      readonly kind: 'scan';
      readonly of: 'piece' | 'container';
      readonly name: string; // id, tracking number or SSCC
      readonly conditions?: readonly Condition[];
      readonly seal?: string;
    }
  | { readonly kind: 'tender'; readonly pieces?: readonly string[]; readonly containers?: readonly string[] }
  | { readonly kind: 'count_closed' }
  | { readonly kind: 'dispute'; readonly discrepancy: string }
  | { readonly kind: 'outcome'; readonly discrepancy: string; readonly outcome: 'stands' | 'falls' | 'split' }
  | { readonly kind: 'yard'; readonly doing: YardDoing }
  | { readonly kind: 'bag'; readonly bag: NewBag }
  | { readonly kind: 'advise' }
  | { readonly kind: 'draft'; readonly draft: DraftedManifest; readonly key: string };

/** What is done with a bag or cage. */
export type YardDoing = WithoutMoment<z.input<typeof YardActSchema>>;
type WithoutMoment<T> = T extends unknown ? Omit<T, 'id' | 'device_time'> : never;

/** A bag or cage under a number that was taken ahead. */
export interface NewBag extends Pick<z.input<typeof createContainer.body>, 'kind' | 'opens_at'> {
  readonly sscc: string;
}

/** A manifest that is to be drafted; `key` of a draft names the request, so that it is drafted once. */
export type DraftedManifest = z.input<typeof createManifest.body>;

/** Where something is in a list. */
export interface ListPlace {
  readonly of: 'piece' | 'container';
  readonly index: number;
}

/** Finds the items of a list by what is read: ids, tracking numbers, SSCCs; containers also by their seals. */
export interface ListIndex {
  readonly byName: ReadonlyMap<string, ListPlace>;
  readonly bySeal: ReadonlyMap<string, number>; // container
  readonly others: ReadonlySet<string>;
}

/** The index of a list. O(items). */
export function indexOf({ pieces, containers, others }: ScanList): ListIndex {
  const byName = new Map<string, ListPlace>();
  for (const [index, sscc] of containers.ssccs.entries()) byName.set(sscc, { of: 'container', index });
  for (const names of [pieces.ids, pieces.tracking_numbers]) {
    for (const [index, name] of names.entries()) byName.set(name, { of: 'piece', index });
  }
  const bySeal = new Map(containers.seals.flatMap((seal, index) => (seal === null ? [] : [[seal, index] as const])));
  return { byName, bySeal, others: new Set(others) };
}

export function letterAt(list: ScanList, { of, index }: ListPlace): Letter {
  const { status } = of === 'piece' ? list.pieces : list.containers;
  return (status[index] ?? 'e') as Letter;
}

/**
 * The list after a step, as the server will judge it if nobody else does anything: what the device shows until it is told. By the same
 * rules as `src/custody`: first scans tender, a sealed container is taken whole, and what was looked for stays missing.
 */
export function withStep(list: ScanList, index: ListIndex, step: Step): ScanList {
  switch (step.kind) {
    case 'tender':
      return tendered(list, index, step);
    case 'count_closed':
      return eachLetter(list, (letter) => (letter === 'e' ? 'm' : letter));
    case 'advise':
      return list.phase === 'draft' ? { ...list, phase: 'pre_advised' } : list;
    case 'scan':
      return scanned(list, index, step);
    default:
      return list; // disputes, bags and drafts are no part of it
  }
}

function tendered(list: ScanList, index: ListIndex, step: Step & { kind: 'tender' }): ScanList {
  const named = [...(step.pieces ?? []), ...(step.containers ?? [])];
  if (step.pieces === undefined && step.containers === undefined) {
    return { ...eachLetter(list, (letter) => (letter === 'n' ? 'e' : letter)), phase: 'tendered' };
  }
  let next: ScanList = { ...list, phase: 'tendered' };
  for (const name of named) {
    const at = index.byName.get(name);
    if (at === undefined) continue;
    next = setLetter(next, at, (letter) => (letter === 'n' ? 'e' : letter));
    if (at.of === 'container') next = setInside(next, at.index, (letter) => (letter === 'n' ? 'e' : letter));
  }
  return next;
}

function scanned(list: ScanList, index: ListIndex, step: Step & { kind: 'scan' }): ScanList {
  const { conditions = [], name, seal } = step;
  const isThere = !conditions.includes('missing');
  let next = list;
  if (isThere && (list.phase === 'pre_advised' || list.phase === 'tendered')) {
    // Where nobody tendered anything, the first scan tenders everything.
    const all = list.phase === 'pre_advised' ? eachLetter(list, (letter) => (letter === 'n' ? 'e' : letter)) : list;
    next = { ...all, phase: 'receiving' };
  }
  const at = index.byName.get(name);
  if (at === undefined) {
    return isThere && !next.others.includes(name) ? { ...next, others: [...next.others, name] } : next;
  }
  const refused = conditions.includes('not_acceptable');
  next = setLetter(next, at, () => (refused ? 'r' : isThere ? 'a' : 'm'));
  if (at.of === 'piece') return next;
  if (refused) return setInside(next, at.index, (letter) => (letter === 'e' || letter === 'n' ? 'r' : letter));
  const manifested = list.containers.seals[at.index] ?? null;
  const isBroken = conditions.includes('seal_broken') || (seal !== undefined && seal !== manifested);
  const isWhole = manifested !== null && !isBroken && (seal === manifested || conditions.includes('intact'));
  return isWhole ? setInside(next, at.index, (letter) => (letter === 'e' || letter === 'n' ? 'a' : letter)) : next;
}

type Change = (letter: Letter) => Letter;

function setLetter(list: ScanList, { of, index }: ListPlace, change: Change): ScanList {
  const key = of === 'piece' ? 'pieces' : 'containers';
  const { status } = list[key];
  const letter = change((status[index] ?? 'e') as Letter);
  return { ...list, [key]: { ...list[key], status: status.slice(0, index) + letter + status.slice(index + 1) } };
}

function eachLetter(list: ScanList, change: Change): ScanList {
  const all = (status: string): string =>
    status
      .split('')
      .map((letter) => change(letter as Letter))
      .join('');
  return {
    ...list,
    pieces: { ...list.pieces, status: all(list.pieces.status) },
    containers: { ...list.containers, status: all(list.containers.status) },
  };
}

/** Changes everything that is in a container, however deep. */
function setInside(list: ScanList, container: number, change: Change): ScanList {
  const within = new Set([container]);
  // Containers nest in at most a few levels, so few rounds find them all.
  for (let found = -1; found !== within.size;) {
    found = within.size;
    for (const [index, outer] of list.containers.inside.entries()) if (within.has(outer)) within.add(index);
  }
  const status = list.pieces.status
    .split('')
    .map((letter, index) => (within.has(list.pieces.inside[index] ?? -1) ? change(letter as Letter) : letter));
  const outer = list.containers.status
    .split('')
    .map((letter, index) => (index !== container && within.has(index) ? change(letter as Letter) : letter));
  return {
    ...list,
    pieces: { ...list.pieces, status: status.join('') },
    containers: { ...list.containers, status: outer.join('') },
  };
}

/** How many pieces of a list have each status. */
export interface ListCounts {
  readonly total: number;
  readonly accepted: number;
  readonly waiting: number; // expected, or not tendered
  readonly refused: number;
  readonly missing: number;
  readonly others: number; // scanned, not on the manifest
}

export function countsOf({ pieces, others }: ScanList): ListCounts {
  const count = (letters: string): number =>
    pieces.status.split('').filter((letter) => letters.includes(letter)).length;
  return {
    total: pieces.ids.length,
    accepted: count('a'),
    waiting: count('ne'),
    refused: count('r'),
    missing: count('m'),
    others: others.length,
  };
}

/** A piece or container that was not seen yet. */
export interface Waiting extends ListPlace {
  readonly name: string; // tracking number or SSCC
  readonly letter: Letter;
  readonly seal: string | undefined;
  readonly container: string | undefined; // SSCC
  readonly pieceCount: number; // of a container, whatever their status
}

/** Containers and pieces that are expected or missing, containers first. */
export function waitingOf(list: ScanList): Waiting[] {
  const { containers, pieces } = list;
  const held = new Map<number, number>();
  for (const container of pieces.inside) held.set(container, (held.get(container) ?? 0) + 1);
  const isOpen = (letter: string): boolean => letter === 'n' || letter === 'e' || letter === 'm';
  return [
    ...containers.ssccs.map((name, index) => ({
      of: 'container' as const,
      index,
      name,
      letter: letterAt(list, { of: 'container', index }),
      seal: containers.seals[index] ?? undefined,
      container: containers.ssccs[containers.inside[index] ?? -1],
      pieceCount: held.get(index) ?? 0,
    })),
    ...pieces.tracking_numbers.map((name, index) => ({
      of: 'piece' as const,
      index,
      name,
      letter: letterAt(list, { of: 'piece', index }),
      seal: undefined,
      container: containers.ssccs[pieces.inside[index] ?? -1],
      pieceCount: 1,
    })),
  ].filter(({ letter }) => isOpen(letter));
}
