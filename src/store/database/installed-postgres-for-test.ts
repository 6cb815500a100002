import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A PostgreSQL server of this machine's own packages, with the tools that belong to it. */
export interface InstalledPostgres {
  /** The address of a database of it. */
  readonly urlOf: (database: string) => string;
  /** Runs a tool of it to its end; throws with what it says when it fails. */
  readonly run: (tool: 'createdb' | 'pg_dump' | 'pg_restore', ...options: string[]) => void;
  readonly folder: string;
  readonly stop: () => void;
}

/** For tests: starts one on a socket in a temporary folder; undefined where none is installed, or may not be started. */
export function startInstalledPostgres(): InstalledPostgres | undefined {
  const tools = toolsFolder();
  const user = ordinaryUser();
  if (tools === undefined || user === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'interline-installed-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.uid);
  const run = (tool: string, ...options: string[]): void => {
    // A server that goes on holds what it was given to write to, so nothing is read of who starts it.
    const stdio = tool === 'pg_ctl' ? 'ignore' : 'pipe';
    const { status, stderr } = spawnSync(join(tools, tool), options, { ...user, stdio, encoding: 'utf8', cwd: folder });
    if (status !== 0) throw new Error(`${tool} failed: ${stderr}`);
  };
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C');
  run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses=`, 'start');
  return {
    urlOf: (database) => `postgres://postgres@/${database}?host=${encodeURIComponent(folder)}`,
    run,
    folder,
    stop: () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where `initdb`, `pg_ctl` and `pg_dump` lie together: on the path, or where packages put the newest. */
function toolsFolder(): string | undefined {
  const packages = '/usr/lib/postgresql';
  const versions = existsSync(packages) ? readdirSync(packages).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(packages, version, 'bin')),
  ];
  return folders.find((folder) =>
    ['initdb', 'pg_ctl', 'pg_dump', 'createdb'].every((tool) => existsSync(join(folder, tool))),
  );
}

/** A server does not run as root: where tests do, it runs as the user that its packages made; undefined where there is none. */
function ordinaryUser(): { readonly uid?: number; readonly gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const { status, stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  const uid = Number(stdout);
  return status === 0 && uid > 0 ? { uid, gid: uid } : undefined;
}
