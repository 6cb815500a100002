import { readCode } from '../../../standards/scan/read-code.js';
import { letterAt, type ListIndex, type ScanList, type Step } from './scan-list.js';

/** A list with its index. */
export interface IndexedList {
  readonly list: ScanList;
  readonly index: ListIndex;
}

/** What a scan turned out to be, told at once from what the device keeps. */
export type Verdict =
  /** It is expected: `step` is to be recorded. */
  | { readonly kind: 'good'; readonly of: 'piece' | 'container'; readonly name: string; readonly step: Step }
  /** A sealed container: its seal decides whether it is taken whole. */
  | {
      readonly kind: 'seal';
      readonly of: 'container';
      readonly name: string;
      readonly seal: string;
      readonly pieceCount: number;
    }
  | { readonly kind: 'duplicate'; readonly of: 'piece' | 'container'; readonly name: string }
  /** It belongs to another handover that the device knows. */
  | { readonly kind: 'wrong'; readonly of: 'piece' | 'container'; readonly name: string; readonly handoverId: string }
  /** On no list of the device. */
  | { readonly kind: 'unknown'; readonly of: 'piece' | 'container'; readonly name: string }
  | { readonly kind: 'manifest'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly name: string };

/** Tells what was scanned into a handover that arrives. The seal of a container may be scanned in place of, or after, its label. */
export function classify(text: string, open: IndexedList, others: readonly IndexedList[]): Verdict {
  const sealed = open.index.bySeal.get(text.trim());
  if (sealed !== undefined) {
    const name = open.list.containers.ssccs[sealed] ?? '';
    if (letterAt(open.list, { of: 'container', index: sealed }) === 'a' && isWhole(open.list, sealed)) {
      return { kind: 'duplicate', of: 'container', name };
    }
    return { kind: 'good', of: 'container', name, step: { kind: 'scan', of: 'container', name, seal: text.trim() } };
  }
  const read = readCode(text);
  if (read === undefined) return { kind: 'unreadable', name: text.slice(0, 60) };
  const { of, name } = read;
  if (of === 'manifest') return { kind: 'manifest', name };
  const at = open.index.byName.get(name);
  if (at === undefined) {
    const other = others.find(({ index }) => index.byName.has(name));
    if (other !== undefined) return { kind: 'wrong', of, name, handoverId: other.list.id };
    return { kind: open.list.others.includes(name) ? 'duplicate' : 'unknown', of, name };
  }
  const letter = letterAt(open.list, at);
  if (at.of === 'container') {
    const seal = open.list.containers.seals[at.index] ?? null;
    if (letter === 'a' && (seal === null || isWhole(open.list, at.index))) return { kind: 'duplicate', of, name };
    if (seal !== null && letter !== 'r') {
      const pieceCount = open.list.pieces.inside.filter((container) => container === at.index).length;
      return { kind: 'seal', of: 'container', name, seal, pieceCount };
    }
  }
  if (letter === 'a' || letter === 'r') return { kind: 'duplicate', of: at.of, name };
  return { kind: 'good', of: at.of, name, step: { kind: 'scan', of: at.of, name } };
}

/** Whether nothing in a container is waited for any more. */
function isWhole(list: ScanList, container: number): boolean {
  return list.pieces.inside.every((inside, index) => inside !== container || list.pieces.status[index] !== 'e');
}

/** The same where a handover departs: what is scanned is marked as loaded, and told when it is tendered. */
export function classifyLoading(
  text: string,
  open: IndexedList,
  { marks, others }: { readonly marks: ReadonlySet<string>; readonly others: readonly IndexedList[] },
): Verdict {
  const read = readCode(text);
  if (read === undefined) return { kind: 'unreadable', name: text.slice(0, 60) };
  const { of, name } = read;
  if (of === 'manifest') return { kind: 'manifest', name };
  const at = open.index.byName.get(name);
  if (at === undefined) {
    const other = others.find(({ index }) => index.byName.has(name));
    return other === undefined ? { kind: 'unknown', of, name } : { kind: 'wrong', of, name, handoverId: other.list.id };
  }
  const key = keyOf(open.list, at);
  if (marks.has(key)) return { kind: 'duplicate', of: at.of, name };
  return { kind: 'good', of: at.of, name, step: { kind: 'scan', of: at.of, name: key } };
}

/** What an item is marked and tendered by: tracking number or SSCC. */
export function keyOf(
  list: ScanList,
  { of, index }: { readonly of: 'piece' | 'container'; readonly index: number },
): string {
  return (of === 'piece' ? list.pieces.tracking_numbers[index] : list.containers.ssccs[index]) ?? '';
}
