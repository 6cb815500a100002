import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EN } from '../words/en/all.js';
import { HI } from '../words/hi/all.js';
import { makeWording } from '../words/make-wording.js';
import { relaxationWords } from './relaxation-words.js';

const IN_INDIA = { timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 };
const english = makeWording('en', EN, { tag: 'en-IN', ...IN_INDIA });
const hindi = makeWording('hi', HI, { tag: 'hi-IN', ...IN_INDIA });
const MORE = {
  words: 'as the server says',
  name: 'Night train',
  amount: 3000,
  unit: 'kg',
  days: 'Mon to Sat',
} as const;

test('more of a grant is said in the language of the reader, from its data', () => {
  const train = { ...MORE, leaves: 'Delhi 18:05' };
  assert.equal(relaxationWords(train, english), '3,000 kg more: Night train (leaves Delhi 18:05), Mon to Sat');
  assert.match(relaxationWords(train, hindi), /Night train \(प्रस्थान Delhi 18:05\), सोम से शनि$/);
  assert.match(relaxationWords({ ...MORE, days: 'Mon, Wed and Fri' }, hindi), /: Night train, सोम, बुध, शुक्र$/);
  assert.match(relaxationWords({ ...MORE, days: 'daily' }, hindi), /रोज़$/);
});

test('what has no data is said in the words of the server', () => {
  const { name: _, ...term } = MORE;
  assert.equal(relaxationWords(term, hindi), 'as the server says');
});
