import { z } from '@hono/zod-openapi';
import { NOTICE_TYPES } from '../../domain/notice.js';
import { idOf, idParams, instant, pageOf, pageQuery, plainText, sentInstant } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Webhooks';

export const ROTATION_HOURS_MAX = 168;

const url = z
  .string()
  .max(2000)
  .openapi({ description: 'HTTPS, without user and password.', example: 'https://shop.example/interline' });
const types = z
  .array(z.enum(NOTICE_TYPES))
  .max(NOTICE_TYPES.length)
  .openapi({ description: 'Notices of these types only; all when empty.' });
const description = plainText(200);

export const WebhookSchema = z
  .object({
    id: idOf('webhook'),
    mode: z.enum(['live', 'test']).openapi({ description: 'It is sent what happens in this mode.' }),
    url: z.string(),
    types: z.array(z.enum(NOTICE_TYPES)),
    description: z.string().nullable(),
    created_by: z.string(),
    created_at: instant,
    disabled_at: instant.nullable(),
    disabled_because: z.enum(['asked', 'failing', 'gone']).nullable().openapi({
      description: 'failing: for five days nothing was taken. gone: it answered 410.',
    }),
    failing_since: instant.nullable().openapi({ description: 'Since when nothing was taken; null when the last was.' }),
    secrets: z.array(z.object({ expires_at: instant.nullable() })).openapi({
      description: 'Secrets that sign, the newest first, and until when.',
    }),
  })
  .openapi('Webhook');

/** A webhook as the interface tells it. */
export type WireWebhook = z.infer<typeof WebhookSchema>;

const secret = z.string().openapi({
  description: 'Shown this once. Signatures are made and checked with it as Standard Webhooks says.',
  example: 'whsec_…',
});

export const DeliverySchema = z
  .object({
    webhook_id: idOf('webhook'),
    notice_id: idOf('notice').openapi({ description: 'Sent as webhook-id, the same each time.' }),
    type: z.enum(NOTICE_TYPES),
    status: z.enum(['pending', 'delivered', 'dead']).openapi({ description: 'dead: the last try failed.' }),
    attempt_count: z.number().int(),
    next_attempt_at: instant.nullable(),
    created_at: instant,
    ended_at: instant.nullable(),
  })
  .openapi('WebhookDelivery');

export const AttemptSchema = z
  .object({
    at: instant,
    ms: z.number().int(),
    status: z.number().int().nullable().openapi({ description: 'Of the answer; null when there was none.' }),
    error: z.string().nullable(),
    answer: z.string().nullable().openapi({ description: 'Its first thousand bytes.' }),
  })
  .openapi('WebhookAttempt');

const deliveryParams = z.strictObject({ id: idOf('webhook'), notice_id: idOf('notice') });

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'post',
  path: '/v1/webhooks',
  tag,
  summary: 'Have notices sent to an address of yours',
  description:
    'Each is a POST of a notice with webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks). Answer 2xx within ten ' +
    'seconds to take it; anything else is tried again, ten times over three days. Order is not promised, and one may come twice: ' +
    'webhook-id tells.',
  access: 'webhooks:write',
  body: z.strictObject({ url, types: types.default([]), description: description.optional() }),
  answer: { status: 201, about: 'The webhook.', body: z.object({ webhook: WebhookSchema, secret }) },
  problems: ['conflict', 'not_ready'],
});

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'get',
  path: '/v1/webhooks',
  tag,
  summary: 'Webhooks of your organisation',
  access: 'webhooks:read',
  answer: { status: 200, about: 'All, oldest first.', body: z.object({ data: z.array(WebhookSchema) }) },
});

export const getWebhook = operation({
  id: 'getWebhook',
  method: 'get',
  path: '/v1/webhooks/{id}',
  tag,
  summary: 'One webhook',
  access: 'webhooks:read',
  params: idParams('webhook'),
  answer: { status: 200, about: 'The webhook.', body: WebhookSchema },
  problems: ['not_found'],
});

export const changeWebhook = operation({
  id: 'changeWebhook',
  method: 'patch',
  path: '/v1/webhooks/{id}',
  tag,
  summary: 'Change a webhook, disable or enable it',
  description: 'What happens while it is disabled is not sent when it is enabled again, unless you have it replayed.',
  access: 'webhooks:write',
  params: idParams('webhook'),
  body: z.strictObject({
    url: url.optional(),
    types: types.optional(),
    description: description.nullable().optional().openapi({ description: 'null takes it away.' }),
    disabled: z.boolean().optional(),
  }),
  answer: { status: 200, about: 'The webhook as changed.', body: WebhookSchema },
  problems: ['not_found'],
});

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  method: 'delete',
  path: '/v1/webhooks/{id}',
  tag,
  summary: 'Remove a webhook and its deliveries',
  access: 'webhooks:write',
  params: idParams('webhook'),
  answer: { status: 204, about: 'Nothing is sent to it any more.' },
  problems: ['not_found'],
});

export const rotateWebhookSecret = operation({
  id: 'rotateWebhookSecret',
  method: 'post',
  path: '/v1/webhooks/{id}/rotate',
  tag,
  summary: 'Make a new secret',
  description: 'Until the old one ends, every message carries a signature of each.',
  access: 'webhooks:write',
  params: idParams('webhook'),
  body: z.strictObject({
    old_for_hours: z.number().int().min(0).max(ROTATION_HOURS_MAX).default(24).openapi({
      description: 'How long the old secret signs too. 0 ends it now.',
    }),
  }),
  answer: { status: 200, about: 'The webhook.', body: z.object({ webhook: WebhookSchema, secret }) },
  problems: ['not_found', 'not_ready'],
});

export const testWebhook = operation({
  id: 'testWebhook',
  method: 'post',
  path: '/v1/webhooks/{id}/test',
  tag,
  summary: 'Send a test to a webhook',
  description: 'A notice webhook.test, to this webhook only. Read its delivery to see what came of it.',
  access: 'webhooks:write',
  params: idParams('webhook'),
  answer: { status: 201, about: 'The delivery.', body: DeliverySchema },
  problems: ['not_found', 'conflict'],
});

export const replayWebhook = operation({
  id: 'replayWebhook',
  method: 'post',
  path: '/v1/webhooks/{id}/replay',
  tag,
  summary: 'Send what happened since a time once more',
  description:
    'The notices that the webhook wants, delivered before or not, 10,000 at most and the oldest first, with the ids that they had. Notices are ' +
    'kept for 30 days.',
  access: 'webhooks:write',
  params: idParams('webhook'),
  body: z.strictObject({ since: sentInstant }),
  answer: { status: 200, about: 'How many are sent.', body: z.object({ count: z.number().int() }) },
  problems: ['not_found', 'conflict'],
});

export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'get',
  path: '/v1/webhooks/{id}/deliveries',
  tag,
  summary: 'What was sent to a webhook, is still to be sent, or was given up',
  access: 'webhooks:read',
  params: idParams('webhook'),
  query: z.strictObject({ ...pageQuery, status: z.enum(['pending', 'delivered', 'dead']).optional() }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(DeliverySchema) },
  problems: ['not_found'],
});

export const getWebhookDelivery = operation({
  id: 'getWebhookDelivery',
  method: 'get',
  path: '/v1/webhooks/{id}/deliveries/{notice_id}',
  tag,
  summary: 'One delivery with every attempt',
  access: 'webhooks:read',
  params: deliveryParams,
  answer: {
    status: 200,
    about: 'The delivery.',
    body: z.object({ delivery: DeliverySchema, attempts: z.array(AttemptSchema) }),
  },
  problems: ['not_found'],
});

export const replayWebhookDelivery = operation({
  id: 'replayWebhookDelivery',
  method: 'post',
  path: '/v1/webhooks/{id}/deliveries/{notice_id}/replay',
  tag,
  summary: 'Send one notice once more',
  access: 'webhooks:write',
  params: deliveryParams,
  answer: { status: 200, about: 'The delivery, pending.', body: DeliverySchema },
  problems: ['not_found', 'conflict'],
});
