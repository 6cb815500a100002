import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { addSession } from '../../store/people/sessions.js';
import type { RequestEnv, ServerContext } from '../context.js';
import { cookieName } from './authenticate.js';
import { hashOfSecret, newSecret } from './secrets.js';

const SESSION_MS = 12 * 3600 * 1000;

/** Opens a session of a user who is known to be who asks, and sets its cookie. */
export async function openSession(
  http: Context<RequestEnv>,
  server: Pick<ServerContext, 'store' | 'secureCookies'>,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<{ readonly secret: string; readonly expiresAt: Date }> {
  const secret = newSecret();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await server.store.asGate((tx) => addSession(tx, { secretHash: hashOfSecret(secret), userId, now, expiresAt }));
  setCookie(http, cookieName(server), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: server.secureCookies,
    expires: expiresAt,
  });
  return { secret, expiresAt };
}
