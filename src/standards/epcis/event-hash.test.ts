import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalNumber, canonicalText, canonicalTime, prefixesOf } from './canonical-value.js';
import { eventHashId, preHash } from './event-hash.js';

const VECTORS = resolve('../shared/data/epcis/event-hash');
const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { example: 'https://ns.example.com/epcis/' },
];

type Json = Record<string, unknown>;

test(
  'eventHashId and preHash equal all published vectors',
  { skip: existsSync(VECTORS) ? false : 'no ../shared/data/epcis/event-hash' },
  () => {
    const linesOf = (file: string): string[] => readFileSync(join(VECTORS, file), 'utf8').trim().split('\n');
    let compared = 0;
    for (const file of readdirSync(VECTORS).filter((name) => name.endsWith('.jsonld'))) {
      const name = file.replace('.jsonld', '');
      const document = JSON.parse(readFileSync(join(VECTORS, file), 'utf8')) as {
        '@context': unknown;
        epcisBody: { eventList: Json[] };
      };
      const events = document.epcisBody.eventList;
      assert.deepEqual(
        events.map((event) => preHash(event, document['@context'])),
        linesOf(`${name}.prehashes`),
        file,
      );
      assert.deepEqual(
        events.map((event) => eventHashId(event, document['@context'])),
        linesOf(`${name}.hashes`),
        file,
      );
      compared += events.length;
    }
    assert.ok(compared >= 11, `${compared} events`);
  },
);

/** Published events with their published hashes, shortened to what each adds. */
const PUBLISHED: ReadonlyArray<readonly [hash: string, event: Json]> = [
  [
    '5f396ea5cb32fe4d0980cb79f5a5eb9640559e9f5a6cefa5c98a7d6ad554b50b',
    {
      type: 'ObjectEvent',
      eventTime: '2019-10-21T14:58:56.000+02:00',
      eventTimeZoneOffset: '+02:00',
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:4054739.099914.20160711', quantity: 600, uom: 'KGM' }],
      action: 'ADD',
      bizStep: 'commissioning',
      readPoint: { id: 'urn:epc:id:sgln:4054739.00001.0' },
      ilmd: { 'cbvmda:bestBeforeDate': '2019-10-21' },
    },
  ],
  [
    'cfda50b7ff23682e989bafc3747ac9b752f405305fcde6618280f6be27344f35',
    {
      type: 'AggregationEvent',
      eventTime: '2019-10-21T17:30:56.591+02:00',
      eventTimeZoneOffset: '+02:00',
      parentID: 'urn:epc:id:sscc:4012344.0111111133',
      childQuantityList: [
        { epcClass: 'urn:epc:class:lgtin:4054739.099902.P2', quantity: 12, uom: 'KGM' },
        { epcClass: 'urn:epc:class:lgtin:4054739.012345.lot2', quantity: 17 },
      ],
      action: 'ADD',
      bizStep: 'packing',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00025.0' },
    },
  ],
  [
    'a62b9f9e429fcba628ea47d073542ca67e9fbe4688df2c649b8cd13b8519b91f',
    {
      type: 'AggregationEvent',
      eventTime: '2019-10-21T14:02:56.000+02:00',
      eventTimeZoneOffset: '+02:00',
      parentID: 'urn:epc:id:sscc:4012344.0998811122',
      childEPCs: ['3', '4', '5'].map((digit) => `urn:epc:id:sscc:4012344.099881112${digit}`),
      action: 'DELETE',
      bizStep: 'unpacking',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00077.0' },
      bizTransactionList: [{ type: 'inv', bizTransaction: 'urn:epcglobal:cbv:bt:4012345123456:4711' }],
    },
  ],
  [
    '36ab2ba0e3eac03d14a630148c63c31da00b8c4f1c311f501eb459e89a6e6350',
    {
      type: 'TransformationEvent',
      eventTime: '2019-10-21T14:58:56.591+02:00',
      eventTimeZoneOffset: '+02:00',
      inputEPCList: ['urn:epc:id:sgtin:4012345.011122.25', 'urn:epc:id:sgtin:4000001.065432.99886655'],
      outputEPCList: ['25', '26', '27', '28'].map((serial) => `urn:epc:id:sgtin:4012345.077889.${serial}`),
      inputQuantityList: [
        { epcClass: 'urn:epc:class:lgtin:4012345.011111.4444', quantity: 10, uom: 'KGM' },
        { epcClass: 'urn:epc:class:lgtin:0614141.077777.987', quantity: 30 },
        { epcClass: 'urn:epc:idpat:sgtin:4012345.066666.*', quantity: 220 },
      ],
      bizStep: 'commissioning',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00001.0' },
      ilmd: { 'example:bestBeforeDate': '2015-11-10', 'example:batch': 'XYZ' },
    },
  ],
];

test('eventHashId equals published hashes of aggregation, transformation, quantities and master data', () => {
  for (const [hash, event] of PUBLISHED) {
    assert.equal(eventHashId(event, CONTEXT), `ni:///sha-256;${hash}?ver=CBV2.0`, preHash(event, CONTEXT));
  }
});

test('eventHashId does not change with the order of keys and lists, the zone, links for URNs or a declared prefix', () => {
  const [[hash, event]] = PUBLISHED.slice(2) as [readonly [string, Json]];
  const other: Json = {
    ...Object.fromEntries(Object.entries(event).reverse()),
    eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
    recordTime: '2026-11-23T00:00:00Z',
    eventTime: '2019-10-21T12:02:56Z',
    parentID: 'https://id.example.com/sscc/040123449988111227?x=1',
    childEPCs: (event['childEPCs'] as string[]).toReversed(),
    bizStep: 'https://ref.gs1.org/cbv/BizStep-unpacking',
    bizTransactionList: [{ bizTransaction: 'urn:epcglobal:cbv:bt:4012345123456:4711', type: 'cbv:BTT-inv' }],
    'rdfs:comment': 'says nothing',
    errorDeclaration: { declarationTime: '2019-10-22T00:00:00Z' },
  };
  assert.equal(eventHashId(other, CONTEXT), `ni:///sha-256;${hash}?ver=CBV2.0`);
});

test('eventHashId changes with every field', () => {
  const [[, event]] = PUBLISHED.slice(1) as [readonly [string, Json]];
  const base = eventHashId(event, CONTEXT);
  for (const key of Object.keys(event)) {
    const { [key]: _, ...without } = event;
    assert.notEqual(eventHashId(without, CONTEXT), base, key);
  }
  assert.notEqual(eventHashId({ ...event, 'example:note': 'x' }, CONTEXT), base);
});

test('preHash writes extensions sorted, at any depth, behind what they extend', () => {
  const event: Json = {
    type: 'ObjectEvent',
    eventTime: '2023-01-11T11:00:00Z',
    eventTimeZoneOffset: '+01:00',
    epcList: [],
    action: 'OBSERVE',
    readPoint: { id: 'geo:1,2', 'example:b': 'x', 'example:b2': 'y' },
    'example:list': ['3', 1, true],
    'example:object': { 'example:z': '', 'example:a': { 'other:k': 'https://id.gs1.de/414/4012345000115' } },
  };
  assert.equal(
    preHash(event, CONTEXT),
    [
      'eventType=ObjectEvent',
      'eventTime=2023-01-11T11:00:00.000Z',
      'eventTimeZoneOffset=+01:00',
      'action=OBSERVE',
      'readPointid=geo:1,2{https://ns.example.com/epcis/}b2=y{https://ns.example.com/epcis/}b=x',
      '{https://ns.example.com/epcis/}list=1{https://ns.example.com/epcis/}list=3',
      '{https://ns.example.com/epcis/}list=true',
      '{https://ns.example.com/epcis/}object{https://ns.example.com/epcis/}aother:k=https://id.gs1.org/414/4012345000115',
      '{https://ns.example.com/epcis/}z',
    ].join(''),
  );
});

test('preHash sorts by code point, not by UTF-16 unit', () => {
  const list = ['\u{1f4e6}', '\uff01', 'z', 'é'];
  const event: Json = { type: 'ObjectEvent', eventTimeZoneOffset: '+00:00', 'x:a': list };
  assert.match(preHash(event), /x:a=zx:a=éx:a=\uff01x:a=\u{1f4e6}$/u);
});

test('canonicalTime is UTC with milliseconds', () => {
  const times: ReadonlyArray<readonly [string, string]> = [
    ['2023-02-02T11:04:03.1415Z', '2023-02-02T11:04:03.142Z'],
    ['2023-02-02T11:04:03.1414Z', '2023-02-02T11:04:03.141Z'],
    ['2022-02-16T20:33:31.116000-06:00', '2022-02-17T02:33:31.116Z'],
    ['2020-04-01T15:00:00+05:30', '2020-04-01T09:30:00.000Z'],
    ['2020-12-31T23:59:59.9999Z', '2021-01-01T00:00:00.000Z'],
    ['2020-13-31T23:59:59Z', '2020-13-31T23:59:59Z'],
    ['yesterday', 'yesterday'],
  ];
  for (const [given, canonical] of times) assert.equal(canonicalTime(given), canonical);
});

test('canonicalText writes numbers without needless signs and zeros, and keeps long ones exact', () => {
  const prefixes = prefixesOf([{ ex: { '@id': 'https://ns.example.com/' } }]);
  const texts: ReadonlyArray<readonly [string, string]> = [
    [' 12.50 ', '12.5'],
    ['+007', '7'],
    ['1e3', '1000'],
    ['111100001111000011110000', '111100001111000011110000'],
    ['1.2.3', '1.2.3'],
    ['ex:name', 'https://ns.example.com/name'],
    ['ex://host', 'ex://host'],
    ['other:name', 'other:name'],
    ['urn:epcglobal:cbv:disp:in_transit', 'https://ref.gs1.org/cbv/Disp-in_transit'],
  ];
  for (const [given, canonical] of texts) assert.equal(canonicalText(given, prefixes), canonical);
});

test('canonicalNumber has no needless zeros and keeps the value', () => {
  const numbers: ReadonlyArray<readonly [number, string]> = [
    [26, '26'],
    [-0, '0'],
    [12.5, '12.5'],
    [0.00001, '1e-05'],
    [-0.000012, '-1.2e-05'],
    [1e21, '1000000000000000000000'],
  ];
  for (const [value, text] of numbers) assert.equal(canonicalNumber(value), text);
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (value) => Number(canonicalNumber(value)) === value,
    ),
  );
});
