import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { Prng } from '../../base/prng.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { newId } from '../../store/database/ids.js';
import type { Tx } from '../../store/database/store.js';
import { listEvents } from '../../store/custody/events.js';
import type { SentYardAct } from './yard-acts.js';
import { agreeOn } from '../agreements/agreement-for-test.js';
import { PARCEL, refusal, testServer } from '../server-for-test.js';
import { docksForTest } from './dock-for-test.js';

testServer('a carrier sets its GS1 prefix again without a number being given twice', async (made) => {
  const { ats, atsShop } = await docksForTest(made);
  const giver = await made.keyOf(ats);
  await refusal((await made.keyOf(atsShop)).getGs1Prefix(), 'forbidden');
  const { ssccs } = (await giver.reserveSsccs({ body: { count: 3 } })).body;
  const body = { company_prefix: '8901234' };
  const settings = { ...body, extension: 0, next_serial: 4 };
  assert.deepEqual((await giver.getGs1Prefix()).body, { settings });
  assert.deepEqual((await giver.setGs1Prefix({ body })).body, settings);
  await refusal(giver.setGs1Prefix({ body: { ...body, next_serial: 3 } }), 'invalid');
  assert.equal((await giver.setGs1Prefix({ body: { ...body, next_serial: 70 } })).body.next_serial, 70);
  assert.deepEqual((await giver.setGs1Prefix({ body: { ...body, extension: 5 } })).body, {
    ...settings,
    extension: 5,
    next_serial: 0,
  });
  assert.ok(!ssccs.includes((await giver.reserveSsccs({ body: { count: 1 } })).body.ssccs[0] ?? ''));
});

testServer('SSCCs are taken ahead, each once, and bags made of them hold what was put in before', async (made) => {
  const dock = await docksForTest(made);
  const { giver, at, receiverCode } = dock;
  const { ssccs } = (await giver.reserveSsccs({ body: { count: 3 } })).body;
  assert.deepEqual(ssccs, ['089012340000000014', '089012340000000021', '089012340000000038']);
  assert.equal((await dock.bag()).sscc, '089012340000000045');
  await refusal(giver.reserveSsccs({ body: { count: 0 } }), 'invalid');
  await refusal(giver.reserveSsccs({ body: { count: 101 } }), 'invalid');

  const [piece = ''] = await dock.book(1);
  const [sscc = ''] = ssccs;
  made.wait(3600);
  // What was done on the device before the server knew of the bag counts at its own moment.
  await giver.createContainer({ body: { kind: 'bag', opens_at: `${receiverCode}:HUB-DEL`, sscc } });
  const acts: SentYardAct[] = [{ id: '1', device_time: at(10), kind: 'put', piece, into: sscc }];
  assert.equal((await giver.actOnContainers({ body: { acts } })).body.results[0]?.status, 'done');
  const [bag] = (await giver.listContainers({ query: { sscc } })).body.data;
  const whole = (await giver.getContainer({ params: { id: bag?.id ?? '' } })).body;
  assert.deepEqual(
    whole.pieces.map(({ id }) => id),
    [piece],
  );
});

testServer(
  'a bag is made with the next SSCC, filled, closed, sealed and put on a manifest, where it stays',
  async (made) => {
    const dock = await docksForTest(made);
    const { giver, at } = dock;
    const [first, second] = [await dock.bag(), await dock.bag()];
    assert.deepEqual([first.sscc, second.sscc], ['089012340000000014', '089012340000000021']);
    const sent = { kind: 'cage' as const, opens_at: `${dock.receiverCode}:HUB-DEL`, sscc: '(00) 106141412345678908' };
    const cage = (await giver.createContainer({ body: sent })).body;
    assert.equal(cage.sscc, '106141412345678908');
    await refusal(giver.createContainer({ body: sent }), 'conflict');
    await refusal(giver.createContainer({ body: { ...sent, sscc: '106141412345678900' } }), 'invalid');
    await refusal(giver.createContainer({ body: { ...sent, opens_at: 'none:HUB-DEL' } }), 'invalid');

    const [a = '', b = '', c = ''] = await dock.book(3);
    const acts: SentYardAct[] = [
      { id: '1', device_time: at(1), kind: 'put', piece: a, into: first.sscc },
      { id: '2', device_time: at(2), kind: 'put', piece: b, into: first.id },
      { id: '3', device_time: at(3), kind: 'close', container: first.sscc },
      { id: '4', device_time: at(4), kind: 'seal', container: first.sscc, seal: 'S-1' },
      { id: '5', device_time: at(5), kind: 'put_container', container: first.sscc, into: cage.sscc },
      { id: '6', device_time: at(6), kind: 'put', piece: c, into: first.sscc },
      { id: '7', device_time: at(7), kind: 'put', piece: 'NOWHERE', into: cage.sscc },
      { id: '8', device_time: at(8), kind: 'close', container: second.sscc },
      { id: '9', device_time: at(9), kind: 'close', container: cage.sscc },
    ];
    made.wait(3600);
    const { results, changed } = (await giver.actOnContainers({ body: { acts } })).body;
    assert.deepEqual(
      results.map(({ status, refusals }) => (status === 'done' ? status : refusals[0]?.code)),
      ['done', 'done', 'done', 'done', 'done', 'not_open', 'unknown_piece', 'empty', 'done'],
    );
    assert.deepEqual(changed, []);
    assert.ok(
      (await giver.actOnContainers({ body: { acts: acts.slice(0, 6) } })).body.results.every(
        (one) => one.status === 'known',
      ),
    );
    const whole = (await giver.getContainer({ params: { id: cage.id } })).body;
    assert.deepEqual(
      [whole.status, whole.weight_g, whole.pieces.map(({ id }) => id)],
      ['closed', 960, [a, b].toSorted()],
    );
    assert.deepEqual(
      whole.containers.map(({ sscc, seal }) => [sscc, seal]),
      [[first.sscc, 'S-1']],
    );

    const svg = new TextDecoder().decode((await giver.getContainerLabelSvg({ params: { id: cage.id } })).body);
    assert.match(svg, /HUB-DEL/);
    const zpl = (await giver.getContainerLabelZpl({ params: { id: cage.id } })).body;
    assert.match(new TextDecoder().decode(zpl), /106141412345678908/);

    await refusal(dock.advised({ containers: [first.sscc] }), 'invalid'); // it is in the cage
    await refusal(dock.advised({ containers: [second.sscc], pieces: ['NOWHERE'] }), 'invalid');
    const id = await dock.advised({ containers: [cage.sscc], pieces: [c] });
    const items = (await dock.receiver.listManifestItems({ params: { id } })).body.data;
    assert.deepEqual(
      items.map(({ of }) => of),
      ['container', 'container', 'piece', 'piece', 'piece'],
    );
    const late: SentYardAct = { id: '10', device_time: at(10), kind: 'open', container: cage.sscc };
    const refused = (await giver.actOnContainers({ body: { acts: [late] } })).body.results[0];
    assert.equal(refused?.refusals[0]?.code, 'on_manifest');
    await refusal(dock.advised({ pieces: [c] }), 'invalid');
  },
);

testServer('a container holds what the agreement in force with the carrier where it opens says', async (made) => {
  const { ats, post } = await made.addParties();
  const [giver, receiver] = [await made.keyOf(ats), await made.keyOf(post)];
  const [own, partner] = made.server.reference.parties.map(({ code }) => code);
  const create = async (sscc: string, opens_at: string) =>
    (await giver.createContainer({ body: { kind: 'bag', opens_at, sscc } })).body;
  const usual = await create('106141412345678908', `${partner}:HUB-DEL`);
  await agreeOn(
    made,
    [ats, post],
    `${made.agreementText(1)}containers: { bag: { weight_kg_max: 25, pieces_max: 1 } }\n`,
  );
  const [theirs, ours] = [
    await create('106141412345678915', `${partner}:HUB-DEL`),
    await create('106141412345678922', `${own}:SC-DEL`),
  ];
  assert.deepEqual(
    [usual, theirs, ours].map(({ weight_g_max: grams, pieces_max: pieces }) => [grams, pieces]),
    [[30_000, 500], [25_000, 1], [30_000, 500]],
  ); // prettier-ignore
  const pieces = (await giver.createShipments({ body: { shipments: [PARCEL, PARCEL] } })).body.ids;
  const device_time = made.server.now().toISOString();
  const acts = pieces.map((piece, index) => ({
    id: `p${index}`,
    device_time,
    kind: 'put' as const,
    piece,
    into: theirs.sscc,
  }));
  const { results } = (await giver.actOnContainers({ body: { acts } })).body;
  assert.deepEqual(results.map(({ refusals }) => refusals[0]?.code), [undefined, 'too_many']); // prettier-ignore
  await refusal(receiver.getContainer({ params: { id: theirs.id } }), 'not_found');
});

testServer('acts of a yard leave the same, in whatever order and however often they arrive', async (made) => {
  const dock = await docksForTest(made);
  const random = new Prng(7);
  const pieces = await dock.book(5);
  const { store } = made.server;
  const outcomes: unknown[] = [];
  made.wait(86_400);
  const script = wildYardActs(random, pieces.length);
  for (let round = 0; round < 4; round++) {
    // The same story told of other bags, and in another order each time.
    const bags = [(await dock.bag()).sscc, (await dock.bag()).sscc, (await dock.bag('cage')).sscc];
    const parcels = round === 0 ? pieces : await dock.book(5);
    const acts = script.map((make, index) =>
      make({ id: `${round}-${String(index).padStart(3, '0')}`, bags, parcels, at: dock.at }),
    );
    const told = round === 0 ? acts : shuffled(random, [...acts, ...acts.filter(() => random.chance(0.3))]);
    for (let start = 0; start < told.length;) {
      const next = start + 1 + random.below(7);
      const batch = [...new Map(told.slice(start, next).map((act) => [act.id, act])).values()];
      await dock.giver.actOnContainers({ body: { acts: batch } });
      start = next;
    }
    const results = (await dock.giver.actOnContainers({ body: { acts } })).body.results;
    const logs = await store.asParty({ partyId: dock.ats, mode: 'live' }, (tx) => listEvents(tx, parcels));
    const named = (text: string | undefined): string | undefined =>
      text === undefined ? text : String(bags.indexOf(text));
    outcomes.push({
      codes: results.map(({ refusals }) => refusals.map(({ code }) => code)),
      inside: parcels.map((id) => named(foldEvents(logs.get(id) ?? []).container)),
    });
  }
  for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
});

function shuffled<T>(random: Prng, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

type Told = { id: string; bags: string[]; parcels: string[]; at: (minutes: number) => string };

/** Random acts on two bags and a cage, a minute after another. */
function wildYardActs(random: Prng, pieces: number): ((told: Told) => SentYardAct)[] {
  return Array.from({ length: 60 }, (_, minute) => {
    const [kind, bag, other, piece] = [random.below(8), random.below(3), random.below(3), random.below(pieces)];
    return ({ id, bags, parcels, at }: Told): SentYardAct => {
      const about = { id, device_time: at(minute) };
      const [container, into, parcel] = [bags[bag], bags[other], parcels[piece]];
      if (kind < 3) return { ...about, kind: 'put', piece: parcel, into: container };
      if (kind < 5) return { ...about, kind: 'take', piece: parcel, from: container };
      if (kind === 5) return { ...about, kind: 'put_container', container, into };
      if (kind === 6) return { ...about, kind: 'close', container };
      return { ...about, kind: 'open', container };
    };
  });
}

testServer(
  'a manifest is made of what the plan tenders and the dock has packed, and says what differs',
  async (made) => {
    const dock = await docksForTest(made);
    const [packed, loose, open, unplanned] = await dock.book(4);
    const [closed, filling] = [await dock.bag(), await dock.bag()];
    const put = (id: string, piece: string, into: string) => ({
      id,
      device_time: dock.at(0),
      kind: 'put' as const,
      piece,
      into,
    });
    const acts = [put('1', packed, closed.id), put('2', unplanned, closed.id), put('3', open, filling.id)];
    await dock.giver.actOnContainers({
      body: { acts: [...acts, { id: '4', device_time: dock.at(1), kind: 'close', container: closed.id }] },
    });
    const at = new Date(dock.at(120));
    await made.server.store.asParty({ partyId: dock.ats, mode: 'live' }, (tx) =>
      planTenders(tx, { ...dock, shipmentIds: [packed, loose, open], at, place: `${dock.receiverCode}:HUB-DEL` }),
    );
    const body = { receiver_id: dock.post, interchange: 'IX-DEL', tender_at: at.toISOString(), from_plan: true };
    const draft = (await dock.giver.createManifest({ body })).body;
    const { data } = (await dock.giver.listManifestItems({ params: { id: draft.id } })).body;
    assert.deepEqual(
      data.map(({ item }) => item),
      [closed.sscc, ...[packed, loose, unplanned].toSorted()],
    );
    assert.deepEqual(draft.difference, { missing: [open], unplanned: [unplanned] });
    await refusal(dock.giver.createManifest({ body }), 'invalid');
    await dock.giver.withdrawManifest({ params: { id: draft.id } });
    await dock.giver.createManifest({ body });
  },
);

/** What a plan would say of a tender. */
async function planTenders(
  tx: Tx,
  {
    ats,
    post,
    shipmentIds,
    at,
    place,
  }: { ats: string; post: string; shipmentIds: readonly string[]; at: Date; place: string },
): Promise<void> {
  const id = newId('plan', at.getTime());
  await sql`insert into plans (id, mode, requested_by, party_ids, pinned, gap, seconds, assigns, created_by, created_at)
    values (${id}, 'live', ${ats}, ${[ats, post]}, '{}', 0, 1, true, 'test', ${at})`.execute(tx);
  await tx
    .insertInto('planned_tenders')
    .values(
      shipmentIds.map((shipment_id) => ({
        shipment_id,
        plan_id: id,
        mode: 'live' as const,
        owner_id: ats,
        giver_id: ats,
        receiver_id: post,
        interchange: 'IX-DEL',
        tender_at: at,
        ready_at: at,
      })),
    )
    .execute();
  const steps = JSON.stringify([{ kind: 'received', place, atMs: at.getTime(), what: 'tender at IX-DEL' }]);
  for (const shipmentId of shipmentIds) {
    await sql`insert into assignments (shipment_id, plan_id, owner_id, mode, assigned_at, steps)
      values (${shipmentId}, ${id}, ${ats}, 'live', ${at}, ${steps})`.execute(tx);
  }
}
