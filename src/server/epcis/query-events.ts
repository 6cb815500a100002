import type { EpcisEvent } from '../../standards/epcis/event.js';
import {
  boundAsked,
  matchesQuery,
  readEventQuery,
  valuesAsked,
  type EventQuery,
} from '../../standards/epcis/event-query.js';
import { ownName, ssccOf } from '../../standards/epcis/custody-event.js';
import { kindsOfQuery } from '../../standards/epcis/kinds-of-query.js';
import {
  findEventIds,
  findParcels,
  keepEventIds,
  limitStatements,
  listRecorded,
  tookTooLong,
  walkEvents,
  type RowKey,
} from '../../store/custody/epcis.js';
import type { Acting, Tx } from '../../store/database/store.js';
import type { OrganisationKind } from '../../store/database/column-types.js';
import { EVENTS_PAGE_MAX } from '../../wire/custody/epcis.js';
import { EpcisError } from './epcis-error.js';
import { tellEvents, withRecordTime, type ToldEvent } from './tell-events.js';

/** Who asks. */
export type Asking = Acting & { readonly partyId: string; readonly kind: OrganisationKind };

/** A page of events, and the token of the next one. */
export interface EventPage {
  readonly events: readonly EpcisEvent[];
  readonly nextPageToken: string | undefined;
}

const PAGE_USUAL = 30;
/** Rows that are read at once at most, and events that one request looks at before it answers with what it has found. */
const ROWS_AT_ONCE_MAX = 500;
const ROWS_MAX = 10_000;
/** Longer walks are refused, so that no query holds up others. */
const STATEMENT_MS = 5000;
/** Shipments that one query can name, directly or by a container. */
const SHIPMENTS_MAX = 1000;

/** Answers a query of the standard with a page of what the asking party sees. */
export async function queryEvents(
  tx: Tx,
  asking: Asking,
  parameters: Readonly<Record<string, string>>,
): Promise<EventPage> {
  const { perPage, nextPageToken, ...conditions } = parameters;
  const query = readQuery(conditions);
  const size = pageSizeOf(perPage);
  const token = nextPageToken === undefined ? undefined : tokenOf(nextPageToken);
  const found = isNarrow(query)
    ? await ofShipments(tx, asking, query, { size, token })
    : await walk(tx, asking, query, { size, token });
  await keepEventIds(tx, asking, found.told.map(idOf));
  return { events: found.told.map(withRecordTime), nextPageToken: found.next };
}

/** The query that parameters say; refuses what is not supported. */
export function readQuery(conditions: Readonly<Record<string, string>>): EventQuery {
  const read = readEventQuery(conditions);
  if (read.status === 'refused') {
    const { message, allowed } = read.refusal;
    throw new EpcisError('QueryParameterException', `${message}.`, [
      { code: 'unknown_value', message, ...(allowed === undefined ? {} : { allowed }) },
    ]);
  }
  if (read.value.orderBy === 'eventTime' && !isNarrow(read.value)) {
    throw new EpcisError(
      'QueryTooComplexException',
      'orderBy=eventTime needs MATCH_anyEPC or another parameter that names things.',
    );
  }
  return read.value;
}

/** One event that the asking party sent or was told; undefined when there is none that it sees. */
export async function findEvent(tx: Tx, asking: Asking, eventId: string): Promise<EpcisEvent | undefined> {
  const told = await ofEventIds(tx, asking, [eventId]);
  const [first] = told;
  return first === undefined ? undefined : withRecordTime(first);
}

interface Paging {
  readonly size: number;
  readonly token: Token | undefined;
}

interface Found {
  readonly told: readonly ToldEvent[];
  readonly next: string | undefined;
}

function idOf({ row, event }: ToldEvent): { eventId: string; shipmentId: string; custodyEventId: string } {
  return { eventId: event.eventID ?? '', shipmentId: row.shipmentId, custodyEventId: row.event.id };
}

/** True when a query names parcels or events, so that all events of those parcels can be looked at. */
function isNarrow(query: EventQuery): boolean {
  if (valuesAsked(query, 'EQ_eventID') !== undefined || valuesAsked(query, 'MATCH_epc') !== undefined) return true;
  const any = valuesAsked(query, 'MATCH_anyEPC');
  return any !== undefined && [...any].every((uri) => ownName(uri)?.kind === 'parcel');
}

/** All events of the shipments that a query names, in any order that it asks for. */
async function ofShipments(tx: Tx, asking: Asking, query: EventQuery, { size, token }: Paging): Promise<Found> {
  const eventIds = valuesAsked(query, 'EQ_eventID');
  const told =
    eventIds === undefined
      ? await tellEvents(tx, await listRecorded(tx, await shipmentsNamed(tx, query)))
      : await ofEventIds(tx, asking, [...eventIds]);
  const { conditions } = query;
  // An id that somebody gave an event stands for it, also where its hash is another.
  const rest = { ...query, conditions: conditions.filter(({ name }) => name !== 'EQ_eventID') };
  const matching = told.filter(({ row, event }) => matchesQuery({ event, recordMs: row.recordedMs }, rest));
  const sign = query.descending ? -1 : 1;
  const moment = ({ row }: ToldEvent): number => (query.orderBy === 'eventTime' ? row.event.deviceMs : row.recordedMs);
  matching.sort(
    (a, b) =>
      sign * (moment(a) - moment(b)) ||
      (a.row.shipmentId < b.row.shipmentId
        ? -1
        : a.row.shipmentId > b.row.shipmentId
          ? 1
          : a.row.sequence - b.row.sequence),
  );
  refuseTooMany(query, matching.length);
  const all = query.limit === undefined ? matching : matching.slice(0, query.limit);
  const from = token?.kind === 'from' ? token.from : 0;
  const next = from + size < all.length ? textOf({ kind: 'from', from: from + size }) : undefined;
  return { told: all.slice(from, from + size), next };
}

/** Events in the order of their recording, until a page is full. */
async function walk(tx: Tx, asking: Asking, query: EventQuery, { size, token }: Paging): Promise<Found> {
  const after = token?.kind === 'after' ? token : undefined;
  const left = after?.left ?? query.limit ?? Number.POSITIVE_INFINITY;
  const wanted = query.most === undefined ? Math.min(size, left) : query.most + 1;
  const told: ToldEvent[] = [];
  let last: RowKey | undefined = after;
  let looked = 0;
  let ended = false;
  // Most rows that the database finds are wanted, and making an event of one costs more than reading it; so few at first.
  let atOnce = Math.min(wanted + 1, ROWS_AT_ONCE_MAX);
  await limitStatements(tx, STATEMENT_MS);
  while (told.length < wanted && looked < ROWS_MAX && !ended) {
    const rows = await rowsAfter(tx, asking, query, { after: last, limit: atOnce });
    ended = rows.length < atOnce;
    atOnce = Math.min(4 * atOnce, ROWS_AT_ONCE_MAX);
    looked += rows.length;
    last = rows.at(-1) ?? last;
    for (const one of await tellEvents(tx, rows)) {
      if (told.length === wanted) break;
      if (!matchesQuery({ event: one.event, recordMs: one.row.recordedMs }, query)) continue;
      told.push(one);
      if (told.length === wanted) {
        const complete = one.row === rows.at(-1) && ended;
        last = one.row;
        ended = complete;
      }
    }
  }
  if (query.most !== undefined) {
    refuseTooMany(query, ended ? told.length : query.most + 1);
    return { told, next: undefined };
  }
  if (ended || last === undefined || told.length >= left) return { told, next: undefined };
  const remaining = Number.isFinite(left) ? { left: left - told.length } : {};
  return { told, next: textOf({ kind: 'after', ...last, ...remaining }) };
}

async function rowsAfter(
  tx: Tx,
  asking: Asking,
  query: EventQuery,
  { after, limit }: { readonly after: RowKey | undefined; readonly limit: number },
) {
  try {
    return await walkEvents(tx, asking, {
      after,
      descending: query.descending,
      recordedFromMs: boundAsked(query, 'recordTime', 'from'),
      recordedBeforeMs: boundAsked(query, 'recordTime', 'before'),
      deviceFromMs: boundAsked(query, 'eventTime', 'from'),
      deviceBeforeMs: boundAsked(query, 'eventTime', 'before'),
      kinds: kindsOfQuery(query),
      containers: containersOf(query),
      limit,
    });
  } catch (error) {
    if (!tookTooLong(error)) throw error;
    throw new EpcisError(
      'QueryTooLargeException',
      'It takes too long. Bound it by GE_recordTime and LT_recordTime, or name epcs.',
    );
  }
}

function refuseTooMany({ most }: EventQuery, count: number): void {
  if (most !== undefined && count > most) {
    throw new EpcisError('QueryTooLargeException', `There are more than ${most} events.`);
  }
}

/** Shipments of the parcels that a query names, as far as the asking party sees them. */
async function shipmentsNamed(tx: Tx, query: EventQuery): Promise<string[]> {
  const named = valuesAsked(query, 'MATCH_epc') ?? valuesAsked(query, 'MATCH_anyEPC') ?? new Set<string>();
  if (named.size > SHIPMENTS_MAX) {
    throw new EpcisError('QueryTooLargeException', `It names more than ${SHIPMENTS_MAX} parcels.`);
  }
  const numbers = [...named].flatMap((uri) => {
    const name = ownName(uri);
    return name?.kind === 'parcel' ? [name.id] : [];
  });
  return (await findParcels(tx, { ids: [], numbers })).map(({ id }) => id);
}

/** Containers that a query names as parents; undefined where it names none. */
function containersOf(query: EventQuery): string[] | undefined {
  const parents = valuesAsked(query, 'MATCH_parentID');
  return parents && [...parents].map((uri) => ssccOf(uri) ?? ownName(uri)?.id ?? uri);
}

async function ofEventIds(tx: Tx, asking: Asking, eventIds: readonly string[]): Promise<ToldEvent[]> {
  const known = await findEventIds(tx, asking, eventIds);
  const wanted = new Set(known.map(({ shipmentId, custodyEventId }) => `${shipmentId} ${custodyEventId}`));
  const shipments = [...new Set(known.map(({ shipmentId }) => shipmentId))];
  const rows = (await listRecorded(tx, shipments)).filter(
    ({ shipmentId, event }) =>
      wanted.has(`${shipmentId} ${event.id}`) || wanted.has(`${shipmentId} ${event.voids ?? ''}`),
  );
  return tellEvents(tx, rows);
}

/** Events of a page as `perPage` asks. */
export function pageSizeOf(perPage: string | undefined): number {
  if (perPage === undefined) return PAGE_USUAL;
  const size = Number(perPage);
  if (/^\d+$/.test(perPage) && size >= 1 && size <= EVENTS_PAGE_MAX) return size;
  throw new EpcisError('QueryParameterException', `perPage is a whole number from 1 to ${EVENTS_PAGE_MAX}.`);
}

/** Where the next page starts: at a place in the list of all, or after a row of the walk, with what is left of a limit. */
type Token =
  | { readonly kind: 'from'; readonly from: number }
  | ({ readonly kind: 'after'; readonly left?: number } & RowKey);

function textOf(token: Token): string {
  const parts =
    token.kind === 'from' ? [token.from] : [token.recordedMs, token.shipmentId, token.sequence, token.left ?? null];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function tokenOf(text: string): Token {
  try {
    const parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const [first, shipmentId, sequence, left] = parts;
    const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
    if (parts.length === 1 && isCount(first)) return { kind: 'from', from: first };
    if (isCount(first) && typeof shipmentId === 'string' && isCount(sequence)) {
      return { kind: 'after', recordedMs: first, shipmentId, sequence, ...(isCount(left) ? { left } : {}) };
    }
  } catch {
    // It is told below.
  }
  throw new EpcisError('QueryParameterException', 'nextPageToken is none that was given here.');
}
