import type { Notice } from '../../domain/notice.js';
import { changeStates, type StateChange } from '../../store/exports/export-events.js';
import { clearExportExceptions } from '../../store/exceptions/export-exceptions.js';
import type { Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';

/** Sets states of exports, and clears what was open because the earlier ones had lasted too long; returns what is to be told of that. */
export async function moveExports(
  tx: Tx,
  changes: readonly StateChange[],
  { mode, now }: { readonly mode: Mode; readonly now: Date },
): Promise<Notice[]> {
  await changeStates(tx, changes, now);
  const cleared = await clearExportExceptions(
    tx,
    changes.map(({ id }) => id),
    now,
  );
  return cleared.map(({ id, exportId, ownerId, shipperId, code, severity }) =>
    exceptionNotice(
      { to: shipperId === null ? [ownerId] : [ownerId, shipperId], mode, at: now },
      { id, exportId, code, severity, change: 'cleared' },
    ),
  );
}

/** Tells that an exception of an export was opened or cleared. */
export function exceptionNotice(
  about: Pick<Notice, 'to' | 'mode' | 'at'>,
  of: {
    readonly id: string;
    readonly exportId: string;
    readonly code: string;
    readonly severity: string;
    readonly change: 'opened' | 'cleared';
  },
): Notice {
  const { id, exportId, code, severity, change } = of;
  const data = { exports: [{ id: exportId, exception_id: id, code, severity, change }] };
  return { ...about, type: 'exception.changed', subject: exportId, data };
}
