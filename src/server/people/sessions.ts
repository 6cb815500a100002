import { deleteCookie } from 'hono/cookie';
import { findOrganisation } from '../../store/people/organisations.js';
import { removeSession } from '../../store/people/sessions.js';
import { changeUser, findPasswordHash, findSigningIn, findUser } from '../../store/people/users.js';
import type { AnswerOf } from '../../wire/http/operation.js';
import { SCOPES, scopesOfRoles } from '../../wire/people/scopes.js';
import * as wire from '../../wire/people/session.js';
import { noteAudit } from './audit.js';
import { cookieName, refuseOtherSites } from './authenticate.js';
import { ProblemError } from '../http/problem-error.js';
import { RateLimiter } from '../http/rate-limits.js';
import type { Providers } from './providers.js';
import { openSession } from './open-session.js';
import { csrfTokenOf, hashOfPassword, hashOfSecret, isPassword, type PasswordCost } from './secrets.js';
import { peerOf, type OpenRequest, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { organisationOnWire } from './organisations.js';

/** Signing in and out. */
export function serveSessions(operations: OperationServer, providers: Providers): void {
  const { server } = operations;
  const attempts = new RateLimiter(server.limits.perSignIn, server.processes);
  operations.serveAnybody(wire.signIn, (request) => signIn(operations, attempts, request));
  operations.serve(wire.getSession, ({ principal, run }) =>
    run(async (tx) => {
      const organisation = await findOrganisation(tx, principal.organisationId);
      if (organisation === undefined) throw new ProblemError('not_found');
      const user = principal.session && (await findUser(tx, principal.actorId));
      return {
        actor: principal.actorId,
        name: user?.name ?? null,
        organisation: organisationOnWire(organisation),
        mode: principal.mode,
        scopes: SCOPES.filter((scope) => principal.scopes.has(scope)),
        expires_at: principal.session?.expiresAt.toISOString() ?? null,
        csrf_token: principal.session === undefined ? null : csrfTokenOf(principal.session.secret),
      };
    }),
  );
  operations.serve(wire.signOut, async ({ principal, http }) => {
    const secret = principal.session?.secret;
    if (secret !== undefined) await server.store.asGate((tx) => removeSession(tx, hashOfSecret(secret)));
    deleteCookie(http, cookieName(server), { path: '/', secure: server.secureCookies });
    return { provider_url: (await providers.signOutAt(http)) ?? null };
  });
  operations.serve(wire.changePassword, (request) => changePassword(request, server.passwordCost));
}

async function signIn(
  { server }: OperationServer,
  attempts: RateLimiter,
  { input, http, now }: OpenRequest<typeof wire.signIn>,
): Promise<AnswerOf<typeof wire.signIn>> {
  refuseOtherSites(http);
  const { login, password } = input.body;
  // Both limits: one address tries many logins, many addresses try one.
  for (const asker of [`peer ${peerOf(http, server)}`, `login ${login}`]) {
    const { allowed, resetSec } = attempts.take(asker, now.getTime());
    if (allowed) continue;
    const retry = { 'retry-after': String(resetSec) };
    throw new ProblemError('too_many_requests', 'Too many attempts to sign in.', undefined, retry);
  }
  const found = await server.store.asGate((tx) => findSigningIn(tx, login));
  const trusted = password === undefined && server.passwordless && found !== undefined;
  if (!trusted && !(await isPassword(password ?? '', found?.passwordHash, server.passwordCost))) {
    server.metrics.signIns.inc({ outcome: 'refused' });
    throw new ProblemError('not_signed_in', 'Login or password is wrong.');
  }
  if (found === undefined) throw new ProblemError('not_signed_in', 'Login or password is wrong.');
  server.metrics.signIns.inc({ outcome: 'done' });
  const { user } = found;
  const organisation = await server.store.asParty({ partyId: user.organisationId, mode: 'live' }, (tx) =>
    findOrganisation(tx, user.organisationId),
  );
  if (organisation === undefined) throw new ProblemError('not_signed_in');
  const { secret, expiresAt } = await openSession(http, server, { userId: user.id, now });
  return {
    actor: user.id,
    name: user.name,
    organisation: organisationOnWire(organisation),
    mode: 'live',
    scopes: [...scopesOfRoles(user.roles)],
    expires_at: expiresAt.toISOString(),
    csrf_token: csrfTokenOf(secret),
  };
}

async function changePassword(
  { input, run, ...request }: PartyRequest<typeof wire.changePassword>,
  cost: PasswordCost,
): Promise<void> {
  const { principal } = request;
  if (principal.session === undefined) throw new ProblemError('forbidden', 'An API key has no password.');
  const { password, new_password } = input.body;
  const kept = await run((tx) => findPasswordHash(tx, principal.actorId));
  if (!(await isPassword(password, kept, cost))) throw new ProblemError('forbidden', 'The old password is wrong.');
  const passwordHash = await hashOfPassword(new_password, cost);
  await run(async (tx) => {
    await changeUser(tx, principal.actorId, { passwordHash });
    await noteAudit(tx, request, { action: 'user.password_changed', subject: principal.actorId });
  });
}
