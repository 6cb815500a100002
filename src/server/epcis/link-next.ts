import type { Context } from 'hono';
import type { RequestEnv } from '../context.js';

/** Names the next page, with everything else that was asked. */
export function linkNext(http: Context<RequestEnv>, token: string): void {
  const url = new URL(http.req.url);
  url.searchParams.set('nextPageToken', token);
  http.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}
