import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Context } from 'hono';
import * as wire from '../../wire/custody/tracking.js';
import type { RequestEnv } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { RateLimiter, type RateLimit } from '../http/rate-limits.js';
import { peerOf, type OperationServer } from '../http/serve-operation.js';
import { findTracking } from './public-tracking.js';
import { languageOf } from './track-words.js';
import { trackingForm, trackingMissing, trackingPage, trackingTooOften, type Shown } from './tracking-page.js';
import { TRACKING_FONTS } from './tracking-style.js';

/** Looks of one address: enough for a family's parcels, too few to try out numbers. */
const LOOKS: RateLimit = { burst: 30, perMinute: 30 };

/** Where a parcel is, for anybody with its number: as JSON, and as a page. */
export function serveTracking(operations: OperationServer): void {
  const { app, server } = operations;
  serveFonts(operations);
  const looks = new RateLimiter(LOOKS, server.processes);
  const shownTo = (http: Context<RequestEnv>): Shown => ({
    reference: server.reference,
    path: http.req.path,
    language: languageOf(http.req.query('lang'), http.req.header('accept-language')),
    isChosen: http.req.query('lang') !== undefined,
  });
  const look = (http: Context<RequestEnv>) => looks.take(peerOf(http, server), server.now().getTime());
  operations.serveAnybody(wire.trackParcel, async ({ input, http }) => {
    const { allowed, resetSec } = look(http);
    if (!allowed) {
      throw new ProblemError('too_many_requests', `Ask again in ${resetSec} s.`, undefined, {
        'retry-after': String(resetSec),
      });
    }
    const language = languageOf(input.query.lang, http.req.header('accept-language'));
    const found = await findTracking(server, input.params.number, language);
    http.header('vary', 'accept-language');
    if (found === undefined) throw new ProblemError('not_found');
    return found;
  });
  app.get('/track', (http) => {
    http.set('route', '/track');
    const number = http.req.query('number')?.trim() ?? '';
    if (number === '') return page(http, 200, trackingForm(shownTo(http)));
    const chosen = http.req.query('lang');
    const language = chosen === undefined ? '' : `?lang=${encodeURIComponent(chosen)}`;
    return http.redirect(`/track/${encodeURIComponent(number)}${language}`, 303);
  });
  app.get('/track/:number', async (http) => {
    http.set('route', '/track/{number}');
    const number = http.req.param('number');
    const shown = shownTo(http);
    const { allowed, resetSec } = look(http);
    if (!allowed) {
      http.header('retry-after', String(resetSec));
      return page(http, 429, trackingTooOften(shown));
    }
    const found = await findTracking(server, number, shown.language);
    if (found === undefined) return page(http, 404, trackingMissing(shown, number));
    return page(http, 200, trackingPage(shown, found));
  });
}

/** No scripts, nothing from elsewhere, not even as part of another page. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'self'; frame-ancestors 'none'";

/** Letters for devices that have none for Hindi. */
function serveFonts({ app }: OperationServer): void {
  const require = createRequire(import.meta.url);
  for (const [weight, path] of Object.entries(TRACKING_FONTS)) {
    app.get(path, async (http) => {
      http.set('route', '/track/fonts');
      const name = `@fontsource/noto-sans-devanagari/files/noto-sans-devanagari-devanagari-${weight}-normal.woff2`;
      http.header('cache-control', 'public, max-age=31536000, immutable');
      return http.body(await readFile(require.resolve(name)), 200, { 'content-type': 'font/woff2' });
    });
  }
}

function page(http: Context<RequestEnv>, status: 200 | 404 | 429, text: string): Response {
  http.header('cache-control', 'no-store');
  http.header('x-robots-tag', 'noindex');
  http.header('vary', 'accept-language');
  http.header('content-security-policy', POLICY);
  return http.html(text, status);
}
