import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery, plainText, sentInstant } from '../http/common.js';
import { containerText, pieceText } from './containers.js';
import { operation } from '../http/operation.js';

const tag = 'Manifests';

export const MANIFEST_ITEMS_MAX = 10_000;

export const PHASES = ['draft', 'pre_advised', 'tendered', 'receiving', 'settled'] as const;

export const ManifestSchema = z
  .object({
    id: idOf('manifest'),
    mode: z.enum(['live', 'test']),
    phase: z.enum(PHASES),
    giver_id: idOf('organisation'),
    receiver_id: idOf('organisation'),
    interchange: z.string(),
    giver_place: z.string(),
    receiver_place: z.string(),
    agreement_version_id: idOf('agreementVersion').openapi({ description: 'By whose terms it is judged.' }),
    tender_at: instant.openapi({ description: 'Planned moment of the tender.' }),
    departure: z.string().nullable(),
    piece_count: z.number().int(),
    container_count: z.number().int(),
    weight_g: z.number().int(),
    created_at: instant,
    pre_advised_at: instant.nullable(),
    tendered_at: instant.nullable(),
    report_by: instant.nullable().openapi({ description: 'What is not told by then is accepted as manifested.' }),
  })
  .openapi('Manifest');

export const PlannedDifferenceSchema = z
  .object({
    missing: z.array(idOf('shipment')).openapi({ description: 'Planned for this tender, not on the manifest.' }),
    unplanned: z.array(idOf('shipment')).openapi({ description: 'On the manifest, not planned for this tender.' }),
  })
  .openapi('PlannedDifference');

export const ManifestItemSchema = z
  .object({
    of: z.enum(['piece', 'container']),
    item: z.string().openapi({ description: 'Id of a shipment, or SSCC.' }),
    tracking_number: z.string().nullable(),
    weight_g: z.number().int().nullable(),
    container: z.string().nullable().openapi({ description: 'SSCC of the container that it is in.' }),
    kind: z.enum(['bag', 'cage']).nullable(),
    seal: z.string().nullable(),
  })
  .openapi('ManifestItem');

export const createManifest = operation({
  id: 'createManifest',
  method: 'post',
  path: '/v1/manifests',
  tag,
  summary: 'Draft the manifest of a tender',
  description:
    'Of containers that are closed, with all that is in them, and of loose pieces. They stay as they are while the manifest is there. ' +
    'The terms are those of the version of the agreement that is in force. Your partner sees nothing of a draft.',
  access: 'custody:write',
  bodyBytesMax: 1024 * 1024,
  body: z.strictObject({
    receiver_id: idOf('organisation'),
    interchange: z.string().max(100),
    tender_at: sentInstant,
    departure: plainText(100).optional(),
    pieces: z.array(pieceText).max(MANIFEST_ITEMS_MAX).default([]),
    containers: z.array(containerText).max(MANIFEST_ITEMS_MAX).default([]),
    from_plan: z.boolean().default(false).openapi({
      description:
        'Everything that the plan tenders then and there, and that you have: in closed containers, or loose.',
    }),
    planned: z
      .array(pieceText)
      .max(MANIFEST_ITEMS_MAX)
      .optional()
      .openapi({ description: 'What should be on it, to be told the difference; what the plan tenders when absent.' }),
  }),
  repeatable: true,
  answer: {
    status: 201,
    about: 'The draft, and how it differs from what was planned.',
    body: ManifestSchema.extend({ difference: PlannedDifferenceSchema.nullable() }),
  },
  problems: ['conflict', 'forbidden'],
});

export const listManifests = operation({
  id: 'listManifests',
  method: 'get',
  path: '/v1/manifests',
  tag,
  summary: 'Manifests that you give, and those that you were pre-advised of',
  access: 'custody:read',
  query: z.strictObject({
    ...pageQuery,
    role: z.enum(['giver', 'receiver']).optional(),
    phase: z.enum(PHASES).optional(),
    interchange: z.string().max(100).optional(),
  }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(ManifestSchema) },
});

export const getManifest = operation({
  id: 'getManifest',
  method: 'get',
  path: '/v1/manifests/{id}',
  tag,
  summary: 'One manifest',
  access: 'custody:read',
  params: idParams('manifest'),
  answer: {
    status: 200,
    about: 'The manifest; how it differs from what was planned is told to its giver only.',
    body: ManifestSchema.extend({ difference: PlannedDifferenceSchema.nullable() }),
  },
  problems: ['not_found'],
});

export const listManifestItems = operation({
  id: 'listManifestItems',
  method: 'get',
  path: '/v1/manifests/{id}/items',
  tag,
  summary: 'Pieces and containers on a manifest',
  access: 'custody:read',
  params: idParams('manifest'),
  query: z.strictObject(pageQuery),
  answer: { status: 200, about: 'A page: containers, then pieces, by id.', body: pageOf(ManifestItemSchema) },
  problems: ['not_found'],
});

export const preAdviseManifest = operation({
  id: 'preAdviseManifest',
  method: 'post',
  path: '/v1/manifests/{id}/pre-advise',
  tag,
  summary: 'Send a manifest to your partner',
  description:
    'From then on the partner sees the manifest, and carries its shipments as far as the agreement grants. It cannot be changed any more.',
  access: 'custody:write',
  params: idParams('manifest'),
  answer: { status: 200, about: 'The manifest.', body: ManifestSchema },
  problems: ['not_found', 'conflict'],
});

export const withdrawManifest = operation({
  id: 'withdrawManifest',
  method: 'delete',
  path: '/v1/manifests/{id}',
  tag,
  summary: 'Throw a draft away',
  description: 'Its containers and pieces are free again. A manifest that was pre-advised stays.',
  access: 'custody:write',
  params: idParams('manifest'),
  answer: { status: 204, about: 'It is gone.' },
  problems: ['not_found', 'conflict'],
});
