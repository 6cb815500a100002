import { z } from '@hono/zod-openapi';
import { AUDITED } from './audited.js';
import { idOf, instant, pageOf, pageQuery } from '../http/common.js';
import { operation } from '../http/operation.js';

export const AuditEntrySchema = z
  .object({
    id: idOf('auditEntry'),
    actor: z.string().openapi({ description: 'Id of the user or key.' }),
    action: z.enum(AUDITED),
    subject: z.string().openapi({ description: 'Id of what it was done to.' }),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
    at: instant,
  })
  .openapi('AuditEntry');

export const listAuditEntries = operation({
  id: 'listAuditEntries',
  method: 'get',
  path: '/v1/audit',
  tag: 'Audit',
  summary: 'Who of your organisation did what that is risky',
  description: 'Users, keys, agreements, exports. Entries are never changed or removed.',
  access: 'audit:read',
  query: z.strictObject({
    ...pageQuery,
    action: z.enum(AUDITED).optional(),
    actor: z.string().max(100).optional(),
    subject: z.string().max(100).optional(),
  }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(AuditEntrySchema) },
});
