import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Asks the server as the page's own scripts would, for whoever is signed in on it. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const session = await page.request.get(new URL('/v1/session', page.url()).href);
  const { csrf_token: token } = (await session.json()) as { readonly csrf_token: string };
  const answer = await page.request.fetch(new URL(path, page.url()).href, {
    method,
    headers: { 'x-csrf-token': token },
    ...(body === undefined ? {} : { data: body }),
  });
  assert.ok(answer.ok(), `${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
