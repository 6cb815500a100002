import { assert } from '../../base/assert.js';
import type { ExchangeRate } from '../tables/export-tables.js';

/** Digits behind the point of a currency's amounts (ISO 4217, as ICU knows it). The code must be three capital letters. */
export function minorDigits(currency: string): number {
  let digits = known.get(currency);
  if (digits === undefined) {
    assert(/^[A-Z]{3}$/.test(currency), `${currency} is no currency code`);
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
    }).resolvedOptions();
    digits = maximumFractionDigits;
    known.set(currency, digits);
  }
  return digits;
}

const known = new Map<string, number>();

/** Whole rupees' hundredths of an amount at a rate: rounded once, half away from zero. */
export function paiseOf(minor: number, currency: string, rate: Pick<ExchangeRate, 'units' | 'inrE4'>): number {
  const above = BigInt(minor) * BigInt(rate.inrE4);
  const below = 10n ** BigInt(minorDigits(currency)) * BigInt(rate.units) * 100n;
  return Number(dividedHalfUp(above, below));
}

/** Thousandths of special drawing rights that some paise are. */
export function sdrE3Of(paise: number, rate: Pick<ExchangeRate, 'units' | 'inrE4'>): number {
  return Number(dividedHalfUp(BigInt(paise) * BigInt(rate.units) * 100_000n, BigInt(rate.inrE4)));
}

/** A share in basis points, rounded half up. */
export function shareOf(paise: number, basisPoints: number): number {
  return Number(dividedHalfUp(BigInt(paise) * BigInt(basisPoints), 10_000n));
}

/** An amount as forms write it: `1234.50`, with as many digits as its currency has. */
export function plainAmount(minor: number, currency: string): string {
  return decimalText(minor, minorDigits(currency));
}

/** A whole number of `10 ** -digits` as a decimal. */
export function decimalText(units: number, digits: number): string {
  const sign = units < 0 ? '-' : '';
  const text = String(Math.abs(units)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Rupees for one unit, or for the units that the rate is for: `84.3500`, `55.1000 per 100`. */
export function rateText({ inrE4, units }: Pick<ExchangeRate, 'units' | 'inrE4'>): string {
  return units === 1 ? decimalText(inrE4, 4) : `${decimalText(inrE4, 4)} per ${units}`;
}

function dividedHalfUp(above: bigint, below: bigint): bigint {
  return (2n * above + below) / (2n * below);
}

/**
 * Divides a whole by weights into whole parts that add up to it, each within one of its exact share: the largest remainders are rounded up
 * (Hamilton's method). Equal parts where all weights are 0.
 */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = all === 0 ? weights.map(() => 1) : weights;
  const total = BigInt(all === 0 ? weights.length : all);
  if (total === 0n) return [];
  const parts = shares.map((weight) => (BigInt(whole) * BigInt(weight)) / total);
  const remainders = shares.map((weight, index) => ({ index, left: (BigInt(whole) * BigInt(weight)) % total }));
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1));
  let rest = Number(BigInt(whole) - parts.reduce((sum, part) => sum + part, 0n));
  const result = parts.map(Number);
  for (const { index } of remainders) {
    if (rest-- <= 0) break;
    result[index] += 1;
  }
  return result;
}
