import { z } from '@hono/zod-openapi';
import { operation } from '../http/operation.js';

const tag = 'EPCIS 2.0';

/** Bytes and events that one document may have. */
export const CAPTURE_BYTES_MAX = 8 * 1024 * 1024;
export const CAPTURE_EVENTS_MAX = 2000;

/** Events that a page may have. */
export const EVENTS_PAGE_MAX = 1000;

const anyObject = z.looseObject({});

const captured = anyObject.openapi({
  description: 'A document of EPCIS 2.0 in JSON-LD, as its official JSON schema has it.',
});

/** The answer to a query, `EPCISQueryDocument`. */
export const QueryDocumentSchema = z
  .looseObject({
    '@context': z.array(z.unknown()),
    type: z.literal('EPCISQueryDocument'),
    schemaVersion: z.string(),
    creationDate: z.string(),
    epcisBody: z.object({
      queryResults: z.looseObject({
        queryName: z.string(),
        resultsBody: z.looseObject({ eventList: z.array(anyObject) }),
      }),
    }),
  })
  .openapi('EpcisQueryDocument');

const CollectionSchema = z
  .looseObject({ '@context': z.string(), type: z.literal('Collection'), member: z.array(z.string()) })
  .openapi('EpcisCollection');

export const CaptureSchema = z
  .object({
    captureID: z.string(),
    createdAt: z.string(),
    finishedAt: z.string(),
    running: z.boolean(),
    success: z.boolean(),
    captureErrorBehaviour: z.enum(['rollback', 'proceed']),
    errors: z.array(z.looseObject({ type: z.string(), title: z.string(), status: z.number().int() })),
  })
  .openapi('EpcisCapture');

const asked = (description: string) => z.string().optional().openapi({ description });

/** Those that the standard names and this server has; any other one is refused. */
const eventQuery = z
  .looseObject({
    eventType: asked('ObjectEvent, AggregationEvent.'),
    GE_eventTime: asked('From this moment on; LT_eventTime: before it.'),
    GE_recordTime: asked('Recorded from this moment on; LT_recordTime: before it.'),
    EQ_bizStep: asked('Several values of any parameter are separated by |.'),
    EQ_disposition: asked('A word, or its address.'),
    EQ_readPoint: asked('Address of a place.'),
    EQ_bizLocation: asked('No event here has one.'),
    EQ_action: asked('OBSERVE, ADD, DELETE.'),
    EQ_eventID: asked('Of events that you sent or were told.'),
    MATCH_epc: asked('Address of a parcel.'),
    MATCH_anyEPC: asked('Address of a parcel or of what it is in.'),
    MATCH_parentID: asked('Address of a container.'),
    orderBy: asked('recordTime; also eventTime together with epcs or event ids.'),
    orderDirection: asked('ASC, DESC.'),
    eventCountLimit: asked('The first so many.'),
    maxEventCount: asked('Refused when there are more.'),
    perPage: asked(`Up to ${EVENTS_PAGE_MAX}; 30 when absent.`),
    nextPageToken: asked('From the link to the next page.'),
  })
  .openapi({ description: 'Parameters of the simple event query.' });

export const captureEpcis = operation({
  id: 'captureEpcis',
  method: 'post',
  path: '/v1/epcis/capture',
  tag,
  summary: `Send a document with up to ${CAPTURE_EVENTS_MAX} events`,
  description:
    'It is worked on at once; Location names what became of it. GS1-Capture-Error-Behaviour: rollback (usual) records all events or ' +
    'none, proceed those that it can. An event that is known already, from whomever, counts once.',
  access: 'custody:write',
  bodyBytesMax: CAPTURE_BYTES_MAX,
  linkedData: true,
  body: captured,
  answer: { status: 202, about: 'What became of it.', body: CaptureSchema },
});

export const listEpcisCaptures = operation({
  id: 'listEpcisCaptures',
  method: 'get',
  path: '/v1/epcis/capture',
  tag,
  summary: 'Documents that you sent, newest first',
  access: 'shipments:read',
  query: z.strictObject({ perPage: asked('Up to 100.'), nextPageToken: asked('From the link to the next page.') }),
  answer: { status: 200, about: 'What became of them.', body: z.array(CaptureSchema) },
});

export const getEpcisCapture = operation({
  id: 'getEpcisCapture',
  method: 'get',
  path: '/v1/epcis/capture/{captureID}',
  tag,
  summary: 'What became of a document',
  access: 'shipments:read',
  params: z.strictObject({ captureID: z.string().max(100) }),
  answer: { status: 200, about: 'The capture.', body: CaptureSchema },
  problems: ['not_found'],
});

export const addEpcisEvent = operation({
  id: 'addEpcisEvent',
  method: 'post',
  path: '/v1/epcis/events',
  tag,
  summary: 'Send one event',
  access: 'custody:write',
  linkedData: true,
  body: anyObject.openapi({ description: 'An event with its @context.' }),
  answer: { status: 201, about: 'The event as it is told, with its event hash id.', body: anyObject },
  problems: ['not_found'],
});

export const listEpcisEvents = operation({
  id: 'listEpcisEvents',
  method: 'get',
  path: '/v1/epcis/events',
  tag,
  summary: 'Events of shipments that you see',
  access: 'shipments:read',
  query: eventQuery,
  answer: { status: 200, about: 'A page; Link names the next one.', body: QueryDocumentSchema },
});

export const getEpcisEvent = operation({
  id: 'getEpcisEvent',
  method: 'get',
  path: '/v1/epcis/events/{eventID}',
  tag,
  summary: 'One event that you sent or were told',
  access: 'shipments:read',
  params: z.strictObject({ eventID: z.string().max(1000) }),
  answer: { status: 200, about: 'The event.', body: anyObject },
  problems: ['not_found'],
});

/** Resources of the standard that events are found by. */
export const EPCIS_RESOURCES = [
  'eventTypes',
  'epcs',
  'bizSteps',
  'bizLocations',
  'readPoints',
  'dispositions',
] as const;

const resource = z.enum(EPCIS_RESOURCES);
const resourceValue = z.string().max(1000);

export const listEpcisValues = operation({
  id: 'listEpcisValues',
  method: 'get',
  path: '/v1/epcis/{resource}',
  tag,
  summary: 'Values that events can have: eventTypes, epcs, bizSteps, bizLocations, readPoints, dispositions',
  access: 'shipments:read',
  params: z.strictObject({ resource }),
  query: z.strictObject({ perPage: asked('Up to 1000.'), nextPageToken: asked('From the link to the next page.') }),
  answer: { status: 200, about: 'The values; of epcs, those of shipments that you see.', body: CollectionSchema },
  problems: ['not_found'],
});

export const getEpcisValue = operation({
  id: 'getEpcisValue',
  method: 'get',
  path: '/v1/epcis/{resource}/{value}',
  tag,
  summary: 'What can be asked about a value: its events',
  access: 'shipments:read',
  params: z.strictObject({ resource, value: resourceValue }),
  answer: { status: 200, about: 'Names of resources.', body: CollectionSchema },
  problems: ['not_found'],
});

export const listEpcisValueEvents = operation({
  id: 'listEpcisValueEvents',
  method: 'get',
  path: '/v1/epcis/{resource}/{value}/events',
  tag,
  summary: 'Events with a value, of shipments that you see',
  access: 'shipments:read',
  params: z.strictObject({ resource, value: resourceValue }),
  query: eventQuery,
  answer: { status: 200, about: 'A page; Link names the next one.', body: QueryDocumentSchema },
  problems: ['not_found'],
});
