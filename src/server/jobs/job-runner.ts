import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  addJob,
  endJob,
  putJobBack,
  releaseJobs,
  renewJob,
  takeJobs,
  type HeldJob,
  type JobHolder,
} from '../../store/database/jobs.js';
import type { ServerContext } from '../context.js';
import type { Job, Queue, Queues } from './queue.js';

const POLL_MS = 1000;
const DAY_SEC = 86_400;
/** Jobs under way may take so long to end when the server stops. */
const STOP_MS = 10_000;
/** A lease is renewed so many times before it would run out. */
const RENEWALS = 3;

type Server = Pick<ServerContext, 'store' | 'log' | 'now'>;

/** How an attempt ended. */
export interface JobOutcome {
  readonly queue: string;
  readonly id: string;
  readonly state: 'done' | 'waiting' | 'failed';
  readonly error: string | undefined;
}

/** Takes jobs from the database and does them, beside other processes that do the same. */
export class JobRunner {
  private readonly holder = randomUUID();
  private readonly queues: ReadonlyMap<string, Queue<unknown>>;
  private readonly running = new Map<string, { readonly queue: string; readonly work: Promise<JobOutcome> }>();
  private readonly stopping = new AbortController();
  private polling: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private scheduledUntilMs = 0;
  /** True when there may be more jobs than were taken. */
  private mayHaveMore = false;

  constructor(
    private readonly server: Server,
    queues: Partial<Queues>,
  ) {
    this.queues = new Map(Object.entries(queues) as [string, Queue<unknown>][]);
  }

  /** Looks for jobs every second, and when one has ended that others wait behind, until stopped. */
  start(): void {
    this.polling = this.releaseOfLast().then(() => this.pollLater());
  }

  /** Takes no more jobs, tells those that run to end, and waits for them; what is not done will be done by another process. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.polling;
    const patience = new AbortController();
    const work = Promise.all([...this.running.values()].map(({ work }) => work));
    await Promise.race([work, delay(STOP_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
    patience.abort();
  }

  /** Does everything that is due by the server's clock, what is done by itself included, and what follows from it, then tells how each attempt ended. */
  async drain(): Promise<JobOutcome[]> {
    await this.addScheduled();
    const outcomes: JobOutcome[] = [];
    for (let taken = await this.take(); taken.length > 0; taken = await this.take()) {
      outcomes.push(...(await Promise.all(taken.map((job) => this.begin(job)))));
    }
    return outcomes;
  }

  /** An embedded database has one process, so whatever is held was held by one that is gone. */
  private async releaseOfLast(): Promise<void> {
    const { store, now, log } = this.server;
    if (store.kind !== 'embedded') return;
    try {
      await store.asWorker((tx) => releaseJobs(tx, now()));
    } catch (error) {
      log.error({ err: error }, 'jobs of the last process could not be released; their leases will run out');
    }
  }

  private pollLater(): void {
    if (this.stopping.signal.aborted) return;
    this.timer = setTimeout(() => this.pollNow(), POLL_MS);
    this.timer.unref();
  }

  private pollNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.polling = this.poll().finally(() => this.pollLater());
  }

  private async poll(): Promise<void> {
    try {
      await this.addScheduled();
      for (const job of await this.take()) void this.begin(job);
    } catch (error) {
      this.server.log.error({ err: error }, 'looking for jobs failed');
    }
  }

  /** Adds what is done by itself for the present slot; its id is the slot's, so that all processes together add one. */
  private async addScheduled(): Promise<void> {
    const now = this.server.now();
    if (now.getTime() < this.scheduledUntilMs) return;
    let next = Number.POSITIVE_INFINITY;
    await this.server.store.asWorker(async (tx) => {
      for (const [queue, { everySec }] of this.queues) {
        if (everySec === undefined) continue;
        const dueAt = new Date(Math.floor(now.getTime() / 1000 / everySec) * everySec * 1000);
        await addJob(tx, { id: `${queue}@${dueAt.toISOString()}`, queue, key: queue, data: {}, dueAt }, now);
        next = Math.min(next, dueAt.getTime() + everySec * 1000);
      }
    });
    this.scheduledUntilMs = next;
  }

  private async take(): Promise<HeldJob[]> {
    const busy = new Map<string, number>();
    for (const { queue } of this.running.values()) busy.set(queue, (busy.get(queue) ?? 0) + 1);
    const wanted = [...this.queues]
      .map(([name, { atOnce, leaseSec }]) => ({ name, count: atOnce - (busy.get(name) ?? 0), leaseSec }))
      .filter(({ count }) => count > 0);
    if (wanted.length === 0) return [];
    const taken = await this.server.store.asWorker((tx) => takeJobs(tx, this.asHolder(), wanted));
    this.mayHaveMore = wanted.some(({ name, count }) => taken.filter(({ queue }) => queue === name).length >= count);
    return taken;
  }

  private begin(held: HeldJob): Promise<JobOutcome> {
    const work = this.attempt(held).finally(() => {
      this.running.delete(held.id);
      if (this.mayHaveMore && this.timer !== undefined) this.pollNow();
    });
    this.running.set(held.id, { queue: held.queue, work });
    return work;
  }

  /** One attempt at a job, from taking it to telling the database how it ended. Never rejects. */
  private async attempt(held: HeldJob): Promise<JobOutcome> {
    const { id, queue: name } = held;
    const queue = this.queues.get(name);
    if (queue === undefined) return { queue: name, id, state: 'waiting', error: 'there is no such queue' };
    const lost = new AbortController();
    const renewing = setInterval(() => void this.renew(id, queue, lost), (queue.leaseSec * 1000) / RENEWALS);
    renewing.unref();
    const job: Job<unknown> = {
      id,
      data: held.data,
      acting: { partyId: held.partyId, mode: held.mode },
      attempt: held.attempt,
      signal: AbortSignal.any([this.stopping.signal, lost.signal]),
    };
    const outcome = (state: JobOutcome['state'], error?: string): JobOutcome => ({ queue: name, id, state, error });
    try {
      // The attempt of a killed process counts: what kills its process must not do so for ever.
      const error = held.attempt > queue.attemptsMax ? 'its process ended' : await failureOf(queue.handle(job));
      const isLast = held.attempt >= queue.attemptsMax;
      if (error === undefined) await this.end(id, undefined);
      else if (!isLast || this.stopping.signal.aborted) await this.putBack(held, queue, error);
      else {
        await queue.gaveUp?.(job, error);
        await this.end(id, error);
      }
      if (error === undefined) return outcome('done');
      this.server.log.warn({ job: id, queue: name, attempt: held.attempt, error }, 'a job failed');
      return outcome(isLast ? 'failed' : 'waiting', error);
    } catch (error) {
      this.server.log.error({ job: id, queue: name, err: error }, 'a job could not be ended; its lease will run out');
      return outcome('waiting', messageOf(error));
    } finally {
      clearInterval(renewing);
    }
  }

  private async renew(id: string, { leaseSec }: Queue<unknown>, lost: AbortController): Promise<void> {
    try {
      const held = await this.server.store.asWorker((tx) => renewJob(tx, this.asHolder(), id, leaseSec));
      if (!held && this.running.has(id)) lost.abort();
    } catch (error) {
      this.server.log.warn({ job: id, err: error }, 'a lease could not be renewed; it is tried again');
    }
  }

  private end(id: string, error: string | undefined): Promise<void> {
    return this.server.store.asWorker((tx) => endJob(tx, this.asHolder(), id, error));
  }

  private putBack({ id, attempt }: HeldJob, { backoffSec }: Queue<unknown>, error: string): Promise<void> {
    const waitSec = this.stopping.signal.aborted ? 0 : Math.min(DAY_SEC, backoffSec * 2 ** (attempt - 1));
    const dueAt = new Date(this.server.now().getTime() + waitSec * 1000);
    return this.server.store.asWorker((tx) => putJobBack(tx, this.asHolder(), { id, error, dueAt }));
  }

  private asHolder(): JobHolder {
    return { holder: this.holder, now: this.server.now() };
  }
}

async function failureOf(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
