import assert from 'node:assert/strict';
import { makeClient, type Client } from '../wire/http/client.js';

/** The typed client of somebody who signs in without a password, for what a story needs to have happened before. */
export async function signedIn(
  address: string,
  login: string,
): Promise<{ readonly client: Client; readonly organisationId: string }> {
  const answer = await fetch(`${address}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login }),
  });
  assert.equal(answer.status, 201, `${login} signs in`);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const session = (await answer.json()) as {
    readonly csrf_token: string;
    readonly organisation: { readonly id: string };
  };
  const headers = { cookie, 'x-csrf-token': session.csrf_token };
  return { client: makeClient({ fetch, baseUrl: address, headers }), organisationId: session.organisation.id };
}
