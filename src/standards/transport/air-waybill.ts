import { assert } from '../../base/assert.js';
import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { valid, type Parsed } from '../parsed.js';

/** An air waybill's number (IATA resolution 600a): the airline's prefix and a serial; its check digit is left out. */
export interface AirWaybill {
  readonly airline: string; // three digits
  readonly serial: string; // seven digits
}

const SHAPE = /^(\d{3})(\d{7})(\d)$/;

/** The eighth digit of a waybill: its serial modulo 7. */
export function airWaybillCheckDigit(serial: string): number {
  assert(/^\d{7}$/.test(serial), `a waybill has a serial of seven digits, got ${serial}`);
  return Number(serial) % 7;
}

export function makeAirWaybill({ airline, serial }: AirWaybill): string {
  const number = `${airline}${serial}${airWaybillCheckDigit(serial)}`;
  assert(SHAPE.test(number), `${number} is no number of an air waybill`);
  return number;
}

/** As it is printed: `098-12345675`. */
export function displayAirWaybill(number: string): string {
  return number.replace(/^(\d{3})(\d{8})$/, '$1-$2');
}

/** Reads a waybill's number as typed; the dash behind the prefix and spaces are accepted. */
export function parseAirWaybill(text: string): Parsed<AirWaybill> {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const [, airline = '', serial = '', digit] = SHAPE.exec(compact) ?? [];
  if (digit !== undefined && isRight(compact)) return valid({ airline, serial });
  const corrections = compact.length === 11 ? likelyCorrections(compact, isRight) : [];
  if (digit !== undefined) {
    const message = `check digit ${digit} does not fit ${serial}`;
    return refusedAsMistyped(message, `check digit ${airWaybillCheckDigit(serial)}`, corrections, displayAirWaybill);
  }
  const message =
    compact.length === 11 ? 'an air waybill has digits only' : `an air waybill has 11 digits, not ${compact.length}`;
  return refusedAsMistyped(message, 'three digits of the airline and eight more', corrections, displayAirWaybill);
}

function isRight(number: string): boolean {
  const [, , serial = '', digit] = SHAPE.exec(number) ?? [];
  return digit !== undefined && airWaybillCheckDigit(serial) === Number(digit);
}
