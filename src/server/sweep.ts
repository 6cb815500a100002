import { forgetExplorations } from '../store/plans/explorations.js';
import { forgetKeys } from '../store/database/idempotency.js';
import { forgetNotices } from '../store/notices/notices.js';
import { forgetPlanFiles } from '../store/plans/plan-files.js';
import { forgetRequests } from '../store/people/request-log.js';
import { removeExpiredSessions } from '../store/people/sessions.js';
import { forgetJobs } from '../store/database/jobs.js';
import { forgetUploadFaults } from '../store/shipments/uploads.js';
import { forgetDeliveries } from '../store/notices/webhook-deliveries.js';
import type { Store } from '../store/database/store.js';

const DAY_MS = 86_400_000;

/** Days for which an `Idempotency-Key` is kept. */
const KEY_DAYS = 7;

/** Days for which a notice can be read again, and sent again to a webhook, and what was wrong with a file. */
const NOTICE_DAYS = 30;

/** Days for which a plan can be exported, and another one based on it. */
const PLAN_FILE_DAYS = 90;

/** Days for which the result of an exploration can be looked at. */
const EXPLORATION_DAYS = 90;

/** Days for which it is known how a job ended. */
const JOB_DAYS = 7;

/** Days for which a request stays in the log of its party, and how many of each party do. */
const REQUEST_DAYS = 14;
const REQUESTS_KEPT = 100_000;

/** Removes sessions that are over, and keys, notices, requests, jobs and files of plans that are old. Several servers may do it at once. */
export async function sweep(store: Store, now: Date): Promise<void> {
  await store.asGate(async (tx) => {
    await removeExpiredSessions(tx, now);
    await forgetKeys(tx, new Date(now.getTime() - KEY_DAYS * DAY_MS));
    await forgetDeliveries(tx, new Date(now.getTime() - NOTICE_DAYS * DAY_MS));
    await forgetNotices(tx, new Date(now.getTime() - NOTICE_DAYS * DAY_MS));
  });
  await store.asWorker((tx) =>
    forgetRequests(tx, { before: new Date(now.getTime() - REQUEST_DAYS * DAY_MS), keptOfParty: REQUESTS_KEPT }),
  );
  await store.asWorker((tx) => forgetPlanFiles(tx, new Date(now.getTime() - PLAN_FILE_DAYS * DAY_MS)));
  await store.asWorker((tx) => forgetExplorations(tx, new Date(now.getTime() - EXPLORATION_DAYS * DAY_MS)));
  await store.asWorker((tx) => forgetUploadFaults(tx, new Date(now.getTime() - NOTICE_DAYS * DAY_MS)));
  await store.asWorker((tx) => forgetJobs(tx, new Date(now.getTime() - JOB_DAYS * DAY_MS)));
}
