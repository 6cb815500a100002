import assert from 'node:assert/strict';
import { parcelUri } from '../../standards/epcis/custody-event.js';
import { contextOf, eventOfHandling, ownUri } from '../../standards/epcis/handling-event.js';
import { PARCEL, refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { agreeOn } from '../agreements/agreement-for-test.js';
import { checkDueShipments } from './check-exceptions.js';

const HOUR = 3600;

/** A shipment that the partner has received. */
async function receivedByPartner(made: ServerForTest) {
  const { ats, post, atsShop } = await made.addParties();
  const [owner, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
  const version = await agreeOn(made, [ats, post]);
  const { id } = (await shop.createShipment({ body: { ...PARCEL, reference: 'order 7' } })).body;
  const params = { id };
  await owner.assignCarriage({ params, body: { partner_id: post, agreement_version_id: version.id } });
  await partner.receiveShipment({ params });
  return { made, ats, owner, partner, shop, params };
}

testServer(
  'what stays where it is becomes an exception for owner, shipper and who has it, and goes when it moves',
  async (made) => {
    const { owner, partner, shop, params } = await receivedByPartner(made);
    await checkDueShipments(made.server);
    assert.deepEqual((await owner.listExceptions()).body.data, []);
    made.wait(6 * HOUR + 1);
    await checkDueShipments(made.server);
    const [found] = (await owner.listExceptions()).body.data;
    assert.ok(found !== undefined);
    assert.deepEqual([found.code, found.state, found.shipment_id], ['stuck_at_interchange', 'open', params.id]);
    assert.equal(found.said?.code, 'not_moved_on'); // kept with its words, as data
    assert.match(found.words, /^received, not moved on for /);
    for (const client of [partner, shop]) {
      assert.deepEqual((await client.listExceptions()).body.data, [found]);
    }
    const told = (await shop.listNotices()).body.data.filter(({ type }) => type === 'exception.changed');
    const change = { id: params.id, exception_id: found.id, code: found.code, severity: 'warning', change: 'opened' };
    assert.deepEqual(
      told.map(({ data }) => data),
      [{ shipments: [change] }],
    );

    // Nothing is found anew while nothing changes.
    made.wait(HOUR);
    await checkDueShipments(made.server);
    assert.deepEqual((await owner.listExceptions({ query: { state: 'all' } })).body.data, [found]);
    made.wait(24 * HOUR);
    await checkDueShipments(made.server);
    const codes = (await owner.listExceptions()).body.data.map((one) => one.code);
    assert.deepEqual(codes.toSorted(), ['no_scan', 'stuck_at_interchange']);
    assert.deepEqual((await owner.countExceptions()).body.data, [
      { code: 'no_scan', severity: 'warning', count: 1 },
      { code: 'stuck_at_interchange', severity: 'warning', count: 1 },
    ]);

    const { tracking_number } = (await partner.getShipment({ params })).body;
    const departed = eventOfHandling({
    kind: 'departed', atMs: made.server.now().getTime(), offsetMin: 330, items: [parcelUri(tracking_number)],
    who: ownUri('party', found.responsible),
  }); // prettier-ignore
    await partner.addEpcisEvent({ body: { '@context': contextOf(), ...departed } });
    await checkDueShipments(made.server);
    assert.deepEqual((await owner.listExceptions()).body.data, []);
    const cleared = (await owner.listExceptions({ query: { state: 'cleared' } })).body.data;
    assert.equal(cleared.length, 2);
    await refusal(owner.changeException({ params: { id: found.id }, body: { resolved: true } }), 'conflict');
  },
);

testServer('each party assigns, notes and resolves for itself', async (made) => {
  const { ats, owner, partner } = await receivedByPartner(made);
  made.wait(6 * HOUR + 1);
  await checkDueShipments(made.server);
  const [found] = (await owner.listExceptions()).body.data;
  const exception = { id: found?.id ?? '' };
  const person = { login: `care-${ats.slice(-8)}`, name: 'Care', roles: ['service' as const] };
  const { user } = (await owner.createUser({ body: person })).body;
  const assigned = (await owner.changeException({ params: exception, body: { assigned_to: user.id } })).body;
  assert.deepEqual([assigned.assigned_to, assigned.state], [user.id, 'open']);
  await refusal(partner.changeException({ params: exception, body: { assigned_to: user.id } }), 'invalid');
  const note = { params: exception, body: { text: 'Called the hub.' }, headers: { 'idempotency-key': 'note-1' } };
  await owner.addExceptionNote(note);
  await owner.addExceptionNote(note);
  const resolved = (await owner.changeException({ params: exception, body: { resolved: true } })).body;
  assert.deepEqual([resolved.state, resolved.assigned_to], ['resolved', user.id]);
  assert.equal((await owner.getException({ params: exception })).body.notes.length, 1);

  const theirs = (await partner.getException({ params: exception })).body;
  assert.deepEqual([theirs.state, theirs.assigned_to, theirs.notes], ['open', null, []]);
  const listed = async (query: object) => (await owner.listExceptions({ query })).body.data.length;
  assert.deepEqual(
    [
      await listed({}),
      await listed({ state: 'resolved' }),
      await listed({ state: 'all', assigned_to: user.id }),
      await listed({ state: 'all', assigned_to: 'nobody' }),
      await listed({ state: 'all', code: 'no_scan' }),
      await listed({ state: 'all', severity: 'warning', responsible: found?.responsible }),
    ],
    [0, 1, 1, 0, 0, 1],
  );
  assert.equal((await owner.changeException({ params: exception, body: { resolved: false } })).body.state, 'open');
});

testServer('exceptions are assigned to people who may work on them', async (made) => {
  const { ats, owner, partner } = await receivedByPartner(made);
  made.wait(6 * HOUR + 1);
  await checkDueShipments(made.server);
  const params = { id: (await owner.listExceptions()).body.data[0]?.id ?? '' };
  const add = async (name: string, roles: readonly ('service' | 'dock' | 'finance')[]) => {
    const login = `${name.toLowerCase()}-${ats.slice(-8)}`;
    return (await owner.createUser({ body: { login, name, roles: [...roles] } })).body.user;
  };
  const [zoya, asha] = [await add('Zoya', ['dock', 'finance']), await add('Asha', ['service'])];
  const [clerk, left] = [await add('Clerk', ['finance']), await add('Left', ['service'])];
  await owner.changeUser({ params: { id: left.id }, body: { disabled: true } });
  const told = (await owner.listAssignees()).body.data.filter(({ roles }) => !roles.includes('admin'));
  assert.deepEqual(told, [
    { id: asha.id, name: 'Asha', roles: ['service'] },
    { id: zoya.id, name: 'Zoya', roles: ['dock', 'finance'] },
  ]);
  assert.ok((await partner.listAssignees()).body.data.every(({ id }) => id !== asha.id));
  for (const { id } of [clerk, left]) {
    await refusal(owner.changeException({ params, body: { assigned_to: id } }), 'invalid');
  }
  assert.equal((await owner.changeException({ params, body: { assigned_to: zoya.id } })).body.assigned_to, zoya.id);
});

testServer('an owner sets after how long something is an exception', async (made) => {
  const { owner } = await receivedByPartner(made);
  const { settings, usual } = (await owner.getExceptionSettings()).body;
  assert.deepEqual([settings.stuck_hours, usual.stuck_hours, usual.no_scan_hours], [null, 6, 24]);
  await owner.putExceptionSettings({ body: { ...settings, stuck_hours: 1 } });
  await refusal(owner.putExceptionSettings({ body: { ...settings, stuck_hours: 0 } }), 'invalid');
  made.wait(HOUR + 1);
  await checkDueShipments(made.server);
  assert.equal((await owner.listExceptions()).body.data[0]?.code, 'stuck_at_interchange');
});

testServer(
  'an agreement says after how long something is an exception, and an owner may say otherwise',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [owner, partner] = [await made.keyOf(ats), await made.keyOf(post)];
    const version = await agreeOn(made, [ats, post], `${made.agreementText(1)}exceptions: { stuck_hours: 2 }\n`);
    const { id } = (await owner.createShipment({ body: PARCEL })).body;
    await owner.assignCarriage({ params: { id }, body: { partner_id: post, agreement_version_id: version.id } });
    await partner.receiveShipment({ params: { id } });
    made.wait(2 * HOUR + 1);
    await checkDueShipments(made.server);
    const codes = async () => (await owner.listExceptions()).body.data.map(({ code }) => code);
    assert.deepEqual(await codes(), ['stuck_at_interchange']);
    const { settings } = (await owner.getExceptionSettings()).body;
    await owner.putExceptionSettings({ body: { ...settings, stuck_hours: 5 } });
    const at = made.server.now().toISOString();
    await partner.recordEvents({ body: { events: [{ shipment_id: id, kind: 'noted', device_at: at }] } });
    await checkDueShipments(made.server);
    assert.deepEqual(await codes(), []);
  },
);

testServer('only what changed or whose time has come is looked at', async (made) => {
  const { owner } = await receivedByPartner(made);
  await checkDueShipments(made.server);
  assert.equal(await checkDueShipments(made.server), 0);
  await owner.createShipment({ body: PARCEL });
  made.wait(60);
  assert.equal(await checkDueShipments(made.server), 1);
});
