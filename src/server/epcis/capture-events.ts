import { createHash } from 'node:crypto';
import type { CustodyEvent, EventKind } from '../../domain/custody-event.js';
import { eventHashId } from '../../standards/epcis/event-hash.js';
import type { EpcisEvent } from '../../standards/epcis/event.js';
import { custodyWords, ownName, ssccOf, type CustodyWords } from '../../standards/epcis/custody-event.js';
import { readHandling, type ReadHandling } from '../../standards/epcis/read-handling.js';
import {
  findParcels,
  keepEventIds,
  listInContainer,
  listRecorded,
  type EventIdOf,
  type RecordedRow,
} from '../../store/custody/epcis.js';
import { listOrganisations } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import { recordEvents } from '../custody/record-events.js';
import type { Asking } from './query-events.js';
import { tellEvents } from './tell-events.js';

/** What is wrong with one event of a document. */
export interface CaptureFault {
  readonly index: number; // of the event
  readonly message: string;
}

/** Events as they were sent, and how. */
export interface Capturing {
  readonly events: readonly EpcisEvent[];
  readonly context: unknown; // the document's `@context`
  readonly behaviour: 'rollback' | 'proceed';
  readonly now: Date;
}

/** Parcels that one document may be about. */
const PARCELS_MAX = 10_000;

/** What a sender can know; everything else its carriers say. */
const SAID_BY_SHIPPERS: ReadonlySet<EventKind> = new Set(['labelled', 'redirected', 'return_started']);
/** Said by booking and cancelling the shipment itself. */
const SAID_BY_SHIPMENTS: ReadonlySet<EventKind> = new Set(['booked', 'cancelled']);

/**
 * Records events as custody events of the parcels that they name, in the asking party's own name. An event whose hash some event of the
 * parcel has already counts as known, whoever sent it; what another party is said to have said is accepted only then. Returns what is
 * wrong; with `rollback` nothing is recorded then.
 */
export async function captureEvents(tx: Tx, asking: Asking, capturing: Capturing): Promise<CaptureFault[]> {
  const { events, behaviour, now } = capturing;
  const read = events.map((event, index) => readOne(event, index, capturing.context));
  const parcels = await parcelsOf(tx, read);
  const speaker = await speakerOf(tx, asking);
  const ids = [...new Set(read.flatMap(({ items }) => items.flatMap((uri) => parcels.get(uri) ?? [])))];
  const log = await logOf(tx, ids.slice(0, PARCELS_MAX));
  const faults: CaptureFault[] = [];
  const recorded: CustodyEvent[] = [];
  const aliases: EventIdOf[] = [];
  for (const one of read) {
    const made = one.fault ?? madeOf(one, { parcels, speaker, log, now });
    if (typeof made === 'string') faults.push({ index: one.index, message: made });
    else {
      recorded.push(...made.fresh);
      aliases.push(...made.aliases);
    }
  }
  if (ids.length > PARCELS_MAX)
    faults.push({ index: 0, message: `the document is about more than ${PARCELS_MAX} parcels` });
  if (faults.length > 0 && behaviour === 'rollback') return faults;
  const { partyId, mode } = asking;
  await recordEvents(tx, { acting: { partyId, mode }, now }, recorded);
  await keepEventIds(tx, asking, aliases);
  return faults;
}

interface ReadOne {
  readonly index: number;
  readonly hash: string;
  readonly sentId: string | undefined;
  readonly declaredWrong: boolean;
  readonly foreign: boolean; // written by another system, in the standard's words alone
  readonly event: EpcisEvent;
  readonly items: readonly string[];
  readonly handling: ReadHandling | undefined;
  readonly fault: string | undefined;
}

function readOne(event: EpcisEvent, index: number, context: unknown): ReadOne {
  const { errorDeclaration, ...plain } = event;
  const handling = readHandling(plain);
  return {
    index,
    hash: eventHashId({ ...event }, context),
    sentId: event.eventID,
    declaredWrong: errorDeclaration !== undefined,
    foreign: event['interline:kind'] === undefined,
    event,
    ...(handling.status === 'valid'
      ? { items: handling.value.items, handling: handling.value, fault: undefined }
      : { items: [], handling: undefined, fault: handling.refusal.message }),
  };
}

/** In whose name events are recorded, and which parties there are. */
interface Speaker {
  readonly code: string;
  readonly codes: ReadonlySet<string>;
  readonly isShipper: boolean;
}

async function speakerOf(tx: Tx, { partyId, kind }: Asking): Promise<Speaker> {
  const organisations = await listOrganisations(tx);
  const self = organisations.find(({ id }) => id === partyId);
  const carrier = organisations.find(({ id }) => id === (self?.carrierId ?? partyId));
  const codes = new Set(organisations.flatMap(({ code }) => (code === undefined ? [] : [code])));
  return { code: carrier?.code ?? '', codes, isShipper: kind === 'shipper' };
}

/** What there is of each parcel already: by the hash with which it is told, and by id. */
type Log = ReadonlyMap<string, { readonly byHash: Map<string, RecordedRow>; readonly byId: Map<string, RecordedRow> }>;

async function logOf(tx: Tx, shipmentIds: readonly string[]): Promise<Log> {
  const log = new Map(
    shipmentIds.map((id) => [id, { byHash: new Map<string, RecordedRow>(), byId: new Map<string, RecordedRow>() }]),
  );
  const rows = await listRecorded(tx, shipmentIds);
  for (const row of rows) log.get(row.shipmentId)?.byId.set(row.event.id, row);
  for (const { row, event } of await tellEvents(
    tx,
    rows.filter(({ event }) => event.kind !== 'voided'),
  )) {
    log.get(row.shipmentId)?.byHash.set(event.eventID ?? '', row);
  }
  return log;
}

interface Known {
  readonly parcels: ReadonlyMap<string, readonly string[]>; // shipments by address
  readonly speaker: Speaker;
  readonly log: Log;
  readonly now: Date;
}

interface Made {
  readonly fresh: readonly CustodyEvent[];
  readonly aliases: readonly EventIdOf[];
}

/** The custody events that an event stands for, without those that are known; a text says why there are none. */
function madeOf(one: ReadOne, known: Known): Made | string {
  const { handling, items, hash } = one;
  if (handling === undefined) return 'it cannot be read';
  const missing = items.find((uri) => (known.parcels.get(uri) ?? []).length === 0);
  if (missing !== undefined) return `${missing} is no parcel that you see`;
  const words = custodyWords(handling);
  const fresh: CustodyEvent[] = [];
  const aliases: EventIdOf[] = [];
  for (const shipment of new Set(items.flatMap((uri) => known.parcels.get(uri) ?? []))) {
    const own = known.log.get(shipment);
    const id = idOf(hash, shipment);
    const there = own?.byHash.get(hash) ?? own?.byId.get(id);
    let named = there?.event.id ?? id;
    if (one.declaredWrong) {
      const voided = voidOf(there, { id: idOf(`${hash} void`, shipment), shipment, known, one });
      if (typeof voided === 'string') return voided;
      if (own?.byId.has(voided.id) !== true) fresh.push(voided);
      named = voided.id;
    } else if (there === undefined) {
      const wrong = refusalOf(handling, words, known.speaker);
      if (wrong !== undefined) return wrong;
      fresh.push(eventOf(one, handling, { id, shipment, words, known }));
    }
    for (const eventId of new Set([hash, one.sentId ?? hash])) {
      aliases.push({ eventId, shipmentId: shipment, custodyEventId: named });
    }
  }
  return { fresh, aliases };
}

/** Why an event that nobody has recorded yet is not taken from who sends it. */
function refusalOf({ kind }: ReadHandling, words: CustodyWords, speaker: Speaker): string | undefined {
  const { party, counterparty } = words;
  if (party !== undefined && party !== speaker.code) {
    return speaker.codes.has(party)
      ? `${party} has not said so yet; its own events count`
      : `there is no party ${party}`;
  }
  if (counterparty !== undefined && !speaker.codes.has(counterparty)) return `there is no party ${counterparty}`;
  if (kind === 'tendered' && counterparty === undefined)
    return 'it does not say in our words to which party it is tendered';
  if (SAID_BY_SHIPMENTS.has(kind)) return 'shipments are booked and cancelled themselves, not by events';
  if (speaker.isShipper && !SAID_BY_SHIPPERS.has(kind)) return `only a carrier can say that it is ${kind}`;
  return undefined;
}

interface Making {
  readonly id: string;
  readonly shipment: string;
  readonly known: Known;
}

function eventOf(
  { foreign, event }: ReadOne,
  { kind, atMs, weightG, reason }: ReadHandling,
  { id, shipment, words, known }: Making & { readonly words: CustodyWords },
): CustodyEvent {
  const { place, counterparty, container, handover } = words;
  const said = [event.bizStep, event.disposition].filter((word) => word !== undefined).join(' ');
  return {
    id,
    shipment,
    kind,
    party: known.speaker.code,
    deviceMs: atMs,
    serverMs: known.now.getTime(),
    source: 'carrier',
    ...(place === undefined ? {} : { place }),
    ...(foreign && said !== '' ? { raw: { list: 'cbv', code: said } } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(counterparty === undefined ? {} : { counterparty }),
    ...(handover === undefined ? {} : { handover }),
    ...(container === undefined ? {} : { container }),
    ...(weightG === undefined ? {} : { weightG }),
  };
}

/** The void that a declaration of error stands for: only who said it can take it back. */
function voidOf(
  there: RecordedRow | undefined,
  { id, shipment, known, one }: Making & { readonly one: ReadOne },
): CustodyEvent | string {
  if (there === undefined) return 'the event that is declared to be wrong is not known';
  const { speaker, now } = known;
  if (there.event.party !== speaker.code) return `${there.event.party} said it, and can take it back`;
  const declaredMs = Date.parse(one.event.errorDeclaration?.declarationTime ?? '');
  return {
    id,
    shipment,
    kind: 'voided',
    party: speaker.code,
    deviceMs: Number.isNaN(declaredMs) ? now.getTime() : declaredMs,
    serverMs: now.getTime(),
    source: 'carrier',
    voids: there.event.id,
  };
}

/** The same event has the same id, whoever sends it; it is about one shipment. */
function idOf(hash: string, shipment: string): string {
  return `ev_${createHash('sha256').update(`${hash} ${shipment}`).digest('hex').slice(0, 32)}`;
}

/** Shipments that the addresses in events stand for: parcels, and containers with what they are known to hold. */
async function parcelsOf(tx: Tx, read: readonly ReadOne[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const uris = new Set(read.flatMap(({ items }) => items));
  const parcels = new Map<string, readonly string[]>();
  const byNumber = new Map<string, string>();
  for (const uri of uris) {
    const name = ownName(uri);
    const container = ssccOf(uri) ?? (name?.kind === 'container' ? name.id : undefined);
    if (name?.kind === 'parcel') byNumber.set(name.id, uri);
    else if (container !== undefined) parcels.set(uri, await listInContainer(tx, container, PARCELS_MAX));
  }
  for (const { id, trackingNumber } of await findParcels(tx, { ids: [], numbers: [...byNumber.keys()] })) {
    parcels.set(byNumber.get(trackingNumber) ?? '', [id]);
  }
  return parcels;
}
