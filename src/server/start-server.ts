import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import type { WorkspaceReading } from '../feed/read-workspace.js';
import { openStore, type StorePlace } from '../store/database/open-store.js';
import { makeApp } from './app.js';
import type { ServerContext } from './context.js';
import { beginExample, storyBegin } from './example/begin-example.js';
import { LiveProcesses } from './live-processes.js';
import { addMissingParties, type FirstUser } from './people/first-start.js';
import { NoticeStreams } from './notices/notice-streams.js';
import { KeyHolders } from './people/key-holders.js';
import { makeMetrics } from './about/metrics.js';
import { QuoteDesk } from './quotes/quote-desk.js';
import { RequestLog } from './requests/request-log.js';
import { referenceDataOf } from './reference-data.js';
import { PASSWORD_COST } from './people/secrets.js';
import { WebhookDispatcher } from './webhooks/dispatcher.js';
import { secretBoxOf, secretBoxOfFile, type SecretBox } from './webhooks/secret-box.js';
import { JobRunner } from './jobs/job-runner.js';
import { queuesOf } from './jobs/registry.js';
import { addWorkspacePlan } from './example/workspace-plan.js';

export interface ServerOptions {
  readonly workspace: Pick<WorkspaceReading, 'workspace' | 'agreementFile'> &
    Partial<Pick<WorkspaceReading, 'shipmentsFile'>>;
  /** Folder of the workspace's plan, if it was planned. */
  readonly planFolder?: string | undefined;
  readonly place: StorePlace;
  readonly host: string;
  readonly port: number; // 0 takes any free one
  /** True when a proxy passes requests of the network on, whatever the address that is listened on. */
  readonly proxied: boolean;
  readonly rate: number; // requests a minute of each key or user; a tenth of them at once
  /** Days after the end of a shipment's life for which personal data is kept. */
  readonly personalDataDays: number;
  /** Keys by which secrets are kept; an embedded database has one in a file beside it otherwise. */
  readonly secretKeys?: string | undefined;
  /** True where webhooks may go to private addresses, and without TLS. */
  readonly allowPrivateWebhooks: boolean;
  readonly version: string;
  readonly log: Logger;
  readonly site?: ServerContext['site'];
  readonly pages?: ServerContext['pages'];
  readonly signInProviders?: ServerContext['signInProviders'];
}

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  readonly database: 'embedded' | 'server';
  /** Users that this start made, with passwords that are told once. */
  readonly firstUsers: readonly FirstUser[];
  /** True when a login is enough to sign in. */
  readonly passwordless: boolean;
  /** Takes no more requests, lets those under way finish, then closes the database. */
  stop(): Promise<void>;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
/** Requests under way may take so long when the server stops. */
const STOP_MS = 10_000;

/** Opens the database, makes what a first start needs, and listens. Rejects when it cannot have database or port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { workspace, place, host, port, version } = options;
  const reference = referenceDataOf(workspace);
  const store = await openStore(place);
  try {
    const isLocal = LOOPBACK.has(host) && !options.proxied;
    let stopping = false;
    const now = (): Date => new Date();
    const firstUsers = await addMissingParties({ store, reference, passwordCost: PASSWORD_COST }, now());
    const example = exampleOf(options);
    const isNewExample =
      reference.synthetic &&
      firstUsers.length > 0 &&
      (await beginExample({ store, reference }, workspace, { example, now: now() }));
    const quotes = new QuoteDesk(store, reference);
    await quotes.at(now()); // before anybody waits: it takes a second for a nation's timetable
    if (isNewExample && example !== undefined)
      await addWorkspacePlan({ store, reference, quotes }, example, storyBegin(reference, now()));
    const processes = new LiveProcesses({ store, now, log: options.log });
    const isStopping = (): boolean => stopping;
    const context = contextOf(options, { store, reference, quotes, processes, isLocal, now, isStopping });
    const app = makeApp(context, version);
    const answer = getRequestListener(app.fetch);
    const server = createServer({ requestTimeout: 60_000, headersTimeout: 15_000 }, (incoming, outgoing) => {
      void answer(incoming, outgoing); // it answers failures itself
    });
    await listen(server, host, port);
    const jobs = new JobRunner(context, queuesOf(context));
    jobs.start();
    const dispatcher = new WebhookDispatcher(context);
    dispatcher.start();
    context.requests.start();
    await processes.start();
    return {
      port: (server.address() as AddressInfo).port,
      database: store.kind,
      firstUsers,
      passwordless: context.passwordless,
      stop: async () => {
        stopping = true;
        context.streams.close();
        await Promise.all([stopListening(server), jobs.stop(), dispatcher.stop(), processes.stop()]);
        await context.requests.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

type Running = Pick<ServerContext, 'store' | 'reference' | 'quotes' | 'processes' | 'now' | 'isStopping'>;

/** What the server shares, for a place it is reached from. */
function contextOf(options: ServerOptions, running: Running & { readonly isLocal: boolean }): ServerContext {
  const { isLocal, ...started } = running;
  const { store, reference } = started;
  const { log } = options;
  const metrics = makeMetrics({ ofProcess: true });
  return {
    ...started,
    keyHolders: new KeyHolders(store),
    log,
    metrics,
    exampleShipments: reference.synthetic ? options.workspace.shipmentsFile : undefined,
    // A plan shows both carriers' costs, so it is for this machine only.
    pages: isLocal ? options.pages : undefined,
    example: reference.synthetic ? exampleOf(options) : undefined,
    site: options.site,
    secureCookies: !isLocal,
    passwordCost: PASSWORD_COST,
    signInProviders: options.signInProviders ?? [],
    passwordless: isLocal && reference.synthetic,
    localOnly: isLocal,
    proxied: options.proxied,
    limits: {
      perAsker: { burst: options.rate / 10, perMinute: options.rate },
      perSignIn: { burst: 10, perMinute: 10 },
    },
    personalDataDays: options.personalDataDays,
    streams: new NoticeStreams(store, log),
    requests: new RequestLog(store, log, metrics),
    webhooks: { box: secretBox(options), allowPrivate: options.allowPrivateWebhooks },
  };
}

function exampleOf({ planFolder: folder, workspace }: ServerOptions): ServerContext['example'] {
  const { shipmentsFile } = workspace;
  return folder === undefined || shipmentsFile === undefined ? undefined : { folder, shipmentsFile };
}

/** Where no key is given, an embedded database has one beside it; servers on one database must be given the same. */
function secretBox({ secretKeys, place }: ServerOptions): SecretBox | undefined {
  if (secretKeys !== undefined && secretKeys !== '') return secretBoxOf(secretKeys);
  return 'folder' in place ? secretBoxOfFile(join(place.folder, 'secret.key')) : undefined;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Error(`Port ${port} of ${host} is taken by another program. Choose another port.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), STOP_MS);
  await closed;
  clearTimeout(patience);
}
