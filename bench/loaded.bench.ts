import { rmSync } from 'node:fs';
import { verifyLog } from '#interline/custody/log/verify-log.js';
import type { CustodyRecord } from '#interline/domain/custody-record.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import { checkDueShipments } from '#interline/server/exceptions/check-exceptions.js';
import { parcelUri } from '#interline/standards/epcis/custody-event.js';
import { openStore } from '#interline/store/database/open-store.js';
import { startPostgresForTest } from '#interline/store/database/postgres-for-test.js';
import type { Client } from '#interline/wire/http/client.js';
import { SCOPES } from '#interline/wire/people/scopes.js';
import { makeTrackingNumber } from '#interline/standards/tracking/tracking-number.js';
import type { Bench, BenchContext } from './bench.js';
import { fillDatabase, type FillFrom } from './loaded-database.js';
import { adminOf, keyOf, startServer, stopServer, timesOf } from './served-interline.js';

/** Shipments that are filled in, with ten events each on average; `INTERLINE_BENCH_SHIPMENTS=1000000` for the whole. */
const SHIPMENTS = Number(process.env['INTERLINE_BENCH_SHIPMENTS'] ?? 20_000);
const REQUESTS = 300;
const WARM_UPS = 20;
/** Tracking pages: one address may look at 30 a minute, and 20 are looked at before. */
const LOOKS = 10;
const GOAL_MS = 50;
const PARCEL = {
  product: 'standard', origin: 'FC-DEL', ready_at: '2026-11-23T18:00:00+05:30', destination_pin: '400001', weight_g: 480, accept_unpromised: true,
}; // prettier-ignore

export const bench: Bench = {
  name: 'loaded',
  about: `pages of a database with ${SHIPMENTS.toLocaleString('en')} shipments and ten events each, asked over HTTP by two clients`,
  async run(context) {
    const postgres = await startPostgresForTest();
    if (postgres === undefined) {
      context.skip('npm has no PostgreSQL binaries for this machine');
      return;
    }
    const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
    try {
      await measureLoaded(context, dir, postgres.url);
    } finally {
      await postgres.stop();
      remove();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

async function measureLoaded(context: BenchContext, dir: string, url: string): Promise<void> {
  const from = await makeTemplate(dir, url);
  const startMs = performance.now();
  const events = await fillDatabase(url, from, SHIPMENTS);
  context.figure('filled with events', events, { unit: 'events' });
  context.figure('filled in', Math.round((performance.now() - startMs) / 1000), { unit: 's' });
  await measureExceptions(context, url);
  const { child, address } = await startServer({ command: ['serve', dir], url });
  try {
    await measurePages(context, address);
  } finally {
    await stopServer(child);
  }
}

async function makeTemplate(dir: string, url: string): Promise<FillFrom> {
  const { child, address } = await startServer({ command: ['serve', dir], url });
  try {
    return await templateOf(address);
  } finally {
    await stopServer(child);
  }
}

/** A shipment that went through the interface, whose rows the others are copies of. */
async function templateOf(baseUrl: string): Promise<FillFrom> {
  const [ats, post] = [await adminOf(baseUrl, 'ats-admin'), await adminOf(baseUrl, 'post-admin')];
  const organisationOf = async (client: Client): Promise<string> => (await client.getSession()).body.organisation.id;
  const parties = { ats: await organisationOf(ats), post: await organisationOf(post) };
  const shop = (await ats.createShipper({ body: { name: 'Shop', admin_login: 'shop-admin' } })).body;
  const { id } = (await ats.createShipment({ body: PARCEL })).body;
  await ats.assignCarriage({ params: { id }, body: { partner_id: parties.post } });
  await post.receiveShipment({ params: { id } });
  return { shipmentId: id, parties: { ...parties, shop: shop.organisation.id } };
}

/** The job looks at the twentieth of all shipments on their way whose time has come. */
async function measureExceptions(context: BenchContext, url: string): Promise<void> {
  const store = await openStore({ url });
  try {
    const startMs = performance.now();
    const count = await checkDueShipments({ store, now: () => new Date() });
    const seconds = (performance.now() - startMs) / 1000;
    context.figure('exceptions: looked at', Math.round(count / seconds), { unit: 'shipments/s' });
    const again = performance.now();
    await checkDueShipments({ store, now: () => new Date() });
    context.figure('exceptions: nothing to look at', performance.now() - again, { unit: 'ms', atMost: GOAL_MS });
  } finally {
    await store.close();
  }
}

async function measurePages(context: BenchContext, address: string): Promise<void> {
  const [ats, post, shop] = [
    await keyOf(address, 'ats-admin', SCOPES),
    await keyOf(address, 'post-admin', SCOPES),
    await keyOf(address, 'shop-admin', SCOPES),
  ];
  const idOf = (n: number): string => `shp_0${n.toString(16).padStart(25, '0')}`;
  const some = (n: number): number => (n * 7919) % SHIPMENTS;
  const carried = (n: number): { id: string } => ({ id: idOf(2 * Math.floor(some(n) / 2)) });
  const measure = async (label: string, ask: (n: number) => Promise<unknown>, count = REQUESTS): Promise<void> => {
    const { medianMs, p99Ms } = await timesOf(ask, { requests: count, clients: 2, warmUps: WARM_UPS });
    context.figure(`${label}, median`, medianMs, { unit: 'ms' });
    context.figure(`${label}, p99`, p99Ms, { unit: 'ms', atMost: GOAL_MS });
  };
  await measure('a shipment', (n) => ats.getShipment({ params: { id: idOf(some(n)) } }));
  await measure('a shipment, as partner', (n) => post.getShipment({ params: carried(n) }));
  const numberOf = (n: number): string =>
    makeTrackingNumber({ code: 'ats', s10: undefined }, String(n).padStart(12, '0'));
  const track = async (n: number): Promise<void> => {
    const number = numberOf(some(n));
    const page = await (await fetch(`${address}/track/${number}`)).text();
    context.check(page.includes(`: ${number}`), 'a tracking page is of another parcel');
  };
  await measure('its tracking page (the slowest as p99)', track, LOOKS);
  await measure('its timeline', (n) => ats.listShipmentEvents({ params: { id: idOf(some(n)) } }));
  await measure('its timeline, as partner', (n) => post.listShipmentEvents({ params: carried(n) }));
  await measure('its custody log, verified', async (n) => {
    const { body } = await ats.getCustodyLog({ params: { id: idOf(some(n)) } });
    context.check(body.verdict.whole, 'a log is not whole');
  });
  const cursorOf = (n: number): string => Buffer.from(idOf(some(n))).toString('base64url');
  for (const [who, client] of [
    ['', ats],
    [', as partner', post],
    [', as shipper', shop],
  ] as const) {
    await measure(`shipments, first page${who}`, () => client.listShipments());
    await measure(`shipments, any page${who}`, (n) =>
      client.listShipments({ query: { cursor: cursorOf(n), limit: 200 } }),
    );
  }
  await measure('shipments by postal code', (n) =>
    ats.listShipments({ query: { cursor: cursorOf(n), destination_pin: n % 2 === 0 ? '400072' : '400001' } }),
  );
  await measure('shipments by reference', (n) => ats.listShipments({ query: { reference: `order ${some(n)}` } }));
  await measureSearches(measure, ats, {
    context,
    numberOf: (n) => numberOf(some(n)),
    newest: numberOf(SHIPMENTS - 1),
    some,
  });
  await measure('shipments that are cancelled (none)', () => ats.listShipments({ query: { status: 'cancelled' } }));
  await measure('exceptions, any page', () => ats.listExceptions({ query: { limit: 200 } }));
  await measure('exceptions, as partner', () => post.listExceptions());
  await measure('exceptions by code', () =>
    ats.listExceptions({ query: { code: 'presumed_lost', severity: 'critical' } }),
  );
  await measureUrgency(measure, { ats, post, context });
  await measure('exceptions, counted', () => ats.countExceptions());
  await measure('EPCIS events of a parcel', async (n) => {
    const uri = parcelUri(numberOf(some(n)));
    const { body } = await ats.listEpcisEvents({ query: { MATCH_epc: uri } });
    context.check(body.epcisBody.queryResults.resultsBody.eventList.length > 5, 'events are missing');
  });
  await measureRecorded(measure, ats);
  await measure('notices', () => ats.listNotices());
  await checkLog(ats, { context, id: idOf(SHIPMENTS - 1) });
}

/** What was recorded since a moment, by anybody. */
async function measureRecorded(measure: Measure, ats: Client): Promise<void> {
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  await measure('EPCIS events since a moment', (n) =>
    ats.listEpcisEvents({ query: { GE_recordTime: hoursAgo(24 * (1 + (n % 40))), EQ_bizStep: 'receiving' } }),
  );
}

async function checkLog(
  ats: Client,
  { context, id }: { readonly context: BenchContext; readonly id: string },
): Promise<void> {
  const sample = (await ats.getCustodyLog({ params: { id } })).body;
  const records = sample.records as unknown as CustodyRecord[];
  const verdict = verifyLog({ shipment: sample.shipment, records, heads: [], keys: new Map() });
  context.check(verdict.whole && verdict.recordCount >= 6, 'the last log is not whole');
}

type Measure = (label: string, ask: (n: number) => Promise<unknown>) => Promise<void>;

/** What people look for a parcel by, and what is told of the one they find. */
async function measureSearches(
  measure: Measure,
  client: Client,
  {
    context,
    numberOf,
    newest,
    some,
  }: {
    readonly context: BenchContext;
    readonly numberOf: (n: number) => string;
    readonly newest: string;
    readonly some: (n: number) => number;
  },
): Promise<void> {
  const finds = (label: string, textOf: (n: number) => string, goesOn = false): Promise<void> =>
    measure(`shipments found by ${label}`, async (n) => {
      const { data, next_cursor: next } = (await client.listShipments({ query: { q: textOf(n) } })).body;
      context.check(data.length > 0 || (goesOn && next !== null), `nothing is found by ${label}`);
    });
  await finds('a whole number', (n) => numberOf(n));
  await finds('the beginning of a number', (n) => numberOf(n).slice(0, 12));
  await finds('the end of a number', (n) => numberOf(n).slice(-6));
  // No index answers this: a page looks at the newest 2,000 and says where the next one goes on.
  await finds('the middle of a number, one page', (n) => numberOf(n).slice(4, -2), true);
  const recent = await client.listShipments({ query: { q: newest.slice(4, -2) } });
  context.check(
    recent.body.data.some((one) => one.tracking_number === newest),
    'a new parcel is not found by the middle',
  );
  await finds('a reference', (n) => `ORDER ${some(n)}`);
  await measure('shipments found by nothing', () => client.listShipments({ query: { q: 'no such parcel' } }));
  const idOf = (n: number): string => `shp_0${n.toString(16).padStart(25, '0')}`;
  await measure('its history with former promises', async (n) => {
    // Every fifth has some.
    const { body } = await client.getShipmentHistory({ params: { id: idOf(5 * Math.floor(some(n) / 5) + 4) } });
    context.check(body.promises.length > 1, 'former promises are missing');
  });
}

/** Pages of the queue that somebody works through from the top. */
async function measureUrgency(
  measure: Measure,
  { ats: client, post, context }: { readonly ats: Client; readonly post: Client; readonly context: BenchContext },
): Promise<void> {
  await measure('exceptions by urgency, first page', () => client.listExceptions({ query: { sort: 'urgency' } }));
  await measure('exceptions by urgency, as partner', () => post.listExceptions({ query: { sort: 'urgency' } }));
  const cursors: (string | undefined)[] = [undefined];
  for (let page = 0; page < 20; page++) {
    const cursor = cursors.at(-1);
    const query = { sort: 'urgency' as const, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { data, next_cursor: next } = (await client.listExceptions({ query })).body;
    context.check(data.length > 0, 'a page by urgency is empty');
    if (next === null) break;
    cursors.push(next);
  }
  await measure('exceptions by urgency, any page', (n) => {
    const cursor = cursors[n % cursors.length];
    return client.listExceptions({
      query: { sort: 'urgency', limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
  });
}
