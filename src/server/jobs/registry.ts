import type { ServerContext } from '../context.js';
import { eraseOldPersonalData } from '../custody/erasure.js';
import { settleHandovers } from '../docks/settle-handovers.js';
import { checkDueShipments } from '../exceptions/check-exceptions.js';
import { exampleQueue, isExampleBegun } from '../example/living-day.js';
import { assignQueue } from '../plans/assign-job.js';
import { exploreQueue } from '../explorations/exploration-job.js';
import { planQueue } from '../plans/plan-job.js';
import { uploadQueue } from '../shipments/uploads-book.js';
import { forgetOldExports, noteOverdueExports } from '../exports/export-deadlines.js';
import { sweep } from '../sweep.js';
import { sendDue } from '../webhooks/send-due.js';
import { USUAL, type Queues } from './queue.js';

/** Receivers that are slow do not hold others up until there are so many of them. */
const WEBHOOKS_AT_ONCE = 16;
const HOUR_SEC = 3600;
/** Silence accepts after a day; that it has, may be in the logs so much later. */
const SETTLE_SEC = 300;
const MINUTE_SEC = 60;

/** How this server does jobs, of all queues. */
export function queuesOf(server: ServerContext): Queues {
  const { store, now } = server;
  return {
    sweep: { ...USUAL, everySec: HOUR_SEC, handle: () => sweep(store, now()) },
    settle_handovers: {
      ...USUAL,
      everySec: SETTLE_SEC,
      handle: async ({ signal }) => void (await settleHandovers(server, signal)),
    },
    erasure: {
      ...USUAL,
      atOnce: 1,
      everySec: HOUR_SEC,
      handle: async ({ signal }) => void (await eraseOldPersonalData(server, signal)),
    },
    webhooks: { ...USUAL, atOnce: WEBHOOKS_AT_ONCE, handle: ({ data, signal }) => sendDue(server, data, signal) },
    exceptions: {
      ...USUAL,
      atOnce: 1,
      everySec: MINUTE_SEC,
      handle: async ({ signal }) => {
        // While an example is told from its beginning, its parcels are where they were long ago.
        if (!(await isExampleBegun(server))) await checkDueShipments(server, signal);
      },
    },
    export_deadlines: {
      ...USUAL,
      atOnce: 1,
      everySec: MINUTE_SEC,
      handle: async ({ signal }) => void (await noteOverdueExports(server, signal)),
    },
    export_records: { ...USUAL, everySec: HOUR_SEC, handle: () => forgetOldExports(server) },
    example: exampleQueue(server),
    upload: uploadQueue(server),
    plan: planQueue(server),
    explore: exploreQueue(server),
    assign_plan: assignQueue(server),
  };
}
