import type { z } from '@hono/zod-openapi';
import type { LateShipmentSchema, PlanCauseSchema } from '../../wire/plans/plan-watching.js';

export type WireCause = z.infer<typeof PlanCauseSchema>;
export type WireLate = z.infer<typeof LateShipmentSchema>;

/** Causes of one reason, most parcels first. */
export interface ReasonGroup {
  readonly reason: WireCause['reason'];
  readonly late: number;
  readonly unplanned: number;
  readonly savingMinor: number;
  readonly causes: readonly WireCause[];
}

/** Causes by reason, the reason with most parcels first. */
export function byReason(causes: readonly WireCause[]): ReasonGroup[] {
  const groups = new Map<WireCause['reason'], WireCause[]>();
  for (const cause of causes) groups.set(cause.reason, [...(groups.get(cause.reason) ?? []), cause]);
  return [...groups]
    .map(([reason, own]) => ({
      reason,
      late: sumOf(own, ({ late }) => late),
      unplanned: sumOf(own, ({ unplanned }) => unplanned),
      savingMinor: sumOf(own, ({ saving_minor }) => saving_minor),
      // What is told together says least, so it comes last.
      causes: own.toSorted(
        (a, b) => Number(a.kind === 'many') - Number(b.kind === 'many') || parcelsOf(b) - parcelsOf(a),
      ),
    }))
    .toSorted((a, b) => parcelsOf(b) - parcelsOf(a));
}

/** Parcels of a cause or reason. */
export function parcelsOf({ late, unplanned }: { readonly late: number; readonly unplanned: number }): number {
  return late + unplanned;
}

/** Causes by what relaxing them alone would save, the dearest first; those that save nothing are left out. */
export function worthRelaxing(causes: readonly WireCause[], most: number): WireCause[] {
  return causes
    .filter(({ saving_minor }) => saving_minor > 0)
    .toSorted((a, b) => b.saving_minor - a.saving_minor)
    .slice(0, most);
}

function sumOf<T>(rows: readonly T[], amount: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + amount(row), 0);
}
