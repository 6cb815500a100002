import type { Assessment } from '../declare/assess.js';
import type { Addressee, Declaration, Exporter } from '../declare/declaration.js';
import { decimalText, plainAmount } from '../declare/money.js';
import type { ExportTables } from '../tables/export-tables.js';

/** A declaration that was filed, with all that its documents say. Days are told as they are: documents read no clock. */
export interface Documented {
  readonly declaration: Declaration;
  readonly assessment: Assessment;
  /** Item identifier (UPU S10). */
  readonly item: string;
  /** Number that the postal bill got, where there is one. */
  readonly bill?: string | undefined;
  /** 1, and one more with each amendment. */
  readonly version: number;
  readonly filedOn: string; // YYYY-MM-DD
  /** When customs let it leave the country. */
  readonly letExportOn?: string | undefined;
  readonly tables: ExportTables;
  /** Name of the carrier that takes it, as the post's. */
  readonly operator: string;
  readonly synthetic: boolean;
}

/** `2.450` of 2450 g: forms tell weights in kilograms. */
export function kilograms(weightG: number | undefined): string {
  return weightG === undefined ? '' : decimalText(weightG, 3);
}

/** `1234.50 USD`. */
export function money(minor: number | undefined, currency: string | undefined): string {
  return minor === undefined || currency === undefined ? '' : `${plainAmount(minor, currency)} ${currency}`;
}

/** Rupees of paise: `85000.00`. */
export function rupees(paise: number | undefined): string {
  return paise === undefined ? '' : decimalText(paise, 2);
}

/** `12.5` of 1250 basis points. */
export function percent(basisPoints: number | undefined): string {
  return basisPoints === undefined ? '' : String(basisPoints / 100);
}

/** `12 pcs`. */
export function quantityText(quantity: number | undefined, unit: string | undefined): string {
  return quantity === undefined ? '' : `${quantity} ${unit ?? ''}`.trim();
}

/** `7419.80.10` of 74198010, as tariffs print codes. */
export function hsText(hs: string | undefined): string {
  const digits = (hs ?? '').replace(/\D/g, '');
  return digits.replace(/^(\d{4})(\d\d)(\d\d)?(\d\d)?$/, (_, ...parts: (string | undefined)[]) =>
    parts
      .slice(0, 4)
      .filter((part) => part !== undefined)
      .join('.'),
  );
}

/** Name of a country in English, by the tables or else its code. */
export function countryName({ destinations }: ExportTables, code: string | undefined): string {
  if (code === 'IN') return 'INDIA';
  return (destinations.find(({ country }) => country === code)?.name ?? code ?? '').toUpperCase();
}

/** Address of a sender in lines, without the name. */
export function senderLines({ address, city, pin }: Exporter = {}): string {
  return linesOf([address, [city, pin].filter(isTold).join(' ')]);
}

/** Address of an addressee in lines, without the name and the country. */
export function addresseeLines({ address, city, state, postalCode }: Addressee = {}): string {
  return linesOf([address, [city, state, postalCode].filter(isTold).join(' ')]);
}

/** What is told of some parts, a line each. */
export function linesOf(parts: readonly (string | undefined)[]): string {
  return parts.filter(isTold).join('\n');
}

function isTold(part: string | undefined): part is string {
  return part !== undefined && part !== '';
}
