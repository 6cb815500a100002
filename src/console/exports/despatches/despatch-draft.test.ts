import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bagOf,
  bodyOf,
  displayDespatch,
  EMPTY_DESPATCH,
  officesOf,
  otherCountries,
  withBag,
  withItem,
  withoutBag,
  withoutItem,
  withTare,
  type PackedItem,
} from './despatch-draft.js';

const itemOf = (number: number, country = 'NP'): PackedItem => ({
  exportId: `exp_${number}`,
  item: `LA${number}`,
  country,
});
const LANE = { ...EMPTY_DESPATCH, origin: 'INDELA', destination: 'NPKTMA', category: 'A', subclass: 'UN' };

test('a parcel lies in one bag, and once', () => {
  const one = withItem(LANE, itemOf(1));
  assert.equal(withItem(one, itemOf(1)), one);
  const two = withItem(withBag(one), itemOf(2));
  assert.deepEqual([bagOf(two, 'LA1'), bagOf(two, 'LA2'), bagOf(two, 'LA3')], [1, 2, undefined]);
  assert.equal(bagOf(withoutItem(two, 'LA2'), 'LA2'), undefined);
});

test('a bag that goes takes its parcels with it, and the last one leaves an empty one', () => {
  const two = withItem(withBag(withItem(LANE, itemOf(1))), itemOf(2));
  const left = withoutBag(two, 2);
  assert.deepEqual([left.current, left.bags.map(({ bag }) => bag)], [1, [1]]);
  const none = withoutBag(left, 1);
  assert.deepEqual(
    none.bags.map(({ bag, items }) => [bag === none.current, items.length]),
    [[true, 0]],
  );
});

test('bodyOf asks for the bags that are filled, once offices, class and weights are right', () => {
  const filled = withTare(withBag(withItem(LANE, itemOf(1))), 1, '350');
  assert.deepEqual(bodyOf(filled)?.bags, [{ export_ids: ['exp_1'], tare_g: 350 }]);
  assert.equal(bodyOf(LANE), undefined);
  assert.equal(bodyOf({ ...filled, destination: 'NPKTM' }), undefined);
  assert.equal(bodyOf({ ...filled, subclass: 'u' }), undefined);
  assert.equal(bodyOf(withTare(filled, 1, 'much')), undefined);
});

test('otherCountries names what is not for the country of the office', () => {
  assert.deepEqual(otherCountries(withItem(withItem(LANE, itemOf(1)), itemOf(2, 'US'))), ['US']);
  assert.deepEqual(otherCountries({ ...withItem(LANE, itemOf(2, 'US')), destination: '' }), []);
});

test('identifiers are shown in their parts, and offices are known from them', () => {
  const despatch = 'INDELANPKTMAAUN60001';
  assert.equal(displayDespatch(despatch), 'INDELA NPKTMA A UN 6 0001');
  assert.equal(displayDespatch(`${despatch}001100005`), 'INDELA NPKTMA A UN 6 0001 001100005');
  assert.equal(displayDespatch('?'), '?');
  assert.deepEqual(officesOf([{ despatch }, { despatch }]), { origins: ['INDELA'], destinations: ['NPKTMA'] });
});
