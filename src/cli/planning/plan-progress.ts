import type { WorkspaceProgress } from '../../workers/plan-workspace.js';

/** How progress is told: the currency, and how long planning may take. */
export interface ProgressTerms {
  readonly currency: string;
  readonly minorPerMajor: number;
  readonly seconds: number;
}

/** `joint  round 17  cost INR 1,234,567  bound INR 1,233,333  gap 0.10 %  24 s left` */
export function progressText(progress: WorkspaceProgress, { currency, minorPerMajor, seconds }: ProgressTerms): string {
  const { stage, round, cost, bound } = progress;
  const money = (minor: number): string =>
    !Number.isFinite(minor) ? '-' : Math.round(minor / minorPerMajor).toLocaleString('en');
  const gap = !Number.isFinite(cost) || bound <= 0 ? '-' : `${(((cost - bound) / bound) * 100).toFixed(2)} %`;
  const left = Math.max(0, Math.round(seconds - progress.seconds));
  return `${stage}  round ${round}  cost ${currency} ${money(cost)}  bound ${money(bound)}  gap ${gap}  ${left} s left`;
}

/** What is told from Ctrl-C on. */
export const STOPPING = 'Writing the best plan so far ...';

/** The same with the plan that still gets its first answer: each needs one, so that joint and alone can be compared. */
export function stoppingText({ stage, round }: WorkspaceProgress): string {
  return `${STOPPING}  ${stage}  round ${round}`;
}
