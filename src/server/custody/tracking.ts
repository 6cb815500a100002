import type { Context } from 'hono';
import * as wire from '../../wire/tracking.js';
import type { RequestEnv } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { RateLimiter, type RateLimit } from '../http/rate-limits.js';
import { peerOf, type OperationServer } from '../http/serve-operation.js';
import { findTracking } from './public-tracking.js';
import { trackingForm, trackingMissing, trackingPage, trackingTooOften } from './tracking-page.js';

/** Looks of one address: enough for a family's parcels, too few to try out numbers. */
const LOOKS: RateLimit = { burst: 30, perMinute: 30 };

/** Where a parcel is, for anybody with its number: as JSON, and as a page. */
export function serveTracking(operations: OperationServer): void {
  const { app, server } = operations;
  const looks = new RateLimiter(LOOKS);
  const look = (http: Context<RequestEnv>) => looks.take(peerOf(http, server), server.now().getTime());
  operations.serveAnybody(wire.trackParcel, async ({ input, http }) => {
    const { allowed, resetSec } = look(http);
    if (!allowed) {
      throw new ProblemError('too_many_requests', `Ask again in ${resetSec} s.`, undefined, {
        'retry-after': String(resetSec),
      });
    }
    const found = await findTracking(server, input.params.number);
    if (found === undefined) throw new ProblemError('not_found');
    return found;
  });
  app.get('/track', (http) => {
    http.set('route', '/track');
    const number = http.req.query('number')?.trim() ?? '';
    if (number === '') return page(http, 200, trackingForm(server.reference));
    return http.redirect(`/track/${encodeURIComponent(number)}`, 303);
  });
  app.get('/track/:number', async (http) => {
    http.set('route', '/track/{number}');
    const number = http.req.param('number');
    const { allowed, resetSec } = look(http);
    if (!allowed) {
      http.header('retry-after', String(resetSec));
      return page(http, 429, trackingTooOften(server.reference));
    }
    const found = await findTracking(server, number);
    if (found === undefined) return page(http, 404, trackingMissing(server.reference, number));
    return page(http, 200, trackingPage(server.reference, found));
  });
}

function page(http: Context<RequestEnv>, status: 200 | 404 | 429, text: string): Response {
  http.header('cache-control', 'no-store');
  http.header('x-robots-tag', 'noindex');
  return http.html(text, status);
}
