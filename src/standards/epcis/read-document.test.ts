import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { Prng } from '../../base/prng.js';
import { readEpcis } from './read-document.js';

const DATA = resolve('../shared/data/epcis');
const skip = existsSync(DATA) ? false : 'no ../shared/data/epcis';

type Json = Record<string, unknown>;

/** Documents of the official repository and of the hash vectors, by file name. */
function examples(): ReadonlyArray<readonly [string, Json]> {
  return ['gs1-json-examples', 'event-hash'].flatMap((folder) =>
    readdirSync(join(DATA, folder))
      .filter((file) => file.endsWith('.jsonld'))
      .map((file) => [file, JSON.parse(readFileSync(join(DATA, folder, file), 'utf8')) as Json] as const),
  );
}

/** The official schema, with its two formats by the grammars of RFC 3986 and RFC 3339. */
function officialSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false });
  ajv.addFormat('uri', /^[a-z][a-z\d+\-.]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i);
  ajv.addFormat(
    'date-time',
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i,
  );
  return ajv.compile(JSON.parse(readFileSync(join(DATA, 'EPCIS-JSON-Schema.json'), 'utf8')) as Json);
}

test('readEpcis accepts every published example', { skip }, () => {
  for (const [file, document] of examples()) {
    const reading = readEpcis(JSON.stringify(document), file);
    assert.deepEqual(reading.status === 'faults' ? reading.faults : [], [], file);
    assert.ok(reading.status === 'valid' && reading.events.length > 0);
  }
});

test('readEpcis agrees with the official JSON schema on examples that are changed at random', { skip }, () => {
  const official = officialSchema();
  const seed = 20_261_123;
  const prng = new Prng(seed);
  const verdicts = { valid: 0, refused: 0 };
  for (const [file, document] of examples()) {
    for (let round = 0; round < 150; round++) {
      const changed = structuredClone(document);
      const what = change(changed, prng);
      const expected = official(changed);
      const reading = readEpcis(changed, file);
      const said = reading.status === 'faults' ? JSON.stringify(reading.faults) : 'valid';
      assert.equal(reading.status === 'valid', expected, `seed ${seed} ${file} ${what}: ${said}`);
      if (expected) verdicts.valid++;
      else verdicts.refused++;
    }
  }
  assert.ok(verdicts.valid > 500 && verdicts.refused > 500, JSON.stringify(verdicts));
});

const OTHER_VALUES: readonly unknown[] = [
  ...Object.values({
    nothing: null,
    zero: 0,
    below: -1.5,
    yes: true,
    empty: '',
    word: 'x',
    address: 'urn:x',
    gap: 'a b',
  }),
  ...Object.values({
    none: [],
    one: ['x'],
    twice: ['urn:x', 'urn:x'],
    no: {},
    id: { id: 'urn:x' },
    x: { x: 1 },
    own: { 'a:b': 1 },
  }),
  ...'ADD DELETE OBSERVE shipping urn:epcglobal:cbv:bizstep:shipping 2.0 +05:30 +14:30 KGM 2026-11-23T10:00:00Z'.split(
    ' ',
  ),
  ...'2026-11-23T10:00:00 ObjectEvent AggregationEvent TransactionEvent TransformationEvent AssociationEvent'.split(
    ' ',
  ),
  ...'EPCISDocument EPCISQueryDocument example:OwnEvent'.split(' '),
];

/** Removes, replaces, adds or repeats something at a random place; says what. */
function change(document: Json, prng: Prng): string {
  const places: Array<readonly [Json | unknown[], string | number]> = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const [index, one] of (value as unknown[]).entries()) {
        places.push([value, index]);
        walk(one);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        places.push([value as Json, key]);
        walk(one);
      }
    }
  };
  walk(document);
  const [holder, key] = prng.pick(places);
  const value = prng.pick(OTHER_VALUES);
  if (Array.isArray(holder)) {
    if (prng.chance(0.3)) holder.splice(Number(key), 1);
    else if (prng.chance(0.5)) holder.push(structuredClone(holder[Number(key)]));
    else holder[Number(key)] = value;
    return `list at ${key} ${JSON.stringify(value)}`;
  }
  const how = prng.pick(['remove', 'add', 'replace']);
  if (how === 'remove') delete holder[key];
  else if (how === 'add') {
    holder[prng.pick(['ilmd', 'extra', 'example:extra', 'epcList', 'parentID', 'bizStep'])] = value;
  } else holder[key] = value;
  return `field ${key} ${JSON.stringify(value)}`;
}

const EVENT: Json = {
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'ObjectEvent',
  eventTime: '2026-11-23T18:05:00.000+05:30',
  eventTimeZoneOffset: '+05:30',
  epcList: ['urn:epc:id:sscc:4012345.1112223334'],
  action: 'OBSERVE',
  bizStep: 'shipping',
};

test('readEpcis takes a single event that brings its context', () => {
  const reading = readEpcis(EVENT);
  assert.ok(reading.status === 'valid' && reading.kind === 'event' && reading.events.length === 1);
  const { '@context': _, ...bare } = EVENT;
  assert.equal(readEpcis(bare).status, 'faults');
});

test('readEpcis names path, value, what is allowed and the correction', () => {
  const wrong: ReadonlyArray<readonly [Json, string, RegExp]> = [
    [{ bizStep: 'shiping' }, 'bizStep', /neither a word.*"shiping".*accepting, arriving.*Did you mean "shipping"\?/],
    [{ bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }, 'bizStep', /Write "shipping"\./],
    [{ eventTime: '2026-11-23T18:05:00' }, 'eventTime', /Add its zone/],
    [{ epclist: [] }, 'epclist', /Did you mean "epcList"\?/],
    [{ action: 'add' }, 'action', /OBSERVE, ADD, DELETE.*Did you mean "ADD"\?/],
    [{ epcList: ['urn:x', 'urn:x'] }, 'epcList[1]', /is there twice/],
    [{ quantityList: [{ epcClass: 'urn:x', quantity: '5' }] }, 'quantityList[0].quantity', /Write 5 without quotes/],
    [{ ilmd: {} }, '', /only with action ADD/],
  ];
  for (const [change, column, message] of wrong) {
    const reading = readEpcis({ ...EVENT, ...change }, 'in.jsonld');
    assert.ok(reading.status === 'faults' && reading.faults.length === 1, JSON.stringify(change));
    const [fault] = reading.faults;
    assert.equal(fault?.column ?? '', column);
    assert.match(`${fault?.message} "${fault?.value}" ${fault?.allowed} ${fault?.suggestion}`, message);
  }
});

test('readEpcis never throws, whatever it is given', () => {
  const deep = `${'{"a:b":'.repeat(5000)}1${'}'.repeat(5000)}`;
  for (const source of ['', '{', '[]', 'null', '1', '"x"', '{}', '{"type":5}', deep, undefined, null, [], 7]) {
    assert.equal(readEpcis(source).status, 'faults');
  }
});
