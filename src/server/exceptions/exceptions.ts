import type { z } from '@hono/zod-openapi';
import { idPattern } from '../../domain/ids.js';
import type { ExportState } from '../../exporting/status/export-state.js';
import {
  addNote,
  countExceptions,
  findException,
  findExceptionSettings,
  listExceptions,
  listNotes,
  listUrgentExceptions,
  saveCase,
  saveExceptionSettings,
  type ExceptionNote,
  type ExceptionSettings,
  type StoredException,
  type UrgencyKey,
  type UrgentException,
} from '../../store/exceptions/exceptions.js';
import { unpackWords } from '../../store/exceptions/exception-words.js';
import { listExportsById, type ExportRow } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';
import { findUser, listUsers, type User } from '../../store/people/users.js';
import { summariseShipments, type ShipmentSummary } from '../../store/shipments/shipments.js';
import * as bulk from '../../wire/shipments/bulk-actions.js';
import * as wire from '../../wire/custody/exceptions.js';
import type { Operation } from '../../wire/http/operation.js';
import { ROLES, scopesOfRoles } from '../../wire/people/scopes.js';
import { eachForItself } from '../http/each-for-itself.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { USUAL_SETTINGS } from './exception-rules.js';

/** Exceptions: listed, assigned, noted, resolved; and after how long something is one. */
export function serveExceptions(operations: OperationServer): void {
  operations.serve(wire.listExceptions, (request) => {
    const { limit, cursor, sort, ...filter } = request.input.query;
    const acting = actingOf(request);
    if (sort === 'urgency') {
      refuseCleared(filter.state);
      const page = { limit: limit + 1, after: urgencyOf(cursor), filter };
      return request.run(async (tx) => {
        const rows = await listUrgentExceptions(tx, acting, page);
        const last = rows.length > limit ? rows[limit - 1] : undefined;
        return { data: await allToldOf(tx, rows.slice(0, limit)), next_cursor: urgencyCursor(last) };
      });
    }
    const page = { limit: limit + 1, before: beforeOf(cursor, 'exception'), filter };
    return request.run(async (tx) => {
      const { data, next_cursor } = pageOfRows(await listExceptions(tx, acting, page), limit, (row) => row);
      return { data: await allToldOf(tx, data), next_cursor };
    });
  });
  operations.serve(wire.countExceptions, (request) =>
    request.run(async (tx) => ({ data: await countExceptions(tx, actingOf(request)) })),
  );
  operations.serve(wire.listAssignees, ({ run }) =>
    run(async (tx) => ({ data: (await listUsers(tx)).filter(mayBeAssigned).map(assigneeOnWire).toSorted(byName) })),
  );
  operations.serve(wire.getException, (request) =>
    request.run(async (tx) => {
      const found = await getException(tx, request, request.input.params.id);
      const notes = await listNotes(tx, found.id, request.acting.partyId);
      return { ...(await toldOf(tx, found)), notes: notes.map(noteOnWire) };
    }),
  );
  operations.serve(wire.changeException, (request) => change(request));
  operations.serve(bulk.actOnExceptions, (request) => actOnMany(request));
  operations.serve(wire.addExceptionNote, (request) =>
    request.run((tx) => note(tx, request, request.input.params.id, request.input.body.text)),
  );
  operations.serve(wire.getExceptionSettings, ({ acting, run }) => run((tx) => settingsOf(tx, acting.partyId)));
  operations.serve(wire.putExceptionSettings, ({ input, acting, now, run }) =>
    run(async (tx) => {
      await saveExceptionSettings(tx, acting.partyId, input.body, now);
      return settingsOf(tx, acting.partyId);
    }),
  );
}

type Asking = Pick<PartyRequest<Operation>, 'acting' | 'principal'>;

function actingOf({ acting, principal }: Asking) {
  return { ...acting, kind: principal.kind };
}

async function getException(tx: Tx, asking: Asking, id: string): Promise<StoredException> {
  const found = await findException(tx, actingOf(asking), id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

function change(request: PartyRequest<typeof wire.changeException>): Promise<WireException> {
  const { input, run } = request;
  return run((tx) => changeOne(tx, request, input.params.id, input.body));
}

type Doing = Asking & { readonly now: Date };

async function changeOne(
  tx: Tx,
  doing: Doing,
  id: string,
  sent: { readonly assigned_to?: string | null | undefined; readonly resolved?: boolean | undefined },
): Promise<WireException> {
  const { acting, principal, now } = doing;
  const { assigned_to: assignedTo, resolved } = sent;
  const before = await getException(tx, doing, id);
  if (resolved !== undefined && before.cleared_at !== null)
    throw new ProblemError('conflict', 'It is cleared already.');
  if (typeof assignedTo === 'string') await refuseAssignee(tx, assignedTo);
  const changes = {
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(resolved === undefined ? {} : { resolvedBy: resolved ? principal.actorId : null }),
  };
  await saveCase(tx, { partyId: acting.partyId, id: before.id }, changes, now);
  return toldOf(tx, await getException(tx, doing, before.id));
}

/** Refuses whoever could not work on what would be assigned to them. */
async function refuseAssignee(tx: Tx, id: string): Promise<void> {
  const user = await findUser(tx, id);
  if (user !== undefined && mayBeAssigned(user)) return;
  const fault =
    user === undefined
      ? { code: 'unknown_reference', message: 'you have no such user' }
      : { code: 'bad_value', message: 'this user is disabled, or may not work on exceptions' };
  throw new ProblemError('invalid', undefined, [{ ...fault, pointer: '#/assigned_to', value: id }]);
}

function mayBeAssigned({ disabledAt, roles }: User): boolean {
  return disabledAt === undefined && scopesOfRoles(roles).has('exceptions:write');
}

type Assignee = z.input<typeof wire.listAssignees.answer.body>['data'][number];

function assigneeOnWire({ id, name, roles }: User): Assignee {
  return { id, name, roles: ROLES.filter((role) => roles.includes(role)) };
}

function byName(a: Assignee, b: Assignee): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

async function note(tx: Tx, doing: Doing, id: string, text: string) {
  const { acting, principal, now } = doing;
  const found = await getException(tx, doing, id);
  const written = { exceptionId: found.id, partyId: acting.partyId, author: principal.actorId, text };
  return noteOnWire(await addNote(tx, written, now));
}

/** Many exceptions at once, each for itself. */
async function actOnMany(request: PartyRequest<typeof bulk.actOnExceptions>) {
  const { input, run } = request;
  const { action, exception_ids: ids, assigned_to: assignedTo, text } = input.body;
  const missing = action === 'assign' && assignedTo === undefined ? 'assigned_to' : undefined;
  const needed = action === 'note' && text === undefined ? 'text' : missing;
  if (needed !== undefined) {
    const fault = { code: 'missing', message: `is needed to ${action}`, pointer: `#/${needed}` };
    throw new ProblemError('invalid', undefined, [fault]);
  }
  return run(async (tx) => {
    if (action === 'assign' && typeof assignedTo === 'string') await refuseAssignee(tx, assignedTo);
    const told = await eachForItself(tx, ids, (id) => {
      if (action === 'note') return note(tx, request, id, text ?? '');
      if (action === 'assign') return changeOne(tx, request, id, { assigned_to: assignedTo });
      return changeOne(tx, request, id, { resolved: action === 'resolve' });
    });
    const results = told.map(({ id, ...result }) => ({ exception_id: id, ...result }));
    const done = results.filter(({ status }) => status === 'done').length;
    return { done, refused: results.length - done, results };
  });
}

/** Exceptions as they are told, with the shipments that they are about as whoever asks sees these. */
async function allToldOf(tx: Tx, rows: readonly StoredException[]): Promise<WireException[]> {
  const ids = [...new Set(rows.flatMap(({ shipment_id: id }) => id ?? []))];
  const exportIds = [...new Set(rows.flatMap(({ export_id: id }) => id ?? []))];
  const exportRows = exportIds.length === 0 ? [] : await listExportsById(tx, exportIds);
  const exports = new Map(exportRows.map((row) => [row.id, row]));
  const shipments = ids.length === 0 ? [] : await summariseShipments(tx, ids);
  const byId = new Map(shipments.map((shipment) => [shipment.id, shipment]));
  return rows.map((row) => ({
    ...exceptionOnWire(row),
    shipment: summaryOf(byId.get(row.shipment_id ?? '')),
    export: exportSummaryOf(exports.get(row.export_id ?? '')),
  }));
}

async function toldOf(tx: Tx, row: StoredException): Promise<WireException> {
  const [told] = await allToldOf(tx, [row]);
  return told;
}

function summaryOf(shipment: ShipmentSummary | undefined): WireException['shipment'] {
  if (shipment === undefined) return null;
  const { id: _, ...summary } = shipment;
  return summary;
}

function exportSummaryOf(row: ExportRow | undefined): WireException['export'] {
  if (row === undefined) return null;
  const { item, state, country, service, shipment_id } = row;
  return { item, state: state as ExportState, country, service, shipment_id };
}

/** What is cleared is not urgent. */
function refuseCleared(state: string): void {
  if (state === 'open' || state === 'resolved') return;
  const message = 'only open or resolved exceptions are sorted by urgency';
  throw new ProblemError('invalid', undefined, [{ code: 'bad_value', message, parameter: 'sort' }]);
}

function urgencyCursor(last: UrgentException | undefined): string | null {
  if (last === undefined) return null;
  const { urgency, due_order: due, id } = last;
  return Buffer.from(`${urgency} ${due.getTime()} ${id}`).toString('base64url');
}

/** Where a page by urgency starts; throws where the cursor is none of ours. */
function urgencyOf(cursor: string | undefined): UrgencyKey | undefined {
  if (cursor === undefined) return undefined;
  const [urgency = '', dueMs = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (/^[012]$/.test(urgency) && /^\d{1,15}$/.test(dueMs) && idPattern('exception').test(id)) {
    return { urgency: Number(urgency), dueMs: Number(dueMs), id };
  }
  const fault = { code: 'bad_format', message: 'must be next_cursor of the page before', parameter: 'cursor' };
  throw new ProblemError('invalid', undefined, [fault]);
}

async function settingsOf(tx: Tx, partyId: string): Promise<{ settings: ExceptionSettings; usual: ExceptionSettings }> {
  return { settings: (await findExceptionSettings(tx, partyId)) ?? NOTHING_SET, usual: USUAL_SETTINGS };
}

const NOTHING_SET: ExceptionSettings = {
  no_scan_hours: null,
  lost_after_hours: null,
  stuck_hours: null,
  slack_minutes: null,
  weight_tolerance_g: null,
};

type WireException = z.input<typeof wire.ExceptionSchema>;

/** An exception as it is told, without what it is about. */
export function exceptionOnWire(row: StoredException): Omit<WireException, 'shipment' | 'export'> {
  return {
    id: row.id,
    shipment_id: row.shipment_id,
    export_id: row.export_id,
    code: row.code,
    key: row.key,
    severity: row.severity,
    responsible: row.responsible,
    state: row.cleared_at !== null ? 'cleared' : row.resolved_at !== null ? 'resolved' : 'open',
    since: row.since_at.toISOString(),
    ...unpackWords(row.words),
    evidence: row.evidence,
    clears: row.clears,
    new_promise: row.new_promise_at?.toISOString() ?? null,
    opened_at: row.opened_at.toISOString(),
    changed_at: row.changed_at.toISOString(),
    cleared_at: row.cleared_at?.toISOString() ?? null,
    assigned_to: row.assigned_to,
    resolved_at: row.resolved_at?.toISOString() ?? null,
    resolved_by: row.resolved_by,
    due_at: row.due_at?.toISOString() ?? null,
  };
}

/** A note as it is told. */
export function noteOnWire({ id, author, text, created_at }: ExceptionNote) {
  return { id, author, text, created_at: created_at.toISOString() };
}
