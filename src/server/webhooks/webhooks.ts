import { randomBytes } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { addNotices, noticeHorizon } from '../../store/notices/notices.js';
import type { Tx } from '../../store/database/store.js';
import {
  findDelivery,
  listAttempts,
  listDeliveries,
  replayDeliveries,
  type Attempt,
  type Delivery,
} from '../../store/notices/webhook-deliveries.js';
import {
  addSecret,
  addWebhook,
  changeWebhook,
  findWebhook,
  listLiveSecrets,
  listWebhooks,
  lockWebhook,
  removeWebhook,
  type Webhook,
  type WebhookChange,
} from '../../store/notices/webhooks.js';
import * as wire from '../../wire/notices/webhooks.js';
import type { ServerContext } from '../context.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { refusalOf } from './post-to-receiver.js';
import type { SecretBox } from './secret-box.js';

/** Webhooks of a party in one mode. */
const WEBHOOKS_MAX = 20;
const HOUR_MS = 3_600_000;

/** Where a party wants its notices sent, and what came of sending them. */
export function serveWebhooks(operations: OperationServer): void {
  const { server } = operations;
  operations.serve(wire.createWebhook, (request) => create(request, server));
  operations.serve(wire.listWebhooks, ({ now, run }) =>
    run(async (tx) => {
      const data: WireWebhook[] = [];
      for (const webhook of await listWebhooks(tx)) data.push(await webhookOnWire(tx, webhook, now));
      return { data };
    }),
  );
  operations.serve(wire.getWebhook, ({ input, now, run }) =>
    run(async (tx) => webhookOnWire(tx, await getWebhook(tx, input.params.id), now)),
  );
  operations.serve(wire.changeWebhook, (request) => change(request, server));
  operations.serve(wire.deleteWebhook, ({ input, run }) =>
    run(async (tx) => {
      if (!(await removeWebhook(tx, input.params.id))) throw new ProblemError('not_found');
    }),
  );
  operations.serve(wire.rotateWebhookSecret, ({ input, now, run }) =>
    run(async (tx) => {
      const webhook = (await lockWebhook(tx, input.params.id)) ?? notFound();
      const oldUntil = new Date(now.getTime() + input.body.old_for_hours * HOUR_MS);
      const secret = await giveSecret(tx, webhook.id, { box: server.webhooks.box, oldUntil, now });
      return { webhook: await webhookOnWire(tx, webhook, now), secret };
    }),
  );
  operations.serve(wire.testWebhook, (request) => sendTest(request));
  operations.serve(wire.replayWebhook, async ({ input, acting, now, run }) => {
    const upTo = await noticeHorizon(server.store);
    return run(async (tx) => {
      const { id, types } = refuseDisabled((await lockWebhook(tx, input.params.id)) ?? notFound());
      const since = new Date(input.body.since);
      return { count: await replayDeliveries(tx, { webhookId: id, acting, now }, { since, upTo, types }) };
    });
  });
  serveDeliveries(operations);
}

function serveDeliveries(operations: OperationServer): void {
  operations.serve(wire.listWebhookDeliveries, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, status } = input.query;
      const { id: webhookId } = await getWebhook(tx, input.params.id);
      const page = { webhookId, status, before: beforeOf(cursor, 'notice'), limit: limit + 1 };
      const rows = (await listDeliveries(tx, page)).map((delivery) => ({ ...delivery, id: delivery.noticeId }));
      return pageOfRows(rows, limit, deliveryOnWire);
    }),
  );
  operations.serve(wire.getWebhookDelivery, ({ input, run }) =>
    run(async (tx) => {
      const { id, notice_id } = input.params;
      const delivery = (await findDelivery(tx, id, notice_id)) ?? notFound();
      return {
        delivery: deliveryOnWire(delivery),
        attempts: (await listAttempts(tx, id, notice_id)).map(attemptOnWire),
      };
    }),
  );
  operations.serve(wire.replayWebhookDelivery, ({ input, acting, now, run }) =>
    run(async (tx) => {
      const { id, notice_id } = input.params;
      refuseDisabled((await lockWebhook(tx, id)) ?? notFound());
      const count = await replayDeliveries(tx, { webhookId: id, acting, now }, { noticeId: notice_id });
      return deliveryOnWire((count === 0 ? undefined : await findDelivery(tx, id, notice_id)) ?? notFound());
    }),
  );
}

async function create(
  { input, principal, acting, now, run }: PartyRequest<typeof wire.createWebhook>,
  { store, webhooks }: ServerContext,
): Promise<{ webhook: WireWebhook; secret: string }> {
  const { url, types, description } = input.body;
  refuseUrl(url, webhooks.allowPrivate);
  const position = await noticeHorizon(store);
  return run(async (tx) => {
    if ((await listWebhooks(tx)).length >= WEBHOOKS_MAX) {
      throw new ProblemError('conflict', `You have ${WEBHOOKS_MAX} webhooks already.`);
    }
    const newWebhook = { url, types, description, createdBy: principal.actorId, position };
    const id = await addWebhook(tx, acting, newWebhook, now);
    const secret = await giveSecret(tx, id, { box: webhooks.box, oldUntil: now, now });
    return { webhook: await webhookOnWire(tx, await getWebhook(tx, id), now), secret };
  });
}

async function change(
  { input, now, run }: PartyRequest<typeof wire.changeWebhook>,
  { store, webhooks }: ServerContext,
): Promise<WireWebhook> {
  const { url, types, description, disabled } = input.body;
  if (url !== undefined) refuseUrl(url, webhooks.allowPrivate);
  const enabledFrom = disabled === false ? await noticeHorizon(store) : undefined;
  return run(async (tx) => {
    const { id, disabledAt } = (await lockWebhook(tx, input.params.id)) ?? notFound();
    const isDisabled = disabledAt !== undefined;
    const wanted: WebhookChange = {
      url,
      types,
      description,
      ...(disabled === true && !isDisabled ? { disabled: { at: now, because: 'asked' } } : {}),
      ...(isDisabled ? { enabledFrom } : {}),
    };
    await changeWebhook(tx, id, wanted);
    return webhookOnWire(tx, await getWebhook(tx, id), now);
  });
}

async function sendTest({
  input,
  acting,
  now,
  run,
}: PartyRequest<typeof wire.testWebhook>): Promise<z.infer<typeof wire.DeliverySchema>> {
  const { id } = input.params;
  return run(async (tx) => {
    refuseDisabled((await lockWebhook(tx, id)) ?? notFound());
    const { mode, partyId } = acting;
    const [noticeId = ''] = await addNotices(tx, [
      { type: 'webhook.test', to: [partyId], mode, subject: id, at: now, data: { id } },
    ]);
    await replayDeliveries(tx, { webhookId: id, acting, now }, { noticeId });
    return deliveryOnWire((await findDelivery(tx, id, noticeId)) ?? notFound());
  });
}

async function getWebhook(tx: Tx, id: string): Promise<Webhook> {
  return (await findWebhook(tx, id)) ?? notFound();
}

function notFound(): never {
  throw new ProblemError('not_found');
}

function refuseDisabled(webhook: Webhook): Webhook {
  if (webhook.disabledAt === undefined) return webhook;
  throw new ProblemError('conflict', 'It is disabled. Enable it first.');
}

function refuseUrl(url: string, allowPrivate: boolean): void {
  const message = refusalOf(url, allowPrivate);
  if (message === undefined) return;
  throw new ProblemError('invalid', undefined, [{ code: 'bad_url', message, pointer: '#/url' }]);
}

/** Makes a secret for a webhook, whose old one signs on for a while, and returns it; it is kept sealed. */
async function giveSecret(
  tx: Tx,
  id: string,
  { box, oldUntil, now }: { readonly box: SecretBox | undefined; readonly oldUntil: Date; readonly now: Date },
): Promise<string> {
  if (box === undefined) {
    throw new ProblemError(
      'not_ready',
      'This server has no INTERLINE_SECRET_KEY, by which secrets of webhooks are kept.',
    );
  }
  const secret = `whsec_${randomBytes(32).toString('base64')}`; // as Standard Webhooks writes them
  await addSecret(tx, id, { sealed: box.seal(secret, id), oldUntil, now });
  return secret;
}

type WireWebhook = z.infer<typeof wire.WebhookSchema>;

async function webhookOnWire(tx: Tx, webhook: Webhook, now: Date): Promise<WireWebhook> {
  const secrets = await listLiveSecrets(tx, webhook.id, now);
  return {
    id: webhook.id,
    mode: webhook.mode,
    url: webhook.url,
    types: [...webhook.types],
    description: webhook.description ?? null,
    created_by: webhook.createdBy,
    created_at: webhook.createdAt.toISOString(),
    disabled_at: webhook.disabledAt?.toISOString() ?? null,
    disabled_because: webhook.disabledBecause ?? null,
    failing_since: webhook.failingSince?.toISOString() ?? null,
    secrets: secrets.map(({ expiresAt }) => ({ expires_at: expiresAt?.toISOString() ?? null })),
  };
}

function deliveryOnWire(delivery: Delivery): z.infer<typeof wire.DeliverySchema> {
  return {
    webhook_id: delivery.webhookId,
    notice_id: delivery.noticeId,
    type: delivery.type,
    status: delivery.status,
    attempt_count: delivery.attemptCount,
    next_attempt_at: delivery.dueAt?.toISOString() ?? null,
    created_at: delivery.createdAt.toISOString(),
    ended_at: delivery.endedAt?.toISOString() ?? null,
  };
}

function attemptOnWire({ at, ms, status, error, answer }: Attempt): z.infer<typeof wire.AttemptSchema> {
  return { at: at.toISOString(), ms, status: status ?? null, error: error ?? null, answer: answer ?? null };
}
