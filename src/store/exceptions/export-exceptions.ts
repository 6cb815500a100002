import { sql } from 'kysely';
import type { ExportException } from '../../domain/shipment-exception.js';
import { packWords } from './exception-words.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** An exception of an export, to be kept for its carrier and its customer. */
export interface FoundOfExport {
  readonly id: string;
  readonly exportId: string;
  readonly shipperId: string | null;
  readonly responsibleId: string | null; // of a carrier
  readonly dueAt: Date;
  readonly found: ExportException;
}

/** Adds exceptions of exports of the acting carrier; those that are open already stay as they are. Returns the ids of new ones. */
export async function addExportExceptions(
  tx: Tx,
  { ownerId, mode, now }: { readonly ownerId: string; readonly mode: Mode; readonly now: Date },
  all: readonly FoundOfExport[],
): Promise<ReadonlySet<string>> {
  if (all.length === 0) return new Set();
  const rows = JSON.stringify(
    all.map(({ id, exportId, shipperId, responsibleId, dueAt, found }) => ({
      id,
      export_id: exportId,
      shipper_id: shipperId,
      responsible_id: responsibleId,
      due_at: dueAt,
      since_at: new Date(found.sinceMs),
      key: found.key,
      code: found.code,
      severity: found.severity,
      responsible: found.responsible,
      words: packWords(found),
      clears: found.clears,
    })),
  );
  const added = await sql<{ id: string }>`
    insert into shipment_exceptions (
      id, mode, export_id, owner_id, shipper_id, key, code, severity, responsible, responsible_id, since_at, words, evidence, clears,
      due_at, opened_at, changed_at)
    select id, ${mode}, export_id, ${ownerId}, shipper_id, key, code, severity, responsible, responsible_id, since_at, words,
      array[]::text[], clears, due_at, ${now}, ${now}
    from json_to_recordset(${rows}::json) as r (id text, export_id text, shipper_id text, key text, code text, severity text,
      responsible text, responsible_id text, since_at timestamptz, words text, clears text, due_at timestamptz)
    on conflict do nothing returning id`.execute(tx);
  return new Set(added.rows.map(({ id }) => id));
}

/** An exception that is over, as it is told of. */
export interface ClearedOfExport {
  readonly id: string;
  readonly exportId: string;
  readonly ownerId: string;
  readonly shipperId: string | null;
  readonly code: string;
  readonly severity: string;
}

/** Clears what is open of exports that have moved on; tells what it was. */
export async function clearExportExceptions(
  tx: Tx,
  exportIds: readonly string[],
  now: Date,
): Promise<readonly ClearedOfExport[]> {
  if (exportIds.length === 0) return [];
  const { rows } = await sql<
    Record<'id' | 'export_id' | 'owner_id' | 'code' | 'severity', string> & {
      shipper_id: string | null;
    }
  >`
    update shipment_exceptions set cleared_at = ${now}, changed_at = ${now}
    where export_id = any(${[...exportIds]}::text[]) and cleared_at is null
    returning id, export_id, owner_id, shipper_id, code, severity`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    exportId: row.export_id,
    ownerId: row.owner_id,
    shipperId: row.shipper_id,
    code: row.code,
    severity: row.severity,
  }));
}
