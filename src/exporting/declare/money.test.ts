import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion, decimalText, minorDigits, paiseOf, plainAmount, sdrE3Of, shareOf } from './money.js';

test('paiseOf rounds to the paisa once, half away from zero, whatever digits a currency has', () => {
  assert.equal(paiseOf(22_555, 'EUR', { units: 1, inrE4: 925_000 }), 2_086_338); // 225.55 x 92.5 = 20863.375
  assert.equal(paiseOf(16_667, 'EUR', { units: 1, inrE4: 925_000 }), 1_541_698); // 15416.975
  assert.equal(paiseOf(10_000, 'JPY', { units: 100, inrE4: 575_000 }), 575_000); // 10000 yen at 57.50 per 100
  assert.equal(paiseOf(1_500, 'KWD', { units: 1, inrE4: 2_770_000 }), 41_550); // 1.5 dinar
});

test('paiseOf differs from exact rational arithmetic by half a paisa at most', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e7 }), fc.constantFrom(1, 100), (minor, inrE4, units) => {
      const exact = BigInt(minor) * BigInt(inrE4);
      const scaled = BigInt(paiseOf(minor, 'USD', { units, inrE4 })) * 10_000n * BigInt(units);
      const distance = scaled > exact ? scaled - exact : exact - scaled;
      assert.ok(2n * distance <= 10_000n * BigInt(units));
    }),
  );
});

test('sdrE3Of and shareOf round half up', () => {
  assert.equal(sdrE3Of(1_147_500, { units: 1, inrE4: 1_125_000 }), 102_000);
  assert.equal(sdrE3Of(3_628_036, { units: 1, inrE4: 1_125_000 }), 322_492);
  assert.equal(shareOf(1_500_033, 1200), 180_004);
  assert.equal(shareOf(1, 5000), 1);
});

test('amounts are written with the digits of their currency', () => {
  assert.equal(plainAmount(123_450, 'USD'), '1234.50');
  assert.equal(plainAmount(1234, 'JPY'), '1234');
  assert.equal(plainAmount(5, 'KWD'), '0.005');
  assert.equal(decimalText(-5, 2), '-0.05');
  assert.equal(minorDigits('INR'), 2);
});

test('apportion gives whole parts that add up, each within one of its share', () => {
  assert.deepEqual(apportion(3600, [2500, 630]), [2875, 725]);
  assert.deepEqual(apportion(10, [0, 0, 0]), [4, 3, 3]);
  assert.deepEqual(apportion(10, []), []);
  const weights = fc.array(fc.nat(1e6), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(1e7), weights, (whole, parts) => {
      const shares = apportion(whole, parts);
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        whole,
      );
      const all = parts.reduce((sum, part) => sum + part, 0);
      if (all === 0) return;
      for (const [index, share] of shares.entries())
        assert.ok(Math.abs(share - (whole * (parts[index] ?? 0)) / all) < 1.001);
    }),
  );
});
