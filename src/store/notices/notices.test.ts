import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Notice } from '../../domain/notice.js';
import { Prng } from '../../base/prng.js';
import { addNotices, findNoticePosition, forgetNotices, listNotices, noticeHorizon } from './notices.js';
import { addCarrier } from '../people/organisations.js';
import type { Store } from '../database/store.js';
import { testOnBoth } from '../database/store-for-test.js';

const now = new Date('2026-11-23T10:00:00Z');
const mode = 'live' as const;

async function carrierFor(store: Store): Promise<string> {
  const code = randomUUID();
  return store.asParty({ partyId: undefined, mode }, (tx) => addCarrier(tx, { code, name: code, now }));
}

function noticeTo(to: readonly string[], subject: string, at = now): Notice {
  return { type: 'shipment.changed', to, mode, subject, at, data: { subject } };
}

/** Everything that a party can read now, after a position. */
async function read(store: Store, partyId: string, { after = 0, limit = 1000 } = {}) {
  const upTo = await noticeHorizon(store);
  const acting = { partyId, mode };
  const { notices } = await store.asParty(acting, (tx) => listNotices(tx, { acting, after, upTo, limit }));
  return { notices, subjects: notices.map(({ subject }) => subject) };
}

testOnBoth(
  'a notice is read by those it is for, in the mode in which it was made, and by nobody else',
  async (_, store) => {
    const [ats, post, other] = [await carrierFor(store), await carrierFor(store), await carrierFor(store)];
    await store.asParty({ partyId: ats, mode }, (tx) =>
      addNotices(tx, [noticeTo([ats, post], 'shp_1'), noticeTo([ats], 'shp_2'), noticeTo([ats, post], 'shp_3')]),
    );
    assert.deepEqual((await read(store, ats)).subjects, ['shp_1', 'shp_2', 'shp_3']);
    const { notices } = await read(store, post);
    assert.deepEqual(
      notices.map(({ subject, type, at, data }) => ({ subject, type, at, data })),
      ['shp_1', 'shp_3'].map((subject) => ({ subject, type: 'shipment.changed', at: now, data: { subject } })),
    );
    assert.deepEqual((await read(store, other)).subjects, []);
    const id = notices[0]?.id ?? '';
    assert.equal((await read(store, ats)).notices[0]?.id, id, 'both are told the same notice');
    const find = (partyId: string, asked: 'live' | 'test' = mode) =>
      store.asParty({ partyId, mode: asked }, (tx) => findNoticePosition(tx, id));
    assert.equal(await find(post), notices[0]?.position);
    assert.equal(await find(other), undefined);
    assert.equal(await find(post, 'test'), undefined);
    const acting = { partyId: post, mode };
    const foreign = { acting: { partyId: ats, mode }, after: 0, upTo: 1e9, limit: 9 };
    assert.deepEqual((await store.asParty(acting, (tx) => listNotices(tx, foreign))).notices, []);
    await assert.rejects(
      store.asParty({ partyId: ats, mode: 'test' }, (tx) => addNotices(tx, [noticeTo([ats], 'shp_4')])),
      /row-level security/,
    );
  },
);

testOnBoth('a notice of a transaction that is undone is never read, and old ones are forgotten', async (_, store) => {
  const ats = await carrierFor(store);
  const undone = store.asParty({ partyId: ats, mode }, async (tx) => {
    await addNotices(tx, [noticeTo([ats], 'undone')]);
    throw new Error('the work failed');
  });
  await assert.rejects(undone, /the work failed/);
  const earlier = new Date(now.getTime() - 86_400_000);
  await store.asParty({ partyId: ats, mode }, (tx) =>
    addNotices(tx, [noticeTo([ats], 'old', earlier), noticeTo([ats], 'new')]),
  );
  assert.deepEqual((await read(store, ats)).subjects, ['old', 'new']);
  await store.asGate((tx) => forgetNotices(tx, now));
  assert.deepEqual((await read(store, ats)).subjects, ['new']);
});

testOnBoth('a notice that is committed late is not missed: later ones wait for it', async (_, store) => {
  if (store.kind === 'embedded') return; // one session: transactions come one after another
  const ats = await carrierFor(store);
  const acting = { partyId: ats, mode };
  let finish = (): void => undefined;
  const finishing = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let written = (): void => undefined;
  const writing = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = store.asParty(acting, async (tx) => {
    await addNotices(tx, [noticeTo([ats], 'slow')]);
    written();
    await finishing;
  });
  await writing;
  await store.asParty(acting, (tx) => addNotices(tx, [noticeTo([ats], 'quick')]));
  assert.deepEqual((await read(store, ats)).subjects, []);
  finish();
  await slow;
  assert.deepEqual((await read(store, ats)).subjects, ['slow', 'quick']);
});

const SEED = 5;
testOnBoth(`a reader that goes on where it stopped reads every notice once (seed ${SEED})`, async (_, store) => {
  const random = new Prng(SEED);
  const ats = await carrierFor(store);
  const acting = { partyId: ats, mode };
  const count = 60;
  let isWriting = true;
  const writers = Array.from({ length: 6 }, async (__, writer) => {
    for (let turn = 0; turn < count / 6; turn++) {
      const pauses = Array.from({ length: 2 }, () => random.below(3));
      await store.asParty(acting, async (tx) => {
        for (const pause of pauses) {
          await addNotices(tx, [noticeTo([ats], `${writer} ${turn} ${pause}`)]);
          for (let wait = 0; wait < pause; wait++) await findNoticePosition(tx, 'none');
        }
      });
    }
  });
  const all = Promise.all(writers).finally(() => {
    isWriting = false;
  });
  const ids: string[] = [];
  let after = 0;
  let again = true;
  while (again) {
    again = isWriting;
    const { notices } = await read(store, ats, { after, limit: 7 });
    ids.push(...notices.map(({ id }) => id));
    again ||= notices.length > 0;
    after = notices.at(-1)?.position ?? after;
  }
  await all;
  assert.equal(ids.length, count * 2);
  assert.equal(new Set(ids).size, count * 2);
});

testOnBoth(
  'a page of notices ends early where they tell of very much, and the next goes on from there',
  async (_, store) => {
    const ats = await carrierFor(store);
    const acting = { partyId: ats, mode };
    const prng = new Prng(7);
    const words = Array.from({ length: 6 }, () =>
      Array.from({ length: 40_000 }, () => prng.below(36).toString(36)).join(''),
    );
    const notices = words.map((text, n) => ({ ...noticeTo([ats], `shp_${n}`), data: { text } }));
    await store.asParty(acting, (tx) => addNotices(tx, notices));
    const upTo = await noticeHorizon(store);
    const seen: string[] = [];
    let [after, pageCount, more] = [0, 0, true];
    while (more) {
      const page = await store.asParty(acting, (tx) => listNotices(tx, { acting, after, upTo, limit: 5 }));
      assert.ok(page.notices.length > 0 && page.notices.length < 5);
      seen.push(...page.notices.map(({ subject }) => subject));
      after = page.notices.at(-1)?.position ?? 0;
      more = page.hasMore;
      pageCount++;
    }
    assert.deepEqual(seen, ['shp_0', 'shp_1', 'shp_2', 'shp_3', 'shp_4', 'shp_5']);
    assert.ok(pageCount >= 3);
  },
);
