import type { ServerContext } from '../context.js';
import { sweep } from '../sweep.js';
import { USUAL, type Queues } from './queue.js';

const HOUR_SEC = 3600;

/** How this server does jobs, of all queues. */
export function queuesOf({ store, now }: ServerContext): Queues {
  return {
    sweep: { ...USUAL, everySec: HOUR_SEC, handle: () => sweep(store, now()) },
  };
}
