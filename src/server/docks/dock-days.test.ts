import assert from 'node:assert/strict';
import { gs1Link } from '../../standards/gs1/digital-link.js';
import { refusal, testServer } from '../server-for-test.js';
import { docksForTest } from './dock-for-test.js';

testServer("a dock's day counts what is expected, scanned and missing, as both sides see it", async (made) => {
  const dock = await docksForTest(made);
  const { giver, receiver, at, giverCode, receiverCode } = dock;
  const [there] = (await receiver.listDocks()).body.data;
  const [here] = (await giver.listDocks()).body.data;
  assert.deepEqual(here?.interchanges, [
    {
      id: 'IX-DEL',
      partner_id: dock.post,
      partner_place: there?.place,
      gives: true,
      takes: true,
    },
  ]);
  const params = { place: there?.place ?? '' };
  assert.ok(params.place.startsWith(`${receiverCode}:`) && here.place.startsWith(`${giverCode}:`));
  await refusal(giver.listDockHandovers({ params }), 'not_found');
  await refusal(receiver.listDockHandovers({ params: { place: `${receiverCode}:NOWHERE` } }), 'not_found');
  assert.deepEqual((await receiver.listDockHandovers({ params })).body, {
    day: '2026-11-23',
    data: [],
    next_cursor: null,
  });

  const [inBag = '', loose = '', short = '', ...rest] = await dock.book(6);
  const bag = await dock.bag();
  made.wait(600);
  const act = (id: string, minutes: number) => ({ id, device_time: at(minutes) });
  await giver.actOnContainers({
    body: {
      acts: [
        { ...act('1', 1), kind: 'put', piece: inBag, into: bag.id },
        { ...act('2', 2), kind: 'close', container: bag.id },
        { ...act('3', 3), kind: 'seal', container: bag.id, seal: 'S-1' },
      ],
    },
  });
  const id = await dock.advised({ pieces: [loose, short], containers: [bag.id] });
  made.wait(1);
  const later = await dock.advised({ pieces: rest });
  made.wait(3600);
  await giver.tenderHandover({ params: { id }, body: act('t', 60) });
  const scans = [
    { ...act('a', 61), container: bag.sscc, seal: 'S-1' },
    { ...act('b', 62), piece: loose },
    { ...act('c', 63), piece: short, conditions: ['missing' as const] },
    { ...act('d', 64), piece: 'UNKNOWN-1' },
  ];
  await receiver.recordScans({ params: { id }, body: { scans } });

  const day = (await receiver.listDockHandovers({ params, query: { day: '2026-11-23' } })).body;
  assert.deepEqual(
    day.data.map(({ handover_id, direction, phase, pieces, containers }) => ({
      handover_id,
      direction,
      phase,
      pieces,
      containers,
    })),
    [
      {
        handover_id: id,
        direction: 'arrival',
        phase: 'settled',
        pieces: { total: 3, not_tendered: 0, expected: 0, accepted: 2, refused: 0, missing: 1 },
        containers: { total: 1, accepted: 1 },
      },
      {
        handover_id: later,
        direction: 'arrival',
        phase: 'pre_advised',
        pieces: { total: 3, not_tendered: 3, expected: 0, accepted: 0, refused: 0, missing: 0 },
        containers: { total: 0, accepted: 0 },
      },
    ],
  );
  const departures = (await giver.listDockHandovers({ params: { place: here.place } })).body.data;
  assert.deepEqual(
    departures.map(({ handover_id, direction, pieces }) => [handover_id, direction, pieces]),
    day.data.map(({ handover_id, pieces }) => [handover_id, 'departure', pieces]),
  );
  const first = (await receiver.listDockHandovers({ params, query: { limit: 1 } })).body;
  assert.ok(first.next_cursor !== null);
  const second = (await receiver.listDockHandovers({ params, query: { limit: 1, cursor: first.next_cursor } })).body;
  assert.deepEqual([...first.data, ...second.data], day.data);
  await refusal(receiver.listDockHandovers({ params, query: { cursor: 'no' } }), 'invalid');

  // What was not settled is told again the next day, when it is asked for.
  const next = (unsettled: 'include' | 'leave_out') =>
    receiver.listDockHandovers({ params, query: { day: '2026-11-24', unsettled } });
  assert.deepEqual((await next('leave_out')).body.data, []);
  assert.deepEqual(
    (await next('include')).body.data.map(({ handover_id }) => handover_id),
    [later],
  );

  const list = (await receiver.getScanList({ params: { id } })).body;
  const numbers = new Map(list.pieces.ids.map((piece, index) => [piece, index]));
  const statusOf = (piece: string) => list.pieces.status[numbers.get(piece) ?? -1];
  assert.deepEqual([inBag, loose, short].map(statusOf), ['a', 'a', 'm']);
  assert.equal(list.pieces.inside[numbers.get(inBag) ?? -1], 0);
  assert.deepEqual(list.containers, { ssccs: [bag.sscc], seals: ['S-1'], inside: [-1], status: 'a' });
  assert.deepEqual(list.others, ['UNKNOWN-1']);
  const pdf = Buffer.from((await receiver.getManifestPdf({ params: { id } })).body).toString('latin1');
  assert.match(pdf, /^%PDF-1\.\d/);
});

testServer('what a code names, and what is to be done with it here', async (made) => {
  const dock = await docksForTest(made);
  const { giver, receiver, at } = dock;
  const [here, there] = [
    (await giver.listDocks()).body.data[0]?.place ?? '',
    (await receiver.listDocks()).body.data[0]?.place ?? '',
  ];
  const [packed = '', loose = '', free = ''] = await dock.book(3);
  const number = (await giver.getShipment({ params: { id: loose } })).body.tracking_number;
  const bag = await dock.bag();
  await giver.actOnContainers({
    body: {
      acts: [
        { id: '1', device_time: at(1), kind: 'put', piece: packed, into: bag.id },
        { id: '2', device_time: at(2), kind: 'close', container: bag.id },
      ],
    },
  });
  const todos = async (client: typeof giver, place: string, codes: string[]) =>
    (await client.readDockCodes({ params: { place }, body: { codes } })).body.data;
  const codes = [
    number,
    `IL1:${number}:400001:STD:480:0`,
    packed,
    bag.sscc,
    `(00)${bag.sscc}`,
    gs1Link('00', bag.sscc),
    free,
    'UNKNOWN-1',
    'two;words',
  ];
  const before = await todos(giver, here, codes);
  assert.deepEqual(
    before.map(({ of, todo }) => [of, todo]),
    [
      ['piece', 'none'],
      ['piece', 'none'],
      ['piece', 'none'],
      ['container', 'none'],
      ['container', 'none'],
      ['container', 'none'],
      ['piece', 'none'],
      ['piece', 'unknown'],
      [null, 'unknown'],
    ],
  );
  assert.equal(before[2]?.container, bag.sscc);
  const id = await dock.advised({ pieces: [loose], containers: [bag.id] });
  const told = await todos(receiver, there, [...codes, id]);
  assert.deepEqual(
    told.map(({ todo, handover_id }) => [todo, handover_id]),
    [
      ...codes.slice(0, 6).map(() => ['receive', id]),
      ['unknown', null],
      ['unknown', null],
      ['unknown', null],
      ['receive', id],
    ],
  );
  assert.deepEqual([told[0]?.item, told[2]?.container, told[3]?.place], [loose, bag.sscc, there]);
  assert.ok((await todos(giver, here, codes.slice(0, 6))).every(({ todo }) => todo === 'tender'));

  made.wait(3600);
  await giver.tenderHandover({ params: { id }, body: { id: 't', device_time: at(60) } });
  await receiver.recordScans({ params: { id }, body: { scans: [{ id: 'a', device_time: at(60), piece: number }] } });
  assert.deepEqual(
    (await todos(receiver, there, [number, packed])).map(({ todo }) => todo),
    ['received', 'receive'],
  );
  assert.deepEqual(
    (await todos(giver, here, [number])).map(({ todo }) => todo),
    ['tendered'],
  );
});
