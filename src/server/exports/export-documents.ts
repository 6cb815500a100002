import type { Json } from '../../base/canonical-json.js';
import { despatchList, type Despatch, type DespatchBag } from '../../exporting/documents/despatch.js';
import type { Documented } from '../../exporting/documents/documented.js';
import type { DocumentKind } from '../../exporting/documents/form-document.js';
import { makeDocument } from '../../exporting/documents/make-document.js';
import { makeS8, parseS8 } from '../../standards/s8/despatch.js';
import { makeS9 } from '../../standards/s9/receptacle.js';
import { shipped } from '../../standards/tables/shipped.js';
import { listExportEvents } from '../../store/export-events.js';
import {
  addDespatch,
  findDespatch,
  listDespatches,
  nextDespatchNumber,
  type StoredDespatch,
} from '../../store/export-settings.js';
import { listExportsById, listLastVersions, type ExportRow } from '../../store/exports.js';
import type { Tx } from '../../store/store.js';
import type { WireDeclaration } from '../../wire/export-declarations.js';
import * as wire from '../../wire/export-events.js';
import * as wireTables from '../../wire/export-tables.js';
import type { Input } from '../../wire/operation.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { LabelThread } from '../shipments/label-thread.js';
import type { LabelRequest, MadeLabels } from '../shipments/label-messages.js';
import { declarationOf } from './declaration-keys.js';
import { dayOf, type ExportDesk, type OpenExports } from './export-desk.js';
import { recordExportEvents } from './export-events.js';
import { assessmentOf, getExport, type Asking } from './exports.js';

/** What is printed of exports, and of despatches. */
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
    return print(thread, { labels: [{ exportDocument: made }], format }, input.query.omission);
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
    return print(thread, { labels, format: { kind: 'pdf', pages, createdMs: now.getTime() } }, omission);
  });
  serveDespatches(operations, desk, thread);
}

async function print(
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
async function documentedOf(tx: Tx, open: OpenExports, rows: readonly ExportRow[]): Promise<Documented[]> {
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
      synthetic: open.synthetic,
    };
  });
}

function serveDespatches(operations: OperationServer, desk: ExportDesk, thread: LabelThread): void {
  operations.serve(wireTables.closeDespatch, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    if (carrier.id !== asking.acting.partyId) throw new ProblemError('conflict', 'Only a carrier closes despatches.');
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      return despatchOnWire(await closeDespatch(tx, { open, asking }, input.body));
    });
  });
  operations.serve(wireTables.listDespatches, ({ input, run }) => {
    const { limit, cursor } = input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'exportDespatch') };
    return run(async (tx) => pageOfRows(await listDespatches(tx, page), limit, despatchOnWire));
  });
  operations.serve(wireTables.getDespatchPdf, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    const despatch = await run(async (tx) => {
      const { synthetic } = await desk.open(tx, { carrier, now, mode: acting.mode });
      const stored = await findDespatch(tx, input.params.id);
      if (stored === undefined) throw new ProblemError('not_found');
      return printedDespatch(stored, synthetic);
    });
    const labels =
      input.query.part === 'list'
        ? [{ exportDocument: despatchList(despatch) }]
        : despatch.receptacles.map((bag) => ({ bagOf: despatch, bag }));
    const format = { kind: 'pdf', pages: 'label', createdMs: now.getTime(), title: `Despatch ${despatch.id}` } as const;
    return print(thread, { labels, format }, 'accept');
  });
}

/** Gives bags their identifiers, keeps the despatch, and lets its exports depart. All or nothing. */
async function closeDespatch(
  tx: Tx,
  { open, asking }: { readonly open: OpenExports; readonly asking: Asking },
  { origin, destination, category, subclass, bags }: Input<typeof wireTables.closeDespatch>['body'],
): Promise<StoredDespatch> {
  const { acting, principal, now } = asking;
  const ids = bags.flatMap(({ export_ids: of }) => of);
  if (new Set(ids).size < ids.length) throw new ProblemError('conflict', 'An export lies in one bag, and once.');
  const rows = new Map((await listExportsById(tx, ids, { lock: true })).map((row) => [row.id, row]));
  if (ids.some((id) => rows.get(id)?.owner_id !== acting.partyId)) throw new ProblemError('not_found');
  const year = Number(dayOf(now).slice(0, 4));
  const lane = { origin, destination, category, subclass, yearDigit: year % 10 };
  const laneKey = [origin, destination, category, subclass, year].join(' ');
  const number = await nextDespatchNumber(tx, acting.partyId, laneKey);
  if (number > 9999) throw new ProblemError('conflict', 'This lane has no numbers left this year.');
  const packed = bags.map(({ export_ids: of, tare_g: tareG }, index): DespatchBag => {
    const items = of.map((id) => itemOf(rows.get(id)));
    const weightG = tareG + items.reduce((sum, item) => sum + item.weightG, 0);
    const registered = items.some(({ item }) => /^[RV]|^CV/.test(item));
    const id = makeS9({
      ...lane,
      despatch: number,
      serial: index + 1,
      last: index + 1 === bags.length,
      registered,
      weightG,
    });
    return { id, weightG, items };
  });
  const despatch = makeS8({ ...lane, despatch: number });
  const results = await recordExportEvents(
    tx,
    { open, asking },
    ids.map((id) => ({ export_id: id, kind: 'despatched' as const, at: now.toISOString(), place: origin })),
  );
  const refused = results.flatMap(({ refusal, export_id: id }) => (refusal === null ? [] : [{ id, refusal }]));
  if (refused.length > 0) {
    throw new ProblemError(
      'invalid',
      undefined,
      refused.map(({ id, refusal }) => ({
        code: refusal.code,
        message: refusal.words,
        pointer: '#/bags',
        value: id ?? '',
      })),
    );
  }
  const kept = {
    ownerId: acting.partyId,
    mode: acting.mode,
    despatch,
    lane: laneKey,
    number,
    createdBy: principal.actorId,
    now,
  };
  const json = packed as unknown as Json;
  const id = await addDespatch(tx, { ...kept, bags: json });
  return { id, mode: acting.mode, despatch, bags: json, closed_at: now };
}

function itemOf(row: ExportRow | undefined): DespatchBag['items'][number] {
  const { gross_weight_g: weightG = 0 } = (row?.declaration ?? {}) as WireDeclaration;
  return { item: row?.item ?? '', weightG, country: row?.country ?? '' };
}

function despatchOnWire({ id, mode, despatch, bags, closed_at }: StoredDespatch) {
  return {
    id,
    mode,
    despatch,
    bags: (bags as unknown as readonly DespatchBag[]).map((bag) => ({
      receptacle: bag.id,
      weight_g: bag.weightG,
      items: bag.items.map(({ item }) => item),
    })),
    closed_at: closed_at.toISOString(),
  };
}

function printedDespatch({ despatch, bags, closed_at }: StoredDespatch, synthetic: boolean): Despatch {
  const read = parseS8(despatch);
  const { origin = '', destination = '' } = read.status === 'valid' ? read.value : {};
  const nameOf = (code: string): string =>
    shipped.upu().exchangeOffices.find((office) => office.code === code)?.name ?? code;
  return {
    id: despatch,
    fromName: nameOf(origin),
    toName: nameOf(destination),
    closedOn: dayOf(closed_at),
    receptacles: bags as unknown as readonly DespatchBag[],
    synthetic,
  };
}
