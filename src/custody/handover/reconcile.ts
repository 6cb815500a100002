import type { Evidence } from '../../domain/custody-event.js';
import type {
  Condition,
  Discrepancy,
  DiscrepancyCode,
  Elsewhere,
  HandoverItem,
  HandoverTerms,
  Manifest,
  ManifestContainer,
} from '../../domain/handover.js';
import { itemKey, type Scan, type SortedActs } from './handover-acts.js';

/** What a handover is judged by. */
export interface HandoverContext {
  readonly terms: HandoverTerms;
  /** What is known of a scanned item that the manifest does not name; undefined: nothing. */
  readonly elsewhere: (of: 'piece' | 'container', item: string) => Elsewhere | undefined;
  readonly nowMs: number;
}

/** What was tendered against what was scanned. */
export interface Reconciliation {
  readonly items: HandoverItem[];
  readonly discrepancies: Discrepancy[];
  readonly reportByMs: number | undefined; // the last of all items'
  readonly remarks: { readonly act: string; readonly words: string }[];
}

/** Reconciles by the rules of docs/custody.md, item by item. O(acts + items x nesting). */
export function reconcile(manifest: Manifest, acts: SortedActs, context: HandoverContext): Reconciliation {
  const dock = new Dock(manifest, acts, context);
  const result: Reconciliation = { items: [], discrepancies: [], reportByMs: undefined, remarks: [] };
  let reportByMs = Number.NEGATIVE_INFINITY;
  const seen = new Set<string>();
  const judge = (item: Item): void => {
    const key = itemKey(item.of, item.item);
    if (seen.has(key)) return; // a manifest that names a piece twice means it once
    seen.add(key);
    const judged = item.manifested ? manifestedItem(dock, item) : strangeItem(dock, item);
    if (judged === undefined) return;
    result.items.push({ of: item.of, item: item.item, manifested: item.manifested, ...judged.item });
    result.discrepancies.push(...judged.discrepancies);
    reportByMs = Math.max(reportByMs, dock.reportByMs(item) ?? reportByMs);
  };
  for (const { piece, weightG, container } of manifest.lines) {
    judge({ of: 'piece', item: piece, manifested: true, weightG, container, seal: undefined });
  }
  for (const { id, seal, container } of manifest.containers) {
    judge({ of: 'container', item: id, manifested: true, weightG: undefined, container, seal });
  }
  for (const [first] of acts.scans.values()) {
    const { of, item } = first;
    judge({ of, item, manifested: false, weightG: undefined, container: undefined, seal: undefined });
  }
  result.remarks.push(...dock.remarks);
  return { ...result, reportByMs: Number.isFinite(reportByMs) ? reportByMs : undefined };
}

interface Item {
  readonly of: 'piece' | 'container';
  readonly item: string;
  readonly manifested: boolean;
  readonly weightG: number | undefined;
  readonly container: string | undefined;
  readonly seal: string | undefined;
}

interface Judged {
  readonly item: Pick<HandoverItem, 'status' | 'accepted'>;
  readonly discrepancies: Discrepancy[];
}

type Accepted = NonNullable<HandoverItem['accepted']>;

/** The facts of one handover, looked up. */
class Dock {
  readonly remarks: { act: string; words: string }[] = [];
  private readonly containers: ReadonlyMap<string, ManifestContainer>;
  private readonly piecesSeenMs = new Map<string, number>(); // by container: first scan in time of anything in it

  constructor(
    readonly manifest: Manifest,
    readonly acts: SortedActs,
    readonly context: HandoverContext,
  ) {
    this.containers = new Map(manifest.containers.map((container) => [container.id, container]));
    for (const { piece, container } of manifest.lines) {
      if (container === undefined) continue;
      const item: Item = { of: 'piece', item: piece, manifested: true, weightG: undefined, container, seal: undefined };
      const first = this.scansInTime(item).find(isPresent);
      if (first === undefined) continue;
      for (const { id } of this.around(item)) {
        this.piecesSeenMs.set(id, Math.min(first.atMs, this.piecesSeenMs.get(id) ?? first.atMs));
      }
    }
  }

  scansOf({ of, item }: Pick<Item, 'of' | 'item'>): readonly Scan[] {
    return this.acts.scans.get(itemKey(of, item)) ?? [];
  }

  /** The manifested containers that an item is in, from the inside out. */
  around({ container }: Pick<Item, 'container'>): ManifestContainer[] {
    const around: ManifestContainer[] = [];
    for (let at = container; at !== undefined; at = around.at(-1)?.container) {
      const next = this.containers.get(at);
      if (next === undefined || around.includes(next)) break;
      around.push(next);
    }
    return around;
  }

  tenderMs(item: Item): number | undefined {
    const names = [item.item, ...this.around(item).map(({ id }) => id)];
    const named = this.acts.tenders.find(({ items }) => items === undefined || names.some((name) => items.has(name)));
    if (named) return named.atMs;
    const scanned = this.scansOf(item).find(isPresent);
    if (scanned) return scanned.atMs;
    return this.acts.tenders.length === 0 ? this.acts.firstScanMs : undefined;
  }

  reportByMs(item: Item): number | undefined {
    const tenderMs = this.tenderMs(item);
    return tenderMs === undefined ? undefined : tenderMs + this.context.terms.reportMs;
  }

  isInTime(item: Item, atMs: number, serverMs: number): boolean {
    const reportByMs = this.reportByMs(item);
    return reportByMs !== undefined && atMs <= reportByMs && serverMs <= reportByMs + this.context.terms.offlineMs;
  }

  scansInTime(item: Item): Scan[] {
    return this.scansOf(item).filter(({ atMs, serverMs }) => this.isInTime(item, atMs, serverMs));
  }

  firstInside(container: string): number | undefined {
    return this.piecesSeenMs.get(container);
  }

  /** The scan that takes a sealed container with all that is in it; undefined when its seal was found broken. */
  takenWhole(container: ManifestContainer): Scan | undefined {
    const { seal } = container;
    const scans = this.scansInTime(containerItem(container));
    if (seal === undefined || scans.some((scan) => isBroken(scan, seal) || has(scan, 'not_acceptable')))
      return undefined;
    return scans.find((scan) => isPresent(scan) && (has(scan, 'intact') || scan.seal === seal));
  }

  isRefused(container: ManifestContainer): boolean {
    return this.scansInTime(containerItem(container)).some((scan) => has(scan, 'not_acceptable'));
  }
}

function manifestedItem(dock: Dock, item: Item): Judged {
  const tenderMs = dock.tenderMs(item);
  if (tenderMs === undefined) return { item: { status: 'not_tendered', accepted: undefined }, discrepancies: [] };
  const scans = dock.scansInTime(item);
  const told = new Set(scans);
  for (const late of dock.scansOf(item).filter((scan) => !told.has(scan))) {
    dock.remarks.push({ act: late.id, words: 'came after the time to report; only that the item is there counts' });
  }
  const outcome = outcomeOf(dock, item, scans, tenderMs);
  const discrepancies = conditionsOf(item, scans);
  const { accepted, status, shortMs } = outcome;
  if (shortMs !== undefined) {
    const looked = scans.filter((scan) => has(scan, 'missing'));
    const foundMs = accepted?.atMs;
    discrepancies.push({ ...discrepancy('SHORT', item, shortMs, 'manifested, not received', looked), foundMs });
  }
  const dueMs = dock.manifest.tenderMs + dock.context.terms.graceMs;
  if (accepted !== undefined && accepted.by !== 'silence' && shortMs === undefined && tenderMs > dueMs) {
    const minutes = Math.ceil((tenderMs - dock.manifest.tenderMs) / 60_000);
    discrepancies.push(discrepancy('LATE', item, accepted.atMs, `tendered ${minutes} minutes after the slot`, []));
  }
  const weighed = scans.findLast(({ weightG }) => weightG !== undefined);
  if (weighed?.weightG !== undefined && item.weightG !== undefined) {
    const { weightToleranceG } = dock.context.terms;
    const words = `manifested with ${item.weightG} g, weighed ${weighed.weightG} g (tolerance ${weightToleranceG} g)`;
    if (Math.abs(weighed.weightG - item.weightG) > weightToleranceG) {
      discrepancies.push(discrepancy('WEIGHT_DIFF', item, weighed.atMs, words, [weighed]));
    }
  }
  return { item: { status, accepted }, discrepancies };
}

interface Outcome {
  readonly status: HandoverItem['status'];
  readonly accepted: HandoverItem['accepted'];
  readonly shortMs: number | undefined; // told to be missing
}

/** What has become of a tendered item. The order of the questions is that of docs/custody.md. */
function outcomeOf(dock: Dock, item: Item, scans: readonly Scan[], tenderMs: number): Outcome {
  const refused: Outcome = { status: 'refused', accepted: undefined, shortMs: undefined };
  const taken = (accepted: Accepted, shortMs?: number): Outcome => ({ status: 'accepted', accepted, shortMs });
  const around = dock.around(item);
  const whole = around
    .flatMap((container) => dock.takenWhole(container) ?? [])
    .reduce<Scan | undefined>((first, scan) => (first && first.atMs <= scan.atMs ? first : scan), undefined);
  if (scans.some((scan) => has(scan, 'not_acceptable'))) return refused;
  const own = scans.find(isPresent);
  if (own && (whole === undefined || own.atMs <= whole.atMs)) return taken({ by: 'scan', atMs: own.atMs, act: own.id });
  const lookedFor = own ? undefined : scans.find((scan) => has(scan, 'missing'));
  if (lookedFor === undefined) {
    if (!own && around.some((container) => dock.isRefused(container))) return refused;
    if (whole) return taken({ by: 'container', atMs: whole.atMs, act: whole.id });
    const inside = item.of === 'container' ? dock.firstInside(item.item) : undefined;
    if (inside !== undefined) return taken({ by: 'scan', atMs: inside, act: '' });
  }
  const found = dock.scansOf(item).find((scan) => isPresent(scan) && !scans.includes(scan));
  const count = dock.acts.counts.find(({ act, atMs }) => atMs >= tenderMs && dock.isInTime(item, atMs, act.serverMs));
  const shortMs = lookedFor?.atMs ?? count?.atMs;
  if (shortMs !== undefined) {
    if (found) return taken({ by: 'scan', atMs: found.atMs, act: found.id }, shortMs);
    return { status: 'missing', accepted: undefined, shortMs };
  }
  const { reportMs, offlineMs } = dock.context.terms;
  const silent = found !== undefined || dock.context.nowMs > tenderMs + reportMs + offlineMs;
  if (silent) return taken({ by: 'silence', atMs: tenderMs + reportMs, act: '' });
  return { status: 'expected', accepted: undefined, shortMs: undefined };
}

/** An item that the manifest does not name; undefined when it was only looked for. */
function strangeItem(dock: Dock, item: Item): Judged | undefined {
  const scans = dock.scansOf(item);
  const first = scans.find(isPresent);
  if (first === undefined) {
    const words = 'looks for what the manifest does not name';
    dock.remarks.push(...scans.map(({ id }) => ({ act: id, words })));
    return undefined;
  }
  const known = dock.context.elsewhere(item.of, item.item);
  const code = known === undefined ? 'EXCESS' : known.kind === 'received' ? 'DUPLICATE' : 'MISROUTED';
  const words = known === undefined ? 'received, not manifested' : `received, not manifested; ${known.words}`;
  const evidence = scans.filter(isPresent);
  const others = conditionsOf(item, scans).filter((other) => other.code !== code);
  const refused = scans.some((scan) => has(scan, 'not_acceptable'));
  return {
    item: refused
      ? { status: 'refused', accepted: undefined }
      : { status: 'accepted', accepted: { by: 'scan', atMs: first.atMs, act: first.id } },
    discrepancies: [discrepancy(code, item, first.atMs, words, evidence), ...others],
  };
}

const SAID: readonly (readonly [Condition, DiscrepancyCode, string])[] = [
  ['damaged', 'DAMAGED', 'damaged when it was received'],
  ['misrouted', 'MISROUTED', 'does not belong to this interchange'],
  ['duplicate_label', 'DUPLICATE', 'another item bears the same label'],
  ['label_unreadable', 'LABEL_UNREADABLE', 'the label cannot be read by machine'],
  ['not_acceptable', 'NOT_ACCEPTABLE', 'refused: the agreement does not admit it'],
];

/** What scans say of an item's condition. */
function conditionsOf(item: Item, scans: readonly Scan[]): Discrepancy[] {
  const found = SAID.flatMap(([condition, code, words]) => {
    const saying = scans.filter((scan) => has(scan, condition));
    return saying.length === 0 ? [] : [discrepancy(code, item, saying[0].atMs, words, saying)];
  });
  const broken = scans.filter((scan) => isBroken(scan, item.seal));
  if (broken.length > 0) {
    const read = broken.find(({ seal }) => seal !== undefined)?.seal;
    const words = read === undefined ? 'the seal was broken' : `sealed with ${item.seal ?? 'nothing'}, found ${read}`;
    found.push(discrepancy('SEAL_BROKEN', item, broken[0].atMs, words, broken));
  }
  return found;
}

function discrepancy(
  code: DiscrepancyCode,
  { of, item }: Item,
  toldMs: number,
  words: string,
  scans: readonly Scan[],
): Discrepancy {
  const evidence: Evidence[] = scans.flatMap((scan) => scan.evidence ?? []);
  return { key: `${code} ${itemKey(of, item)}`, code, of, item, toldMs, words, evidence, foundMs: undefined };
}

function containerItem({ id, seal, container }: ManifestContainer): Item {
  return { of: 'container', item: id, manifested: true, weightG: undefined, container, seal };
}

/** A scan that says its seal is broken, or reads another than was manifested. */
function isBroken(scan: Scan, seal: string | undefined): boolean {
  return has(scan, 'seal_broken') || (seal !== undefined && scan.seal !== undefined && scan.seal !== seal);
}

function isPresent(scan: Scan): boolean {
  return !has(scan, 'missing');
}

function has(scan: Scan, condition: Condition): boolean {
  return scan.conditions?.includes(condition) ?? false;
}
