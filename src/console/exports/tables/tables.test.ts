import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countryName, currenciesOf, prohibitionsTo, servicesTo, type Destination, type Service } from './tables.js';

const source = 'made up for a test';
const service = (id: string, weightMaxG: number): Service => ({
  id,
  name: id,
  nameHi: id,
  mailCategory: 'A',
  mailSubclass: 'UN',
  weightMaxG,
  longestMm: 600,
  source,
});
const services = [service('itps', 2000), service('ems', 35_000)];
const NEPAL: Destination = {
  country: 'NP',
  name: 'Nepal',
  nameHi: 'नेपाल',
  services: [{ service: 'ems', weightMaxG: 20_000 }, { service: 'gone' }],
  needs: [],
  source,
};

test('a country takes its services up to its own weight; before one is chosen all are offered', () => {
  const told = (destination: Destination | undefined): unknown =>
    servicesTo({ services }, destination).map(({ service: { id }, weightMaxG }) => [id, weightMaxG]);
  assert.deepEqual(told(NEPAL), [['ems', 20_000]]);
  assert.deepEqual(told(undefined), [
    ['itps', 2000],
    ['ems', 35_000],
  ]);
});

test('rules of a country come before those of everywhere, and those of others are left out', () => {
  const prohibitions = ['*', 'US', 'NP'].map((country) => ({ country, reason: `not to ${country}`, source }));
  assert.deepEqual(
    prohibitionsTo({ prohibitions }, 'NP').map(({ country }) => country),
    ['NP', '*'],
  );
});

test('rupees come first, each currency once, and drawing rights are none', () => {
  const rates = ['USD', 'XDR', 'EUR', 'USD'].map((currency) => ({ currency }));
  assert.deepEqual(currenciesOf({ rates }), ['INR', 'USD', 'EUR']);
});

test('countries are named in the language of the page', () => {
  assert.deepEqual([countryName('en', 'NP'), countryName('hi', 'NP'), countryName('en', '–')], ['Nepal', 'नेपाल', '–']);
});
