import { parseDigitalLink } from '../gs1/digital-link.js';
import { parseGs1Key } from '../gs1/keys.js';
import { parseLabelPayload } from '../label/payload.js';
import { compactNumber, parseTrackingNumber } from '../tracking/tracking-number.js';

/** What a bar code or QR code names. */
export interface ReadCode {
  readonly of: 'piece' | 'container' | 'manifest';
  /** Tracking number or id of a shipment, SSCC or id of a container, id of a manifest. */
  readonly name: string;
  /** Whether the text has the form, and the check digit, of such a name; otherwise it is taken for a tracking number of somebody's. */
  readonly isSure: boolean;
}

/**
 * What a scanner's text names: a tracking number, an SSCC with or without its application identifier, a GS1 Digital Link, the payload of
 * a parcel's QR code, the address of a tracking page, an id. Undefined when it can name nothing.
 */
export function readCode(text: string): ReadCode | undefined {
  const code = withoutScannerMarks(text);
  return idIn(code) ?? linkIn(code) ?? keyIn(code) ?? numberIn(code);
}

/** Symbology identifiers (ISO/IEC 15424, `]C1`) and separators that scanners add to what is printed. */
function withoutScannerMarks(text: string): string {
  return text
    .trim()
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
    .replace(/\p{Cc}+/gu, '');
}

const IDS = { mnf: 'manifest', cnt: 'container', shp: 'piece' } as const;

/** An id as it stands, or in the address of a page. */
function idIn(code: string): ReadCode | undefined {
  const [, name, kind] = /(?:^|[/#=])((mnf|cnt|shp)_[0-7][0-9a-z]{25})$/.exec(code) ?? [];
  if (name === undefined) return undefined;
  return { of: IDS[kind as keyof typeof IDS], name, isSure: true };
}

function linkIn(code: string): ReadCode | undefined {
  const number = /^https?:\/\/[^/]+\/(?:.*\/)?track\/([^/?#]+)/i.exec(code)?.[1];
  if (number !== undefined) return numberIn(number);
  const link = parseDigitalLink(code);
  return link?.ai === '00' ? keyIn(link.value) : undefined;
}

function keyIn(code: string): ReadCode | undefined {
  // Labels may have more element strings behind the SSCC, which always is the first.
  const first = /^(?:\(00\)|00)(\d{18})/.exec(code.replace(/\s/g, ''))?.[1] ?? code;
  const parsed = parseGs1Key('sscc', first);
  return parsed.status === 'valid' ? { of: 'container', name: parsed.value, isSure: true } : undefined;
}

/** Longest text that an operation takes for a tracking number. */
const NUMBER_LENGTH_MAX = 64;

function numberIn(code: string): ReadCode | undefined {
  const payload = parseLabelPayload(code);
  if (payload.status === 'valid') return numberIn(payload.value.trackingNumber);
  const parsed = parseTrackingNumber(code);
  if (parsed.status === 'valid') return { of: 'piece', name: parsed.value, isSure: true };
  const name = compactNumber(code);
  const isText = name.length > 0 && name.length <= NUMBER_LENGTH_MAX && /^[\w.:/-]+$/.test(name);
  return isText ? { of: 'piece', name, isSure: false } : undefined;
}
