import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killStorm } from '#interline/cli/kill-storm-for-test.js';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import { startPostgresForTest } from '#interline/store/postgres-for-test.js';
import type { Bench, BenchContext } from './bench.js';
import { start } from './served-interline.js';

const ROUNDS = 30;

export const bench: Bench = {
  name: 'kill-storm',
  about: `servers killed with SIGKILL ${ROUNDS} times during bookings and scans: nothing acknowledged is lost, nothing doubled, logs whole`,
  async run(context) {
    const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
    const folder = mkdtempSync(join(tmpdir(), 'interline-bench-'));
    const postgres = await startPostgresForTest();
    try {
      await storm(context, 'embedded', ['serve', dir, '--database', folder], { url: '', servers: 1 });
      if (postgres === undefined) context.skip('npm has no PostgreSQL binaries for this machine');
      else await storm(context, 'PostgreSQL, two servers', ['serve', dir], { url: postgres.url, servers: 2 });
    } finally {
      await postgres?.stop();
      rmSync(folder, { recursive: true });
      remove();
    }
  },
};

async function storm(
  context: BenchContext,
  database: string,
  command: readonly string[],
  { url, servers }: { readonly url: string; readonly servers: number },
): Promise<void> {
  const { bookings, scans } = await killStorm({
    start: () => start(command, url),
    rounds: ROUNDS,
    servers,
    kill: true,
  });
  context.figure(`${database}: kills`, ROUNDS, {});
  context.figure(`${database}: bookings acknowledged, each once`, bookings, {});
  context.figure(`${database}: scans acknowledged, each once`, scans, {});
}
