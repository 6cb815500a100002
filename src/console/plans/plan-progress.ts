import type { z } from '@hono/zod-openapi';
import type { WireNotice } from '../client/notice-hub.js';
import type { PlanSchema } from '../../wire/plans/plans.js';

export type WirePlan = z.infer<typeof PlanSchema>;
export type WireProgress = NonNullable<WirePlan['progress']>;

/** Rounds of a search as the server tells them, in columns of one length. */
export interface Rounds {
  readonly attempt: number;
  readonly round: readonly number[];
  readonly seconds: readonly number[];
  readonly best_index: readonly (number | null)[];
  readonly bound_index: readonly (number | null)[];
}

export const NO_ROUNDS: Rounds = { attempt: 0, round: [], seconds: [], best_index: [], bound_index: [] };

/** Rounds with what a page learned later: those of another attempt begin anew, and what is known already is left out. */
export function withRounds(known: Rounds, told: Rounds): Rounds {
  if (told.attempt !== known.attempt) return told;
  const last = known.round.at(-1) ?? 0;
  const fresh = told.round.flatMap((round, row) => (round > last ? [row] : []));
  if (fresh.length === 0) return known;
  const added = <T>(column: readonly T[], more: readonly T[]): readonly T[] => [
    ...column,
    ...fresh.map((row) => more[row]),
  ];
  return {
    attempt: known.attempt,
    round: added(known.round, told.round),
    seconds: added(known.seconds, told.seconds),
    best_index: added(known.best_index, told.best_index),
    bound_index: added(known.bound_index, told.bound_index),
  };
}

/** Stages in the order in which a plan goes through them; those of each party alone are one. */
export const STAGES = ['gathering', 'laying_out', 'joint', 'alone', 'checking', 'writing', 'keeping'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage that the server names, and the party where one is planned alone. */
export function stageOf(stage: string): { readonly stage: Stage; readonly party: string | undefined } {
  const alone = /^(.+) alone$/.exec(stage);
  if (alone !== null) return { stage: 'alone', party: alone[1] };
  return { stage: STAGES.find((known) => known === stage) ?? 'gathering', party: undefined };
}

/** A plan as the newest of some notices leaves it; the same object where they say nothing about it. */
export function afterNotices(plan: WirePlan, notices: readonly WireNotice[]): WirePlan {
  const own = notices.filter(({ type, subject }) => type === 'plan.changed' && subject === plan.id);
  const data = own.at(-1)?.data as { readonly state?: string; readonly progress?: WireProgress } | undefined;
  if (data === undefined || plan.state === 'succeeded') return plan;
  const progress = data.progress ?? plan.progress;
  return data.state === 'running' ? { ...plan, state: 'running', progress } : plan;
}

/** True when a plan has ended, however. */
export function hasEnded({ state }: Pick<WirePlan, 'state'>): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** How far a plan is by the time it may take, 0 to 1. */
export function shareDone({ state, progress, seconds }: Pick<WirePlan, 'state' | 'progress' | 'seconds'>): number {
  if (state === 'queued') return 0;
  if (state !== 'running') return 1;
  return Math.min(0.98, (progress?.seconds ?? 0) / seconds);
}
