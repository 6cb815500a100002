import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EN } from '../words/en/all.js';
import { HI } from '../words/hi/all.js';
import { makeWording } from '../words/make-wording.js';
import { changeWords } from './change-words.js';

const IN_INDIA = { timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 };
const english = makeWording('en', EN, { tag: 'en-IN', ...IN_INDIA });
const hindi = makeWording('hi', HI, { tag: 'hi-IN', ...IN_INDIA });
const TRAIN = {
  kind: 'departure', party: 'ats', name: 'Night train', mode: 'rail', leaves_at: '2026-11-24T11:25:00.000Z', from: 'Delhi', to: 'Kota',
} as const; // prettier-ignore
const NONE = { late: 0, on_time: 0, unplanned: 0, left: null, taken: null };

test('a change is told with both ways and what becomes of the parcels, in the language of whoever reads', () => {
  const change = { ...NONE, what: 'moved', parcels: 412, late: 12, left: TRAIN, taken: { kind: 'spot' } } as const;
  const words = changeWords(change, english);
  assert.match(words, /^412 parcels move from Night train, .*16:55.* to carriage bought outside · 12 become late$/);
  assert.match(changeWords(change, hindi), /412 पार्सल .*Night train.*12 /);
});

test('one parcel is told as one, and what has no way says so', () => {
  const change = { ...NONE, what: 'moved', parcels: 1, unplanned: 1, left: TRAIN, taken: { kind: 'none' } } as const;
  assert.match(changeWords(change, english), /^1 parcel moves from .* to no way at all · 1 is left out$/);
  assert.equal(changeWords({ ...NONE, what: 'added', parcels: 2 }, english), '2 parcels are new in the plan');
});
