import type { z } from '@hono/zod-openapi';
import { keyIdOf, publicPemOf } from '../../base/signing.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { addPartyKey, listPartyKeys, revokePartyKey, type PartyKey } from '../../store/agreements/party-keys.js';
import { brokenUniqueRule } from '../../store/database/store.js';
import * as wire from '../../wire/agreements/agreements.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { noteAudit } from '../people/audit.js';

/** Public keys with which parties sign agreements. */
export function servePartyKeys(operations: OperationServer): void {
  operations.serve(wire.listPartyKeys, ({ run }) =>
    run(async (tx) => {
      const codes = new Map((await listOrganisations(tx)).map(({ id, code }) => [id, code]));
      return { data: (await listPartyKeys(tx)).map((key) => keyOnWire(key, codes.get(key.partyId))) };
    }),
  );
  operations.serve(wire.registerPartyKey, (request) => register(request));
  operations.serve(wire.revokePartyKey, ({ input, run, ...request }) =>
    run(async (tx) => {
      const { id } = input.params;
      if (!(await revokePartyKey(tx, id, request.now))) throw new ProblemError('not_found');
      await noteAudit(tx, request, { action: 'party_key.revoked', subject: id });
    }),
  );
}

async function register({
  input,
  run,
  ...request
}: PartyRequest<typeof wire.registerPartyKey>): Promise<z.infer<typeof wire.PartyKeySchema>> {
  const { principal, acting, now } = request;
  if (principal.kind !== 'carrier') throw new ProblemError('forbidden', 'Only carriers sign agreements here.');
  const { name, public_pem: publicPem } = input.body;
  const key = publicKeyIdOf(publicPem);
  try {
    return await run(async (tx) => {
      const registered = await addPartyKey(tx, {
        partyId: acting.partyId,
        key,
        publicPem: publicPemOf(publicPem), // as every program writes it
        name,
        synthetic: false,
        registeredBy: principal.actorId,
        registeredAt: now,
      });
      await noteAudit(tx, request, { action: 'party_key.registered', subject: registered.id, details: { key } });
      const self = (await listOrganisations(tx)).find(({ id }) => id === acting.partyId);
      return keyOnWire(registered, self?.code);
    });
  } catch (error) {
    if (brokenUniqueRule(error) === undefined) throw error;
    throw new ProblemError('conflict', `Key ${key} is registered already; a key that was revoked stays so.`);
  }
}

/** Short name of a public key that was sent; throws when it is none, above all when it is a private one. */
function publicKeyIdOf(pem: string): string {
  const refuse = (code: string, message: string): ProblemError =>
    new ProblemError('invalid', undefined, [
      {
        code,
        message,
        pointer: '#/public_pem',
        allowed: 'an Ed25519 public key in PEM, PARTY.public.pem of "interline agreement keygen"',
      },
    ]);
  if (pem.includes('PRIVATE KEY'))
    throw refuse('private_key', 'is a private key: nobody else may ever see it; make a new one');
  try {
    return keyIdOf(pem);
  } catch {
    throw refuse('bad_key', 'is no Ed25519 public key');
  }
}

function keyOnWire(key: PartyKey, party = ''): z.infer<typeof wire.PartyKeySchema> {
  return {
    id: key.id,
    party_id: key.partyId,
    party,
    key: key.key,
    name: key.name,
    public_pem: key.publicPem,
    synthetic: key.synthetic,
    registered_at: key.registeredAt.toISOString(),
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
