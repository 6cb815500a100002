import { z } from '@hono/zod-openapi';
import { CONTAINER_KINDS, PACK_REFUSALS } from '../../domain/container.js';
import { idOf, idParams, instant, pageOf, pageQuery, sentInstant } from '../http/common.js';
import { bytes, dpi } from '../shipments/labels.js';
import { operation, type Operation } from '../http/operation.js';

const tag = 'Containers';

export const YARD_ACTS_MAX = 1000;

/** An id that a device gave what it did. */
export const actId = z
  .string()
  .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, _ . : or -')
  .openapi({ description: 'Your own id of this act. Sent again, it counts once.', example: 'dock-7:000412' });

export const deviceTime = sentInstant.openapi({
  description: 'When it was done, by the clock of the device; it may reach the server much later.',
  example: '2026-11-23T18:04:11+05:30',
});

/** What a scanner read of a container. */
export const containerText = z
  .string()
  .regex(/^[\d() ]{18,24}$|^cnt_\w{26}$/, 'must be an SSCC of 18 digits, or the id of a container')
  .openapi({ description: 'SSCC as scanned, or the id of the container.', example: '106141412345678908' });

/** What a scanner read of a piece. */
export const pieceText = z
  .string()
  .regex(/^[\w.:/-]{1,64}$/, 'must be a tracking number or the id of a shipment')
  .openapi({ description: 'Tracking number as scanned, or the id of the shipment.', example: 'ATS4711000012348' });

export const sealText = z.string().regex(/^[\w./-]{1,40}$/, 'must be 1 to 40 letters, digits, _ . / or -');

export const placeText = z
  .string()
  .regex(/^[^:\s]{1,64}:\S{1,64}$/, 'must be PARTY:STOP')
  .openapi({ description: 'PARTY:STOP, a facility of the workspace.', example: 'post:HUB-DEL' });

export const ContainerSchema = z
  .object({
    id: idOf('container'),
    mode: z.enum(['live', 'test']),
    sscc: z.string(),
    kind: z.enum(CONTAINER_KINDS),
    contents: z.enum(['direct', 'mixed']).openapi({
      description: 'Direct: goes unopened to where it opens, with pieces for that place only. Mixed: is sorted there.',
    }),
    opens_at: z.string(),
    status: z.enum(['open', 'closed', 'sealed']),
    seal: z.string().nullable(),
    container: z.string().nullable().openapi({ description: 'SSCC of the container that it is in.' }),
    manifest_id: idOf('manifest').nullable().openapi({ description: 'On which it is; it cannot be changed then.' }),
    received_manifest_id: idOf('manifest').nullable().openapi({
      description: 'The handover at which you received it last; null when you made it yourself.',
    }),
    received_at: instant.nullable(),
    weight_g_max: z.number().int().openapi({
      description:
        'It holds so much at most: by the agreement that was in force with the carrier where it opens, when it was made.',
    }),
    pieces_max: z.number().int(),
    created_at: instant,
  })
  .openapi('Container');

const RefusalSchema = z.object({
  code: z.string().openapi({ description: PACK_REFUSALS.join(', '), example: 'not_open' }),
  words: z.string(),
});

export const createContainer = operation({
  id: 'createContainer',
  method: 'post',
  path: '/v1/containers',
  tag,
  summary: 'Make a bag or cage, open and empty',
  description:
    'Its SSCC is the one you send, as on a container that has a label already, or the next one of your GS1 company prefix.',
  access: 'custody:write',
  body: z.strictObject({
    kind: z.enum(CONTAINER_KINDS),
    contents: z.enum(['direct', 'mixed']).default('mixed'),
    opens_at: placeText,
    sscc: z
      .string()
      .regex(/^[\d() ]{18,24}$/, 'must be an SSCC of 18 digits')
      .optional(),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The container.', body: ContainerSchema },
  problems: ['conflict', 'forbidden'],
});

export const SSCCS_MAX = 100;

export const reserveSsccs = operation({
  id: 'reserveSsccs',
  method: 'post',
  path: '/v1/containers/ssccs',
  tag,
  summary: 'Take SSCCs ahead, for containers that are made without a connection',
  description:
    'They are taken of your GS1 company prefix and given to nobody else: a device labels bags with them, and makes these with createContainer ' +
    'later. What is never used is lost, which costs a number.',
  access: 'custody:write',
  body: z.strictObject({ count: z.number().int().min(1).max(SSCCS_MAX) }),
  repeatable: true,
  answer: {
    status: 201,
    about: 'So many SSCCs.',
    body: z.object({ ssccs: z.array(z.string()).openapi({ example: ['106141412345678908'] }) }),
  },
  problems: ['conflict', 'forbidden'],
});

const act = { id: actId, device_time: deviceTime };

export const YardActSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...act, kind: z.literal('put'), piece: pieceText, into: containerText }),
    z.strictObject({ ...act, kind: z.literal('put_container'), container: containerText, into: containerText }),
    z.strictObject({ ...act, kind: z.literal('take'), piece: pieceText, from: containerText }),
    z.strictObject({ ...act, kind: z.literal('take_container'), container: containerText, from: containerText }),
    z.strictObject({ ...act, kind: z.literal('close'), container: containerText }),
    z.strictObject({ ...act, kind: z.literal('open'), container: containerText }),
    z.strictObject({ ...act, kind: z.literal('seal'), container: containerText, seal: sealText }),
  ])
  .openapi('YardAct');

const ActOutcomeSchema = z.object({
  id: z.string(),
  status: z.enum(['done', 'refused', 'known']).openapi({
    description: 'Known: it was sent before; refusals say what came of it.',
  }),
  refusals: z.array(RefusalSchema),
});

export const actOnContainers = operation({
  id: 'actOnContainers',
  method: 'post',
  path: '/v1/containers/acts',
  tag,
  summary: `Put, take, close, open, seal: up to ${YARD_ACTS_MAX} acts, as they were done`,
  description:
    'Acts are done in the order of their moments, whenever and in whatever order they arrive, each when nothing speaks against it ' +
    'then. An act that arrives late may therefore change what came of others; these are named in changed.',
  access: 'custody:write',
  bodyBytesMax: 1024 * 1024,
  body: z.strictObject({ acts: z.array(YardActSchema).min(1).max(YARD_ACTS_MAX) }),
  repeatable: true,
  answer: {
    status: 200,
    about: 'What came of each, in the order in which they were sent.',
    body: z.object({ results: z.array(ActOutcomeSchema), changed: z.array(ActOutcomeSchema) }),
  },
});

export const listContainers = operation({
  id: 'listContainers',
  method: 'get',
  path: '/v1/containers',
  tag,
  summary: 'Your containers',
  access: 'custody:read',
  query: z.strictObject({
    ...pageQuery,
    status: z.enum(['open', 'closed', 'sealed']).optional(),
    kind: z.enum(CONTAINER_KINDS).optional(),
    opens_at: z.string().max(130).optional(),
    sscc: z.string().max(24).optional(),
    manifest_id: idOf('manifest').optional(),
  }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(ContainerSchema) },
});

export const getContainer = operation({
  id: 'getContainer',
  method: 'get',
  path: '/v1/containers/{id}',
  tag,
  summary: 'One container with all that is in it',
  access: 'custody:read',
  params: idParams('container'),
  answer: {
    status: 200,
    about: 'The container.',
    body: ContainerSchema.extend({
      weight_g: z.number().int().openapi({ description: 'Of all pieces in it.' }),
      pieces: z.array(z.object({ id: idOf('shipment'), weight_g: z.number().int(), container: z.string() })),
      containers: z.array(ContainerSchema),
    }),
  },
  problems: ['not_found'],
});

const label = {
  method: 'get',
  tag,
  description:
    'A GS1 logistic label of 4 x 6 inches with the SSCC as GS1-128. Labels of synthetic workspaces and of test mode are marked.',
  access: 'custody:read',
  params: idParams('container'),
  problems: ['not_found'],
} as const satisfies Partial<Operation>;

export const getContainerLabelPdf = operation({
  ...label,
  id: 'getContainerLabelPdf',
  path: '/v1/containers/{id}/label.pdf',
  summary: 'The label of a container as PDF',
  answer: { status: 200, about: 'The label.', body: bytes },
  answerType: 'application/pdf',
});

export const getContainerLabelZpl = operation({
  ...label,
  id: 'getContainerLabelZpl',
  path: '/v1/containers/{id}/label.zpl',
  summary: 'The label of a container in ZPL II, for label printers',
  query: z.strictObject({ dpi }),
  answer: { status: 200, about: 'The label.', body: bytes },
  answerType: 'application/zpl',
});

export const getContainerLabelSvg = operation({
  ...label,
  id: 'getContainerLabelSvg',
  path: '/v1/containers/{id}/label.svg',
  summary: 'The label of a container as SVG, for screens',
  answer: { status: 200, about: 'The label.', body: bytes },
  answerType: 'image/svg+xml',
});

export const GS1SettingsSchema = z
  .object({ company_prefix: z.string(), extension: z.number().int(), next_serial: z.number().int() })
  .openapi('Gs1Settings');

export const getGs1Prefix = operation({
  id: 'getGs1Prefix',
  method: 'get',
  path: '/v1/organisation/gs1',
  tag,
  summary: 'Which GS1 company prefix is yours',
  description: 'For carriers; SSCCs of new containers are made of it.',
  access: 'organisations:read',
  answer: {
    status: 200,
    about: 'What is set.',
    body: z.object({ settings: GS1SettingsSchema.nullable().openapi({ description: 'Null until it is set.' }) }),
  },
});

export const setGs1Prefix = operation({
  id: 'setGs1Prefix',
  method: 'put',
  path: '/v1/organisation/gs1',
  tag,
  summary: 'Say which GS1 company prefix is yours',
  description:
    'SSCCs of new containers are made of it, each once. The same prefix and extension again go on where they were; numbers that were given ' +
    'are not given again.',
  access: 'organisations:write',
  body: z.strictObject({
    company_prefix: z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits'),
    extension: z.number().int().min(0).max(9).default(0),
    next_serial: z
      .number()
      .int()
      .min(0)
      .max(999_999_999)
      .optional()
      .openapi({ description: 'When absent, the first that was not given yet.' }),
  }),
  answer: { status: 200, about: 'What is set.', body: GS1SettingsSchema },
});
