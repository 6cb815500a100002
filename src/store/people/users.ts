import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';

/** A person of an organisation, without the password. */
export interface User {
  readonly id: string;
  readonly organisationId: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly createdAt: Date;
  readonly disabledAt: Date | undefined;
}

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly passwordHash: string;
}

/** What may be changed of a user. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly passwordHash?: string | undefined;
  readonly disabledAt?: Date | null | undefined;
}

const COLUMNS = ['id', 'organisation_id', 'login', 'name', 'roles', 'created_at', 'disabled_at'] as const;

/** Adds a user of the acting party. Throws where the login is taken (`users_login_key`). */
export async function addUser(tx: Tx, organisationId: string, user: NewUser, now: Date): Promise<User> {
  const { login, name, roles, passwordHash } = user;
  const id = newId('user', now.getTime());
  await tx
    .insertInto('users')
    .values({
      id,
      organisation_id: organisationId,
      login,
      name,
      roles: [...roles],
      password_hash: passwordHash,
      created_at: now,
      disabled_at: null,
    })
    .execute();
  return { id, organisationId, login, name, roles, createdAt: now, disabledAt: undefined };
}

/** Users of the acting party, oldest first. */
export async function listUsers(tx: Tx): Promise<User[]> {
  return (await tx.selectFrom('users').select(COLUMNS).orderBy('id').execute()).map(userOf);
}

/** A user of the acting party. */
export async function findUser(tx: Tx, id: string): Promise<User | undefined> {
  const row = await tx.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && userOf(row);
}

/** Changes a user of the acting party and ends the user's sessions, so that what they may do is looked up again. */
export async function changeUser(tx: Tx, id: string, change: UserChange): Promise<void> {
  const { name, roles, passwordHash, disabledAt } = change;
  await tx
    .updateTable('users')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(roles === undefined ? {} : { roles: [...roles] }),
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
    })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('sessions').where('user_id', '=', id).execute();
}

/** A user who signs in, at the gate: of any organisation, unless disabled. */
export async function findSigningIn(
  tx: Tx,
  login: string,
): Promise<{ readonly user: User; readonly passwordHash: string } | undefined> {
  const row = await tx
    .selectFrom('users')
    .select([...COLUMNS, 'password_hash'])
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row && { user: userOf(row), passwordHash: row.password_hash };
}

/** The acting party's own hash of a user's password, to check the old one before it is replaced. */
export async function findPasswordHash(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.selectFrom('users').select('password_hash').where('id', '=', id).executeTakeFirst();
  return row?.password_hash;
}

interface UserRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: string[];
  readonly created_at: Date;
  readonly disabled_at: Date | null;
}

function userOf(row: UserRow): User {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    login: row.login,
    name: row.name,
    roles: row.roles,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
  };
}
