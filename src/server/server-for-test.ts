import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { readWorkspace, type WorkspaceReading } from '../feed/read-workspace.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../feed/small-workspace.js';
import { addApiKey } from '../store/people/api-keys.js';
import { addCarrier, addShipper } from '../store/people/organisations.js';
import type { Store } from '../store/database/store.js';
import { testOnBoth } from '../store/database/store-for-test.js';
import type { Mode } from '../store/database/column-types.js';
import { keyHeaders, makeClient, RefusedError, type Client } from '../wire/http/client.js';
import type { ProblemCode, Problem } from '../wire/http/problem.js';
import { SCOPES, TEST_SCOPES, type Scope } from '../wire/people/scopes.js';
import { makeApp } from './app.js';
import type { ServerContext } from './context.js';
import { NoticeStreams } from './notices/notice-streams.js';
import { makeMetrics } from './about/metrics.js';
import { JobRunner, type JobOutcome } from './jobs/job-runner.js';
import { queuesOf } from './jobs/registry.js';
import { KeyHolders } from './people/key-holders.js';
import { QuoteDesk } from './quotes/quote-desk.js';
import { RequestLog } from './requests/request-log.js';
import { referenceDataOf, type ReferenceData } from './reference-data.js';
import { dispatchWebhooks } from './webhooks/dispatcher.js';
import { SecretBox } from './webhooks/secret-box.js';
import { hashOfSecret, newApiKeySecret } from './people/secrets.js';

/** A server in process, and what tests say to it. */
export interface ServerForTest {
  readonly server: ServerContext;
  /** As `fetch`, without a socket. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly clientOf: (headers?: Readonly<Record<string, string>>) => Client;
  /** A client with a new API key of a party. */
  readonly keyOf: (
    partyId: string,
    options?: { readonly mode?: Mode; readonly scopes?: readonly Scope[] },
  ) => Promise<Client>;
  /** Two carriers as in the small workspace, and a customer of each. */
  readonly addParties: () => Promise<PartiesForTest>;
  /** The small workspace's agreement in another version, with other lists of what is seen after custody and never. */
  readonly agreementText: (
    version: number,
    seen?: { readonly afterCustody: string[]; readonly never: string[] },
  ) => string;
  /** Does the jobs that are due, and those that follow from them, and tells how each attempt ended. */
  readonly runJobs: () => Promise<JobOutcome[]>;
  /** Lets time pass. */
  readonly wait: (seconds: number) => void;
}

/** Ids of organisations. */
export interface PartiesForTest {
  readonly ats: string;
  readonly post: string;
  readonly atsShop: string;
  readonly postShop: string;
}

const START_MS = Date.parse('2026-11-23T10:00:00Z');

/** Runs a test against a server on each kind of database. */
export function testServer(
  name: string,
  body: (made: ServerForTest, t: TestContext) => Promise<void>,
  changes: Partial<ServerContext> = {},
): void {
  testOnBoth(name, async (t, store) => body(await serverForTest(store, changes), t));
}

/** A server on a store. Its carriers have codes that no other test has, so that tests can share a database. */
export async function serverForTest(store: Store, changes: Partial<ServerContext> = {}): Promise<ServerForTest> {
  let nowMs = START_MS;
  const unique = randomUUID().slice(0, 8);
  const log = pino({ level: 'silent' });
  const metrics = makeMetrics({ ofProcess: false });
  const reference = changes.reference ?? renamed(referenceDataOf(await smallWorkspace()), unique);
  const server: ServerContext = {
    store,
    reference,
    quotes: new QuoteDesk(store, reference),
    keyHolders: new KeyHolders(store),
    log,
    streams: new NoticeStreams(store, log),
    requests: new RequestLog(store, log, metrics),
    webhooks: { box: new SecretBox([Buffer.alloc(32, 1)]), allowPrivate: true },
    metrics,
    now: () => new Date(nowMs),
    secureCookies: false,
    passwordCost: { N: 1024, r: 8, p: 1 }, // quick
    signInProviders: [],
    passwordless: false,
    localOnly: false,
    proxied: false,
    personalDataDays: 90,
    processes: { count: 1 },
    limits: { perAsker: { burst: 10_000, perMinute: 10_000 }, perSignIn: { burst: 5, perMinute: 5 } },
    isStopping: () => false,
    ...changes,
  };
  const app = makeApp(server, '0.0.0');
  const jobs = new JobRunner(server, queuesOf(server));
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => app.request(path, init);
  const clientOf: ServerForTest['clientOf'] = (headers = {}) => makeClient({ fetch, baseUrl: '', headers });
  return {
    server,
    fetch,
    clientOf,
    keyOf: async (partyId, { mode = 'live', scopes = mode === 'live' ? SCOPES : TEST_SCOPES } = {}) => {
      const { secret, hint } = newApiKeySecret(mode);
      const key = { name: 'test', mode, hint, secretHash: hashOfSecret(secret), scopes, createdBy: 'test' };
      await store.asParty({ partyId, mode: 'live' }, (tx) => addApiKey(tx, partyId, key, server.now()));
      return clientOf(keyHeaders(secret));
    },
    addParties: () => addParties(server, unique),
    agreementText: (version, { afterCustody, never } = { afterCustody: ['recipient_name'], never: ['own_cost'] }) =>
      (SMALL_WORKSPACE['agreement.yaml'] ?? '')
        .replaceAll(/\b(ats|post)\b/g, `$1${unique}`)
        .replace('version: 3', `version: ${version}`)
        .replace(/after_custody: .*/, `after_custody: [${afterCustody.join(', ')}]`)
        .replace(/never: .*/, `never: [${never.join(', ')}]`),
    runJobs: async () => {
      await dispatchWebhooks(server);
      return jobs.drain();
    },
    wait: (seconds) => {
      nowMs += seconds * 1000;
    },
  };
}

/** The problem with which a request is refused; fails when it is not, or with another one. */
export async function refusal(request: Promise<unknown>, code: ProblemCode): Promise<Problem> {
  try {
    await request;
  } catch (error) {
    if (error instanceof RefusedError && error.problem?.code === code) return error.problem;
    throw error;
  }
  throw new Error(`the request was not refused with ${code}`);
}

let small: Promise<WorkspaceReading> | undefined;

export function smallWorkspace(): Promise<WorkspaceReading> {
  small ??= (async () => {
    const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
    try {
      return await readWorkspace(dir);
    } finally {
      remove();
    }
  })();
  return small;
}

function renamed(reference: ReferenceData, unique: string): ReferenceData {
  const { agreementContext, parties, origins, workspace } = reference;
  const named = workspace.parties.map((party) => ({ ...party, id: party.id + unique }));
  return {
    ...reference,
    workspace: { ...workspace, parties: named },
    parties: parties.map(({ code, ...party }) => ({ ...party, code: code + unique })),
    origins: new Map([...origins].map(([code, known]) => [code + unique, known])),
    agreementContext: {
      ...agreementContext,
      parties: agreementContext.parties.map(({ id, name }) => ({ id: id + unique, name })),
    },
  };
}

async function addParties({ store, reference, now }: ServerContext, unique: string): Promise<PartiesForTest> {
  const ids: string[] = [];
  for (const { code, name } of reference.parties) {
    const carrierId = await store.asParty({ partyId: undefined, mode: 'live' }, (tx) =>
      addCarrier(tx, { code, name, now: now() }),
    );
    const firstUser = { login: `shop-${code}-${unique}`, name: 'Shop', roles: ['admin'], passwordHash: 'none' };
    const shipper = await store.asParty({ partyId: carrierId, mode: 'live' }, (tx) =>
      addShipper(tx, { carrierId, name: `Shop of ${code}`, firstUser, now: now() }),
    );
    ids.push(carrierId, shipper.id);
  }
  const [ats = '', atsShop = '', post = '', postShop = ''] = ids;
  return { ats, atsShop, post, postShop };
}

/** What can be asked of the first carrier of the small workspace. */
export const QUESTION = {
  product: 'standard',
  origin: 'FC-DEL',
  ready_at: '2026-11-23T18:00:00+05:30',
  destination_pin: '400001',
  weight_g: 480,
} as const;

/** A shipment that can be booked with it, whatever agreement is in force. */
export const PARCEL = { ...QUESTION, accept_unpromised: true } as const;

/** The same with the second one. */
export const POST_PARCEL = { ...PARCEL, origin: '110001' } as const;
