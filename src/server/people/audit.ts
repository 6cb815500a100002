import type { Json } from '../../base/canonical-json.js';
import { addAuditEntry, listAuditEntries } from '../../store/people/audit-log.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/people/audit.js';
import type { Audited } from '../../wire/people/audited.js';
import type { Operation } from '../../wire/http/operation.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';

/** Who asks, and when, in which request. */
export type AuditedRequest = Pick<PartyRequest<Operation>, 'principal' | 'acting' | 'now' | 'http'>;

/** The audit of the acting party. */
export function serveAudit(operations: OperationServer): void {
  operations.serve(wire.listAuditEntries, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, action, actor, subject } = input.query;
      const before = beforeOf(cursor, 'auditEntry');
      const rows = await listAuditEntries(tx, { limit: limit + 1, before, action, actor, subject });
      return pageOfRows(rows, limit, (entry) => ({
        id: entry.id,
        actor: entry.actor,
        action: entry.action as Audited,
        subject: entry.subject,
        details: entry.details as Record<string, unknown>,
        request_id: entry.requestId ?? null,
        at: entry.notedAt.toISOString(),
      }));
    }),
  );
}

/**
 * Notes that somebody does something risky, in the transaction that does it, which acts for that party. Details name no
 * secrets and no personal data.
 */
export async function noteAudit(
  tx: Tx,
  { principal, acting, now, http }: AuditedRequest,
  entry: {
    readonly action: Audited;
    readonly subject: string;
    readonly details?: Readonly<Record<string, Json | undefined>>;
  },
): Promise<void> {
  const { action, subject, details = {} } = entry;
  const requestId = http.get('requestId');
  await addAuditEntry(tx, acting.partyId, {
    actor: principal.actorId,
    action,
    subject,
    details,
    requestId,
    notedAt: now,
  });
}
