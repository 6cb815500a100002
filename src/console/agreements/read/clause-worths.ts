import type { ClauseValues } from '../../../domain/clause-values.js';
import type { Withheld } from '../../../wire/explorations/exploration-results.js';

type Told = Withheld<ClauseValues>;
export type AmountWorth = Told['clauses'][number];
export type TermWorth = Told['terms'][number];

/** What one clause is worth in a plan: its amounts, and terms that keep parcels from the partner. */
export interface ClauseWorth {
  readonly amounts: readonly AmountWorth[];
  readonly terms: readonly TermWorth[];
}

/**
 * Worths by the path of the clause as prose has it: `capacity[3]`, `interchange[IX-DEL]`, `products[standard]`. Worths name clauses by
 * their position in the file (`interchange[0].parcels_per_window`); `terms` has the ids at those positions.
 */
export function worthsByPath(
  { clauses, terms: products }: Pick<Told, 'clauses' | 'terms'>,
  terms: { readonly interchange: readonly Named[]; readonly products: readonly Named[] },
): ReadonlyMap<string, ClauseWorth> {
  const byPath = new Map<string, { amounts: AmountWorth[]; terms: TermWorth[] }>();
  const at = (clause: string): { amounts: AmountWorth[]; terms: TermWorth[] } => {
    const path = pathOf(clause, terms);
    const known = byPath.get(path) ?? { amounts: [], terms: [] };
    byPath.set(path, known);
    return known;
  };
  for (const one of clauses) at(one.clause).amounts.push(one);
  for (const one of products) at(one.clause).terms.push(one);
  return byPath;
}

interface Named {
  readonly id: string;
}

function pathOf(clause: string, terms: Parameters<typeof worthsByPath>[1]): string {
  const [, topic = '', position = ''] = /^(\w+)\[(\d+)\]/.exec(clause) ?? [];
  if (topic === 'interchange' || topic === 'products') {
    return `${topic}[${terms[topic][Number(position)]?.id ?? position}]`;
  }
  return `${topic}[${position}]`;
}

/** The anchor of a clause on the page of its version: `capacity[3]` is `clause-capacity-3`. */
export function clauseAnchor(path: string): string {
  return `clause-${path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
}

/** The anchor of a line on the page of a version's text. */
export function lineAnchor(line: number): string {
  return `line-${line}`;
}

/** The page of the version in force, at a clause. */
export function clauseInForce(path: string): string {
  return `/agreements/current#${clauseAnchor(path)}`;
}
