import type { z } from '@hono/zod-openapi';
import type { NewPlanSchema } from '../../wire/plans/plans.js';

type NewPlan = z.input<typeof NewPlanSchema>;

/** What somebody filled in to ask for a plan, as texts. */
export interface PlanDraft {
  readonly seconds: string;
  readonly gapPercent: string;
  readonly basedOn: string; // id, or empty: everything is planned anew
  readonly assign: boolean;
}

export const EMPTY_DRAFT: PlanDraft = { seconds: '60', gapPercent: '0.5', basedOn: '', assign: true };

/** What is asked of the server, and fields that cannot be asked so. */
export interface DraftedPlan {
  readonly body: NewPlan | undefined;
  readonly wrong: ReadonlySet<'seconds' | 'gap'>;
}

const SECONDS_MAX = 3600;

/** Reads a draft. Parcels that are `pinned` (ids) keep the route that they have in the plan it is based on. */
export function readDraft(draft: PlanDraft, pinned: readonly string[]): DraftedPlan {
  const wrong = new Set<'seconds' | 'gap'>();
  const seconds = Number(draft.seconds);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > SECONDS_MAX) wrong.add('seconds');
  const gapPercent = Number(draft.gapPercent);
  if (draft.gapPercent.trim() === '' || !(gapPercent >= 0 && gapPercent <= 100)) wrong.add('gap');
  if (wrong.size > 0) return { body: undefined, wrong };
  const base = draft.basedOn === '' ? {} : { based_on: draft.basedOn, pinned: [...pinned] };
  return { body: { seconds, gap: gapPercent / 100, assign: draft.assign, ...base }, wrong };
}
