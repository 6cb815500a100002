import assert from 'node:assert/strict';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import type { Client } from '../../wire/http/client.js';
import { agreeOn, withFeeders } from '../agreements/agreement-for-test.js';
import { checkDueShipments } from '../exceptions/check-exceptions.js';
import { refusal, testServer, type PartiesForTest, type ServerForTest } from '../server-for-test.js';
import { PRESENT } from './exports-for-test.js';

/** Two carriers under an agreement that both accepted, with their clients. */
async function carriers(made: ServerForTest): Promise<{ ids: PartiesForTest; ats: Client; post: Client }> {
  const ids = await made.addParties();
  const [ats, post] = [await made.keyOf(ids.ats), await made.keyOf(ids.post)];
  await agreeOn(made, [ids.ats, ids.post], withFeeders(made.agreementText(3)));
  made.wait(60); // until the version is heeded
  return { ids, ats, post };
}

/** Collected in Delhi by the carrier whose partner has the office of exchange, and by that partner. */
const BY_ATS = { ...PRESENT, booking_pin: '110037', reference: 'order 7' };
const BY_POST = { ...PRESENT, booking_pin: '110001' };

testServer(
  'filing an export books the shipment to its office of exchange, once, and each names the other',
  async (made) => {
    const { ats, post } = await carriers(made);
    const draft = (await ats.createExport({ body: { declaration: BY_ATS } })).body;
    assert.equal(draft.domestic, null);
    const params = { id: draft.id };
    const again = { params, headers: { 'idempotency-key': 'file-7' } };
    const filed = (await ats.fileExport(again)).body;
    assert.deepEqual((await ats.fileExport(again)).body.domestic, filed.domestic);
    const { shipment_id: id, promise } = filed.domestic ?? {};
    assert.deepEqual(
      [promise?.office.code, promise?.interlined, promise?.office.place_id],
      ['INDELA', true, 'HUB-DEL'],
    );
    assert.ok((promise?.despatched.from ?? '') > (promise?.cut_off ?? '') && promise?.transit_days.source !== '');
    assert.deepEqual((await ats.getExport({ params })).body.domestic, filed.domestic);
    const shipment = (await ats.getShipment({ params: { id: id ?? '' } })).body;
    assert.deepEqual(
      [shipment.tracking_number, shipment.export_id, shipment.origin, shipment.reference],
      [filed.item, draft.id, '110037', 'order 7'],
    );
    assert.equal(Date.parse(shipment.promised_by ?? ''), Date.parse(promise?.cut_off ?? ''));
    assert.equal((await ats.listShipments()).body.data[0]?.export_id, draft.id);
    await refusal(post.getShipment({ params: { id: id ?? '' } }), 'not_found');
    await refusal(ats.cancelShipment({ params: { id: id ?? '' } }), 'conflict');
    await ats.cancelExport({ params, body: {} });
    assert.equal((await ats.getShipment({ params: { id: id ?? '' } })).body.status, 'cancelled');
  },
);

testServer('an office that cannot be reached is a fault where it was chosen, and told otherwise', async (made) => {
  const { post } = await carriers(made);
  const file = (domestic?: { office: string }, declaration: WireDeclaration = BY_POST) =>
    post.createExport({ body: { declaration, file: true, ...(domestic === undefined ? {} : { domestic }) } });
  const faultsOf = async (office: string): Promise<unknown[]> => {
    const { errors = [] } = await refusal(file({ office }), 'invalid');
    return errors.map(({ code, pointer, message }) => [code, pointer, message]);
  };
  const elsewhere = 'near the office of exchange INCOKA the network has no facility';
  assert.deepEqual(await faultsOf('INCOKA'), [['no_facility', '#/domestic/office', elsewhere]]);
  assert.deepEqual(await faultsOf('INXXXX'), [
    ['no_office', '#/domestic/office', 'there is no such office of exchange'],
  ]);
  const unknown = (await file(undefined, PRESENT)).body;
  assert.deepEqual([unknown.state, unknown.domestic?.shipment_id], ['filed', null]);
  assert.equal(unknown.domestic?.refusal?.code, 'unknown_origin');
  assert.equal((await file({ office: 'INBOMA' })).body.domestic?.promise?.office.place_id, 'HUB-BOM');
});

testServer(
  'a joint plan brings exports to their offices of exchange by the cut-off, over both networks',
  async (made) => {
    const { ats, post } = await carriers(made);
    const own = (await ats.createExport({ body: { declaration: BY_ATS, file: true } })).body.domestic;
    const body = { declaration: BY_POST, file: true, domestic: { office: 'INBOMA' } };
    const theirs = (await post.createExport({ body })).body.domestic;
    const { id } = (await ats.createPlan({ body: { seconds: 5, gap: 0.1 } })).body;
    await made.runJobs();
    const plan = (await ats.getPlan({ params: { id } })).body;
    assert.equal(plan.state, 'succeeded', plan.fault ?? '');
    assert.deepEqual([plan.result?.parcels, plan.result?.on_time], [2, 2]);
    await post.assignPlan({ params: { id } });
    await made.runJobs();
    for (const [client, of] of [
      [ats, own],
      [post, theirs],
    ] as const) {
      // prettier-ignore
      const { body: route } = await client.getPlanRoute({ params: { id, shipment: of?.shipment_id ?? '' } });
      const last = route.steps.at(-1);
      assert.deepEqual([route.status, route.assigned, last?.kind], ['on_time', true, 'delivered']);
      const arrived = route.steps.findLast(({ kind }) => kind === 'arrived' || kind === 'received');
      assert.ok(arrived?.place.endsWith(`:${of?.promise?.office.place_id}`), arrived?.place);
      assert.ok(Date.parse(arrived?.at ?? '') <= Date.parse(of?.promise?.cut_off ?? ''));
      assert.equal(Date.parse(route.due_at), Date.parse(of?.promise?.cut_off ?? ''));
    }
    const { steps } = (await ats.getPlanRoute({ params: { id, shipment: own?.shipment_id ?? '' } })).body;
    assert.ok(steps.some(({ kind }) => kind === 'tendered'), 'the partner has the office of exchange'); // prettier-ignore
    const seen = (await post.getShipment({ params: { id: own?.shipment_id ?? '' } })).body;
    assert.deepEqual([seen.standing, seen.export_id], ['carried', null]);
    const again = (await ats.createPlan({ body: { seconds: 5, gap: 0.1, based_on: id } })).body;
    await made.runJobs();
    const next = (await ats.getPlan({ params: { id: again.id } })).body;
    assert.deepEqual([next.state, next.fault, next.result?.on_time], ['succeeded', null, 2]);
  },
);

testServer('an export moves with its shipment until it is presented, and nobody tells it twice', async (made) => {
  const { ids, post } = await carriers(made);
  const [first, second] = (
    await post.createExports({ body: { declarations: [BY_POST, BY_POST], domestic: { office: 'INBOMA' } } })
  ).body.exports;
  const stateOf = async (id: string): Promise<string> => (await post.getExport({ params: { id } })).body.state;
  const shipmentOf = async (id: string): Promise<string> =>
    (await post.getExport({ params: { id } })).body.domestic?.shipment_id ?? '';
  const [one, two] = [first?.id ?? '', second?.id ?? ''];
  const shipment = await shipmentOf(one);
  const tell = async (kind: 'accepted' | 'departed' | 'arrived', stop: string): Promise<void> => {
    made.wait(60);
    const at = made.server.now().toISOString();
    const party = (await post.getOrganisation({ params: { id: ids.post } })).body.code ?? '';
    const event = { shipment_id: shipment, kind, place: `${party}:${stop}`, device_at: at };
    await post.recordEvents({ body: { events: [event] } });
    await checkDueShipments(made.server);
  };
  await tell('accepted', 'HUB-DEL');
  assert.equal(await stateOf(one), 'booked');
  await tell('departed', 'HUB-DEL');
  assert.equal(await stateOf(one), 'in_transit_to_fpo');
  await tell('arrived', 'HUB-BOM');
  assert.equal(await stateOf(one), 'presented');
  assert.equal((await post.getShipment({ params: { id: shipment } })).body.tracked?.state, 'delivered');
  const { item } = (await post.getExport({ params: { id: one } })).body;
  const track = async () =>
    (await made.clientOf().trackParcel({ params: { number: item ?? '' }, query: { lang: 'en' } })).body;
  const atCustoms = await track();
  assert.deepEqual([atCustoms.state, atCustoms.words, atCustoms.promised_by], ['in_transit', 'Before customs', null]);
  assert.deepEqual(
    atCustoms.steps.map(({ words }) => words),
    ['Handed to customs', 'Arrived', 'Departed', 'Handed in', 'Announced by the sender'],
  );
  const events = (await post.listExportEvents({ params: { id: one } })).body.data.map(({ kind }) => kind);
  assert.deepEqual(events, ['filed', 'booked', 'sent_to_fpo', 'arrived_at_fpo', 'presented']);
  const at = made.server.now().toISOString();
  const abroad = (['let_export', 'despatched', 'delivered'] as const).map((kind) => ({ export_id: one, kind, at }));
  await post.recordExportEvents({ body: { events: abroad } });
  const delivered = await track();
  assert.deepEqual([delivered.state, delivered.words, delivered.carrier], ['delivered', 'Delivered', null]);
  assert.deepEqual(delivered.steps.map(({ words }) => words).slice(0, 2), ['Delivered', 'Left the country']);
  await post.recordExportEvents({ body: { events: [{ export_id: two, kind: 'booked', at }] } });
  const other = await shipmentOf(two);
  assert.equal((await post.getShipment({ params: { id: other } })).body.tracked?.state, 'accepted');
  await post.cancelExport({ params: { id: two }, body: {} });
  assert.notEqual((await post.getShipment({ params: { id: other } })).body.return, null);
});
