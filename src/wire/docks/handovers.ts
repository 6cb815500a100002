import { z } from '@hono/zod-openapi';
import { CONDITIONS, DISCREPANCY_CODES } from '../../domain/handover.js';
import { idOf, idParams, instant, pageOf, pageQuery, plainText } from '../http/common.js';
import { actId, containerText, deviceTime, pieceText, sealText } from './containers.js';
import { PHASES } from './manifests.js';
import { operation } from '../http/operation.js';

const tag = 'Handovers';

export const SCANS_MAX = 1000;

const EVIDENCE_KINDS = ['photo', 'weighing', 'seal', 'signature', 'document', 'statement'] as const;

/** What was read at the dock, or a file that was uploaded. */
const SentEvidenceSchema = z.union([
  z.strictObject({ kind: z.enum(EVIDENCE_KINDS), evidence_id: idOf('evidence') }),
  z.strictObject({
    kind: z.enum(EVIDENCE_KINDS),
    ref: z
      .string()
      .regex(/^[\w.:/-]{1,100}$/, 'must be 1 to 100 letters, digits, _ . : / or -')
      .openapi({ description: 'What was read: a weigher, a seal. No personal data: it stays in the log.' }),
  }),
]);

const ToldEvidenceSchema = z.object({
  kind: z.enum(EVIDENCE_KINDS),
  ref: z.string(),
  sha256: z.string().optional(),
});

const act = { id: actId, device_time: deviceTime };

export const ScanSchema = z
  .strictObject({
    ...act,
    piece: pieceText.optional(),
    container: containerText.optional(),
    conditions: z
      .array(z.enum(CONDITIONS))
      .max(CONDITIONS.length)
      .optional()
      .openapi({ description: 'What is to be seen. missing: it was looked for and is not there.' }),
    weight_g: z.number().int().min(1).max(2_000_000).optional(),
    seal: sealText.optional().openapi({ description: 'Number of the seal, as read.' }),
    evidence: z.array(SentEvidenceSchema).max(10).optional(),
  })
  .refine(({ piece, container }) => (piece === undefined) !== (container === undefined), {
    error: 'needs either piece or container',
  })
  .openapi('Scan');

const ActRefusalSchema = z.object({ code: z.string(), words: z.string() });

const ScanResultSchema = z
  .object({
    id: z.string(),
    status: z.enum(['recorded', 'known', 'refused']).openapi({
      description: 'Known: it was recorded before. Refused: it counts for nothing; refusal says why.',
    }),
    item: z.string(),
    manifested: z.boolean(),
    outcome: z.enum(['not_tendered', 'expected', 'accepted', 'refused', 'missing']).nullable(),
    discrepancies: z.array(z.enum(DISCREPANCY_CODES)),
    refusal: ActRefusalSchema.optional(),
  })
  .openapi('ScanResult');

export const recordScans = operation({
  id: 'recordScans',
  method: 'post',
  path: '/v1/handovers/{id}/scans',
  tag,
  summary: `Receive: up to ${SCANS_MAX} scans of pieces and containers`,
  description:
    'For the receiver. One scan or many, in any order, late and twice: each id counts once, at its moment. Custody passes with the ' +
    'first scan of a piece, or of a sealed container around it whose seal is read as manifested or intact.',
  access: 'custody:write',
  params: idParams('manifest'),
  bodyBytesMax: 1024 * 1024,
  body: z.strictObject({ scans: z.array(ScanSchema).min(1).max(SCANS_MAX) }),
  repeatable: true,
  answer: {
    status: 200,
    about: 'What came of each, in the order in which they were sent.',
    body: z.object({ results: z.array(ScanResultSchema) }),
  },
  problems: ['not_found', 'conflict'],
});

export const DiscrepancySchema = z
  .object({
    key: z.string().openapi({ description: 'Names it within the handover.', example: 'DAMAGED piece shp_01k…' }),
    code: z.enum(DISCREPANCY_CODES),
    of: z.enum(['piece', 'container']),
    item: z.string(),
    words: z.string(),
    told_at: instant,
    found_at: instant.nullable().openapi({ description: 'Of SHORT: it came after all.' }),
    evidence: z.array(ToldEvidenceSchema),
    status: z.enum(['open', 'disputed', 'stands', 'falls', 'split']),
    settled_at: instant.nullable(),
  })
  .openapi('Discrepancy');

const count = z.number().int();

export const HandoverSchema = z
  .object({
    id: idOf('manifest'),
    phase: z.enum(PHASES),
    tendered_at: instant.nullable(),
    report_by: instant.nullable(),
    pieces: z.object({
      not_tendered: count,
      expected: count,
      accepted: count,
      refused: count,
      missing: count,
      not_manifested: count,
    }),
    discrepancies: z.array(DiscrepancySchema),
    remarks: z.array(z.object({ act: z.string(), words: z.string() })).openapi({
      description: 'Acts that change nothing, and why.',
    }),
  })
  .openapi('Handover');

export const HandoverItemSchema = z
  .object({
    of: z.enum(['piece', 'container']),
    item: z.string(),
    manifested: z.boolean(),
    status: z.enum(['not_tendered', 'expected', 'accepted', 'refused', 'missing']),
    accepted_by: z.enum(['scan', 'container', 'silence']).nullable(),
    accepted_at: instant.nullable(),
  })
  .openapi('HandoverItem');

export const getHandover = operation({
  id: 'getHandover',
  method: 'get',
  path: '/v1/handovers/{id}',
  tag,
  summary: 'What was tendered against what was received',
  description:
    'A handover has the id of its manifest. It is told as it stands now: silence counts from the moment it accepts.',
  access: 'custody:read',
  params: idParams('manifest'),
  answer: { status: 200, about: 'The handover.', body: HandoverSchema },
  problems: ['not_found'],
});

export const listHandoverItems = operation({
  id: 'listHandoverItems',
  method: 'get',
  path: '/v1/handovers/{id}/items',
  tag,
  summary: 'What has become of each piece and container',
  access: 'custody:read',
  params: idParams('manifest'),
  query: z.strictObject({
    ...pageQuery,
    of: z.enum(['piece', 'container']).optional(),
    status: z.enum(['not_tendered', 'expected', 'accepted', 'refused', 'missing']).optional(),
  }),
  answer: { status: 200, about: 'A page: containers, then pieces, by id.', body: pageOf(HandoverItemSchema) },
  problems: ['not_found'],
});

const done = {
  status: 200,
  about: 'The handover as it stands now.',
  body: HandoverSchema,
} as const;

export const tenderHandover = operation({
  id: 'tenderHandover',
  method: 'post',
  path: '/v1/handovers/{id}/tenders',
  tag,
  summary: 'Tender: everything, or what is named',
  description: 'For the giver. The time to report runs from here.',
  access: 'custody:write',
  params: idParams('manifest'),
  bodyBytesMax: 1024 * 1024,
  body: z.strictObject({
    ...act,
    pieces: z.array(pieceText).max(10_000).optional(),
    containers: z.array(containerText).max(10_000).optional(),
  }),
  repeatable: true,
  answer: done,
  problems: ['not_found', 'conflict'],
});

export const closeCount = operation({
  id: 'closeCount',
  method: 'post',
  path: '/v1/handovers/{id}/count-closed',
  tag,
  summary: 'Everything that came has been scanned',
  description: 'For the receiver. What was tendered and not scanned is missing from here on.',
  access: 'custody:write',
  params: idParams('manifest'),
  body: z.strictObject(act),
  repeatable: true,
  answer: done,
  problems: ['not_found', 'conflict'],
});

export const voidHandoverAct = operation({
  id: 'voidHandoverAct',
  method: 'post',
  path: '/v1/handovers/{id}/voids',
  tag,
  summary: 'Take back an act of your own',
  access: 'custody:write',
  params: idParams('manifest'),
  body: z.strictObject({ ...act, voids: actId }),
  repeatable: true,
  answer: done,
  problems: ['not_found', 'conflict'],
});

const key = plainText(120).openapi({ description: 'Key of the discrepancy.', example: 'SHORT piece shp_01k…' });

export const disputeDiscrepancy = operation({
  id: 'disputeDiscrepancy',
  method: 'post',
  path: '/v1/handovers/{id}/disputes',
  tag,
  summary: 'Dispute a discrepancy, with evidence',
  description: "For the giver, within the agreement's dispute_days; after that it stands.",
  access: 'disputes:write',
  params: idParams('manifest'),
  body: z.strictObject({ ...act, discrepancy: key, evidence: z.array(SentEvidenceSchema).min(1).max(20) }),
  repeatable: true,
  answer: done,
  problems: ['not_found', 'conflict'],
});

export const proposeOutcome = operation({
  id: 'proposeOutcome',
  method: 'post',
  path: '/v1/handovers/{id}/proposals',
  tag,
  summary: 'Propose how a discrepancy ends',
  description:
    'The giver can give in to stands, the receiver to falls, alone; anything else needs both to propose the same.',
  access: 'disputes:write',
  params: idParams('manifest'),
  body: z.strictObject({ ...act, discrepancy: key, outcome: z.enum(['stands', 'falls', 'split']) }),
  repeatable: true,
  answer: done,
  problems: ['not_found', 'conflict'],
});
