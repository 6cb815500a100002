import { pino } from 'pino';
import { addApiKey, listApiKeys, revokeApiKey } from '../../store/people/api-keys.js';
import { keyHeaders, makeClient, type Client } from '../../wire/http/client.js';
import { SCOPES } from '../../wire/people/scopes.js';
import { makeMetrics } from '../about/metrics.js';
import { makeApp } from '../app.js';
import type { ServerContext } from '../context.js';
import { KeyHolders } from '../people/key-holders.js';
import { RequestLog } from '../requests/request-log.js';
import { hashOfSecret, newApiKeySecret } from '../people/secrets.js';

/** Name of the keys that the example speaks with. */
export const EXAMPLE_KEY = 'Synthetic example';

/** A carrier that acts in the story. */
export interface StoryCarrier {
  readonly id: string; // organisation
  readonly code: string;
  readonly client: Client;
}

/** The service as it was at moments of a story: what is said to it then is recorded as of then. */
export interface StoryClock {
  readonly server: ServerContext;
  /** The carriers by their codes. */
  readonly carriers: ReadonlyMap<string, StoryCarrier>;
  /** Goes on to a moment; never back. */
  readonly goTo: (ms: number) => void;
  readonly nowMs: () => number;
  /** Takes the carriers' keys away. */
  readonly close: () => Promise<void>;
}

const UNLIMITED = { burst: 1e9, perMinute: 1e9 };

/**
 * A second, silent front of the server with a clock of its own, to which the carriers speak as they do to the real one: by its
 * operations, with keys, under the same rules. The keys are known to nobody else and end with it.
 */
export async function openStoryClock(
  server: ServerContext,
  parties: readonly { readonly id: string; readonly code: string }[],
  startMs: number,
): Promise<StoryClock> {
  let nowMs = startMs;
  const log = pino({ level: 'silent' });
  const metrics = makeMetrics({ ofProcess: false });
  const inStory: ServerContext = {
    ...server,
    now: () => new Date(nowMs),
    keyHolders: new KeyHolders(server.store),
    log,
    metrics,
    requests: new RequestLog(server.store, log, metrics), // never started: these are nobody's requests
    processes: { count: 1 },
    limits: { perAsker: UNLIMITED, perSignIn: UNLIMITED },
    localOnly: false,
    pages: undefined,
  };
  const app = makeApp(inStory, '');
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => app.request(path, init);
  const carriers = new Map<string, StoryCarrier>();
  for (const { id, code } of parties) {
    await revokeKeys(server, id); // of an attempt whose process was killed
    const { secret, hint } = newApiKeySecret('live');
    const key = { name: EXAMPLE_KEY, mode: 'live', hint, secretHash: hashOfSecret(secret), scopes: SCOPES } as const;
    await server.store.asParty({ partyId: id, mode: 'live' }, (tx) =>
      addApiKey(tx, id, { ...key, createdBy: 'example' }, server.now()),
    );
    carriers.set(code, { id, code, client: makeClient({ fetch, baseUrl: '', headers: keyHeaders(secret) }) });
  }
  return {
    server: inStory,
    carriers,
    goTo: (ms) => {
      nowMs = Math.max(nowMs, ms);
    },
    nowMs: () => nowMs,
    close: async () => {
      for (const { id } of parties) await revokeKeys(server, id);
    },
  };
}

async function revokeKeys({ store, now }: ServerContext, partyId: string): Promise<void> {
  await store.asParty({ partyId, mode: 'live' }, async (tx) => {
    for (const { id, name, createdBy, revokedAt } of await listApiKeys(tx)) {
      if (name === EXAMPLE_KEY && createdBy === 'example' && revokedAt === undefined) await revokeApiKey(tx, id, now());
    }
  });
}
