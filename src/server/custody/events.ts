import type { z } from '@hono/zod-openapi';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { listStates, lockStates } from '../../store/custody/custody-states.js';
import { movedMeanwhile } from '../../store/custody/events.js';
import { shipmentsByNumber } from '../../store/shipments/shipments-by-number.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/custody/events.js';
import type { WireFault } from '../../wire/http/problem.js';
import { pointerTo } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { codesFor } from './known-codes.js';
import { eventOf, readEvent, type ReadEvent } from './read-event.js';
import type { SentEvent } from './plain-event.js';
import { byShipmentOf, recordLocked, type RecordedEvent } from './record-events.js';

type Answer = z.input<typeof wire.recordEvents.answer.body>;
type Result = z.input<typeof wire.EventResultSchema>;

/** Events: recorded in batches, row by row. */
export function serveEvents(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.recordEvents, (request) => record(request, reference));
}

/**
 * States are read without keeping others from them, and moved on only if they still are what was read. Where somebody was quicker, nothing
 * was recorded, and the second attempt takes its turn.
 */
async function record(request: PartyRequest<typeof wire.recordEvents>, reference: ReferenceData): Promise<Answer> {
  const { input, principal, run } = request;
  if (principal.kind !== 'carrier') throw new ProblemError('forbidden', 'Only carriers record events.');
  const rows = input.body.events.map((row, index) => readEvent(row, index, reference));
  try {
    return await run((tx) => recordRows(tx, request, { rows, read: listStates }));
  } catch (error) {
    if (!movedMeanwhile(error)) throw error;
    return run((tx) => recordRows(tx, request, { rows, read: lockStates }));
  }
}

async function recordRows(
  tx: Tx,
  { acting, now }: Pick<PartyRequest<typeof wire.recordEvents>, 'acting' | 'now'>,
  { rows, read }: { readonly rows: readonly ReadEvent[]; readonly read: typeof listStates },
): Promise<Answer> {
  const shipments = await shipmentsOf(tx, rows);
  const states = await read(tx, [...new Set(shipments.filter((id) => id !== ''))].toSorted());
  const codes = await codesFor(tx, acting.partyId, states);
  const said = { party: codes.get(acting.partyId) ?? '', nowMs: now.getTime() };
  const events: CustodyEvent[] = [];
  const places = rows.map(({ sent }, index) => {
    const shipment = shipments[index];
    if (sent === undefined || !states.has(shipment)) return undefined;
    return events.push(eventOf(sent, { ...said, shipment })) - 1;
  });
  const byShipment = byShipmentOf(events);
  const recorded = await recordLocked(tx, { acting, now }, { states, byShipment, events });
  const results = rows.map((row, index) => {
    const place = places[index];
    return place === undefined ? refused(row, index) : told(recorded[place]);
  });
  const count = (status: Result['status']): number => results.filter((result) => result.status === status).length;
  return { recorded: count('recorded'), known: count('known'), refused: count('refused'), results };
}

/** Ids of the shipments that rows are about, as far as they are known; empty where not. */
async function shipmentsOf(tx: Tx, rows: readonly ReadEvent[]): Promise<string[]> {
  const numbers = new Set(rows.flatMap(({ sent }) => (sent === undefined ? [] : numberOf(sent))));
  const byNumber = await shipmentsByNumber(tx, [...numbers]);
  return rows.map(({ sent }) => {
    if (sent === undefined) return '';
    return sent.shipment_id ?? byNumber.get(numberOf(sent)[0] ?? '') ?? '';
  });
}

function numberOf({ tracking_number }: SentEvent): string[] {
  return tracking_number === undefined ? [] : [tracking_number.replaceAll(/[\s-]/g, '').toUpperCase()];
}

function told({ id, shipment, status, sequence, state, custodian, deviations }: RecordedEvent): Result {
  return {
    status,
    id,
    shipment_id: shipment,
    sequence,
    state: state ?? null,
    custodian,
    deviations: [...deviations],
    errors: [],
  };
}

function refused({ sent, faults }: ReadEvent, index: number): Result {
  const key = sent?.tracking_number === undefined ? 'shipment_id' : 'tracking_number';
  const unknown: WireFault = {
    code: 'unknown_reference',
    message: 'there is no such shipment',
    pointer: pointerTo(['events', index, key]),
    ...(sent === undefined ? {} : { value: sent.shipment_id ?? sent.tracking_number }),
  };
  return {
    status: 'refused',
    id: sent?.id ?? null,
    shipment_id: sent?.shipment_id ?? null,
    sequence: null,
    state: null,
    custodian: null,
    deviations: [],
    errors: faults === undefined ? [unknown] : [...faults],
  };
}
