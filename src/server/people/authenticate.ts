import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { findSignedIn } from '../../store/people/sessions.js';
import type { Scope } from '../../wire/people/scopes.js';
import { SCOPES, scopesOfRoles } from '../../wire/people/scopes.js';
import type { Principal, RequestEnv, ServerContext } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { csrfTokenOf, equalSecrets, hashOfSecret } from './secrets.js';

/** Name of the session's cookie. Browsers take the prefix from secure servers only, and for the whole host only. */
export function cookieName({ secureCookies }: Pick<ServerContext, 'secureCookies'>): string {
  return secureCookies ? '__Host-interline' : 'interline';
}

/** Who is asking, by key or session; undefined when neither is sent. Throws when what is sent is not known. */
export async function authenticate(http: Context<RequestEnv>, server: ServerContext): Promise<Principal | undefined> {
  const authorization = http.req.header('authorization');
  if (authorization !== undefined) return holderOf(authorization, server);
  const secret = getCookie(http, cookieName(server));
  if (secret === undefined) return undefined;
  const now = server.now();
  const signedIn = await findSignedIn(server.store, hashOfSecret(secret), now);
  if (signedIn === undefined) throw new ProblemError('not_signed_in', 'The session is over. Sign in again.');
  if (!READING_METHODS.has(http.req.method)) checkOrigin(http, secret);
  return {
    actorId: signedIn.userId,
    organisationId: signedIn.organisationId,
    kind: signedIn.kind,
    mode: 'live',
    scopes: scopesOfRoles(signedIn.roles),
    session: { secret, expiresAt: signedIn.expiresAt },
  };
}

const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const KEY = /^Bearer (il_(?:live|test)_[A-Za-z0-9_-]{43})$/;

async function holderOf(authorization: string, { keyHolders, now }: ServerContext): Promise<Principal> {
  const secret = KEY.exec(authorization)?.[1];
  const holder = secret === undefined ? undefined : await keyHolders.find(hashOfSecret(secret), now());
  if (holder === undefined) {
    throw new ProblemError('not_signed_in', 'The API key is not known, or was revoked.', undefined, {
      'www-authenticate': 'Bearer realm="interline"',
    });
  }
  const { keyId, organisationId, kind, mode, scopes } = holder;
  return { actorId: keyId, organisationId, kind, mode, scopes: knownScopes(scopes), session: undefined };
}

const scopesOf = new WeakMap<readonly string[], ReadonlySet<Scope>>(); // of a key that is kept, its scopes are the same list

function knownScopes(scopes: readonly string[]): ReadonlySet<Scope> {
  const known = scopesOf.get(scopes) ?? new Set(SCOPES.filter((scope) => scopes.includes(scope)));
  scopesOf.set(scopes, known);
  return known;
}

/** A browser sends the cookie with whatever any page makes it send; only our own pages know the token. */
function checkOrigin(http: Context<RequestEnv>, secret: string): void {
  refuseOtherSites(http);
  const token = http.req.header('x-csrf-token') ?? '';
  if (!equalSecrets(token, csrfTokenOf(secret))) {
    throw new ProblemError('forbidden', 'X-CSRF-Token must be the csrf_token of the session.');
  }
}

/** Throws where a browser says that a page of another site made the request. */
export function refuseOtherSites(http: Context<RequestEnv>): void {
  const site = http.req.header('sec-fetch-site');
  const origin = http.req.header('origin');
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  if (sameSite && (origin === undefined || hostOf(origin) === http.req.header('host'))) return;
  throw new ProblemError('forbidden', 'Requests with a session must come from pages of this server.');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
