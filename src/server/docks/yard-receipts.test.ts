import assert from 'node:assert/strict';
import { Prng } from '../../base/prng.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { listEvents } from '../../store/custody/events.js';
import type { Client } from '../../wire/http/client.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { docksForTest, type DocksForTest } from './dock-for-test.js';
import type { SentScan } from './scans.js';
import type { SentYardAct } from './yard-acts.js';

/** A cage sealed C1 with a bag sealed B1 of two pieces and a piece of its own, an unsealed bag of two, and a loose piece; tendered. */
async function tendered(dock: DocksForTest, made: ServerForTest, round: string) {
  const [p1, p2, inCage, q1, q2, loose] = await dock.book(6);
  const [cage, bag, plain] = [(await dock.bag('cage')).sscc, (await dock.bag()).sscc, (await dock.bag()).sscc];
  const device_time = made.server.now().toISOString();
  const told = { device_time };
  const put = (piece: string, into: string): SentYardAct => ({
    ...told, id: `${round}-${piece}`, kind: 'put', piece, into,
  }); // prettier-ignore
  const then = (kind: 'close' | 'seal' | 'put_container', container: string, minute: number): SentYardAct => {
    const act = { id: `${round}-${kind}-${container}`, device_time: after(made, minute), container };
    if (kind === 'seal') return { ...act, kind, seal: `${container === cage ? 'C' : 'B'}1-${round}` };
    return kind === 'close' ? { ...act, kind } : { ...act, kind, into: cage };
  };
  const acts = [
    put(p1, bag), put(p2, bag), put(inCage, cage), put(q1, plain), put(q2, plain),
    then('close', bag, 1), then('close', plain, 1), then('seal', bag, 2), then('put_container', bag, 3),
    then('close', cage, 4), then('seal', cage, 5),
  ]; // prettier-ignore
  made.wait(600);
  const { results } = (await dock.giver.actOnContainers({ body: { acts } })).body;
  assert.ok(results.every(({ status }) => status === 'done'));
  const tender_at = after(made, 0);
  const named = { interchange: 'IX-DEL', tender_at, containers: [cage, plain], pieces: [loose] };
  const { id } = (await dock.giver.createManifest({ body: { receiver_id: dock.post, ...named } })).body;
  const params = { id };
  await dock.giver.preAdviseManifest({ params });
  await dock.giver.tenderHandover({ params, body: { id: 'tender', device_time: tender_at } });
  const pieces = { p1, p2, inCage, q1, q2, loose };
  return { params, cage, bag, plain, pieces, seals: { cage: `C1-${round}`, bag: `B1-${round}` } };
}

function after(made: ServerForTest, minutes: number): string {
  return new Date(made.server.now().getTime() + minutes * 60_000).toISOString();
}

/** A container of a party by its SSCC, with all that is in it. */
async function contentsOf(client: Client, sscc: string) {
  const [found] = (await client.listContainers({ query: { sscc } })).body.data;
  return found === undefined ? undefined : (await client.getContainer({ params: { id: found.id } })).body;
}

testServer('what came in a sealed cage is in the yard of who received it, and goes on from there', async (made) => {
  const dock = await docksForTest(made);
  const { receiver, giver } = dock;
  const { params, cage, bag, plain, pieces, seals } = await tendered(dock, made, 'a');
  assert.deepEqual((await receiver.listContainers()).body.data, []);
  made.wait(600);
  const scans: SentScan[] = [
    { id: 's1', device_time: after(made, -5), container: cage, seal: seals.cage },
    { id: 's2', device_time: after(made, -4), piece: pieces.q1 },
  ];
  await receiver.recordScans({ params, body: { scans } });

  const came = await contentsOf(receiver, cage);
  assert.deepEqual(
    [came?.status, came?.seal, came?.received_manifest_id, came?.opens_at, came?.kind],
    ['sealed', seals.cage, params.id, `${dock.receiverCode}:HUB-DEL`, 'cage'],
  );
  assert.deepEqual(
    came?.containers.map(({ sscc, status, seal }) => [sscc, status, seal]),
    [[bag, 'sealed', seals.bag]],
  );
  assert.deepEqual(
    came?.pieces.map(({ id, container }) => [id, container]),
    [[pieces.p1, bag], [pieces.p2, bag], [pieces.inCage, cage]].toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  ); // prettier-ignore
  // A piece of the unsealed bag was scanned by itself, so that bag is open and the piece is not in it; the other is expected still.
  const opened = await contentsOf(receiver, plain);
  assert.deepEqual([opened?.status, opened?.pieces], ['open', []]);
  await refusal(giver.getContainer({ params: { id: came?.id ?? '' } }), 'not_found');

  made.wait(600);
  await (await made.keyOf(dock.post)).setGs1Prefix({ body: { company_prefix: '8907777', next_serial: 1 } });
  const own = (await receiver.createContainer({ body: { kind: 'bag', opens_at: `${dock.giverCode}:SC-DEL` } })).body;
  const acts: SentYardAct[] = [
    { id: '1', device_time: after(made, -8), kind: 'open', container: cage },
    { id: '2', device_time: after(made, -7), kind: 'take_container', container: bag, from: cage },
    { id: '3', device_time: after(made, -6), kind: 'open', container: bag },
    { id: '4', device_time: after(made, -5), kind: 'take', piece: pieces.p1, from: bag },
    { id: '5', device_time: after(made, -4), kind: 'put', piece: pieces.p1, into: own.sscc },
    { id: '6', device_time: after(made, -4), kind: 'put', piece: pieces.q1, into: own.sscc },
    { id: '7', device_time: after(made, -3), kind: 'close', container: own.sscc },
    { id: '8', device_time: after(made, -3), kind: 'close', container: bag },
  ];
  const { results } = (await receiver.actOnContainers({ body: { acts } })).body;
  assert.deepEqual(results.flatMap(({ refusals }) => refusals), []); // prettier-ignore

  // Back to the giver: one bag that it knows, and one that it does not.
  const back = {
    receiver_id: dock.ats,
    interchange: 'IX-DEL',
    tender_at: after(made, 0),
    containers: [bag, own.sscc],
  };
  const { id } = (await receiver.createManifest({ body: back })).body;
  await receiver.preAdviseManifest({ params: { id } });
  const held = { id: '9', device_time: after(made, 0), kind: 'open' as const, container: bag };
  const [refused] = (await receiver.actOnContainers({ body: { acts: [held] } })).body.results;
  assert.equal(refused?.refusals[0]?.code, 'on_manifest');
  made.wait(600);
  const scan = { id: 'b1', device_time: after(made, -1), piece: pieces.p2 };
  await giver.recordScans({
    params: { id },
    body: { scans: [scan, { ...scan, id: 'b2', piece: undefined, container: own.sscc, conditions: ['intact'] }] },
  });
  const home = await contentsOf(giver, bag);
  assert.deepEqual([home?.status, home?.pieces, home?.received_manifest_id], ['open', [], id]);
  const repack: SentYardAct[] = [
    { id: 'r1', device_time: after(made, 0), kind: 'put', piece: pieces.p2, into: bag },
    { id: 'r2', device_time: after(made, 0), kind: 'close', container: bag },
  ];
  const done = (await giver.actOnContainers({ body: { acts: repack } })).body.results;
  assert.deepEqual(done.map(({ status }) => status), ['done', 'done']); // prettier-ignore
  await dock.advised({ containers: [bag] });
});

testServer(
  'what a dock did before the scan was told counts when it is, and no more when it is taken back',
  async (made) => {
    const dock = await docksForTest(made);
    const { receiver } = dock;
    const { params, bag, cage, pieces, seals } = await tendered(dock, made, 'b');
    made.wait(1200);
    await (await made.keyOf(dock.post)).setGs1Prefix({ body: { company_prefix: '8907777', next_serial: 1 } });
    const own = (await receiver.createContainer({ body: { kind: 'bag', opens_at: `${dock.giverCode}:SC-DEL` } })).body;
    const acts: SentYardAct[] = [
      { id: '1', device_time: after(made, -8), kind: 'open', container: cage },
      { id: '2', device_time: after(made, -7), kind: 'open', container: bag },
      { id: '3', device_time: after(made, -6), kind: 'take', piece: pieces.p1, from: bag },
      { id: '4', device_time: after(made, -5), kind: 'put', piece: pieces.p1, into: own.sscc },
      { id: '5', device_time: after(made, -4), kind: 'put', piece: pieces.loose, into: own.sscc },
    ];
    const codesOf = async (): Promise<(string | undefined)[]> => {
      const { results } = (await receiver.actOnContainers({ body: { acts } })).body;
      return results.map(({ refusals }) => refusals[0]?.code);
    };
    const none = acts.map(() => undefined);
    assert.ok((await codesOf()).every((code) => code !== undefined));
    assert.deepEqual((await receiver.listContainers()).body.data.map(({ id }) => id), [own.id]); // prettier-ignore
    const scans: SentScan[] = [
      { id: 's1', device_time: after(made, -10), container: cage, seal: seals.cage },
      { id: 's2', device_time: after(made, -9), piece: pieces.loose },
    ];
    await receiver.recordScans({ params, body: { scans } });
    assert.deepEqual(await codesOf(), none);
    const inside = (await contentsOf(receiver, own.sscc))?.pieces.map(({ id }) => id);
    assert.deepEqual(inside, [pieces.loose, pieces.p1].toSorted());
    assert.deepEqual((await contentsOf(receiver, bag))?.pieces.map(({ id }) => id), [pieces.p2]); // prettier-ignore
    const logOf = async (piece: string) => {
      const { store } = made.server;
      return store.asParty({ partyId: dock.post, mode: 'live' }, async (tx) =>
        (await listEvents(tx, [piece])).get(piece),
      );
    };
    assert.equal(foldEvents((await logOf(pieces.p1)) ?? []).container, own.sscc);

    const voids = { id: 'v', device_time: after(made, 0), voids: 's1' };
    await receiver.voidHandoverAct({ params, body: voids });
    assert.equal(await contentsOf(receiver, cage), undefined);
    assert.deepEqual((await contentsOf(receiver, own.sscc))?.pieces.map(({ id }) => id), [pieces.loose]); // prettier-ignore
    assert.equal((await codesOf())[1], 'other_party');
    const told = ((await logOf(pieces.p1)) ?? []).filter(({ party }) => party === dock.receiverCode);
    const kinds = told.map(({ kind }) => kind).toSorted();
    assert.deepEqual(kinds, ['packed', 'received', 'unpacked', 'voided', 'voided', 'voided']);
  },
);

for (const seed of [1, 3]) {
  testServer(
    `scans and what is packed after them leave one yard in whatever order they arrive (seed ${seed})`,
    async (made) => {
      const dock = await docksForTest(made);
      await (await made.keyOf(dock.post)).setGs1Prefix({ body: { company_prefix: '8907777', next_serial: 1 } });
      const random = new Prng(seed);
      const script = wildScript(random);
      const outcomes: unknown[] = [];
      for (let round = 0; round < 4; round++) {
        const world = await tendered(dock, made, `${seed}-${round}`);
        const mine = (
          await dock.receiver.createContainer({ body: { kind: 'bag', opens_at: `${dock.giverCode}:SC-DEL` } })
        ).body;
        const start = made.server.now().getTime();
        made.wait(4 * 3600);
        const bags = [world.cage, world.bag, world.plain, mine.sscc];
        const parcels = Object.values(world.pieces);
        const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();
        const deeds = script.map((make, index) =>
          make({ id: `${seed}-${round}-${index}`, at, bags, parcels, seals: world.seals }),
        );
        const arriving = round === 0 ? deeds : shuffled(random, deeds);
        for (const deed of arriving) {
          if ('scan' in deed) await dock.receiver.recordScans({ params: world.params, body: { scans: [deed.scan] } });
          else await dock.receiver.actOnContainers({ body: { acts: [deed.act] } });
        }
        const acts = deeds.flatMap((deed) => ('act' in deed ? [deed.act] : []));
        const { results } = (await dock.receiver.actOnContainers({ body: { acts } })).body;
        const yard = [];
        for (const sscc of bags) {
          const found = await contentsOf(dock.receiver, sscc);
          const inside = found?.pieces
            .filter(({ container }) => container === sscc)
            .map(({ id }) => parcels.indexOf(id));
          yard.push([found?.status, found?.seal === null, bags.indexOf(found?.container ?? ''), inside?.toSorted()]);
        }
        outcomes.push({ yard, codes: results.map(({ refusals }) => refusals.map(({ code }) => code)) });
      }
      for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    },
  );
}

interface World {
  readonly id: string;
  readonly at: (minute: number) => string;
  readonly bags: readonly string[]; // cage, bag in it, another, one of the receiver's
  readonly parcels: readonly string[];
  readonly seals: { readonly cage: string; readonly bag: string };
}

type Deed = { readonly scan: SentScan } | { readonly act: SentYardAct };

/** What a receiver's dock does within two hours, at one moment each: scans, and whatever it packs. */
function wildScript(random: Prng): ((world: World) => Deed)[] {
  const minutes = shuffled(
    random,
    Array.from({ length: 40 }, (_, minute) => minute * 3),
  );
  return minutes.map((minute) => {
    const [kind, bag, other, piece] = [random.below(10), random.below(4), random.below(4), random.below(6)];
    const isIntact = random.chance(0.6);
    return ({ id, at, bags, parcels }: World): Deed => {
      const about = { id, device_time: at(minute) };
      const [container, into, parcel] = [bags[bag], bags[other], parcels[piece]];
      if (kind === 0 && bag < 3)
        return { scan: { ...about, container, ...(isIntact ? { conditions: ['intact'] } : {}) } };
      if (kind === 1) return { scan: { ...about, piece: parcel } };
      if (kind < 4) return { act: { ...about, kind: 'put', piece: parcel, into: container } };
      if (kind < 6) return { act: { ...about, kind: 'take', piece: parcel, from: container } };
      if (kind === 6) return { act: { ...about, kind: 'put_container', container, into } };
      if (kind === 7) return { act: { ...about, kind: 'close', container } };
      return { act: { ...about, kind: 'open', container } };
    };
  });
}

function shuffled<T>(random: Prng, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

testServer(
  'a container that no manifest names is what its giver made it, and a bag where nobody knows',
  async (made) => {
    const dock = await docksForTest(made);
    const { receiver, giver } = dock;
    const [listed = ''] = await dock.book(1);
    const cage = await dock.bag('cage');
    const foreign = '376123450000010008'; // of a prefix that neither dock has
    const params = { id: await dock.advised({ pieces: [listed] }) };
    await giver.tenderHandover({ params, body: { id: 'tender', device_time: dock.at(60) } });
    made.wait(4200);
    const scans: SentScan[] = [
      { id: 's1', device_time: after(made, -2), container: cage.sscc },
      { id: 's2', device_time: after(made, -1), container: foreign },
    ];
    await receiver.recordScans({ params, body: { scans } });
    const { data } = (await receiver.listContainers()).body;
    const kinds = new Map(data.map(({ sscc, kind }) => [sscc, kind]));
    assert.deepEqual([kinds.size, kinds.get(cage.sscc), kinds.get(foreign)], [2, 'cage', 'bag']);
    await refusal(receiver.getContainer({ params: { id: cage.id } }), 'not_found');
  },
);

testServer(
  'a container that no manifest names is in the yard of who scans it, closed, until the scan is voided',
  async (made) => {
    const dock = await docksForTest(made);
    const { receiver, giver } = dock;
    const [listed = '', unlisted = ''] = await dock.book(2);
    const bag = await dock.bag();
    const packing: SentYardAct[] = [
      { id: 'g1', device_time: after(made, 0), kind: 'put', piece: unlisted, into: bag.sscc },
      { id: 'g2', device_time: after(made, 1), kind: 'close', container: bag.sscc },
    ];
    await giver.actOnContainers({ body: { acts: packing } });
    const params = { id: await dock.advised({ pieces: [listed] }) };
    await giver.tenderHandover({ params, body: { id: 'tender', device_time: dock.at(60) } });
    made.wait(4200);
    const wrong = `${bag.sscc.slice(0, -1)}${(Number(bag.sscc.at(-1)) + 1) % 10}`;
    const scans: SentScan[] = [
      { id: 's1', device_time: after(made, -2), piece: listed },
      { id: 's2', device_time: after(made, -1), container: bag.sscc },
    ];
    const scanned = (await receiver.recordScans({ params, body: { scans } })).body.results;
    assert.deepEqual(scanned[1]?.discrepancies, ['EXCESS']);
    assert.equal(scanned[1]?.outcome, 'accepted');
    const found = await contentsOf(receiver, bag.sscc);
    assert.deepEqual([found?.status, found?.received_manifest_id, found?.pieces.length], ['closed', params.id, 0]);
    const custody = await giver.getShipment({ params: { id: unlisted } });
    assert.notEqual(custody.body.tracked?.custodian, dock.receiverCode, 'a bag that nobody told of brings no custody');
    await receiver
      .recordScans({ params, body: { scans: [{ id: 's9', device_time: after(made, -1), container: wrong }] } })
      .then(
        ({ body }) => assert.equal(body.results[0]?.manifested, false),
        () => undefined, // refused as no SSCC
      );
    assert.equal((await receiver.listContainers()).body.data.length, 1, 'what is no SSCC makes none');

    const open = { kind: 'open', container: bag.sscc } as const;
    const acts: SentYardAct[] = [
      { id: 'r1', device_time: after(made, 0), ...open },
      { id: 'r2', device_time: after(made, 1), kind: 'put', piece: listed, into: bag.sscc },
    ];
    made.wait(120);
    const done = (await receiver.actOnContainers({ body: { acts } })).body.results;
    assert.deepEqual(done.map(({ status }) => status), ['done', 'done']); // prettier-ignore
    await receiver.recordScans({ params, body: { scans } });
    assert.equal((await contentsOf(receiver, bag.sscc))?.pieces.length, 1, 'scans that are sent again change nothing');

    await receiver.voidHandoverAct({ params, body: { id: 'v1', device_time: after(made, 0), voids: 's2' } });
    made.wait(60);
    const late = { id: 'r3', device_time: after(made, 0), kind: 'close', container: bag.sscc } as const;
    const [refused] = (await receiver.actOnContainers({ body: { acts: [late] } })).body.results;
    assert.equal(refused?.refusals[0]?.code, 'other_party');
  },
);
