import { isDeepStrictEqual } from 'node:util';
import type { Agreement, CapacityClause, Quantity } from '../../domain/agreement.js';

/** Scenarios whose agreements differ in amounts only: one layout does for all of them. */
export interface AmountsGroup {
  readonly id: number;
  /** Of every amount the least of the group: what can be full under any of them can be full under this one. */
  readonly least: Agreement;
}

/** The group of each agreement, undefined where it has none of another's kind. O(agreements x clauses). */
export function groupByAmounts(agreements: readonly (Agreement | undefined)[]): (AmountsGroup | undefined)[] {
  const groups: { readonly shape: unknown; readonly members: Agreement[] }[] = [];
  const groupOf = agreements.map((agreement) => {
    if (agreement === undefined) return undefined;
    const shape = withoutAmounts(agreement);
    let group = groups.find((one) => isDeepStrictEqual(one.shape, shape));
    if (group === undefined) groups.push((group = { shape, members: [] }));
    group.members.push(agreement);
    return group;
  });
  const least = groups.map(({ members }, id) =>
    members.length === 1 ? undefined : { id, least: leastAmounts(members) },
  );
  return groupOf.map((group) => group && least[groups.indexOf(group)]);
}

/**
 * What of an agreement is more than an amount. Clauses that limit kilograms and litres keep both: which of them fills first
 * may change with the amounts, and a problem has only that one.
 */
function withoutAmounts({ interchanges, capacity, ...rest }: Agreement): unknown {
  return {
    ...rest,
    interchanges: interchanges.map((interchange) => ({ ...interchange, parcelsPerWindow: 0 })),
    capacity: capacity.map(({ kg, litres, parcels, ...clause }) => {
      const fixed = kg !== undefined && litres !== undefined;
      return {
        ...clause,
        kg: fixed ? kg : kg?.kind,
        litres: fixed ? litres : litres?.kind,
        parcels: parcels?.kind,
      };
    }),
  };
}

function leastAmounts(agreements: readonly Agreement[]): Agreement {
  return agreements.reduce((least, { interchanges, capacity }) => ({
    ...least,
    interchanges: least.interchanges.map((interchange, index) => ({
      ...interchange,
      parcelsPerWindow: Math.min(interchange.parcelsPerWindow, interchanges[index].parcelsPerWindow),
    })),
    capacity: least.capacity.map((clause, index) => leastClause(clause, capacity[index])),
  }));
}

function leastClause(a: CapacityClause, b: CapacityClause): CapacityClause {
  const { kg, litres, parcels } = b;
  return { ...a, kg: lesser(a.kg, kg), litres: lesser(a.litres, litres), parcels: lesser(a.parcels, parcels) };
}

/** The lesser of two quantities of one kind. */
function lesser(a: Quantity | undefined, b: Quantity | undefined): Quantity | undefined {
  if (a === undefined || b === undefined) return a;
  const of = (quantity: Quantity): number => (quantity.kind === 'amount' ? quantity.amount : quantity.share);
  return of(a) <= of(b) ? a : b;
}
