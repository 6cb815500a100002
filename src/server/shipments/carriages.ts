import type { z } from '@hono/zod-openapi';
import type { Notice } from '../../domain/notice.js';
import { addCarriage, listCarriages, type Carriage } from '../../store/plans/carriages.js';
import { partyCodes } from '../../store/people/organisations.js';
import { lockShipment } from '../../store/shipments/shipments.js';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import * as wire from '../../wire/shipments/shipments.js';
import { versionInForce } from '../agreements/version-in-force.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ProblemError } from '../http/problem-error.js';
import { notify, notifyOfShipments } from '../notices/notify.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import type { ReferenceData } from '../reference-data.js';
import { getShipment, shipmentOnWire } from './shipments.js';

/** Shipments that partners carry on. */
export function serveCarriages(operations: OperationServer): void {
  operations.serve(wire.assignCarriage, (request) => assign(request, operations.server.reference));
  operations.serve(wire.listCarriages, ({ input, run }) =>
    run(async (tx) => {
      await getShipment(tx, input.params.id);
      return { data: (await listCarriages(tx, input.params.id)).map(carriageOnWire) };
    }),
  );
  operations.serve(wire.receiveShipment, ({ input, acting, now, run }) =>
    run(async (tx) => {
      await lockShipment(tx, input.params.id);
      const shipment = await getShipment(tx, input.params.id);
      if (shipment.standing !== 'carried') throw new ProblemError('conflict', 'No partner has it carried by you.');
      if (shipment.status === 'cancelled') throw new ProblemError('conflict', 'It is cancelled.');
      if (shipment.received_at !== null) return shipmentOnWire(shipment); // the first time counts
      const party = (await partyCodes(tx)).get(acting.partyId) ?? '';
      await recordEvents(tx, { acting, now }, [ownEvent('received', { id: shipment.id, party, now })]);
      await notifyOfShipments(tx, { type: 'shipment.changed', mode: acting.mode, at: now }, [
        { id: shipment.id, change: 'received' },
      ]);
      return shipmentOnWire(await getShipment(tx, shipment.id));
    }),
  );
}

async function assign(
  { input, acting, now, run }: PartyRequest<typeof wire.assignCarriage>,
  reference: ReferenceData,
): Promise<WireCarriage> {
  const { partner_id: partnerId, agreement_version_id: wanted } = input.body;
  try {
    return await run(async (tx) => {
      await lockShipment(tx, input.params.id);
      const shipment = await getShipment(tx, input.params.id);
      if (shipment.owner_id !== acting.partyId) throw new ProblemError('conflict', 'Only its own carrier may do this.');
      if (shipment.status === 'cancelled') throw new ProblemError('conflict', 'It is cancelled.');
      const parties = [acting.partyId, partnerId] as const;
      const agreementVersionId = await versionToday(tx, wanted, { parties, today: reference.dayOf(now) });
      const carriage: Carriage = {
        partnerId,
        shipmentId: shipment.id,
        ownerId: acting.partyId,
        mode: acting.mode,
        agreementVersionId,
        assignedAt: now,
        receivedAt: undefined,
      };
      await addCarriage(tx, carriage);
      await notify(tx, [assignedNotice(carriage, shipment.shipper_id)]);
      return carriageOnWire(carriage);
    });
  } catch (error) {
    if (brokenUniqueRule(error) === 'carriages_pkey')
      throw new ProblemError('conflict', 'This partner carries it already.');
    throw error;
  }
}

/** Told to those whom it concerns; another partner is not told with whom it shares a shipment. */
function assignedNotice(carriage: Carriage, shipperId: string | null): Notice {
  const { ownerId, partnerId, shipmentId, mode, agreementVersionId, assignedAt } = carriage;
  const change = { change: 'carriage_assigned', partner_id: partnerId, agreement_version_id: agreementVersionId };
  return {
    type: 'shipment.changed',
    to: shipperId === null ? [ownerId, partnerId] : [ownerId, shipperId, partnerId],
    mode,
    subject: shipmentId,
    at: assignedAt,
    data: { shipments: [{ id: shipmentId, ...change }] },
  };
}

/** Id of the version that is in force between two carriers; throws where there is none, or another one is wanted. */
async function versionToday(
  tx: Tx,
  wanted: string | undefined,
  { parties, today }: { readonly parties: readonly [string, string]; readonly today: string },
): Promise<string> {
  const version = parties[0] === parties[1] ? undefined : await versionInForce(tx, parties, today);
  if (version !== undefined && (wanted === undefined || wanted === version.id)) return version.id;
  const fault =
    version === undefined
      ? { code: 'no_agreement', message: 'no agreement with it is in force today', pointer: '#/partner_id' }
      : {
          code: 'not_in_force',
          message: 'is not in force today',
          pointer: '#/agreement_version_id',
          allowed: version.id,
        };
  throw new ProblemError('invalid', undefined, [fault]);
}

type WireCarriage = z.infer<typeof wire.CarriageSchema>;

function carriageOnWire(carriage: Carriage): WireCarriage {
  return {
    shipment_id: carriage.shipmentId,
    partner_id: carriage.partnerId,
    agreement_version_id: carriage.agreementVersionId,
    assigned_at: carriage.assignedAt.toISOString(),
    received_at: carriage.receivedAt?.toISOString() ?? null,
  };
}
