import type { Json } from '../../base/canonical-json.js';
import { checkDeclaration } from '../../exporting/check/check-declaration.js';
import type { Assessment } from '../../exporting/declare/assess.js';
import { step, type ExportEventKind, type ExportState } from '../../exporting/status/export-state.js';
import { addExportEvents } from '../../store/exports/export-events.js';
import { findState } from '../../store/custody/custody-states.js';
import { findProfile, setProfile } from '../../store/exports/export-settings.js';
import {
  addExports,
  findExport,
  listExports,
  listLastVersions,
  listVersions,
  newExportIds,
  removeDraft,
  saveDraft,
  type ExportRow,
} from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import * as wire from '../../wire/exports/exports.js';
import type { Operation } from '../../wire/http/operation.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import { etagOf, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { notify } from '../notices/notify.js';
import { returnOne } from '../shipments/redirects.js';
import { cancelOne } from '../shipments/shipments.js';
import { declarationOf } from './declaration-keys.js';
import type { DomesticChoice } from './book-domestic.js';
import type { Timetable } from './domestic-way.js';
import type { ExportDesk, OpenExports } from './export-desk.js';
import { assessmentOnWire, checkOnWire, detailsOnWire, exportOnWire } from './export-on-wire.js';
import { fileAmendment, fileDrafts, headingOf, type FilingFor } from './file-declarations.js';
import { moveExports } from './move-exports.js';

export type Asking = Pick<PartyRequest<Operation>, 'acting' | 'principal' | 'now'>;

/** Exports by post: drafts, filing, amendments, and what they are. */
export function serveExports(operations: OperationServer, desk: ExportDesk): void {
  serveDrafts(operations, desk);
  serveFiling(operations, desk);
  operations.serve(wire.listExports, ({ input, run }) => {
    const { limit, cursor, overdue, upload_id: uploadId, item, ...filter } = input.query;
    const narrowed = {
      ...filter,
      uploadId,
      item: item?.replace(/\s/g, '').toUpperCase(),
      overdue: overdue === undefined ? undefined : overdue === 'true',
    };
    const page = { limit: limit + 1, before: beforeOf(cursor, 'export'), filter: narrowed };
    return run(async (tx) => pageOfRows(await listExports(tx, page), limit, exportOnWire));
  });
  operations.serve(wire.listExportVersions, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    return run(async (tx) => {
      const { tables } = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const row = await getExport(tx, input.params.id);
      const versions = await listVersions(tx, row.id);
      return {
        data: versions.map(({ version, declaration, assessment, reason, filed_by, filed_at }) => ({
          version,
          declaration: declaration as WireDeclaration,
          assessment: assessmentOnWire(assessmentOf(assessment), declarationOf(declaration as WireDeclaration), tables),
          reason,
          filed_by,
          filed_at: filed_at.toISOString(),
        })),
      };
    });
  });
  operations.serve(wire.getExporterProfile, ({ acting, run }) =>
    run(async (tx) => ((await findProfile(tx, acting.partyId)) ?? {}) as Record<string, never>),
  );
  operations.serve(wire.putExporterProfile, ({ input, acting, now, run }) =>
    run(async (tx) => {
      await setProfile(tx, acting, input.body, now);
      return input.body;
    }),
  );
}

function serveDrafts(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.checkExport, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const declaration = declarationOf(input.body);
      return checkOnWire(checkDeclaration(declaration, open), declaration, open.tables);
    });
  });
  operations.serve(wire.createExport, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    const timetable = await desk.timetable(asking.now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const { declaration, file, domestic: choice } = input.body;
      const making = { open, asking, file, timetable, choice };
      const [made] = await makeExports(tx, making, [{ sent: declaration, under: '/declaration' }]);
      return details(tx, await getExport(tx, made?.id ?? ''), open);
    });
  });
  operations.serve(wire.getExport, async ({ input, run, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run(async (tx) => {
      const row = await getExport(tx, input.params.id);
      return details(tx, row, await desk.open(tx, { carrier, now, mode: acting.mode }));
    });
  });
  operations.serve(wire.changeExport, async ({ input, run, ifMatch, acting, now }) => {
    const carrier = await desk.carrier(acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const row = await getExport(tx, input.params.id, { lock: true });
      const etag = etagOf(JSON.stringify(await details(tx, row, open)));
      if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw new ProblemError('changed_meanwhile');
      refuseFiled(row);
      const sent = patched(row.declaration as WireDeclaration, input.body);
      await saveDraft(tx, row.id, sent, headingOf(sent), now);
      return details(tx, await getExport(tx, row.id), open);
    });
  });
  operations.serve(wire.deleteExport, ({ input, run }) =>
    run(async (tx) => {
      const row = await getExport(tx, input.params.id, { lock: true });
      refuseFiled(row);
      await removeDraft(tx, row.id);
    }),
  );
  operations.serve(wire.duplicateExport, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    const timetable = await desk.timetable(asking.now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const row = await getExport(tx, input.params.id);
      const sent = duplicated(row.declaration as WireDeclaration);
      const [made] = await makeExports(tx, { open, asking, file: false, timetable }, [{ sent, under: '' }]);
      return details(tx, await getExport(tx, made?.id ?? ''), open);
    });
  });
}

function serveFiling(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.createExports, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    const timetable = await desk.timetable(asking.now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const rows = input.body.declarations.map((sent, at) => ({ sent, under: `/declarations/${at}` }));
      const { file, domestic: choice } = input.body;
      return { exports: await makeExports(tx, { open, asking, file, timetable, choice }, rows) };
    });
  });
  operations.serve(wire.fileExport, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    const timetable = await desk.timetable(asking.now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const row = await getExport(tx, input.params.id, { lock: true });
      refuseStep(row, 'filed');
      const sent = row.declaration as WireDeclaration;
      const domestic = { ...asking, timetable, choice: input.query, at: (key: string) => ({ parameter: key }) };
      await fileDrafts(tx, { ...filingFor(open, asking, row), domestic }, [{ id: row.id, sent, under: '' }]);
      return details(tx, await getExport(tx, row.id), open);
    });
  });
  operations.serve(wire.amendExport, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const row = await getExport(tx, input.params.id, { lock: true });
      refuseStep(row, 'amended');
      const sent = patched(row.declaration as WireDeclaration, input.body.declaration);
      const before = { version: row.version, item: row.item ?? '', bill: row.bill };
      const one = { id: row.id, sent: { ...sent, item: undefined }, under: '/declaration', before };
      await fileAmendment(tx, filingFor(open, asking, row), one, input.body.reason);
      return details(tx, await getExport(tx, row.id), open);
    });
  });
  operations.serve(wire.cancelExport, async ({ input, run, ...asking }) => {
    const { acting, principal, now } = asking;
    const carrier = await desk.carrier(acting.partyId);
    const timetable = await desk.timetable(now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now, mode: acting.mode });
      const row = await getExport(tx, input.params.id, { lock: true });
      refuseStep(row, 'cancelled');
      const ending = { id: row.id, state: 'cancelled', sinceAt: now, dueAt: undefined };
      const cleared = await moveExports(tx, [ending], { mode: row.mode, now });
      const event = {
        kind: 'cancelled',
        at: now,
        place: null,
        reason: input.body.reason ?? null,
        measure: null,
        upu: null,
      };
      const recording = { recordedBy: principal.actorId, now };
      await addExportEvents(tx, recording, [{ export_id: row.id, ...event, is_past: false }]);
      if (row.shipment_id !== null) await giveUpShipment(tx, row.shipment_id, { acting, now, desk: timetable });
      const data = { exports: [{ id: row.id, state: 'cancelled' }] };
      await notify(tx, [
        { type: 'export.changed', to: partiesOf(row), mode: row.mode, subject: row.id, at: now, data },
        ...cleared,
      ]);
      return details(tx, await getExport(tx, row.id), open);
    });
  });
}

/** How exports are made. */
export interface MakingExports {
  readonly open: OpenExports;
  readonly asking: Asking;
  readonly file: boolean;
  readonly uploadId?: string;
  readonly timetable: Timetable;
  readonly choice?: DomesticChoice | undefined;
}

/** Makes drafts that begin with the profile of the acting party, and files them where that is asked; all or none. */
export async function makeExports(
  tx: Tx,
  { open, asking, file, uploadId, timetable, choice = {} }: MakingExports,
  rows: readonly { readonly sent: WireDeclaration; readonly under: string }[],
): Promise<{ id: string; item: string | null; reference: string | null }[]> {
  const { acting, principal, now } = asking;
  const profile = ((await findProfile(tx, acting.partyId)) ?? {}) as WireDeclaration;
  const ids = newExportIds(now, rows.length);
  const made = rows.map(({ sent, under }, at) => ({ id: ids[at] ?? '', sent: withProfile(sent, profile), under }));
  const shipperId = open.carrier.id === acting.partyId ? undefined : acting.partyId;
  const by = { ownerId: open.carrier.id, shipperId, mode: acting.mode, createdBy: principal.actorId, now, uploadId };
  await addExports(
    tx,
    by,
    made.map(({ id, sent }) => ({ id, declaration: sent as Json, heading: headingOf(sent) })),
  );
  const parties = shipperId === undefined ? [by.ownerId] : [by.ownerId, shipperId];
  const at = (key: string) => ({ pointer: `#/domestic/${key}` });
  const domestic = { principal, acting, timetable, choice, at };
  const filing = { open, mode: acting.mode, actor: principal.actorId, parties, now, domestic };
  const items = file ? await fileDrafts(tx, filing, made) : new Map<string, string>();
  return made.map(({ id, sent }) => ({ id, item: items.get(id) ?? null, reference: sent.reference ?? null }));
}

/** The parcel of a cancelled export: not sent, or sent back from where it is. */
async function giveUpShipment(tx: Tx, id: string, doing: Parameters<typeof returnOne>[2]): Promise<void> {
  const state = (await findState(tx, id))?.state;
  if (state === undefined || state === 'booked') await cancelOne(tx, id, doing);
  else await returnOne(tx, id, doing);
}

function filingFor(open: OpenExports, { acting, principal, now }: Asking, row: ExportRow): FilingFor {
  return { open, mode: acting.mode, actor: principal.actorId, parties: partiesOf(row), now };
}

/** Who may know of an export. */
export function partiesOf({ owner_id, shipper_id }: Pick<ExportRow, 'owner_id' | 'shipper_id'>): string[] {
  return shipper_id === null ? [owner_id] : [owner_id, shipper_id];
}

/** A profile fills what is absent, for senders of its own kind. */
function withProfile(sent: WireDeclaration, profile: WireDeclaration): WireDeclaration {
  if (sent.sender !== undefined && profile.sender !== undefined && sent.sender !== profile.sender) return sent;
  const exporter = profile.exporter === undefined ? sent.exporter : { ...profile.exporter, ...sent.exporter };
  return { ...profile, ...sent, ...(exporter === undefined ? {} : { exporter }) };
}

/** Without what belongs to one parcel only. */
function duplicated(sent: WireDeclaration): WireDeclaration {
  const copy = { ...sent };
  for (const key of ['item', 'invoice', 'postal_charges_minor'] as const) delete copy[key];
  if (copy.ecommerce !== undefined) copy.ecommerce = { ...copy.ecommerce, payment_id: undefined };
  if (copy.goods !== undefined) copy.goods = copy.goods.map((line) => ({ ...line, tax_invoice: undefined }));
  return copy;
}

/** Parts that were sent take the place of what was there; null takes a part away. */
function patched(declaration: WireDeclaration, patch: Readonly<Record<string, unknown>>): WireDeclaration {
  const entries = Object.entries({ ...declaration, ...patch }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return Object.fromEntries(entries);
}

/** An export that the acting party may see. */
export async function getExport(tx: Tx, id: string, { lock = false } = {}): Promise<ExportRow> {
  const row = await findExport(tx, id, { lock });
  if (row === undefined) throw new ProblemError('not_found');
  return row;
}

async function details(tx: Tx, row: ExportRow, open: OpenExports) {
  const kept = row.version === 0 ? undefined : (await listLastVersions(tx, [row.id])).get(row.id);
  return detailsOnWire(row, kept === undefined ? undefined : assessmentOf(kept.assessment), open);
}

/** What was kept with a version, as it was worked out then. */
export function assessmentOf(kept: Json): Assessment {
  return kept as unknown as Assessment;
}

function refuseFiled(row: ExportRow): void {
  if (row.state !== 'draft') throw new ProblemError('conflict', 'It is filed; amend it instead.');
}

function refuseStep(row: ExportRow, kind: ExportEventKind): void {
  const stepped = step(row.state as ExportState, { kind, reason: 'asked for' });
  if (stepped.status === 'refused') throw new ProblemError('conflict', stepped.words);
}
