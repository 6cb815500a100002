import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { writePlan } from '../../feed/plan/write-plan.js';
import { loadsOf } from '../../report/loads.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import type { Client } from '../../wire/http/client.js';
import { withFeeders } from '../agreements/agreement-for-test.js';
import { enqueue } from '../jobs/enqueue.js';
import { JobRunner } from '../jobs/job-runner.js';
import { queuesOf } from '../jobs/registry.js';
import { refusal, testServer, type PartiesForTest, type ServerForTest } from '../server-for-test.js';
import { beginExample } from './begin-example.js';
import { EXAMPLE_KEY } from './story-clock.js';

const PARCELS = 40;
const HOURS = 36;

interface Example {
  readonly ids: PartiesForTest;
  readonly ats: Client;
  readonly post: Client;
  /** Does the jobs that are due. */
  readonly run: () => Promise<void>;
  readonly begin: () => Promise<boolean>;
}

/** A planned example of some parcels from Delhi to Mumbai, a day and a half after they were ready. */
async function exampleOf(made: ServerForTest, t: TestContext): Promise<Example> {
  const dir = mkdtempSync(join(tmpdir(), 'interline-example-test-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const ids = await made.addParties();
  const agreementFile = join(dir, 'agreement.yaml');
  writeFileSync(agreementFile, withFeeders(made.agreementText(3)));
  const [ats = '', post = ''] = made.server.reference.parties.map(({ code }) => code);
  const shipmentsFile = join(dir, 'shipments.csv');
  const rows = Array.from({ length: PARCELS }, (_, row) =>
    row % 4 === 3
      ? `P-${row},${post},standard,110001,2026-11-23T15:00:00+05:30,400001,${500 + row}`
      : `A-${row},${ats},standard,FC-DEL,2026-11-23T18:00:00+05:30,${row % 2 === 0 ? 400001 : 400072},${300 + row}`,
  );
  writeFileSync(
    shipmentsFile,
    ['shipment_id,party,product,origin,ready_at,destination_pin,weight_g', ...rows].join('\n'),
  );
  made.wait(HOURS * 3600);
  const example = { folder: join(dir, 'plan'), shipmentsFile };
  const server = { ...made.server, example };
  const begin = (): Promise<boolean> => beginExample(server, { agreementFile }, { example, now: server.now() });
  await begin(); // before anything is planned: the agreement is signed
  const { workspace } = await server.quotes.at(server.now());
  const { shipments } = await readShipments(shipmentsFile, workspace);
  const plan = greedyPlan(workspace, shipments);
  await writePlan(example.folder, {
    workspace,
    shipments,
    plan,
    figures: () => ({ summary: {}, loads: loadsOf(workspace, shipments, plan) }),
  });
  return {
    ids,
    ats: await made.keyOf(ids.ats),
    post: await made.keyOf(ids.post),
    begin,
    run: async () => {
      const outcomes = await new JobRunner(server, queuesOf(server)).drain();
      assert.deepEqual(
        outcomes.flatMap(({ error }) => error ?? []),
        [],
      );
    },
  };
}

testServer('a synthetic workspace is found on a day at work, told once, with logs that verify', async (made, t) => {
  const { ids, ats, post, begin, run } = await exampleOf(made, t);
  assert.equal(await begin(), false, 'the agreement is signed once');
  await tellExample(made, ids.ats);
  await run();

  const own = (await ats.listShipments({ query: { limit: 200 } })).body.data;
  assert.equal(own.filter(({ standing }) => standing === 'own').length, 30);
  assert.ok(own.every(({ recipient, standing }) => standing === 'carried' || IS_SYNTHETIC.test(recipient.name ?? '')));
  const states = new Set(own.map(({ tracked }) => tracked?.state));
  assert.ok(states.size > 1, [...states].join());
  const plans = (await ats.listPlans()).body.data;
  assert.deepEqual(
    plans.map(({ state, own: part }) => [state, part?.parcels, part?.assigned]),
    [['succeeded', 30, 30]],
  );
  const [first] = own.filter(({ standing }) => standing === 'own');
  const params = { id: plans[0]?.id ?? '', shipment: first?.id ?? '' };
  assert.equal((await ats.getPlanRoute({ params })).body.assigned, true);

  const logs = await logsOf(ats, own);
  assert.ok(logs.every(({ verdict }) => verdict.whole));
  const events = logs.flatMap(({ records }) => records);
  assert.ok(events.length > 2 * own.length);

  // A partner sees what it carries, and of it what the agreement grants; a customer sees nothing of all that.
  const seen = (await post.listShipments({ query: { limit: 200 } })).body.data;
  const carried = seen.filter(({ standing }) => standing === 'carried');
  assert.ok(carried.length > 0);
  assert.ok(
    carried.every(
      ({ owner_id, reference, value_minor }) => owner_id === ids.ats && reference === null && value_minor === null,
    ),
  );
  assert.ok(carried.every(({ recipient, received_at }) => received_at !== null || recipient.name === null));
  const shop = await made.keyOf(ids.atsShop);
  assert.deepEqual((await shop.listShipments()).body.data, []);
  await refusal(post.getPlanRoute({ params }), 'not_found');

  const manifests = (await post.listManifests({ query: { role: 'receiver' } })).body.data;
  assert.ok(manifests.length > 0);
  const keys = (await ats.listApiKeys()).body.data;
  assert.ok(keys.filter(({ name }) => name === EXAMPLE_KEY).every(({ revoked_at }) => revoked_at !== null));

  // Told again from its beginning, as after a kill, it adds nothing.
  await tellExample(made, ids.ats);
  await run();
  const again = await logsOf(ats, (await ats.listShipments({ query: { limit: 200 } })).body.data);
  assert.deepEqual(again.map(headOf), logs.map(headOf));
  assert.equal((await ats.listPlans()).body.data.length, 1);

  // Time goes on, and so does the story.
  made.wait(24 * 3600);
  await run();
  const later = await logsOf(ats, own);
  assert.ok(later.every(({ verdict }) => verdict.whole));
  assert.ok(later.flatMap(({ records }) => records).length > events.length);
});

const IS_SYNTHETIC = /^Synthetic Recipient \d{4}$/;

/** Has the story told from its beginning to now. */
function tellExample({ server: { store, now } }: ServerForTest, partyId: string): Promise<void> {
  const found = now().toISOString();
  return store.asParty({ partyId, mode: 'live' }, (tx) => enqueue(tx, 'example', { found }, { now: now() }));
}

async function logsOf(client: Client, shipments: readonly { readonly id: string }[]) {
  const logs: Awaited<ReturnType<Client['getCustodyLog']>>['body'][] = [];
  for (const { id } of shipments) logs.push((await client.getCustodyLog({ params: { id } })).body);
  return logs;
}

function headOf({
  shipment,
  records,
}: {
  readonly shipment: string;
  readonly records: readonly { readonly hash: string }[];
}) {
  return [shipment, records.length, records.at(-1)?.hash];
}
