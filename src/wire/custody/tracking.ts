import { z } from '@hono/zod-openapi';
import { STATES } from '../../domain/custody-event.js';
import { instant } from '../http/common.js';
import { operation } from '../http/operation.js';

export const PublicTrackingSchema = z
  .object({
    tracking_number: z.string(),
    state: z.enum(STATES).nullable(),
    words: z.string().openapi({ description: 'The state in plain words.', example: 'On its way' }),
    direction: z.enum(['forward', 'return']),
    carrier: z.string().nullable().openapi({ description: 'Name of the carrier that has it.' }),
    promised_by: instant.nullable(),
    since: instant.nullable(),
    steps: z
      .array(
        z.object({
          at: instant,
          words: z.string(),
          carrier: z.string().openapi({ description: 'Name of the carrier who says so.' }),
          place: z.string().nullable().openapi({ description: 'Name of a facility on the way.' }),
        }),
      )
      .openapi({ description: 'Newest first.' }),
  })
  .openapi('PublicTracking');

export const trackParcel = operation({
  id: 'trackParcel',
  method: 'get',
  path: '/v1/track/{number}',
  tag: 'Tracking',
  summary: 'Where a parcel is, for anybody who has its number',
  description: 'As the page /track/{number} shows it. No personal data. Limited for each address.',
  access: 'anybody',
  params: z.strictObject({ number: z.string().min(1).max(60) }),
  query: z.strictObject({
    lang: z
      .string()
      .max(35)
      .optional()
      .openapi({ description: 'In which the words are: en or hi. What Accept-Language prefers when absent.' }),
  }),
  answer: { status: 200, about: 'Where it is, and how it got there.', body: PublicTrackingSchema },
  problems: ['not_found'],
});

export type PublicTracking = z.input<typeof PublicTrackingSchema>;
