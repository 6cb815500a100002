import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shipped } from '../tables/shipped.js';
import { searchHs } from './hs-search.js';
import { readHsWords } from './hs-words.js';
import { readDescription } from './words.js';

const index = shipped.hsIndex();
const codesOf = (query: string, limit = 10): string[] =>
  searchHs(index, query, limit).hits.map(({ subheading }) => subheading.code);

/** Everyday goods, and the beginning of a code that must be among the first `within`. */
const GOODS: ReadonlyArray<readonly [query: string, code: string, within?: number]> = [
  ['brass lamp', '830629'],
  ['brass lamp', '7419', 5],
  ['brass lamp', '9405', 5],
  ['handmade brass diya set of 2', '830629'],
  ['wooden toys', '9503'],
  ['pashmina shawl', '621420'],
  ['silk scarves', '621410', 3],
  ['terracotta pot', '6912'],
  ['clay bowl hand painted', '6912', 5],
  ['bamboo basket', '460211'],
  ['jute bag', '4202'],
  ['leather wallet', '420231'],
  ['kolhapuri chappal', '640320'],
  ['madhubani painting', '970191'],
  ['silver earrings', '711311', 3],
  ['imitation jewellery', '7117'],
  ['glass bangles', '701810'],
  ['cotton kurti', '620630'],
  ['block printed cotton bedsheet', '630221', 3],
  ['cushion covers', '6304', 3],
  ['dhurrie', '570210'],
  ['hand knotted wool carpet', '570110'],
  ['incense sticks', '330741'],
  ['handmade soap', '340111'],
  ['turmeric powder', '091030'],
  ['assam tea', '0902', 3],
  ['honey', '040900'],
  ['tabla', '920600'],
  ['sitar', '920290'],
  ['marble box inlay', '680291', 3],
  ['papier mache box', '482390'],
  ['candle', '340600'],
  ['umbrella', '6601', 3],
  ['table lamp', '9405'],
  ['clay jewellery', '711790'],
  ['gold plated necklace', '711719'],
  ['wool cap', '650500'],
  ['rose water', '330190'],
  ['stainless steel bottle', '732393'],
  ['brass pooja thali', '741810'],
  ['wall hanging mirror work', '6304'],
  ['handloom cotton towel', '630260'],
  ['mango pickle', '200190'],
  ['पीतल का दीया', '830629', 3],
  ['पीतल', '830629'],
  ['brass', '7419', 2],
  ['brass hook', '7415'],
  ['तांबा', '7419'],
  ['handmade wooden', '4421'],
  ['wooden door', '4418'],
  ['चांदी', '711311'],
  ['रेशम', '5007'],
  ['silk yarn', '5004'],
  ['कागज', '4823'],
  ['लकड़ी के खिलौने', '9503', 3],
  ['मिट्टी का बर्तन', '6912'],
  ['चादर', '6302'],
];

/** Goods that the table does not list: only wording and meanings of words lead to them. */
const UNLISTED: ReadonlyArray<readonly [query: string, code: string, within: number]> = [
  ['steel water bottle', '7323', 8],
  ['copper tray engraved', '7418', 8],
  ['bamboo chopsticks', '441912', 3],
  ['woollen gloves knitted', '6116', 5],
  ['cotton handkerchief', '6213', 3],
  ['mens cotton shirt', '6205', 5],
  ['leather gloves', '4203', 5],
  ['porcelain cup', '6911', 5],
  ['ceramic tiles', '6907', 5],
  ['knitted scarf', '611710', 3],
  ['saffron', '091020', 1],
  ['cardamom', '0908', 3],
  ['guitar', '9202', 3],
  ['wall clock', '9105', 5],
  ['fountain pen', '9608', 5],
  ['silk necktie', '621510', 5],
  ['cotton t-shirt', '610910', 5],
  ['wooden picture frame', '4414', 3],
  ['wool blanket', '630120', 5],
  ['rubber stamp', '9611', 8],
  ['kids wooden puzzle', '9503', 1],
  ['cotton nightwear', '620821', 3],
  ['cumin seeds', '0909', 1],
  ['mens kurta', '620520', 1],
];

test('everyday goods are found', () => {
  const missed = [...GOODS, ...UNLISTED].flatMap(([query, code, within = 1]) => {
    const found = codesOf(query, within);
    return found.some((other) => other.startsWith(code)) ? [] : [`${query}: ${code} is not in ${found.join(' ')}`];
  });
  assert.deepEqual(missed, []);
});

test('a hit says why it is one', () => {
  const { hits } = searchHs(index, 'brass lamp');
  const [lamp] = hits;
  assert.equal(lamp?.heading.code, '8306');
  assert.deepEqual(
    lamp.reasons.map(({ word, as, by }) => [word, as, by]),
    [
      ['brass lamp', '830629', 'listed'],
      ['brass', 'base metal', 'means'],
      ['lamp', 'statuettes ornaments', 'means'],
    ],
  );
  assert.match(lamp.reasons[0]?.note ?? '', /ornament of base metal/);
});

test('a misspelt word is read as the nearest, and a word that nothing has is told', () => {
  const answer = searchHs(index, 'brasss lamp qwertyzx');
  assert.deepEqual(answer.readAs, [{ word: 'brasss', as: 'brass' }]);
  assert.deepEqual(answer.unknown, ['qwertyzx']);
  assert.equal(answer.hits[0]?.subheading.code, '830629');
});

test('digits look codes up', () => {
  assert.deepEqual(codesOf('8306'), ['830610', '830621', '830629', '830630']);
  assert.deepEqual(codesOf('8306.29.90'), ['830629']);
  assert.deepEqual(searchHs(index, '999999').unknown, ['999999']);
});

test('what a description leaves out does not make it a hit for that', () => {
  assert.deepEqual(readDescription('Glass; articles thereof, other than imitation jewellery').leavesOut, [
    'imitation',
    'jewellery',
  ]);
  assert.deepEqual(readDescription('Bags (whether or not with strap), of leather').leavesOut, []);
  assert.ok(!codesOf('imitation jewellery', 5).includes('701890'));
});

test('all codes that the table of words names exist, and its rows have a source', () => {
  const rows = [...index.phrases.values()].flat().map(({ row }) => row);
  const unknown = rows.flatMap(({ codes = [] }) => codes.filter((code) => !index.positions.has(code)));
  assert.deepEqual(unknown, []);
  assert.ok(rows.every(({ source }) => source !== ''));
});

test('every phrase that means something means words that descriptions have', () => {
  const empty = [...index.phrases.values()]
    .flat()
    .flatMap(({ text, means }) =>
      means
        .filter(({ stems }) => stems.some((stem) => !index.found.has(stem)))
        .map((meant) => `${text}: ${meant.text}`),
    );
  assert.deepEqual(empty, []);
});

test('readHsWords refuses a table with rows that are none', () => {
  const row = (fields: object): string => JSON.stringify({ title: 'T', source: 'S', rows: [fields] });
  assert.equal(readHsWords(row({ words: ['diya'], means: ['lamp'] })).status, 'valid');
  for (const text of [
    '',
    '[]',
    '{"title":"T"}',
    row({ words: [] }),
    row({ words: ['a'], codes: ['83'] }),
    row({ word: 'a' }),
  ]) {
    assert.equal(readHsWords(text).status, 'refused', text);
  }
});

test('no query makes the search throw, and scores never rise down the list', () => {
  const words = fc.constantFrom(
    'brass',
    'lamp',
    'of',
    'दीया',
    'silk',
    '8306',
    'n.e.c.',
    '(',
    'XXXX',
    'wood',
    'not',
    'handmade',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(words, { maxLength: 15 }).map((list) => list.join(' ')),
      ),
      (query) => {
        const scores = searchHs(index, query).hits.map(({ score }) => score);
        assert.deepEqual(
          scores,
          [...scores].toSorted((a, b) => b - a),
        );
      },
    ),
    { numRuns: 60 },
  );
});
