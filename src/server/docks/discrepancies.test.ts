import assert from 'node:assert/strict';
import { refusal, testServer } from '../server-for-test.js';
import { docksForTest } from './dock-for-test.js';

testServer(
  'discrepancies are listed across handovers, by what has become of them, to both sides alone',
  async (made) => {
    const dock = await docksForTest(made);
    const { giver, receiver, at } = dock;
    const [one = '', two = '', three = '', four = ''] = await dock.book(4);
    const first = await dock.advised({ pieces: [one, two] });
    const second = await dock.advised({ pieces: [three] });
    const quiet = await dock.advised({ pieces: [four] });
    made.wait(3600);
    for (const id of [first, second, quiet]) {
      await giver.tenderHandover({ params: { id }, body: { id: 't', device_time: at(60) } });
    }
    const scan = (piece: string, conditions: ('damaged' | 'label_unreadable')[] = []) => {
      return { scans: [{ id: 's', device_time: at(61), piece, conditions }] };
    };
    await receiver.recordScans({ params: { id: first }, body: scan(one, ['damaged']) });
    await receiver.closeCount({ params: { id: first }, body: { id: 'c', device_time: at(62) } });
    await receiver.recordScans({ params: { id: second }, body: scan(three, ['label_unreadable']) });
    await receiver.recordScans({ params: { id: quiet }, body: scan(four) });

    const all = (await receiver.listDiscrepancies()).body;
    assert.deepEqual(all.next_cursor, null);
    assert.deepEqual(
      all.data
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map(({ manifest_id, code, item, status, side }) => [manifest_id, code, item, status, side]),
      [
        [first, 'DAMAGED', one, 'open', 'receiver'],
        [second, 'LABEL_UNREADABLE', three, 'open', 'receiver'],
        [first, 'SHORT', two, 'open', 'receiver'],
      ],
    );
    const listed = async (query: Parameters<typeof giver.listDiscrepancies>[0]) =>
      (await giver.listDiscrepancies(query)).body.data.map(({ code }) => code);
    assert.deepEqual(await listed({ query: { code: 'SHORT', counterparty_id: dock.post, side: 'giver' } }), ['SHORT']);
    assert.deepEqual(await listed({ query: { place: `${dock.receiverCode}:HUB-DEL`, item: three } }), [
      'LABEL_UNREADABLE',
    ]);
    assert.deepEqual(await listed({ query: { place: `${dock.receiverCode}:HUB-BOM` } }), []);
    assert.deepEqual(await listed({ query: { side: 'receiver' } }), []);
    assert.deepEqual(await listed({ query: { counterparty_id: dock.ats } }), []);

    const short = all.data.find(({ code }) => code === 'SHORT');
    const evidence = [{ kind: 'statement' as const, ref: 'dock-7' }];
    const dispute = { id: 'd', device_time: at(63), discrepancy: short?.key ?? '', evidence };
    await giver.disputeDiscrepancy({ params: { id: first }, body: dispute });
    assert.deepEqual(await listed({ query: { status: 'disputed' } }), ['SHORT']);
    made.wait(8 * 86_400);
    assert.deepEqual((await listed({ query: { status: 'stands' } })).toSorted(), ['DAMAGED', 'LABEL_UNREADABLE']);
    const shop = await made.keyOf(dock.atsShop);
    assert.deepEqual((await shop.listDiscrepancies()).body.data, []);
    await refusal(giver.listDiscrepancies({ query: { cursor: 'nonsense' } }), 'invalid');
  },
);
