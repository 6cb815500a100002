import assert from 'node:assert/strict';
import { agreeOn, withFeeders } from '../agreements/agreement-for-test.js';
import { QUESTION, refusal, testServer, type PartiesForTest, type ServerForTest } from '../server-for-test.js';

testServer(
  'a quote promises, charges and explains under the version in force, and a booking takes it over',
  async (made) => {
    const parties = await made.addParties();
    const [ats, shop] = [await made.keyOf(parties.ats), await made.keyOf(parties.atsShop)];
    const alone = (await ats.quote({ body: QUESTION })).body;
    assert.deepEqual([alone.best, alone.agreement, alone.valid_until], [null, null, null]);
    assert.deepEqual(
      alone.ineligible.map(({ code, interlined }) => [code, interlined]),
      [
        ['no_service', false],
        ['no_service', true],
      ],
    );
    const refused = await refusal(ats.createShipment({ body: QUESTION }), 'invalid');
    assert.deepEqual(
      refused.errors?.map(({ code }) => code),
      ['no_service', 'no_service'],
    );
    assert.match(refused.errors?.[0]?.suggestion ?? '', /accept_unpromised/);
    const anyway = (await ats.createShipment({ body: { ...QUESTION, accept_unpromised: true } })).body;
    assert.deepEqual([anyway.promised_by, anyway.promised_under], [null, null]);

    const id = await signAgreement(made, parties);
    made.wait(11);
    const quoted = (await ats.quote({ body: QUESTION })).body;
    assert.deepEqual([quoted.agreement?.id, quoted.agreement?.version], [id, 3]);
    const { best } = quoted;
    assert.ok(best !== null);
    assert.deepEqual(
      [best.interlined, best.delivered_by_party.slice(0, 4), best.window.until],
      [true, 'post', '2026-11-26T17:00:00+05:30'],
    );
    assert.ok((best.charges?.total_minor ?? 0) > 0 && (best.itinerary?.length ?? 0) > 3);
    assert.equal(quoted.valid_until, new Date(best.cut_off).toISOString());
    const forShop = (await shop.quote({ body: QUESTION })).body;
    assert.deepEqual([forShop.best?.window, forShop.best?.charges, forShop.agreement?.id], [best.window, null, null]);

    const booked = (await shop.createShipment({ body: QUESTION })).body;
    assert.deepEqual(
      [booked.promised_by, booked.promised_under],
      ['2026-11-26T11:30:00.000Z', quoted.agreement && { agreement: quoted.agreement.agreement, version: 3 }],
    );
    const own = '2026-11-30T00:00:00Z';
    const promised = (await ats.createShipment({ body: { ...QUESTION, promised_by: own } })).body;
    assert.deepEqual([promised.promised_by, promised.promised_under], ['2026-11-30T00:00:00.000Z', null]);
    const heavy = { ...QUESTION, weight_g: 30_000, goods: ['liquids' as const] };
    const { errors = [] } = await refusal(ats.createShipments({ body: { shipments: [QUESTION, heavy] } }), 'invalid');
    assert.deepEqual(
      errors.map(({ code, pointer }) => [code, pointer]),
      [
        ['no_service', '#/shipments/1'],
        ['goods_refused', '#/shipments/1'],
      ],
    );
  },
);

testServer('a quote names what is wrong with the question, and is ready now when it does not say', async (made) => {
  const { post } = await made.addParties();
  const client = await made.keyOf(post);
  const body = { product: 'standard', origin: '110001', destination_pin: '400001', weight_g: 900 };
  const { ready_at, best } = (await client.quote({ body })).body;
  assert.equal(ready_at, '2026-11-23T15:30:00+05:30');
  assert.equal(best?.cut_off, '2026-11-23T16:00:00+05:30');
  const wrong = { ...body, origin: 'FC-DEL', product: 'standart', destination_pin: '999999' };
  const { errors = [] } = await refusal(client.quote({ body: wrong }), 'invalid');
  assert.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['#/product', '#/origin', '#/destination_pin'],
  );
  const late = await refusal(client.quote({ body: { ...body, ready_at: '2027-01-01T00:00:00Z' } }), 'invalid');
  assert.match(late.errors?.[0]?.allowed ?? '', /^2026-11-23T00:00:00\+05:30 to 2026-12-01/);
});

async function signAgreement(made: ServerForTest, { ats, post }: PartiesForTest): Promise<string> {
  return (await agreeOn(made, [ats, post], withFeeders(made.agreementText(3)))).id;
}
