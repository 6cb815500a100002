import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';
import { ROLES } from './scopes.js';

const tag = 'Users';

/** By what a user signs in. */
export const login = z
  .string()
  .min(3)
  .max(100)
  .regex(/^[a-z0-9][a-z0-9.@_+-]*$/, 'must be lower-case letters, digits and . @ _ + -')
  .openapi({ example: 'ats-admin' });

export const newPassword = z.string().min(12, 'must have at least 12 characters').max(200);

export const shownPassword = z.string().openapi({ description: 'Shown this once; only a hash of it is kept.' });

const roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length);

export const UserSchema = z
  .object({
    id: idOf('user'),
    organisation_id: idOf('organisation'),
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    created_at: instant,
    disabled_at: instant.nullable(),
  })
  .openapi('User');

/** A user as the interface tells it. */
export type WireUser = z.infer<typeof UserSchema>;

export const listUsers = operation({
  id: 'listUsers',
  method: 'get',
  path: '/v1/users',
  tag,
  summary: 'Users of your organisation',
  access: 'users:read',
  answer: { status: 200, about: 'All of them, oldest first.', body: z.object({ data: z.array(UserSchema) }) },
});

export const createUser = operation({
  id: 'createUser',
  method: 'post',
  path: '/v1/users',
  tag,
  summary: 'Add a user to your organisation',
  description: 'The password is made by the server and shown this once.',
  access: 'users:write',
  body: z.strictObject({ login, name: plainText(200), roles }),
  answer: {
    status: 201,
    about: 'The user and the password.',
    body: z.object({ user: UserSchema, password: shownPassword }),
  },
  problems: ['conflict'],
});

export const changeUser = operation({
  id: 'changeUser',
  method: 'patch',
  path: '/v1/users/{id}',
  tag,
  summary: 'Change name or roles of a user, disable or enable one',
  description: 'Ends the sessions of the user. You cannot take your own rights away.',
  access: 'users:write',
  params: idParams('user'),
  body: z.strictObject({ name: plainText(200).optional(), roles: roles.optional(), disabled: z.boolean().optional() }),
  answer: { status: 200, about: 'The user as changed.', body: UserSchema },
  problems: ['not_found', 'conflict'],
});
