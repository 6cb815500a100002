import { z } from '@hono/zod-openapi';
import { MODES } from '../../domain/network.js';
import { idOf, idParams, instant, pageOf, pageQuery, plainText, sentInstant } from '../http/common.js';
import { operation } from '../http/operation.js';

const tag = 'Plans';

export const PINNED_MAX = 10_000;
const SECONDS_MAX = 3600;

const share = z.number().openapi({ description: 'A share: 0.004 is 0.4 %.' });
const index = z.number().nullable().openapi({
  description: "The best plan, or the bound, as a share of the first whole plan's cost; null before there is one.",
});
export const minor = z.number().int().openapi({ description: 'Minor units of money.' });

export const NewPlanSchema = z
  .strictObject({
    based_on: idOf('plan').optional().openapi({
      description: 'A plan that was made: what still stands of it stays, the rest is planned anew around it.',
    }),
    pinned: z
      .array(idOf('shipment'))
      .max(PINNED_MAX)
      .default([])
      .openapi({ description: 'Your shipments that are the last to leave the route they have in based_on.' }),
    ready_before: sentInstant.optional().openapi({ description: 'Only shipments that are ready before this instant.' }),
    gap: z.number().min(0).max(1).default(0.005).openapi({ description: 'Close enough to the best: 0.005 is 0.5 %.' }),
    seconds: z.number().int().min(1).max(SECONDS_MAX).default(120),
    assign: z
      .boolean()
      .default(true)
      .openapi({ description: 'Have your shipments travel by it as soon as it is made and checked.' }),
  })
  .openapi('NewPlan');

const counts = {
  parcels: z.number().int(),
  on_time: z.number().int(),
  late: z.number().int(),
  unplanned: z.number().int(),
};

export const PlanStateSchema = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);

export const PlanSchema = z
  .object({
    id: idOf('plan'),
    mode: z.enum(['live', 'test']),
    state: PlanStateSchema,
    requested_by: idOf('organisation'),
    party_ids: z.array(idOf('organisation')).openapi({ description: 'Whose shipments and departures it plans.' }),
    agreement_version_id: idOf('agreementVersion').nullable().openapi({
      description: 'The version in force that it keeps; null when there was none, and you were planned alone.',
    }),
    based_on: idOf('plan').nullable(),
    ready_before: instant.nullable(),
    gap: share.openapi({ description: 'The distance from the best at which it may stop.' }),
    seconds: z.number().int(),
    assign: z.boolean(),
    attempt: z.number().int().openapi({ description: 'Above 1 when a server was lost while it was being made.' }),
    progress: z
      .object({
        stage: z.string().openapi({
          description: 'gathering, laying_out, joint, PARTY alone, checking, writing, keeping: in this order.',
          example: 'joint',
        }),
        round: z.number().int(),
        gap: share.nullable(),
        seconds: z.number(),
        best_index: index,
        bound_index: index,
      })
      .nullable()
      .openapi({ description: 'Of the best plan so far. Its cost is not told: it is the sum of all parties.' }),
    finishing: z.boolean().openapi({ description: 'Somebody is content with the best so far; it ends with that.' }),
    result: z
      .object({
        ...counts,
        gap: share.nullable().openapi({ description: 'No plan can be cheaper by more than this.' }),
        seconds: z.number(),
        planned_anew: z.number().int().nullable().openapi({ description: 'Of one based on another.' }),
        left_out: z
          .number()
          .int()
          .openapi({ description: 'Shipments of places or products that the workspace does not have any more.' }),
      })
      .nullable(),
    own: z
      .object({
        ...counts,
        cost_minor: minor,
        cost_alone_minor: minor
          .nullable()
          .openapi({ description: 'Without the partner; null where it was not planned.' }),
        charges_paid_minor: minor,
        charges_received_minor: minor,
        interlined: z.number().int(),
        assigned_at: instant.nullable(),
        assigned: z.number().int().nullable().openapi({ description: 'How many of your shipments travel by it.' }),
      })
      .nullable()
      .openapi({ description: 'What concerns your shipments and your money; nobody else is told.' }),
    fault: z.string().nullable(),
    created_at: instant,
    started_at: instant.nullable(),
    ended_at: instant.nullable(),
  })
  .openapi('Plan');

export const PlannedRouteSchema = z
  .object({
    plan_id: idOf('plan'),
    shipment_id: idOf('shipment'),
    status: z.enum(['on_time', 'late', 'unplanned']),
    carried_by: z.enum(['network', 'spot', 'none']),
    reason: z.string().nullable().openapi({ description: 'Why it is late or left out.' }),
    due_at: instant,
    arrives_at: instant.nullable(),
    cost_minor: minor,
    assigned: z.boolean().openapi({ description: 'True while the shipment is to travel so.' }),
    steps: z.array(
      z.object({
        kind: z.enum(['departed', 'arrived', 'tendered', 'received', 'out_for_delivery', 'delivered']),
        place: z.string().openapi({ example: 'ats:SC-DEL' }),
        place_name: z.string().openapi({ example: 'Delhi sort centre' }),
        location: z.object({ lon: z.number(), lat: z.number() }).nullable(),
        at: instant,
        what: z.string().openapi({ example: 'RAIL-12951 of 2026-11-24' }),
        name: z.string().nullable().openapi({ description: 'Of the departure.', example: '12951 Mumbai Rajdhani' }),
        mode: z.enum(MODES).nullable().openapi({ description: 'Of the departure.' }),
        custodian: z.string().nullable().openapi({
          description: 'Code of the party that has it from this step on; null once it is delivered.',
          example: 'ats',
        }),
      }),
    ),
  })
  .openapi('PlannedRoute');

const count = z.number().int();

/** A way that parcels leave or take, as data: what the words of a difference say. */
export const ToldWaySchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('departure'),
      party: z.string(),
      name: z.string().openapi({ example: '12951 Mumbai Rajdhani' }),
      mode: z.enum(MODES).nullable(),
      leaves_at: instant,
      from: z.string().openapi({ description: 'Name of the facility.' }),
      to: z.string().openapi({ description: 'Where it calls next.' }),
    }),
    z.object({ kind: z.literal('round'), place: z.string(), day: z.string() }),
    z.object({ kind: z.literal('last') }).openapi({ description: 'Where the shorter of the two ways has ended.' }),
    z.object({ kind: z.literal('spot') }).openapi({ description: 'Carriage bought outside.' }),
    z.object({ kind: z.literal('none') }).openapi({ description: 'No way at all.' }),
  ])
  .openapi('ToldWay');

export const PlanDifferenceSchema = z
  .object({
    before: idOf('plan'),
    after: idOf('plan'),
    words: z.array(z.string()).openapi({
      example: ['412 parcels move from RAIL-1 of 24 November, 16:55 to TRUCK-1 of 24 November, 22:00; 12 become late'],
    }),
    changes: z
      .array(
        z.object({
          what: z.enum(['added', 'removed', 'kept', 'continued', 'moved', 'others']).openapi({
            description:
              'continued: they change after the departure that is told in left. others: all that are not told one by one; kept: their way, not their time.',
          }),
          parcels: count,
          late: count.openapi({ description: 'Of them become late.' }),
          on_time: count,
          unplanned: count,
          left: ToldWaySchema.nullable(),
          taken: ToldWaySchema.nullable(),
        }),
      )
      .openapi({ description: 'What words say, as data, in the same order.' }),
    moved: z.number().int(),
    become_late: z.number().int(),
    become_on_time: z.number().int(),
    become_unplanned: z.number().int(),
    added: z.number().int(),
    removed: z.number().int(),
    cost_minor: minor.openapi({ description: 'What your shipments cost more, or less.' }),
  })
  .openapi('PlanDifference');

export const DepartureChangeSchema = z
  .object({
    id: idOf('departureChange'),
    departure: z.string().openapi({ example: 'ats:TRUCK-1@2026-11-24' }),
    kind: z.enum(['cancelled', 'delayed']),
    delay_minutes: z.number().int().nullable(),
    reason: z.string().nullable(),
    noted_at: instant,
  })
  .openapi('DepartureChange');

export const createPlan = operation({
  id: 'createPlan',
  method: 'post',
  path: '/v1/plans',
  tag,
  summary: 'Plan the shipments that wait to travel',
  description:
    'For carriers. All shipments of both parties that wait to travel are planned jointly under the version of the agreement in force; without one, ' +
    'yours alone. The plan is made by a job: ask for it, or listen to plan.changed, until it has ended.',
  access: 'plans:write',
  body: NewPlanSchema,
  repeatable: true,
  answer: { status: 202, about: 'The plan, queued.', body: PlanSchema },
  problems: ['conflict'],
});

export const listPlans = operation({
  id: 'listPlans',
  method: 'get',
  path: '/v1/plans',
  tag,
  summary: 'Plans that you are a party of',
  access: 'plans:read',
  query: z.strictObject({ ...pageQuery, state: PlanStateSchema.optional() }),
  answer: { status: 200, about: 'A page, newest first.', body: pageOf(PlanSchema) },
});

export const getPlan = operation({
  id: 'getPlan',
  method: 'get',
  path: '/v1/plans/{id}',
  tag,
  summary: 'One plan: how far it is, and what came out',
  access: 'plans:read',
  params: idParams('plan'),
  answer: { status: 200, about: 'The plan.', body: PlanSchema },
  problems: ['not_found'],
});

export const cancelPlan = operation({
  id: 'cancelPlan',
  method: 'post',
  path: '/v1/plans/{id}/cancel',
  tag,
  summary: 'Stop making a plan',
  description: 'For who asked for it, while it is queued or running.',
  access: 'plans:write',
  params: idParams('plan'),
  answer: { status: 200, about: 'The plan; a running one stops within seconds.', body: PlanSchema },
  problems: ['not_found', 'conflict'],
});

export const assignPlan = operation({
  id: 'assignPlan',
  method: 'post',
  path: '/v1/plans/{id}/assign',
  tag,
  summary: 'Have your shipments travel by a plan',
  description:
    'Each party does so for its own shipments. Those on their way already keep the route they have; partners are to carry what ' +
    'the plan tenders to them.',
  access: 'plans:write',
  params: idParams('plan'),
  answer: { status: 202, about: 'The plan; own.assigned_at tells when it is done.', body: PlanSchema },
  problems: ['not_found', 'conflict'],
});

export const getPlanRoute = operation({
  id: 'getPlanRoute',
  method: 'get',
  path: '/v1/plans/{id}/shipments/{shipment}',
  tag,
  summary: 'The route of one of your shipments in a plan',
  access: 'plans:read',
  params: z.strictObject({ id: idOf('plan'), shipment: idOf('shipment') }),
  answer: { status: 200, about: 'The route.', body: PlannedRouteSchema },
  problems: ['not_found'],
});

export const finishPlan = operation({
  id: 'finishPlan',
  method: 'post',
  path: '/v1/plans/{id}/finish',
  tag,
  summary: 'Be content with the best plan found so far',
  description:
    'For who asked for it, while it is running. The search ends within seconds, and the plan is checked and kept as if its time were up; ' +
    'plans of each party alone, which it is compared with, get as much less time.',
  access: 'plans:write',
  params: idParams('plan'),
  answer: { status: 200, about: 'The plan; it ends with succeeded.', body: PlanSchema },
  problems: ['not_found', 'conflict'],
});

export const comparePlans = operation({
  id: 'comparePlans',
  method: 'get',
  path: '/v1/plans/{id}/diff',
  tag,
  summary: 'What another plan changes for your shipments, in words',
  access: 'plans:read',
  params: idParams('plan'),
  query: z.strictObject({ with: idOf('plan').openapi({ description: 'The plan that comes after.' }) }),
  answer: { status: 200, about: 'The difference.', body: PlanDifferenceSchema },
  problems: ['not_found', 'conflict'],
});

export const exportPlan = operation({
  id: 'exportPlan',
  method: 'get',
  path: '/v1/plans/{id}/export',
  tag,
  summary: 'Your part of a plan as files, to be checked or used elsewhere',
  description:
    'A tar of a plan folder with your own shipments, as "interline plan" writes one. "interline verify DIR plan --shipments plan/shipments.csv" ' +
    'checks it against the timetables, without anything of the partner but its departures.',
  access: 'plans:read',
  params: idParams('plan'),
  answer: {
    status: 200,
    about: 'The archive.',
    body: z.instanceof(Uint8Array).openapi({ type: 'string', format: 'binary' }),
  },
  answerType: 'application/x-tar',
  problems: ['not_found', 'conflict'],
});

const departureParams = z.strictObject({
  id: z
    .string()
    .max(200)
    .regex(/^[^:@]+:[^@]+@\d{4}-\d{2}-\d{2}$/, 'must be a departure such as ats:TRUCK-1@2026-11-24'),
});

export const cancelDeparture = operation({
  id: 'cancelDeparture',
  method: 'post',
  path: '/v1/departures/{id}/cancel',
  tag,
  summary: 'Say that one of your departures does not run',
  description: 'Plans that are made from now on do without it.',
  access: 'plans:write',
  params: departureParams,
  body: z.strictObject({ reason: plainText(200).optional() }),
  repeatable: true,
  answer: { status: 201, about: 'The change.', body: DepartureChangeSchema },
  problems: ['not_found'],
});

export const delayDeparture = operation({
  id: 'delayDeparture',
  method: 'post',
  path: '/v1/departures/{id}/delay',
  tag,
  summary: 'Say that one of your departures runs late',
  description: 'All its calls are later by so many minutes, in plans that are made from now on.',
  access: 'plans:write',
  params: departureParams,
  body: z.strictObject({ minutes: z.number().int().min(1).max(2880), reason: plainText(200).optional() }),
  repeatable: true,
  answer: { status: 201, about: 'The change.', body: DepartureChangeSchema },
  problems: ['not_found'],
});

export const listDepartureChanges = operation({
  id: 'listDepartureChanges',
  method: 'get',
  path: '/v1/departures/changes',
  tag,
  summary: 'Departures that do not run, or run late, as their carriers said',
  access: 'plans:read',
  query: z.strictObject({ from: z.iso.date().openapi({ example: '2026-11-24' }) }),
  answer: { status: 200, about: 'In the order of saying.', body: z.object({ data: z.array(DepartureChangeSchema) }) },
});
