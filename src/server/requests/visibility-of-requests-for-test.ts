import assert from 'node:assert/strict';
import { refusal } from '../server-for-test.js';
import { allOf, type Checks } from '../visibility-for-test.js';

export const REQUEST_CHECKS: Checks<'listRequests'> = {
  listRequests: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') {
      await refusal(client.listRequests(), 'forbidden');
      return;
    }
    await stage.made.server.requests.flush();
    const own = new Set<string>();
    for (const asker of stage.askers.filter((one) => one.partyId === partyId)) {
      own.add((await asker.client.getSession()).body.actor);
    }
    const before = stage.made.server.now().toISOString();
    const all = await allOf(stage, (query) => client.listRequests({ query }));
    assert.ok(all.length > 0 && all.every(({ actor, at }) => own.has(actor) && at <= before));
    for (const foreign of stage.askers.filter((one) => one.partyId !== partyId)) {
      const { actor } = (await foreign.client.getSession()).body;
      assert.deepEqual((await client.listRequests({ query: { actor } })).body.data, []);
    }
  },
};
