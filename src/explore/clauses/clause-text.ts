import type { CapacityClause, Quantity } from '../../domain/agreement.js';
import type { ClauseUnit } from '../../domain/clause-values.js';
import type { Workspace } from '../../domain/workspace.js';
import type { ClauseRef } from '../../domain/clause-values.js';

/** Where an amount of a clause stands in the agreement. */
export function clauseText(
  { agreement }: Workspace,
  clause: ClauseRef,
  unit: ClauseUnit,
): { readonly clause: string; readonly line: number | undefined } {
  if (clause.kind === 'interchange') {
    return { clause: `interchange[${clause.index}].parcels_per_window`, line: undefined };
  }
  return { clause: `capacity[${clause.index}].${unit}`, line: agreement?.capacity[clause.index]?.line };
}

/** `800 kg, hard`, `30 % of the vehicle, exchange`. */
export function clauseSays(clause: CapacityClause, unit: ClauseUnit): string {
  const quantity = quantityOf(clause, unit);
  const whole = clause.pattern === 'delivery' ? "the office's day" : 'the vehicle';
  const amount =
    quantity === undefined
      ? 'no limit'
      : quantity.kind === 'share'
        ? `${Math.round(quantity.share * 1000) / 10} % of ${whole}`
        : `${quantity.amount.toLocaleString('en')} ${unit}`;
  const released = clause.release.length > 0 ? ', released in steps' : '';
  return `${amount}, ${clause.type.replace('_', ' ')}${released}`;
}

/** What a clause grants in a measure; undefined where it does not limit it. */
export function quantityOf(clause: CapacityClause, unit: ClauseUnit): Quantity | undefined {
  return { kg: clause.kg, litres: clause.litres, parcels: clause.parcels }[unit];
}
