import type { Json } from '../../base/canonical-json.js';
import { emsevtOf, itmattOf, predesOf } from '../../exporting/advance/advance-data.js';
import { despatchList, type Despatch, type DespatchBag } from '../../exporting/documents/despatch.js';
import type { ExportEventKind } from '../../exporting/status/export-state.js';
import { milestoneTold } from '../../exporting/status/upu-events.js';
import { readPostalDocument, writePostalFile, type EdifactDocument } from '../../standards/edi/postal-messages.js';
import type { Cardit } from '../../standards/edi/transport.js';
import { makeS8, parseS8 } from '../../standards/s8/despatch.js';
import { makeS9 } from '../../standards/s9/receptacle.js';
import { shipped } from '../../standards/tables/shipped.js';
import { eventOfMilestone } from '../../standards/upu/item-events.js';
import { listExportEvents } from '../../store/exports/export-events.js';
import {
  addDespatch,
  findDespatch,
  listDespatches,
  nextDespatchNumber,
  type StoredDespatch,
} from '../../store/exports/export-settings.js';
import { listExportsById, listExportsByItem, type ExportRow } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import * as wire from '../../wire/exports/export-despatches.js';
import type { Input } from '../../wire/http/operation.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { LabelThread } from '../shipments/label-thread.js';
import { dayOf, type ExportDesk, type OpenExports } from './export-desk.js';
import { documentedOf, printed } from './export-documents.js';
import { despatchesOnWire, despatchStateOf } from './despatch-on-wire.js';
import { recordExportEvents } from './export-events.js';
import type { Asking } from './exports.js';

/** Despatches: closed, listed, printed, and told ahead to posts and customs abroad. */
export function serveDespatches(operations: OperationServer, desk: ExportDesk): void {
  const thread = new LabelThread();
  serveMessages(operations, desk);
  operations.serve(wire.closeDespatch, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    if (carrier.id !== asking.acting.partyId) throw new ProblemError('conflict', 'Only a carrier closes despatches.');
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      return onWire(tx, await closeDespatch(tx, { open, asking }, input.body));
    });
  });
  operations.serve(wire.listDespatches, ({ input, run }) => {
    const { limit, cursor } = input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'exportDespatch') };
    return run(async (tx) => {
      const { data, next_cursor } = pageOfRows(await listDespatches(tx, page), limit, (row) => row);
      return { data: await despatchesOnWire(tx, data), next_cursor };
    });
  });
  operations.serve(wire.getDespatchPdf, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    const despatch = await run(async (tx) => {
      const { synthetic } = await desk.open(tx, { carrier, now, mode: acting.mode });
      return printedDespatch(await getDespatch(tx, input.params.id), synthetic);
    });
    const labels =
      input.query.part === 'list'
        ? [{ exportDocument: despatchList(despatch) }]
        : despatch.receptacles.map((bag) => ({ bagOf: despatch, bag }));
    const format = { kind: 'pdf', pages: 'label', createdMs: now.getTime(), title: `Despatch ${despatch.id}` } as const;
    return printed(thread, { labels, format }, 'accept');
  });
}

function serveMessages(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.getDespatchMessage, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    const { document } = await run(async (tx) => {
      const { id, message } = input.params;
      const stored = await getDespatch(tx, id);
      if (message === 'cardit') return { document: await carditOf(tx, stored) };
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      return messageOf(tx, open, { stored, message });
    });
    return { ...document };
  });
  operations.serve(wire.getDespatchEdifact, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const { id, message } = input.params;
      const stored = await getDespatch(tx, id);
      const { document, despatch } = await messageOf(tx, open, { stored, message });
      const [sender, recipient] = [despatch.id.slice(0, 6), despatch.id.slice(6, 12)];
      const preparedAt = `${now.toISOString().slice(0, 16)}Z`;
      const { reference } = document;
      return writePostalFile({ sender, recipient, preparedAt, reference, isTest: open.synthetic }, [document]);
    });
  });
}

/** The booking of a despatch's transport, as it was booked last. */
async function carditOf(tx: Tx, stored: StoredDespatch): Promise<Cardit> {
  const { booking } = await despatchStateOf(tx, stored);
  if (booking === undefined) {
    throw new ProblemError(
      'conflict',
      'No transport is booked for this despatch: book it with its consignment and legs.',
    );
  }
  return booking;
}

/** A message about a despatch; refused with what its declarations lack for it. */
async function messageOf(
  tx: Tx,
  open: OpenExports,
  { stored, message }: { readonly stored: StoredDespatch; readonly message: 'itmatt' | 'predes' | 'emsevt' },
): Promise<{ readonly document: EdifactDocument; readonly despatch: Despatch }> {
  const despatch = printedDespatch(stored, open.synthetic);
  const reference = `${message.slice(0, 1).toUpperCase()}${despatch.id.slice(15)}`;
  const { booking } = await despatchStateOf(tx, stored);
  const made =
    message === 'predes'
      ? predesOf(reference, despatch, booking?.legs)
      : await documentOf(tx, open, { despatch, message, reference });
  const read = readPostalDocument(made);
  if (read.status === 'refused') {
    throw new ProblemError('conflict', `${message.toUpperCase()} cannot be told: ${read.refusal.message}`);
  }
  return { document: made, despatch };
}

async function documentOf(
  tx: Tx,
  open: OpenExports,
  {
    despatch,
    message,
    reference,
  }: { readonly despatch: Despatch; readonly message: string; readonly reference: string },
): Promise<EdifactDocument> {
  const items = despatch.receptacles.flatMap((bag) => bag.items.map(({ item }) => item));
  const rows = await listExportsByItem(tx, open.carrier.id, items);
  if (message === 'itmatt') return itmattOf(reference, await documentedOf(tx, open, rows));
  const itemOfExport = new Map(rows.map(({ id, item }) => [id, item ?? '']));
  const events = await listExportEvents(tx, [...itemOfExport.keys()]);
  // What another post told is not told on.
  const own = events.flatMap(({ export_id: id, kind, at, place, upu }) => {
    const milestone = upu === null ? milestoneTold(kind as ExportEventKind) : undefined;
    const code = milestone === undefined ? undefined : eventOfMilestone(shipped.upu(), milestone)?.code;
    if (code === undefined) return [];
    return [{ item: itemOfExport.get(id) ?? '', upu: code, atMs: at.getTime(), place: place ?? undefined }];
  });
  return emsevtOf(reference, own);
}

async function onWire(tx: Tx, despatch: StoredDespatch) {
  const [told] = await despatchesOnWire(tx, [despatch]);
  if (told === undefined) throw new ProblemError('not_found');
  return told;
}

async function getDespatch(tx: Tx, id: string): Promise<StoredDespatch> {
  const stored = await findDespatch(tx, id);
  if (stored === undefined) throw new ProblemError('not_found');
  return stored;
}

/** Gives bags their identifiers, keeps the despatch, and lets its exports depart. All or nothing. */
async function closeDespatch(
  tx: Tx,
  { open, asking }: { readonly open: OpenExports; readonly asking: Asking },
  { origin, destination, category, subclass, bags }: Input<typeof wire.closeDespatch>['body'],
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
