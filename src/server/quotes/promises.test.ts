import assert from 'node:assert/strict';
import { unpackColumns } from '../../wire/http/columns.js';
import { DAYS_NOT_SERVED, type PromiseMapHeader } from '../../wire/quotes/promise-map.js';
import { agreeOn, withFeeders } from '../agreements/agreement-for-test.js';
import { QUESTION, refusal, testServer } from '../server-for-test.js';

testServer(
  'alternatives list the earliest, later handings-in and other products, once each; the map says the days of every quote',
  async (made) => {
    const parties = await made.addParties();
    await agreeOn(made, [parties.ats, parties.post], withFeeders(made.agreementText(1)));
    made.wait(60);
    const [ats, shop] = [await made.keyOf(parties.ats), await made.keyOf(parties.atsShop)];
    const quoted = (await ats.quote({ body: QUESTION })).body;
    const { alternatives, ineligible } = (await ats.listPromiseAlternatives({ body: QUESTION })).body;
    const [first] = alternatives;
    assert.ok(first?.kinds.includes('earliest'));
    assert.deepEqual(first.offer, quoted.best);
    const later = alternatives.filter(({ kinds }) => kinds.includes('later'));
    assert.ok(later.length > 0);
    for (const { ready_at, offer } of later) {
      assert.ok(Date.parse(ready_at) > Date.parse(first.offer.cut_off));
      assert.ok(Date.parse(offer.window.until) > Date.parse(first.offer.window.until));
    }
    const told = alternatives.map(({ product, offer }) => JSON.stringify([product, offer.itinerary]));
    assert.equal(new Set(told).size, told.length);
    assert.ok(ineligible.some(({ product, code }) => product === 'express' && code === 'no_service'));
    const least = Math.min(...alternatives.map(({ offer }) => offer.charges?.total_minor ?? 0));
    for (const { kinds, offer } of alternatives) {
      if (kinds.includes('least_charge')) assert.equal(offer.charges?.total_minor, least);
    }
    const forShop = (await shop.listPromiseAlternatives({ body: QUESTION })).body.alternatives;
    assert.ok(forShop.every(({ offer }) => offer.charges === null && offer.itinerary === null));

    const query = { from: QUESTION.origin, product: 'standard', ready_at: QUESTION.ready_at, weight_g: 480 };
    const { header, columns } = unpackColumns((await ats.mapPromises({ query })).body);
    assert.equal((header as PromiseMapHeader).from.split(':')[1], QUESTION.origin);
    const { postalCodes } = made.server.reference.workspace.network;
    for (const [row, code] of postalCodes.entries()) {
      if (!made.server.reference.delivered.has(code)) continue;
      const { body } = await ats.quote({ body: { ...QUESTION, destination_pin: code } });
      assert.equal(columns['together']?.[row], body.best?.days ?? DAYS_NOT_SERVED, code);
      const alone = body.offers.find(({ interlined }) => !interlined);
      assert.equal(columns['alone']?.[row], alone?.days ?? DAYS_NOT_SERVED, code);
    }
    await refusal(shop.mapPromises({ query }), 'forbidden');
    await refusal(ats.mapPromises({ query: { ...query, from: '999999' } }), 'invalid');
  },
);
