import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { keyHeaders, makeClient, type Client } from '../../wire/http/client.js';
import { TEST_SCOPES } from '../../wire/people/scopes.js';

const WRITERS = 4;
/** Pieces of a round's handover; the kill comes before half of them are scanned. */
const PIECES = 60;
const PARCEL = {
  product: 'standard',
  origin: 'FC-DEL',
  ready_at: '2026-11-23T18:00:00+05:30',
  destination_pin: '400072',
  weight_g: 480,
};

/** A server process that listens. */
export interface StormServer {
  readonly child: ChildProcess;
  readonly address: string;
}

export interface Storm {
  /** Starts one more server process on the same data. */
  readonly start: () => Promise<StormServer>;
  readonly rounds: number;
  readonly servers: number; // at once, which share the requests
  /** False to let all of them live. */
  readonly kill: boolean;
}

/** What was acknowledged in all. */
export interface StormResult {
  readonly bookings: number;
  readonly scans: number;
}

/**
 * Writers book with keys of their own, and scan the pieces of a handover, some of them twice, until the servers are killed with
 * SIGKILL; then they ask again for what was not acknowledged. In the end every key has made one shipment, every scan has
 * counted once, nothing else was received, and the custody log of every piece is whole. Fails otherwise.
 */
export async function killStorm({ start, rounds, servers, kill }: Storm): Promise<StormResult> {
  const startAll = () => Promise.all(Array.from({ length: servers }, start));
  let running = await startAll();
  const keys = { ats: await keyOf(running[0].address, 'ats'), post: await keyOf(running[0].address, 'post') };
  const bookings = new Map<string, string>(); // shipment by key
  const receivedUnder = new Map<string, Set<string>>(); // pieces by handover
  const docks = (): Dock[] => running.map(({ address }) => dockAt(address, keys));
  for (let round = 0; round < rounds; round++) {
    const handover = await tendered(docks()[0].giver);
    const received = new Set<string>();
    receivedUnder.set(handover.id, received);
    const open = new Map<string, (dock: Dock) => Promise<void>>(); // what was not acknowledged
    const waiting = [...handover.pieces];
    let acknowledged = 0;
    const done = (name: string): void => {
      open.delete(name);
      acknowledged++;
    };
    const ask = (name: string, work: (dock: Dock) => Promise<void>): ((dock: Dock) => Promise<void>) => {
      open.set(name, work);
      return work;
    };
    const next = (): ((dock: Dock) => Promise<void>) | undefined => {
      const name = randomUUID();
      if (bookings.size < (round + 1) * PIECES && Math.random() < 0.4) {
        return ask(name, async ({ giver }) => {
          const headers = { 'idempotency-key': name };
          bookings.set(name, (await giver.createShipment({ body: { ...PARCEL, reference: name }, headers })).body.id);
          done(name);
        });
      }
      const pieces = waiting.splice(0, Math.random() < 0.5 ? 1 : 3);
      if (pieces.length === 0) return undefined;
      const scans = pieces.map((piece) => ({
        id: `${name.slice(0, 8)}-${piece}`,
        device_time: new Date().toISOString(),
        piece,
      }));
      return ask(name, async ({ receiver }) => {
        await scan(receiver, handover.id, scans);
        if (Math.random() < 0.2) await scan(receiver, handover.id, scans);
        for (const piece of pieces) received.add(piece);
        done(name);
      });
    };
    const all = docks();
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let work = next(); work !== undefined; work = next()) {
        await work(all[writer % all.length]);
        // The kill comes in the middle of what the other writers are doing.
        if (kill && acknowledged >= 10 + (round % 7)) for (const { child } of running) child.kill('SIGKILL');
      }
    });
    const ended = await Promise.allSettled(writers);
    if (!kill) {
      for (const one of ended) if (one.status === 'rejected') throw one.reason;
      continue;
    }
    assert.ok(ended.every(({ status }) => status === 'rejected'));
    running = await startAll();
    for (const work of open.values()) await work(docks()[0]);
  }
  await checkBookings(docks()[0].giver, bookings);
  for (const [id, pieces] of receivedUnder) await checkScans(docks()[0].receiver, id, pieces);
  for (const { child } of running) child.kill('SIGKILL');
  return { bookings: bookings.size, scans: [...receivedUnder.values()].reduce((sum, { size }) => sum + size, 0) };
}

interface Dock {
  readonly giver: Client;
  readonly receiver: Client;
}

function dockAt(baseUrl: string, { ats, post }: { readonly ats: string; readonly post: string }): Dock {
  const client = (key: string): Client => makeClient({ fetch, baseUrl, headers: keyHeaders(key) });
  return { giver: client(ats), receiver: client(post) };
}

/** Signs in as a carrier's admin, without a password as an example allows, and makes a key. */
async function keyOf(baseUrl: string, party: string): Promise<string> {
  const { body, headers } = await makeClient({ fetch, baseUrl }).signIn({ body: { login: `${party}-admin` } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const admin = makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } });
  const key = { name: 'storm', mode: 'live' as const, scopes: [...TEST_SCOPES] };
  return (await admin.createApiKey({ body: key })).body.secret;
}

/** A handover of new pieces that its giver has tendered. */
async function tendered(giver: Client): Promise<{ id: string; pieces: string[] }> {
  const shipments = Array.from({ length: PIECES }, () => ({ ...PARCEL, reference: 'storm' }));
  const { ids } = (await giver.createShipments({ body: { shipments } })).body;
  const other = (await giver.listOrganisations()).body.data.find(({ code }) => code === 'post');
  const device_time = new Date().toISOString();
  const body = { receiver_id: other?.id ?? '', interchange: 'IX-DEL', tender_at: device_time, pieces: ids };
  const { id } = (await giver.createManifest({ body })).body;
  await giver.preAdviseManifest({ params: { id } });
  await giver.tenderHandover({ params: { id }, body: { id: 'tender', device_time } });
  return { id, pieces: ids };
}

/** Asked again, it is the same scans. */
async function scan(
  receiver: Client,
  id: string,
  scans: { id: string; device_time: string; piece: string }[],
): Promise<void> {
  const { results } = (await receiver.recordScans({ params: { id }, body: { scans } })).body;
  assert.ok(results.every(({ outcome, status }) => outcome === 'accepted' && status !== 'refused'));
}

async function checkBookings(client: Client, bookings: ReadonlyMap<string, string>): Promise<void> {
  const stored = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const query = { limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { data, next_cursor } = (await client.listShipments({ query })).body;
    for (const { id, reference } of data) {
      if (reference === null || reference === 'storm') continue;
      assert.ok(!stored.has(reference), `${reference} was booked twice`);
      stored.set(reference, id);
    }
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(stored, bookings);
}

async function checkScans(client: Client, id: string, pieces: ReadonlySet<string>): Promise<void> {
  const query = { of: 'piece' as const, status: 'accepted' as const, limit: 200 };
  const { data } = (await client.listHandoverItems({ params: { id }, query })).body;
  assert.deepEqual(data.map(({ item }) => item).toSorted(), [...pieces].toSorted());
  for (const piece of pieces) {
    const { records, verdict } = (await client.getCustodyLog({ params: { id: piece } })).body;
    assert.ok(verdict.whole, `the log of ${piece} is not whole`);
    const kinds = records.map(({ body }) => (body as { kind?: string }).kind);
    assert.equal(kinds.filter((kind) => kind === 'received').length, 1, `${piece} was received ${kinds.join(', ')}`);
    assert.equal(kinds.filter((kind) => kind === 'tendered').length, 1);
  }
}
