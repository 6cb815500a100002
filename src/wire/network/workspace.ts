import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';

export const WorkspaceSchema = z
  .object({
    name: z.string(),
    synthetic: z
      .boolean()
      .openapi({ description: 'True when any part of it is generated; say so wherever it is shown.' }),
    notes: z.array(z.string()).openapi({ description: 'How the data came to be.' }),
    time_zone: z.string().openapi({ example: 'Asia/Kolkata' }),
    currency: z.string().openapi({ example: 'INR' }),
    minor_per_major: z.number().int().openapi({ description: '100 paise to the rupee.' }),
    first_day: z.iso.date().openapi({ description: 'First day of the timetables that are planned.' }),
    days: z.number().int(),
    products: z.array(z.string()),
    carriers: z.array(z.object({ code: z.string(), name: z.string() })),
    example_logins: z.array(z.string()).openapi({
      description: 'Logins that need no password: of an example on a server that only this machine reaches.',
    }),
    version: z.string().openapi({ description: 'Of the server.' }),
  })
  .openapi('Workspace');

export const getWorkspace = operation({
  id: 'getWorkspace',
  method: 'get',
  path: '/v1/workspace',
  tag: 'Signing in',
  summary: 'Whose networks this server runs, where and when',
  access: 'anybody',
  answer: { status: 200, about: 'The workspace.', body: WorkspaceSchema },
});
