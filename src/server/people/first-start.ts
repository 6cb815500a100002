import { addCarrier, listOrganisations } from '../../store/people/organisations.js';
import { actAs, brokenUniqueRule } from '../../store/database/store.js';
import { addUser } from '../../store/people/users.js';
import type { ServerContext } from '../context.js';
import { hashOfPassword, newPassword } from './secrets.js';

/** How the first user of a carrier signs in; said once, and kept nowhere. */
export interface FirstUser {
  readonly party: string; // code
  readonly login: string;
  readonly password: string;
}

/** Login of a carrier's first user. */
export function firstLoginOf(code: string): string {
  return `${code.toLowerCase()}-admin`;
}

/**
 * Makes each carrier of the workspace that the database does not know yet, with one admin and a random password. Servers that start
 * at once on one database make each of them once.
 */
export async function addMissingParties(
  { store, reference, passwordCost }: Pick<ServerContext, 'store' | 'reference' | 'passwordCost'>,
  now: Date,
): Promise<FirstUser[]> {
  const known = await store.asGate((tx) => listOrganisations(tx));
  const added: FirstUser[] = [];
  for (const { code, name } of reference.parties) {
    if (known.some((organisation) => organisation.code === code)) continue;
    const login = firstLoginOf(code);
    const password = newPassword();
    const passwordHash = await hashOfPassword(password, passwordCost);
    try {
      await store.asParty({ partyId: undefined, mode: 'live' }, async (tx) => {
        const id = await addCarrier(tx, { code, name, now });
        await actAs(tx, id);
        await addUser(tx, id, { login, name: `Admin of ${name}`, roles: ['admin'], passwordHash }, now);
      });
      added.push({ party: code, login, password });
    } catch (error) {
      // Another server was first, and has told the password.
      if (brokenUniqueRule(error) !== 'organisations_code_key') throw error;
    }
  }
  return added;
}
