import { canonicalJson, type Json } from '../base/canonical-json.js';
import type { AgreementTerms, CapacityTerms } from '../domain/agreement-terms.js';
import { wholeTerms } from './agreement-terms.js';
import { clauseChanges, grantWords, whereWords, type ClauseParties } from './capacity-words.js';
import { leafWords } from './term-words.js';

/** One difference between two versions of an agreement. */
export interface TermsChange {
  readonly path: string; // where it stands, as faults name it; of lists with ids, by id: `interchange[IX-DEL].minutes`
  readonly kind: 'added' | 'removed' | 'changed';
  readonly words: string;
}

/**
 * All that differs in meaning between two versions, in the order of the file, in words. Empty exactly when both have the
 * same canonical terms.
 */
export function diffTerms(before: AgreementTerms, after: AgreementTerms, names: TermNames = {}): TermsChange[] {
  const diff = new Diff(after, names);
  diff.walk('', wholeTerms(before) as unknown as Json, wholeTerms(after) as unknown as Json);
  return diff.changes;
}

/** Names that stand for ids in words, where there are any. */
export interface TermNames {
  readonly party?: (id: string) => string;
  readonly departures?: (party: string, pattern: string) => string | undefined; // of a pattern of trip ids
}

type Tree = { readonly [key: string]: Json | undefined };

class Diff {
  readonly changes: TermsChange[] = [];

  constructor(
    private readonly terms: AgreementTerms,
    private readonly names: TermNames,
  ) {}

  private name(party: string): string {
    return this.names.party?.(party) ?? party;
  }

  walk(path: string, before: Json | undefined, after: Json | undefined): void {
    if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return;
    if (before === undefined && after === undefined) return;
    const pattern = path.replaceAll(/\[[^\]]*\]/g, '[]');
    if (isList(before) && isList(after)) {
      if (pattern === 'capacity') return this.capacity(before, after);
      const keyed = KEYED[pattern];
      if (keyed) return this.keyed(path, { before, after, keyed });
      const set = SETS[pattern];
      if (set) return this.set(path, { before, after, words: set });
      if (ZONED.has(pattern) && before.length === after.length) return this.zoned(path, before, after);
    }
    if (isTree(before) && isTree(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        this.walk(path === '' ? key : `${path}.${key}`, before[key], after[key]);
      }
      return;
    }
    const words = leafWords(path, before, after, this.terms.currency);
    this.changes.push({ path, kind: 'changed', words });
  }

  /** Entries with a key of their own are matched by it. */
  private keyed(path: string, of: { before: readonly Json[]; after: readonly Json[]; keyed: Keyed }): void {
    const [before, after] = [byKey(of.before, of.keyed.key), byKey(of.after, of.keyed.key)];
    for (const [key, old] of before) {
      const now = after.get(key);
      if (now !== undefined) this.walk(`${path}[${key}]`, old, now);
      else this.changes.push({ path: `${path}[${key}]`, kind: 'removed', words: of.keyed.removed(key) });
    }
    for (const [key, now] of after) {
      if (before.has(key)) continue;
      this.changes.push({ path: `${path}[${key}]`, kind: 'added', words: of.keyed.added(key, now as Tree) });
    }
  }

  private set(path: string, of: { before: readonly Json[]; after: readonly Json[]; words: SetWords }): void {
    const text = (item: Json): string => (isTree(item) ? windowWords(item) : textOf(item));
    const [before, after] = [of.before.map(text), of.after.map(text)];
    const owner = /\[([^\]]*)\]/.exec(path)?.[1] ?? '';
    const named = (item: string): string => (path === 'parties' ? this.name(item) : item.replaceAll('_', ' '));
    const count = this.changes.length;
    for (const item of before) {
      if (!after.includes(item))
        this.changes.push({ path, kind: 'removed', words: of.words.removed(named(item), owner) });
    }
    for (const item of after) {
      if (!before.includes(item)) this.changes.push({ path, kind: 'added', words: of.words.added(named(item), owner) });
    }
    if (this.changes.length > count) return;
    const words = `${path}: ${after.join('; ')} instead of ${before.join('; ')}`; // another order, or one of them twice
    this.changes.push({ path, kind: 'changed', words });
  }

  private zoned(path: string, before: readonly Json[], after: readonly Json[]): void {
    const { zones } = this.terms.tariff as { zones: { bands: readonly number[] } };
    for (const [zone, rate] of after.entries()) {
      if (rate === before[zone]) continue;
      const where = zone < zones.bands.length ? `to ${km(zones.bands[zone])}` : `over ${km(zones.bands.at(-1) ?? 0)}`;
      const words = leafWords(`${path}[${where}]`, before[zone], rate, this.terms.currency);
      this.changes.push({ path: `${path}[${zone}]`, kind: 'changed', words });
    }
  }

  /** Clauses have no ids: they are matched by what they are about, as closely as can be, in the order of the file. */
  private capacity(before: readonly Json[], after: readonly Json[]): void {
    const [old, now] = [clausesOf(before), clausesOf(after)];
    const match = matchClauses(old, now); // by position in `now`: position in `old`
    for (const [at, clause] of old.entries()) {
      if (match.includes(at)) continue;
      const parties = this.partiesOf(clause);
      const { owner, user } = parties;
      const words = `${owner} no longer opens to ${user} what it had ${whereWords(clause, parties)}: ${grantWords(clause, parties)}`;
      this.changes.push({ path: `capacity[${clause.on}]`, kind: 'removed', words });
    }
    for (const [at, clause] of now.entries()) {
      const path = `capacity[${at}]`;
      const parties = this.partiesOf(clause);
      const earlier = match[at] === undefined ? undefined : old[match[at]];
      if (earlier === undefined) this.changes.push({ path, kind: 'added', words: grantWords(clause, parties) });
      else {
        for (const { key, words } of clauseChanges(earlier, clause, parties)) {
          this.changes.push({ path: `${path}.${key}`, kind: 'changed', words });
        }
      }
    }
    const kept = match.filter((position) => position !== undefined);
    const inOrder = kept.every((position, at) => at === 0 || position > kept[at - 1]);
    const lastKept = match.findLastIndex((position) => position !== undefined);
    const between = match.findIndex((position) => position === undefined);
    const counts = 'where several cover a departure, the last one counts';
    if (!inOrder) {
      this.changes.push({
        path: 'capacity',
        kind: 'changed',
        words: `capacity clauses stand in another order; ${counts}`,
      });
    } else if (between >= 0 && between < lastKept) {
      const words = `a capacity clause was put before others; ${counts}`;
      this.changes.push({ path: 'capacity', kind: 'changed', words });
    }
  }

  private partiesOf({ on }: CapacityTerms): ClauseParties {
    const colon = on.indexOf(':');
    const [owner, pattern] = [on.slice(0, colon), on.slice(colon + 1)];
    const others = this.terms.parties.filter((party) => party !== owner);
    const departures = this.names.departures?.(owner, pattern);
    return {
      owner: this.name(owner),
      user: others.length === 1 ? this.name(others[0]) : 'partners',
      departures: departures === undefined ? pattern : `${departures} (${pattern})`,
    };
  }
}

/** For each clause of `now` the one of `old` that it continues: the same altogether, on the same departures, by pattern. */
export function matchClauses(old: readonly CapacityTerms[], now: readonly CapacityTerms[]): (number | undefined)[] {
  const match = now.map((): number | undefined => undefined);
  const taken = new Set<number>();
  const alike: ((clause: CapacityTerms) => string)[] = [
    (clause) => canonicalJson(clause as unknown as Json),
    ({ on, legs, days }) => canonicalJson({ on, legs, days }),
    ({ on, legs }) => canonicalJson({ on, legs }),
    ({ on }) => on,
  ];
  for (const keyOf of alike) {
    for (const [at, clause] of now.entries()) {
      if (match[at] !== undefined) continue;
      const found = old.findIndex((other, position) => !taken.has(position) && keyOf(other) === keyOf(clause));
      if (found < 0) continue;
      match[at] = found;
      taken.add(found);
    }
  }
  return match;
}

interface Keyed {
  readonly key: (item: Tree) => string;
  readonly added: (key: string, item: Tree) => string;
  readonly removed: (key: string) => string;
}

const KEYED: Readonly<Record<string, Keyed>> = {
  interchange: {
    key: ({ id }) => textOf(id),
    added: (key, { facilities, windows }) => {
      const meet = Object.entries((facilities ?? {}) as Tree).map(([party, place]) => `${party} at ${textOf(place)}`);
      const open = ((windows ?? []) as readonly Tree[]).map(windowWords);
      return `parcels also change hands at ${key}: ${meet.join(', ')}; open ${open.join('; ')}`;
    },
    removed: (key) => `parcels no longer change hands at ${key}`,
  },
  products: {
    key: ({ id }) => textOf(id),
    added: (key, { carried_as: as }) => `${key} is also carried, as ${textOf(as)}`,
    removed: (key) => `${key} is no longer carried`,
  },
  'service.targets': {
    key: ({ metric, per }) => `${textOf(metric)} a ${textOf(per)}`,
    added: (key, { at_least: least }) => `target ${key} is added: at least ${Number(least) * 100} %`,
    removed: (key) => `target ${key} is dropped`,
  },
};

interface SetWords {
  readonly added: (item: string, owner: string) => string;
  readonly removed: (item: string, owner: string) => string;
}

const also = (text: string, gone: string): SetWords => ({
  added: (item, owner) => text.replace('{}', owner).replace('{item}', item),
  removed: (item, owner) => gone.replace('{}', owner).replace('{item}', item),
});

const SETS: Readonly<Record<string, SetWords>> = {
  parties: also('{item} joins the agreement', '{item} leaves the agreement'),
  'interchange[].windows': also('{} is also open {item}', '{} is no longer open {item}'),
  'interchange[].directions': also('{} also passes parcels {item}', '{} no longer passes parcels {item}'),
  'products[].goods_refused': also('{}: {item} are now refused', '{}: {item} are no longer refused'),
  'service.excused': also('{item} now excuses a late delivery', '{item} no longer excuses a late delivery'),
  'visibility.shared': also('{item} are now shared', '{item} are no longer shared'),
  'visibility.after_custody': also('{item} is now shown after custody', '{item} is no longer shown after custody'),
  'visibility.never': also('{item} is now never shown', '{item} is no longer kept from the partner in every case'),
};

const ZONED = new Set(['tariff.linehaul.per_kg', 'tariff.delivery.base.rates', 'tariff.delivery.step.rates']);

function km(value: number): string {
  return `${value.toLocaleString('en')} km`;
}

function windowWords({ days, open, close }: Tree): string {
  return `${textOf(days)} ${textOf(open)} to ${textOf(close)}`;
}

/** Entries by key; a key that comes again gets a number. */
function byKey(items: readonly Json[], keyOf: (item: Tree) => string): Map<string, Json> {
  const map = new Map<string, Json>();
  for (const item of items) {
    const key = keyOf(item as Tree);
    let name = key;
    for (let times = 2; map.has(name); times++) name = `${key} (${times})`;
    map.set(name, item);
  }
  return map;
}

function clausesOf(items: readonly Json[]): readonly CapacityTerms[] {
  return items as unknown as readonly CapacityTerms[];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isTree(value: Json | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
