import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Handovers';

export const EVIDENCE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;

/** Bytes of one file. */
export const EVIDENCE_BYTES_MAX = 2 * 1024 * 1024;

/** Bytes of all files of one handover. */
export const EVIDENCE_TOTAL_BYTES_MAX = 100 * 1024 * 1024;

const base64 = z
  .string()
  .min(4)
  .max(Math.ceil(EVIDENCE_BYTES_MAX / 3) * 4)
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'must be base64');

export const EvidenceSchema = z
  .object({
    id: idOf('evidence'),
    handover_id: idOf('manifest'),
    content_type: z.enum(EVIDENCE_TYPES),
    sha256: z.string().openapi({ description: 'Of the file, hexadecimal; what a discrepancy or dispute names.' }),
    created_at: instant,
  })
  .openapi('Evidence');

export const addEvidence = operation({
  id: 'addEvidence',
  method: 'post',
  path: '/v1/handovers/{id}/evidence',
  tag,
  summary: 'Keep a photo or document of a handover',
  description:
    'Up to 2 MB, base64. Both sides of the handover see it and nobody else does; scans and disputes name it by its id. The same file is ' +
    'kept once.',
  access: 'custody:write',
  params: idParams('manifest'),
  bodyBytesMax: 3 * 1024 * 1024,
  body: z.strictObject({ content_type: z.enum(EVIDENCE_TYPES), content: base64 }),
  repeatable: true,
  answer: { status: 201, about: 'What is kept.', body: EvidenceSchema },
  problems: ['not_found', 'conflict', 'too_large'],
});

export const getEvidence = operation({
  id: 'getEvidence',
  method: 'get',
  path: '/v1/evidence/{id}',
  tag,
  summary: 'A photo or document of a handover',
  access: 'custody:read',
  params: idParams('evidence'),
  answer: { status: 200, about: 'With its content, base64.', body: EvidenceSchema.extend({ content: z.string() }) },
  problems: ['not_found'],
});
