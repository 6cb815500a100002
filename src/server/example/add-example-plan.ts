import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../base/canonical-json.js';
import { packStrings } from '../../domain/shipments.js';
import { readCertificate } from '../../feed/certificate.js';
import { newId } from '../../store/ids.js';
import { addPlan, beginPlan, endPlan, listPlans, type PlanRow } from '../../store/plans.js';
import { assignQueue } from '../plans/assign-job.js';
import { keepPlanResult } from '../plans/keep-plan-result.js';
import type { PlanningResult, PlanSummary } from '../plans/planning-work.js';
import { CERTIFICATE_FILE, writeMade } from '../plans/make-plan.js';
import type { ExampleFiles, ExampleWorld } from './read-example.js';
import type { StoryClock } from './story-clock.js';

/** Who made the plan of the example's parcels, as plans name their makers. */
export const MADE_BY_EXAMPLE = 'example';

/**
 * Keeps the example's plan of the parcels that were booked, checked and with everything that a plan made here has, and has all carriers'
 * parcels travel by it. Asked again, it goes on where it was. Returns the plan's id.
 */
export async function addExamplePlan(
  clock: StoryClock,
  world: ExampleWorld,
  files: ExampleFiles,
  ids: readonly string[],
): Promise<string> {
  const { store } = clock.server;
  const partyIds = world.workspace.parties.map(({ id }) => clock.carriers.get(id)?.id ?? '');
  const acting = { partyId: partyIds[0], mode: 'live' } as const;
  const now = new Date(clock.nowMs());
  const plan = await planOf(clock, world, partyIds);
  if (plan.state !== 'succeeded') {
    const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
    try {
      const result = await writeMade(
        { ...world, shipments: { ...world.shipments, id: packStrings(ids) }, partyIds, planned: [...partyIds.keys()], folder },
        { made: { joint: jointOf(world, files), alone: [] }, plannedAnew: null, enter: () => undefined },
      ); // prettier-ignore
      const step: Parameters<typeof keepPlanResult>[0]['step'] = (partyId, body) =>
        store.asParty({ partyId, mode: 'live' }, body);
      await keepPlanResult({ store, step }, { plan, partyIds }, result, folder);
      const ending =
        result.findings.length > 0
          ? { state: 'failed' as const, fault: result.findings.join('; ') }
          : {
              state: 'succeeded' as const,
              summary: summaryOf(world, result) as unknown as Json,
            };
      await store.asParty(acting, (tx) => endPlan(tx, plan, ending, now));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const assigning = assignQueue(clock.server);
  for (const partyId of partyIds) {
    const job = { id: '', data: { plan: plan.id }, acting: { partyId, mode: 'live' }, attempt: 1 } as const;
    await assigning.handle({ ...job, signal: new AbortController().signal });
  }
  return plan.id;
}

function summaryOf({ isWhole }: ExampleWorld, { totals, uses }: PlanningResult): PlanSummary {
  return { ...totals, gap: isWhole ? totals.gap : null, left_out: 0, uses };
}

/** The plan that an earlier attempt has begun, or a new one. */
async function planOf(
  { server: { store, quotes }, nowMs }: StoryClock,
  { plan }: ExampleWorld,
  partyIds: readonly string[],
): Promise<PlanRow> {
  const now = new Date(nowMs());
  const { version } = await quotes.at(now);
  const [requestedBy = ''] = partyIds;
  return store.asParty({ partyId: requestedBy, mode: 'live' }, async (tx) => {
    const known = (await listPlans(tx, { limit: 100 })).find(({ created_by }) => created_by === MADE_BY_EXAMPLE);
    if (known?.state === 'succeeded') return known;
    const id = known?.id ?? newId('plan', now.getTime());
    if (known === undefined) {
      const asked = { id, mode: 'live', requestedBy, partyIds, agreementVersionId: version?.id } as const;
      const how = { basedOn: undefined, pinned: [], readyBefore: undefined, gap: 0, seconds: 1, assigns: true };
      await addPlan(tx, { ...asked, ...how, createdBy: MADE_BY_EXAMPLE }, now);
    }
    const begun = await beginPlan(tx, id, now);
    if (begun === undefined) throw new Error(`The plan ${id} of ${plan.status.length} parcels has ended already.`);
    return begun;
  });
}

/** What a plan was proven by holds for all of its parcels only; of fewer, no bound is known. */
function jointOf(
  { plan, isWhole }: ExampleWorld,
  { folder }: ExampleFiles,
): Parameters<typeof writeMade>[1]['made']['joint'] {
  const certificate = readCertificate(join(folder, CERTIFICATE_FILE));
  const cost = plan.cost.reduce((sum, one) => sum + one, 0);
  return { plan, cost, bound: isWhole ? certificate.bound : 0, certificate, seconds: 0, rounds: [] };
}
