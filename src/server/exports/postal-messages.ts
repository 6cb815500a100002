import type { z } from '@hono/zod-openapi';
import { canonicalJson } from '../../base/canonical-json.js';
import type { Emsevt } from '../../standards/edi/emsevt.js';
import { readPostalDocument, readPostalFile } from '../../standards/edi/postal-messages.js';
import type { Resdes, Resdit } from '../../standards/edi/transport.js';
import { findDespatchNamed } from '../../store/exports/export-settings.js';
import {
  addMessage,
  findMessage,
  findMessageById,
  listMessages,
  lockMessages,
  type PostalMessageRow,
} from '../../store/exports/postal-messages.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/exports/postal-messages.js';
import type { Input } from '../../wire/http/operation.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { ExportDesk } from './export-desk.js';
import { recordExportEvents, type RecordingExports } from './export-events.js';

type Results = z.infer<typeof wire.PostalMessageSchema>['results'];
type Receivable = Emsevt | Resdes | Resdit;

/** A message as it was sent, by whom, with the reference that makes it one. */
interface Received {
  readonly from: string;
  readonly reference: string;
  readonly document: Receivable;
}

/** What other posts and carriers tell: kept as it was told, and what it moves is moved. */
export function servePostalMessages(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.receivePostalMessages, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    if (carrier.id !== asking.acting.partyId) {
      throw new ProblemError('conflict', 'Only a carrier takes in what other posts tell.');
    }
    const { received, ignored } = readReceived(input.body, asking.acting.mode === 'live');
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      await lockMessages(tx, carrier.id);
      const messages = [];
      for (const one of received) messages.push(await receive(tx, { open, asking }, one));
      return { messages, ignored: [...ignored] };
    });
  });
  operations.serve(wire.listPostalMessages, ({ input, run }) => {
    const { limit, cursor } = input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'postalMessage') };
    return run(async (tx) => pageOfRows(await listMessages(tx, page), limit, messageOnWire));
  });
  operations.serve(wire.getPostalMessage, ({ input, run }) =>
    run(async (tx) => {
      const row = await findMessageById(tx, input.params.id);
      if (row === undefined) throw new ProblemError('not_found');
      return { ...messageOnWire(row), document: row.document as { [key: string]: unknown } };
    }),
  );
}

/** The messages of a request; throws with what is wrong with it. */
function readReceived(
  { from, document, edifact }: Input<typeof wire.receivePostalMessages>['body'],
  isLive: boolean,
): { readonly received: readonly Received[]; readonly ignored: readonly string[] } {
  const { received, ignored } =
    edifact === undefined ? readDocument(from ?? '', document) : readFile(edifact, { from, isLive });
  const count = received.reduce(
    (sum, one) => sum + (one.document.message === 'EMSEVT' ? one.document.events.length : 0),
    0,
  );
  if (count > wire.POSTAL_EVENTS_MAX) {
    throw fault(
      '#',
      `holds ${count} events, of which ${wire.POSTAL_EVENTS_MAX} are taken at once: send several messages`,
    );
  }
  return { received, ignored };
}

function readDocument(from: string, sent: unknown) {
  const read = readPostalDocument(sent);
  if (read.status === 'refused') throw fault('#/document', read.refusal.message, read.refusal.suggestion);
  const document = receivable(read.value, '#/document/message');
  return { received: [{ from, reference: document.reference, document }], ignored: [] };
}

function readFile(edifact: string, { from, isLive }: { readonly from: string | undefined; readonly isLive: boolean }) {
  const read = readPostalFile(edifact);
  if (read.status === 'refused') throw fault('#/edifact', read.refusal.message, read.refusal.suggestion);
  const { envelope, documents, ignored } = read.value;
  const { sender, reference, isTest } = envelope;
  if (from !== undefined && from !== sender)
    throw fault('#/from', `is not ${sender}, who sends the file`, undefined, from);
  if (isTest && isLive) throw fault('#/edifact', 'is marked as a test: send it with a test key');
  const received = documents.map((one) => {
    const document = receivable(one, '#/edifact');
    return { from: sender, reference: `${reference}/${document.reference}`, document };
  });
  return { received, ignored };
}

/** The document, if it is of those that are told to a post of origin. */
function receivable(document: { readonly message: string }, pointer: string): Receivable {
  const { message } = document;
  if (message !== 'EMSEVT' && message !== 'RESDES' && message !== 'RESDIT') {
    throw fault(pointer, `${message} is none of EMSEVT, RESDES and RESDIT, which are taken in`, undefined, message);
  }
  return document as Receivable;
}

function fault(pointer: string, message: string, suggestion?: string, value?: string): ProblemError {
  return new ProblemError('invalid', undefined, [
    {
      code: 'bad_message',
      message,
      pointer,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(value === undefined ? {} : { value }),
    },
  ]);
}

/** Keeps a message and does what it tells, unless it is known; refuses another one under the same reference. */
async function receive(tx: Tx, recording: RecordingExports, { from, reference, document }: Received) {
  const { acting, principal, now } = recording.asking;
  const key = { direction: 'received' as const, partner: from, message: document.message, reference };
  const known = await findMessage(tx, key);
  if (known !== undefined) {
    if (canonicalJson(known.document) === canonicalJson(document)) {
      return { ...messageOnWire(known), status: 'known' as const };
    }
    throw new ProblemError('conflict', `${document.message} ${reference} of ${from} told something else before.`);
  }
  const row = await addMessage(tx, {
    ...key,
    mode: acting.mode,
    owner_id: acting.partyId,
    despatch_id: await despatchOf(tx, document),
    document,
    results: document.message === 'EMSEVT' ? await recordEvents(tx, recording, document) : [],
    created_by: principal.actorId,
    created_at: now,
  });
  return { ...messageOnWire(row), status: 'recorded' as const };
}

/** The despatch that a message is about: the one that it names, or for which its consignment was booked with the carrier. */
async function despatchOf(tx: Tx, document: Receivable): Promise<string | null> {
  if (document.message === 'EMSEVT') return null;
  if (document.message === 'RESDES') {
    const { despatch } = document;
    const found = await findDespatchNamed(tx, despatch);
    if (found === undefined) throw fault('#/document/despatch', 'is none of your despatches', undefined, despatch);
    return found.id;
  }
  const { carrier, consignment } = document;
  const key = { direction: 'sent' as const, partner: carrier, message: 'CARDIT', reference: consignment };
  const booked = await findMessage(tx, key);
  if (booked === undefined) {
    throw fault('#/document/consignment', `was not booked with ${carrier}`, undefined, consignment);
  }
  return booked.despatch_id;
}

async function recordEvents(tx: Tx, recording: RecordingExports, { events }: Emsevt): Promise<Results> {
  const told = await recordExportEvents(
    tx,
    recording,
    events.map(({ item, event, at, office, place, country, reason, measure }) => ({
      item,
      upu: event,
      at,
      place: office ?? place ?? country,
      reason,
      measure,
    })),
  );
  return told.map(({ status, refusal }, index) => ({ item: events[index]?.item ?? '', status, refusal }));
}

function messageOnWire(row: PostalMessageRow): z.infer<typeof wire.PostalMessageSchema> {
  return {
    id: row.id,
    mode: row.mode,
    direction: row.direction,
    message: row.message,
    partner: row.partner,
    reference: row.reference,
    despatch_id: row.despatch_id,
    results: row.results as unknown as Results,
    kept_at: row.created_at.toISOString(),
  };
}
