import { lookalikeCorrections, refusedAsMistyped } from '../corrections.js';
import { valid, type Parsed } from '../parsed.js';

/** What a permanent account number says of its holder: its fourth letter (Income Tax Department, structure of PAN). */
const HOLDERS: Readonly<Record<string, string>> = {
  A: 'association of persons',
  B: 'body of individuals',
  C: 'company',
  E: 'limited liability partnership',
  F: 'firm',
  G: 'government',
  H: 'Hindu undivided family',
  J: 'artificial juridical person',
  L: 'local authority',
  P: 'person',
  T: 'trust',
};

/** An Indian permanent account number: five letters, four digits, a letter. Its last letter's rule is not public. */
export interface Pan {
  readonly pan: string;
  readonly holder: string;
}

const SHAPE = /^[A-Z]{3}([A-Z])[A-Z]\d{4}[A-Z]$/;

/** Reads a PAN as typed: spaces, dashes and small letters are accepted. */
export function parsePan(text: string): Parsed<Pan> {
  const pan = text.replace(/[\s-]/g, '').toUpperCase();
  const holder = holderOf(pan);
  if (holder !== undefined) return valid({ pan, holder });
  return refusedAsMistyped(
    panFault(pan),
    'five letters, four digits, a letter, such as AAPFU0939F',
    pan.length === 10 && !SHAPE.test(pan) ? lookalikeCorrections(pan, isPan) : [],
  );
}

/** Whether a text is a PAN as it stands. */
export function isPan(text: string): boolean {
  return holderOf(text) !== undefined;
}

function holderOf(pan: string): string | undefined {
  const letter = SHAPE.exec(pan)?.[1];
  return letter === undefined ? undefined : HOLDERS[letter];
}

function panFault(pan: string): string {
  if (pan.length !== 10) return `a PAN has 10 characters, not ${pan.length}`;
  if (!SHAPE.test(pan)) return 'a PAN is five letters, four digits and a letter';
  return `no kind of holder has ${pan.charAt(3)} as the fourth letter of its PAN`;
}
