import assert from 'node:assert/strict';
import type { Mode } from '../../store/database/column-types.js';
import { refusal } from '../server-for-test.js';
import { playShipments } from '../shipments/visibility-of-shipments-for-test.js';
import { allOf, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';

interface KnownWebhook {
  readonly id: string;
  readonly partyId: string;
  readonly mode: Mode;
  readonly noticeId: string; // of a delivery that it has
}

/** Everybody has a webhook in each mode, which was sent a test and what happened before. Nobody listens at its address. */
export async function playWebhooks(stage: Stage): Promise<readonly KnownWebhook[]> {
  await stage.know(playShipments);
  const webhooks: KnownWebhook[] = [];
  for (const { partyId, mode, client } of stage.askers) {
    const { id } = (await client.createWebhook({ body: { url: 'http://127.0.0.1:9/' } })).body.webhook;
    await client.replayWebhook({ params: { id }, body: { since: '2026-01-01T00:00:00Z' } });
    const { notice_id: noticeId } = (await client.testWebhook({ params: { id } })).body;
    webhooks.push({ id, partyId, mode, noticeId });
  }
  return webhooks;
}

export const WEBHOOK_CHECKS: Checks<
  | 'createWebhook'
  | 'listWebhooks'
  | 'getWebhook'
  | 'changeWebhook'
  | 'deleteWebhook'
  | 'rotateWebhookSecret'
  | 'testWebhook'
  | 'replayWebhook'
  | 'listWebhookDeliveries'
  | 'getWebhookDelivery'
  | 'replayWebhookDelivery'
> = {
  createWebhook: nothing,
  listWebhooks: async (stage, asker) => {
    const own = (await stage.know(playWebhooks)).filter((webhook) => isOf(webhook, asker)).map(({ id }) => id);
    const { data } = (await asker.client.listWebhooks()).body;
    assert.deepEqual(
      data.map(({ id }) => id),
      own,
    );
  },
  getWebhook: (stage, asker) =>
    eachWebhook(stage, asker, async ({ id }, own) => {
      const asking = asker.client.getWebhook({ params: { id } });
      if (own) assert.equal((await asking).body.mode, asker.mode);
      else await refusal(asking, 'not_found');
    }),
  changeWebhook: (stage, asker) =>
    eachForeign(stage, asker, ({ id }) => asker.client.changeWebhook({ params: { id }, body: { disabled: true } })),
  deleteWebhook: (stage, asker) =>
    eachForeign(stage, asker, ({ id }) => asker.client.deleteWebhook({ params: { id } })),
  rotateWebhookSecret: (stage, asker) =>
    eachForeign(stage, asker, ({ id }) => asker.client.rotateWebhookSecret({ params: { id }, body: {} })),
  testWebhook: (stage, asker) => eachForeign(stage, asker, ({ id }) => asker.client.testWebhook({ params: { id } })),
  replayWebhook: (stage, asker) =>
    eachForeign(stage, asker, ({ id }) =>
      asker.client.replayWebhook({ params: { id }, body: { since: '2026-01-01T00:00:00Z' } }),
    ),
  /** What is sent to a webhook is what its party is told, and nothing else. */
  listWebhookDeliveries: async (stage, asker) => {
    const { data } = (await asker.client.listNotices({ query: { limit: 200 } })).body;
    const told = new Set(data.map(({ id }) => id));
    await eachWebhook(stage, asker, async ({ id, noticeId }, own) => {
      const params = { id };
      if (!own) {
        await refusal(asker.client.listWebhookDeliveries({ params }), 'not_found');
        return;
      }
      const sent = await allOf(stage, (query) => asker.client.listWebhookDeliveries({ params, query }));
      assert.ok(sent.some(({ notice_id }) => notice_id === noticeId));
      for (const { notice_id } of sent) assert.ok(told.has(notice_id));
    });
  },
  getWebhookDelivery: (stage, asker) =>
    eachForeign(stage, asker, ({ id, noticeId }) =>
      asker.client.getWebhookDelivery({ params: { id, notice_id: noticeId } }),
    ),
  replayWebhookDelivery: async (stage, asker) => {
    const webhooks = await stage.know(playWebhooks);
    const own = webhooks.find((webhook) => isOf(webhook, asker));
    await eachForeign(stage, asker, async ({ id, noticeId }) => {
      const replay = asker.client.replayWebhookDelivery;
      // Neither to the other's webhook nor of the other's notice to one's own.
      await refusal(replay({ params: { id: own?.id ?? '', notice_id: noticeId } }), 'not_found');
      return replay({ params: { id, notice_id: noticeId } });
    });
  },
};

function isOf({ partyId, mode }: KnownWebhook, asker: Asker): boolean {
  return partyId === asker.partyId && mode === asker.mode;
}

async function eachWebhook(
  stage: Stage,
  asker: Asker,
  check: (webhook: KnownWebhook, own: boolean) => Promise<void>,
): Promise<void> {
  for (const webhook of await stage.know(playWebhooks)) await check(webhook, isOf(webhook, asker));
}

/** What is asked about each webhook of others finds nothing. */
async function eachForeign(
  stage: Stage,
  asker: Asker,
  ask: (webhook: KnownWebhook) => Promise<unknown>,
): Promise<void> {
  await eachWebhook(stage, asker, async (webhook, own) => {
    if (!own) await refusal(ask(webhook), 'not_found');
  });
}
