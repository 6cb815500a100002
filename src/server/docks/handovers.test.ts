import assert from 'node:assert/strict';
import { verifyLog } from '../../custody/log/verify-log.js';
import { listStates } from '../../store/custody/custody-states.js';
import { listRecords } from '../../store/custody/events.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { docksForTest } from './dock-for-test.js';

testServer('a handover goes from draft to settled, with every kind of discrepancy told and disputed', async (made) => {
  const dock = await docksForTest(made);
  const { giver, receiver, at } = dock;
  const pieces = await dock.book(8);
  const [whole1, whole2, loose, short, refused, heavy, inBag, silent] = pieces as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [sealed, plain] = [await dock.bag(), await dock.bag()];
  const put = (id: string, piece: string, into: string) => ({
    id,
    device_time: at(0),
    kind: 'put' as const,
    piece,
    into,
  });
  await giver.actOnContainers({
    body: {
      acts: [
        put('1', whole1, sealed.sscc),
        put('2', whole2, sealed.sscc),
        put('3', inBag, plain.sscc),
        { id: '4', device_time: at(1), kind: 'close', container: sealed.sscc },
        { id: '5', device_time: at(2), kind: 'seal', container: sealed.sscc, seal: 'S-77' },
        { id: '6', device_time: at(1), kind: 'close', container: plain.sscc },
      ],
    },
  });
  const body = {
    receiver_id: dock.post,
    interchange: 'IX-DEL',
    tender_at: at(60),
    departure: 'TRUCK-1',
    pieces: [loose, short, refused, heavy, silent],
    containers: [sealed.sscc, plain.sscc],
    planned: [loose, short, refused, heavy, whole1, whole2, inBag],
  };
  await refusal(giver.createManifest({ body: { ...body, interchange: 'IX-BOM' } }), 'invalid');
  await refusal(receiver.createManifest({ body: { ...body, receiver_id: dock.ats } }), 'invalid');
  const draft = (await giver.createManifest({ body })).body;
  assert.deepEqual([draft.phase, draft.piece_count, draft.container_count], ['draft', 8, 2]);
  assert.deepEqual(draft.difference, { missing: [], unplanned: [silent] });
  const params = { id: draft.id };
  await refusal(receiver.getManifest({ params }), 'not_found');
  await refusal(receiver.getShipment({ params: { id: loose } }), 'not_found');
  await refusal(giver.tenderHandover({ params, body: { id: 't', device_time: at(60) } }), 'conflict');
  assert.equal((await giver.preAdviseManifest({ params })).body.phase, 'pre_advised');
  await refusal(giver.withdrawManifest({ params }), 'conflict');
  assert.equal((await receiver.getManifest({ params })).body.difference, null);
  assert.equal((await receiver.getShipment({ params: { id: loose } })).body.received_at, null);

  made.wait(3600);
  const tender = { id: 't', device_time: at(60) };
  assert.equal((await giver.tenderHandover({ params, body: tender })).body.phase, 'tendered');
  assert.equal((await giver.tenderHandover({ params, body: tender })).body.pieces.expected, 8);
  await refusal(giver.tenderHandover({ params, body: { ...tender, pieces: [loose] } }), 'conflict');
  await refusal(receiver.tenderHandover({ params, body: tender }), 'conflict');
  await refusal(
    giver.recordScans({ params, body: { scans: [{ id: 'x', device_time: at(61), piece: loose }] } }),
    'conflict',
  );

  made.wait(600);
  const number = (await giver.getShipment({ params: { id: loose } })).body.tracking_number;
  const scans = [
    { id: 'a', device_time: at(61), container: sealed.sscc, seal: 'S-77' },
    { id: 'b', device_time: at(62), piece: number, conditions: ['damaged' as const] },
    { id: 'c', device_time: at(63), piece: refused, conditions: ['not_acceptable' as const] },
    { id: 'd', device_time: at(64), piece: heavy, weight_g: 900 },
    { id: 'e', device_time: at(65), piece: 'UNKNOWN-1' },
    { id: 'f', device_time: at(66), container: plain.sscc, conditions: ['seal_broken' as const] },
  ];
  const { results } = (await receiver.recordScans({ params, body: { scans } })).body;
  assert.deepEqual(
    results.map(({ outcome, manifested, discrepancies }) => [outcome, manifested, ...discrepancies]),
    [
      ['accepted', true],
      ['accepted', true, 'DAMAGED'],
      ['refused', true, 'NOT_ACCEPTABLE'],
      ['accepted', true, 'WEIGHT_DIFF'],
      ['accepted', false, 'EXCESS'],
      ['accepted', true, 'SEAL_BROKEN'],
    ],
  );
  const again = await receiver.recordScans({ params, body: { scans: [scans[1], { ...scans[2], weight_g: 5 }] } });
  assert.deepEqual(
    again.body.results.map(({ status }) => status),
    ['known', 'refused'],
  );
  assert.ok((await receiver.getShipment({ params: { id: loose } })).body.received_at !== null);
  assert.ok((await receiver.getShipment({ params: { id: whole2 } })).body.received_at !== null);
  assert.equal((await receiver.getShipment({ params: { id: refused } })).body.received_at, null);

  const missing = { id: 'g', device_time: at(67), piece: short, conditions: ['missing' as const] };
  await receiver.recordScans({ params, body: { scans: [missing] } });
  const states = await statesOf(made, dock.ats, pieces);
  assert.deepEqual(
    pieces.map((id) => [states.get(id)?.state, states.get(id)?.custodian === dock.receiverCode]),
    [
      ['received', true], ['received', true], ['received', true], ['tendered', false], ['at_facility', false],
      ['received', true], ['tendered', false], ['tendered', false],
    ],
  ); // prettier-ignore
  assert.equal((await giver.listManifests()).body.data[0]?.phase, 'receiving');

  const key = `DAMAGED piece ${loose}`;
  const jpeg = Buffer.from('\xff\xd8\xff\xe0', 'latin1').toString('base64');
  const photo = { content_type: 'image/jpeg' as const, content: jpeg };
  await refusal(giver.addEvidence({ params, body: { ...photo, content_type: 'application/pdf' } }), 'invalid');
  const file = (await giver.addEvidence({ params, body: photo })).body;
  assert.deepEqual((await receiver.addEvidence({ params, body: photo })).body, file);
  assert.equal((await receiver.getEvidence({ params: { id: file.id } })).body.content, jpeg);
  const evidence = [{ kind: 'photo' as const, evidence_id: file.id }];
  const dispute = { id: 'y', device_time: at(70), discrepancy: key, evidence };
  const nothing = [{ kind: 'photo' as const, evidence_id: file.id.replace(/.{5}$/, '00000') }];
  await refusal(giver.disputeDiscrepancy({ params, body: { ...dispute, evidence: nothing } }), 'invalid');
  await refusal(receiver.disputeDiscrepancy({ params, body: dispute }), 'conflict');
  await refusal(
    giver.disputeDiscrepancy({ params, body: { ...dispute, discrepancy: 'SHORT piece none' } }),
    'conflict',
  );
  const disputed = (await giver.disputeDiscrepancy({ params, body: dispute })).body;
  assert.equal(disputed.discrepancies.find((one) => one.key === key)?.status, 'disputed');
  const outcome = { device_time: at(71), discrepancy: key, outcome: 'split' as const };
  await receiver.proposeOutcome({ params, body: { ...outcome, id: 'p' } });
  const settled = (await giver.proposeOutcome({ params, body: { ...outcome, id: 'p' } })).body;
  assert.equal(settled.discrepancies.find((one) => one.key === key)?.status, 'split');

  // What is not told in time is accepted by silence, told at once by reading, and by the job in the logs.
  made.wait(37 * 3600);
  const quiet = (await giver.getHandover({ params })).body;
  assert.deepEqual([quiet.phase, quiet.pieces.accepted, quiet.pieces.missing], ['settled', 6, 1]);
  assert.equal((await statesOf(made, dock.ats, [silent])).get(silent)?.state, 'tendered');
  await made.runJobs();
  const after = (await statesOf(made, dock.ats, [silent])).get(silent);
  assert.deepEqual([after?.state, after?.custodian], ['received', dock.receiverCode]);
  const bySilence = await receiver.listHandoverItems({
    params,
    query: { of: 'piece', status: 'accepted', limit: 200 },
  });
  assert.equal(bySilence.body.data.find(({ item }) => item === silent)?.accepted_by, 'silence');
  assert.equal(
    (await receiver.listManifests({ query: { phase: 'settled', role: 'receiver' } })).body.data[0]?.id,
    draft.id,
  );
  for (const id of pieces) {
    const records = await made.server.store.asParty({ partyId: dock.post, mode: 'live' }, (tx) => listRecords(tx, id));
    assert.ok(verifyLog({ shipment: id, records, heads: [], keys: new Map() }).whole);
  }
  // What came back can be tendered again; what was received cannot.
  await refusal(dock.advised({ pieces: [loose] }), 'invalid');
  await dock.advised({ pieces: [short, refused] });
});

testServer('what a scanner reads that is not manifested tells nobody more than what it read', async (made) => {
  const dock = await docksForTest(made);
  const { receiver, giver, at } = dock;
  const [known = '', other = '', hidden = ''] = await dock.book(3);
  const params = { id: await dock.advised({ pieces: [known] }) };
  const elsewhere = await dock.advised({ pieces: [other] });
  const number = (await giver.getShipment({ params: { id: hidden } })).body.tracking_number;
  made.wait(7200);
  const scans = [other, hidden, number].map((piece, index) => ({ id: `s${index}`, device_time: at(90), piece }));
  const { results } = (await receiver.recordScans({ params, body: { scans } })).body;
  assert.deepEqual(
    results.map(({ item, manifested, outcome, discrepancies }) => [item, manifested, outcome, ...discrepancies]),
    [
      [other, false, 'accepted', 'MISROUTED'],
      [hidden, false, 'accepted', 'EXCESS'],
      [number, false, 'accepted', 'EXCESS'],
    ],
  );
  const { discrepancies } = (await receiver.getHandover({ params })).body;
  const told = discrepancies.find(({ item }) => item === other)?.words ?? '';
  assert.match(told, new RegExp(elsewhere));
  assert.equal(JSON.stringify(discrepancies).includes(hidden === number ? 'never' : `${hidden}"}`), false);
  await refusal(receiver.getShipment({ params: { id: hidden } }), 'not_found');
  const states = await statesOf(made, dock.ats, [other, hidden]);
  assert.deepEqual([states.get(other)?.custodian, states.get(hidden)?.custodian], [dock.receiverCode, '@sender']);
});

async function statesOf({ server }: ServerForTest, partyId: string, ids: readonly string[]) {
  return server.store.asParty({ partyId, mode: 'live' }, (tx) => listStates(tx, ids));
}
