import type { HandoverAct, HandoverScan, Manifest } from '../../domain/handover.js';
import { compareTexts, mergeCopies, momentOf } from '../events/event-order.js';

/** A scan that counts, with its moment. */
export type Scan = Extract<HandoverAct, HandoverScan> & { readonly atMs: number };

/** The acts of a handover sorted out: whose is what, nothing twice, nothing that was voided. Lists are in order. */
export interface SortedActs {
  readonly preAdvisedMs: number | undefined; // first
  readonly tenders: readonly {
    readonly act: HandoverAct;
    readonly items: ReadonlySet<string> | undefined;
    readonly atMs: number;
  }[];
  readonly scans: ReadonlyMap<string, readonly Scan[]>; // by `piece S1`
  readonly firstScanMs: number | undefined;
  readonly counts: readonly { readonly act: HandoverAct; readonly atMs: number }[];
  readonly disputes: readonly Extract<HandoverAct, { kind: 'disputed' | 'proposed' }>[];
  readonly remarks: readonly { readonly act: string; readonly words: string }[];
}

/** Order: moment, then id. What the wrong party did is left out with a remark. */
export function sortActs(manifest: Manifest, acts: Iterable<HandoverAct>): SortedActs {
  const merged = mergeCopies(acts);
  const byId = new Map(merged.map(({ event }) => [event.id, event]));
  const remarks: { act: string; words: string }[] = [];
  const voided = new Set<string>();
  for (const { event, conflicting } of merged) {
    if (conflicting) remarks.push({ act: event.id, words: 'was sent with different contents; the first counts' });
    if (event.kind !== 'voided') continue;
    const target = byId.get(event.voids);
    const own = target !== undefined && target.kind !== 'voided' && target.party === event.party;
    if (own) voided.add(event.voids);
    else remarks.push({ act: event.id, words: 'voids nothing that its own party did' });
  }
  const ordered = merged.map(({ event }) => event).filter(({ id }) => !voided.has(id));
  ordered.sort((a, b) => momentOf(a) - momentOf(b) || compareTexts(a.id, b.id));
  const valid = ordered.filter((act) => {
    const by = partyOf(manifest, act);
    if (by.includes(act.party)) return true;
    remarks.push({ act: act.id, words: `only ${by.join(' or ')} can say so, not ${act.party}` });
    return false;
  });
  return { ...collected(valid), remarks };
}

/** Key of an item among scans and discrepancies. */
export function itemKey(of: 'piece' | 'container', item: string): string {
  return `${of} ${item}`;
}

function partyOf({ giver, receiver }: Manifest, { kind }: HandoverAct): string[] {
  switch (kind) {
    case 'pre_advised':
    case 'tendered':
    case 'disputed':
      return [giver];
    case 'scanned':
    case 'count_closed':
      return [receiver];
    default:
      return [giver, receiver];
  }
}

function collected(acts: readonly HandoverAct[]): Omit<SortedActs, 'remarks'> {
  const scans = new Map<string, Scan[]>();
  const tenders: { act: HandoverAct; items: ReadonlySet<string> | undefined; atMs: number }[] = [];
  const counts: { act: HandoverAct; atMs: number }[] = [];
  const disputes: Extract<HandoverAct, { kind: 'disputed' | 'proposed' }>[] = [];
  let preAdvisedMs: number | undefined;
  let firstScanMs: number | undefined;
  for (const act of acts) {
    const atMs = momentOf(act);
    if (act.kind === 'pre_advised') preAdvisedMs ??= atMs;
    else if (act.kind === 'tendered') tenders.push({ act, items: act.items && new Set(act.items), atMs });
    else if (act.kind === 'count_closed') counts.push({ act, atMs });
    else if (act.kind === 'disputed' || act.kind === 'proposed') disputes.push(act);
    else if (act.kind === 'scanned') {
      const key = itemKey(act.of, act.item);
      const known = scans.get(key);
      if (known) known.push({ ...act, atMs });
      else scans.set(key, [{ ...act, atMs }]);
      if (!act.conditions?.includes('missing')) firstScanMs ??= atMs;
    }
  }
  return { preAdvisedMs, tenders, scans, firstScanMs, counts, disputes };
}
