import type { CustodyEvent, EventKind } from '../../domain/custody-event.js';
import type { ExportState } from '../../exporting/status/export-state.js';
import { listEvents } from '../../store/custody/events.js';
import type { ExportRow } from '../../store/exports/exports.js';
import type { Tx } from '../../store/database/store.js';

/** States in which an export moves by its shipment. */
const ON_THE_WAY: readonly ExportState[] = ['filed', 'booked', 'in_transit_to_fpo'];

/** An event of an export that follows from its shipment's. */
export interface FollowingEvent {
  readonly export_id: string;
  readonly kind: 'booked' | 'sent_to_fpo' | 'arrived_at_fpo' | 'presented';
  readonly at: string;
  readonly place?: string;
}

/**
 * What exports are to be told of what happened to the shipments that bring them to their offices of exchange: taken in, departed, arrived at
 * the office and presented there. Only what has not been told otherwise yet.
 */
export async function followingEvents(tx: Tx, exports: readonly ExportRow[]): Promise<FollowingEvent[]> {
  const moving = exports.filter(
    ({ shipment_id: id, state }) => id !== null && ON_THE_WAY.includes(state as ExportState),
  );
  const logs = await listEvents(
    tx,
    moving.flatMap(({ shipment_id: id }) => id ?? []),
  );
  return moving.flatMap((row) => eventsOf(row, logs.get(row.shipment_id ?? '') ?? []));
}

const TAKEN_IN: readonly EventKind[] = ['accepted', 'arrived', 'departed', 'tendered', 'received', 'delivered'];
const DEPARTED: readonly EventKind[] = ['departed', 'tendered'];
const ARRIVED: readonly EventKind[] = ['arrived', 'received', 'at_delivery_office', 'delivered'];

function eventsOf(row: ExportRow, log: readonly CustodyEvent[]): FollowingEvent[] {
  const { promise } = (row.domestic ?? {}) as unknown as { promise?: { office: { place_id: string } } | null };
  const office = promise === undefined || promise === null ? undefined : `:${promise.office.place_id}`;
  const voided = new Set(log.flatMap(({ voids }) => voids ?? []));
  const events = log
    .filter(({ id, kind }) => kind !== 'voided' && !voided.has(id))
    .toSorted((a, b) => a.deviceMs - b.deviceMs);
  const taken = events.find(({ kind }) => TAKEN_IN.includes(kind));
  const left = events.find(({ kind }) => DEPARTED.includes(kind));
  const there = events.find(
    ({ kind, place }) =>
      ARRIVED.includes(kind) && (kind === 'delivered' || (office !== undefined && (place ?? '').endsWith(office))),
  );
  const told: FollowingEvent[] = [];
  const tell = (kind: FollowingEvent['kind'], event: CustodyEvent | undefined): void => {
    if (event === undefined) return;
    const at = new Date(event.deviceMs).toISOString();
    told.push({ export_id: row.id, kind, at, ...(event.place === undefined ? {} : { place: event.place }) });
  };
  const state = row.state as ExportState;
  if (state === 'filed') tell('booked', taken);
  if (state !== 'in_transit_to_fpo' && there?.deviceMs !== left?.deviceMs) tell('sent_to_fpo', left);
  if (there !== undefined && taken !== undefined) {
    tell('arrived_at_fpo', there);
    tell('presented', there);
  }
  return told;
}
