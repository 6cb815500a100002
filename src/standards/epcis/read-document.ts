import type { Fault } from '../../base/input-error.js';
import type { EpcisEvent } from './event.js';
import { contextShape, eventShape } from './event-shape.js';
import { EVENT_TYPES } from './vocabulary.js';
import {
  fieldsOf,
  isObject,
  listOf,
  matching,
  objectOf,
  text,
  time,
  uri,
  type JsonObject,
  type Shape,
  type ShapeFault,
} from './shape.js';

/** What is captured or answered: a document, an answer to a query, or a single event with its own `@context`. */
export type EpcisReading =
  | {
      readonly status: 'valid';
      readonly kind: 'document' | 'query_document' | 'event';
      /** The document's `@context`, which event hashes need. */
      readonly context: unknown;
      readonly events: readonly EpcisEvent[];
    }
  | { readonly status: 'faults'; readonly faults: readonly Fault[] };

/** More faults than these are not collected: one wrong habit of a sender shows in the first of them. */
const FAULTS_MAX = 100;
/** Deeper nesting than any extension needs; what reads events further may recurse. */
const DEPTH_MAX = 64;

/**
 * Reads EPCIS 2.0 JSON-LD (EPCIS 2.0.1, section 10), as text or as parsed JSON, and accepts what the official JSON schema
 * accepts. Never throws: everything that is wrong is a fault with `file`, the path as `column`, value, what is allowed
 * and the likely correction. Nothing is fetched: contexts are read for prefixes only.
 */
export function readEpcis(source: unknown, file = 'document'): EpcisReading {
  let document = source;
  if (typeof source === 'string') {
    try {
      document = JSON.parse(source) as unknown;
    } catch (error) {
      const message = `cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`;
      return { status: 'faults', faults: [{ code: 'bad_json', severity: 'error', file, message }] };
    }
  }
  const faults: Fault[] = [];
  const report = (fault: ShapeFault): void => {
    if (faults.length < FAULTS_MAX) faults.push(faultOf(fault, file));
  };
  if (!isObject(document)) report({ path: '', value: document, message: 'must be an object with a type' });
  else if (depthOver(document, DEPTH_MAX))
    report({ path: '', value: undefined, message: `is nested more than ${DEPTH_MAX} deep` });
  else if (document['type'] === undefined) report({ path: 'type', value: undefined, ...missingType(document) });
  else shapeOf(document)(document, '', report);
  if (faults.length > 0 || !isObject(document)) return { status: 'faults', faults };
  return { status: 'valid', context: document['@context'], ...eventsOf(document) };
}

const eventList = listOf(eventShape);

const vocabularyElement = objectOf({
  fields: {
    id: uri,
    attributes: listOf(objectOf({ fields: { id: uri, attribute: attributeValue }, required: ['id'], others: 'any' })),
    children: listOf(uri),
  },
  required: ['id'],
  others: 'any',
});

const vocabulary = objectOf({
  fields: { type: uri, vocabularyElementList: listOf(vocabularyElement) },
  required: ['type'],
  others: 'any',
});

const header = objectOf({
  fields: { epcisMasterData: objectOf({ fields: { vocabularyList: listOf(vocabulary) }, others: 'any' }) },
  others: 'prefixed',
});

const DOCUMENT_FIELDS: Readonly<Record<string, Shape>> = {
  '@context': contextShape,
  id: uri,
  type: text,
  schemaVersion: matching(/^\d+(\.\d+)*$/, 'is not a version number as a text', 'such as "2.0"'),
  creationDate: time,
};

const DOCUMENT = objectOf({
  fields: {
    ...DOCUMENT_FIELDS,
    ...fieldsOf(text, 'instanceIdentifier', 'sender', 'receiver'),
    epcisHeader: header,
    epcisBody: objectOf({ fields: { eventList }, required: ['eventList'], others: 'any' }),
  },
  required: ['@context', 'schemaVersion', 'creationDate', 'epcisBody'],
  others: 'prefixed',
});

const QUERY_DOCUMENT = objectOf({
  fields: {
    ...DOCUMENT_FIELDS,
    epcisBody: objectOf({
      fields: {
        queryResults: objectOf({
          fields: {
            queryName: text,
            subscriptionID: text,
            resultsBody: objectOf({
              fields: { eventList, vocabularyList: listOf(vocabulary) },
              required: ['eventList'],
              others: 'prefixed',
            }),
          },
          required: ['queryName', 'resultsBody'],
          others: 'prefixed',
        }),
      },
      required: ['queryResults'],
      others: 'prefixed',
    }),
  },
  required: ['@context', 'epcisBody'],
  others: 'prefixed',
});

/** An event by itself brings its context. */
const SINGLE_EVENT: Shape = (value, path, report) => {
  if (isObject(value) && value['@context'] === undefined)
    report({ path: '@context', value: undefined, message: 'is missing' });
  eventShape(value, path, report);
};

/** Drafts of the standard called it `isA`. */
function missingType(document: JsonObject): Omit<ShapeFault, 'path' | 'value'> {
  const fault = { message: 'is missing', allowed: `EPCISDocument, EPCISQueryDocument, ${EVENT_TYPES.join(', ')}` };
  return document['isA'] === undefined ? fault : { ...fault, suggestion: 'Write "type" for "isA".' };
}

function shapeOf(document: JsonObject): Shape {
  if (document['type'] === 'EPCISDocument') return DOCUMENT;
  return document['type'] === 'EPCISQueryDocument' ? QUERY_DOCUMENT : SINGLE_EVENT;
}

/** Only for what has been found valid: the casts follow its shape. */
function eventsOf(document: JsonObject): { kind: 'document' | 'query_document' | 'event'; events: EpcisEvent[] } {
  const body = document['epcisBody'] as { eventList?: unknown; queryResults?: { resultsBody: { eventList: unknown } } };
  if (document['type'] === 'EPCISDocument') return { kind: 'document', events: body.eventList as EpcisEvent[] };
  if (document['type'] === 'EPCISQueryDocument') {
    return { kind: 'query_document', events: body.queryResults?.resultsBody.eventList as EpcisEvent[] };
  }
  return { kind: 'event', events: [document as unknown as EpcisEvent] };
}

function attributeValue(value: unknown, path: string, report: (fault: ShapeFault) => void): void {
  if (typeof value === 'number' || typeof value === 'string' || isObject(value)) return;
  report({ path, value, message: 'must be a number, a text or an object' });
}

function faultOf({ path, value, message, allowed, suggestion }: ShapeFault, file: string): Fault {
  const shown = value === undefined ? undefined : typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return {
    code: message === 'is missing' ? 'missing_field' : 'bad_epcis',
    severity: 'error',
    file,
    message,
    ...(path === '' ? {} : { column: path }),
    ...(shown === undefined ? {} : { value: shown.length > 80 ? `${shown.slice(0, 79)}…` : shown }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Whether a value is nested deeper than a limit; level by level, so that depth cannot exhaust the stack. */
function depthOver(root: JsonObject, limit: number): boolean {
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: object[] = [];
    for (const parent of level) {
      for (const child of Object.values(parent) as unknown[]) {
        if (typeof child === 'object' && child !== null) next.push(child);
      }
    }
    level = next;
  }
  return false;
}
