import assert from 'node:assert/strict';
import { refusal } from '../server-for-test.js';
import { auditedActs } from '../agreements/visibility-of-agreements-for-test.js';
import { allOf, foreign, ifSeen, nothing, type Checks, type Stage } from '../visibility-for-test.js';

/** Users and keys that were there when all had been played, by party. */
export interface KnownPeople {
  readonly users: ReadonlyMap<string, readonly string[]>;
  readonly keys: ReadonlyMap<string, readonly string[]>;
}

/** Takes down who has which users and keys. */
export async function playPeople({ organisations, as }: Stage): Promise<KnownPeople> {
  const users = new Map<string, string[]>();
  const keys = new Map<string, string[]>();
  for (const { id } of organisations) {
    users.set(
      id,
      (await as(id).listUsers()).body.data.map((user) => user.id),
    );
    keys.set(
      id,
      (await as(id).listApiKeys()).body.data.map((key) => key.id),
    );
  }
  return { users, keys };
}

export const PEOPLE_CHECKS: Checks<
  | 'getWorkspace'
  | 'signIn'
  | 'listSignInProviders'
  | 'signOut'
  | 'changePassword'
  | 'createShipper'
  | 'createUser'
  | 'createApiKey'
  | 'getSession'
  | 'listOrganisations'
  | 'getOrganisation'
  | 'listUsers'
  | 'changeUser'
  | 'listApiKeys'
  | 'revokeApiKey'
  | 'listAuditEntries'
> = {
  getWorkspace: nothing,
  signIn: nothing,
  listSignInProviders: nothing,
  signOut: nothing,
  changePassword: nothing,
  createShipper: nothing,
  createUser: nothing,
  createApiKey: nothing,
  getSession: async (_, { client, partyId, mode }) => {
    const { body } = await client.getSession();
    assert.deepEqual([body.organisation.id, body.mode], [partyId, mode]);
  },
  listOrganisations: async (stage, { client, partyId }) => {
    const seen = new Set((await client.listOrganisations()).body.data.map(({ id }) => id));
    const ours = stage.organisations.map(({ id }) => id).filter((id) => seen.has(id));
    assert.deepEqual(ours.toSorted(), organisationsKnown(stage, partyId));
  },
  getOrganisation: async (stage, { client, partyId }) => {
    const known = organisationsKnown(stage, partyId);
    for (const { id } of stage.organisations) {
      const seen = await ifSeen(known.includes(id), client.getOrganisation({ params: { id } }));
      if (seen !== undefined) assert.equal(seen.id, id);
    }
  },
  listUsers: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') {
      await refusal(client.listUsers(), 'forbidden');
      return;
    }
    const listed = (await client.listUsers()).body.data.map(({ id }) => id);
    assert.deepEqual(listed, (await stage.know(playPeople)).users.get(partyId));
  },
  changeUser: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') return;
    for (const id of foreign((await stage.know(playPeople)).users, partyId)) {
      await refusal(client.changeUser({ params: { id }, body: { disabled: true } }), 'not_found');
    }
  },
  listApiKeys: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') {
      await refusal(client.listApiKeys(), 'forbidden');
      return;
    }
    const listed = (await client.listApiKeys()).body.data.map(({ id }) => id);
    assert.deepEqual(listed, (await stage.know(playPeople)).keys.get(partyId));
  },
  revokeApiKey: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') return;
    for (const id of foreign((await stage.know(playPeople)).keys, partyId)) {
      await refusal(client.revokeApiKey({ params: { id } }), 'not_found');
    }
  },
  listAuditEntries: async (stage, { client, partyId, mode }) => {
    if (mode === 'test') {
      await refusal(client.listAuditEntries(), 'forbidden');
      return;
    }
    const all = await allOf(stage, (query) => client.listAuditEntries({ query }));
    const told = all.map(({ action, subject }) => ({ action, subject }));
    const ofAgreements = told.filter(({ action }) => action.startsWith('agreement.'));
    const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    assert.deepEqual(ofAgreements.toSorted(byText), (await auditedActs(stage, partyId)).toSorted(byText));
    const { action, subject } = stage.random.pick([...told, { action: 'data.exported' as const, subject: 'none' }]);
    const some = await allOf(stage, (query) => client.listAuditEntries({ query: { ...query, action, subject } }));
    assert.equal(some.length, told.filter((one) => one.action === action && one.subject === subject).length);
  },
};

/** Organisations that a party knows. */
function organisationsKnown({ organisations }: Stage, partyId: string): string[] {
  return organisations
    .filter(({ id, kind, carrierId }) => kind === 'carrier' || id === partyId || carrierId === partyId)
    .map(({ id }) => id)
    .toSorted();
}
