import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { addAgreementAct, listAgreementActs } from './agreements/agreement-acts.js';
import { addAgreementVersion, listAgreementVersions, offerAgreementVersion } from './agreements/agreements.js';
import { addApiKey, findKeyHolder, listApiKeys, revokeApiKey } from './people/api-keys.js';
import { addCarriage, listCarriages, receiveCarriage } from './plans/carriages.js';
import { forgetKeys, keepAnswer, takeKey } from './database/idempotency.js';
import { newId } from './database/ids.js';
import { addCarrier, addShipper, listOrganisations } from './people/organisations.js';
import { addShipments, cancelShipment, findShipment, type Booking, type NewShipment } from './shipments/shipments.js';
import { searchShipments } from './shipments/shipment-search.js';
import { addSession, findSignedIn } from './people/sessions.js';
import type { Store } from './database/store.js';
import { testOnBoth } from './database/store-for-test.js';
import { changeUser, findSigningIn, listUsers } from './people/users.js';

const now = new Date('2026-11-23T10:00:00Z');
const live = 'live' as const;
const firstPage = { limit: 100, before: undefined, filter: {} };

/** Two carriers, and a shipper who is a customer of the first. */
async function threeParties(store: Store): Promise<{ ats: string; post: string; shop: string; login: string }> {
  const unique = randomUUID().slice(0, 8);
  const carrier = (code: string) =>
    store.asParty({ partyId: undefined, mode: live }, (tx) =>
      addCarrier(tx, { code: `${code}-${unique}`, name: code, now }),
    );
  const [ats, post] = [await carrier('ats'), await carrier('post')];
  const login = `shop-${unique}`;
  const firstUser = { login, name: 'Shop', roles: ['admin'], passwordHash: 'hash' };
  const shop = await store.asParty({ partyId: ats, mode: live }, (tx) =>
    addShipper(tx, { carrierId: ats, name: 'Shop', firstUser, now }),
  );
  return { ats, post, shop: shop.id, login };
}

function parcel(shipperId?: string): NewShipment {
  return {
    id: newId('shipment', now.getTime()),
    trackingNumber: randomUUID(),
    shipperId,
    reference: 'order 1',
    product: 'standard',
    origin: '110001',
    destinationPin: '400001',
    readyAt: '2026-11-23T18:00:00+05:30',
    promisedBy: undefined,
    promisedUnder: undefined,
    weightG: 500,
    volumeMl: 2500,
    longestSideCm: undefined,
    goods: ['fragile'],
    codMinor: 79_900,
    valueMinor: 79_900,
    itemDescription: 'a lamp',
    recipientName: 'A. Person',
    recipientPhone: '+910000000000',
    recipientAddress: '1 Example Road',
    recipientDigipin: undefined,
  };
}

testOnBoth('without a party nothing is seen, of any table', async (_, store) => {
  await threeParties(store);
  const names = ['organisations', 'users', 'api_keys', 'agreement_versions', 'agreement_acts', 'party_keys', 'audit_log', 'carriages',
    'idempotency_keys', 'shipments', 'carried_shipments', 'notices', 'webhook_endpoints', 'webhook_secrets',
    'webhook_deliveries', 'webhook_attempts', 'plans', 'plan_parts', 'plan_routes', 'plan_files', 'assignments',
    'planned_tenders', 'departure_changes', 'request_log'] as const; // prettier-ignore
  await store.asParty({ partyId: undefined, mode: live }, async (tx) => {
    for (const name of names) {
      const { rows } = await sql`select count(*) as count from ${sql.table(name)}`.execute(tx);
      assert.deepEqual(rows, [{ count: 0 }], name);
    }
  });
});

testOnBoth('every table of the store has row-level security that holds for its owner too', async (_, store) => {
  const { rows } = await store.asGate((tx) =>
    sql<{ relname: string }>`select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = 'public' and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`.execute(tx),
  );
  assert.deepEqual(rows, [{ relname: 'migrations' }]);
  const { rows: bypassing } = await store.asGate((tx) =>
    sql`select rolname from pg_roles where rolname like 'interline%' and (rolbypassrls or rolsuper)`.execute(tx),
  );
  assert.deepEqual(bypassing, []);
});

testOnBoth(
  'a shipment is seen by its carrier and shipper, and by a partner as far as the agreement grants',
  async (_, store) => {
    const { ats, post, shop } = await threeParties(store);
    const as = <T>(partyId: string, body: Parameters<typeof store.asParty<T>>[1]) =>
      store.asParty({ partyId, mode: live }, body);
    const shipment = parcel(shop);
    await as(shop, (tx) => addShipments(tx, { ownerId: ats, mode: live, createdBy: 'usr_1', now }, [shipment]));
    const find = (partyId: string) => as(partyId, (tx) => findShipment(tx, shipment.id));
    assert.equal((await find(shop))?.reference, 'order 1');
    assert.equal((await find(ats))?.recipient_name, 'A. Person');
    assert.equal(await find(post), undefined);
    assert.equal(await store.asParty({ partyId: ats, mode: 'test' }, (tx) => findShipment(tx, shipment.id)), undefined);

    const partyIds = [ats, post].toSorted();
    const versionId = await as(ats, (tx) =>
      addAgreementVersion(
        tx,
        {
        agreement: 'both', version: 1, partyIds, effectiveFrom: '2026-01-01', effectiveUntil: '2027-12-31', textHash: 'x',
        proposedBy: ats, shared: [], afterCustody: ['recipient_name', 'recipient_phone'], never: ['recipient_phone'],
        text: 'agreement: both', terms: '{}', termsHash: 'y',
      }, // prettier-ignore
        now,
      ),
    );
    const act = {
      id: newId('agreementAct', now.getTime()), versionId, partyId: ats, kind: 'drafted' as const, answersId: undefined,
      signature: undefined, lastDay: undefined, actor: 'usr_1', actedOn: '2026-11-23', actedAt: now,
    }; // prettier-ignore
    await as(ats, (tx) => addAgreementAct(tx, act));
    await assert.rejects(
      as(post, (tx) => addAgreementAct(tx, { ...act, id: newId('agreementAct', now.getTime()), partyId: post })),
      /row-level security/,
    );
    const versionsSeen = async (partyId: string): Promise<number> =>
      (await as(partyId, (tx) => listAgreementVersions(tx, firstPage))).length;
    assert.deepEqual([await versionsSeen(ats), await versionsSeen(post)], [1, 0]);
    await as(ats, (tx) => offerAgreementVersion(tx, versionId, now));
    assert.deepEqual([await versionsSeen(post), await versionsSeen(shop)], [1, 0]);
    assert.deepEqual((await as(ats, (tx) => listAgreementActs(tx, [versionId])))[0], act);
    assert.deepEqual(await as(post, (tx) => listAgreementActs(tx, [versionId])), []);
    for (const statement of ['update agreement_acts set actor = $$x$$', 'delete from agreement_acts']) {
      await assert.rejects(
        as(ats, (tx) => sql.raw(statement).execute(tx)),
        /permission denied/,
      );
    }

    const carriage = {
      partnerId: post,
      shipmentId: shipment.id,
      ownerId: ats,
      mode: live,
      agreementVersionId: versionId,
    };
    await assert.rejects(
      as(post, (tx) => addCarriage(tx, { ...carriage, assignedAt: now })),
      /row-level security/,
    );
    await as(ats, (tx) => addCarriage(tx, { ...carriage, assignedAt: now }));
    const before = await find(post);
    assert.equal(before?.standing, 'carried');
    assert.equal(before.recipient_name, null);
    assert.equal(await as(ats, (tx) => receiveCarriage(tx, shipment.id, now)), false);
    assert.equal(await as(post, (tx) => receiveCarriage(tx, shipment.id, now)), true);
    const received = await find(post);
    assert.equal(received?.recipient_name, 'A. Person');
    const hidden = [received.recipient_phone, received.recipient_address, received.reference, received.shipper_id,
    received.item_description, received.value_minor]; // prettier-ignore
    assert.deepEqual(hidden, [null, null, null, null, null, null]);
    assert.equal(received.cod_minor, 79_900);
    assert.deepEqual(await as(post, (tx) => tx.selectFrom('shipments').select('recipient_phone').execute()), []);

    assert.equal(
      (await as(post, (tx) => searchShipments(tx, { partyId: post, kind: 'carrier', mode: 'live' }, firstPage))).rows
        .length,
      1,
    );
    const byReference = { ...firstPage, filter: { reference: 'order 1' } };
    assert.equal(
      (await as(post, (tx) => searchShipments(tx, { partyId: post, kind: 'carrier', mode: 'live' }, byReference))).rows
        .length,
      0,
    );
    assert.equal(
      (await as(shop, (tx) => searchShipments(tx, { partyId: shop, kind: 'shipper', mode: 'live' }, byReference))).rows
        .length,
      1,
    );
    assert.equal((await as(post, (tx) => listCarriages(tx, shipment.id))).length, 1);
    assert.equal(await as(post, (tx) => cancelShipment(tx, shipment.id, now)), false);
    assert.equal(await as(shop, (tx) => cancelShipment(tx, shipment.id, now)), true);
    assert.equal(await as(ats, (tx) => cancelShipment(tx, shipment.id, now)), false);
  },
);

testOnBoth('a party cannot book for others', async (_, store) => {
  const { ats, post, shop } = await threeParties(store);
  const booking: Booking = { ownerId: ats, mode: live, createdBy: 'usr_1', now };
  const denied = /row-level security|permission denied/;
  const book = (partyId: string, change: Partial<Booking>, shipperId?: string) =>
    store.asParty({ partyId, mode: live }, (tx) => addShipments(tx, { ...booking, ...change }, [parcel(shipperId)]));
  await assert.rejects(book(post, {}), denied);
  await assert.rejects(book(shop, {}), denied);
  await assert.rejects(book(shop, { ownerId: post }, shop), denied);
  await assert.rejects(book(post, { ownerId: post }, shop), denied);
  await assert.rejects(book(ats, { mode: 'test' }), denied);
});

testOnBoth('keys, users and sessions belong to their party, and the gate finds them', async (_, store) => {
  const { ats, shop, login } = await threeParties(store);
  const as = <T>(partyId: string, body: Parameters<typeof store.asParty<T>>[1]) =>
    store.asParty({ partyId, mode: live }, body);
  const secretHash = randomUUID();
  const newKey = {
    name: 'dock',
    mode: live,
    hint: 'il_live_ab',
    secretHash,
    scopes: ['shipments:read'],
    createdBy: 'usr_1',
  };
  const key = await as(ats, (tx) => addApiKey(tx, ats, newKey, now));
  assert.equal((await as(shop, (tx) => listApiKeys(tx))).length, 0);
  assert.equal((await findKeyHolder(store, secretHash, now))?.organisationId, ats);
  assert.deepEqual((await as(ats, (tx) => listApiKeys(tx)))[0]?.lastUsedAt, now);
  assert.equal(await as(shop, (tx) => revokeApiKey(tx, key.id, now)), false);
  assert.equal(await as(ats, (tx) => revokeApiKey(tx, key.id, now)), true);
  assert.equal(await findKeyHolder(store, secretHash, now), undefined);

  const user = (await as(shop, (tx) => listUsers(tx)))[0];
  assert.equal(user?.login, login);
  assert.equal((await as(ats, (tx) => listUsers(tx))).length, 0);
  assert.equal((await store.asGate((tx) => findSigningIn(tx, login)))?.user.id, user.id);
  const session = { secretHash: randomUUID(), userId: user.id, now, expiresAt: new Date(now.getTime() + 1000) };
  await store.asGate((tx) => addSession(tx, session));
  assert.equal((await findSignedIn(store, session.secretHash, now))?.organisationId, shop);
  assert.equal(await findSignedIn(store, session.secretHash, session.expiresAt), undefined);
  await as(shop, (tx) => changeUser(tx, user.id, { disabledAt: now }));
  assert.equal(await findSignedIn(store, session.secretHash, now), undefined);
  const seen = await as(shop, (tx) => listOrganisations(tx));
  assert.ok(seen.some(({ id }) => id === ats) && seen.filter(({ kind }) => kind === 'shipper').length === 1);
});

testOnBoth('a key is taken by one of several requests at once, and the others get its answer', async (_, store) => {
  const { ats, post } = await threeParties(store);
  const request = { key: 'one', hash: 'a' };
  const acting = { partyId: ats, mode: live };
  let doneCount = 0;
  const attempt = (hash = 'a') =>
    store.asParty(acting, async (tx) => {
      const repetition = await takeKey(tx, acting, { ...request, hash }, now);
      if (repetition.kind === 'first') {
        doneCount++;
        await keepAnswer(tx, request.key, { status: 201, answer: '{}' });
      }
      return repetition.kind;
    });
  const failing = store.asParty(acting, async (tx) => {
    await takeKey(tx, acting, request, now);
    throw new Error('the work failed');
  });
  await assert.rejects(failing, /the work failed/);
  const kinds = await Promise.all([attempt(), attempt(), attempt(), attempt()]);
  assert.deepEqual(kinds.toSorted(), ['first', 'repeated', 'repeated', 'repeated']);
  assert.equal(doneCount, 1);
  assert.equal(await attempt('b'), 'other_request');
  const other = { partyId: post, mode: live };
  assert.equal((await store.asParty(other, (tx) => takeKey(tx, other, request, now))).kind, 'first');
  await store.asGate((tx) => forgetKeys(tx, new Date(now.getTime() + 1)));
  assert.equal(await attempt('b'), 'first');
});
