import { sql } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';

/** That somebody of an organisation did something that is risky. */
export interface AuditEntry {
  readonly id: string;
  readonly actor: string; // user or key, or what acts by itself
  readonly action: string; // `user.changed`
  readonly subject: string; // id of what it was done to
  readonly details: Json; // without secrets and personal data
  readonly requestId: string | undefined;
  readonly notedAt: Date;
}

/** Appends an entry of the acting party. Nobody can change or remove one. */
export async function addAuditEntry(tx: Tx, organisationId: string, entry: Omit<AuditEntry, 'id'>): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      id: newId('auditEntry', entry.notedAt.getTime()),
      organisation_id: organisationId,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      details: sql<Json>`${JSON.stringify(entry.details)}::jsonb`,
      request_id: entry.requestId ?? null,
      noted_at: entry.notedAt,
    })
    .execute();
}

/** Entries of the acting party, newest first. */
export async function listAuditEntries(
  tx: Tx,
  page: {
    readonly limit: number;
    readonly before: string | undefined;
    readonly action: string | undefined;
    readonly actor: string | undefined;
    readonly subject: string | undefined;
  },
): Promise<AuditEntry[]> {
  let query = tx.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(page.limit);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  for (const column of ['action', 'actor', 'subject'] as const) {
    const value = page[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  return (await query.execute()).map((row) => ({
    id: row.id,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    details: row.details,
    requestId: row.request_id ?? undefined,
    notedAt: row.noted_at,
  }));
}
