import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

/** The framework alone: answers every question with the text that it was started with, as JSON. */
const [, , answer = '{}'] = process.argv;
const app = new Hono();
app.post('/v1/quotes', (http) => http.body(answer, 200, { 'content-type': 'application/json' }));
const respond = getRequestListener(app.fetch);
const server = createServer((incoming, outgoing) => {
  void respond(incoming, outgoing);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on('SIGTERM', () => process.exit(0));
