import { queryDocumentOf } from '../../standards/epcis/handling-event.js';
import {
  addNamedQuery,
  deleteNamedQuery,
  findNamedQuery,
  listNamedQueries,
  type NamedQuery,
} from '../../store/custody/epcis-queries.js';
import * as wire from '../../wire/custody/epcis-queries.js';
import type { AnswerOf } from '../../wire/http/operation.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { EpcisError } from './epcis-error.js';
import { linkNext } from './link-next.js';
import { pageSizeOf, queryEvents, readQuery } from './query-events.js';

/** The name of the query that is always there, and not kept. */
const SIMPLE = 'SimpleEventQuery';

/** Queries that a party keeps under names (EPCIS 2.0.1, section 12.7); each finds what whoever asks may see. */
export function serveNamedQueries(operations: OperationServer): void {
  operations.serve(wire.createEpcisQuery, async ({ input, http, acting, now, run }) => {
    const { name, query } = input.body;
    readQuery(parametersOf(query));
    const kept = { name, query: JSON.stringify(query) };
    const added =
      name === SIMPLE
        ? 'taken'
        : await run((tx) => addNamedQuery(tx, acting, kept, { most: wire.NAMED_QUERIES_MAX, now }));
    if (added === 'taken') {
      throw new EpcisError('ResourceAlreadyExistsException', `There is a query named ${name} already.`);
    }
    if (added === 'full') {
      throw new ProblemError('conflict', `You keep ${wire.NAMED_QUERIES_MAX} queries already. Delete one first.`);
    }
    http.header('location', `/v1/epcis/queries/${name}`);
    return input.body;
  });
  operations.serve(wire.listEpcisQueries, async ({ input, http, acting, run }) => {
    const { perPage, nextPageToken: after } = input.query;
    const limit = pageSizeOf(perPage);
    const rows = await run((tx) => listNamedQueries(tx, acting, { after, limit: limit + 1 }));
    const last = rows.length > limit ? rows[limit - 1]?.name : undefined;
    if (last !== undefined) linkNext(http, last);
    return rows.slice(0, limit).map(onWire);
  });
  operations.serve(wire.getEpcisQuery, ({ input, acting, run }) =>
    run(async (tx) => onWire(found(await findNamedQuery(tx, acting, input.params.queryName)))),
  );
  operations.serve(wire.deleteEpcisQuery, ({ input, acting, run }) =>
    run(async (tx) => {
      if (!(await deleteNamedQuery(tx, acting, input.params.queryName))) found(undefined);
    }),
  );
  operations.serve(wire.listEpcisQueryEvents, eventsOf);
}

async function eventsOf({ input, http, now, principal, acting, run }: PartyRequest<typeof wire.listEpcisQueryEvents>) {
  const { page, name } = await run(async (tx) => {
    const named = found(await findNamedQuery(tx, acting, input.params.queryName));
    const { perPage, nextPageToken } = input.query;
    const parameters = {
      ...parametersOf(onWire(named).query),
      ...(perPage === undefined ? {} : { perPage }),
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    };
    return { name: named.name, page: await queryEvents(tx, { ...acting, kind: principal.kind }, parameters) };
  });
  if (page.nextPageToken !== undefined) linkNext(http, page.nextPageToken);
  const document = queryDocumentOf(page.events, { name, createdMs: now.getTime() });
  return { ...document } as unknown as EventsAnswer; // the same with fewer promises
}

type EventsAnswer = AnswerOf<typeof wire.listEpcisQueryEvents>;
type Sent = PartyRequest<typeof wire.createEpcisQuery>['input']['body'];

/** Parameters as addresses have them: several values of one are separated by |. */
function parametersOf(query: Sent['query']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (name === 'perPage' || name === 'nextPageToken') {
        throw new EpcisError('QueryParameterException', `${name} is sent when events are asked for.`);
      }
      return [name, Array.isArray(value) ? value.join('|') : String(value)];
    }),
  );
}

function found(query: NamedQuery | undefined): NamedQuery {
  if (query === undefined) throw new EpcisError('NoSuchResourceException', 'There is no such query.');
  return query;
}

function onWire({ name, query }: NamedQuery): Sent {
  return { name, query: JSON.parse(query) as Sent['query'] };
}
