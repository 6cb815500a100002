import { z } from '@hono/zod-openapi';
import { instant } from '../http/common.js';
import { operation } from '../http/operation.js';
import { OrganisationSchema } from './organisations.js';
import { SCOPES } from './scopes.js';
import { newPassword } from './users.js';

const tag = 'Signing in';

export const SessionSchema = z
  .object({
    actor: z.string().openapi({ description: 'Id of the user or key that is asking.' }),
    name: z.string().nullable().openapi({ description: 'Name of the user; null for a key.' }),
    organisation: OrganisationSchema,
    mode: z.enum(['live', 'test']),
    scopes: z.array(z.enum(SCOPES)),
    expires_at: instant.nullable().openapi({ description: 'End of a session; null for a key.' }),
    csrf_token: z
      .string()
      .nullable()
      .openapi({ description: 'Of a session: to be sent as X-CSRF-Token with everything but GET. Null for a key.' }),
  })
  .openapi('Session');

export const signIn = operation({
  id: 'signIn',
  method: 'post',
  path: '/v1/session',
  tag,
  summary: 'Sign in',
  description:
    'Sets a session cookie. An example workspace on a server that only this machine reaches takes a login without password.',
  access: 'anybody',
  body: z.strictObject({ login: z.string().max(100), password: z.string().max(200).optional() }),
  answer: { status: 201, about: 'The session.', body: SessionSchema },
  problems: ['not_signed_in', 'forbidden'],
});

export const getSession = operation({
  id: 'getSession',
  method: 'get',
  path: '/v1/session',
  tag,
  summary: 'Who you are, and what you may do',
  access: 'signed_in',
  answer: { status: 200, about: 'The session, or the key as one.', body: SessionSchema },
});

export const signOut = operation({
  id: 'signOut',
  method: 'delete',
  path: '/v1/session',
  tag,
  summary: 'Sign out',
  access: 'signed_in',
  answer: {
    status: 200,
    about: 'The session is over.',
    body: z.object({
      provider_url: z.url().nullable().openapi({
        description:
          'Where a browser whose user signed in at a provider goes to be signed out there, too; null otherwise.',
      }),
    }),
  },
});

export const changePassword = operation({
  id: 'changePassword',
  method: 'put',
  path: '/v1/session/password',
  tag,
  summary: 'Change your password',
  description: 'For users. Ends all of your sessions.',
  access: 'signed_in',
  body: z.strictObject({ password: z.string().max(200), new_password: newPassword }),
  answer: { status: 204, about: 'The password is changed.' },
  problems: ['forbidden'],
});

export const listSignInProviders = operation({
  id: 'listSignInProviders',
  method: 'get',
  path: '/v1/session/providers',
  tag,
  summary: 'Who else says who people are',
  description:
    'A browser that opens one of the paths is sent to the provider (OpenID Connect), and comes back signed in.',
  access: 'anybody',
  answer: {
    status: 200,
    about: 'All providers; none unless the server was started with some.',
    body: z.object({ data: z.array(z.object({ name: z.string(), title: z.string(), path: z.string() })) }),
  },
});
