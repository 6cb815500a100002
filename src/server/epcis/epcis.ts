import { randomUUID } from 'node:crypto';
import { EPCIS_CONTEXT, EVENT_TYPES } from '../../standards/epcis/vocabulary.js';
import { BARE_WORDS } from '../../standards/epcis/event-query.js';
import { parcelUri } from '../../standards/epcis/custody-event.js';
import { OWN_NAMESPACE, queryDocumentOf } from '../../standards/epcis/handling-event.js';
import { readEpcis } from '../../standards/epcis/read-document.js';
import { addCapture, listCaptures, type Capture } from '../../store/custody/epcis.js';
import { newId } from '../../store/database/ids.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import * as wire from '../../wire/custody/epcis.js';
import type { AnswerOf } from '../../wire/http/operation.js';
import { faultsOfText } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { captureEvents, type CaptureFault } from './capture-events.js';
import { EpcisError, epcisProblemOf, type EpcisProblem } from './epcis-error.js';
import { linkNext } from './link-next.js';
import { serveNamedQueries } from './named-queries.js';
import { findEvent, queryEvents, type Asking, type EventPage } from './query-events.js';

/** Everything of EPCIS is below this path. */
export const EPCIS_PATH = '/v1/epcis';

const CAPTURES_PAGE = 100;

/** EPCIS 2.0 over the same custody events: capture and query interface (EPCIS 2.0.1, section 12). */
export function serveEpcis(operations: OperationServer): void {
  const { app } = operations;
  app.use(`${EPCIS_PATH}/*`, async (http, next) => {
    refuseOtherVersions((name) => http.req.header(name));
    await next();
    for (const [name, value] of STANDARD_HEADERS) http.res.headers.set(name, value);
  });
  app.options(`${EPCIS_PATH}/*`, (http) => http.body(null, 204, { allow: 'GET, POST, DELETE, OPTIONS' }));
  serveCapture(operations);
  serveEvents(operations);
  serveNamedQueries(operations); // before values, whose addresses are of the same form
  serveValues(operations);
}

const STANDARD_HEADERS: readonly (readonly [string, string])[] = [
  ['GS1-EPCIS-Version', '2.0.0'],
  ['GS1-EPCIS-Min', '2.0.0'],
  ['GS1-EPCIS-Max', '2.0.0'],
  ['GS1-CBV-Version', '2.0.0'],
  ['GS1-CBV-Min', '2.0.0'],
  ['GS1-CBV-Max', '2.0.0'],
  ['GS1-EPC-Format', 'Never_Translates'],
  ['GS1-EPCIS-Capture-Limit', String(wire.CAPTURE_EVENTS_MAX)],
  ['GS1-EPCIS-Capture-File-Size-Limit', String(wire.CAPTURE_BYTES_MAX)],
];

/** A client that wants another version, or epcs in a form that we do not translate to, is told before anything is done. */
function refuseOtherVersions(header: (name: string) => string | undefined): void {
  const refuse = (name: string, allowed: string): never => {
    throw new EpcisError('NotAcceptableException', `${name}: this server has ${allowed}.`);
  };
  const isOurs = (version: string): boolean => /^2(\.0){0,2}$/.test(version);
  for (const name of ['GS1-EPCIS-Version', 'GS1-CBV-Version']) {
    const asked = header(name);
    if (asked !== undefined && !isOurs(asked)) refuse(name, '2.0.0');
  }
  for (const name of ['GS1-EPCIS-Min', 'GS1-CBV-Min']) {
    const least = Number.parseFloat(header(name) ?? '');
    if (least > 2) refuse(name, '2.0.0');
  }
  for (const name of ['GS1-EPCIS-Max', 'GS1-CBV-Max']) {
    const most = Number.parseFloat(header(name) ?? '');
    if (most < 2) refuse(name, '2.0.0');
  }
  const format = header('GS1-EPC-Format');
  if (format !== undefined && format !== 'No_Preference' && format !== 'Never_Translates') {
    refuse('GS1-EPC-Format', 'Never_Translates');
  }
}

function serveCapture(operations: OperationServer): void {
  operations.serve(wire.captureEpcis, async (request) => {
    const { input, http, now, run, acting } = request;
    const { events, context } = documentOf(input.body);
    if (events.length > wire.CAPTURE_EVENTS_MAX) {
      throw new EpcisError('CaptureLimitExceededException', `It has more than ${wire.CAPTURE_EVENTS_MAX} events.`);
    }
    const behaviour = behaviourOf(http.req.header('GS1-Capture-Error-Behaviour'));
    const id = newId('epcisCapture', now.getTime());
    const capture = await run(async (tx) => {
      const faults = await captureEvents(tx, askingOf(request), { events, context, behaviour, now });
      const errors = faults.map((fault) => faultProblem(fault, http.get('requestId')));
      const made: Capture = {
        id,
        createdAt: now,
        finishedAt: operations.server.now(),
        success: errors.length === 0,
        behaviour,
        errors: JSON.stringify(errors),
      };
      await addCapture(tx, acting, made);
      return made;
    });
    http.header('location', `${EPCIS_PATH}/capture/${id}`);
    return captureOnWire(capture);
  });
  operations.serve(wire.listEpcisCaptures, async ({ input, http, acting, run }) => {
    const limit = Math.min(Number(input.query.perPage ?? CAPTURES_PAGE) || CAPTURES_PAGE, CAPTURES_PAGE);
    const before = input.query.nextPageToken;
    const rows = await run((tx) =>
      listCaptures(tx, acting, { ...(before === undefined ? {} : { before }), limit: limit + 1 }),
    );
    if (rows.length > limit) linkNext(http, rows[limit - 1].id);
    return rows.slice(0, limit).map(captureOnWire);
  });
  operations.serve(wire.getEpcisCapture, async ({ input, acting, run }) => {
    const [found] = await run((tx) => listCaptures(tx, acting, { id: input.params.captureID, limit: 1 }));
    if (found === undefined) throw new EpcisError('NoSuchResourceException', 'There is no such capture.');
    return captureOnWire(found);
  });
}

function serveEvents(operations: OperationServer): void {
  operations.serve(wire.addEpcisEvent, async (request) => {
    const { input, http, now, run } = request;
    const { events, context } = documentOf(input.body);
    const [event] = events;
    if (events.length !== 1) throw new EpcisError('ValidationException', 'The body must be one event.');
    const told = await run(async (tx) => {
      const asking = askingOf(request);
      const [fault] = await captureEvents(tx, asking, { events, context, behaviour: 'rollback', now });
      if (fault !== undefined) throw new EpcisError('ValidationException', `${fault.message}.`);
      return findEvent(tx, asking, event.eventID ?? '');
    });
    if (told === undefined) throw new EpcisError('NoSuchResourceException', 'The event cannot be told.');
    http.header('location', `${EPCIS_PATH}/events/${encodeURIComponent(told.eventID ?? '')}`);
    return { ...told };
  });
  operations.serve(wire.listEpcisEvents, (request) => answerQuery(request, {}));
  operations.serve(wire.getEpcisEvent, async (request) => {
    const event = await request.run((tx) => findEvent(tx, askingOf(request), request.input.params.eventID));
    if (event === undefined) throw new EpcisError('NoSuchResourceException', 'There is no such event.');
    return { '@context': contextOfAnswers(), ...event };
  });
}

/** What each resource narrows a query to. */
const PARAMETER_OF: Readonly<Record<(typeof wire.EPCIS_RESOURCES)[number], string>> = {
  eventTypes: 'eventType',
  epcs: 'MATCH_anyEPC',
  bizSteps: 'EQ_bizStep',
  bizLocations: 'EQ_bizLocation',
  readPoints: 'EQ_readPoint',
  dispositions: 'EQ_disposition',
};

function serveValues(operations: OperationServer): void {
  operations.serve(wire.listEpcisValues, async (request) => {
    const { input, http, run, acting, principal } = request;
    const { perPage = '30', nextPageToken } = input.query;
    switch (input.params.resource) {
      case 'eventTypes':
        return collectionOf(EVENT_TYPES.slice(0, 2));
      case 'bizSteps':
        return collectionOf(BARE_WORDS.bizSteps);
      case 'dispositions':
        return collectionOf(BARE_WORDS.dispositions);
      case 'bizLocations':
        return collectionOf([]);
      case 'readPoints':
        throw new EpcisError('ImplementationException', 'Places are not listed here; ask for events by EQ_readPoint.');
      default: {
        const limit = Math.min(Math.max(Math.trunc(Number(perPage)) || 30, 1), wire.EVENTS_PAGE_MAX);
        const page = { limit, before: nextPageToken, filter: {} };
        const { rows, next } = await run((tx) => searchShipments(tx, { ...acting, kind: principal.kind }, page));
        if (next !== undefined) linkNext(http, next);
        return collectionOf(rows.map(({ tracking_number }) => parcelUri(tracking_number)));
      }
    }
  });
  operations.serve(wire.getEpcisValue, async () => collectionOf(['events']));
  operations.serve(wire.listEpcisValueEvents, (request) => {
    const { resource, value } = request.input.params;
    return answerQuery(request, { [PARAMETER_OF[resource]]: value });
  });
}

type QueryRequest = PartyRequest<typeof wire.listEpcisEvents> | PartyRequest<typeof wire.listEpcisValueEvents>;

async function answerQuery(request: QueryRequest, fixed: Readonly<Record<string, string>>): Promise<QueryAnswer> {
  const { http, now, run } = request;
  const parameters: Record<string, string> = { ...fixed };
  for (const [name, values] of Object.entries(http.req.queries())) {
    const [value = '', ...more] = values;
    if (more.length > 0 || Object.hasOwn(fixed, name)) {
      throw new EpcisError('QueryParameterException', `${name} is there twice; separate values by |.`);
    }
    parameters[name] = value;
  }
  const page: EventPage = await run((tx) => queryEvents(tx, askingOf(request), parameters));
  if (page.nextPageToken !== undefined) linkNext(http, page.nextPageToken);
  const document = queryDocumentOf(page.events, { name: 'SimpleEventQuery', createdMs: now.getTime() });
  return { ...document } as unknown as QueryAnswer; // the same with fewer promises
}

type QueryAnswer = AnswerOf<typeof wire.listEpcisEvents>;

function askingOf({ acting, principal }: Pick<PartyRequest<typeof wire.captureEpcis>, 'acting' | 'principal'>): Asking {
  return { ...acting, kind: principal.kind };
}

/** The events of a body that was sent; refuses what is not valid by the standard. An event without an id gets one to be found by. */
function documentOf(body: unknown) {
  const reading = readEpcis(body);
  if (reading.status === 'faults') {
    throw new EpcisError('ValidationException', 'This is no valid EPCIS 2.0.', faultsOfText(reading.faults));
  }
  if (reading.kind === 'query_document')
    throw new EpcisError('ValidationException', 'An answer to a query is not captured.');
  const events = reading.events.map((event) => ({ ...event, eventID: event.eventID ?? `urn:uuid:${randomUUID()}` }));
  return { events, context: reading.context };
}

function behaviourOf(header: string | undefined): 'rollback' | 'proceed' {
  if (header === undefined || header === 'rollback') return 'rollback';
  if (header === 'proceed') return 'proceed';
  throw new EpcisError('ValidationException', 'GS1-Capture-Error-Behaviour is rollback or proceed.');
}

function faultProblem({ index, message }: CaptureFault, requestId: string): EpcisProblem {
  const problem = epcisProblemOf(new EpcisError('ValidationException', `${message}.`), requestId);
  return { ...problem, instance: `#/epcisBody/eventList/${index}` };
}

function captureOnWire({ id, createdAt, finishedAt, success, behaviour, errors }: Capture) {
  return {
    captureID: id,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    running: false,
    success,
    captureErrorBehaviour: behaviour,
    errors: JSON.parse(errors) as EpcisProblem[],
  };
}

function collectionOf(member: readonly string[]) {
  return { '@context': EPCIS_CONTEXT, type: 'Collection' as const, member: [...member] };
}

function contextOfAnswers() {
  return [EPCIS_CONTEXT, { interline: OWN_NAMESPACE }];
}
