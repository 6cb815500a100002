import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_WORKSPACE } from '../../feed/small-workspace.js';
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

interface Carriers {
  readonly ids: PartiesForTest;
  readonly ats: Client;
  readonly post: Client;
  readonly version: string;
}

/** Two carriers with shipments that wait, under an agreement; `shared` is what its visibility shares. */
async function carriers(made: ServerForTest, shared = '[]'): Promise<Carriers> {
  const ids = await made.addParties();
  const [ats, post] = [await made.keyOf(ids.ats), await made.keyOf(ids.post)];
  const text = made
    .agreementText(1)
    .replace(/(post\w+):RAIL-\*/, '$1:*') // the feeder too
    .replace(/shared: .*/, `shared: ${shared}`);
  const { id } = await agreeOn(made, [ids.ats, ids.post], text);
  made.wait(60); // until the version is heeded
  for (let count = 0; count < 3; count++) await ats.createShipment({ body: PARCEL });
  await post.createShipment({ body: POST_PARCEL });
  return { ids, ats, post, version: id };
}

const SHORT = { seconds: 2, gap: 0.1 } as const;
const MORE = { scenario: 'Twice', agreement: { scale: { 'capacity[*].kg': 2 } }, demand: [{ times: 2 }] };

async function resultOf(made: ServerForTest, client: Client, body: Parameters<Client['createExploration']>[0]['body']) {
  made.wait(1); // ids sort by their time
  const { id } = (await client.createExploration({ body })).body;
  await made.runJobs();
  const told = (await client.getExploration({ params: { id } })).body;
  assert.equal(told.state, 'succeeded', told.fault ?? '');
  const notices = (await client.listNotices()).body.data.filter(({ subject }) => subject === id);
  const states = notices.map(({ type, data }) => `${type} ${(data as { state: string }).state}`).toSorted();
  assert.deepEqual(
    states,
    ['queued', 'running', 'succeeded'].map((state) => `exploration.changed ${state}`),
  );
  return { told, id, result: (await client.getExplorationResult({ params: { id } })).body };
}

testServer(
  'explorations of every kind are worked out by jobs, listed, and told with one’s own money only',
  async (made) => {
    const { ats, post, version } = await carriers(made);
    const { told, result } = await resultOf(made, ats, { kind: 'scenarios', scenarios: [MORE], ...SHORT });
    assert.deepEqual(told.world, {
      agreement_version_id: version,
      in_force: true,
      shipments: 'waiting',
      parcels: 4,
      synthetic: made.server.reference.synthetic,
    });
    assert.ok(result.kind === 'scenarios');
    assert.deepEqual([result.base.parcels, result.scenarios[0]?.parcels], [4, 8]);
    assert.equal(result.base.cost.amount, null);
    assert.equal(typeof result.base.parties[result.own]?.netJoint, 'number');
    assert.equal(result.scenarios[0]?.proved, 'more'); // twice the parcels cost more whatever the gap

    for (const kind of ['clauses', 'sharing', 'siting'] as const) {
      assert.equal((await resultOf(made, ats, { kind, ...SHORT })).result.kind, kind);
    }
    const grown = (await resultOf(made, post, { kind: 'growth', to: 2, months: 6, ...SHORT })).result;
    assert.ok(grown.kind === 'growth' && grown.growth.steps.every(({ asIs }) => asIs.cost === null));
    const { id, result: covered } = await resultOf(made, post, { kind: 'coverage', from: 'everywhere' });
    assert.ok(covered.kind === 'coverage');
    const map = (await post.getExplorationMap({ params: { id } })).body;
    assert.equal(Buffer.from(map.joint, 'base64').length, map.count);
    assert.equal(map.count, made.server.reference.workspace.network.facilities.count);

    const kinds = (await ats.listExplorations({ query: {} })).body.data.map(({ kind }) => kind);
    assert.deepEqual(kinds, ['siting', 'sharing', 'clauses', 'scenarios']);
    assert.deepEqual(
      (await post.listExplorations({ query: { kind: 'coverage' } })).body.data.map((one) => one.id),
      [id],
    );
  },
);

testServer('an agreement in force that shares planning figures has both parties told everything', async (made) => {
  const { ats } = await carriers(made, '[planning_figures]');
  const { result } = await resultOf(made, ats, { kind: 'sharing', ...SHORT });
  assert.ok(result.kind === 'sharing');
  const { gain, rules, positions } = result.sharing;
  assert.equal(typeof gain, 'number');
  assert.ok(rules.length > 0 && positions.every((position) => position.gain !== null));
});

testServer('a preview answers at once what a scenario changes, and keeps nothing', async (made) => {
  const { ats } = await carriers(made, '[planning_figures]');
  const same = (await ats.previewScenario({ body: { scenario: { scenario: 'Nothing' } } })).body;
  assert.deepEqual(same.sample, { planned: 4, of: 4, counts: 1, error_share: 0 });
  assert.equal(same.outcome.cost.amount, same.base.cost.amount);
  const more = (await ats.previewScenario({ body: { scenario: MORE } })).body;
  assert.deepEqual([more.outcome.parcels, more.outcome.proved], [8, 'more']);
  const less = { scenario: 'No room', agreement: { scale: { 'capacity[*].kg': 0.6 } } };
  assert.ok(((await ats.previewScenario({ body: { scenario: less } })).body.outcome.cost.amount ?? 0) > 0);
  assert.deepEqual((await ats.listExplorations({ query: {} })).body.data, []);
});

testServer('what is wrong with a request is told with its place, and nothing is begun', async (made) => {
  const { ats, post } = await carriers(made);
  const scenarios = [{ scenario: 'Wrong', agreement: { scale: { 'capacity[9].kg': 2 } }, demand: [{ times: -1 }] }];
  const { errors = [] } = await refusal(ats.createExploration({ body: { kind: 'scenarios', scenarios } }), 'invalid');
  assert.ok(errors.length === 2 && errors.every(({ pointer }) => pointer === '#/scenarios/0'));
  await refusal(ats.createExploration({ body: { kind: 'coverage', product: 'none' } }), 'invalid');
  const foreign = 'agv_01kar00000000000000000000a';
  await refusal(ats.createExploration({ body: { kind: 'coverage', agreement_version_id: foreign } }), 'invalid');
  for (let count = 0; count < 4; count++) await ats.createExploration({ body: { kind: 'coverage' } });
  await refusal(ats.createExploration({ body: { kind: 'coverage' } }), 'too_many_requests');
  await post.createExploration({ body: { kind: 'coverage' } }); // the limit is each party's own

  const [first] = (await ats.listExplorations({ query: { state: 'queued' } })).body.data;
  const params = { id: first?.id ?? '' };
  assert.equal((await ats.cancelExploration({ params })).body.state, 'cancelled');
  await refusal(ats.getExplorationResult({ params }), 'conflict');
  const headers = { 'idempotency-key': 'once' };
  const [one, again] = [
    await ats.createExploration({ body: { kind: 'coverage' }, headers }),
    await ats.createExploration({ body: { kind: 'coverage' }, headers }),
  ];
  assert.equal(one.body.id, again.body.id);
});

testServer('without an agreement in force a draft is explored with one’s own shipments alone', async (made) => {
  const ids = await made.addParties();
  const [ats, post] = [await made.keyOf(ids.ats), await made.keyOf(ids.post)];
  await refusal(ats.createExploration({ body: { kind: 'coverage' } }), 'conflict');
  const draft = (await ats.draftAgreement({ body: made.agreementText(1) })).body.id;
  await ats.createShipment({ body: PARCEL });
  await post.createShipment({ body: POST_PARCEL });
  const body = { kind: 'coverage', agreement_version_id: draft } as const;
  await refusal(post.createExploration({ body }), 'invalid'); // it is a draft of the other
  const { told } = await resultOf(made, ats, body);
  assert.deepEqual([told.world?.in_force, told.world?.parcels], [false, 1]);
});

const folder = mkdtempSync(join(tmpdir(), 'interline-explored-'));
const example = join(folder, 'shipments.csv');
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

testServer(
  'of a synthetic example its own shipments are explored while few wait, unless the waiting ones are asked for',
  async (made) => {
    const [first, second] = made.server.reference.parties;
    const text = SMALL_WORKSPACE['shipments.csv'] ?? '';
    writeFileSync(example, text.replaceAll(',ats,', `,${first?.code},`).replaceAll(',post,', `,${second?.code},`));
    const { ats } = await carriers(made);
    const world = async (shipments: 'waiting' | 'example' | undefined) =>
      (await resultOf(made, ats, { kind: 'coverage', ...(shipments === undefined ? {} : { shipments }) })).told.world;
    assert.equal((await world(undefined))?.shipments, 'example');
    assert.deepEqual([(await world('waiting'))?.shipments, (await world('waiting'))?.parcels], ['waiting', 4]);
  },
  { exampleShipments: example },
);
