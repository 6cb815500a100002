import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPlan } from '../../audit/check-plan.js';
import { readPlan } from '../../feed/plan/read-plan.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import type { Client } from '../../wire/http/client.js';
import { agreeOn } from '../agreements/agreement-for-test.js';
import {
  PARCEL,
  POST_PARCEL,
  refusal,
  testServer,
  type PartiesForTest,
  type ServerForTest,
} from '../server-for-test.js';

/** Two carriers under an agreement that both accepted, with their clients. */
async function carriers(
  made: ServerForTest,
): Promise<{ ids: PartiesForTest; ats: Client; post: Client; version: string }> {
  const ids = await made.addParties();
  const [ats, post] = [await made.keyOf(ids.ats), await made.keyOf(ids.post)];
  const text = made.agreementText(1).replace(/(post\w+):RAIL-\*/, '$1:*'); // the feeder too
  const { id } = await agreeOn(made, [ids.ats, ids.post], text);
  made.wait(60); // until the version is heeded
  return { ids, ats, post, version: id };
}

const SHORT = { seconds: 5, gap: 0.1 } as const;

testServer(
  'a plan is made by a job, checked, assigned by each carrier for itself, and compared with the next one',
  async (made) => {
    const { ids, ats, post, version } = await carriers(made);
    const mine: string[] = [];
    for (let count = 0; count < 4; count++) mine.push((await ats.createShipment({ body: PARCEL })).body.id);
    const theirs = (await post.createShipment({ body: POST_PARCEL })).body.id;
    const asked = (await ats.createPlan({ body: SHORT })).body;
    assert.deepEqual(
      [asked.state, asked.agreement_version_id, asked.party_ids],
      ['queued', version, [ids.ats, ids.post].toSorted()],
    );
    await made.runJobs();

    const params = { id: asked.id };
    const plan = (await ats.getPlan({ params })).body;
    assert.equal(plan.state, 'succeeded', plan.fault ?? '');
    assert.deepEqual([plan.result?.parcels, plan.own?.parcels, plan.own?.assigned], [5, 4, 4]);
    const [first = ''] = mine;
    const route = (await ats.getPlanRoute({ params: { ...params, shipment: first } })).body;
    assert.equal(route.assigned, true);
    assert.equal(route.steps.at(-1)?.kind, 'delivered');
    const tenders = route.steps.filter(({ kind }) => kind === 'tendered');
    assert.equal(tenders.length, 1, 'the partner delivers there');
    const carriages = (await ats.listCarriages({ params: { id: first } })).body.data;
    assert.deepEqual(
      carriages.map(({ partner_id, agreement_version_id }) => [partner_id, agreement_version_id]),
      [[ids.post, version]],
    );

    assert.deepEqual(await findingsOf(made, (await ats.exportPlan({ params })).body), { parcels: 4, findings: [] });
    const noted = (await ats.listAuditEntries({ query: { action: 'data.exported' } })).body.data;
    assert.deepEqual(
      noted.map(({ subject }) => subject),
      [params.id],
    );

    assert.equal((await post.getPlan({ params })).body.own?.assigned_at, null);
    await refusal(post.getPlanRoute({ params: { ...params, shipment: first } }), 'not_found');
    await post.assignPlan({ params });
    await made.runJobs();
    assert.equal((await post.getPlanRoute({ params: { ...params, shipment: theirs } })).body.assigned, true);

    // The departure that they were to take does not run: they move, and nothing else does.
    const boarded = route.steps.find(({ kind }) => kind === 'departed');
    const [, trip = '', date = ''] = /^(.*) of (.*)$/.exec(boarded?.what ?? '') ?? [];
    const code = made.server.reference.parties[0]?.code ?? '';
    await ats.cancelDeparture({ params: { id: `${code}:${trip}@${date}` }, body: { reason: 'no driver' } });
    const again = (await ats.createPlan({ body: { ...SHORT, based_on: asked.id, pinned: [first] } })).body;
    await made.runJobs();
    const after = (await ats.getPlan({ params: { id: again.id } })).body;
    assert.equal(after.state, 'succeeded', after.fault ?? '');
    assert.equal(after.result?.planned_anew, 4);
    const rounds = (await ats.listPlanRounds({ params: { id: again.id } })).body;
    assert.ok(rounds.round.length > 0 && rounds.best_index[0] !== null, 'a plan made again tells its rounds too');
    const other = (await ats.getPlanRoute({ params: { id: again.id, shipment: first } })).body;
    assert.ok(!other.steps.some(({ what }) => what === boarded?.what));
    assert.equal(other.assigned, true);
    assert.equal((await ats.getPlanRoute({ params: { ...params, shipment: first } })).body.assigned, false);
    const difference = (await ats.comparePlans({ params, query: { with: again.id } })).body;
    assert.equal(difference.moved, 4);
    assert.match(
      difference.words[0] ?? '',
      /^4 parcels move from the 20:00 road run T1 Delhi Mumbai of 2026-11-23 to /,
    );
    assert.equal((await post.comparePlans({ params, query: { with: again.id } })).body.moved, 0);

    // Nobody has seen it leave as planned: that is found without anybody asking.
    made.wait(2 * 86_400);
    await made.runJobs();
    const { data } = (await ats.listExceptions()).body;
    assert.ok(data.some(({ shipment_id, code }) => shipment_id === first && code === 'missed_connection'));
  },
);

testServer(
  'a plan is made over a late departure where it still serves, and without a partner where no agreement is in force',
  async (made) => {
    const ids = await made.addParties();
    const ats = await made.keyOf(ids.ats);
    const body = { ...PARCEL, destination_pin: '400072' };
    const { id } = (await ats.createShipment({ body })).body;
    const code = made.server.reference.parties[0]?.code ?? '';
    const departure = { id: `${code}:TRUCK-1@2026-11-23` };
    const change = (await ats.delayDeparture({ params: departure, body: { minutes: 45 } })).body;
    assert.deepEqual([change.departure, change.delay_minutes], [departure.id, 45]);
    const asked = (await ats.createPlan({ body: SHORT })).body;
    assert.deepEqual([asked.party_ids, asked.agreement_version_id], [[ids.ats], null]);
    await made.runJobs();
    const route = (await ats.getPlanRoute({ params: { id: asked.id, shipment: id } })).body;
    assert.equal(route.steps[0]?.what, 'TRUCK-1+45 of 2026-11-23');
    assert.equal(route.steps[0]?.at, '2026-11-23T15:15:00.000Z'); // 20:00 in India, and 45 minutes
    const changes = (await ats.listDepartureChanges({ query: { from: '2026-11-23' } })).body.data;
    assert.ok(changes.some((one) => one.id === change.id));
  },
);

testServer('a plan that waits is cancelled at once; what cannot be planned is refused with the field', async (made) => {
  const { ats, post } = await carriers(made);
  const { id } = (await ats.createPlan({ body: SHORT })).body;
  await refusal(post.cancelPlan({ params: { id } }), 'conflict');
  await refusal(ats.assignPlan({ params: { id } }), 'conflict');
  assert.equal((await ats.cancelPlan({ params: { id } })).body.state, 'cancelled');
  await refusal(ats.cancelPlan({ params: { id } }), 'conflict');
  await made.runJobs();
  assert.equal((await ats.getPlan({ params: { id } })).body.state, 'cancelled');
  const { errors = [] } = await refusal(ats.createPlan({ body: { based_on: id } }), 'invalid');
  assert.deepEqual(
    errors.map(({ pointer, code }) => [pointer, code]),
    [['#/based_on', 'not_made']],
  );
  const missing = await refusal(
    ats.cancelDeparture({ params: { id: 'ats:TRUCK-9@2026-11-23' }, body: {} }),
    'not_found',
  );
  assert.equal(missing.status, 404);
});

/** What the audit says of an exported plan, from the archive and the timetables alone. */
async function findingsOf({ server }: ServerForTest, archive: Uint8Array): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'interline-export-'));
  try {
    const bytes = Buffer.from(archive);
    for (let at = 0; bytes[at] !== 0;) {
      const name = bytes.toString('utf8', at, bytes.indexOf(0, at)).replace('plan/', '');
      const size = Number.parseInt(bytes.toString('utf8', at + 124, at + 135), 8);
      writeFileSync(join(folder, name), bytes.subarray(at + 512, at + 512 + size));
      at += 512 * (1 + Math.ceil(size / 512));
    }
    const { workspace } = await server.quotes.at(server.now());
    const { shipments } = await readShipments(join(folder, 'shipments.csv'), workspace);
    const plan = await readPlan(folder, workspace, shipments);
    return { parcels: shipments.count, findings: checkPlan(workspace, shipments, plan) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

testServer(
  'a parcel that was redirected on its way is planned anew from where it lies, and not before',
  async (made) => {
    const { ids, ats } = await carriers(made);
    const code = made.server.reference.parties[0]?.code ?? '';
    const { id } = (await ats.createShipment({ body: PARCEL })).body;
    const scan = async (kind: 'accepted' | 'departed' | 'arrived', stop: string): Promise<void> => {
      made.wait(3600);
      const device_at = made.server.now().toISOString();
      await ats.recordEvents({ body: { events: [{ shipment_id: id, kind, place: `${code}:${stop}`, device_at }] } });
    };
    await scan('accepted', 'FC-DEL');
    await scan('departed', 'FC-DEL');
    await ats.redirectShipment({ params: { id }, body: { destination_pin: '400072' } });
    assert.equal((await planned(made, ats)).result?.parcels, 0, 'nobody knows where it rides to');
    await scan('arrived', 'SC-DEL');
    const { id: planId, own } = await planned(made, ats);
    assert.deepEqual([own?.parcels, own?.assigned], [1, 1]);
    const { steps } = (await ats.getPlanRoute({ params: { id: planId, shipment: id } })).body;
    const departed = steps.find(({ kind }) => kind === 'departed');
    assert.match(departed?.place ?? '', /:SC-DEL$/);
    assert.equal(steps.at(-1)?.kind, 'delivered');
    assert.ok(
      steps.every(({ kind }) => kind !== 'tendered'),
      `${ids.ats} delivers there itself`,
    );
    assert.equal((await planned(made, ats)).result?.parcels, 0, 'it has a plan now');
  },
);

testServer('a parcel that was redirected while it rides or lies with the partner goes on from there', async (made) => {
  const { ats, post } = await carriers(made);
  const { id } = (await ats.createShipment({ body: PARCEL })).body;
  const routeOf = async (): Promise<{ readonly plan: string; readonly steps: PlannedSteps }> => {
    const plan = (await planned(made, ats)).id;
    const { steps } = (await ats.getPlanRoute({ params: { id: plan, shipment: id } })).body;
    return { plan, steps };
  };
  const scan = async (client: Client, kind: 'accepted' | 'departed' | 'received', place: string): Promise<void> => {
    made.wait(1800);
    const device_at = made.server.now().toISOString();
    await client.recordEvents({ body: { events: [{ shipment_id: id, kind, place, device_at }] } });
  };
  const atFirst = (await routeOf()).steps;
  const [place, toPlace] = [atFirst[0]?.place ?? '', atFirst[1]?.place];
  assert.deepEqual([atFirst[0]?.kind, atFirst[1]?.kind], ['departed', 'arrived']);
  await scan(ats, 'accepted', place);
  await scan(ats, 'departed', place);
  await ats.redirectShipment({ params: { id }, body: { destination_pin: '400072' } });
  const riding = await routeOf();
  assert.equal(riding.steps[0]?.place, toPlace, 'from where it is unloaded next');
  assert.equal(riding.steps.at(-1)?.kind, 'delivered');
  const archive = (await ats.exportPlan({ params: { id: riding.plan } })).body;
  assert.deepEqual(await findingsOf(made, archive), { parcels: 1, findings: [] });
  assert.equal((await planned(made, ats)).result?.parcels, 0, 'it has a plan now');
  await refusal(post.getShipment({ params: { id } }), 'not_found'); // the partner is not needed any more

  await ats.redirectShipment({ params: { id }, body: { destination_pin: '400001' } });
  const partner = (await routeOf()).steps.find(({ kind }) => kind === 'received')?.place ?? '';
  await ats.redirectShipment({ params: { id }, body: { destination_pin: '400072' } });
  await scan(post, 'received', partner);
  const withPartner = await routeOf();
  assert.equal(withPartner.steps[0]?.place, partner, 'from the partner that has it');
  assert.equal(withPartner.steps.at(-1)?.kind, 'delivered');
  const whole = (await ats.exportPlan({ params: { id: withPartner.plan } })).body;
  assert.deepEqual(await findingsOf(made, whole), { parcels: 1, findings: [] });
});

type PlannedSteps = Awaited<ReturnType<Client['getPlanRoute']>>['body']['steps'];

/** A plan that has been asked for and made. */
async function planned(made: ServerForTest, client: Client) {
  const { id } = (await client.createPlan({ body: SHORT })).body;
  await made.runJobs();
  const plan = (await client.getPlan({ params: { id } })).body;
  assert.equal(plan.state, 'succeeded', plan.fault ?? '');
  return plan;
}

testServer(
  'rounds of a plan are told as shares that keep the gap, and what keeps parcels late with what more of it is worth',
  async (made) => {
    const { ats, post } = await carriers(made);
    // Heavier than anything takes, and one that is due before any way leads there.
    await ats.createShipment({ body: { ...PARCEL, weight_g: 100_000 } });
    const hurried = { ...PARCEL, promised_by: '2026-11-23T19:00:00+05:30' };
    const late = (await ats.createShipment({ body: hurried })).body.id;
    const { id } = (await ats.createPlan({ body: { ...SHORT, assign: false } })).body;
    await made.runJobs();
    const params = { id };
    const plan = (await ats.getPlan({ params })).body;
    assert.equal(plan.state, 'succeeded', plan.fault ?? '');

    const rounds = (await post.listPlanRounds({ params })).body;
    const [best, bound] = [rounds.best_index.at(-1) ?? 0, rounds.bound_index.at(-1) ?? 0];
    assert.ok(best > 0 && best <= 1 && bound <= best, 'a share of the first whole plan');
    assert.ok(rounds.seconds.every((sec, row) => row === 0 || sec >= (rounds.seconds[row - 1] ?? 0)));
    const after = rounds.round.at(-1) ?? 0;
    assert.deepEqual((await post.listPlanRounds({ params, query: { after } })).body.round, []);

    const causes = (await ats.listPlanCauses({ params })).body.data;
    const told = causes.reduce((sum, cause) => sum + cause.late + cause.unplanned, 0);
    assert.equal(told, (plan.own?.late ?? 0) + (plan.own?.unplanned ?? 0));
    assert.ok(told > 0);
    const pages = (await ats.listLateShipments({ params })).body.data;
    assert.equal(pages.length, told);
    const cause = causes.find((one) => one.cause === pages.find((one) => one.shipment_id === late)?.cause);
    assert.ok(cause !== undefined && ['cut_off', 'timetable'].includes(cause.kind), cause?.kind);
    const first = causes[0]?.cause ?? 0;
    const ofFirst = (await ats.listLateShipments({ params, query: { cause: first } })).body.data;
    assert.ok(ofFirst.every((one) => one.cause === first) && ofFirst.length > 0);
    assert.deepEqual((await post.listPlanCauses({ params })).body.data, []);
    await refusal(ats.finishPlan({ params }), 'conflict');
  },
);
