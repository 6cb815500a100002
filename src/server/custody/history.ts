import type { z } from '@hono/zod-openapi';
import { NONE } from '../../base/none.js';
import { foldEvents } from '../../custody/events/fold-events.js';
import { progressOf } from '../../custody/plans/plan-progress.js';
import type { Tracked } from '../../domain/custody-event.js';
import type { PlannedStep } from '../../domain/shipment-exception.js';
import { listPlannedSteps } from '../../store/plans/assignments.js';
import { findContainers, type StoredContainer } from '../../store/docks/containers.js';
import { listEvents } from '../../store/custody/events.js';
import { listExceptions, listNotes } from '../../store/exceptions/exceptions.js';
import { partyCodes } from '../../store/people/organisations.js';
import { listShipmentHandovers, listShipmentTenders } from '../../store/custody/shipment-handovers.js';
import { listFormerPromises, type SeenShipment } from '../../store/shipments/shipments.js';
import type { Tx } from '../../store/database/store.js';
import { listYardPieces } from '../../store/docks/yard.js';
import * as wire from '../../wire/custody/shipment-history.js';
import { exceptionOnWire, noteOnWire } from '../exceptions/exceptions.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { facilityOf } from '../shipments/onward-promise.js';
import { getShipment } from '../shipments/shipments.js';

type History = z.input<typeof wire.ShipmentHistorySchema>;
type Asking = Pick<PartyRequest<typeof wire.getShipmentHistory>, 'acting' | 'principal'>;

/** Exceptions of one shipment that are told at most; there are a handful. */
const EXCEPTIONS_MAX = 200;

/** What belongs to a shipment beside its events. */
export function serveHistory(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.getShipmentHistory, ({ input, run, ...asking }) =>
    run(async (tx) => {
      const shipment = await getShipment(tx, input.params.id);
      const { id } = shipment;
      const tracked = foldEvents((await listEvents(tx, [id])).get(id) ?? []);
      const route = await routeOf(tx, shipment, tracked, asking);
      const exceptions = await exceptionsOf(tx, shipment, asking);
      const handovers = await listShipmentHandovers(tx, id);
      const named = new Set([
        ...tracked.timeline.flatMap(({ event }) => event.place ?? []),
        ...route.map(({ place }) => place),
      ]);
      return {
        shipment_id: id,
        owner: (await partyCodes(tx)).get(shipment.owner_id) ?? '',
        places: [...named].flatMap((place) => placeOnWire(reference, place)),
        parties: reference.parties.map(({ code, name }) => ({ code, name })),
        promises: await promisesOf(tx, shipment),
        outlook: outlookOf(exceptions),
        route,
        exceptions,
        handovers: handovers.map(({ id: manifestId, tender_at, ...handover }) => ({
          manifest_id: manifestId,
          tender_at: tender_at.toISOString(),
          ...handover,
        })),
        containers: await containersOf(tx, shipment, asking),
      };
    }),
  );
}

/** The plan's steps for its own carrier; for others the tenders in which they have a part. */
async function routeOf(
  tx: Tx,
  { id, owner_id: ownerId }: SeenShipment,
  tracked: Tracked,
  { acting }: Asking,
): Promise<History['route']> {
  const steps =
    acting.partyId === ownerId
      ? ((await listPlannedSteps(tx, [id])).get(id) ?? [])
      : (await listShipmentTenders(tx, id)).map(({ interchange, tender_at }): PlannedStep => ({
          kind: 'tendered',
          place: interchange,
          atMs: tender_at.getTime(),
          what: `tender at ${interchange}`,
        }));
  const { doneBy, doneCount } = progressOf(tracked, steps);
  return steps.map(({ kind, place, atMs, what }, index) => ({
    kind,
    place,
    at: new Date(atMs).toISOString(),
    what,
    done_at: instantOf(doneBy[index]?.atMs),
    passed: index < doneCount,
  }));
}

function instantOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

/** The first promise and what became of it. Each holds until the next, which what ended the one before brought about. */
async function promisesOf(tx: Tx, shipment: SeenShipment): Promise<History['promises']> {
  const former = await listFormerPromises(tx, shipment.id);
  const isOwn = shipment.standing === 'own';
  const under = (agreement: string | null, version: number | null) =>
    !isOwn || agreement === null || version === null ? null : { agreement, version };
  const holding = { promised_by: shipment.promised_by, until: null };
  const all = [
    ...former.map(({ agreement, version, ...promise }) => ({ ...promise, under: under(agreement, version) })),
    { ...holding, under: under(shipment.promise_agreement, shipment.promise_version) },
  ];
  return all.map(({ promised_by, until, under: stoodOn }, index) => {
    const before = former[index - 1];
    return {
      promised_by: promised_by?.toISOString() ?? null,
      from: (before?.until ?? shipment.created_at).toISOString(),
      until: until?.toISOString() ?? null,
      cause: before?.cause ?? 'booked',
      under: stoodOn,
    };
  });
}

async function exceptionsOf(tx: Tx, shipment: SeenShipment, asking: Asking): Promise<History['exceptions']> {
  const { acting, principal } = asking;
  const filter = { state: 'all', shipment_id: shipment.id } as const;
  const page = { limit: EXCEPTIONS_MAX, before: undefined, filter };
  const told: History['exceptions'] = [];
  for (const row of await listExceptions(tx, { ...acting, kind: principal.kind }, page)) {
    const { code } = row;
    if (code === 'export_overdue') continue; // never of a shipment
    const notes = await listNotes(tx, row.id, acting.partyId);
    told.push({ ...exceptionOnWire(row), code, shipment: null, export: null, notes: notes.map(noteOnWire) });
  }
  return told;
}

function outlookOf(exceptions: History['exceptions']): History['outlook'] {
  const risk = exceptions.find(({ code, cleared_at }) => code === 'promise_at_risk' && cleared_at === null);
  return risk === undefined ? null : { expected_by: risk.new_promise, exception_id: risk.id, since: risk.changed_at };
}

/** Containers of the acting carrier's own yard in which it is. */
async function containersOf(tx: Tx, { id }: SeenShipment, { acting }: Asking): Promise<History['containers']> {
  const code = (await partyCodes(tx)).get(acting.partyId);
  if (code === undefined) return [];
  const yard = { id: acting.partyId, code };
  const [piece] = await listYardPieces(tx, acting, { shipmentIds: [id] });
  const told: History['containers'] = [];
  let next = piece?.containerId;
  while (next !== undefined) {
    const [found]: StoredContainer[] = await findContainers(tx, yard, [next]);
    if (found === undefined) break;
    const { containerId, id: sscc, kind, seal, status } = found;
    told.push({ container_id: containerId, sscc, kind, seal: seal ?? null, status });
    next = found.containerParentId;
  }
  return told;
}

function placeOnWire(reference: ReferenceData, place: string): History['places'] {
  const index = facilityOf(reference, place);
  if (index === undefined) return [];
  const { facilities, postalCodes } = reference.workspace.network;
  const code = facilities.postalCode[index];
  const [lon, lat] = [facilities.lon[index], facilities.lat[index]];
  return [
    {
      place,
      name: facilities.name[index],
      postal_code: code === NONE ? null : (postalCodes[code] ?? null),
      location: Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : null,
    },
  ];
}
