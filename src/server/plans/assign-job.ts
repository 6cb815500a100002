import { assignPlan } from '../../store/plans/assignments.js';
import { findPlan } from '../../store/plans/plans.js';
import type { ServerContext } from '../context.js';
import { USUAL, type Queue } from '../jobs/queue.js';
import { tellPlan } from './plan-job.js';

/** Has a party's shipments travel by a plan, all in one transaction. */
export function assignQueue({ store, now }: Pick<ServerContext, 'store' | 'now'>): Queue<{ readonly plan: string }> {
  return {
    ...USUAL,
    atOnce: 1,
    handle: ({ acting, data }) =>
      store.asParty(acting, async (tx) => {
        const plan = await findPlan(tx, data.plan);
        if (plan?.state !== 'succeeded' || acting.partyId === undefined) return;
        const { partyId, mode } = acting;
        const count = await assignPlan(tx, {
          planId: plan.id,
          partyId,
          mode,
          agreementVersionId: plan.agreement_version_id ?? undefined,
          now: now(),
        });
        await tellPlan(tx, plan, 'succeeded', now(), { assigned_by: partyId, assigned: count });
      }),
    gaveUp: ({ acting, data }) =>
      store.asParty(acting, async (tx) => {
        const plan = await findPlan(tx, data.plan);
        if (plan === undefined || acting.partyId === undefined) return;
        await tellPlan(tx, plan, plan.state, now(), { assigned_by: acting.partyId, assigned: 0, failed: true });
      }),
  };
}
