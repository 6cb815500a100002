import { performance } from 'node:perf_hooks';
import { Webhook as Signer } from 'standardwebhooks';
import {
  addAttempt,
  listDueDeliveries,
  type Attempt,
  type DeliveryOutcome,
  type DueDelivery,
} from '../../store/notices/webhook-deliveries.js';
import {
  changeWebhook,
  findWebhook,
  listLiveSecrets,
  lockWebhook,
  markFailing,
  type Webhook,
} from '../../store/notices/webhooks.js';
import type { Tx } from '../../store/database/store.js';
import type { ServerContext } from '../context.js';
import type { JobData } from '../jobs/job-data.js';
import { noticeOnWire } from '../notices/notices.js';
import { notify } from '../notices/notify.js';
import { postToReceiver, type Posted } from './post-to-receiver.js';
import { retryAfterSec } from './retry-schedule.js';
import type { SecretBox } from './secret-box.js';

/** Sent to one webhook at once. */
const AT_ONCE = 4;
const PAGE = 20;
/** After so long a job ends, and another goes on, so that other webhooks have their turn. */
const TURN_MS = 30_000;
/** A webhook that has taken nothing for so long is disabled. */
const PATIENCE_MS = 5 * 86_400_000;
const GONE = 410;

type Sending = Pick<ServerContext, 'store' | 'now' | 'metrics' | 'webhooks'>;
type Due = JobData['webhooks'];

/**
 * Sends what is due to one webhook. Jobs of a webhook run one at a time, so nothing is sent twice at once; what was sent by a process that
 * was killed before it could say so is sent again, with the same id.
 */
export async function sendDue(server: Sending, due: Due, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  for (;;) {
    const work = await nextWork(server, due);
    if (work === undefined) return;
    const { deliveries, ...rest } = work;
    for (let start = 0; start < deliveries.length; start += AT_ONCE) {
      const group = deliveries.slice(start, start + AT_ONCE);
      const sent = await Promise.all(group.map((delivery) => sendOne(server, due, { ...rest, delivery }, signal)));
      if (signal.aborted || sent.includes('stopped') || performance.now() - started > TURN_MS) return;
    }
  }
}

interface Work {
  readonly webhook: Webhook;
  readonly secrets: readonly string[]; // the newest first
  readonly deliveries: readonly DueDelivery[];
}

/** What to send next; undefined when there is nothing, or the webhook is gone or disabled. */
async function nextWork({ store, now, webhooks }: Sending, due: Due): Promise<Work | undefined> {
  const { webhookId, partyId, mode } = due;
  const at = now();
  return store.asParty({ partyId, mode }, async (tx) => {
    const webhook = await findWebhook(tx, webhookId);
    if (webhook === undefined || webhook.disabledAt !== undefined) return undefined;
    const deliveries = await listDueDeliveries(tx, { webhookId, now: at, limit: PAGE });
    if (deliveries.length === 0) return undefined;
    const sealed = await listLiveSecrets(tx, webhookId, at);
    return { webhook, secrets: sealed.map((secret) => open(webhooks.box, secret.sealed, webhookId)), deliveries };
  });
}

function open(box: SecretBox | undefined, sealed: string, webhookId: string): string {
  if (box === undefined) throw new Error('The server has no key for the secrets of webhooks.');
  return box.open(sealed, webhookId);
}

async function sendOne(
  server: Sending,
  due: Due,
  { webhook, secrets, delivery }: Omit<Work, 'deliveries'> & { readonly delivery: DueDelivery },
  signal: AbortSignal,
): Promise<'kept' | 'stopped'> {
  const { store, now, metrics, webhooks } = server;
  const at = now();
  const started = performance.now();
  const posted = await post(webhook.url, { secrets, delivery, at, allowPrivate: webhooks.allowPrivate, signal });
  if (posted.kind === 'stopped') return 'stopped';
  const attempt: Attempt = {
    at,
    ms: Math.round(performance.now() - started),
    status: posted.kind === 'answered' ? posted.status : undefined,
    error: posted.kind === 'answered' ? errorOf(posted.status) : posted.error,
    answer: posted.kind === 'answered' ? posted.answer : undefined,
  };
  const { partyId, mode } = due;
  await store.asParty({ partyId, mode }, async (tx) => {
    const locked = await lockWebhook(tx, webhook.id);
    if (locked === undefined) return; // removed meanwhile
    const outcome = outcomeOf(posted, delivery, now());
    metrics.webhookAttempts.inc({ outcome: outcome.status });
    await addAttempt(tx, delivery, attempt, outcome);
    await noteHealth(tx, { partyId, webhook: locked, attempt, taken: outcome.status === 'delivered' });
  });
  return 'kept';
}

interface Message {
  readonly secrets: readonly string[];
  readonly delivery: DueDelivery;
  readonly at: Date;
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

/** Sends a message with one signature for each secret (Standard Webhooks 1.0). */
async function post(url: string, { secrets, delivery, at, allowPrivate, signal }: Message): Promise<Posted> {
  const { notice, noticeId } = delivery;
  if (notice === undefined) return { kind: 'failed', error: 'the notice is too old to be sent' };
  const body = JSON.stringify(noticeOnWire(notice));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Interline-Webhooks',
    'webhook-id': noticeId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(noticeId, at, body)).join(' '),
  };
  return postToReceiver({ url, headers, body, allowPrivate, signal });
}

function errorOf(status: number): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  return status >= 300 && status < 400 ? 'redirects are not followed' : 'it was not taken';
}

function outcomeOf(posted: Posted, delivery: DueDelivery, at: Date): DeliveryOutcome {
  if (posted.kind === 'answered' && errorOf(posted.status) === undefined) return { status: 'delivered', at };
  if (delivery.notice === undefined || (posted.kind === 'answered' && posted.status === GONE))
    return { status: 'dead', at };
  const askedSec = posted.kind === 'answered' ? posted.retryAfterSec : 0;
  const waitSec = retryAfterSec(delivery.tries + 1, { key: `${delivery.webhookId} ${delivery.noticeId}`, askedSec });
  return waitSec === undefined
    ? { status: 'dead', at }
    : { status: 'pending', dueAt: new Date(at.getTime() + waitSec * 1000) };
}

/** Notes whether the webhook takes what it is sent; disables it, and tells so, when it has not for days or says that it is gone. */
async function noteHealth(
  tx: Tx,
  health: { readonly partyId: string; readonly webhook: Webhook; readonly attempt: Attempt; readonly taken: boolean },
): Promise<void> {
  const { partyId, webhook, attempt, taken } = health;
  const { id, mode, failingSince } = webhook;
  if (taken) {
    if (failingSince !== undefined) await markFailing(tx, id, undefined);
    return;
  }
  if (failingSince === undefined) await markFailing(tx, id, attempt.at);
  const isWornOut = failingSince !== undefined && attempt.at.getTime() - failingSince.getTime() >= PATIENCE_MS;
  if (webhook.disabledAt !== undefined || (!isWornOut && attempt.status !== GONE)) return;
  const because = attempt.status === GONE ? 'gone' : 'failing';
  await changeWebhook(tx, id, { disabled: { at: attempt.at, because } });
  const data = { id, disabled_because: because };
  await notify(tx, [{ type: 'webhook.disabled', to: [partyId], mode, subject: id, at: attempt.at, data }]);
}
