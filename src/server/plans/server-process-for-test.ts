import { pino } from 'pino';
import { readWorkspace } from '../../feed/read-workspace.js';
import { startServer } from '../start-server.js';

/** A server to be killed: `node server-process-for-test.js WORKSPACE`. It prints its port once it listens. */
const [dir = ''] = process.argv.slice(2);
const { port } = await startServer({
  workspace: await readWorkspace(dir),
  place: { folder: `${dir}/database` },
  host: '127.0.0.1',
  port: 0,
  proxied: false,
  rate: 6000,
  allowPrivateWebhooks: false,
  personalDataDays: 90,
  version: '0.0.0',
  log: pino({ level: 'silent' }),
});
process.stdout.write(`${port}\n`);
