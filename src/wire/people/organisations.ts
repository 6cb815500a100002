import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, plainText } from '../http/common.js';
import { operation } from '../http/operation.js';
import { login, shownPassword } from './users.js';

const tag = 'Organisations';

export const OrganisationSchema = z
  .object({
    id: idOf('organisation'),
    kind: z.enum(['carrier', 'shipper']),
    code: z.string().nullable().openapi({ description: 'Of a carrier: its id in workspaces and agreements.' }),
    name: z.string(),
    carrier_id: idOf('organisation').nullable().openapi({ description: 'Of a shipper: whose customer it is.' }),
    created_at: instant,
  })
  .openapi('Organisation');

export const listOrganisations = operation({
  id: 'listOrganisations',
  method: 'get',
  path: '/v1/organisations',
  tag,
  summary: 'Organisations you know: your own, all carriers, and a carrier its shippers',
  access: 'organisations:read',
  answer: { status: 200, about: 'All of them, oldest first.', body: z.object({ data: z.array(OrganisationSchema) }) },
});

export const getOrganisation = operation({
  id: 'getOrganisation',
  method: 'get',
  path: '/v1/organisations/{id}',
  tag,
  summary: 'One organisation',
  access: 'organisations:read',
  params: idParams('organisation'),
  answer: { status: 200, about: 'The organisation.', body: OrganisationSchema },
  problems: ['not_found'],
});

export const createShipper = operation({
  id: 'createShipper',
  method: 'post',
  path: '/v1/organisations',
  tag,
  summary: 'Add a shipper as your customer, with its first user',
  description: 'For carriers. The password of the first user is shown this once.',
  access: 'organisations:write',
  body: z.strictObject({ name: plainText(200), admin_login: login }),
  answer: {
    status: 201,
    about: 'The shipper, and how its first user signs in.',
    body: z.object({ organisation: OrganisationSchema, login: z.string(), password: shownPassword }),
  },
  problems: ['forbidden', 'conflict'],
});
