import { appendFileSync } from 'node:fs';
import { pino } from 'pino';
import { openStore } from '../../store/database/open-store.js';
import { JobRunner } from './job-runner.js';
import { USUAL } from './queue.js';

/**
 * A server process that only does jobs: `node job-process-for-test.js URL FILE [stuck]`. It appends the id of each job that it has done to a
 * file; one that is to get stuck says so at its third job, and never ends it.
 */
const [url = '', file = '', stuck] = process.argv.slice(2);
const store = await openStore({ url });
let count = 0;
const runner = new JobRunner(
  { store, log: pino({ level: 'silent' }), now: () => new Date() },
  {
    sweep: {
      ...USUAL,
      atOnce: 1, // so that its earlier jobs are over when it gets stuck
      leaseSec: 1,
      handle: async ({ id }) => {
        if (stuck === 'stuck' && ++count === 3) {
          process.stdout.write('stuck\n');
          await new Promise(() => undefined);
        }
        appendFileSync(file, `${id}\n`);
      },
    },
  },
);
runner.start();
process.stdin.once(
  'data',
  () =>
    void runner
      .stop()
      .then(() => store.close())
      .then(() => process.exit(0)),
);
