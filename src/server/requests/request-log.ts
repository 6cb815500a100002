import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { addRequests, type AnsweredRequest } from '../../store/people/request-log.js';
import type { Store } from '../../store/database/store.js';
import type { Metrics } from '../about/metrics.js';

/**
 * Requests are written so often, in statements of so many, with so long between two of them: thousands written at once would hold up the
 * answers of a tenth of a second.
 */
const WRITE_MS = 2000;
const ROWS_MAX = 100;
const PAUSE_MS = 40;
/** So many wait at most; those beyond are missing in the log, rather than everybody waiting for it. */
const WAITING_MAX = 5000;

/** Requests on their way into the log. Nobody waits for it, and a database that fails loses entries but no answers. */
export class RequestLog {
  private waiting: AnsweredRequest[] = [];
  private writing: Promise<void> | undefined;
  private hurry = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly log: Logger,
    private readonly metrics: Pick<Metrics, 'requestsUnlogged'>,
  ) {}

  /** Takes note of a request that was answered. */
  note(request: AnsweredRequest): void {
    if (this.waiting.length >= WAITING_MAX) this.metrics.requestsUnlogged.inc();
    else this.waiting.push(request);
  }

  /** Writes from time to time what was noted. */
  start(): void {
    this.timer = setInterval(() => {
      this.writing ??= this.writeUnhurried().finally(() => {
        this.writing = undefined;
      });
    }, WRITE_MS);
    this.timer.unref();
  }

  /** Writes what was noted so far, at once. */
  async flush(): Promise<void> {
    this.hurry.abort();
    await this.writing;
    this.hurry = new AbortController();
    for (let left = this.waiting.length; left > 0; left -= ROWS_MAX) await this.writeSome();
  }

  /** Writes the rest, and no more by itself. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async writeUnhurried(): Promise<void> {
    const { signal } = this.hurry;
    while (this.waiting.length > 0 && !signal.aborted) {
      await this.writeSome();
      if (this.waiting.length < ROWS_MAX) break;
      await pause(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined); // told to hurry
    }
  }

  private async writeSome(): Promise<void> {
    const rows = this.waiting.splice(0, ROWS_MAX);
    if (rows.length === 0) return;
    try {
      await this.store.asWorker((tx) => addRequests(tx, rows));
    } catch (error) {
      this.metrics.requestsUnlogged.inc(rows.length);
      this.log.warn({ err: error, requests: rows.length }, 'requests could not be logged');
    }
  }
}
