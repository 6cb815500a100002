import type { z } from '@hono/zod-openapi';
import { addUser, changeUser, findUser, listUsers, type User } from '../../store/people/users.js';
import * as wire from '../../wire/people/users.js';
import { ProblemError } from '../http/problem-error.js';
import { noteAudit } from './audit.js';
import { hashOfPassword, newPassword } from './secrets.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { refuseTakenLogin } from './organisations.js';

/** Users of the acting party. */
export function serveUsers(operations: OperationServer): void {
  operations.serve(wire.listUsers, ({ run }) => run(async (tx) => ({ data: (await listUsers(tx)).map(userOnWire) })));
  operations.serve(wire.createUser, async ({ input, run, ...request }) => {
    const { acting, now } = request;
    const password = newPassword();
    const passwordHash = await hashOfPassword(password, operations.server.passwordCost);
    const user = await run(async (tx) => {
      const added = await addUser(tx, acting.partyId, { ...input.body, passwordHash }, now);
      await noteAudit(tx, request, { action: 'user.created', subject: added.id, details: { roles: added.roles } });
      return added;
    }).catch(refuseTakenLogin);
    return { user: userOnWire(user), password };
  });
  operations.serve(wire.changeUser, (request) => change(request));
}

function change({ input, run, ...request }: PartyRequest<typeof wire.changeUser>): Promise<WireUser> {
  const { principal, now } = request;
  const { id } = input.params;
  const { name, roles, disabled } = input.body;
  // Otherwise an organisation could end up with nobody who may add users.
  const takesOwnRights = id === principal.actorId && (disabled === true || roles?.includes('admin') === false);
  if (takesOwnRights) throw new ProblemError('conflict', 'You cannot take your own rights away.');
  return run(async (tx) => {
    const user = await findUser(tx, id);
    if (user === undefined) throw new ProblemError('not_found');
    const disabledAt = disabled === undefined ? undefined : disabled ? (user.disabledAt ?? now) : null;
    await changeUser(tx, id, { name, roles, disabledAt });
    const details = { name: name === undefined ? undefined : 'changed', roles, disabled };
    await noteAudit(tx, request, { action: 'user.changed', subject: id, details });
    const changed = await findUser(tx, id);
    return userOnWire(changed ?? user);
  });
}

type WireUser = z.infer<typeof wire.UserSchema>;

function userOnWire({ id, organisationId, login, name, roles, createdAt, disabledAt }: User): WireUser {
  return {
    id,
    organisation_id: organisationId,
    login,
    name,
    roles: [...roles],
    created_at: createdAt.toISOString(),
    disabled_at: disabledAt?.toISOString() ?? null,
  };
}
