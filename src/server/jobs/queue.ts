import type { Acting } from '../../store/database/store.js';
import type { JobData, QueueName } from './job-data.js';

/** A job that is being done. */
export interface Job<Data> {
  readonly id: string;
  readonly data: Data;
  /** For whom the transaction acted that added it; nobody for what the service does by itself. */
  readonly acting: Acting;
  readonly attempt: number; // 1 for the first
  /** Aborted when the server stops, or the job is not this process's any more: end soon, it will be done again. */
  readonly signal: AbortSignal;
}

/** How jobs of a kind are done. */
export interface Queue<Data> {
  /** Throws to have the job done again later. */
  readonly handle: (job: Job<Data>) => Promise<void>;
  /** How many of them one process does at once. */
  readonly atOnce: number;
  /** Attempts in all, those of killed processes included. */
  readonly attemptsMax: number;
  /** Before the second attempt; twice as long before each further one, up to a day. */
  readonly backoffSec: number;
  /** A job whose process is gone is taken by another after this long. */
  readonly leaseSec: number;
  /** Done by itself at every multiple of this, once by all processes together. */
  readonly everySec?: number;
  /** Called when no attempt is left, so that what waits for the job is told. */
  readonly gaveUp?: (job: Job<Data>, error: string) => Promise<void>;
}

/** Every queue by its name. */
export type Queues = { readonly [Q in QueueName]: Queue<JobData[Q]> };

/** What fits work that takes seconds and fails seldom. */
export const USUAL = { atOnce: 2, attemptsMax: 5, backoffSec: 10, leaseSec: 60 } as const;
