import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EN } from '../../words/en/all.js';
import { HI } from '../../words/hi/all.js';
import { makeWording } from '../../words/make-wording.js';
import { faultCount, faultText } from './faults.js';

const settings = { tag: 'en-IN', timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 };
const [english, hindi] = [makeWording('en', EN, settings), makeWording('hi', HI, { ...settings, tag: 'hi-IN' })];

test('faultText tells a fault at its field in Hindi, with amounts and codes that would be accepted', () => {
  const heavy = { code: 'too_heavy', message: 'takes less', pointer: '#/gross_weight_g', allowed: 'up to 2000 g' };
  assert.match(faultText(heavy, english), /^Takes less\. Expected: up to 2000 g/);
  assert.match(faultText(heavy, hindi), /2000 g तक/);
  const code = { code: 'bad_format', message: 'has 8 digits', pointer: '#/goods/0/hs', allowed: 'eight digits' };
  assert.match(faultText(code, hindi), /^यह HS कोड नहीं है[^a-z]*$/);
  const cell = { code: 'bad_format', message: 'has 8 digits', column: 'goods_hs' };
  assert.match(faultText(cell, hindi), /^यह HS कोड नहीं है/);
});

test('faultCount counts faults that are not listed', () => {
  const fault = { code: 'too_heavy', message: 'takes less' };
  assert.equal(faultCount([fault, fault]), 2);
  assert.equal(
    faultCount([fault, { code: 'more_faults', message: 'these are the first 100 of 3000', value: '3000' }]),
    3000,
  );
});
