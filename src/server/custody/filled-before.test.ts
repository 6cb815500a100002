import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import pg from 'pg';
import { verifyLog } from '../../custody/log/verify-log.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { listCarriages } from '../../store/plans/carriages.js';
import { findState } from '../../store/custody/custody-states.js';
import { EmbeddedThread } from '../../store/embedded/embedded-thread.js';
import { listEvents, listRecords } from '../../store/custody/events.js';
import { fillBefore, type FilledBefore } from '../../store/database/filled-before-for-test.js';
import { findUser, listUsers } from '../../store/people/users.js';
import { openEmbedded, openStore } from '../../store/database/open-store.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import { findShipment } from '../../store/shipments/shipments.js';
import type { Store } from '../../store/database/store.js';
import { databaseForTest, NO_SERVER } from '../../store/database/store-for-test.js';
import { checkDueShipments } from '../exceptions/check-exceptions.js';
import { recordEvents } from './record-events.js';

const SEED = 7;
const NOW = new Date('2026-11-23T10:00:00Z');

test('a filled database of the version before is brought up to date (embedded)', async () => {
  const thread = await EmbeddedThread.open({});
  const filled = await fillBefore(thread, SEED);
  await checkAll(await openEmbedded(thread), filled);
});

test('a filled database of the version before is brought up to date (PostgreSQL)', async (t: TestContext) => {
  const url = await databaseForTest({ empty: true });
  if (url === undefined) {
    t.skip(NO_SERVER);
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const filled = await fillBefore(
    {
      query: (sql, parameters) => client.query<Record<string, unknown>>(sql, [...parameters]),
      script: async (sql) => void (await client.query(sql)),
    },
    SEED,
  );
  await client.end();
  await checkAll(await openStore({ url }), filled);
});

/** Every row is there for whom it was, and logs go on from where there were none. */
async function checkAll(store: Store, { carriers, codes, shoppers, shipments }: FilledBefore): Promise<void> {
  try {
    for (const [index, partyId] of carriers.entries()) {
      await store.asParty({ partyId, mode: 'live' }, async (tx) => {
        const [user] = await listUsers(tx);
        assert.equal((await findUser(tx, user?.id ?? ''))?.login, codes[index]);
        const page = { limit: 200, before: undefined, filter: {} };
        const { rows: seen } = await searchShipments(tx, { partyId, kind: 'carrier', mode: 'live' }, page);
        const expected = shipments.filter((one) => one.ownerId === partyId || one.partnerId === partyId);
        assert.deepEqual(seen.map(({ id }) => id).toSorted(), expected.map(({ id }) => id).toSorted());
        assert.equal(new Set(seen.map(({ tracking_number }) => tracking_number)).size, seen.length);
      });
    }
    for (const one of shipments) {
      const { id, ownerId, partnerId, shipperId, received, cancelled } = one;
      const [owner, partner] = [
        { partyId: ownerId, mode: 'live' as const },
        { partyId: partnerId, mode: 'live' as const },
      ];
      await store.asParty(owner, async (tx) => {
        assert.equal((await findShipment(tx, id))?.status, cancelled ? 'cancelled' : 'booked');
        assert.equal((await findState(tx, id))?.state, cancelled ? 'cancelled' : 'booked');
        const said = {
          id: `ev_accepted_${id}`,
          shipment: id,
          kind: 'accepted' as const,
          party: codes[carriers.indexOf(ownerId)],
        };
        const at = { deviceMs: NOW.getTime(), serverMs: NOW.getTime(), source: 'scan' as const };
        const recording = { acting: owner, now: NOW };
        await recordEvents(tx, recording, [{ ...said, ...at }]);
        await recordEvents(tx, recording, [{ ...said, ...at, id: `ev_arrived_${id}`, kind: 'arrived' }]);
        const records = await listRecords(tx, id);
        const verdict = verifyLog({ shipment: id, records, heads: [], keys: new Map() });
        assert.ok(verdict.whole && verdict.recordCount >= 2);
        const { state } = foldEvents((await listEvents(tx, [id])).get(id) ?? []);
        assert.equal((await findState(tx, id))?.state, state);
      });
      if (partnerId !== undefined) {
        await store.asParty(partner, async (tx) => {
          const [carriage] = await listCarriages(tx, id);
          assert.equal(carriage?.receivedAt !== undefined, received);
          assert.equal((await listRecords(tx, id)).length >= 2, true);
        });
      }
      const stranger = shoppers.find((shop) => shop !== shipperId);
      await store.asParty({ partyId: stranger, mode: 'live' }, async (tx) => {
        assert.equal(await findState(tx, id), undefined);
        assert.deepEqual(await listRecords(tx, id), []);
      });
    }
    assert.equal(await checkDueShipments({ store, now: () => new Date() }), shipments.length);
  } finally {
    await store.close();
  }
}
