import type { Documented } from '../../exporting/documents/documented.js';
import type { DocumentKind } from '../../exporting/documents/form-document.js';
import { makeDocument } from '../../exporting/documents/make-document.js';
import { listExportEvents } from '../../store/exports/export-events.js';
import { listExportsById, listLastVersions, type ExportRow } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import * as wire from '../../wire/exports/export-events.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { LabelThread } from '../shipments/label-thread.js';
import type { LabelRequest, MadeLabels } from '../shipments/label-messages.js';
import { declarationOf } from './declaration-keys.js';
import { dayOf, type ExportDesk, type OpenExports } from './export-desk.js';
import { assessmentOf, getExport } from './exports.js';

/** What is printed of exports. */
export function serveExportDocuments(operations: OperationServer, desk: ExportDesk): void {
  const thread = new LabelThread();
  operations.serve(wire.getExportDocument, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const row = await getExport(tx, input.params.id);
      const [documented] = await documentedOf(tx, open, [row]);
      return { ...madeOf(documented, input.params.document) };
    });
  });
  operations.serve(wire.getExportPdf, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    const { id, document } = input.params;
    const made = await run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const [documented] = await documentedOf(tx, open, [await getExport(tx, id)]);
      return madeOf(documented, document);
    });
    const format = { kind: 'pdf', pages: 'label', createdMs: now.getTime(), title: `${document} ${id}` } as const;
    return printed(thread, { labels: [{ exportDocument: made }], format }, input.query.omission);
  });
  operations.serve(wire.printExportLabels, async ({ input, run, acting, now }) => {
    const { export_ids: ids, pages, omission } = input.body;
    const carrier = await desk.carrier(acting.partyId);
    const labels = await run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const rows = new Map((await listExportsById(tx, ids)).map((row) => [row.id, row]));
      const found = ids.map((id) => rows.get(id));
      if (found.includes(undefined)) throw new ProblemError('not_found');
      const documented = await documentedOf(
        tx,
        open,
        found.flatMap((row) => row ?? []),
      );
      return documented.map((one) => ({ exportDocument: madeOf(one, 'label') }));
    });
    return printed(thread, { labels, format: { kind: 'pdf', pages, createdMs: now.getTime() } }, omission);
  });
}

/** A PDF; refused where something does not fit or cannot be printed, unless that is accepted. */
export async function printed(
  thread: LabelThread,
  request: Omit<LabelRequest, 'id'>,
  omission: 'refuse' | 'accept',
): Promise<Uint8Array> {
  const made: MadeLabels = await thread.make(request);
  const omitted = made.omitted.flat();
  if (omission === 'refuse' && omitted.length > 0) {
    const suggestion = 'Shorten it, or print it as it is with omission=accept.';
    throw new ProblemError(
      'invalid',
      undefined,
      omitted.map((message) => ({ code: 'does_not_fit', message, suggestion })),
    );
  }
  return made.bytes;
}

function madeOf(documented: Documented | undefined, kind: DocumentKind) {
  const made = documented === undefined ? undefined : makeDocument(kind, documented);
  if (made === undefined) throw new ProblemError('not_found', 'The export has no document of this kind.');
  return made;
}

/** Exports with the version that holds, as their documents need them; a draft has none. */
export async function documentedOf(tx: Tx, open: OpenExports, rows: readonly ExportRow[]): Promise<Documented[]> {
  const ids = rows.map(({ id }) => id);
  const versions = await listLastVersions(tx, ids);
  const freed = new Map<string, string>();
  for (const { export_id: id, kind, at } of await listExportEvents(tx, ids))
    if (kind === 'let_export') freed.set(id, dayOf(at));
  return rows.map((row) => {
    const version = versions.get(row.id);
    if (version === undefined || row.item === null)
      throw new ProblemError('conflict', `${row.id} is a draft; file it first.`);
    if (row.state === 'cancelled') throw new ProblemError('conflict', `${row.id} is cancelled.`);
    return {
      declaration: declarationOf(version.declaration as WireDeclaration),
      assessment: assessmentOf(version.assessment),
      item: row.item,
      bill: row.bill ?? undefined,
      version: version.version,
      filedOn: dayOf(version.filed_at),
      letExportOn: freed.get(row.id),
      tables: open.tables,
      operator: open.operator,
      synthetic: open.synthetic,
    };
  });
}
