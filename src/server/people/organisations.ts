import type { z } from '@hono/zod-openapi';
import {
  addShipper,
  findOrganisation,
  listOrganisations,
  type Organisation,
} from '../../store/people/organisations.js';
import { brokenUniqueRule } from '../../store/database/store.js';
import * as wire from '../../wire/people/organisations.js';
import { ProblemError } from '../http/problem-error.js';
import { noteAudit } from './audit.js';
import { hashOfPassword, newPassword } from './secrets.js';
import type { OperationServer } from '../http/serve-operation.js';

/** Organisations as the acting party knows them. */
export function serveOrganisations(operations: OperationServer): void {
  operations.serve(wire.listOrganisations, ({ run }) =>
    run(async (tx) => ({ data: (await listOrganisations(tx)).map(organisationOnWire) })),
  );
  operations.serve(wire.getOrganisation, ({ input, run }) =>
    run(async (tx) => {
      const found = await findOrganisation(tx, input.params.id);
      if (found === undefined) throw new ProblemError('not_found');
      return organisationOnWire(found);
    }),
  );
  operations.serve(wire.createShipper, async ({ input, run, ...request }) => {
    const { principal, now } = request;
    if (principal.kind !== 'carrier') throw new ProblemError('forbidden', 'Only carriers have customers here.');
    const { name, admin_login: login } = input.body;
    const password = newPassword();
    const firstUser = {
      login,
      name,
      roles: ['admin'],
      passwordHash: await hashOfPassword(password, operations.server.passwordCost),
    };
    const carrierId = principal.organisationId;
    const shipper = await run(async (tx) => {
      const added = await addShipper(tx, { carrierId, name, firstUser, now });
      await noteAudit(tx, request, { action: 'organisation.created', subject: added.id });
      return added;
    }).catch(refuseTakenLogin);
    return { organisation: organisationOnWire(shipper), login, password };
  });
}

/** Tells that a login is taken, by whomever. */
export function refuseTakenLogin(error: unknown): never {
  if (brokenUniqueRule(error) !== 'users_login_key') throw error;
  throw new ProblemError('conflict', 'The login is taken.');
}

/** An organisation as it is told. */
export function organisationOnWire(organisation: Organisation): z.infer<typeof wire.OrganisationSchema> {
  const { id, kind, code, name, carrierId, createdAt } = organisation;
  return { id, kind, code: code ?? null, name, carrier_id: carrierId ?? null, created_at: createdAt.toISOString() };
}
