import { existsSync } from 'node:fs';
import { InputError } from '../../base/input-error.js';
import type { Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { PLAN_FILES } from '../../feed/plan/write-plan.js';
import { join } from 'node:path';
import { loadsOf } from '../../report/loads.js';
import type { Summary } from '../../report/summary.js';
import type { Workspace } from '../../domain/workspace.js';
import { packFlows } from './flow-columns.js';
import { compressed } from './pack-places.js';

/** What each party may see moving in a plan's folder, by party; undefined where there are no routes, or of other shipments. */
export async function flowsOfFolder(
  workspace: Workspace,
  { folder, shipmentsFile }: { readonly folder: string; readonly shipmentsFile: string },
  summary: Pick<Summary, 'joint' | 'alone'>,
): Promise<Uint8Array[] | undefined> {
  if (!existsSync(join(folder, PLAN_FILES.routes)) || !existsSync(shipmentsFile)) return undefined;
  const read = await readBoth(workspace, folder, shipmentsFile);
  if (read === undefined) return undefined;
  const { shipments, plan } = read;
  const loads = loadsOf(workspace, shipments, plan);
  return workspace.parties.map((_, party) =>
    compressed(packFlows({ workspace, shipments, plan, loads, summary }, party)),
  );
}

/** A folder whose shipments have changed since is no reason not to start. */
async function readBoth(
  workspace: Workspace,
  folder: string,
  shipmentsFile: string,
): Promise<{ readonly shipments: Shipments; readonly plan: Plan } | undefined> {
  try {
    const { shipments } = await readShipments(shipmentsFile, workspace);
    return { shipments, plan: await readPlan(folder, workspace, shipments) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
