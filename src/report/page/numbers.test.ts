import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersOf } from './numbers.js';

test('numbersOf writes rupees with lakh and crore, others with millions', () => {
  const rupees = numbersOf('INR');
  assert.equal(rupees.count(12_345_678), '1,23,45,678');
  assert.equal(rupees.money(1_234_567), '₹12,34,567');
  assert.equal(rupees.money(48.267), '₹48.27');
  assert.equal(rupees.shortMoney(12_345_678), '₹1.23 crore');
  assert.equal(rupees.shortMoney(-3_940_000), '−₹39.4 lakh');
  assert.equal(rupees.shortMoney(999), '₹999');
  const euros = numbersOf('EUR');
  assert.equal(euros.shortMoney(12_345_678), '€12.3 m');
  assert.equal(euros.count(12_345_678), '12,345,678');
});

test('numbersOf keeps small shares and masses readable, and does not fail on a currency nobody knows', () => {
  const numbers = numbersOf('XYZW');
  assert.equal(numbers.fineShare(0.000_734), '0.073%');
  assert.equal(numbers.share(0.8899), '89.0%');
  assert.equal(numbers.change(-0.352), '−35.2%');
  assert.equal(numbers.mass(12.34), '12.3 kg');
  assert.equal(numbers.mass(104_900), '105 t');
  assert.equal(numbers.money(5), '5.00');
});
