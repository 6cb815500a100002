import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { RefusedError } from '../../../wire/http/call-route.js';
import { DockStore } from './dock-store.js';
import { listForTest } from '../list-for-test.js';
import { sendQueue, type Rest } from './send-queue.js';
import type { Step } from '../scan/scan-list.js';

/** A server that keeps what it is sent, and can be cut off before or after it has read a request. */
class ServerForTest {
  readonly acts: string[] = [];
  readonly times = new Map<string, string>();
  readonly evidence: string[] = [];
  readonly disputed: string[] = [];
  requests = 0;
  cut: 'none' | 'before' | 'after' = 'none';
  refuse = new Set<string>();
  status = 200;

  readonly client = {
    recordScans: async ({ body }: Sent<{ scans: { id: string; device_time: string }[] }>) => {
      if (body.scans.some(({ id }) => this.refuse.has(`whole ${id}`))) throw refused(422);
      const results = this.request(() =>
        body.scans.map(({ id, device_time }) => {
          if (this.refuse.has(id)) return { id, status: 'refused', refusal: { code: 'conflicting_copy', words: 'no' } };
          return { id, status: this.take(id, device_time) };
        }),
      );
      return { body: { results } };
    },
    tenderHandover: async ({ body }: Sent<Told>) => this.request(() => void this.take(body.id, body.device_time)),
    closeCount: async ({ body }: Sent<Told>) => this.request(() => void this.take(body.id, body.device_time)),
    actOnContainers: async ({ body }: Sent<{ acts: Told[] }>) => {
      const results = this.request(() =>
        body.acts.map(({ id, device_time }) => {
          if (this.refuse.has(id))
            return { id, status: 'refused', refusals: [{ code: 'too_heavy', words: 'too heavy' }] };
          return { id, status: this.take(id, device_time), refusals: [] };
        }),
      );
      return { body: { results, changed: [] } };
    },
    createContainer: async ({ headers }: { headers?: Record<string, string> }) =>
      this.request(() => void this.take(headers?.['idempotency-key'] ?? '', '')),
    preAdviseManifest: async () => this.request(() => undefined),
    createManifest: async ({ headers }: { headers?: Record<string, string> }) =>
      this.request(() => void this.take(headers?.['idempotency-key'] ?? '', '')),
    disputeDiscrepancy: async ({ body }: Sent<Told & { evidence: { kind: string; evidence_id: string }[] }>) =>
      this.request(() => {
        this.take(body.id, body.device_time);
        this.disputed.push(...body.evidence.map(({ kind, evidence_id }) => `${kind} ${evidence_id}`));
      }),
    proposeOutcome: async ({ body }: Sent<Told>) => this.request(() => void this.take(body.id, body.device_time)),
    addEvidence: async ({ headers }: { headers?: Record<string, string> }) => {
      const key = headers?.['idempotency-key'] ?? '';
      this.request(() => this.evidence.includes(key) || this.evidence.push(key));
      return { body: { id: `evd_${key}` } };
    },
  } as unknown as Parameters<typeof sendQueue>[1];

  private request<T>(handle: () => T): T {
    this.requests++;
    if (this.status !== 200) throw refused(this.status);
    if (this.cut === 'before') throw new TypeError('fetch failed');
    const answer = handle();
    if (this.cut === 'after') throw new TypeError('fetch failed');
    return answer;
  }

  private take(id: string, at: string): string {
    if (this.acts.includes(id)) return 'known';
    this.acts.push(id);
    this.times.set(id, at);
    return 'recorded';
  }
}

interface Sent<T> {
  readonly body: T;
}

interface Told {
  readonly id: string;
  readonly device_time: string;
}

function refused(status: number): RefusedError {
  return new RefusedError(status, undefined, new Headers());
}

const scan = (name: string): Step => ({ kind: 'scan', of: 'piece', name });

async function dock(): Promise<{
  store: DockStore;
  server: ServerForTest;
  organisation: string;
  send: () => Promise<Rest>;
  add: (id: string, step: Step, more?: { handoverId?: string; photo?: boolean }) => Promise<void>;
}> {
  const organisation = randomUUID();
  const store = await DockStore.open(organisation);
  await store.putList(listForTest(), 0);
  const server = new ServerForTest();
  let atMs = Date.parse('2026-11-23T11:00:00Z');
  return {
    store,
    server,
    organisation,
    send: () => sendQueue(store, server.client, () => undefined),
    add: async (id, step, { handoverId = 'mnf_1', photo = false } = {}) => {
      const shot = photo ? ({ contentType: 'image/jpeg', content: '/9j/' } as const) : undefined;
      await store.addAct({ id, handoverId, atMs: (atMs += 1000), step, photo: shot });
    },
  };
}

test('what waits is sent in order with its times, and the kept list says what it says', async () => {
  const { store, server, send, add } = await dock();
  await add('1', scan('L1'));
  await add('2', scan('L2'));
  await add('3', { kind: 'scan', of: 'piece', name: 'L3', conditions: ['damaged'] }, { photo: true });
  await add('4', scan('Z1'), { handoverId: 'mnf_2' });
  await add('5', { kind: 'count_closed' });
  assert.equal(await send(), 'empty');
  assert.deepEqual(server.acts, ['1', '2', '3', '4', '5']);
  assert.equal(server.times.get('2'), '2026-11-23T11:00:02.000Z');
  assert.deepEqual(server.evidence, ['3-photo']);
  assert.equal(server.requests, 5); // two scans as one; the photo, and the scan that it belongs to; the others
  assert.deepEqual(await store.listActs(), []);
  assert.equal((await store.getList('mnf_1'))?.pieces.status, 'mmmmaaa');
});

test('a connection that breaks before or after the server has read loses nothing and doubles nothing, across reloads', async () => {
  const { store, server, organisation, add } = await dock();
  for (let number = 0; number < 30; number++)
    await add(`${number}`, scan(`L${number % 3}`), { photo: number % 7 === 0 });
  store.close();
  for (const cut of ['before', 'after', 'before', 'after', 'none'] as const) {
    server.cut = cut;
    const reopened = await DockStore.open(organisation);
    assert.equal(await sendQueue(reopened, server.client, () => undefined), cut === 'none' ? 'empty' : 'unreachable');
    reopened.close();
  }
  assert.deepEqual(
    server.acts,
    Array.from({ length: 30 }, (_, number) => `${number}`),
  );
  assert.equal(new Set(server.evidence).size, server.evidence.length);
});

test('bags, drafts and disputes wait like scans: each once, in order, and what is refused is told', async () => {
  const { store, server, send, add } = await dock();
  const put = (piece: string): Step => ({ kind: 'yard', doing: { kind: 'put', piece, into: 'bag_1' } });
  const bag = { kind: 'bag', opens_at: 'post:HUB-DEL', sscc: '089012340000000014' } as const;
  await add('0', { kind: 'bag', bag }, { handoverId: bag.sscc });
  await add('1', put('L1'), { handoverId: 'bag_1' });
  await add('2', put('L2'), { handoverId: 'bag_1' });
  await add('3', { kind: 'yard', doing: { kind: 'close', container: 'bag_2' } }, { handoverId: 'bag_2' });
  const draft = { receiver_id: 'org_1', interchange: 'IX-DEL', tender_at: '2026-11-23T12:00:00Z' };
  await add('4', { kind: 'draft', draft, key: 'draft-4' }, { handoverId: '' });
  await add('5', { kind: 'dispute', discrepancy: 'SHORT L3' }, { photo: true });
  await add('6', { kind: 'outcome', discrepancy: 'SHORT L4', outcome: 'stands' });
  server.refuse = new Set(['2']);
  for (const cut of ['before', 'after', 'after', 'after', 'after', 'none'] as const) {
    server.cut = cut;
    assert.equal(await send(), cut === 'none' ? 'empty' : 'unreachable');
  }
  assert.deepEqual(server.acts, ['0', '1', '3', 'draft-4', '5', '6']);
  assert.deepEqual(server.disputed, ['photo evd_5-photo']);
  assert.deepEqual(
    (await store.listActs()).map(({ id, refusal }) => [id, refusal]),
    [['2', 'too heavy']],
  );
});

test('what the server refuses stays with the reason, and does not hold up the others', async () => {
  const { store, server, send, add } = await dock();
  for (const id of ['1', '2', '3', '4']) await add(id, scan('L1'));
  server.refuse = new Set(['2', 'whole 3']);
  assert.equal(await send(), 'empty');
  assert.deepEqual(server.acts, ['1', '4']);
  const kept = await store.listActs();
  assert.deepEqual(
    kept.map(({ id, refusal }) => [id, refusal]),
    [
      ['2', 'no'],
      ['3', 'The server answered 422.'],
    ],
  );
  assert.equal(await send(), 'empty'); // refused ones are not sent again
  assert.deepEqual(server.acts, ['1', '4']);
  for (const { seq } of kept) await store.dropAct(seq);
  assert.deepEqual(await store.listActs(), []);
});

test('sending rests where the server is overloaded or whoever works here must sign in', async () => {
  const { store, server, send, add } = await dock();
  await add('1', scan('L1'));
  for (const [status, rest] of [
    [503, 'unreachable'],
    [429, 'unreachable'],
    [401, 'signed_out'],
  ] as const) {
    server.status = status;
    assert.equal(await send(), rest);
  }
  assert.equal((await store.listActs()).length, 1);
});

test('old lists are swept, but for those of which something waits', async () => {
  const { store, add } = await dock();
  await store.putList(listForTest({ id: 'mnf_2' }), 0);
  await add('1', scan('L1'));
  await store.putTold('bag bag_1', { id: 'bag_1' }, 0);
  await store.putTold('bags', [], 29 * 86_400_000);
  await store.sweep(30 * 86_400_000);
  assert.equal(await store.getTold('bag bag_1'), undefined);
  assert.deepEqual(await store.getTold('bags'), []);
  assert.deepEqual(
    (await store.listLists()).map(({ id }) => id),
    ['mnf_1'],
  );
});

test('an SSCC that was taken ahead is given once, until none is left', async () => {
  const { store } = await dock();
  await store.addSsccs(['a', 'b']);
  await store.addSsccs(['c']);
  const given = await Promise.all([1, 2, 3, 4].map(() => store.takeSscc()));
  assert.deepEqual(new Set(given), new Set(['a', 'b', 'c', undefined]));
  assert.equal(await store.countSsccs(), 0);
});
