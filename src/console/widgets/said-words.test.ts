import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EN } from '../words/en/all.js';
import { HI } from '../words/hi/all.js';
import { makeWording } from '../words/make-wording.js';
import { saidWords } from './said-words.js';

const SETTINGS = { timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 };
const HINDI = makeWording('hi', HI, { tag: 'hi-IN', ...SETTINGS });
const ENGLISH = makeWording('en', EN, { tag: 'en-IN', ...SETTINGS });
const about = { now: new Date('2026-11-23T06:30:00Z'), names: { party: (code: string) => code.toUpperCase() } };

test('what is told as data is said in the language of the reader, with times and names as people read them', () => {
  const words = 'missed RAIL-1 of 2026-11-23 from post:HUB-DEL, 60 minutes ago: it came after that';
  const values = { what: 'RAIL-1', step: 'departed', place: 'post:HUB-DEL', planned_ago: '2026-11-23T04:30:00Z' };
  const missed = { words, said: { code: 'missed_came_late', values } } as const;
  assert.equal(saidWords(missed, HINDI, about), 'post:HUB-DEL से RAIL-1 2 घंटे पहले छूट गया: पार्सल उसके बाद पहुँचा');
  assert.equal(saidWords(missed, ENGLISH, about), 'missed RAIL-1 from post:HUB-DEL, 2 hours ago: it came after that');
  const refused = { words: '', said: { code: 'departures_refuse', values: { goods: 'lithium, aerosols' } } } as const;
  assert.match(saidWords(refused, HINDI, about), /^जो प्रस्थान .* \S+ .* नहीं लेते$/);
  assert.doesNotMatch(saidWords(refused, HINDI, about), /[a-z]/);
  assert.equal(saidWords({ words: 'as it was', said: null }, HINDI, about), 'as it was');
});
