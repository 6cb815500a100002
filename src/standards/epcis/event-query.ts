import { refused, valid, type Parsed } from '../parsed.js';
import { canonicalText, prefixesOf } from './canonical-value.js';
import type { EpcisEvent } from './event.js';
import { VOCABULARIES, type Vocabulary } from './vocabulary.js';

/** A query of the standard's simple event query (EPCIS 2.0.1, section 8.2.7.1): every condition must hold. */
export interface EventQuery {
  readonly conditions: readonly EventCondition[];
  readonly orderBy: 'eventTime' | 'recordTime' | undefined;
  readonly descending: boolean;
  /** At most so many, the first in order. */
  readonly limit: number | undefined;
  /** More than so many are refused. */
  readonly most: number | undefined;
}

/** One parameter. Values are canonical: bare words spelt out, keys as Digital Links, times in milliseconds. */
export type EventCondition =
  | { readonly name: string; readonly kind: 'any_of'; readonly values: ReadonlySet<string> }
  | { readonly name: string; readonly kind: 'from' | 'before'; readonly atMs: number };

/** An event, and when it was recorded. */
export interface RecordedEpcisEvent {
  readonly event: EpcisEvent;
  readonly recordMs: number;
}

/** What is asked of one field, by the parameter's name. */
interface Field {
  readonly vocabulary?: Vocabulary;
  readonly of: (event: EpcisEvent) => readonly (string | undefined)[];
}

type Loose = Readonly<Record<string, unknown>>;

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
const text = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);
const field =
  (...names: string[]): Field['of'] =>
  (event) =>
    names.flatMap((name) => {
      const value = (event as unknown as Loose)[name];
      return [...text(value), ...texts(value)];
    });
const idOf =
  (name: 'readPoint' | 'bizLocation'): Field['of'] =>
  (event) =>
    event.type === undefined ? [] : [event[name]?.id];

const FIELDS: Readonly<Record<string, Field>> = {
  eventType: { of: ({ type }) => [type] },
  EQ_action: { of: field('action') },
  EQ_bizStep: { of: field('bizStep'), vocabulary: 'bizStep' },
  EQ_disposition: { of: field('disposition'), vocabulary: 'disposition' },
  EQ_readPoint: { of: idOf('readPoint') },
  EQ_bizLocation: { of: idOf('bizLocation') },
  EQ_eventID: { of: ({ eventID }) => [eventID] },
  EQ_transformationID: { of: field('transformationID') },
  EQ_errorReason: { of: ({ errorDeclaration }) => [errorDeclaration?.reason], vocabulary: 'errorReason' },
  EQ_correctiveEventID: { of: ({ errorDeclaration }) => errorDeclaration?.correctiveEventIDs ?? [] },
  MATCH_epc: { of: field('epcList', 'childEPCs') },
  MATCH_parentID: { of: field('parentID') },
  MATCH_inputEPC: { of: field('inputEPCList') },
  MATCH_outputEPC: { of: field('outputEPCList') },
  MATCH_anyEPC: { of: field('epcList', 'childEPCs', 'parentID', 'inputEPCList', 'outputEPCList') },
};

/** Parameters whose name ends with a type: `EQ_source_possessing_party`. */
const TYPED: ReadonlyArray<readonly [prefix: string, list: string, value: string, vocabulary: Vocabulary]> = [
  ['EQ_bizTransaction_', 'bizTransactionList', 'bizTransaction', 'bizTransactionType'],
  ['EQ_source_', 'sourceList', 'source', 'sourceDestType'],
  ['EQ_destination_', 'destinationList', 'destination', 'sourceDestType'],
];

/** Names that a query may have, for documents and suggestions; those that end with `_` go on with a type. */
export const QUERY_PARAMETERS: readonly string[] = [
  ...Object.keys(FIELDS),
  ...TYPED.map(([prefix]) => prefix),
  'GE_eventTime',
  'LT_eventTime',
  'GE_recordTime',
  'LT_recordTime',
  'EXISTS_errorDeclaration',
  'GE_errorDeclaration_Time',
  'LT_errorDeclaration_Time',
  'orderBy',
  'orderDirection',
  'eventCountLimit',
  'maxEventCount',
];

const PREFIXES = prefixesOf(undefined);
const WHOLE = /^[1-9]\d{0,8}$/;

/**
 * A query of its parameters as they stand in an address; several values of one are separated by `|`. Refuses what the standard
 * does not have and what is not supported, so that no condition is ever left out silently.
 */
export function readEventQuery(parameters: Readonly<Record<string, string>>): Parsed<EventQuery> {
  const conditions: EventCondition[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    if (SETTINGS.has(name)) continue;
    const condition = conditionOf(name, value);
    if (condition === undefined) return refused(`${name} is not supported`, QUERY_PARAMETERS.join(', '));
    if (typeof condition === 'string') return refused(`${name} ${condition}`, 'a value as the standard has it');
    conditions.push(condition);
  }
  const { orderBy, orderDirection, eventCountLimit, maxEventCount } = parameters;
  if (orderBy !== undefined && orderBy !== 'eventTime' && orderBy !== 'recordTime')
    return refused('orderBy is not supported', 'eventTime, recordTime');
  if (orderDirection !== undefined && orderDirection !== 'ASC' && orderDirection !== 'DESC')
    return refused('orderDirection is neither of its values', 'ASC, DESC');
  for (const count of [eventCountLimit, maxEventCount]) {
    if (count !== undefined && !WHOLE.test(count)) return refused('a count is no whole number above 0', '1, 2, …');
  }
  if (eventCountLimit !== undefined && maxEventCount !== undefined)
    return refused('eventCountLimit and maxEventCount exclude each other', 'one of them');
  return valid({
    conditions,
    orderBy,
    // The standard's default, where an order is asked for.
    descending: orderBy !== undefined && orderDirection !== 'ASC',
    limit: eventCountLimit === undefined ? undefined : Number(eventCountLimit),
    most: maxEventCount === undefined ? undefined : Number(maxEventCount),
  });
}

const SETTINGS = new Set(['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount']);
const TIMES: Readonly<Record<string, 'from' | 'before'>> = { GE: 'from', LT: 'before' };

/** Undefined when the parameter is not known; a text says what is wrong with its value. */
function conditionOf(name: string, value: string): EventCondition | string | undefined {
  const time = /^(GE|LT)_(eventTime|recordTime|errorDeclaration_Time)$/.exec(name);
  if (time !== null) {
    const written = value.replace(' ', '+'); // what a plus sign in an address becomes, unless it is escaped
    const atMs = /([Zz]|[+-]\d\d:\d\d)$/.test(written) ? Date.parse(written) : Number.NaN;
    if (Number.isNaN(atMs)) return 'is no time with date, seconds and zone';
    return { name: time[2] ?? '', kind: TIMES[time[1] ?? ''] ?? 'from', atMs };
  }
  if (name === 'EXISTS_errorDeclaration') return { name, kind: 'any_of', values: new Set() };
  const vocabulary = fieldOf(name)?.vocabulary;
  if (fieldOf(name) === undefined) return undefined;
  const values = value.split('|').filter((one) => one !== '');
  if (values.length === 0) return 'has no value';
  if (values.some((one) => one.includes('*'))) return 'has a pattern, which is not supported';
  return { name, kind: 'any_of', values: new Set(values.map((one) => canonicalText(one, PREFIXES, vocabulary))) };
}

function fieldOf(name: string): Field | undefined {
  if (Object.hasOwn(FIELDS, name)) return FIELDS[name];
  for (const [prefix, list, value, vocabulary] of TYPED) {
    if (!name.startsWith(prefix) || name === prefix) continue;
    const wanted = canonicalText(name.slice(prefix.length), PREFIXES, vocabulary);
    return {
      of: (event) =>
        ((event as unknown as Loose)[list] as readonly Loose[] | undefined)?.flatMap((one) =>
          text(one['type']).some((type) => canonicalText(type, PREFIXES, vocabulary) === wanted)
            ? text(one[value])
            : [],
        ) ?? [],
    };
  }
  return undefined;
}

/** Whether an event fulfils every condition of a query. */
export function matchesQuery({ event, recordMs }: RecordedEpcisEvent, { conditions }: EventQuery): boolean {
  return conditions.every((condition) => {
    if (condition.kind !== 'any_of') {
      const atMs = timeOf(condition.name, event, recordMs);
      return atMs !== undefined && (condition.kind === 'from' ? atMs >= condition.atMs : atMs < condition.atMs);
    }
    if (condition.name === 'EXISTS_errorDeclaration') return event.errorDeclaration !== undefined;
    const asked = fieldOf(condition.name);
    return (asked?.of(event) ?? []).some(
      (one) => one !== undefined && condition.values.has(canonicalText(one, PREFIXES, asked?.vocabulary)),
    );
  });
}

function timeOf(name: string, event: EpcisEvent, recordMs: number): number | undefined {
  if (name === 'recordTime') return recordMs;
  if (name === 'eventTime') return Date.parse(event.eventTime);
  const declared = event.errorDeclaration?.declarationTime;
  return declared === undefined ? undefined : Date.parse(declared);
}

/** Values of a condition that a query has, in their canonical form; undefined where it does not have it. */
export function valuesAsked({ conditions }: EventQuery, name: string): ReadonlySet<string> | undefined {
  const found = conditions.find((condition) => condition.name === name);
  return found?.kind === 'any_of' ? found.values : undefined;
}

/** The bound that a query sets to a time. */
export function boundAsked(
  { conditions }: EventQuery,
  name: 'eventTime' | 'recordTime',
  kind: 'from' | 'before',
): number | undefined {
  const bounds = conditions.flatMap((one) => (one.kind === kind && one.name === name ? [one.atMs] : []));
  return bounds.length === 0 ? undefined : kind === 'from' ? Math.max(...bounds) : Math.min(...bounds);
}

/** A bare word of a vocabulary, or an address, in the form that queries compare. */
export function canonicalWord(word: string, vocabulary?: Vocabulary): string {
  return canonicalText(word, PREFIXES, vocabulary);
}

/** The words that stand bare in events, of those vocabularies that queries name. */
export const BARE_WORDS = { bizSteps: VOCABULARIES.bizStep.words, dispositions: VOCABULARIES.disposition.words };
