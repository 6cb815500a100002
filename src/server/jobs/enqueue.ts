import { newId } from '../../store/database/ids.js';
import { addJob } from '../../store/database/jobs.js';
import type { Tx } from '../../store/database/store.js';
import type { JobData, QueueName } from './job-data.js';

export interface EnqueueOptions {
  readonly now: Date;
  /** At most one job of a queue and key waits, and at most one runs: another one does nothing. */
  readonly key?: string;
  /** Not before this instant. */
  readonly startAfter?: Date;
}

/**
 * Has something done later, by some server process, if the transaction ends well. It is done at least once: a job whose process is
 * killed is done again, so a handler must not mind work that was done already.
 */
export async function enqueue<Q extends QueueName>(
  tx: Tx,
  queue: Q,
  data: JobData[Q],
  { now, key, startAfter = now }: EnqueueOptions,
): Promise<void> {
  await addJob(tx, { id: newId('job', now.getTime()), queue, key, data, dueAt: startAfter }, now);
}
