import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type { RequestEnv, ServerContext } from '../context.js';
import { findStaticFile, staticHeaders } from './static-files.js';

/** Pages of the workspace's plan at `/`; where nothing is planned, the interface is shown instead. */
export function servePages(app: Hono<RequestEnv>, { pages }: ServerContext): void {
  if (pages === undefined) {
    app.get('/', (http) => http.redirect('/v1/docs'));
    return;
  }
  app.get('/report', (http) => http.redirect('/'));
  app.on(['GET', 'HEAD'], '/*', async (http, next) => {
    const file = await findStaticFile(pages.folder, http.req.path, pages.home);
    if (file === undefined) return next();
    http.set('route', '/*');
    const empty = http.req.method === 'HEAD' || file.byteCount === 0;
    return empty ? http.body(null, 200, staticHeaders(file)) : streamed(http, file);
  });
}

function streamed(http: Context, file: { readonly path: string; readonly byteCount: number }): Response {
  // As long as it was when it was found, even if it is being written.
  const bytes = createReadStream(file.path, { end: file.byteCount - 1 });
  return http.body(Readable.toWeb(bytes) as ReadableStream, 200, staticHeaders({ ...file }));
}
