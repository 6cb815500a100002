import type { Hono } from 'hono';
import type { RequestEnv, ServerContext } from '../context.js';
import { docsPage } from './docs-page.js';
import { openApiDocument } from './openapi.js';
import { ProblemError } from '../http/problem-error.js';

/** What tells about the server itself: whether it works, its figures, and what it can be asked. */
export function serveAbout(app: Hono<RequestEnv>, server: ServerContext, version: string): void {
  const document = openApiDocument(version);
  const page = docsPage(document);
  app.get('/healthz', (http) => http.json({ status: 'ok' }));
  app.get('/readyz', async (http) => {
    if (server.isStopping()) throw new ProblemError('not_ready', 'The server is stopping.');
    await server.store.ping().catch((error: unknown) => {
      server.log.error({ err: error }, 'the database does not answer');
      throw new ProblemError('not_ready', 'The database does not answer.');
    });
    return http.json({ status: 'ok', database: server.store.kind });
  });
  app.get('/metrics', async (http) => {
    const { registry, streamsOpen } = server.metrics;
    streamsOpen.set(server.streams.openCount);
    return http.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  app.get('/v1/openapi.json', (http) => http.json(document));
  app.get('/v1/docs', (http) => http.html(page));
}
