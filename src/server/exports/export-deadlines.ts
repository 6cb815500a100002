import { forgetExports } from '../../store/exports.js';
import { listOverdue, noteOverdue } from '../../store/export-events.js';
import type { ServerContext } from '../context.js';
import { notify } from '../notices/notify.js';
import { dayOf } from './export-desk.js';

/** Exports that one transaction looks at. */
const AT_ONCE = 200;

/** Notes exports whose state should have changed by now, once each, and tells who may know. Returns how many. */
export async function noteOverdueExports(
  { store, now }: Pick<ServerContext, 'store' | 'now'>,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  for (;;) {
    if (signal?.aborted === true) return count;
    const at = now();
    const due = await store.asWorker((tx) => listOverdue(tx, at, AT_ONCE));
    const [first] = due;
    if (first === undefined) return count;
    const { ownerId, mode } = first;
    const ids = due.filter((one) => one.ownerId === ownerId && one.mode === mode).map(({ id }) => id);
    await store.asParty({ partyId: ownerId, mode }, async (tx) => {
      const noted = await noteOverdue(tx, ids, at);
      const notices = noted.map(({ id, state, parties }) => ({
        type: 'export.changed' as const,
        to: parties,
        mode,
        subject: id,
        at,
        data: { exports: [{ id, state, overdue: true }] },
      }));
      await notify(tx, notices);
      count += noted.length;
    });
  }
}

/** Forgets exports of which records need not be kept any longer. */
export async function forgetOldExports({ store, now }: Pick<ServerContext, 'store' | 'now'>): Promise<void> {
  await store.asWorker((tx) => forgetExports(tx, dayOf(now())));
}
