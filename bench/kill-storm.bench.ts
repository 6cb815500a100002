import { killStorm } from '#interline/cli/serving/kill-storm-for-test.js';
import type { Bench, BenchContext } from './bench.js';
import { onBothDatabases, startServer, type Served } from './served-interline.js';

const ROUNDS = 30;

export const bench: Bench = {
  name: 'kill-storm',
  about: `servers killed with SIGKILL ${ROUNDS} times during bookings and scans: nothing acknowledged is lost, nothing doubled, logs whole`,
  run: (context) => onBothDatabases(context, (served) => storm(context, served)),
};

/** PostgreSQL with two servers, the embedded database with the one that it can have. */
async function storm(context: BenchContext, served: Served): Promise<void> {
  const servers = served.database === 'embedded' ? 1 : 2;
  const database = `${served.database}, ${servers === 1 ? 'one server' : 'two servers'}`;
  const { bookings, scans } = await killStorm({
    start: () => startServer(served),
    rounds: ROUNDS,
    servers,
    kill: true,
  });
  context.figure(`${database}: kills`, ROUNDS, {});
  context.figure(`${database}: bookings acknowledged, each once`, bookings, {});
  context.figure(`${database}: scans acknowledged, each once`, scans, {});
}
