import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPlanFile, clearPlanFiles, WHOLE_PLAN } from '../../store/plans/plan-files.js';
import { addPlanCauses } from '../../store/plans/plan-progress.js';
import { addPlanPart, addPlanRoutes, clearPlanPart, type PlanRow } from '../../store/plans/plans.js';
import type { Store, Tx } from '../../store/database/store.js';
import { PART_FILES, WHOLE_FILES, type PlanningResult } from './planning-work.js';

/** How the pieces of a plan are kept: each by a transaction of its own that acts for one of its parties. */
export interface PlanKeeper {
  readonly store: Store;
  readonly step: (partyId: string, body: (tx: Tx) => Promise<void>) => Promise<void>;
}

/** Keeps files, figures and routes of a plan from its folder, in place of what an earlier attempt left. */
export async function keepPlanResult(
  { store, step }: PlanKeeper,
  { plan, partyIds }: { readonly plan: PlanRow; readonly partyIds: readonly string[] },
  result: PlanningResult,
  folder: string,
): Promise<void> {
  await store.asWorker((tx) => clearPlanFiles(tx, plan.id));
  const whole = { planId: plan.id, partyId: WHOLE_PLAN };
  for (const name of WHOLE_FILES) {
    const bytes = readFileSync(join(folder, 'whole', name));
    await step(plan.requested_by, (tx) => addPlanFile(tx, whole, { name, bytes }));
  }
  for (const { party, figures, causes, routeFiles, folder: partFolder } of result.parts) {
    const partyId = partyIds[party];
    await step(partyId, async (tx) => {
      await clearPlanPart(tx, plan.id);
      await addPlanPart(tx, plan.id, partyId, { ...figures });
      const rows = causes.map(({ departure, said, ...cause }) => ({
        ...cause,
        departure: departure && { ...departure },
        said: said ? { ...said } : null,
      }));
      await addPlanCauses(tx, plan.id, partyId, rows);
    });
    for (const file of routeFiles) {
      const rows = readFileSync(file, 'utf8');
      await step(partyId, (tx) => addPlanRoutes(tx, plan.id, partyId, rows));
    }
    for (const name of PART_FILES) {
      const bytes = readFileSync(join(partFolder, name));
      await step(partyId, (tx) => addPlanFile(tx, { planId: plan.id, partyId }, { name, bytes }));
    }
  }
}
