import type { z } from '@hono/zod-openapi';
import type { Notice } from '../../domain/notice.js';
import { findAgreementVersion, isAccepted, type AgreementVersion } from '../../store/agreements.js';
import { addCarriage, listCarriages, type Carriage } from '../../store/carriages.js';
import { partyCodes } from '../../store/organisations.js';
import { lockShipment } from '../../store/shipments.js';
import { brokenUniqueRule } from '../../store/store.js';
import * as wire from '../../wire/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ProblemError } from '../http/problem-error.js';
import { notify, notifyOfShipments } from '../notices/notify.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { getShipment, shipmentOnWire } from './shipments.js';

/** Shipments that partners carry on. */
export function serveCarriages(operations: OperationServer): void {
  operations.serve(wire.assignCarriage, (request) => assign(request));
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

async function assign({ input, acting, now, run }: PartyRequest<typeof wire.assignCarriage>): Promise<WireCarriage> {
  const { partner_id: partnerId, agreement_version_id: agreementVersionId } = input.body;
  try {
    return await run(async (tx) => {
      await lockShipment(tx, input.params.id);
      const shipment = await getShipment(tx, input.params.id);
      if (shipment.owner_id !== acting.partyId) throw new ProblemError('conflict', 'Only its own carrier may do this.');
      if (shipment.status === 'cancelled') throw new ProblemError('conflict', 'It is cancelled.');
      refuseUnfit(await findAgreementVersion(tx, agreementVersionId), { self: acting.partyId, partnerId, now });
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

/** Throws where a version does not bind both parties today. */
function refuseUnfit(
  version: AgreementVersion | undefined,
  { self, partnerId, now }: { readonly self: string; readonly partnerId: string; readonly now: Date },
): void {
  const refuse = (pointer: string, code: string, message: string): never => {
    throw new ProblemError('invalid', undefined, [{ code, message, pointer }]);
  };
  if (version === undefined) return refuse('#/agreement_version_id', 'unknown_reference', 'there is no such version');
  if (partnerId === self || !version.partyIds.includes(partnerId)) {
    return refuse('#/partner_id', 'unknown_reference', 'is no partner under this agreement');
  }
  if (!isAccepted(version))
    return refuse('#/agreement_version_id', 'not_accepted', 'not all its parties have accepted it');
  const today = now.toISOString().slice(0, 10);
  if (today < version.effectiveFrom || today > version.effectiveUntil) {
    return refuse('#/agreement_version_id', 'not_effective', 'is not in force today');
  }
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
