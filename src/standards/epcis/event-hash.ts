import { createHash } from 'node:crypto';
import {
  canonicalKey,
  canonicalNumber,
  canonicalText,
  canonicalTime,
  prefixesOf,
  type Prefixes,
} from './canonical-value.js';
import type { Vocabulary } from './vocabulary.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * Event hash id of an EPCIS 2.0 event (CBV 2.0, section on EPCIS event hash ids):
 * `ni:///sha-256;<hex>?ver=CBV2.0`. Equal for the same event however it is written: order of keys and lists, zone of
 * times, URNs or Digital Links, bare words or addresses. `context` is the document's `@context`; the event's own, where
 * it has one, adds to it. Not part of it: `eventID`, `recordTime`, `errorDeclaration` and comments.
 */
export function eventHashId(event: Json, context?: unknown): string {
  const digest = createHash('sha256').update(preHash(event, context), 'utf8').digest('hex');
  return `ni:///sha-256;${digest}?ver=CBV2.0`;
}

/** What is hashed: fields in the standard's order, as `name=value` without anything between them. */
export function preHash(event: Json, context?: unknown): string {
  const prefixes = prefixesOf(event['@context'], prefixesOf(context));
  const type = typeof event['type'] === 'string' ? canonicalText(event['type'], prefixes) : '';
  const fields = inOrder(event, EVENT_FIELDS, prefixes);
  return `eventType=${type}${fields}${extensions(event, EVENT_FIELDS, prefixes).join('')}`;
}

/** How a standard field is written; those that are not listed are extensions. */
type Field =
  | { readonly name: string; readonly as: 'text'; readonly vocabulary?: Vocabulary }
  | { readonly name: string; readonly as: 'time' }
  /** A list of values, each under the name of one: `epcListepc=…epc=…`. */
  | { readonly name: string; readonly as: 'list'; readonly each: string }
  /** A list of objects; `each` is written before every one, where XML has an element for it. */
  | { readonly name: string; readonly as: 'objects'; readonly each: string; readonly fields: readonly Field[] }
  | { readonly name: string; readonly as: 'object'; readonly fields: readonly Field[] }
  | { readonly name: string; readonly as: 'extensions' };

const text = (...names: string[]): Field[] => names.map((name) => ({ name, as: 'text' }));
const word = (name: string, vocabulary: Vocabulary): Field => ({ name, as: 'text', vocabulary });
const list = (name: string, each: string): Field => ({ name, as: 'list', each });
const quantities = (name: string): Field => ({
  name,
  as: 'objects',
  each: 'quantityElement',
  fields: text('epcClass', 'quantity', 'uom'),
});
/** The type goes first, and the finished pairs are sorted: that is how published hashes have it. */
const typed = (name: string, value: string, vocabulary: Vocabulary): Field => ({
  name,
  as: 'objects',
  each: '',
  fields: [word('type', vocabulary), ...text(value)],
});

const SENSOR_METADATA: readonly Field[] = [
  { name: 'time', as: 'time' },
  { name: 'startTime', as: 'time' },
  { name: 'endTime', as: 'time' },
  ...text('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
];

const SENSOR_REPORT: readonly Field[] = [
  word('type', 'measurementType'),
  word('exception', 'sensorAlert'),
  ...text('deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'),
  { name: 'time', as: 'time' },
  ...text('microorganism', 'chemicalSubstance', 'value'),
  word('component', 'component'),
  ...text('stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue', 'minValue', 'maxValue', 'meanValue', 'sDev'),
  ...text('percRank', 'percValue', 'uom', 'coordinateReferenceSystem'),
];

/**
 * Order of the standard (CBV 2.0, canonical property order), with the destination list before the source list: the
 * published hashes have them so, and two systems agree only when they hash the same text.
 */
const EVENT_FIELDS: readonly Field[] = [
  { name: 'eventTime', as: 'time' },
  ...text('eventTimeZoneOffset', 'certificationInfo'),
  list('epcList', 'epc'),
  ...text('parentID'),
  list('inputEPCList', 'epc'),
  list('childEPCs', 'epc'),
  quantities('quantityList'),
  quantities('childQuantityList'),
  quantities('inputQuantityList'),
  list('outputEPCList', 'epc'),
  quantities('outputQuantityList'),
  ...text('action', 'transformationID'),
  word('bizStep', 'bizStep'),
  word('disposition', 'disposition'),
  { name: 'persistentDisposition', as: 'object', fields: [word('set', 'disposition'), word('unset', 'disposition')] },
  { name: 'readPoint', as: 'object', fields: text('id') },
  { name: 'bizLocation', as: 'object', fields: text('id') },
  typed('bizTransactionList', 'bizTransaction', 'bizTransactionType'),
  typed('destinationList', 'destination', 'sourceDestType'),
  typed('sourceList', 'source', 'sourceDestType'),
  {
    name: 'sensorElementList',
    as: 'objects',
    each: 'sensorElement',
    fields: [
      { name: 'sensorMetadata', as: 'object', fields: SENSOR_METADATA },
      { name: 'sensorReport', as: 'object', fields: SENSOR_REPORT },
    ],
  },
  { name: 'ilmd', as: 'extensions' },
];

const IGNORED = new Set(['@context', 'type', 'eventID', 'recordTime', 'errorDeclaration', 'comment', 'rdfs:comment']);
const IGNORED_BELOW = new Set(['comment', 'rdfs:comment']);

function inOrder(object: Json, fields: readonly Field[], prefixes: Prefixes): string {
  return fields.map((field) => fieldText(field, object[field.name], prefixes)).join('');
}

function fieldText(field: Field, value: unknown, prefixes: Prefixes): string {
  if (value === undefined || value === null) return '';
  const values = Array.isArray(value) ? (value as unknown[]) : [value];
  switch (field.as) {
    case 'text':
      return sorted(values.map((one) => named(field.name, scalarText(one, prefixes, field.vocabulary)))).join('');
    case 'time':
      return sorted(values.map((one) => named(field.name, canonicalTime(String(one))))).join('');
    case 'list': {
      const written = sorted(values.map((one) => named(field.each, scalarText(one, prefixes)))).join('');
      return written === '' ? '' : `${field.name}${written}`;
    }
    case 'object':
    case 'objects': {
      const each = field.as === 'object' ? field.name : field.each;
      const written = sorted(values.map((one) => withName(each, objectText(one, field.fields, prefixes)))).join('');
      return written === '' || field.as === 'object' ? written : `${field.name}${written}`;
    }
    default: {
      const written = isObject(value) ? extensions(value, [], prefixes).join('') : '';
      return written === '' ? '' : `${field.name}${written}`;
    }
  }
}

/** Fields of an object of the standard, then its extensions (rule 21). */
function objectText(value: unknown, fields: readonly Field[], prefixes: Prefixes): string {
  if (!isObject(value)) return scalarText(value, prefixes);
  return `${inOrder(value, fields, prefixes)}${extensions(value, fields, prefixes).join('')}`;
}

/** What the standard does not name, as `{namespace}name=value`, at any depth, sorted (rules 19 and 20). */
function extensions(object: Json, fields: readonly Field[], prefixes: Prefixes): string[] {
  const ignored = fields === EVENT_FIELDS ? IGNORED : IGNORED_BELOW;
  const keys = Object.keys(object).filter((key) => !ignored.has(key) && !fields.some(({ name }) => name === key));
  return sorted(keys.flatMap((key) => extensionText(canonicalKey(key, prefixes), object[key], prefixes)));
}

function extensionText(key: string, value: unknown, prefixes: Prefixes): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return (value as unknown[]).flatMap((one) => extensionText(key, one, prefixes));
  if (isObject(value)) return [`${key}${extensions(value, [], prefixes).join('')}`];
  const written = scalarText(value, prefixes);
  return [written === '' ? key : `${key}=${written}`];
}

function scalarText(value: unknown, prefixes: Prefixes, vocabulary?: Vocabulary): string {
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalText(value, prefixes, vocabulary);
  return typeof value === 'boolean' ? String(value) : '';
}

function named(name: string, value: string): string {
  return value === '' ? '' : `${name}=${value}`;
}

function withName(name: string, value: string): string {
  return value === '' ? '' : `${name}${value}`;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By Unicode code point, which is also the order of UTF-8 bytes (rules 10 and 11); a list of the caller's own. */
function sorted(texts: string[]): string[] {
  if (texts.length < 2) return texts;
  // Only surrogates make JavaScript's own order, by UTF-16 unit, a different one.
  if (!texts.some((one) => /[\ud800-\udfff]/.test(one))) return texts.sort();
  return texts.sort((a, b) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')));
}
