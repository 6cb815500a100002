import type { RouteChange } from '../../store/plans/plans.js';
import type { DepartureNames, ToldWay } from './departure-names.js';

/** Groups that are told of; what is left is told as one. */
const WORDS_MAX = 40;

/** What another plan changes for a party's shipments. */
export interface Difference {
  readonly words: string[];
  readonly changes: ToldChange[];
  readonly moved: number;
  readonly become_late: number;
  readonly become_on_time: number;
  readonly become_unplanned: number;
  readonly added: number;
  readonly removed: number;
  readonly cost_minor: number;
}

/** Parcels that change in the same way, as data. */
export interface ToldChange {
  readonly what: 'added' | 'removed' | 'kept' | 'continued' | 'moved' | 'others';
  readonly parcels: number;
  readonly late: number; // of them become so
  readonly on_time: number;
  readonly unplanned: number;
  readonly left: ToldWay | null;
  readonly taken: ToldWay | null;
}

/** Parcels that change in the same way, as a person tells it. */
interface Group {
  readonly change: RouteChange; // the first of them
  parcels: number;
  late: number;
  onTime: number;
  unplanned: number;
}

/**
 * Changes between two plans, in words: parcels that leave the same departure for the same other one are told together. The
 * departure of a route that is told is the first in which the two differ.
 */
export function differenceOf(names: DepartureNames, changes: readonly RouteChange[]): Difference {
  const groups = new Map<string, Group>();
  const total = { moved: 0, become_late: 0, become_on_time: 0, become_unplanned: 0, added: 0, removed: 0 };
  let cost = 0;
  for (const change of changes) {
    const { before, after, parcels } = change;
    cost += change.costMinor;
    if (before === undefined) total.added += parcels;
    else if (after === undefined) total.removed += parcels;
    else if (before.route !== after.route || before.carried_by !== after.carried_by) total.moved += parcels;
    const become = (status: string): number =>
      before !== undefined && after?.status === status && before.status !== status ? parcels : 0;
    total.become_late += become('late');
    total.become_on_time += become('on_time');
    total.become_unplanned += become('unplanned');
    const phrase = what(change, names);
    const group = groups.get(phrase) ?? { change, parcels: 0, late: 0, onTime: 0, unplanned: 0 };
    group.parcels += parcels;
    group.late += become('late');
    group.onTime += become('on_time');
    group.unplanned += become('unplanned');
    groups.set(phrase, group);
  }
  const ordered = [...groups].toSorted(([a, { parcels: x }], [b, { parcels: y }]) => y - x || (a < b ? -1 : 1));
  const words = ordered.slice(0, WORDS_MAX).map(([told, group]) => sentence(told, group));
  const rest = ordered.slice(WORDS_MAX).reduce((sum, [, { parcels }]) => sum + parcels, 0);
  const told = ordered.slice(0, WORDS_MAX).map(([, group]) => toldChange(group, names));
  if (rest > 0) {
    words.push(`${count(rest)} change in ${ordered.length - WORDS_MAX} other ways`);
    told.push({ what: 'others', parcels: rest, late: 0, on_time: 0, unplanned: 0, left: null, taken: null });
  }
  return { words, changes: told, ...total, cost_minor: Math.round(cost) };
}

function toldChange({ change, parcels, late, onTime, unplanned }: Group, names: DepartureNames): ToldChange {
  const counts = { parcels, late, on_time: onTime, unplanned };
  const { before, after } = change;
  if (before === undefined) return { what: 'added', ...counts, left: null, taken: null };
  if (after === undefined) return { what: 'removed', ...counts, left: null, taken: null };
  if (before.route === after.route && before.carried_by === after.carried_by)
    return { what: 'kept', ...counts, left: null, taken: null };
  const { from, to, place } = partingOf(before.route, after.route);
  const way = (steps: readonly string[], carriedBy: string): ToldWay =>
    steps.length === 0 ? { kind: carriedBy === 'spot' ? 'spot' : 'none' } : names.way(steps.slice(place));
  const [left, taken] = [way(from, before.carried_by), way(to, after.carried_by)];
  const isSame = JSON.stringify(left) === JSON.stringify(taken);
  return { what: isSame ? 'continued' : 'moved', ...counts, left, taken: isSame ? null : taken };
}

/** Steps of two routes, and the first place in which they differ. */
function partingOf(
  before: string,
  after: string,
): { readonly from: string[]; readonly to: string[]; readonly place: number } {
  const [from, to] = [stepsOf(before), stepsOf(after)];
  const at = from.findIndex((step, index) => step !== to[index]);
  return { from, to, place: at < 0 ? from.length : at };
}

function sentence(told: string, { parcels, late, onTime, unplanned }: Group): string {
  const becoming = [
    late > 0 ? `${late} become${late === 1 ? 's' : ''} late` : '',
    onTime > 0 ? `${onTime} become${onTime === 1 ? 's' : ''} on time` : '',
    unplanned > 0 ? `${unplanned} ${unplanned === 1 ? 'is' : 'are'} left out` : '',
  ].filter((text) => text !== '');
  const verb =
    parcels === 1
      ? told
          .replace(/^move /, 'moves ')
          .replace(/^are /, 'is ')
          .replace(/^keep /, 'keeps ')
      : told;
  return `${count(parcels)} ${verb}${becoming.length === 0 ? '' : `; ${becoming.join(', ')}`}`;
}

function count(parcels: number): string {
  return `${parcels.toLocaleString('en')} parcel${parcels === 1 ? '' : 's'}`;
}

/** What happens to the parcels of a change, after "so many parcels". */
function what({ before, after }: RouteChange, names: DepartureNames): string {
  if (before === undefined) return 'are new in the plan';
  if (after === undefined) return 'are not in the plan any more';
  if (before.route === after.route && before.carried_by === after.carried_by) return 'keep their way';
  const { from, to, place } = partingOf(before.route, after.route);
  const left = from.length === 0 ? outside(before.carried_by) : names.of(from.slice(place));
  const taken = to.length === 0 ? outside(after.carried_by) : names.of(to.slice(place));
  return left === taken ? `move on their way after ${left}` : `move from ${left} to ${taken}`;
}

function stepsOf(route: string): string[] {
  return route === '' ? [] : route.split(' ');
}

function outside(carriedBy: string): string {
  return carriedBy === 'spot' ? 'carriage bought outside' : 'no way at all';
}
