import { z } from '@hono/zod-openapi';
import { DEVIATION_CODES, EVENT_KINDS, EVENT_SOURCES, STATES } from '../../domain/custody-event.js';
import { idOf, idParams, instant, plainText, sentInstant } from '../http/common.js';
import { operation } from '../http/operation.js';
import { FaultSchema } from '../http/problem.js';

const tag = 'Tracking';

export const EVENTS_MAX = 1000;
const EVENTS_BYTES_MAX = 4 * 1024 * 1024;

/** Words of `src/custody/events/status-words.ts` in which a state can be told. */
export const STATUS_WORDS = ['interline', 'simple', 'upu', 'ondc', 'indiapost'] as const;

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');
const visible = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters');

const EvidenceSchema = z.strictObject({
  kind: z.enum(['photo', 'weighing', 'seal', 'signature', 'document', 'statement']),
  ref: plainText(200),
  sha256: sha256Hex.optional(),
});

/** An event as a carrier sends it. */
export const NewEventSchema = z.strictObject({
  id: visible(128)
    .optional()
    .openapi({ description: 'The same happening has the same id, however often it is sent; made when absent.' }),
  shipment_id: idOf('shipment').optional(),
  tracking_number: z.string().max(40).optional().openapi({ description: 'Instead of shipment_id.' }),
  kind: z.enum(EVENT_KINDS).optional(),
  code: z
    .strictObject({ list: visible(40), code: plainText(100) })
    .optional()
    .openapi({
      description:
        'Instead of kind: a code of your own system and the list it is from (upu, ondc, indiapost, simple, words). ' +
        'One that is not known is kept as noted.',
    }),
  device_at: sentInstant.openapi({ description: 'When it happened, by the clock of the device.' }),
  place: visible(200).optional().openapi({ description: 'PARTY:STOP', example: 'ats:FC-DEL' }),
  source: z.enum(EVENT_SOURCES).optional(),
  actor: visible(100).optional().openapi({ description: 'A pseudonym of who or what says so; never a name.' }),
  reason: visible(60)
    .optional()
    .openapi({ description: 'Why not delivered, held, refused or lost; a UPU number will do.' }),
  counterparty: visible(100).optional().openapi({ description: 'Whom it is tendered to, or received from.' }),
  handover: visible(100).optional().openapi({ description: 'Of a manifest.' }),
  container: visible(100).optional(),
  weight_g: z.number().int().min(1).max(1_000_000).optional(),
  voids: visible(128).optional().openapi({ description: 'Of voided: id of your event that never happened.' }),
  evidence: z.array(EvidenceSchema).max(10).optional(),
  personal: z
    .record(z.string().regex(/^[a-z][a-z_]{0,39}$/), plainText(200))
    .refine((fields) => Object.keys(fields).length <= 8, 'must have 8 fields at most')
    .optional()
    .openapi({ description: 'Personal data, such as signed_by. It is kept apart from the log and can be erased.' }),
});

export type NewEvent = z.input<typeof NewEventSchema>;

/** One row of a batch: checked row by row, so that one that is wrong does not keep out the others. */
const NewEventRow = z
  .custom<NewEvent>()
  .openapi(z.toJSONSchema(NewEventSchema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>);

const DeviationSchema = z.object({ code: z.enum(DEVIATION_CODES), words: z.string() }).openapi('Deviation');

const custodian = z.string().openapi({
  description: 'Code of a carrier, or @sender, @addressee, @nobody.',
  example: 'ats',
});

export const EventResultSchema = z
  .object({
    status: z.enum(['recorded', 'known', 'refused']).openapi({
      description: 'known: a copy of what the log has. refused: errors say why; nothing was recorded of it.',
    }),
    id: z.string().nullable().openapi({ description: 'Of the event.' }),
    shipment_id: z.string().nullable(),
    sequence: z.number().int().nullable().openapi({ description: 'Of its record in the custody log.' }),
    state: z.enum(STATES).nullable().openapi({ description: 'Of the shipment, after the whole batch.' }),
    custodian: custodian.nullable(),
    deviations: z.array(DeviationSchema).openapi({ description: 'What is not as it should be; it is recorded.' }),
    errors: z.array(FaultSchema),
  })
  .openapi('EventResult');

export const recordEvents = operation({
  id: 'recordEvents',
  method: 'post',
  path: '/v1/events',
  tag,
  summary: 'Record tracking events',
  description:
    'Scans and reports of a carrier about shipments that it owns or carries: one or a thousand, of any shipments, in any order, late ' +
    'and several times. What is right is recorded, in one transaction; what is wrong is refused row by row. When no answer ' +
    'comes, send the same again: events with the same id are recorded once.',
  access: 'custody:write',
  body: z.strictObject({ events: z.array(NewEventRow).min(1).max(EVENTS_MAX) }),
  bodyBytesMax: EVENTS_BYTES_MAX,
  repeatable: true,
  answer: {
    status: 200,
    about: 'What became of each, in the order in which they were sent. Everything that is recorded is on disk.',
    body: z.object({
      recorded: z.number().int(),
      known: z.number().int(),
      refused: z.number().int(),
      results: z.array(EventResultSchema),
    }),
  },
});

export const TrackedSchema = z
  .object({
    state: z.enum(STATES).nullable(),
    custodian,
    responsible: custodian.openapi({ description: 'Who has to act next.' }),
    direction: z.enum(['forward', 'return']),
    place: z.string().nullable().openapi({ description: 'Last known, PARTY:STOP.' }),
    since: instant.nullable().openapi({ description: 'When it came into this state.' }),
    last_seen_at: instant.nullable(),
    damaged: z.boolean(),
    container: z.string().nullable(),
    tendered_to: z.string().nullable(),
    handover: z.string().nullable(),
  })
  .openapi('Tracked');

export const TrackedEventSchema = z
  .object({
    id: z.string(),
    sequence: z.number().int(),
    kind: z.enum(EVENT_KINDS),
    party: z.string().openapi({ description: 'Code of the carrier who says so.' }),
    at: instant.openapi({ description: "The moment that counts: the device's, unless its clock was ahead." }),
    device_at: instant,
    server_at: instant,
    source: z.enum(EVENT_SOURCES),
    place: z.string().nullable(),
    actor: z.string().nullable(),
    code: z.object({ list: z.string(), code: z.string() }).nullable(),
    reason: z.string().nullable(),
    counterparty: z.string().nullable(),
    handover: z.string().nullable(),
    container: z.string().nullable(),
    weight_g: z.number().int().nullable(),
    voids: z.string().nullable(),
    evidence: z.array(z.object({ kind: z.string(), ref: z.string(), sha256: z.string().optional() })),
    personal: z.record(z.string(), z.string()).openapi({ description: 'As far as it is kept and you may see it.' }),
    outcome: z.enum(['moved', 'noted', 'impossible', 'voided']),
    state: z.enum(STATES).nullable().openapi({ description: 'After it.' }),
    word: z.string().nullable(),
    custodian_before: custodian,
    custodian_after: custodian,
    responsible: custodian,
    deviations: z.array(DeviationSchema),
  })
  .openapi('TrackedEvent');

export const listShipmentEvents = operation({
  id: 'listShipmentEvents',
  method: 'get',
  path: '/v1/shipments/{id}/events',
  tag,
  summary: 'Everything that happened to a shipment, by both carriers, as one timeline',
  description: 'In the order of their moments, with what each of them did. Late events stand where they belong.',
  access: 'shipments:read',
  params: idParams('shipment'),
  query: z.strictObject({
    words: z.enum(STATUS_WORDS).default('interline').openapi({ description: 'In whose words states are told.' }),
  }),
  answer: {
    status: 200,
    about: 'State and timeline.',
    body: z.object({
      shipment_id: idOf('shipment'),
      tracked: TrackedSchema,
      word: z.string().nullable().openapi({ description: 'The state in the words that were asked for.' }),
      data: z.array(TrackedEventSchema),
    }),
  },
  problems: ['not_found'],
});

/** Names of the log itself are those that are hashed and signed, so they are not ours to change here. */
const HeadSchema = z
  .object({
    shipment: z.string(),
    sequence: z.number().int(),
    hash: sha256Hex,
    party: z.string().openapi({ description: 'Code of the carrier.' }),
    key: z.string().openapi({ description: 'Id of its key.' }),
    signedMs: z.number().int(),
    signature: z.string().openapi({ description: 'Ed25519, base64.' }),
  })
  .openapi('SignedHead');

export const CustodyLogSchema = z
  .object({
    shipment: z.string(),
    records: z.array(
      z.object({
        shipment: z.string(),
        sequence: z.number().int(),
        previous: sha256Hex,
        recordedMs: z.number().int(),
        body: z.record(z.string(), z.unknown()),
        hash: sha256Hex,
      }),
    ),
    openings: z
      .array(z.object({ sequence: z.number().int(), field: z.string(), salt: z.string(), value: z.string() }))
      .openapi({ description: 'Personal data that is kept and that you may see, with the salts that prove it.' }),
    heads: z.array(HeadSchema),
    keys: z
      .array(z.object({ key: z.string(), party: z.string(), publicPem: z.string() }))
      .openapi({ description: 'Public keys, as this server knows them. Trust those that the partner handed to you.' }),
    verdict: z.object({
      whole: z.boolean(),
      recordCount: z.number().int(),
      broken: z.object({ at: z.number().int(), fault: z.string(), words: z.string() }).nullable(),
      heads: z.array(z.object({ finding: z.string(), words: z.string() })),
    }),
  })
  .openapi('CustodyLog');

export const getCustodyLog = operation({
  id: 'getCustodyLog',
  method: 'get',
  path: '/v1/shipments/{id}/custody-log',
  tag,
  summary: 'The custody log of a shipment, to keep and to verify',
  description:
    'Records, signed heads and keys. `interline custody verify` checks the answer, kept as a file, without a server.',
  access: 'shipments:read',
  params: idParams('shipment'),
  answer: { status: 200, about: 'The log, and what this server finds when it verifies it.', body: CustodyLogSchema },
  problems: ['not_found'],
});

export const addCustodyHead = operation({
  id: 'addCustodyHead',
  method: 'post',
  path: '/v1/shipments/{id}/custody-log/heads',
  tag,
  summary: 'Stand by the log up to a record',
  description:
    'A head signed with your key. From then on nothing up to it can be changed without notice. It must name a record that ' +
    'is there, by its hash, and a key of yours.',
  access: 'custody:write',
  params: idParams('shipment'),
  body: z.strictObject({
    sequence: z.number().int().min(0),
    hash: sha256Hex,
    key: visible(64),
    signedMs: z.number().int().min(0).max(8.64e15),
    signature: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
  }),
  repeatable: true,
  answer: { status: 201, about: 'The head, as it is kept.', body: HeadSchema },
  problems: ['not_found', 'conflict'],
});

export const erasePersonalData = operation({
  id: 'erasePersonalData',
  method: 'post',
  path: '/v1/shipments/{id}/erase-personal-data',
  tag,
  summary: 'Erase personal data of a shipment',
  description:
    'Who receives it, and what its events say about people, for good. For its own carrier, once its life has ended. The custody log ' +
    'stays, and is as whole as before: it holds salted hashes, whose salts are erased too.',
  access: 'personal_data:erase',
  params: idParams('shipment'),
  answer: {
    status: 200,
    about: 'Since when it is erased.',
    body: z.object({ shipment_id: idOf('shipment'), erased_at: instant }),
  },
  problems: ['not_found', 'conflict'],
});
