import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant } from '../http/common.js';
import { EXCEPTION_CODES } from '../../domain/shipment-exception.js';
import { ExceptionNoteSchema, ExceptionSchema } from './exceptions.js';
import { operation } from '../http/operation.js';

const PlannedStepSchema = z
  .object({
    kind: z.enum(['departed', 'arrived', 'tendered', 'received', 'out_for_delivery', 'delivered']),
    place: z.string(),
    at: instant.openapi({ description: 'Planned: of departures, tenders and rounds the latest moment.' }),
    what: z.string(),
    done_at: instant.nullable().openapi({ description: 'When an event showed it; null where none did.' }),
    passed: z.boolean().openapi({ description: 'Done, or behind one that was.' }),
  })
  .openapi('RouteStep');

export const ShipmentHistorySchema = z
  .object({
    shipment_id: idOf('shipment'),
    owner: z.string().openapi({ description: 'Code of the carrier whose it is.' }),
    places: z
      .array(
        z.object({
          place: z.string(),
          name: z.string(),
          postal_code: z.string().nullable(),
          location: z.object({ lat: z.number(), lon: z.number() }).nullable(),
        }),
      )
      .openapi({ description: 'Names of all places that events and the route speak of.' }),
    parties: z.array(z.object({ code: z.string(), name: z.string() })),
    promises: z
      .array(
        z.object({
          promised_by: instant.nullable(),
          from: instant.openapi({ description: 'Since when it holds, or held.' }),
          until: instant.nullable(),
          cause: z.enum(['booked', 'redirected', 'returned']),
          under: z.object({ agreement: z.string(), version: z.number().int() }).nullable().openapi({
            description: 'Of your own: version of the agreement that it stands on.',
          }),
        }),
      )
      .openapi({ description: 'The first one first; the last one holds.' }),
    outlook: z
      .object({ expected_by: instant.nullable(), exception_id: idOf('exception'), since: instant })
      .nullable()
      .openapi({
        description: 'Where the promise is at risk: when it is delivered at the earliest, as far as it is known.',
      }),
    route: z
      .array(PlannedStepSchema)
      .openapi({ description: 'Of the plan that holds. A partner is told the tenders that it gives or receives.' }),
    exceptions: z
      .array(ExceptionSchema.extend({ code: z.enum(EXCEPTION_CODES), notes: z.array(ExceptionNoteSchema) }))
      .openapi({ description: 'All that you are told of, newest first, with the notes of your organisation.' }),
    handovers: z
      .array(
        z.object({
          manifest_id: idOf('manifest'),
          interchange: z.string(),
          giver: z.string(),
          receiver: z.string(),
          departure: z.string().nullable(),
          tender_at: instant,
          status: z.enum(['not_tendered', 'expected', 'accepted', 'refused', 'missing']),
          container: z.string().nullable().openapi({ description: 'SSCC of what it is in.' }),
        }),
      )
      .openapi({ description: 'Manifests that it is on, of those that you give or were pre-advised of.' }),
    containers: z
      .array(
        z.object({
          container_id: idOf('container'),
          sscc: z.string(),
          kind: z.string(),
          seal: z.string().nullable(),
          status: z.string(),
        }),
      )
      .openapi({ description: 'Of your own yard, in which it is now, from the inside out.' }),
  })
  .openapi('ShipmentHistory');

export const getShipmentHistory = operation({
  id: 'getShipmentHistory',
  method: 'get',
  path: '/v1/shipments/{id}/history',
  tag: 'Tracking',
  summary: 'What belongs to a shipment beside its events: promises, route, exceptions, handovers, containers',
  description: 'Everything as far as you may know it, as its own requests tell it.',
  access: 'shipments:read',
  params: idParams('shipment'),
  answer: { status: 200, about: 'What belongs to it.', body: ShipmentHistorySchema },
  problems: ['not_found'],
});
