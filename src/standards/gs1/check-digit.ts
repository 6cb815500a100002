import { assert } from '../../base/assert.js';

/**
 * Check digit of a GS1 key without it (GS1 General Specifications, section 7.9): from the right, weights 3, 1, 3, 1 …;
 * what is missing to the next ten. Serves GTIN, GLN, SSCC, GSIN, GSRN, GRAI, GDTI and GCN.
 */
export function gs1CheckDigit(digits: string): number {
  assert(/^\d+$/.test(digits), `a GS1 key has digits only, got ${digits}`);
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += weight * Number(digits[index]);
  }
  return (10 - (sum % 10)) % 10;
}

export function withGs1CheckDigit(digits: string): string {
  return `${digits}${gs1CheckDigit(digits)}`;
}

/** Whether the last digit is the check digit of those before it. */
export function hasGs1CheckDigit(key: string): boolean {
  return /^\d{2,}$/.test(key) && gs1CheckDigit(key.slice(0, -1)) === Number(key.slice(-1));
}
