import type { z } from '@hono/zod-openapi';
import { addEvidence, evidenceBytes, findEvidence, type StoredEvidence } from '../../store/docks/evidence.js';
import * as wire from '../../wire/docks/evidence.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { getManifest } from './manifests.js';

/** Photos and documents that support what a party says of a handover. */
export function serveEvidence(operations: OperationServer): void {
  operations.serve(wire.addEvidence, ({ input, acting, now, run }) => {
    const { content_type: contentType, content: text } = input.body;
    const content = Buffer.from(text, 'base64');
    refuseUnfit(contentType, content);
    return run(async (tx) => {
      const stored = await getManifest(tx, input.params.id);
      if (stored.preAdvisedAt === undefined) throw new ProblemError('conflict', 'It is a draft; pre-advise it first.');
      if ((await evidenceBytes(tx, stored.id)) + content.length > wire.EVIDENCE_TOTAL_BYTES_MAX) {
        throw new ProblemError('too_large', 'This handover has 100 MB of evidence already.');
      }
      return evidenceOnWire(await addEvidence(tx, acting, stored, { contentType, content, now }));
    });
  });
  operations.serve(wire.getEvidence, ({ input, run }) =>
    run(async (tx) => {
      const found = await findEvidence(tx, input.params.id);
      if (found === undefined) throw new ProblemError('not_found');
      return { ...evidenceOnWire(found), content: found.content.toString('base64') };
    }),
  );
}

/** How files of each type begin, so that nothing else is kept under its name. */
const BEGINNINGS: Readonly<Record<(typeof wire.EVIDENCE_TYPES)[number], RegExp>> = {
  'image/jpeg': /^\xff\xd8\xff/,
  'image/png': /^\x89PNG\r\n/,
  'image/webp': /^RIFF[\s\S]{4}WEBP/,
  'application/pdf': /^%PDF-/,
};

function refuseUnfit(type: keyof typeof BEGINNINGS, content: Buffer): void {
  if (content.length > wire.EVIDENCE_BYTES_MAX) throw new ProblemError('too_large', 'A file may have 2 MB.');
  if (BEGINNINGS[type].test(content.subarray(0, 16).toString('latin1'))) return;
  const fault = { code: 'bad_format', message: `is no file of the type ${type}`, pointer: '#/content' };
  throw new ProblemError('invalid', undefined, [fault]);
}

function evidenceOnWire(stored: StoredEvidence): z.infer<typeof wire.EvidenceSchema> {
  return {
    id: stored.id,
    handover_id: stored.manifestId,
    content_type: stored.contentType as (typeof wire.EVIDENCE_TYPES)[number],
    sha256: stored.sha256,
    created_at: stored.createdAt.toISOString(),
  };
}
