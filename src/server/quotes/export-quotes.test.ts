import assert from 'node:assert/strict';
import { agreeOn, withFeeders } from '../agreements/agreement-for-test.js';
import { QUESTION, refusal, testServer } from '../server-for-test.js';

const { destination_pin: _, ...PARCEL } = QUESTION;

testServer(
  'a quote for abroad promises a cut-off over both carriers, and tells ranges with their source',
  async (made) => {
    const { ats, atsShop, post } = await made.addParties();
    const [carrier, shop] = [await made.keyOf(ats), await made.keyOf(atsShop)];
    const body = { ...PARCEL, country: 'US' };
    const alone = (await carrier.quoteExport({ body })).body;
    assert.deepEqual(alone.offers, []);
    assert.ok(alone.ineligible.every(({ code, words }) => code === 'no_service' && words !== ''));
    await agreeOn(made, [ats, post], withFeeders(made.agreementText(3)));
    made.wait(11);
    const quote = (await carrier.quoteExport({ body })).body;
    const [best] = quote.offers;
    assert.ok(best !== undefined, JSON.stringify(quote.ineligible));
    assert.deepEqual([best.interlined, best.office.code.slice(0, 2), best.office.is_uncertain], [true, 'IN', true]);
    assert.ok(best.ready_at_office <= best.cut_off && best.post_by >= quote.ready_at);
    assert.match(best.cut_off, /T16:00:00\+05:30$/);
    const hours = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 3_600_000;
    assert.deepEqual(
      [hours(best.cut_off, best.despatched.from), hours(best.cut_off, best.despatched.until)],
      [best.office.clearance_hours.least, best.office.clearance_hours.most],
    );
    const { least, most, source } = quote.transit_days;
    assert.deepEqual(
      [hours(best.despatched.from, best.delivered.from), hours(best.despatched.until, best.delivered.until)],
      [24 * least, 24 * most],
    );
    assert.ok(source !== '' && quote.offices_elsewhere.includes('INCOKA'));
    assert.ok((best.charges?.total_minor ?? 0) > 0 && best.itinerary?.some(({ what }) => what === 'tender'));
    const forShop = (await shop.quoteExport({ body })).body.offers[0];
    assert.deepEqual([forShop?.cut_off, forShop?.charges, forShop?.itinerary], [best.cut_off, null, null]);
  },
);

testServer("a quote for abroad counts by the carrier's own table of countries", async (made) => {
  const client = await made.keyOf((await made.addParties()).ats);
  const body = { ...PARCEL, country: 'AE' };
  const shipped = (await client.quoteExport({ body })).body.transit_days;
  const { tables } = (await client.getExportTables()).body;
  const rows = tables.destinations.map((row) =>
    row['country'] === 'AE' ? { ...row, transitDays: [31, 47], source: 'letter of the post' } : row,
  );
  await client.putExportTable({ params: { table: 'destinations' }, body: { rows } });
  const { transit_days: told } = (await client.quoteExport({ body })).body;
  assert.deepEqual([told.least, told.most, told.source], [31, 47, 'letter of the post']);
  assert.notDeepEqual([shipped.least, shipped.most], [31, 47]);
});

testServer("quotes, filings and plans go by the carrier's own table of offices of exchange", async (made) => {
  const { ats, atsShop, post } = await made.addParties();
  const [carrier, shop, other] = [await made.keyOf(ats), await made.keyOf(atsShop), await made.keyOf(post)];
  await agreeOn(made, [ats, post], withFeeders(made.agreementText(3)));
  made.wait(60);
  const body = { ...PARCEL, country: 'US' };
  const before = (await carrier.quoteExport({ body })).body.offers;
  const [best] = before;
  const { tables } = (await carrier.getExportTables()).body;
  const only = tables.exchangeOffices.filter(({ code }) => code === best?.office.code);
  const rows = only.map((row) => ({ ...row, cutOff: '13:30', clearanceHours: [5, 9], source: 'letter of the post' }));
  const params = { table: 'exchangeOffices' as const };
  const { own } = (await carrier.putExportTable({ params, body: { rows } })).body;
  assert.deepEqual(own, ['exchangeOffices']);
  for (const client of [carrier, shop]) {
    const { offers, offices_elsewhere: elsewhere } = (await client.quoteExport({ body })).body;
    assert.ok(offers.length > 0 && elsewhere.length === 0);
    for (const { office, cut_off: cutOff } of offers) {
      assert.match(cutOff, /T13:30:00\+05:30$/);
      assert.deepEqual([office.clearance_hours, office.source], [{ least: 5, most: 9 }, 'letter of the post']);
    }
  }
  assert.match(
    (await other.quoteExport({ body: { ...body, origin: '110001' } })).body.offers[0]?.cut_off ?? '',
    /T16:00/,
  );

  const faulty = { ...rows[0], code: 'BOM', cutOff: '25:00', days: ['Someday'], clearanceHours: [9, 5], lat: 91 };
  const { errors = [] } = await refusal(carrier.putExportTable({ params, body: { rows: [faulty] } }), 'invalid');
  assert.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['code', 'lat', 'cutOff', 'days/0', 'clearanceHours'].map((field) => `#/rows/0/${field}`),
  );
  await refusal(carrier.putExportTable({ params, body: { rows: [rows[0] ?? {}, rows[0] ?? {}] } }), 'invalid');
  await carrier.putExportTable({ params, body: { rows: [] } });
  assert.deepEqual((await carrier.quoteExport({ body })).body.offers, before);
});

testServer('a quote for abroad names what is wrong with the question', async (made) => {
  const { post } = await made.addParties();
  const client = await made.keyOf(post);
  const body = { ...PARCEL, origin: '110001', country: 'US' };
  const pointers = async (change: object): Promise<unknown[]> => {
    const { errors = [] } = await refusal(client.quoteExport({ body: { ...body, ...change } }), 'invalid');
    return errors.map(({ pointer }) => pointer);
  };
  assert.deepEqual(await pointers({ country: 'ZZ' }), ['#/country']);
  assert.deepEqual(await pointers({ country: 'usa' }), ['#/country']);
  assert.deepEqual(await pointers({ product: 'standart', origin: 'nowhere' }), ['#/product', '#/origin']);
  assert.deepEqual(await pointers({ ready_at: '2027-01-01T00:00:00Z' }), ['#/ready_at']);
});
