import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery, plainText, sentInstant } from '../http/common.js';
import { STATES } from '../../domain/custody-event.js';
import { EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import { TrackedSchema } from '../custody/events.js';
import { operation } from '../http/operation.js';
import { minor, parcelShape } from './parcels.js';

const tag = 'Shipments';

export const BATCH_MAX = 10_000;

export const RecipientSchema = z.strictObject({
  name: plainText(200).optional(),
  phone: plainText(40).optional(),
  address: z
    .string()
    .min(1)
    .max(500)
    .regex(/^(?:[^\p{Cc}]|\n)*$/u, 'must have no control characters but line ends')
    .optional(),
  digipin: z.string().max(20).optional().openapi({ example: '39J-49L-L8T4' }),
  location: z
    .strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .optional()
    .openapi({ description: 'Degrees; kept as DIGIPIN, to about four metres.' }),
});

/** Something that may be wrong, and is taken all the same. */
export const WarningSchema = z
  .object({ code: z.string(), message: z.string(), pointer: z.string().optional() })
  .openapi('Warning');

export const NewShipmentSchema = z
  .strictObject({
    reference: plainText(100).optional().openapi({ description: 'Your own number for it. Partners never see it.' }),
    tracking_number: z.string().max(40).optional().openapi({
      description: 'An item identifier that you gave it already, with its check digit; one is made when absent.',
      example: 'EE123456785IN',
    }),
    shipper_id: idOf('organisation').optional().openapi({ description: 'For carriers: your customer who sends it.' }),
    ...parcelShape,
    promised_by: sentInstant.optional().openapi({ description: 'Your own promise; computed when absent.' }),
    accept_unpromised: z.boolean().default(false).openapi({
      description:
        'Book it even where no carrier can carry it by the timetable; otherwise that is refused, with reasons.',
    }),
    value_minor: minor('Declared value in minor units. Partners never see it.').default(0),
    item_description: plainText(500).optional().openapi({ description: 'Partners never see it.' }),
    recipient: RecipientSchema.default({}),
  })
  .openapi('NewShipment');

export const ShipmentSchema = z
  .object({
    id: idOf('shipment'),
    tracking_number: z.string().openapi({
      description: 'On its label: an S10 item identifier of a post, or a carrier code with digits.',
      example: 'EE123456785IN',
    }),
    mode: z.enum(['live', 'test']),
    status: z.enum(['booked', 'cancelled']),
    standing: z
      .enum(['own', 'carried'])
      .openapi({ description: 'Carried: a partner has it carried by you. What the agreement does not grant is null.' }),
    owner_id: idOf('organisation').openapi({ description: 'The carrier whose customer booked it.' }),
    shipper_id: idOf('organisation').nullable(),
    reference: z.string().nullable(),
    export_id: idOf('export')
      .nullable()
      .openapi({ description: 'Export by post that it brings to an office of exchange.' }),
    upload_id: idOf('upload').nullable().openapi({ description: 'Of the file it came in.' }),
    product: z.string(),
    origin: z.string(),
    ready_at: instant,
    promised_by: instant.nullable(),
    promised_under: z.object({ agreement: z.string(), version: z.number().int() }).nullable().openapi({
      description: 'Version of the agreement that the promise stands on; of your own, and promised with a partner.',
    }),
    destination_pin: z.string(),
    weight_g: z.number().int(),
    volume_ml: z.number().int(),
    longest_side_cm: z.number().int().nullable(),
    goods: z.array(z.string()),
    cod_minor: z.number().int(),
    value_minor: z.number().int().nullable(),
    item_description: z.string().nullable(),
    recipient: z.object({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
      digipin: z.string().nullable(),
    }),
    return: z
      .object({ to_pin: z.string(), since: instant })
      .nullable()
      .openapi({ description: 'When it is on its way back: where to, and since when.' }),
    agreement_version_id: idOf('agreementVersion')
      .nullable()
      .openapi({ description: 'Of a carried one: under which version you carry it.' }),
    received_at: instant.nullable().openapi({ description: 'Of a carried one: when custody passed to you.' }),
    tracked: TrackedSchema.nullable().openapi({ description: 'Where its events have left it.' }),
    created_at: instant,
    cancelled_at: instant.nullable(),
  })
  .openapi('Shipment');

export const CarriageSchema = z
  .object({
    shipment_id: idOf('shipment'),
    partner_id: idOf('organisation'),
    agreement_version_id: idOf('agreementVersion'),
    assigned_at: instant,
    received_at: instant.nullable(),
  })
  .openapi('Carriage');

export const createShipment = operation({
  id: 'createShipment',
  method: 'post',
  path: '/v1/shipments',
  tag,
  summary: 'Book a shipment',
  description: 'A shipper books with its carrier; a carrier books for itself or for a customer of its own.',
  access: 'shipments:write',
  body: NewShipmentSchema,
  repeatable: true,
  answer: {
    status: 201,
    about: 'The shipment.',
    body: ShipmentSchema.extend({ warnings: z.array(WarningSchema) }).openapi('BookedShipment'),
  },
});

export const createShipments = operation({
  id: 'createShipments',
  method: 'post',
  path: '/v1/shipments/batch',
  tag,
  summary: `Book up to ${BATCH_MAX} shipments, all or none`,
  access: 'shipments:write',
  bodyBytesMax: 16 * 1024 * 1024,
  body: z.strictObject({ shipments: z.array(NewShipmentSchema).min(1).max(BATCH_MAX) }),
  repeatable: true,
  answer: {
    status: 201,
    about: 'Their ids and tracking numbers, in the order in which they were sent.',
    body: z.object({
      ids: z.array(idOf('shipment')),
      tracking_numbers: z.array(z.string()),
      warnings: z.array(WarningSchema),
    }),
  },
});

const STATE_LIST = new RegExp(`^(?:${STATES.join('|')})(?:,(?:${STATES.join('|')}))*$`);

/** Which shipments: what a person looks for them by. */
export const shipmentFilter = {
  status: z.enum(['booked', 'cancelled']).optional(),
  state: z.string().max(300).regex(STATE_LIST, 'must be states, with commas between them').optional().openapi({
    description: 'Where its events have left it: one state, or several with commas.',
    example: 'held,lost',
  }),
  product: z.string().max(100).optional(),
  origin: z.string().max(100).optional().openapi({ description: 'Facility or postal code where it was posted.' }),
  destination_pin: z.string().max(10).optional(),
  reference: z.string().max(100).optional(),
  tracking_number: z.string().max(40).optional(),
  upload_id: idOf('upload').optional(),
  direction: z.enum(['own', 'carried']).optional().openapi({ description: "Your own, or partners' that you carry." }),
  partner_id: idOf('organisation')
    .optional()
    .openapi({ description: 'Of your own, who carries it on; of those you carry, whose it is.' }),
  custodian: z
    .string()
    .max(100)
    .optional()
    .openapi({ description: 'Who has it: code of a carrier, or @sender, @addressee, @nobody.' }),
  place: z.string().max(200).optional().openapi({ description: 'Last known, PARTY:STOP.' }),
  promised_from: sentInstant.optional(),
  promised_until: sentInstant.optional().openapi({ description: 'Before then.' }),
  booked_from: sentInstant.optional(),
  booked_until: sentInstant.optional().openapi({ description: 'Before then.' }),
  exception: z
    .enum(['any', ...EXCEPTION_CODES])
    .optional()
    .openapi({
      description: 'Open and told to you. promise_broken: it is late. promise_at_risk: it will be.',
    }),
  q: z
    .string()
    .trim()
    .min(3)
    .max(60)
    .optional()
    .openapi({ description: 'A tracking number or reference: how it begins or ends, or else some part of it.' }),
};

export const ListedShipmentSchema = ShipmentSchema.extend({
  open_exceptions: z
    .array(z.object({ code: z.enum(EXCEPTION_CODES), severity: z.enum(['info', 'warning', 'critical']) }))
    .openapi({ description: 'Those that you are told of, most severe first.' }),
}).openapi('ListedShipment');

export const listShipments = operation({
  id: 'listShipments',
  method: 'get',
  path: '/v1/shipments',
  tag,
  summary: 'Shipments you see: your own, and those you carry for a partner',
  access: 'shipments:read',
  description:
    'What an index answers is found at once: states, numbers, references, postal codes, exceptions, times of booking. The rest is looked ' +
    'for along the list, some thousand shipments a page: such a page may be short, or empty, and the next one go on.',
  query: z.strictObject({ ...pageQuery, ...shipmentFilter }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(ListedShipmentSchema) },
});

export const getShipment = operation({
  id: 'getShipment',
  method: 'get',
  path: '/v1/shipments/{id}',
  tag,
  summary: 'One shipment',
  access: 'shipments:read',
  params: idParams('shipment'),
  answer: { status: 200, about: 'The shipment.', body: ShipmentSchema },
  problems: ['not_found'],
});

export const cancelShipment = operation({
  id: 'cancelShipment',
  method: 'post',
  path: '/v1/shipments/{id}/cancel',
  tag,
  summary: 'Cancel a shipment',
  description: 'While no partner has received it. A shipment that is cancelled stays so.',
  access: 'shipments:write',
  params: idParams('shipment'),
  conditional: true,
  answer: { status: 200, about: 'The shipment, cancelled.', body: ShipmentSchema },
  problems: ['not_found', 'conflict', 'changed_meanwhile'],
});

export const assignCarriage = operation({
  id: 'assignCarriage',
  method: 'post',
  path: '/v1/shipments/{id}/carriages',
  tag,
  summary: 'Have a partner carry a shipment on',
  description:
    'For the carrier that owns it, under the version of the agreement that all have signed and that is in force today. From then on ' +
    'the partner sees the shipment as far as that version grants.',
  access: 'shipments:write',
  params: idParams('shipment'),
  body: z.strictObject({
    partner_id: idOf('organisation'),
    agreement_version_id: idOf('agreementVersion')
      .optional()
      .openapi({ description: 'Refused unless it is the one in force; that one is taken when absent.' }),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The carriage.', body: CarriageSchema },
  problems: ['not_found', 'conflict'],
});

export const listCarriages = operation({
  id: 'listCarriages',
  method: 'get',
  path: '/v1/shipments/{id}/carriages',
  tag,
  summary: 'Partners who carry a shipment on; a partner sees itself only',
  access: 'shipments:read',
  params: idParams('shipment'),
  answer: { status: 200, about: 'The carriages.', body: z.object({ data: z.array(CarriageSchema) }) },
  problems: ['not_found'],
});

export const receiveShipment = operation({
  id: 'receiveShipment',
  method: 'post',
  path: '/v1/shipments/{id}/receive',
  tag,
  summary: 'Receive a shipment from a partner',
  description: 'Custody passes, and what the agreement grants after custody shows. Only the first time counts.',
  access: 'custody:write',
  params: idParams('shipment'),
  answer: { status: 200, about: 'The shipment.', body: ShipmentSchema },
  problems: ['not_found', 'conflict'],
});
