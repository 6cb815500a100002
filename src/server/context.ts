import type { Logger } from 'pino';
import type { Store } from '../store/database/store.js';
import type { Mode, OrganisationKind } from '../store/database/column-types.js';
import type { Scope } from '../wire/people/scopes.js';
import type { Metrics } from './about/metrics.js';
import type { ExampleFiles } from './example/read-example.js';
import type { RateLimit } from './http/rate-limits.js';
import type { NoticeStreams } from './notices/notice-streams.js';
import type { KeyHolders } from './people/key-holders.js';
import type { PasswordCost } from './people/secrets.js';
import type { SignInProvider } from './people/sign-in-settings.js';
import type { QuoteDesk } from './quotes/quote-desk.js';
import type { RequestLog } from './requests/request-log.js';
import type { ReferenceData } from './reference-data.js';
import type { SecretBox } from './webhooks/secret-box.js';

/** What the whole server shares. */
export interface ServerContext {
  readonly store: Store;
  readonly reference: ReferenceData;
  readonly quotes: QuoteDesk;
  readonly keyHolders: KeyHolders;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly now: () => Date;
  /** Folder of the console as it was built; without it there is none. */
  readonly site?: string | undefined;
  /** Folder with the pages of a plan, shown at `/report/`. */
  readonly pages?: { readonly folder: string; readonly home: string } | undefined;
  /** Parcels and plan of a synthetic workspace, which its first start lets travel. */
  readonly example?: ExampleFiles | undefined;
  /** True when the session cookie must travel over TLS only; false on loopback. */
  readonly secureCookies: boolean;
  readonly passwordCost: PasswordCost;
  /** Who else says who people are. */
  readonly signInProviders: readonly SignInProvider[];
  /** Shipments of a synthetic workspace's files, to explore with where the database has few. */
  readonly exampleShipments?: string | undefined;
  /** True for an example on a server that only this machine reaches: a login is enough. */
  readonly passwordless: boolean;
  /** True when only this machine reaches the server: then it answers to this machine's own names only. */
  readonly localOnly: boolean;
  /** True when a proxy says for whom it asks. */
  readonly proxied: boolean;
  readonly limits: { readonly perAsker: RateLimit; readonly perSignIn: RateLimit };
  /** How many server processes share the database; each allows its share of the limits. */
  readonly processes: { readonly count: number };
  /** Days after the end of a shipment's life for which personal data is kept. */
  readonly personalDataDays: number;
  readonly streams: NoticeStreams;
  readonly requests: RequestLog;
  readonly webhooks: WebhookSettings;
  /** True from the moment the server is to stop. */
  readonly isStopping: () => boolean;
}

export interface WebhookSettings {
  /** Seals the secrets of webhooks; without one there can be none. */
  readonly box: SecretBox | undefined;
  /** True where the operator lets private addresses be sent to. */
  readonly allowPrivate: boolean;
}

/** Who is asking. */
export interface Principal {
  readonly actorId: string; // of a user or key
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  readonly mode: Mode;
  readonly scopes: ReadonlySet<Scope>;
  /** Of a session. */
  readonly session: { readonly secret: string; readonly expiresAt: Date } | undefined;
}

/** What a request carries on its way through the server, in Hono's terms. */
export interface RequestEnv {
  readonly Variables: {
    requestId: string;
    /** The operation's path with its placeholders, for logs and metrics: paths themselves have ids. */
    route: string;
    actorId: string | undefined;
    /** For whom whoever asks acts, once that is known. */
    party: { readonly partyId: string; readonly mode: Mode } | undefined;
  };
}
