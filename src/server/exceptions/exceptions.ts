import type { z } from '@hono/zod-openapi';
import {
  addNote,
  countExceptions,
  findException,
  findExceptionSettings,
  listExceptions,
  listNotes,
  saveCase,
  saveExceptionSettings,
  type ExceptionNote,
  type ExceptionSettings,
  type StoredException,
} from '../../store/exceptions.js';
import type { Tx } from '../../store/store.js';
import { findUser } from '../../store/users.js';
import * as wire from '../../wire/exceptions.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { USUAL_SETTINGS } from './exception-rules.js';

/** Exceptions: listed, assigned, noted, resolved; and after how long something is one. */
export function serveExceptions(operations: OperationServer): void {
  operations.serve(wire.listExceptions, (request) => {
    const { limit, cursor, ...filter } = request.input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'exception'), filter };
    return request.run(async (tx) =>
      pageOfRows(await listExceptions(tx, actingOf(request), page), limit, exceptionOnWire),
    );
  });
  operations.serve(wire.countExceptions, (request) =>
    request.run(async (tx) => ({ data: await countExceptions(tx, actingOf(request)) })),
  );
  operations.serve(wire.getException, (request) =>
    request.run(async (tx) => {
      const found = await getException(tx, request, request.input.params.id);
      const notes = await listNotes(tx, found.id, request.acting.partyId);
      return { ...exceptionOnWire(found), notes: notes.map(noteOnWire) };
    }),
  );
  operations.serve(wire.changeException, (request) => change(request));
  operations.serve(wire.addExceptionNote, (request) =>
    request.run(async (tx) => {
      const { acting, principal, input, now } = request;
      const { id } = await getException(tx, request, input.params.id);
      const note = { exceptionId: id, partyId: acting.partyId, author: principal.actorId, text: input.body.text };
      return noteOnWire(await addNote(tx, note, now));
    }),
  );
  operations.serve(wire.getExceptionSettings, ({ acting, run }) => run((tx) => settingsOf(tx, acting.partyId)));
  operations.serve(wire.putExceptionSettings, ({ input, acting, now, run }) =>
    run(async (tx) => {
      await saveExceptionSettings(tx, acting.partyId, input.body, now);
      return settingsOf(tx, acting.partyId);
    }),
  );
}

type Asking = Pick<PartyRequest<typeof wire.getException>, 'acting' | 'principal'>;

function actingOf({ acting, principal }: Asking) {
  return { ...acting, kind: principal.kind };
}

async function getException(tx: Tx, asking: Asking, id: string): Promise<StoredException> {
  const found = await findException(tx, actingOf(asking), id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

function change(request: PartyRequest<typeof wire.changeException>): Promise<WireException> {
  const { input, acting, principal, now, run } = request;
  const { assigned_to: assignedTo, resolved } = input.body;
  return run(async (tx) => {
    const before = await getException(tx, request, input.params.id);
    if (resolved !== undefined && before.cleared_at !== null)
      throw new ProblemError('conflict', 'It is cleared already.');
    if (typeof assignedTo === 'string' && (await findUser(tx, assignedTo)) === undefined) {
      const message = 'you have no such user';
      const fault = { code: 'unknown_reference', message, pointer: '#/assigned_to', value: assignedTo };
      throw new ProblemError('invalid', undefined, [fault]);
    }
    const changes = {
      ...(assignedTo === undefined ? {} : { assignedTo }),
      ...(resolved === undefined ? {} : { resolvedBy: resolved ? principal.actorId : null }),
    };
    await saveCase(tx, { partyId: acting.partyId, id: before.id }, changes, now);
    return exceptionOnWire(await getException(tx, request, before.id));
  });
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

function exceptionOnWire(row: StoredException): WireException {
  return {
    id: row.id,
    shipment_id: row.shipment_id,
    code: row.code,
    key: row.key,
    severity: row.severity,
    responsible: row.responsible,
    state: row.cleared_at !== null ? 'cleared' : row.resolved_at !== null ? 'resolved' : 'open',
    since: row.since_at.toISOString(),
    words: row.words,
    evidence: row.evidence,
    clears: row.clears,
    new_promise: row.new_promise_at?.toISOString() ?? null,
    opened_at: row.opened_at.toISOString(),
    changed_at: row.changed_at.toISOString(),
    cleared_at: row.cleared_at?.toISOString() ?? null,
    assigned_to: row.assigned_to,
    resolved_at: row.resolved_at?.toISOString() ?? null,
    resolved_by: row.resolved_by,
  };
}

function noteOnWire({ id, author, text, created_at }: ExceptionNote) {
  return { id, author, text, created_at: created_at.toISOString() };
}
