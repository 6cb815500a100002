import assert from 'node:assert/strict';
import type { Mode } from '../../store/database/column-types.js';
import { refusal } from '../server-for-test.js';
import { playShipments, type KnownShipment } from '../shipments/visibility-of-shipments-for-test.js';
import { allOf, ifSeen, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownPlan {
  readonly id: string;
  readonly mode: Mode;
  readonly requestedBy: string;
  readonly partyIds: readonly string[];
  readonly planned: readonly KnownShipment[];
}

/** A plan of the first carrier with live shipments and one of the second with others, made but travelled by nobody. */
export async function playPlans(stage: Stage): Promise<readonly KnownPlan[]> {
  const { made, ids, as } = stage;
  const shipments = await stage.know(playShipments);
  const plans: KnownPlan[] = [];
  for (const [requestedBy, mode] of [
    [ids.ats, 'live'],
    [ids.post, 'test'],
  ] as const) {
    made.wait(1);
    const { body } = await as(requestedBy, mode).createPlan({ body: { seconds: 5, gap: 0.1, assign: false } });
    const partyIds = [ids.ats, ids.post].toSorted(); // a version is in force
    assert.deepEqual(body.party_ids, partyIds);
    const waits = ({ cancelled, carriages }: KnownShipment): boolean =>
      !cancelled && carriages.every(({ received }) => !received);
    const planned = shipments.filter((one) => one.mode === mode && partyIds.includes(one.ownerId) && waits(one));
    plans.push({ id: body.id, mode, requestedBy, partyIds, planned });
  }
  await made.runJobs();
  return plans;
}

const sees = ({ mode, partyIds }: KnownPlan, asker: Asker): boolean =>
  mode === asker.mode && partyIds.includes(asker.partyId);

export const PLAN_CHECKS: Checks<
  | 'createPlan'
  | 'listPlans'
  | 'getPlan'
  | 'cancelPlan'
  | 'finishPlan'
  | 'listPlanRounds'
  | 'listPlanCauses'
  | 'listLateShipments'
  | 'assignPlan'
  | 'getPlanRoute'
  | 'comparePlans'
  | 'exportPlan'
  | 'cancelDeparture'
  | 'delayDeparture'
  | 'listDepartureChanges'
> = {
  createPlan: async (stage, asker) => {
    const { client } = asker;
    const isCarrier = stage.organisations.some(({ id, kind }) => id === asker.partyId && kind === 'carrier');
    if (!isCarrier) await refusal(client.createPlan({ body: {} }), 'forbidden');
    for (const plan of isCarrier ? await stage.know(playPlans) : []) {
      const foreign = plan.planned.filter(({ ownerId }) => ownerId !== asker.partyId).map(({ id }) => id);
      if (!sees(plan, asker)) await refusal(client.createPlan({ body: { based_on: plan.id } }), 'invalid');
      else if (foreign.length > 0) {
        await refusal(client.createPlan({ body: { based_on: plan.id, pinned: foreign } }), 'invalid');
      }
    }
  },
  listPlans: async (stage, asker) => {
    const seen = await allOf(stage, (query) => asker.client.listPlans({ query }));
    const known = (await stage.know(playPlans)).filter((plan) => sees(plan, asker)).map(({ id }) => id);
    assert.deepEqual(
      seen.map(({ id }) => id),
      known.toReversed(),
    );
  },
  getPlan: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const told = await ifSeen(sees(plan, asker), asker.client.getPlan({ params: { id: plan.id } }));
      if (told === undefined) continue;
      assert.equal(told.state, 'succeeded', told.fault ?? '');
      assert.equal(told.result?.parcels, plan.planned.length);
      const own = plan.planned.filter(({ ownerId }) => ownerId === asker.partyId);
      assert.equal(told.own?.parcels, own.length);
      // What both are told must not be about money, for the difference to one's own would be the partner's.
      assert.doesNotMatch(JSON.stringify({ ...told, own: null }), /cost|charge|bound|minor/);
    }
  },
  getPlanRoute: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      for (const { id, ownerId } of plan.planned) {
        const asking = asker.client.getPlanRoute({ params: { id: plan.id, shipment: id } });
        const told = await ifSeen(sees(plan, asker) && ownerId === asker.partyId, asking);
        assert.ok(told === undefined || (told.shipment_id === id && !told.assigned));
      }
    }
  },
  comparePlans: async (stage, asker) => {
    const plans = await stage.know(playPlans);
    for (const plan of plans) {
      const asking = asker.client.comparePlans({ params: { id: plan.id }, query: { with: plan.id } });
      const told = await ifSeen(sees(plan, asker), asking);
      assert.deepEqual(told?.words ?? [], []);
    }
  },
  exportPlan: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const asking = asker.client.exportPlan({ params: { id: plan.id } });
      const archive = Buffer.from((await ifSeen(sees(plan, asker), asking)) ?? []);
      if (!sees(plan, asker)) continue;
      for (const { id, ownerId } of plan.planned) assert.equal(archive.includes(id), ownerId === asker.partyId);
      assert.ok(!archive.includes('loads.parquet') && !archive.includes('certificate'));
    }
  },
  cancelPlan: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const code = sees(plan, asker) ? 'conflict' : 'not_found';
      await refusal(asker.client.cancelPlan({ params: { id: plan.id } }), code);
    }
  },
  finishPlan: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const code = sees(plan, asker) ? 'conflict' : 'not_found';
      await refusal(asker.client.finishPlan({ params: { id: plan.id } }), code);
    }
  },
  listPlanRounds: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const told = await ifSeen(sees(plan, asker), asker.client.listPlanRounds({ params: { id: plan.id } }));
      // Shares of the first whole plan's cost, never money.
      for (const share of told?.best_index ?? []) assert.ok(share === null || (share > 0 && share <= 1));
    }
  },
  listPlanCauses: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const asking = asker.client.listPlanCauses({ params: { id: plan.id } });
      const { data = [] } = (await ifSeen(sees(plan, asker), asking)) ?? {};
      if (!sees(plan, asker)) continue;
      const { own } = (await asker.client.getPlan({ params: { id: plan.id } })).body;
      const count = data.reduce((sum, { late, unplanned }) => sum + late + unplanned, 0);
      assert.equal(count, (own?.late ?? 0) + (own?.unplanned ?? 0));
      const code = stage.made.server.reference.parties[asker.partyId === stage.ids.ats ? 0 : 1]?.code;
      for (const { kind, party, used, capacity } of data) {
        const isPartners = party !== null && party !== code;
        if (isPartners && ['vehicle', 'office_day', 'sorting_hour'].includes(kind)) {
          assert.deepEqual([used, capacity], [null, null]);
        }
      }
    }
  },
  listLateShipments: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      const params = { id: plan.id };
      if (!sees(plan, asker)) {
        await refusal(asker.client.listLateShipments({ params }), 'not_found');
        continue;
      }
      const late = await allOf(stage, (query) => asker.client.listLateShipments({ params, query }));
      const own = plan.planned.filter(({ ownerId }) => ownerId === asker.partyId).map(({ id }) => id);
      for (const { shipment_id } of late) assert.ok(own.includes(shipment_id));
    }
  },
  assignPlan: async (stage, asker) => {
    for (const plan of await stage.know(playPlans)) {
      if (sees(plan, asker)) continue;
      await refusal(asker.client.assignPlan({ params: { id: plan.id } }), 'not_found');
    }
  },
  cancelDeparture: async (stage, { partyId, client }) => {
    for (const departure of foreignDepartures(stage, partyId)) {
      await refusal(client.cancelDeparture({ params: { id: departure }, body: {} }), 'not_found');
    }
  },
  delayDeparture: async (stage, { partyId, client }) => {
    for (const departure of foreignDepartures(stage, partyId)) {
      await refusal(client.delayDeparture({ params: { id: departure }, body: { minutes: 5 } }), 'not_found');
    }
  },
  listDepartureChanges: nothing,
};

function foreignDepartures({ made, ids }: Stage, partyId: string): string[] {
  const [ats, post] = made.server.reference.parties.map(({ code }) => code);
  return [
    ...(partyId === ids.ats ? [] : [`${ats}:TRUCK-1@2026-11-25`]),
    ...(partyId === ids.post ? [] : [`${post}:RAIL-1@2026-11-25`]),
  ];
}
