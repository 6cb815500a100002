import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type { RequestEnv, ServerContext } from '../context.js';
import { findStaticFile, staticHeaders } from './static-files.js';

/** Pages of the workspace's plan below `/report/`, where it has been planned. */
export function servePages(app: Hono<RequestEnv>, { pages }: ServerContext): void {
  if (pages === undefined) return;
  app.get('/report', (http) => http.redirect('/report/'));
  app.on(['GET', 'HEAD'], '/report/*', async (http, next) => {
    const file = await findStaticFile(pages.folder, http.req.path.slice('/report'.length), pages.home);
    if (file === undefined) return next();
    http.set('route', '/report/*');
    const empty = http.req.method === 'HEAD' || file.byteCount === 0;
    return empty ? http.body(null, 200, staticHeaders(file)) : streamed(http, file);
  });
}

function streamed(http: Context, file: { readonly path: string; readonly byteCount: number }): Response {
  // As long as it was when it was found, even if it is being written.
  const bytes = createReadStream(file.path, { end: file.byteCount - 1 });
  return http.body(Readable.toWeb(bytes) as ReadableStream, 200, staticHeaders({ ...file }));
}
