import { pino } from 'pino';
import { openStore } from '../../store/database/open-store.js';
import { makeMetrics } from '../about/metrics.js';
import { JobRunner } from '../jobs/job-runner.js';
import { USUAL } from '../jobs/queue.js';
import { WebhookDispatcher } from './dispatcher.js';
import { SecretBox } from './secret-box.js';
import { sendDue } from './send-due.js';

/** A server process that only sends webhooks, with the keys that servers in tests have: `node webhook-process-for-test.js URL`. */
const [url = ''] = process.argv.slice(2);
const store = await openStore({ url });
const server = {
  store,
  log: pino({ level: 'silent' }),
  now: () => new Date(),
  metrics: makeMetrics({ ofProcess: false }),
  webhooks: { box: new SecretBox([Buffer.alloc(32, 1)]), allowPrivate: true },
};
const runner = new JobRunner(server, {
  webhooks: { ...USUAL, leaseSec: 1, handle: ({ data, signal }) => sendDue(server, data, signal) },
});
const dispatcher = new WebhookDispatcher(server);
runner.start();
dispatcher.start();
process.stdin.once('data', () => {
  void Promise.all([runner.stop(), dispatcher.stop()])
    .then(() => store.close())
    .then(() => process.exit(0));
});
