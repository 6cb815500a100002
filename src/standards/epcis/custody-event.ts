import type { CustodyEvent } from '../../domain/custody-event.js';
import { gs1Link } from '../gs1/digital-link.js';
import { urnToDigitalLink } from '../gs1/epc-urn.js';
import { parseGs1Key } from '../gs1/keys.js';
import { declareError, eventOfHandling, OWN_NAMESPACE, ownUri, type Handling } from './handling-event.js';
import type { EpcisEvent } from './event.js';
import type { ReadHandling } from './read-handling.js';

/** What else is told of a custody event: the parcel's number outside, and where the clock on the wall stands. */
export interface ToldOf {
  readonly parcel: string; // tracking number
  readonly offsetMin: number; // local time's distance from UTC
}

/**
 * The EPCIS event of a custody event, with its event hash id: the same event is the same text, and so the same id, wherever it is
 * told. A void is told as the event it takes back, declared to be wrong; undefined when that is not known.
 */
export function epcisOfCustody(event: CustodyEvent, of: ToldOf, voided?: CustodyEvent): EpcisEvent | undefined {
  if (event.kind !== 'voided') return eventOfHandling(handlingOf(event, event.kind, of));
  if (voided === undefined || voided.kind === 'voided') return undefined;
  const wrong = eventOfHandling(handlingOf(voided, voided.kind, of));
  return declareError(wrong, { atMs: event.deviceMs, reason: 'did_not_occur' });
}

/** The address of a parcel. */
export function parcelUri(number: string): string {
  return ownUri('parcel', number);
}

/** The address of a place, `PARTY:STOP`; one that came from another system is an address already. */
export function placeUri(place: string): string {
  return isAddress(place) ? place : ownUri('place', place);
}

/** What an address of ours names: `parcel`, `place`, `party`, `manifest` or `container`, and its id; undefined for others'. */
export function ownName(uri: string): { readonly kind: string; readonly id: string } | undefined {
  if (!uri.startsWith(OWN_NAMESPACE)) return undefined;
  const [kind = '', id = '', ...more] = uri.slice(OWN_NAMESPACE.length).split('/');
  if (id === '' || more.length > 0) return undefined;
  try {
    return { kind, id: decodeURIComponent(id) };
  } catch {
    return undefined; // a stray percent sign
  }
}

/** A read handling in our words: addresses of ours are the ids they name, others stay as they are. */
export interface CustodyWords {
  readonly place: string | undefined;
  readonly party: string | undefined; // code; undefined when the event does not say, or names nobody we know by it
  readonly counterparty: string | undefined;
  readonly container: string | undefined;
  readonly handover: string | undefined;
}

export function custodyWords({ where, who, counterparty, container, manifest }: ReadHandling): CustodyWords {
  return {
    place: where === undefined ? undefined : (named(where, 'place') ?? where),
    party: who === undefined ? undefined : named(who, 'party'),
    counterparty: counterparty === undefined ? undefined : named(counterparty, 'party'),
    container: container === undefined ? undefined : (ssccOf(container) ?? named(container, 'container') ?? container),
    handover: manifest === undefined ? undefined : (named(manifest, 'manifest') ?? manifest),
  };
}

/** The SSCC that a Digital Link or URN names. */
export function ssccOf(uri: string): string | undefined {
  const link = urnToDigitalLink(uri) ?? uri;
  const read = parseGs1Key('sscc', /^https?:\/\/[^?#]*\/00\/(\d{18})(?:[/?#]|$)/.exec(link)?.[1] ?? '');
  return read.status === 'valid' ? read.value : undefined;
}

function handlingOf(event: CustodyEvent, kind: Handling['kind'], { parcel, offsetMin }: ToldOf): Handling {
  const { place, party, counterparty, container, handover, weightG, reason } = event;
  return {
    kind,
    atMs: event.deviceMs,
    offsetMin,
    items: [parcelUri(parcel)],
    who: ownUri('party', party),
    ...(place === undefined ? {} : { where: placeUri(place) }),
    ...(counterparty === undefined ? {} : { counterparty: ownUri('party', counterparty) }),
    ...(container === undefined ? {} : { container: containerUri(container) }),
    ...(handover === undefined ? {} : { manifest: isAddress(handover) ? handover : ownUri('manifest', handover) }),
    ...(weightG === undefined ? {} : { weightG }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function containerUri(container: string): string {
  if (isAddress(container)) return container;
  return parseGs1Key('sscc', container).status === 'valid' ? gs1Link('00', container) : ownUri('container', container);
}

function named(uri: string, kind: string): string | undefined {
  const name = ownName(uri);
  return name?.kind === kind ? name.id : undefined;
}

/** Places are `PARTY:STOP`, so a colon alone does not make an address. */
function isAddress(text: string): boolean {
  return /^(https?:\/\/|urn:)/.test(text);
}
