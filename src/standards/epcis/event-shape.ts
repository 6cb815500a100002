import {
  decimal,
  fieldsOf,
  flag,
  isObject,
  listOf,
  matching,
  objectOf,
  oneOf,
  text,
  time,
  uri,
  wordOf,
  type JsonObject,
  type Shape,
  type ShapeFault,
} from './shape.js';
import { ACTIONS, EVENT_TYPES, type EventType } from './vocabulary.js';

/** Any event: its type decides which fields it may have. What the official JSON schema of EPCIS 2.0 admits, no more and no less. */
export const eventShape: Shape = (value, path, report) => {
  if (!isObject(value)) {
    report({ path, value, message: 'must be an event with fields' });
    return;
  }
  const type = value['type'];
  const shape = isEventType(type) ? EVENT_SHAPES[type] : OWN_EVENT;
  shape(value, path, report);
};

export function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && (EVENT_TYPES as readonly string[]).includes(type);
}

/** `@context`: addresses and objects of prefixes, one or a list of different ones. */
export const contextShape: Shape = (value, path, report) => {
  const part: Shape = (one, place, reportPart) => {
    if (!isObject(one)) uri(one, place, reportPart);
  };
  if (Array.isArray(value)) listOf(part, { unique: true })(value, path, report);
  else part(value, path, report);
};

type Rule = (event: JsonObject) => Omit<ShapeFault, 'path' | 'value'> | undefined;

const quantity = objectOf({
  fields: {
    epcClass: uri,
    quantity: decimal,
    uom: matching(/^[A-Z0-9]{2,3}$/, 'is not a unit code', 'two or three capital letters or digits, such as KGM'),
  },
  required: ['epcClass'],
  others: 'none',
});

const uris = listOf(uri);
const uniqueUris = listOf(uri, { unique: true });
const quantities = listOf(quantity);
const location = objectOf({ fields: { id: uri }, required: ['id'], others: 'any' });
const dispositions = listOf(wordOf('disposition'), { least: 1, unique: true });

const bizTransaction = objectOf({
  fields: { type: wordOf('bizTransactionType'), bizTransaction: uri },
  required: ['bizTransaction'],
  others: 'none',
});

const sensorMetadata = objectOf({
  fields: {
    ...fieldsOf(time, 'time', 'startTime', 'endTime'),
    ...fieldsOf(uri, 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
  },
  others: 'prefixed',
});

const sensorReport = objectOf({
  fields: {
    type: wordOf('measurementType'),
    exception: wordOf('sensorAlert'),
    component: wordOf('component'),
    time,
    ...fieldsOf(uri, 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules', 'uriValue'),
    ...fieldsOf(uri, 'microorganism', 'chemicalSubstance', 'coordinateReferenceSystem'),
    ...fieldsOf(decimal, 'value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'),
    stringValue: text,
    booleanValue: flag,
    uom: text,
    hexBinaryValue: matching(/^[A-Fa-f0-9]+$/, 'is not hexadecimal', 'digits and the letters A to F'),
  },
  required: ['type'],
  others: 'prefixed',
});

const sensorElement = objectOf({
  fields: { sensorMetadata, sensorReport: listOf(sensorReport, { least: 1 }) },
  required: ['sensorReport'],
  others: 'prefixed',
});

/** Fields of every event, also of types that a user adds. */
const BASE = {
  '@context': contextShape,
  eventTime: time,
  recordTime: time,
  eventTimeZoneOffset: matching(
    /^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/,
    'is not a distance from UTC',
    'such as +05:30, at most 14:00',
  ),
  eventID: uri,
  certificationInfo: ((value, path, report) =>
    (Array.isArray(value) ? uris : uri)(value, path, report)) satisfies Shape,
  errorDeclaration: objectOf({
    fields: { declarationTime: time, reason: wordOf('errorReason'), correctiveEventIDs: uris },
    required: ['declarationTime'],
    others: 'prefixed',
  }),
};

/** Fields of every event type of the standard. */
const COMMON = {
  ...BASE,
  bizStep: wordOf('bizStep'),
  disposition: wordOf('disposition'),
  readPoint: location,
  bizLocation: location,
  bizTransactionList: listOf(bizTransaction),
  sourceList: listOf(
    objectOf({ fields: { type: wordOf('sourceDestType'), source: uri }, required: ['type', 'source'], others: 'none' }),
  ),
  destinationList: listOf(
    objectOf({
      fields: { type: wordOf('sourceDestType'), destination: uri },
      required: ['type', 'destination'],
      others: 'none',
    }),
  ),
  sensorElementList: listOf(sensorElement),
};

const action = oneOf(ACTIONS);
const persistentDisposition = objectOf({
  fields: { set: dispositions, unset: dispositions },
  others: 'none',
  rules: [
    ({ set, unset }) =>
      set === undefined && unset === undefined ? { message: 'needs dispositions to set or to unset' } : undefined,
  ],
});
const ilmd = objectOf({ fields: {}, others: 'prefixed' });
const needs = (message: string, holds: (event: JsonObject) => boolean): Rule => {
  return (event) => (holds(event) ? undefined : { message });
};

const OWN_EVENT = objectOf({
  fields: { ...BASE, type: uri },
  required: ['type', 'eventTime', 'eventTimeZoneOffset'],
  others: 'any',
});

const EVENT_SHAPES: Readonly<Record<EventType, Shape>> = {
  ObjectEvent: eventOf(
    { action, epcList: uniqueUris, quantityList: quantities, persistentDisposition, ilmd },
    ['action'],
    [
      needs(
        'needs an epcList, a quantityList that is not empty, or sensor elements with a readPoint',
        (event) =>
          event['epcList'] !== undefined ||
          filled(event['quantityList']) ||
          (filled(event['sensorElementList']) && event['readPoint'] !== undefined),
      ),
      needs(
        'may have an ilmd only with action ADD',
        (event) => event['ilmd'] === undefined || event['action'] === 'ADD',
      ),
    ],
  ),
  AggregationEvent: eventOf(
    { action, parentID: uri, childEPCs: uris, childQuantityList: quantities },
    ['action'],
    [children()],
  ),
  AssociationEvent: eventOf(
    { action, parentID: uri, childEPCs: uris, childQuantityList: quantities },
    ['action', 'parentID'],
    [children()],
  ),
  TransactionEvent: eventOf(
    {
      action,
      bizTransactionList: listOf(bizTransaction, { least: 1 }),
      parentID: uri,
      epcList: uris,
      quantityList: quantities,
    },
    ['bizTransactionList', 'action'],
    [
      needs(
        'needs an epcList or a quantityList that is not empty, unless its action is DELETE',
        (event) => event['epcList'] !== undefined || filled(event['quantityList']) || event['action'] === 'DELETE',
      ),
    ],
  ),
  TransformationEvent: eventOf(
    {
      ...fieldsOf(uniqueUris, 'inputEPCList', 'outputEPCList'),
      ...fieldsOf(quantities, 'inputQuantityList', 'outputQuantityList'),
      transformationID: uri,
      persistentDisposition,
      ilmd,
    },
    [],
    [
      needs('needs inputs and outputs; with a transformationID, one of them', (event) => {
        const inputs = filled(event['inputEPCList']) || filled(event['inputQuantityList']);
        const outputs = filled(event['outputEPCList']) || filled(event['outputQuantityList']);
        return event['transformationID'] === undefined ? inputs && outputs : inputs || outputs;
      }),
    ],
  ),
};

function eventOf(fields: Readonly<Record<string, Shape>>, required: readonly string[], rules: readonly Rule[]): Shape {
  return objectOf({
    fields: { type: text, ...COMMON, ...fields },
    required: ['eventTime', 'eventTimeZoneOffset', ...required],
    others: 'prefixed',
    rules,
  });
}

function children(): Rule {
  return needs(
    'needs childEPCs or a childQuantityList that is not empty, unless its action is DELETE',
    (event) => filled(event['childEPCs']) || filled(event['childQuantityList']) || event['action'] === 'DELETE',
  );
}

function filled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
