import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant } from '../http/common.js';
import { operation } from '../http/operation.js';

const count = z.number().int();
const sharePart = z.number().nullable().openapi({ description: 'A share: 0.43 is 43 %; null without a limit.' });

/** What a plan makes of one clause. */
export const ClauseUseSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('interchange'),
      path: z.string().openapi({ example: 'interchange[IX-DEL]' }),
      windows: count.openapi({ description: 'Over the days that the plan covers.' }),
      full: count,
      granted: count.nullable().openapi({ description: 'Parcels in all windows; null without a limit.' }),
      used: count,
      busiest: sharePart.openapi({ description: 'Use of the fullest window.' }),
      directions: z.array(z.object({ from: z.string(), to: z.string(), parcels: count })),
    }),
    z.object({
      kind: z.literal('capacity'),
      path: z.string().openapi({ example: 'capacity[2]' }),
      unit: z.enum(['kg', 'litres', 'parcels']),
      departures: count.openapi({ description: 'That the clause covers; 0 for delivery.' }),
      grants: count.openapi({ description: 'Legs, or days of offices, with anything granted.' }),
      used: count.openapi({ description: 'Of them.' }),
      full: count.openapi({ description: 'Of them, at least 99 %.' }),
      share: sharePart.openapi({ description: 'Of all that is granted.' }),
    }),
  ])
  .openapi('ClauseUse');

export const getAgreementTerms = operation({
  id: 'getAgreementTerms',
  method: 'get',
  path: '/v1/agreements/{id}/terms',
  tag: 'Agreements',
  summary: 'What a version says, as data, and what the latest plan makes of its clauses',
  description:
    'The terms have every default written out: what is signed is the SHA-256 of them as canonical JSON (RFC 8785). Uses are those of the latest plan ' +
    'under this version, or else under another one of the agreement, for clauses that continue its clauses. What you are told is what both carriers ' +
    'meet in: windows, and room that one opens to the other.',
  access: 'agreements:read',
  params: idParams('agreementVersion'),
  answer: {
    status: 200,
    about: 'The terms.',
    body: z.object({
      id: idOf('agreementVersion'),
      sha256: z.string().openapi({ description: 'Of the canonical terms.' }),
      terms: z.record(z.string(), z.unknown()).openapi({ description: 'In the words of agreement.yaml.' }),
      places: z
        .array(z.object({ party: z.string(), id: z.string(), name: z.string() }))
        .openapi({ description: 'Names of the facilities that the terms name, where they are known.' }),
      plan: z
        .object({
          id: idOf('plan'),
          version_id: idOf('agreementVersion').openapi({ description: 'Under which it was made.' }),
          version: count,
          ended_at: instant,
          own: z
            .object({
              parcels: count,
              on_time: count,
              interlined: count,
              charges_paid_minor: count,
              charges_received_minor: count,
            })
            .nullable()
            .openapi({ description: 'Of your own shipments; nobody else is told.' }),
        })
        .nullable()
        .openapi({ description: 'The plan that the uses are of; null when there is none yet.' }),
      uses: z.array(ClauseUseSchema),
    }),
  },
  problems: ['not_found'],
});
