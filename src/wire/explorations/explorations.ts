import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery, plainText } from '../http/common.js';
import type { CoverageMap, ToldOutcome, ToldResult } from './exploration-results.js';
import { operation } from '../http/operation.js';

const tag = 'Explorations';

export const SCENARIOS_MAX = 12;
const SECONDS_MAX = 600;
const CHANGES_MAX = 200;

const entry = z.record(z.string(), z.unknown());
const path = z.string().min(1).max(200);

/** Changes of a workspace, with the keys of a scenario file. */
export const ScenarioSchema = z
  .strictObject({
    scenario: plainText(120).openapi({ description: 'A name for people.', example: 'Half as much again' }),
    about: plainText(500).optional(),
    agreement: z
      .strictObject({
        set: z.record(path, z.union([z.string().max(200), z.number(), z.boolean()])).optional(),
        scale: z.record(path, z.number()).optional(),
        add: z
          .strictObject({
            interchange: z.array(entry).max(CHANGES_MAX).optional(),
            products: z.array(entry).max(CHANGES_MAX).optional(),
            capacity: z.array(entry).max(CHANGES_MAX).optional(),
          })
          .optional(),
        remove: z.array(path).max(CHANGES_MAX).optional(),
      })
      .optional(),
    demand: z.array(entry).max(CHANGES_MAX).optional(),
    network: entry.optional(),
  })
  .openapi('Scenario', {
    description:
      'What differs from the workspace, as a scenario file has it; lists of shipments of its own are not taken here.',
    example: { scenario: 'Half as much again', agreement: { scale: { 'capacity[*].kg': 1.5 } } },
  });

const world = {
  agreement_version_id: idOf('agreementVersion').optional().openapi({
    description: 'A version that you see, such as a draft of yours; the one in force when not given.',
  }),
  shipments: z
    .enum(['waiting', 'example'])
    .optional()
    .openapi({
      description:
        'waiting: those of the agreement’s parties that wait to travel. example: those of a synthetic workspace’s files. ' +
        'When not given: the waiting ones, unless they are few and there is an example.',
    }),
};

const search = {
  ...world,
  gap: z.number().min(0).max(1).default(0.002).openapi({ description: 'Close enough to the best: 0.002 is 0.2 %.' }),
  seconds: z.number().int().min(1).max(SECONDS_MAX).default(60).openapi({ description: 'Time for each search.' }),
};

export const NewExplorationSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('scenarios'),
      ...search,
      scenarios: z.array(ScenarioSchema).min(1).max(SCENARIOS_MAX),
      coverage: z.boolean().default(false).openapi({ description: 'Count also how soon offices are reached.' }),
    }),
    z.strictObject({ kind: z.literal('clauses'), ...search }),
    z.strictObject({ kind: z.literal('sharing'), ...search }),
    z.strictObject({
      kind: z.literal('siting'),
      ...search,
      add: z.number().int().min(1).max(20).default(7).openapi({ description: 'Points to add.' }),
      reach_km: z.number().min(1).max(500).default(50).openapi({ description: 'Facilities this close can meet.' }),
    }),
    z.strictObject({
      kind: z.literal('coverage'),
      ...world,
      from: z.enum(['shipments', 'centres', 'everywhere']).default('shipments'),
      share: z.number().gt(0).max(1).default(0.5).openapi({ description: 'Of what is sent to a place.' }),
      weight_g: z.number().int().min(1).max(1_000_000).default(500),
      product: z.string().max(60).optional().openapi({ description: 'The first of the workspace when not given.' }),
    }),
    z.strictObject({
      kind: z.literal('growth'),
      ...search,
      to: z.number().min(1).max(20).default(3).openapi({ description: 'Times the volume of the start.' }),
      months: z.number().int().min(1).max(120).default(18),
      every: z.number().int().min(1).max(120).optional().openapi({ description: 'Months from step to step.' }),
      target: z.number().gt(0).max(1).optional().openapi({ description: 'Share on time to keep; as at the start.' }),
      runs: z.enum(['any', 'offered']).default('any'),
    }),
  ])
  .openapi('NewExploration');

export const ExplorationStateSchema = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);
const KindSchema = z.enum(['scenarios', 'clauses', 'sharing', 'siting', 'coverage', 'growth']);
const FiguresSchema = z.enum(['all', 'own']).openapi({
  description:
    'all: of both parties, because the agreement in force shares planning_figures, or the data is a synthetic example on this ' +
    'machine. own: money of your own parcels and vehicles only; what would tell the partner’s is null.',
});

const PlannedSchema = z
  .object({
    agreement_version_id: idOf('agreementVersion'),
    in_force: z.boolean().openapi({ description: 'False of a draft or a proposal.' }),
    shipments: z.enum(['waiting', 'example']),
    parcels: z.number().int(),
    synthetic: z.boolean(),
  })
  .openapi('ExploredWorld');

export const ExplorationSchema = z
  .object({
    id: idOf('exploration'),
    mode: z.enum(['live', 'test']),
    kind: KindSchema,
    state: ExplorationStateSchema,
    request: z.unknown().openapi({ description: 'What was asked, with what was not given filled in.' }),
    figures: FiguresSchema,
    world: PlannedSchema.nullable().openapi({ description: 'Null until it has begun.' }),
    attempt: z.number().int().openapi({ description: 'Above 1 when a server was lost while it ran.' }),
    progress: z
      .object({
        doing: z.string().openapi({ example: 'Half as much again: joint' }),
        done: z.number().int(),
        all: z.number().int(),
        gap: z.number().nullable().openapi({ description: 'Of the best plan so far of what is being planned.' }),
        seconds: z.number(),
      })
      .nullable(),
    fault: z.string().nullable(),
    created_at: instant,
    started_at: instant.nullable(),
    ended_at: instant.nullable(),
  })
  .openapi('Exploration');

export const ExplorationResultSchema = z
  .custom<ToldResult>()
  .openapi('ExplorationResult', { type: 'object', description: 'By kind; see the documentation of explorations.' });

const CoverageMapSchema = z.custom<CoverageMap>().openapi('CoverageMap', {
  type: 'object',
  description:
    'A byte a facility in base64, rows as getNetworkPlaces counts them: days, 255 where an office is not reached, 254 where there is none.',
});

const OutcomeSchema = z
  .custom<ToldOutcome>()
  .openapi('ScenarioOutcome', { type: 'object', description: 'As "interline explore" writes one; null is withheld.' });

export const PreviewSchema = z
  .object({
    figures: FiguresSchema,
    own: z.number().int().openapi({ description: 'Your place among the parties.' }),
    parties: z.array(z.object({ id: z.string(), name: z.string() })),
    currency: z.string(),
    world: PlannedSchema,
    sample: z
      .object({
        planned: z.number().int().openapi({ description: 'Parcels that were picked and planned.' }),
        of: z.number().int().openapi({ description: 'Parcels there are.' }),
        counts: z.number().int().openapi({ description: 'How often each picked parcel counts.' }),
        error_share: z.number().openapi({
          description: 'Standard error of the cost a parcel from picking, as a share of it; 0 when all are planned.',
        }),
      })
      .openapi({ description: 'What the answer was worked out from.' }),
    gap: z.number().openapi({ description: 'The distance from the best at which the search may stop.' }),
    last_windows: z.array(z.object({ path: z.string(), close_minutes: z.number().int() })).openapi({
      description: 'When the last window of each interchange point closes, after the start of its day, and its path.',
    }),
    base: OutcomeSchema,
    outcome: OutcomeSchema,
    seconds: z.number(),
  })
  .openapi('ScenarioPreview');

const page = pageOf(ExplorationSchema);

export const createExploration = operation({
  id: 'createExploration',
  method: 'post',
  path: '/v1/explorations',
  tag,
  summary: 'Ask what something would bring: scenarios, clauses, shares, points, coverage, growth',
  description:
    'For carriers. Worked out by a job: ask for it until it has ended, then for its result. Nobody else sees that it was asked.',
  access: 'plans:write',
  body: NewExplorationSchema,
  repeatable: true,
  answer: { status: 202, about: 'The exploration, queued.', body: ExplorationSchema },
  problems: ['conflict', 'too_many_requests'],
});

export const previewScenario = operation({
  id: 'previewScenario',
  method: 'post',
  path: '/v1/explorations/preview',
  tag,
  summary: 'A first answer to one scenario within seconds',
  description:
    'For carriers. Planned at once beside the agreement as it is, to a wider gap than an exploration, and where there are many parcels ' +
    'from a sample of them; nothing is kept. The first one lays the world out and plans it; where that takes long, a conflict with Retry-After says to ask again. Of two that you ask at once, the earlier one ends with the best so far.',
  access: 'plans:write',
  body: z.strictObject({ ...world, scenario: ScenarioSchema }).openapi('NewPreview'),
  answer: { status: 200, about: 'The outcome, and that of the agreement as it is.', body: PreviewSchema },
  problems: ['conflict'],
});

export const listExplorations = operation({
  id: 'listExplorations',
  method: 'get',
  path: '/v1/explorations',
  tag,
  summary: 'Explorations that you asked for',
  access: 'plans:read',
  query: z.strictObject({ ...pageQuery, kind: KindSchema.optional(), state: ExplorationStateSchema.optional() }),
  answer: { status: 200, about: 'A page, newest first.', body: page },
});

export const getExploration = operation({
  id: 'getExploration',
  method: 'get',
  path: '/v1/explorations/{id}',
  tag,
  summary: 'One exploration: how far it is',
  access: 'plans:read',
  params: idParams('exploration'),
  answer: { status: 200, about: 'The exploration.', body: ExplorationSchema },
  problems: ['not_found'],
});

export const getExplorationResult = operation({
  id: 'getExplorationResult',
  method: 'get',
  path: '/v1/explorations/{id}/result',
  tag,
  summary: 'What came out of an exploration',
  access: 'plans:read',
  params: idParams('exploration'),
  answer: { status: 200, about: 'The result, by kind.', body: ExplorationResultSchema },
  problems: ['not_found', 'conflict'],
});

export const getExplorationMap = operation({
  id: 'getExplorationMap',
  method: 'get',
  path: '/v1/explorations/{id}/map',
  tag,
  summary: 'Days to every office before and after, of an exploration of coverage',
  access: 'plans:read',
  params: idParams('exploration'),
  answer: { status: 200, about: 'The map.', body: CoverageMapSchema },
  problems: ['not_found', 'conflict'],
});

export const cancelExploration = operation({
  id: 'cancelExploration',
  method: 'post',
  path: '/v1/explorations/{id}/cancel',
  tag,
  summary: 'Stop an exploration',
  access: 'plans:write',
  params: idParams('exploration'),
  answer: { status: 200, about: 'The exploration; a running one stops within seconds.', body: ExplorationSchema },
  problems: ['not_found', 'conflict'],
});
