import { overdueException } from '../../exporting/status/overdue.js';
import type { ExportState } from '../../exporting/status/export-state.js';
import { forgetExports } from '../../store/exports/exports.js';
import { addExportExceptions, type FoundOfExport } from '../../store/exceptions/export-exceptions.js';
import { listOverdue, noteOverdue, type NotedOverdue } from '../../store/exports/export-events.js';
import { forgetMessages } from '../../store/exports/postal-messages.js';
import { newId } from '../../store/database/ids.js';
import { partyCodes } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import type { ServerContext } from '../context.js';
import { notify } from '../notices/notify.js';
import { dayOf, tablesOf } from './export-desk.js';
import { exceptionNotice } from './move-exports.js';

/** Exports that one transaction looks at. */
const AT_ONCE = 200;

/** Notes exports whose state should have changed by now, once each, as exceptions too, and tells who may know. Returns how many. */
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
      const opened = await openExceptions(tx, { ownerId, mode, now: at }, noted);
      await notify(tx, [...notices, ...opened]);
      count += noted.length;
    });
  }
}

/** An exception for each export that is overdue, in the queue of its carrier and its customer. */
async function openExceptions(
  tx: Tx,
  owner: { readonly ownerId: string; readonly mode: Mode; readonly now: Date },
  noted: readonly NotedOverdue[],
) {
  const { ownerId, mode, now } = owner;
  const { tables } = await tablesOf(tx, ownerId);
  const carrier = (await partyCodes(tx)).get(ownerId) ?? '';
  const found = noted.map(({ id, state, item, dueAt, shipperId }): FoundOfExport => {
    const deadline = tables.deadlines.find((row) => row.state === state);
    const of = { state: state as ExportState, item, dueMs: dueAt.getTime(), deadline, carrier };
    const exception = overdueException(of);
    const responsibleId = exception.responsible === carrier ? ownerId : null;
    return { id: newId('exception', now.getTime()), exportId: id, shipperId, responsibleId, dueAt, found: exception };
  });
  const added = await addExportExceptions(tx, owner, found);
  const partiesOf = new Map(noted.map(({ id, parties }) => [id, parties]));
  return found
    .filter(({ id }) => added.has(id))
    .map(({ id, exportId, found: { code, severity } }) =>
      exceptionNotice(
        { to: partiesOf.get(exportId) ?? [], mode, at: now },
        { id, exportId, code, severity, change: 'opened' },
      ),
    );
}

/** Years for which records of exports are kept, those of others about them too. */
const KEPT_YEARS = 5;

/** Forgets exports of which records need not be kept any longer, and messages of that age. */
export async function forgetOldExports({ store, now }: Pick<ServerContext, 'store' | 'now'>): Promise<void> {
  const before = new Date(now());
  before.setUTCFullYear(before.getUTCFullYear() - KEPT_YEARS);
  await store.asWorker(async (tx) => {
    await forgetExports(tx, dayOf(now()));
    await forgetMessages(tx, before);
  });
}
