import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { inputError } from '../../base/input-error.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { readSignInSettings, type SignInProvider } from '../../server/people/sign-in-settings.js';
import { makeLog } from '../../server/about/make-log.js';
import { startServer, type RunningServer } from '../../server/start-server.js';
import { packageVersion } from '../package-version.js';
import { addressOf, type LogLevel, type Serving } from './serving.js';
import { pagesOf } from '../write-page.js';

export interface ServeWorkspaceOptions {
  readonly host: string;
  readonly port: number;
  readonly database?: string;
  readonly proxied?: boolean;
  readonly allowPrivateWebhooks?: boolean;
  readonly oidc?: string; // file
  readonly rate: number; // requests a minute
  readonly personalDataDays: number;
  readonly log: LogLevel;
  /** Of a PostgreSQL server; without it the data is in a folder. */
  readonly url: string | undefined;
  /** By which secrets that must be read again are kept; beside embedded data there is one otherwise. */
  readonly secretKeys?: string | undefined;
}

/** Starts the service on a workspace, with the pages of its plan if it has been planned. */
export async function serveWorkspace(dir: string, options: ServeWorkspaceOptions): Promise<Serving> {
  const { host, port, database = join(dir, 'database'), proxied = false, rate, log, url, secretKeys } = options;
  const { allowPrivateWebhooks = false, oidc } = options;
  const signInProviders = oidc === undefined ? [] : readSignInFile(oidc);
  const workspace = await readWorkspace(dir);
  const plan = join(dir, 'plan');
  const [home] = pagesOf(plan);
  const running = await startServer({
    workspace,
    place: url === undefined || url === '' ? { folder: database } : { url },
    host,
    port,
    proxied,
    signInProviders,
    rate,
    personalDataDays: options.personalDataDays,
    secretKeys,
    allowPrivateWebhooks,
    version: packageVersion(),
    log: makeLog(log, pino.destination({ dest: 2, sync: false })),
    site: consoleSite(),
    planFolder: plan,
    ...(home === undefined ? {} : { pages: { folder: plan, home } }),
  });
  const address = addressOf(host, running.port);
  const { firstUsers, passwordless } = running;
  return {
    result: { address, workspace: dir, database: running.database, first_users: firstUsers, passwordless },
    text: textOf(running, { address, hasPages: home !== undefined, database: url ? 'DATABASE_URL' : database }),
    stop: () => running.stop(),
  };
}

function readSignInFile(file: string): SignInProvider[] {
  if (!existsSync(file)) throw inputError({ code: 'missing_file', file, message: 'does not exist' });
  return readSignInSettings(readFileSync(file, 'utf8'), file, process.env);
}

/** Where the console is built to, beside the programs; undefined while it has not been built. */
function consoleSite(): string | undefined {
  const folder = fileURLToPath(new URL('../../site', import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
}

function textOf(
  { firstUsers, passwordless }: RunningServer,
  { address, hasPages, database }: { readonly address: string; readonly hasPages: boolean; readonly database: string },
): string {
  const users = firstUsers.map(({ party, login, password }) => `  ${party}: login ${login}, password ${password}`);
  return [
    ...(users.length === 0 ? [] : ['First users, whose passwords are shown this once:', ...users, '']),
    ...(passwordless
      ? ['This is a synthetic example on an address that only this machine reaches: a login needs no password.', '']
      : []),
    `Interline is at ${address}${hasPages ? `, the report of the plan at ${address}/report/` : ''}; its interface at ${address}/v1/docs`,
    `Data: ${database} (stop with Ctrl-C).`,
  ].join('\n');
}
