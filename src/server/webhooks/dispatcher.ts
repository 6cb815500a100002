import { noticeHorizon } from '../../store/notices/notices.js';
import { listDueWebhooks, takeNotices } from '../../store/notices/webhook-deliveries.js';
import type { ServerContext } from '../context.js';
import { enqueue } from '../jobs/enqueue.js';

const POLL_MS = 1000;

type Dispatching = Pick<ServerContext, 'store' | 'now' | 'log'>;

/**
 * Makes deliveries of new notices, and adds a job for each webhook that has something to send. Any number of processes may do so at once: a
 * notice becomes one delivery, and a webhook has one job that waits and one that runs at most.
 */
export async function dispatchWebhooks({ store, now }: Dispatching): Promise<void> {
  const horizon = await noticeHorizon(store);
  await store.asWorker(async (tx) => {
    const at = now();
    await takeNotices(tx, horizon, at);
    for (const due of await listDueWebhooks(tx, at)) {
      await enqueue(tx, 'webhooks', due, { now: at, key: due.webhookId });
    }
  });
}

/** Dispatches every second until stopped. */
export class WebhookDispatcher {
  private timer: NodeJS.Timeout | undefined;
  private dispatching: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(private readonly server: Dispatching) {}

  start(): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      this.dispatching = this.dispatch();
    }, POLL_MS);
    this.timer.unref();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.dispatching;
  }

  private async dispatch(): Promise<void> {
    try {
      await dispatchWebhooks(this.server);
    } catch (error) {
      this.server.log.error({ err: error }, 'webhooks could not be dispatched; it is tried again');
    }
    this.start();
  }
}
