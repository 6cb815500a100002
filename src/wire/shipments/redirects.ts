import { z } from '@hono/zod-openapi';
import { idParams } from '../http/common.js';
import { operation } from '../http/operation.js';
import { postalCode } from './parcels.js';
import { RecipientSchema, ShipmentSchema } from './shipments.js';

const tag = 'Shipments';

export const redirectShipment = operation({
  id: 'redirectShipment',
  method: 'post',
  path: '/v1/shipments/{id}/redirect',
  tag,
  summary: 'Send a shipment to another address',
  description:
    'For its carrier and its shipper, until it is out for delivery. What is sent of the recipient replaces what was there. A new ' +
    'promise is made from where it was last seen; its plan no longer holds, and everybody who carries it is told.',
  access: 'shipments:write',
  params: idParams('shipment'),
  body: z.strictObject({
    destination_pin: postalCode.optional(),
    recipient: RecipientSchema.default({}),
    accept_unpromised: z.boolean().default(false),
  }),
  conditional: true,
  repeatable: true,
  answer: { status: 200, about: 'The shipment.', body: ShipmentSchema },
  problems: ['not_found', 'conflict', 'changed_meanwhile'],
});

export const returnShipment = operation({
  id: 'returnShipment',
  method: 'post',
  path: '/v1/shipments/{id}/return',
  tag,
  summary: 'Send a shipment back to where it came from',
  description:
    'For its carrier and its shipper, once it is on its way and until it is delivered. From then on its direction is reversed; one that ' +
    'is not on its way yet is cancelled instead.',
  access: 'shipments:write',
  params: idParams('shipment'),
  conditional: true,
  repeatable: true,
  answer: { status: 200, about: 'The shipment.', body: ShipmentSchema },
  problems: ['not_found', 'conflict', 'changed_meanwhile'],
});
