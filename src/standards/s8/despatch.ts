import { assert } from '../../base/assert.js';
import { lookalikeCorrections, refusedAsMistyped } from '../corrections.js';
import { refused, valid, type Parsed } from '../parsed.js';
import {
  DESPATCH_PARTS,
  findWrongPart,
  readDespatchFields,
  writeDespatch,
  type DespatchFields,
} from '../s9/exchange-fields.js';

const LENGTH = 20;

/** Identifier of a despatch, 20 characters (UPU S8): mail of one category and subclass from one office of exchange to another. */
export function makeS8(despatch: DespatchFields): string {
  const identifier = writeDespatch(despatch);
  assert(isS8(identifier), `${identifier} is no despatch identifier`);
  return identifier;
}

/** Reads a despatch identifier; spaces and small letters are accepted. It has no check digit. */
export function parseS8(text: string): Parsed<DespatchFields> {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (compact.length !== LENGTH) return refused(`a despatch identifier has 20 characters, not ${compact.length}`);
  const wrong = findWrongPart(compact, DESPATCH_PARTS);
  if (wrong === undefined) return valid(readDespatchFields(compact));
  const message = `${compact.slice(wrong.from, wrong.to)} is no ${wrong.name}`;
  return refusedAsMistyped(message, wrong.allowed, lookalikeCorrections(compact, isS8));
}

/**
 * Reads an identifier of a consignment, by which a carrier is handed receptacles (delivery bill CN 38, message CARDIT): at most twelve
 * capital letters and digits. The length is general knowledge of postal practice, so longer ones of other origin are refused with that reason.
 */
export function parseConsignment(text: string): Parsed<string> {
  const compact = text.replace(/\s/g, '').toUpperCase();
  const allowed = 'one to twelve letters and digits';
  if (compact === '') return refused('a consignment identifier has at least one character', allowed);
  if (compact.length > 12)
    return refused(`a consignment identifier has at most 12 characters, not ${compact.length}`, allowed);
  return /^[A-Z0-9]+$/.test(compact)
    ? valid(compact)
    : refused('a consignment identifier has letters and digits only', allowed);
}

function isS8(identifier: string): boolean {
  return identifier.length === LENGTH && findWrongPart(identifier, DESPATCH_PARTS) === undefined;
}
