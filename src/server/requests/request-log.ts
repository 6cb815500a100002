import type { Logger } from 'pino';
import { addRequests, type AnsweredRequest } from '../../store/request-log.js';
import type { Store } from '../../store/store.js';
import type { Metrics } from '../about/metrics.js';

/** Requests are written so often, in statements of so many. */
const WRITE_MS = 2000;
const ROWS_MAX = 500;
/** So many wait at most; those beyond are missing in the log, rather than everybody waiting for it. */
const WAITING_MAX = 5000;

/** Requests on their way into the log. Nobody waits for it, and a database that fails loses entries but no answers. */
export class RequestLog {
  private waiting: AnsweredRequest[] = [];
  private writing: Promise<void> | undefined;
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
    this.timer = setInterval(() => void this.flush(), WRITE_MS);
    this.timer.unref();
  }

  /** Writes what was noted so far. */
  async flush(): Promise<void> {
    await this.writing; // what it takes was noted before
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  /** Writes the rest, and no more by itself. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async write(): Promise<void> {
    const noted = this.waiting;
    this.waiting = [];
    for (let first = 0; first < noted.length; first += ROWS_MAX) {
      const rows = noted.slice(first, first + ROWS_MAX);
      try {
        await this.store.asWorker((tx) => addRequests(tx, rows));
      } catch (error) {
        this.metrics.requestsUnlogged.inc(rows.length);
        this.log.warn({ err: error, requests: rows.length }, 'requests could not be logged');
      }
    }
  }
}
