import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';

/** A postal receptacle (bag, tray, container) of an international despatch by UPU standard S9. */
export interface Receptacle {
  /** Offices of exchange, IMPC codes of six characters: country, place, office. */
  readonly origin: string;
  readonly destination: string;
  /** A airmail, B surface air lifted, C surface, D priority by surface (UPU code list 115). */
  readonly category: string;
  /** Two letters, such as CN (UPU code list 117). */
  readonly subclass: string;
  /** Last digit of the year of the despatch. */
  readonly yearDigit: number;
  readonly despatch: number; // 1 to 9999
  readonly serial: number; // of the receptacle within its despatch, 1 to 999
  /** The last receptacle of its despatch. */
  readonly last: boolean;
  /** Registered or insured items are in it. */
  readonly registered: boolean;
  /** Rounded to hundreds of grams, as the identifier has it. */
  readonly weightG: number;
}

const SHAPE = /^([A-Z]{2}[A-Z0-9]{4})([A-Z]{2}[A-Z0-9]{4})([A-D])([A-Z]{2})(\d)(\d{4})(\d{3})([01])([01])(\d{4})$/;

/** Receptacle identifier of 29 characters (UPU S9). */
export function makeS9(receptacle: Receptacle): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const identifier = [
    receptacle.origin,
    receptacle.destination,
    receptacle.category,
    receptacle.subclass,
    String(receptacle.yearDigit),
    digits(receptacle.despatch, 4),
    digits(receptacle.serial, 3),
    receptacle.last ? '1' : '0',
    receptacle.registered ? '1' : '0',
    digits(Math.round(receptacle.weightG / 100), 4),
  ].join('');
  assert(SHAPE.test(identifier), `${identifier} is no receptacle identifier`);
  return identifier;
}

/** Reads a receptacle identifier as scanned; spaces and small letters are accepted. */
export function parseS9(text: string): Parsed<Receptacle> {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (compact.length !== 29) return refused(`a receptacle identifier has 29 characters, not ${compact.length}`);
  const match = SHAPE.exec(compact);
  if (!match) {
    return refused(
      'this is no receptacle identifier',
      'two offices of 6 characters, category A to D, subclass of 2 letters, 8 digits, two flags of 0 or 1, 4 digits',
    );
  }
  const [
    ,
    origin = '',
    destination = '',
    category = '',
    subclass = '',
    year,
    despatch,
    serial,
    last,
    registered,
    weight,
  ] = match;
  return valid({
    origin,
    destination,
    category,
    subclass,
    yearDigit: Number(year),
    despatch: Number(despatch),
    serial: Number(serial),
    last: last === '1',
    registered: registered === '1',
    weightG: Number(weight) * 100,
  });
}

/** Identifier of the despatch that a receptacle belongs to: the first 20 characters (UPU S8). */
export function despatchOf(receptacle: string): string {
  return receptacle.slice(0, 20);
}
