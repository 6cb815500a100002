import { z } from '@hono/zod-openapi';
import { MODES } from '../../domain/network.js';
import { CAUSE_KINDS, REASONS } from '../../domain/plan.js';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { said } from '../said.js';
import { operation } from '../http/operation.js';
import { minor } from './plans.js';

const tag = 'Plans';

const reason = z.enum(REASONS).exclude(['']);

export const PlanCauseSchema = z
  .object({
    cause: z.number().int().openapi({ description: 'Its place in the list; of late shipments, what keeps them.' }),
    reason,
    kind: z.enum(CAUSE_KINDS).openapi({
      description:
        'block, office_share, window: of the agreement. vehicle, office_day, sorting_hour: of a network. cut_off: ready after the last ' +
        'departure in time. timetable: no departure of the days planned is in time. price: late is cheaper. term: a clause, a limit, or no service. ' +
        'search: there was room. many: told together.',
    }),
    late: z.number().int(),
    unplanned: z.number().int(),
    resource: z.string().nullable().openapi({
      description: 'What has no room, as the planning model names it; of a cut-off, the departure that was missed.',
      example: 'block-kg:indiapost:RAIL-12005@2026-11-24#0',
    }),
    party: z.string().nullable().openapi({ description: 'Whose it is.', example: 'indiapost' }),
    departure: z
      .object({
        party: z.string(),
        trip: z.string(),
        name: z.string(),
        mode: z.enum(MODES).nullable(),
        leaves_at: instant,
        from: z.string(),
        to: z.string(),
      })
      .nullable(),
    place: z.string().nullable().openapi({ description: 'Name of facility or interchange; of a price, the product.' }),
    at: z.string().nullable().openapi({ description: 'Day of a round or window, hour of sorting.' }),
    words: z.string(),
    said: said.nullable().openapi({ description: 'Of terms: the same as data.' }),
    clause_line: z.number().int().nullable().openapi({ description: 'In the text of the agreement.' }),
    used: z.number().nullable(),
    capacity: z.number().nullable().openapi({ description: "Null for what is the partner's own." }),
    unit: z.enum(['kg', 'litres', 'parcels', 'minutes']).nullable(),
    wanted: z.number().nullable().openapi({
      description:
        'So much more would hold them all; of a cut-off, so many minutes earlier the last of them must be ready.',
    }),
    alone: z.number().int().openapi({ description: 'Parcels that nothing else keeps from being on time.' }),
    saving_minor: minor.openapi({ description: 'What those would cost you less, at most.' }),
    price_minor: minor
      .nullable()
      .openapi({ description: 'One more unit is worth so much to you, by the prices that prove the bound.' }),
    dearer_minor: minor.nullable().openapi({ description: 'What being on time would cost more, at most.' }),
  })
  .openapi('PlanCause');

export const LateShipmentSchema = z
  .object({
    shipment_id: idOf('shipment'),
    reference: z.string().nullable(),
    product: z.string(),
    origin: z.string(),
    destination_pin: z.string(),
    weight_g: z.number().int(),
    status: z.enum(['late', 'unplanned']),
    carried_by: z.enum(['network', 'spot', 'none']),
    reason: reason.nullable(),
    cause: z.number().int().nullable(),
    due_at: instant,
    arrives_at: instant.nullable(),
    cost_minor: minor,
  })
  .openapi('LateShipment');

export const ROUNDS_MAX = 2000;

export const listPlanRounds = operation({
  id: 'listPlanRounds',
  method: 'get',
  path: '/v1/plans/{id}/rounds',
  tag,
  summary: 'How cost and bound of a plan came together, round by round',
  description:
    "Both as shares of the first whole plan's cost, which keep the gap exact: it is best_index / bound_index - 1. While the plan is made, ask for " +
    'what comes after the last round that you have, or listen to plan.changed, which tells the newest.',
  access: 'plans:read',
  params: idParams('plan'),
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
  answer: {
    status: 200,
    about: 'Columns of one length, in order of time; close rounds are left out.',
    body: z
      .object({
        attempt: z.number().int().openapi({ description: 'Rounds begin anew when it grows.' }),
        round: z.array(z.number().int()),
        seconds: z.array(z.number()),
        best_index: z.array(z.number().nullable()),
        bound_index: z.array(z.number().nullable()),
      })
      .openapi('PlanRounds'),
  },
  problems: ['not_found'],
});

export const listPlanCauses = operation({
  id: 'listPlanCauses',
  method: 'get',
  path: '/v1/plans/{id}/causes',
  tag,
  summary: 'What keeps your shipments of a plan from being on time, and what more of it is worth',
  description:
    'Each late or left out shipment is asked for its earliest way in empty networks, and what of that way has no room in the plan; of several, the ' +
    'one that the prices of the plan say is dearest.',
  access: 'plans:read',
  params: idParams('plan'),
  answer: { status: 200, about: 'Most shipments first.', body: z.object({ data: z.array(PlanCauseSchema) }) },
  problems: ['not_found', 'conflict'],
});

export const listLateShipments = operation({
  id: 'listLateShipments',
  method: 'get',
  path: '/v1/plans/{id}/late',
  tag,
  summary: 'Your shipments of a plan that are late or left out',
  access: 'plans:read',
  params: idParams('plan'),
  query: z.strictObject({ ...pageQuery, cause: z.coerce.number().int().min(0).optional() }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(LateShipmentSchema) },
  problems: ['not_found', 'conflict'],
});
