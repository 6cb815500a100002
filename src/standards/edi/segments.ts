import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';

/**
 * A segment of an EDIFACT file (ISO 9735): a tag of three letters and data elements, each of one or more components. In its plain form
 * neither ends in empty ones, and an element that is left out is `['']`.
 */
export interface Segment {
  readonly tag: string;
  readonly elements: ReadonlyArray<readonly string[]>;
}

/** Characters with a meaning, which a file may announce in its first nine (service string advice, UNA). */
export interface Delimiters {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly end: string;
}

export const DELIMITERS: Delimiters = { component: ':', element: '+', decimal: '.', release: '?', end: "'" };

/** A segment in its plain form: `segment('NAD', 'CN', '', ['Name', 'Second line'])`. */
export function segment(tag: string, ...elements: ReadonlyArray<string | readonly string[]>): Segment {
  assert(/^[A-Z]{3}$/.test(tag), `a segment has a tag of three letters, got ${tag}`);
  return plainSegment({
    tag,
    elements: elements.map((element) => (typeof element === 'string' ? [element] : element)),
  });
}

/** A component by its place, from 0; empty where the segment is shorter. */
export function componentOf({ elements }: Segment, element: number, component = 0): string {
  return elements[element]?.[component] ?? '';
}

/** Segments as text behind a service string advice, one a line: line breaks between segments mean nothing and help people. */
export function writeSegments(segments: readonly Segment[], delimiters: Delimiters = DELIMITERS): string {
  const { component, element, decimal, release, end } = delimiters;
  const special = new Set([component, element, release, end]);
  const escaped = (text: string): string =>
    text.replace(/[^A-Za-z0-9 ]/g, (char) => (special.has(char) ? `${release}${char}` : char));
  const lines = segments.map((one) => {
    const { tag, elements } = plainSegment(one);
    const data = elements.map((components) => components.map(escaped).join(component));
    return `${[tag, ...data].join(element)}${end}`;
  });
  return `UNA${component}${element}${decimal}${release} ${end}\n${lines.join('\n')}\n`;
}

/** Longest file that is read, in characters. */
const LENGTH_MAX = 50_000_000;

/** Reads segments, with or without a service string advice. Refused with the number of the segment at fault, counted from 1. */
export function readSegments(text: string): Parsed<readonly Segment[]> {
  if (text.length > LENGTH_MAX) return refused(`the file has more than ${LENGTH_MAX} characters`);
  const start = /^\uFEFF?\s*/.exec(text)?.[0].length ?? 0;
  const announced = text.startsWith('UNA', start);
  const delimiters = announced ? readAdvice(text.slice(start + 3, start + 9)) : DELIMITERS;
  if (delimiters === undefined) return refused('the six characters behind UNA are no set of delimiters');
  const segments: Segment[] = [];
  let at = announced ? start + 9 : start;
  for (;;) {
    while (at < text.length && isBlank(text.charAt(at))) at++;
    if (at >= text.length) return segments.length === 0 ? refused('there are no segments') : valid(segments);
    const read = readOne(text, at, delimiters);
    if (typeof read === 'string') return refused(`segment ${segments.length + 1} ${read}`);
    segments.push(read.segment);
    at = read.next;
  }
}

function readOne(
  text: string,
  from: number,
  { component, element, release, end }: Delimiters,
): { readonly segment: Segment; readonly next: number } | string {
  const elements: string[][] = [];
  let components: string[] = [];
  let value = '';
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === release) {
      at++;
      if (at >= text.length) return 'ends behind a release character';
      value += text.charAt(at);
    } else if (char === component) {
      components.push(value);
      value = '';
    } else if (char === element || char === end) {
      elements.push([...components, value]);
      components = [];
      value = '';
      if (char === end) {
        const [[tag = ''] = [], ...data] = elements;
        if (!/^[A-Z]{3}$/.test(tag)) return `has ${JSON.stringify(tag.slice(0, 10))} for a tag of three letters`;
        return { segment: plainSegment({ tag, elements: data }), next: at + 1 };
      }
    } else value += char;
  }
  return 'does not end';
}

function readAdvice(text: string): Delimiters | undefined {
  const [component = '', element = '', decimal = '', release = '', , end = ''] = text.split('');
  const special = [component, element, release, end];
  const fits = special.every((char) => char !== '' && !/[A-Za-z0-9\s]/.test(char)) && new Set(special).size === 4;
  return fits && /^[.,]$/.test(decimal) ? { component, element, decimal, release, end } : undefined;
}

function plainSegment({ tag, elements }: Segment): Segment {
  const plain = elements.map((components) => withoutEnd(components, (text) => text === ''));
  const trimmed = withoutEnd(plain, (components) => components.length === 0);
  return { tag, elements: trimmed.map((components) => (components.length === 0 ? [''] : components)) };
}

function withoutEnd<T>(list: readonly T[], isEmpty: (value: T) => boolean): T[] {
  const last = list.findLastIndex((value) => !isEmpty(value));
  return list.slice(0, last + 1);
}

function isBlank(char: string): boolean {
  return char === '\n' || char === '\r' || char === ' ' || char === '\t';
}
