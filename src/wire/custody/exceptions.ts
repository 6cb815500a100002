import { z } from '@hono/zod-openapi';
import { STATES } from '../../domain/custody-event.js';
import { EXCEPTION_CODES, EXPORT_EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import { idOf, idParams, instant, pageOf, pageQuery, plainText } from '../http/common.js';
import { EXPORT_STATES } from '../exports/exports.js';
import { operation } from '../http/operation.js';
import { said } from '../said.js';
import { ROLES } from '../people/scopes.js';

const tag = 'Exceptions';

/** Of shipments, and of exports by post. */
const CODES = [...EXCEPTION_CODES, ...EXPORT_EXCEPTION_CODES] as const;

const SEVERITIES = ['info', 'warning', 'critical'] as const;

export const ExceptionSchema = z
  .object({
    id: idOf('exception'),
    shipment_id: idOf('shipment')
      .nullable()
      .openapi({ description: 'What it is about; null where that is an export.' }),
    export_id: idOf('export').nullable(),
    code: z.enum(CODES),
    key: z.string().openapi({ description: 'The same as long as it is the same thing.' }),
    severity: z.enum(SEVERITIES),
    responsible: z.string().openapi({ description: 'Code of the party that has to act, or @sender.' }),
    state: z.enum(['open', 'resolved', 'cleared']).openapi({
      description: 'Cleared: the rule finds it no more. Resolved: your organisation says that it is dealt with.',
    }),
    since: instant.openapi({ description: 'When it began, by the rule.' }),
    words: z.string(),
    said: said.nullable(),
    evidence: z.array(z.string()).openapi({ description: 'Ids of events.' }),
    clears: z.string().openapi({ description: 'What ends it.' }),
    new_promise: instant.nullable().openapi({ description: 'Delivered by then at the earliest.' }),
    opened_at: instant,
    changed_at: instant,
    cleared_at: instant.nullable(),
    assigned_to: idOf('user').nullable().openapi({ description: 'Of your organisation.' }),
    resolved_at: instant.nullable(),
    resolved_by: z.string().nullable(),
    due_at: instant
      .nullable()
      .openapi({ description: 'By when the shipment is promised, or the export should have moved on.' }),
    shipment: z
      .object({
        tracking_number: z.string(),
        product: z.string(),
        destination_pin: z.string(),
        state: z.enum(STATES).nullable(),
        custodian: z.string().nullable(),
        place: z.string().nullable(),
      })
      .nullable()
      .openapi({ description: 'What it is about, as it is now.' }),
    export: z
      .object({
        item: z.string().nullable(),
        state: z.enum(EXPORT_STATES),
        country: z.string().nullable(),
        service: z.string().nullable(),
        shipment_id: idOf('shipment').nullable(),
      })
      .nullable()
      .openapi({ description: 'The same of an export by post.' }),
  })
  .openapi('Exception');

export const ExceptionNoteSchema = z
  .object({ id: idOf('note'), author: z.string(), text: z.string(), created_at: instant })
  .openapi('ExceptionNote');

export const ExceptionSettingsSchema = z
  .strictObject({
    no_scan_hours: z.number().int().min(1).max(720).nullable(),
    lost_after_hours: z.number().int().min(1).max(8760).nullable(),
    stuck_hours: z.number().int().min(1).max(720).nullable(),
    slack_minutes: z.number().int().min(0).max(1440).nullable(),
    weight_tolerance_g: z.number().int().min(0).max(100_000).nullable(),
  })
  .openapi('ExceptionSettings', { description: 'Null: as usual.' });

export const listExceptions = operation({
  id: 'listExceptions',
  method: 'get',
  path: '/v1/exceptions',
  tag,
  summary: 'What somebody should look at: of your shipments, and of those that you are responsible for',
  access: 'shipments:read',
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(['open', 'resolved', 'cleared', 'all']).default('open'),
    code: z.enum(CODES).optional(),
    severity: z.enum(SEVERITIES).optional(),
    responsible: z.string().max(100).optional().openapi({ description: 'Code of a party, or @sender.' }),
    assigned_to: z
      .union([idOf('user'), z.literal('nobody')])
      .optional()
      .openapi({ description: 'A user of your organisation, or nobody.' }),
    shipment_id: idOf('shipment').optional(),
    export_id: idOf('export').optional(),
    sort: z.enum(['newest', 'urgency']).default('newest').openapi({
      description: 'By urgency: most severe first, then by when the shipment is promised. Of open ones only.',
    }),
  }),
  answer: { status: 200, about: 'A page, newest first unless sorted otherwise.', body: pageOf(ExceptionSchema) },
});

export const countExceptions = operation({
  id: 'countExceptions',
  method: 'get',
  path: '/v1/exceptions/counts',
  tag,
  summary: 'How many exceptions there are now, by code and severity',
  access: 'shipments:read',
  answer: {
    status: 200,
    about: 'Counts of those that no rule has cleared.',
    body: z.object({
      data: z.array(z.object({ code: z.string(), severity: z.string(), count: z.number().int() })),
    }),
  },
});

export const listAssignees = operation({
  id: 'listAssignees',
  method: 'get',
  path: '/v1/exceptions/assignees',
  tag,
  summary: 'Whom of your organisation exceptions can be assigned to',
  description: 'Users who may work on exceptions and are not disabled.',
  access: 'exceptions:write',
  answer: {
    status: 200,
    about: 'All, by name.',
    body: z.object({
      data: z.array(z.object({ id: idOf('user'), name: z.string(), roles: z.array(z.enum(ROLES)) })),
    }),
  },
});

export const getException = operation({
  id: 'getException',
  method: 'get',
  path: '/v1/exceptions/{id}',
  tag,
  summary: 'One exception, with the notes of your organisation',
  access: 'shipments:read',
  params: idParams('exception'),
  answer: {
    status: 200,
    about: 'The exception.',
    body: ExceptionSchema.extend({ notes: z.array(ExceptionNoteSchema) }),
  },
  problems: ['not_found'],
});

export const changeException = operation({
  id: 'changeException',
  method: 'patch',
  path: '/v1/exceptions/{id}',
  tag,
  summary: 'Assign an exception, or say that it is dealt with',
  description: 'Holds within your organisation only. The exception goes when its rule finds it no more.',
  access: 'exceptions:write',
  params: idParams('exception'),
  body: z.strictObject({
    assigned_to: idOf('user').nullable().optional().openapi({ description: 'One of your assignees; null for nobody.' }),
    resolved: z.boolean().optional(),
  }),
  answer: { status: 200, about: 'The exception.', body: ExceptionSchema },
  problems: ['not_found', 'conflict'],
});

export const addExceptionNote = operation({
  id: 'addExceptionNote',
  method: 'post',
  path: '/v1/exceptions/{id}/notes',
  tag,
  summary: 'Write down something about an exception, for your organisation',
  access: 'exceptions:write',
  params: idParams('exception'),
  body: z.strictObject({ text: plainText(2000) }),
  repeatable: true,
  answer: { status: 201, about: 'The note.', body: ExceptionNoteSchema },
  problems: ['not_found'],
});

const settingsAnswer = z.object({
  settings: ExceptionSettingsSchema,
  usual: z.object(ExceptionSettingsSchema.shape).openapi({ description: 'What holds where a setting is null.' }),
});

export const getExceptionSettings = operation({
  id: 'getExceptionSettings',
  method: 'get',
  path: '/v1/settings/exceptions',
  tag,
  summary: 'After how long something is an exception, of your own shipments',
  access: 'shipments:read',
  answer: { status: 200, about: 'Your settings, and what is usual.', body: settingsAnswer },
});

export const putExceptionSettings = operation({
  id: 'putExceptionSettings',
  method: 'put',
  path: '/v1/settings/exceptions',
  tag,
  summary: 'Set after how long something is an exception',
  description: 'Holds for a shipment from the next time that it is looked at.',
  access: 'organisations:write',
  body: ExceptionSettingsSchema,
  answer: { status: 200, about: 'Your settings, and what is usual.', body: settingsAnswer },
});
