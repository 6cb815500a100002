import type { z } from '@hono/zod-openapi';
import type { NewPlanSchema } from '../../wire/plans.js';

type NewPlan = z.input<typeof NewPlanSchema>;

/** What somebody filled in to ask for a plan, as texts. */
export interface PlanDraft {
  readonly seconds: string;
  readonly gapPercent: string;
  readonly basedOn: string; // id, or empty: everything is planned anew
  readonly pinned: string; // ids of shipments, with spaces, commas or lines between them
  readonly assign: boolean;
}

export const EMPTY_DRAFT: PlanDraft = { seconds: '60', gapPercent: '0.5', basedOn: '', pinned: '', assign: true };

/** What is asked of the server, and fields that cannot be asked so. */
export interface DraftedPlan {
  readonly body: NewPlan | undefined;
  readonly wrong: ReadonlySet<'seconds' | 'gap' | 'pinned'>;
}

const SECONDS_MAX = 3600;

/** Reads a draft. */
export function readDraft(draft: PlanDraft): DraftedPlan {
  const wrong = new Set<'seconds' | 'gap' | 'pinned'>();
  const seconds = Number(draft.seconds);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > SECONDS_MAX) wrong.add('seconds');
  const gapPercent = Number(draft.gapPercent);
  if (draft.gapPercent.trim() === '' || !(gapPercent >= 0 && gapPercent <= 100)) wrong.add('gap');
  const pinned = draft.pinned.split(/[\s,;]+/).filter((id) => id !== '');
  if (pinned.some((id) => !/^shp_[0-9a-z]{26}$/.test(id)) || (pinned.length > 0 && draft.basedOn === '')) {
    wrong.add('pinned');
  }
  if (wrong.size > 0) return { body: undefined, wrong };
  const base = draft.basedOn === '' ? {} : { based_on: draft.basedOn, pinned };
  return { body: { seconds, gap: gapPercent / 100, assign: draft.assign, ...base }, wrong };
}
