import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { componentOf, readSegments, segment, writeSegments, type Segment } from './segments.js';

/** One message of an interchange: what stands between UNH and UNT. */
export interface Message {
  readonly reference: string; // up to 14 characters
  readonly type: string; // six letters, such as EMSEVT
  readonly version: string;
  readonly release: string;
  readonly segments: readonly Segment[];
}

/** A file of messages from one party to another (UNB to UNZ). */
export interface Interchange {
  readonly sender: string;
  readonly recipient: string;
  /** When it was made, to the minute, in UTC: `2026-11-23T10:05Z`. */
  readonly preparedAt: string;
  readonly reference: string; // up to 14 characters
  readonly isTest: boolean;
  readonly messages: readonly Message[];
}

/** Controlling agency of our messages: Universal Postal Union. */
const AGENCY = 'UP';

/**
 * The text of an interchange with its counts. Text beyond Latin-1 is announced as UTF-8 (UNOY, syntax version 4), other as Latin-1 (UNOC,
 * version 3); `interchangeBytes` writes what is announced.
 */
export function writeInterchange(interchange: Interchange): string {
  const { sender, recipient, preparedAt, reference, isTest, messages } = interchange;
  const body = messages.flatMap(({ reference: own, type, version, release, segments }) => [
    segment('UNH', own, [type, version, release, AGENCY]),
    ...segments,
    segment('UNT', String(segments.length + 2), own),
  ]);
  const time = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)Z$/.exec(preparedAt);
  assert(time !== null, `an interchange is prepared at a minute in UTC, got ${preparedAt}`);
  const [, year = '', month = '', day = '', hour = '', minute = ''] = time;
  const isWide = [sender, recipient, ...body.flatMap(({ elements }) => elements.flat())].some(hasWide);
  const date = isWide ? `${year}${month}${day}` : `${year.slice(2)}${month}${day}`;
  const header = [
    sender,
    recipient,
    [date, `${hour}${minute}`],
    reference,
    ...(isTest ? ['', '', '', '', '', '1'] : []),
  ];
  return writeSegments([
    segment('UNB', isWide ? ['UNOY', '4'] : ['UNOC', '3'], ...header),
    ...body,
    segment('UNZ', String(messages.length), reference),
  ]);
}

/** Reads an interchange: one UNB, messages whose counts and references are right, and the UNZ that fits. */
export function readInterchange(text: string): Parsed<Interchange> {
  const read = readSegments(text);
  if (read.status === 'refused') return read;
  const [header, ...rest] = read.value;
  const trailer = rest.pop();
  if (header?.tag !== 'UNB') return refused(`an interchange begins with UNB, not ${header?.tag}`);
  if (trailer?.tag !== 'UNZ') return refused(`an interchange ends with UNZ, not ${trailer?.tag ?? 'UNB'}`);
  const preparedAt = preparedAtOf(componentOf(header, 3, 0), componentOf(header, 3, 1));
  if (preparedAt === undefined) return refused('UNB has no date and time', 'YYMMDD:HHMM');
  const reference = componentOf(header, 4);
  if (reference === '') return refused('UNB has no reference');
  const messages = messagesOf(rest);
  if (messages.status === 'refused') return messages;
  const count = componentOf(trailer, 0);
  if (Number(count) !== messages.value.length || !/^\d{1,6}$/.test(count)) {
    return refused(`UNZ counts ${count === '' ? 'nothing' : count}, there are ${messages.value.length} messages`);
  }
  if (componentOf(trailer, 1) !== reference) {
    return refused(`UNZ has reference ${componentOf(trailer, 1)}, UNB has ${reference}`);
  }
  return valid({
    sender: componentOf(header, 1),
    recipient: componentOf(header, 2),
    preparedAt,
    reference,
    isTest: componentOf(header, 10) === '1',
    messages: messages.value,
  });
}

/** The bytes of a written interchange in the encoding that it announces. */
export function interchangeBytes(text: string): Uint8Array {
  return text.includes('\nUNB+UNOY')
    ? new TextEncoder().encode(text)
    : Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** The text of an interchange's bytes, in the encoding that it announces. */
export function interchangeText(bytes: Uint8Array): string {
  const isLatin = /UNB.UNO[A-K]/s.test(new TextDecoder('latin1').decode(bytes.subarray(0, 100)));
  return new TextDecoder(isLatin ? 'latin1' : 'utf-8').decode(bytes);
}

function messagesOf(segments: readonly Segment[]): Parsed<Message[]> {
  const messages: Message[] = [];
  let open: { readonly header: Segment; readonly segments: Segment[] } | undefined;
  for (const one of segments) {
    if (['UNG', 'UNE', 'UNB', 'UNZ'].includes(one.tag)) return refused(`${one.tag} stands inside the interchange`);
    if (one.tag === 'UNH') {
      if (open) return refused(`message ${messages.length + 1} has no UNT`);
      open = { header: one, segments: [] };
    } else if (open === undefined) {
      return refused(`${one.tag} stands outside of a message`);
    } else if (one.tag === 'UNT') {
      const { header, segments: body } = open;
      const reference = componentOf(header, 0);
      const fault = trailerFault(one, reference, body.length + 2);
      if (fault !== undefined) return refused(`message ${messages.length + 1}: ${fault}`);
      const [type, version, release] = [0, 1, 2].map((index) => componentOf(header, 1, index));
      messages.push({ reference, type: type ?? '', version: version ?? '', release: release ?? '', segments: body });
      open = undefined;
    } else open.segments.push(one);
  }
  return open ? refused(`message ${messages.length + 1} has no UNT`) : valid(messages);
}

function trailerFault(trailer: Segment, reference: string, segmentCount: number): string | undefined {
  const [count, own] = [componentOf(trailer, 0), componentOf(trailer, 1)];
  if (Number(count) !== segmentCount || !/^\d{1,9}$/.test(count))
    return `UNT counts ${count}, there are ${segmentCount} segments`;
  return own === reference ? undefined : `UNT has reference ${own}, UNH has ${reference}`;
}

function preparedAtOf(date: string, time: string): string | undefined {
  const [, century = '20', year, month, day] = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(date) ?? [];
  const [, hour, minute] = /^(\d\d)(\d\d)$/.exec(time) ?? [];
  if (year === undefined || hour === undefined) return undefined;
  const text = `${century}${year}-${month}-${day}T${hour}:${minute}Z`;
  const ms = Date.parse(text);
  // A date such as 31 February would be read as another day.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 16) !== text.slice(0, 16) ? undefined : text;
}

function hasWide(text: string): boolean {
  return text.split('').some((char) => char.charCodeAt(0) > 0xff);
}
