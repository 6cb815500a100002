import { z } from '@hono/zod-openapi';
import { idOf, idParams, instant, pageOf, pageQuery } from '../http/common.js';
import { placeText } from './containers.js';
import { bytes } from '../shipments/labels.js';
import { PHASES } from './manifests.js';
import { operation } from '../http/operation.js';

const tag = 'Docks';

export const CODES_MAX = 100;

const placeParams = z.strictObject({ place: placeText });

const day = z.iso.date().openapi({ description: 'Day where the workspace is.', example: '2026-11-23' });

export const DockSchema = z
  .object({
    place: placeText,
    name: z.string(),
    postal_code: z.string().nullable(),
    interchanges: z.array(
      z.object({
        id: z.string(),
        partner_id: idOf('organisation'),
        partner_place: placeText,
        gives: z.boolean().openapi({ description: 'You may tender to the partner here.' }),
        takes: z.boolean().openapi({ description: 'The partner may tender to you here.' }),
      }),
    ),
  })
  .openapi('Dock');

export const listDocks = operation({
  id: 'listDocks',
  method: 'get',
  path: '/v1/docks',
  tag,
  summary: 'Your facilities where parcels change hands',
  description: 'Those of the interchange points of every agreement of yours that is in force today.',
  access: 'custody:read',
  answer: {
    status: 200,
    about: 'All of them, by name, and what day it is there.',
    body: z.object({ today: day, data: z.array(DockSchema) }),
  },
});

const count = z.number().int();

export const DockHandoverSchema = z
  .object({
    handover_id: idOf('manifest').nullable().openapi({ description: 'Null: a plan has it, and no manifest yet.' }),
    direction: z.enum(['arrival', 'departure']),
    phase: z.enum([...PHASES, 'planned']),
    partner_id: idOf('organisation'),
    partner_place: z.string(),
    interchange: z.string(),
    tender_at: instant,
    departure: z.string().nullable(),
    tendered_at: instant.nullable(),
    report_by: instant.nullable().openapi({ description: 'What is not told by then is accepted as manifested.' }),
    weight_g: count.nullable(),
    pieces: z.object({
      total: count,
      not_tendered: count,
      expected: count,
      accepted: count,
      refused: count,
      missing: count,
    }),
    containers: z.object({ total: count, accepted: count }),
  })
  .openapi('DockHandover');

export const listDockHandovers = operation({
  id: 'listDockHandovers',
  method: 'get',
  path: '/v1/docks/{place}/handovers',
  tag,
  summary: 'Arrivals and departures of a facility of yours on one day, with what is expected, scanned and missing',
  description:
    'Handovers whose tender is planned for that day, and tenders of the plan that have no manifest yet. Counts are as lists have them; ' +
    'getHandover tells more.',
  access: 'custody:read',
  params: placeParams,
  query: z.strictObject({
    ...pageQuery,
    day: day.optional().openapi({ description: 'Today when absent.' }),
    unsettled: z.enum(['include', 'leave_out']).default('leave_out').openapi({
      description: 'Whether handovers of the seven days before that are not settled come first.',
    }),
  }),
  answer: {
    status: 200,
    about: 'A page, by the planned moment of the tender.',
    body: pageOf(DockHandoverSchema).extend({ day }),
  },
  problems: ['not_found'],
});

/** What is to be done at a facility with what was scanned. */
export const DOCK_TODOS = [
  'receive', // expected here: scan it in this handover
  'tender', // on a manifest that departs here and is not tendered
  'pre_advise', // on a draft that departs here
  'pack', // planned to depart here and not on a manifest: into a container, or loose on one
  'elsewhere', // on a manifest that meets at another facility
  'received', // received already
  'refused', // was not accepted
  'tendered', // given to the partner already
  'none', // known to you, and nothing is to be handed over here
  'unknown', // nothing that you may know
] as const;

export const DockCodeSchema = z
  .object({
    code: z.string(),
    of: z.enum(['piece', 'container', 'manifest']).nullable().openapi({ description: 'Null: it names nothing.' }),
    name: z.string().openapi({ description: 'Tracking number, SSCC or id that was read, as scans take it.' }),
    item: z
      .string()
      .nullable()
      .openapi({ description: 'Id of the shipment, SSCC, or id of the manifest, when it is known.' }),
    todo: z.enum(DOCK_TODOS),
    handover_id: idOf('manifest').nullable(),
    place: z.string().nullable().openapi({ description: 'Facility of yours where it is to be handed over.' }),
    interchange: z.string().nullable(),
    at: instant.nullable().openapi({ description: 'Planned moment of that tender.' }),
    container: z.string().nullable().openapi({ description: 'SSCC of the container that it is in.' }),
  })
  .openapi('DockCode');

export const readDockCodes = operation({
  id: 'readDockCodes',
  method: 'post',
  path: '/v1/docks/{place}/codes',
  tag,
  summary: `What up to ${CODES_MAX} scanned codes name, and what is to be done with each here`,
  description:
    'Takes whatever a scanner or camera reads: tracking numbers, SSCCs with or without (00), GS1 Digital Links, QR codes of parcels and ' +
    'manifests, ids, addresses of tracking pages. Changes nothing.',
  access: 'custody:read',
  params: placeParams,
  body: z.strictObject({ codes: z.array(z.string().min(1).max(400)).min(1).max(CODES_MAX) }),
  answer: {
    status: 200,
    about: 'One for each code, in the order in which they were sent.',
    body: z.object({ data: z.array(DockCodeSchema) }),
  },
  problems: ['not_found'],
});

/** One letter for each status of an item, by which lists of thousands stay small. */
export const STATUS_LETTERS = {
  not_tendered: 'n',
  expected: 'e',
  accepted: 'a',
  refused: 'r',
  missing: 'm',
} as const;

const letters = z
  .string()
  .regex(/^[nearm]*$/)
  .openapi({
    description: 'A letter for each: n not tendered, e expected, a accepted, r refused, m missing.',
  });

const inside = z
  .array(z.number().int())
  .openapi({ description: 'Of each the index of the container that it is in; -1: it is loose.' });

export const ScanListSchema = z
  .object({
    id: idOf('manifest'),
    phase: z.enum(PHASES),
    giver_id: idOf('organisation'),
    receiver_id: idOf('organisation'),
    giver_place: z.string(),
    receiver_place: z.string(),
    interchange: z.string(),
    tender_at: instant,
    departure: z.string().nullable(),
    tendered_at: instant.nullable(),
    report_by: instant.nullable(),
    containers: z.object({
      ssccs: z.array(z.string()),
      seals: z.array(z.string().nullable()),
      inside,
      status: letters,
    }),
    pieces: z.object({
      ids: z.array(idOf('shipment')),
      tracking_numbers: z.array(z.string()),
      inside,
      status: letters,
    }),
    others: z.array(z.string()).openapi({ description: 'What was scanned and is not on the manifest.' }),
  })
  .openapi('ScanList');

export const getScanList = operation({
  id: 'getScanList',
  method: 'get',
  path: '/v1/handovers/{id}/scan-list',
  tag,
  summary: 'Everything that a device needs to tell what it scans without a connection',
  description: 'A manifest with what has become of its items, by columns, in one answer.',
  access: 'custody:read',
  params: idParams('manifest'),
  answer: { status: 200, about: 'The list; containers and pieces by id.', body: ScanListSchema },
  problems: ['not_found'],
});

export const getManifestPdf = operation({
  id: 'getManifestPdf',
  method: 'get',
  path: '/v1/manifests/{id}/manifest.pdf',
  tag,
  summary: 'A manifest as PDF, on sheets of A4 to be signed',
  description:
    'Sheets of synthetic workspaces, of test mode and of drafts are marked. Tells of pieces their numbers and weights only.',
  access: 'custody:read',
  params: idParams('manifest'),
  answer: { status: 200, about: 'The sheets.', body: bytes },
  answerType: 'application/pdf',
  problems: ['not_found'],
});
