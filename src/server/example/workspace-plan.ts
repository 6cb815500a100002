import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../base/canonical-json.js';
import type { Summary } from '../../report/summary.js';
import { newId } from '../../store/database/ids.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { addPlanFile } from '../../store/plans/plan-files.js';
import { addPlan, addPlanPart, beginPlan, endPlan } from '../../store/plans/plans.js';
import { actAs } from '../../store/database/store.js';
import type { ServerContext } from '../context.js';
import { figuresOf } from '../plans/party-figures.js';
import { flowsOfFolder } from '../network/workspace-flows.js';
import { FLOWS_FILE, type PlanSummary } from '../plans/planning-work.js';
import type { ExampleFiles } from './read-example.js';

/** Who made the plan of a workspace's folder, as plans name their makers. */
export const MADE_BY_WORKSPACE = 'workspace';

/**
 * Makes the plan in an example's folder the first plan of its server, so that there is one to look at. Only its figures and what moves: the
 * shipments it plans are in the workspace's files and not in the database, so nothing travels by it, and it has no routes here.
 */
export async function addWorkspacePlan(
  { store, reference, quotes }: Pick<ServerContext, 'store' | 'reference' | 'quotes'>,
  example: ExampleFiles,
  now: Date,
): Promise<void> {
  const file = join(example.folder, 'summary.json');
  if (!existsSync(file)) return;
  const summary = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  const { workspace, version } = await quotes.at(now);
  const organisations = await store.asGate((tx) => listOrganisations(tx));
  const partyIds = workspace.parties.map(({ id }) => organisations.find(({ code }) => code === id)?.id ?? '');
  const [requestedBy] = partyIds;
  const isOfWorkspace = summary.joint.parties.length === partyIds.length;
  if (requestedBy === undefined || partyIds.includes('') || !isOfWorkspace) return;
  const flows = await flowsOfFolder(workspace, example, summary);
  await store.asParty({ partyId: requestedBy, mode: 'live' }, async (tx) => {
    const id = newId('plan', now.getTime());
    const plan = {
      id,
      mode: 'live' as const,
      requestedBy,
      partyIds,
      agreementVersionId: version?.id,
      basedOn: undefined,
      pinned: [],
      readyBefore: undefined,
      gap: 0,
      seconds: Math.ceil(summary.seconds),
      assigns: false,
      createdBy: MADE_BY_WORKSPACE,
    };
    await addPlan(tx, plan, now);
    const begun = await beginPlan(tx, id, now);
    if (begun === undefined) return;
    await endPlan(tx, begun, { state: 'succeeded', summary: keptOf(summary) as unknown as Json }, now);
    for (const [party, partyId] of partyIds.entries()) {
      const figures = summary.joint.parties[party];
      const alone = summary.alone?.parties[party]?.cost;
      await actAs(tx, partyId); // each party's figures are its own
      await addPlanPart(tx, id, partyId, { ...figuresOf(figures, alone, reference.workspace.minorPerMajor) });
      const bytes = flows?.[party];
      if (bytes !== undefined) await addPlanFile(tx, { planId: id, partyId }, { name: FLOWS_FILE, bytes });
    }
  });
}

/** The parts of a summary that plans on a server keep; one of an earlier version of the program has no capacity. */
function keptOf(summary: Omit<Summary, 'capacity'> & Partial<Pick<Summary, 'capacity'>>): PlanSummary {
  const { parcels, onTime, late, unplanned, gap, seconds, interchanges, capacity = [] } = summary;
  const totals = { parcels, on_time: onTime, late, unplanned, gap, seconds, planned_anew: null, left_out: 0 };
  return { ...totals, uses: { interchanges, capacity } };
}
