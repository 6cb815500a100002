import type { z } from '@hono/zod-openapi';
import { addApiKey, listApiKeys, revokeApiKey, type ApiKey } from '../../store/people/api-keys.js';
import * as wire from '../../wire/people/keys.js';
import { TEST_SCOPES } from '../../wire/people/scopes.js';
import { ProblemError } from '../http/problem-error.js';
import { noteAudit } from './audit.js';
import { hashOfSecret, newApiKeySecret } from './secrets.js';
import type { OperationServer } from '../http/serve-operation.js';

/** API keys of the acting party. */
export function serveKeys(operations: OperationServer): void {
  operations.serve(wire.listApiKeys, ({ run }) =>
    run(async (tx) => ({ data: (await listApiKeys(tx)).map(keyOnWire) })),
  );
  operations.serve(wire.createApiKey, async ({ input, run, ...request }) => {
    const { principal, acting, now } = request;
    const { name, mode, scopes } = input.body;
    const beyond = scopes.filter((scope) => !principal.scopes.has(scope));
    if (beyond.length > 0) throw new ProblemError('forbidden', `You do not have yourself: ${beyond.join(', ')}.`);
    if (mode === 'test' && scopes.some((scope) => !TEST_SCOPES.includes(scope))) {
      throw new ProblemError('forbidden', `A test key may have: ${TEST_SCOPES.join(', ')}.`);
    }
    const { secret, hint } = newApiKeySecret(mode);
    const secretHash = hashOfSecret(secret);
    const newKey = { name, mode, hint, secretHash, scopes, createdBy: principal.actorId };
    const key = await run(async (tx) => {
      const added = await addApiKey(tx, acting.partyId, newKey, now);
      await noteAudit(tx, request, { action: 'key.created', subject: added.id, details: { mode, scopes } });
      return added;
    });
    return { key: keyOnWire(key), secret };
  });
  operations.serve(wire.revokeApiKey, async ({ input, run, ...request }) => {
    const { id } = input.params;
    await run(async (tx) => {
      if (!(await revokeApiKey(tx, id, request.now))) throw new ProblemError('not_found');
      await noteAudit(tx, request, { action: 'key.revoked', subject: id });
    });
    operations.server.keyHolders.forget();
  });
}

function keyOnWire(key: ApiKey): z.infer<typeof wire.ApiKeySchema> {
  return {
    id: key.id,
    name: key.name,
    mode: key.mode,
    hint: key.hint,
    scopes: [...key.scopes],
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
