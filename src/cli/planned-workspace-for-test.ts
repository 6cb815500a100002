import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Plan } from '../domain/plan.js';
import { readShipments } from '../feed/shipments/read-shipments.js';
import { readWorkspace } from '../feed/read-workspace.js';
import { SMALL_WORKSPACE } from '../feed/small-workspace.js';
import { writePlan } from '../feed/plan/write-plan.js';
import { loadsOf } from '../report/loads.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { workspaceForTest } from './workspace-for-test.js';

/**
 * For tests: a small workspace folder with a plan in it, changed by `change` before it is written. The post's feeder
 * runs are open to the carrier, so that a parcel goes over both networks.
 */
export async function plannedWorkspace(
  t: TestContext,
  change: (plan: Plan) => Plan = (plan) => plan,
): Promise<{ dir: string; folder: string }> {
  const agreement = (SMALL_WORKSPACE['agreement.yaml'] ?? '').replace(
    'capacity:\n',
    'capacity:\n  - { on: "post:FEEDER-*", kg: 100, type: soft }\n',
  );
  const dir = workspaceForTest(t, { 'agreement.yaml': agreement });
  const folder = join(dir, 'plan');
  const { workspace, shipmentsFile } = await readWorkspace(dir);
  const { shipments } = await readShipments(shipmentsFile, workspace);
  const plan = change(greedyPlan(workspace, shipments));
  const figures = () => ({ summary: {}, loads: loadsOf(workspace, shipments, plan) });
  await writePlan(folder, { workspace, shipments, plan, figures });
  return { dir, folder };
}
