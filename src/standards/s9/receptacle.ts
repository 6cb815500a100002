import { assert } from '../../base/assert.js';
import { lookalikeCorrections, refusedAsMistyped } from '../corrections.js';
import { refused, valid, type Parsed } from '../parsed.js';
import {
  DESPATCH_PARTS,
  findWrongPart,
  readDespatchFields,
  writeDespatch,
  type DespatchFields,
  type Part,
} from './exchange-fields.js';

/** A postal receptacle (bag, tray, container) of an international despatch by UPU standard S9. */
export interface Receptacle extends DespatchFields {
  readonly serial: number; // of the receptacle within its despatch, 1 to 999
  /** The last receptacle of its despatch. */
  readonly last: boolean;
  /** Registered or insured items are in it. */
  readonly registered: boolean;
  /** Rounded to hundreds of grams, as the identifier has it. */
  readonly weightG: number;
}

const LENGTH = 29;

const PARTS: readonly Part[] = [
  ...DESPATCH_PARTS,
  { from: 20, to: 23, name: 'receptacle number', shape: /^\d{3}$/, allowed: 'three digits' },
  { from: 23, to: 24, name: 'mark of the last receptacle', shape: /^[01]$/, allowed: '1 for the last, otherwise 0' },
  { from: 24, to: 25, name: 'mark of registered items', shape: /^[01]$/, allowed: '1 when there are any, otherwise 0' },
  { from: 25, to: 29, name: 'weight', shape: /^\d{4}$/, allowed: 'four digits, hundreds of grams' },
];

/** Receptacle identifier of 29 characters (UPU S9). */
export function makeS9(receptacle: Receptacle): string {
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const identifier = [
    writeDespatch(receptacle),
    digits(receptacle.serial, 3),
    receptacle.last ? '1' : '0',
    receptacle.registered ? '1' : '0',
    digits(Math.round(receptacle.weightG / 100), 4),
  ].join('');
  assert(isS9(identifier), `${identifier} is no receptacle identifier`);
  return identifier;
}

/** Reads a receptacle identifier as scanned; spaces and small letters are accepted. It has no check digit. */
export function parseS9(text: string): Parsed<Receptacle> {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (compact.length !== LENGTH) return refused(`a receptacle identifier has 29 characters, not ${compact.length}`);
  const wrong = findWrongPart(compact, PARTS);
  if (wrong !== undefined) {
    const message = `${compact.slice(wrong.from, wrong.to)} is no ${wrong.name}`;
    return refusedAsMistyped(message, wrong.allowed, lookalikeCorrections(compact, isS9));
  }
  return valid({
    ...readDespatchFields(compact),
    serial: Number(compact.slice(20, 23)),
    last: compact.charAt(23) === '1',
    registered: compact.charAt(24) === '1',
    weightG: Number(compact.slice(25)) * 100,
  });
}

/** Identifier of the despatch that a receptacle belongs to: the first 20 characters (UPU S8). */
export function despatchOf(receptacle: string): string {
  return receptacle.slice(0, 20);
}

function isS9(identifier: string): boolean {
  return identifier.length === LENGTH && findWrongPart(identifier, PARTS) === undefined;
}
