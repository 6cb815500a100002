import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as client from 'openid-client';
import { addAuditEntry } from '../../store/people/audit-log.js';
import { listOrganisations, type Organisation } from '../../store/people/organisations.js';
import { addUser, findSigningIn } from '../../store/people/users.js';
import * as wire from '../../wire/people/session.js';
import { login as loginSchema } from '../../wire/people/users.js';
import type { RequestEnv, ServerContext } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { RateLimiter } from '../http/rate-limits.js';
import { peerOf, type OperationServer } from '../http/serve-operation.js';
import type { Providers } from './providers.js';
import { openSession } from './open-session.js';
import { hashOfPassword, newPassword } from './secrets.js';
import type { SignInProvider } from './sign-in-settings.js';

/** Somebody may take so long to sign in at a provider. */
const PENDING_MS = 10 * 60 * 1000;

/** Signing in through providers, by the authorization code flow with PKCE. Their pages are for browsers, not for programs. */
export function serveOidc(operations: OperationServer, app: Hono<RequestEnv>, providers: Providers): void {
  const { server } = operations;
  operations.serveAnybody(wire.listSignInProviders, () =>
    Promise.resolve({
      data: server.signInProviders.map(({ name, title }) => ({ name, title, path: `/v1/session/oidc/${name}` })),
    }),
  );
  const attempts = new RateLimiter(server.limits.perSignIn, server.processes);
  app.get('/v1/session/oidc/:name', (http) => {
    http.set('route', '/v1/session/oidc/{name}');
    return begin(http, server, { attempts, providers });
  });
  app.get('/v1/session/oidc/:name/callback', (http) => {
    http.set('route', '/v1/session/oidc/{name}/callback');
    return finish(http, server, { attempts, providers });
  });
}

interface Desk {
  readonly attempts: RateLimiter;
  readonly providers: Providers;
}

/** What a browser keeps while its user is at the provider. */
interface Pending {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Sends a browser to the provider. */
async function begin(http: Context<RequestEnv>, server: ServerContext, desk: Desk): Promise<Response> {
  const provider = providerOf(http, server, desk);
  const configuration = await reached(desk.providers.configured(provider));
  const pending: Pending = {
    provider: provider.name,
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  // Lax, because the browser comes back from a page of the provider.
  setCookie(http, pendingCookie(server), Buffer.from(JSON.stringify(pending)).toString('base64url'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: server.secureCookies,
    maxAge: PENDING_MS / 1000,
  });
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: provider.callback.href,
    scope: provider.scopes,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  http.header('cache-control', 'no-store');
  return http.redirect(url.href, 302);
}

/** Takes a browser that comes back, and opens a session if the provider says who it is. */
async function finish(http: Context<RequestEnv>, server: ServerContext, desk: Desk): Promise<Response> {
  const provider = providerOf(http, server, desk);
  const pending = pendingOf(getCookie(http, pendingCookie(server)));
  deleteCookie(http, pendingCookie(server), { path: '/', secure: server.secureCookies });
  if (pending?.provider !== provider.name) {
    throw new ProblemError('not_signed_in', 'Signing in was not begun here, or took too long. Begin again.');
  }
  const configuration = await reached(desk.providers.configured(provider));
  const url = new URL(provider.callback);
  url.search = new URL(http.req.url).search;
  const { claims, idToken } = await claimsOf(configuration, url, pending);
  const userId = await userOf(server, provider, claims).catch((error: unknown) => {
    server.metrics.signIns.inc({ outcome: 'refused' });
    throw error;
  });
  server.metrics.signIns.inc({ outcome: 'done' });
  const { expiresAt } = await openSession(http, server, { userId, now: server.now() });
  desk.providers.remember(http, provider, idToken, expiresAt);
  http.header('cache-control', 'no-store');
  // Not a redirect: a browser sends a strict cookie only with what a page of this server makes it ask for.
  return http.html(SIGNED_IN);
}

const SIGNED_IN = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0;url=/"><title>Signed in</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; margin: 2rem"><p>You are signed in. <a href="/">Go on</a></p></html>
`;

function providerOf(http: Context<RequestEnv>, server: ServerContext, { attempts }: Desk): SignInProvider {
  const { allowed, resetSec } = attempts.take(`peer ${peerOf(http, server)}`, server.now().getTime());
  if (!allowed) {
    const retry = { 'retry-after': String(resetSec) };
    throw new ProblemError('too_many_requests', 'Too many attempts to sign in.', undefined, retry);
  }
  const found = server.signInProviders.find(({ name }) => name === http.req.param('name'));
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

async function reached<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw new ProblemError(
      'not_ready',
      `The sign-in provider does not answer as it should: ${(error as Error).message}.`,
    );
  }
}

async function claimsOf(
  configuration: client.Configuration,
  url: URL,
  { state, nonce, verifier }: Pending,
): Promise<{ readonly claims: client.IDToken; readonly idToken: string | undefined }> {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
  try {
    const told = await client.authorizationCodeGrant(configuration, url, checks);
    const claims = told.claims();
    if (claims !== undefined) return { claims, idToken: told.id_token };
  } catch (error) {
    throw new ProblemError(
      'not_signed_in',
      `The sign-in provider did not say who you are: ${(error as Error).message}.`,
    );
  }
  throw new ProblemError('not_signed_in', 'The sign-in provider did not say who you are.');
}

/** The user that the claims are about; throws where a provider may not speak for it. */
async function userOf(server: ServerContext, provider: SignInProvider, claims: client.IDToken): Promise<string> {
  const refuse = (why: string): ProblemError => new ProblemError('forbidden', why);
  for (const [claim, allowed] of provider.required) {
    const told = [claims[claim]].flat().map(String);
    if (!allowed.some((value) => told.includes(value))) throw refuse(`Your account does not have the right ${claim}.`);
  }
  const told = claims[provider.loginClaim];
  if (typeof told !== 'string') throw refuse(`The sign-in provider does not tell your ${provider.loginClaim}.`);
  if (provider.loginClaim === 'email' && claims['email_verified'] !== true)
    throw refuse('Your e-mail is not verified.');
  const login = told.toLowerCase();
  const organisations = (await server.store.asGate((tx) => listOrganisations(tx))).filter(
    ({ id, code }) =>
      provider.organisations.includes(id) || (code !== undefined && provider.organisations.includes(code)),
  );
  const found = await server.store.asGate((tx) => findSigningIn(tx, login));
  if (found !== undefined && organisations.some(({ id }) => id === found.user.organisationId)) return found.user.id;
  const unknown = refuse('There is no user for your account here. Ask an admin of your organisation.');
  const [first] = organisations;
  if (found !== undefined || provider.createdRoles === undefined || first === undefined) throw unknown;
  if (!loginSchema.safeParse(login).success) throw unknown;
  const name = typeof claims['name'] === 'string' ? claims['name'].slice(0, 200) : login;
  return createUser(server, provider, { organisation: first, login, name });
}

async function createUser(
  { store, passwordCost, now: clock }: ServerContext,
  { name: provider, createdRoles = [] }: SignInProvider,
  { organisation, login, name }: { readonly organisation: Organisation; readonly login: string; readonly name: string },
): Promise<string> {
  const now = clock();
  const passwordHash = await hashOfPassword(newPassword(), passwordCost); // of a password that nobody is told
  return store.asParty({ partyId: organisation.id, mode: 'live' }, async (tx) => {
    const { id } = await addUser(tx, organisation.id, { login, name, roles: createdRoles, passwordHash }, now);
    await addAuditEntry(tx, organisation.id, {
      actor: `oidc ${provider}`,
      action: 'user.created',
      subject: id,
      details: { roles: createdRoles },
      requestId: undefined,
      notedAt: now,
    });
    return id;
  });
}

function pendingCookie({ secureCookies }: Pick<ServerContext, 'secureCookies'>): string {
  return secureCookies ? '__Host-interline-sign-in' : 'interline-sign-in';
}

/** What a cookie says; whoever made it up has its own browser refused by the provider's answer. */
function pendingOf(cookie: string | undefined): Pending | undefined {
  if (cookie === undefined) return undefined;
  try {
    const { provider, state, nonce, verifier } = JSON.parse(
      Buffer.from(cookie, 'base64url').toString(),
    ) as Partial<Pending>;
    const texts = [provider, state, nonce, verifier];
    if (!texts.every((text) => typeof text === 'string' && text !== '')) return undefined;
    return { provider, state, nonce, verifier } as Pending;
  } catch {
    return undefined;
  }
}
