/** Beginning that identifiers of despatches and receptacles share, as S8 and S9 write it: 20 characters. */
export interface DespatchFields {
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
}

/** Characters of a part, what it is called, and what it looks like. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly shape: RegExp;
  readonly allowed: string;
}

const OFFICE = /^[A-Z]{2}[A-Z0-9]{4}$/;
const OFFICE_ALLOWED = 'two letters for the country, then four letters or digits, such as INBOMA';

export const DESPATCH_PARTS: readonly Part[] = [
  { from: 0, to: 6, name: 'office of origin', shape: OFFICE, allowed: OFFICE_ALLOWED },
  { from: 6, to: 12, name: 'office of destination', shape: OFFICE, allowed: OFFICE_ALLOWED },
  { from: 12, to: 13, name: 'mail category', shape: /^[A-D]$/, allowed: 'A to D' },
  { from: 13, to: 15, name: 'mail subclass', shape: /^[A-Z]{2}$/, allowed: 'two letters' },
  { from: 15, to: 16, name: 'year', shape: /^\d$/, allowed: 'its last digit' },
  { from: 16, to: 20, name: 'despatch number', shape: /^\d{4}$/, allowed: 'four digits' },
];

/** The first part of an identifier that does not look as it should. */
export function findWrongPart(identifier: string, parts: readonly Part[]): Part | undefined {
  return parts.find(({ from, to, shape }) => !shape.test(identifier.slice(from, to)));
}

/** The 20 characters of a despatch. */
export function writeDespatch(fields: DespatchFields): string {
  const { origin, destination, category, subclass, yearDigit, despatch } = fields;
  return `${origin}${destination}${category}${subclass}${yearDigit}${String(despatch).padStart(4, '0')}`;
}

/** The other way, for characters that have the right shape. */
export function readDespatchFields(identifier: string): DespatchFields {
  return {
    origin: identifier.slice(0, 6),
    destination: identifier.slice(6, 12),
    category: identifier.slice(12, 13),
    subclass: identifier.slice(13, 15),
    yearDigit: Number(identifier.slice(15, 16)),
    despatch: Number(identifier.slice(16, 20)),
  };
}

/** The year that a digit stands for: of those that end with it, the latest that is at most one year ahead of `thisYear`. */
export function yearOfDigit(yearDigit: number, thisYear: number): number {
  const latest = thisYear + 1;
  return latest - ((((latest - yearDigit) % 10) + 10) % 10);
}
