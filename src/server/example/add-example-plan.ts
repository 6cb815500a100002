import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packStrings } from '../../domain/shipments.js';
import { readEarlierPlan } from '../../feed/plan/read-plan.js';
import { newId } from '../../store/database/ids.js';
import { listPlanFiles, WHOLE_PLAN } from '../../store/plans/plan-files.js';
import { addPlan, findPlan, listPlans, type PlanRow } from '../../store/plans/plans.js';
import { assignQueue } from '../plans/assign-job.js';
import { planQueue } from '../plans/plan-job.js';
import { worldWithPlan, type ExampleWorld } from './read-example.js';
import type { StoryClock } from './story-clock.js';
import { MADE_BY_EXAMPLE } from './example-maker.js';

/** As close to the best as the example's plan is to come, and for how long it may be looked for. */
const GAP = 0.005;
const SECONDS = 60;

/**
 * Has the example's parcels planned as the service plans everybody's, jointly and each carrier alone, and all of them travel by it. Asked
 * again, it goes on where it was. Returns the plan's id, and the example with this plan.
 */
export async function addExamplePlan(
  clock: StoryClock,
  world: ExampleWorld,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly planId: string; readonly planned: ExampleWorld }> {
  const { store } = clock.server;
  const partyIds = world.workspace.parties.map(({ id }) => clock.carriers.get(id)?.id ?? '');
  const { id: planId, state } = await planOf(clock, partyIds);
  const jobOf = (partyId: string | undefined) =>
    ({ id: '', data: { plan: planId }, acting: { partyId, mode: 'live' }, attempt: 1, signal }) as const;
  if (state !== 'succeeded') {
    await planQueue(clock.server).handle(jobOf(partyIds[0]));
    const made = await store.asParty({ partyId: partyIds[0], mode: 'live' }, (tx) => findPlan(tx, planId));
    if (made?.state !== 'succeeded') throw new Error(`The example's plan ${planId} is ${made?.state}: ${made?.fault}`);
  }
  const assigning = assignQueue(clock.server);
  for (const partyId of partyIds) await assigning.handle(jobOf(partyId));
  const shipments = { ...world.shipments, id: packStrings(ids) };
  const files = await store.asWorker((tx) => listPlanFiles(tx, planId, WHOLE_PLAN));
  const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  try {
    for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes);
    const { plan } = await readEarlierPlan(folder, world.workspace, shipments);
    return { planId, planned: worldWithPlan(world, plan) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The plan that an earlier attempt has asked for, or a new one. */
async function planOf(
  { server: { store, quotes }, nowMs }: StoryClock,
  partyIds: readonly string[],
): Promise<Pick<PlanRow, 'id' | 'state'>> {
  const now = new Date(nowMs());
  const { version } = await quotes.at(now);
  const [requestedBy = ''] = partyIds;
  return store.asParty({ partyId: requestedBy, mode: 'live' }, async (tx) => {
    const known = (await listPlans(tx, { limit: 100 })).find(({ created_by }) => created_by === MADE_BY_EXAMPLE);
    if (known !== undefined) return known;
    const id = newId('plan', now.getTime());
    const asked = { id, mode: 'live', requestedBy, partyIds, agreementVersionId: version?.id } as const;
    const how = { basedOn: undefined, pinned: [], readyBefore: undefined, gap: GAP, seconds: SECONDS, assigns: false };
    await addPlan(tx, { ...asked, ...how, createdBy: MADE_BY_EXAMPLE }, now);
    return { id, state: 'queued' };
  });
}
