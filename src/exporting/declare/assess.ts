import { findRate, type ExchangeRate, type ExportTables } from '../tables/export-tables.js';
import { chargesOf, type Charges } from './charges.js';
import type { Declaration, GoodsLine } from './declaration.js';
import { apportion, paiseOf, sdrE3Of, shareOf } from './money.js';
import { chooseForms, type FormChoice } from './which-forms.js';

/** What follows from a declaration and the tables of a day, computed once and kept when it is filed. */
export interface Assessment {
  readonly day: string; // YYYY-MM-DD
  /** Rates that amounts were converted with; absent for rupees, and where the tables have none. */
  readonly rate: ExchangeRate | undefined;
  readonly sdrRate: ExchangeRate | undefined;
  readonly totalValueMinor: number;
  /** Undefined where a currency cannot be converted. */
  readonly totalPaise: number | undefined;
  readonly totalSdrE3: number | undefined;
  readonly netWeightG: number;
  readonly lines: readonly AssessedLine[];
  readonly duties: Amounts;
  readonly forms: readonly FormChoice[];
  readonly charges: Charges;
  /** What of the above stands on tables that are uncertain or made up. */
  readonly caveats: readonly string[];
}

/** One line of goods in rupees, with its part of the parcel's weight. Money in paise. */
export interface AssessedLine extends Amounts {
  readonly grossWeightG: number;
  readonly valuePaise: number | undefined;
  readonly taxablePaise: number;
}

export interface Amounts {
  readonly exportDutyPaise: number;
  readonly cessPaise: number;
  readonly igstPaise: number;
  readonly compensationCessPaise: number;
}

/** One whole rupee is itself: what is declared in rupees needs no notification. */
const RUPEE = { units: 1, inrE4: 10_000 };

/** Works out amounts, forms and charges as far as a declaration goes; absent parts count as nothing. Never throws. */
export function assess(declaration: Declaration, tables: ExportTables, day: string): Assessment {
  const { goods = [], grossWeightG = 0 } = declaration;
  const currency = currencyOf(declaration);
  const rate = currency === undefined || currency === 'INR' ? undefined : findRate(tables, currency, day);
  const conversion = currency === 'INR' ? RUPEE : rate;
  const paise = (minor: number): number | undefined =>
    currency === undefined || conversion === undefined ? undefined : paiseOf(minor, currency, conversion);
  const shares = apportion(
    grossWeightG,
    goods.map(({ netWeightG = 0 }) => netWeightG),
  );
  const lines = goods.map((line, index) =>
    assessLine(line, paise(line.valueMinor ?? 0), shares[index] ?? 0, declaration),
  );
  const totalValueMinor = sum(goods.map(({ valueMinor = 0 }) => valueMinor));
  // Added up in rupees as the postal bill does, so that its lines and its total agree to the paisa.
  const totalPaise = conversion === undefined ? undefined : sum(lines.map(({ valuePaise = 0 }) => valuePaise));
  const sdrRate = findRate(tables, 'XDR', day);
  const totalSdrE3 = totalPaise === undefined || sdrRate === undefined ? undefined : sdrE3Of(totalPaise, sdrRate);
  const charges = chargesOf(declaration, tables, day);
  return {
    day,
    rate,
    sdrRate,
    totalValueMinor,
    totalPaise,
    totalSdrE3,
    netWeightG: sum(goods.map(({ netWeightG = 0 }) => netWeightG)),
    lines,
    duties: addAmounts(lines),
    forms: chooseForms(declaration, { tables, totalSdrE3 }),
    charges,
    caveats: caveatsOf([
      [`exchange rate of ${currency ?? 'the currency'}`, rate],
      ['rate of the special drawing right', sdrRate],
      ['postal tariff', charges.tariff],
      ['rules of the country', tables.destinations.find(({ country }) => country === declaration.addressee?.country)],
      ['rules of the service', tables.services.find(({ id }) => id === declaration.service)],
      ['limit of CN 22', tables.limits.find(({ id }) => id === 'cn22_max_sdr')],
    ]),
  };
}

/** The currency, where it is one. */
export function currencyOf({ currency }: Declaration): string | undefined {
  return currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : undefined;
}

function assessLine(
  line: GoodsLine,
  valuePaise: number | undefined,
  grossWeightG: number,
  { tax }: Declaration,
): AssessedLine {
  const value = valuePaise ?? 0;
  const taxablePaise = line.taxInvoice?.valuePaise ?? value;
  const isTaxed = tax?.choice === 'igst';
  return {
    grossWeightG,
    valuePaise,
    taxablePaise,
    exportDutyPaise: shareOf(value, line.exportDutyBp ?? 0),
    cessPaise: shareOf(value, line.cessBp ?? 0),
    igstPaise: isTaxed ? shareOf(taxablePaise, line.igstBp ?? 0) : 0,
    compensationCessPaise: isTaxed ? shareOf(taxablePaise, line.compensationCessBp ?? 0) : 0,
  };
}

function addAmounts(lines: readonly Amounts[]): Amounts {
  return {
    exportDutyPaise: sum(lines.map(({ exportDutyPaise }) => exportDutyPaise)),
    cessPaise: sum(lines.map(({ cessPaise }) => cessPaise)),
    igstPaise: sum(lines.map(({ igstPaise }) => igstPaise)),
    compensationCessPaise: sum(lines.map(({ compensationCessPaise }) => compensationCessPaise)),
  };
}

function caveatsOf(
  used: readonly (readonly [what: string, row: { isSynthetic: boolean; isUncertain: boolean } | undefined])[],
): string[] {
  return used.flatMap(([what, row]) => {
    if (row === undefined) return [];
    if (row.isSynthetic) return [`Made up: ${what}.`];
    return row.isUncertain ? [`Not confirmed: ${what}.`] : [];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
