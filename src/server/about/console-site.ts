import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import type { RequestEnv, ServerContext } from '../context.js';
import { findStaticFile, typeOfFile, type StaticFile } from './static-files.js';

/** The console's own files only; its fonts, scripts and workers come from nowhere else. WebAssembly reads barcodes. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Suffixes of files that were compressed when the console was built, the smallest first. */
const ENCODINGS = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/**
 * The console: its files, and its first page for every address that a browser opens and nobody else answers, so that each view has an
 * address of its own. Files below `/assets/` have their content's hash in their names and are never asked for again.
 */
export function serveConsole(app: Hono<RequestEnv>, { site }: Pick<ServerContext, 'site'>): void {
  if (site === undefined) {
    app.get('/', (http) => http.redirect('/v1/docs'));
    return;
  }
  app.on(['GET', 'HEAD'], '/*', async (http, next) => {
    const named = await answer(http, site, http.req.path === '/' ? FIRST_PAGE : http.req.path);
    if (named !== undefined) return named;
    return (isPage(http) ? await answer(http, site, FIRST_PAGE) : undefined) ?? next();
  });
}

const FIRST_PAGE = '/index.html';

/** What a browser opens as a page of its own, as against what programs ask for. */
function isPage(http: Context): boolean {
  const { path } = http.req;
  const accepts = http.req.header('accept') ?? '';
  return accepts.includes('text/html') && !path.startsWith('/v1/') && !/\.\w+$/.test(path);
}

/** A file of the console, as small as the asker can take it; undefined when there is none of the name. */
async function answer(http: Context<RequestEnv>, site: string, name: string): Promise<Response | undefined> {
  const file = await findStaticFile(site, name, '');
  if (file === undefined) return undefined;
  const isHashed = name.startsWith('/assets/');
  http.set('route', isHashed ? '/assets/*' : '/*');
  const { sent, encoding } = await smallest(http, site, name, file);
  const headers: Record<string, string> = {
    'content-type': typeOfFile(file.path),
    'content-length': String(sent.byteCount),
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
    'content-security-policy': POLICY,
    'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
  if (http.req.method === 'HEAD' || sent.byteCount === 0) return http.body(null, 200, headers);
  const bytes = createReadStream(sent.path, { end: sent.byteCount - 1 });
  return http.body(Readable.toWeb(bytes) as ReadableStream, 200, headers);
}

async function smallest(
  http: Context,
  site: string,
  name: string,
  file: StaticFile,
): Promise<{ readonly sent: StaticFile; readonly encoding?: string }> {
  const accepted = (http.req.header('accept-encoding') ?? '').split(',').map((part) => part.trim().split(';', 1)[0]);
  for (const { encoding, suffix } of ENCODINGS) {
    const sent = accepted.includes(encoding) ? await findStaticFile(site, `${name}${suffix}`, '') : undefined;
    if (sent !== undefined) return { sent, encoding };
  }
  return { sent: file };
}
