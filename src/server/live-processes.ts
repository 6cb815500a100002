import { randomUUID } from 'node:crypto';
import { countProcesses, forgetProcess } from '../store/database/server-processes.js';
import type { ServerContext } from './context.js';

/** Each process says so often that it is there; one that has not for three times as long is gone. */
const BEAT_MS = 10_000;
const GONE_MS = 3 * BEAT_MS;

type Server = Pick<ServerContext, 'store' | 'now' | 'log'>;

/**
 * How many server processes share the database, this one among them: one statement every ten seconds, and none for a request. An
 * embedded database has one process.
 */
export class LiveProcesses {
  count = 1;
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> = Promise.resolve();

  constructor(private readonly server: Server) {}

  /** Counts now, and every ten seconds until stopped. */
  async start(): Promise<void> {
    if (this.server.store.kind === 'embedded') return;
    await this.beat();
    this.timer = setInterval(() => {
      this.beating = this.beat();
    }, BEAT_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    if (this.timer === undefined) return;
    await this.beating;
    await this.server.store.asWorker((tx) => forgetProcess(tx, this.id)).catch(() => undefined); // it will be seen to be gone
  }

  /** Counts once. While the database does not answer, the last count holds. */
  async beat(): Promise<void> {
    const now = this.server.now();
    const since = new Date(now.getTime() - GONE_MS);
    try {
      this.count = await this.server.store.asWorker((tx) => countProcesses(tx, { id: this.id, now, since }));
    } catch (error) {
      this.server.log.warn({ err: error }, 'server processes could not be counted; it is tried again');
    }
  }
}
