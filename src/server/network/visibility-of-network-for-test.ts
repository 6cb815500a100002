import assert from 'node:assert/strict';
import { unpackColumns } from '../../wire/http/columns.js';
import type { FlowHeader } from '../../wire/network/network-flows.js';
import { playPlans } from '../plans/visibility-of-plans-for-test.js';
import { refusal } from '../server-for-test.js';
import { maySee, playShipments } from '../shipments/visibility-of-shipments-for-test.js';
import type { Asker, Check, Checks, Stage } from '../visibility-for-test.js';

/** Shippers are refused; carriers are checked. */
function carriers(
  asking: (asker: Asker) => Promise<unknown>,
  check: (stage: Stage, asker: Asker) => Promise<void>,
): Check {
  return async (stage, asker) => {
    const isCarrier = stage.organisations.some(({ id, kind }) => id === asker.partyId && kind === 'carrier');
    if (!isCarrier) await refusal(asking(asker), 'forbidden');
    else await check(stage, asker);
  };
}

export const NETWORK_CHECKS: Checks<
  | 'getNetworkPlaces'
  | 'getNetworkNames'
  | 'getNetworkFlows'
  | 'getNetworkFacility'
  | 'getNetworkDeparture'
  | 'getNetworkInterchange'
  | 'getNetworkPostalCode'
  | 'searchNetwork'
> = {
  getNetworkPlaces: carriers(
    ({ client }) => client.getNetworkPlaces(),
    async ({ made }, { client }) => {
      const { columns } = unpackColumns((await client.getNetworkPlaces()).body);
      assert.equal(columns['x'].length, made.server.reference.workspace.network.facilities.count);
    },
  ),
  getNetworkNames: carriers(
    ({ client }) => client.getNetworkNames({ query: { block: 0 } }),
    async (_, { client }) => {
      const { body } = await client.getNetworkNames({ query: { block: 0, of: 'trip' } });
      assert.doesNotMatch(JSON.stringify(body), /cost|price/);
    },
  ),
  getNetworkFlows: carriers(({ client }) => client.getNetworkFlows(), checkFlows),
  getNetworkFacility: carriers(
    ({ client }) => client.getNetworkFacility({ params: { id: 'x:y' } }),
    async ({ made, ids }, { partyId, client }) => {
      const [ats] = made.server.reference.parties;
      const { body } = await client.getNetworkFacility({ params: { id: `${ats.code}:SC-DEL` } });
      assert.equal(body.own, partyId === ids.ats);
      assert.equal(body.parcels_per_hour, partyId === ids.ats ? 9000 : null);
      assert.doesNotMatch(JSON.stringify(body), /cost|price/);
      await refusal(client.getNetworkFacility({ params: { id: `${ats.code}:NONE` } }), 'not_found');
    },
  ),
  getNetworkDeparture: carriers(
    ({ client }) => client.getNetworkDeparture({ params: { id: 'x:y@2026-11-24' } }),
    async ({ made, ids }, { partyId, client }) => {
      const [, post] = made.server.reference.parties;
      const { body } = await client.getNetworkDeparture({ params: { id: `${post.code}:RAIL-1@2026-11-24` } });
      assert.equal(body.capacity_kg, partyId === ids.post ? 4000 : null);
      assert.doesNotMatch(JSON.stringify(body), /cost|price/);
      await refusal(client.getNetworkDeparture({ params: { id: `${post.code}:RAIL-1@2025-11-24` } }), 'not_found');
    },
  ),
  getNetworkInterchange: carriers(
    ({ client }) => client.getNetworkInterchange({ params: { id: 'IX-DEL' } }),
    async (_, { client }) => {
      await refusal(client.getNetworkInterchange({ params: { id: 'IX-NONE' } }), 'not_found');
    },
  ),
  getNetworkPostalCode: carriers(
    ({ client }) => client.getNetworkPostalCode({ params: { id: '400001' } }),
    async (_, { client }) => {
      const { body } = await client.getNetworkPostalCode({ params: { id: '400001' } });
      assert.doesNotMatch(JSON.stringify(body), /cost|price/);
    },
  ),
  searchNetwork: carriers(
    ({ client }) => client.searchNetwork({ query: { q: 'delhi' } }),
    async (stage, asker) => {
      for (const shipment of await stage.know(playShipments)) {
        const { body } = await asker.client.searchNetwork({ query: { q: shipment.id } });
        const found = body.data.some(({ id }) => id === shipment.id);
        assert.equal(found, maySee(shipment, asker));
      }
    },
  ),
};

/** One's own departures as they are; of a partner's, one's own parcels alone. */
async function checkFlows(stage: Stage, { client, partyId, mode }: Asker): Promise<void> {
  const { parties } = stage.made.server.reference;
  const party = parties.findIndex((_, index) => partyId === [stage.ids.ats, stage.ids.post][index]);
  for (const plan of await stage.know(playPlans)) {
    const asking = client.getNetworkFlows({ query: { plan: plan.id } });
    if (plan.mode !== mode || !plan.partyIds.includes(partyId)) {
      await refusal(asking, 'not_found');
      continue;
    }
    const read = unpackColumns((await asking).body);
    const header = read.header as FlowHeader;
    const { columns } = read;
    const own = plan.planned.filter(({ ownerId }) => ownerId === partyId).length;
    assert.equal(header.plan?.id, plan.id);
    assert.equal(header.party, party);
    assert.equal(header.together?.parcels, own);
    assert.equal(
      [...columns['code_parcels']].reduce((sum, parcels) => sum + parcels, 0),
      own,
    );
    assert.ok(columns['leg_trip'].length > 0 || own === 0);
    columns['leg_trip'].forEach((trip, leg) => {
      const ownAboard = header.products.flatMap((_, product) => [product * 2, product * 2 + 1]);
      const aboard = ownAboard.reduce((sum, kind) => sum + columns[`own${kind}`][leg], 0);
      assert.ok(aboard <= own);
      if (columns['trip_party'][trip] === party) return;
      assert.ok(aboard > 0, "a leg of the partner is told without parcels of one's own");
      assert.equal(columns['leg_partner'][leg], 0);
      assert.ok(columns['leg_used'][leg] <= aboard * 350, "more is told than one's own parcels weigh");
    });
  }
}
