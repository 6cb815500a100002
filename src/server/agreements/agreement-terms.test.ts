import assert from 'node:assert/strict';
import { canonicalJson, type Json } from '../../base/canonical-json.js';
import { sha256 } from '../../base/signing.js';
import { PARCEL, POST_PARCEL, refusal, testServer } from '../server-for-test.js';
import { agreeOn } from './agreement-for-test.js';

testServer(
  'terms are told as they are hashed, with what the latest plan makes of clauses that they have or continue',
  async (made) => {
    const { ats: atsId, post: postId, atsShop } = await made.addParties();
    const [ats, post, shop] = [await made.keyOf(atsId), await made.keyOf(postId), await made.keyOf(atsShop)];
    const text = made.agreementText(1).replace(/(post\w+):RAIL-\*/, '$1:*'); // the feeder too
    const version = await agreeOn(made, [atsId, postId], text);
    const params = { id: version.id };
    const before = (await ats.getAgreementTerms({ params })).body;
    assert.deepEqual([before.plan, before.uses], [null, []]);
    assert.equal(sha256(canonicalJson(before.terms as Json)), version.sha256);
    const code = (await post.getSession()).body.organisation.code ?? '';
    assert.deepEqual(
      before.places.map(({ party, id, name }) => `${party === code} ${id} ${name}`),
      ['false SC-DEL Sort centre Delhi', 'true HUB-DEL Delhi hub'],
    );
    await refusal(shop.getAgreementTerms({ params }), 'not_found');

    made.wait(60); // until the version is heeded
    for (let count = 0; count < 4; count++) await ats.createShipment({ body: PARCEL });
    await post.createShipment({ body: POST_PARCEL });
    const plan = (await ats.createPlan({ body: { seconds: 5, gap: 0.1 } })).body;
    await made.runJobs();
    const [told, toPartner] = [
      (await ats.getAgreementTerms({ params })).body,
      (await post.getAgreementTerms({ params })).body,
    ];
    assert.deepEqual([told.plan?.id, told.plan?.version_id, told.plan?.version], [plan.id, version.id, 1]);
    assert.deepEqual([told.plan?.own?.parcels, toPartner.plan?.own?.parcels], [4, 1]);
    assert.deepEqual(told.uses, toPartner.uses);
    const interchange = told.uses.find((use) => use.kind === 'interchange');
    assert.equal(interchange?.path, 'interchange[IX-DEL]');
    assert.ok(interchange.used >= 4 && interchange.full === 0 && interchange.windows > 7);
    const delivery = told.uses.find((use) => use.kind === 'capacity' && use.unit === 'parcels');
    assert.equal(delivery?.path, 'capacity[3]');

    // A draft with other clauses shows the use of those that it continues, at their own places.
    const changed = text
      .replace('version: 1', 'version: 2')
      .replace(/ {2}- \{ on: "ats\w+:TRUCK-\*".*\n/, '')
      .replaceAll('IX-DEL', 'IX-NEW');
    const draft = (await ats.draftAgreement({ body: changed })).body;
    const ofDraft = (await ats.getAgreementTerms({ params: { id: draft.id } })).body;
    assert.equal(ofDraft.plan?.version, 1);
    assert.deepEqual(
      ofDraft.uses.map(({ path }) => path),
      ['capacity[0]', 'capacity[1]', 'capacity[2]'],
    );
    await refusal(post.getAgreementTerms({ params: { id: draft.id } }), 'not_found');
  },
);
